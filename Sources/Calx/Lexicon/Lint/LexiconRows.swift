// The rows of all lexicon tables as written, built-in and overlay side by side: what the linter and the listing read.

/// One row of a lexicon file with its phrases spelt out.
struct LexiconRow {
  /// The table: the file's name without its folder and ending.
  let table: String
  let file: String
  let line: Int
  /// 0 for the overlay, 1 for the built-in lexicon.
  let layer: Int
  /// Cells by column.
  let cells: [String: String]
  /// Everything but the phrases, as `column=value`.
  let meaning: String
  /// The plain phrases; of a table without a `phrases` column the first cell.
  let phrases: [String]

  /// The cell split at commas.
  func list(_ column: String) -> [String] {
    (cells[column] ?? "").split(separator: ",").map {
      String($0.split(separator: " ").joined(separator: " "))
    }
  }
}

/// Reads files to rows; defects are the loader's business and left out here.
enum LexiconRows {
  /// Tables with what the loader would read of them.
  struct Table {
    var name: String
    var file: String
    var layer: Int
    var rows: [LexiconRow]
  }

  static func tables(language: String, overlay: [LexiconFile]) -> [Table] {
    overlay.compactMap { table($0, layer: 0) }
      + BuiltInLexicons.files.filter { isRead($0.name, language: language) }.compactMap {
        table($0, layer: 1)
      }
  }

  private static func isRead(_ name: String, language: String) -> Bool {
    name.hasPrefix(language + "/") || name.hasSuffix("/companions.tsv")
  }

  private static func table(_ file: LexiconFile, layer: Int) -> Table? {
    guard let base = file.name.split(separator: "/").last, base.hasSuffix(".tsv") else { return nil }
    let name = String(base.dropLast(4))
    var ignored: [LexiconError] = []
    let table = LexiconTable(file, columns: [], errors: &ignored)
    let hasPhrases = table.columns.contains("phrases")
    let rows = table.rows.map { row in
      let all = table.cells(row)
      let cells = Dictionary(zip(table.columns, all), uniquingKeysWith: { a, _ in a })
      let others = zip(table.columns, all).filter { $0.0 != "phrases" && !$0.1.isEmpty }
      let expanded =
        hasPhrases ? (try? PhraseSyntax.expand(cell: cells["phrases"] ?? "")) ?? [] : [all[0]]
      return LexiconRow(
        table: name, file: file.name, line: row.line, layer: layer, cells: cells,
        meaning: others.map { "\($0.0)=\($0.1)" }.joined(separator: " "), phrases: expanded)
    }
    return Table(name: name, file: file.name, layer: layer, rows: rows)
  }

  /// A phrase as the matcher sees it: small letters, glued hyphens looked through, blanks between words and marks.
  static func normalized(_ phrase: String) -> String {
    var tokens: [Token] = []
    let bytes = Array(phrase.utf8)
    _ = bytes.withUnsafeBufferPointer { Tokenizer.tokenize($0, Vocabulary(), into: &tokens) }
    let words = tokens.filter { !$0.gluedHyphen }.map { t in
      t.kind == .punctuation && t.byte != 0
        ? [t.byte] : bytes[Int(t.start)..<Int(t.end)].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
    }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
