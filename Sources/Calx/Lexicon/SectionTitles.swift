// The words that stand above sections, for inputs that mark their sections by codes.

/// Titles of sections in one language, from the sections table of its lexicon.
public struct SectionTitles: Sendable {
  private var lines: [SectionName: [UInt8]] = [:]
  private var known: Set<[UInt8]> = []

  /// The titles of a built-in lexicon; none for a language that is not built in.
  public init(language: String) {
    guard let file = BuiltInLexicons.files.first(where: { $0.name == "\(language)/sections.tsv" }) else {
      return
    }
    var errors: [LexiconError] = []
    let table = LexiconTable(
      file, columns: ["section", "history", "weight", "subject", "phrases"], errors: &errors)
    for row in table.rows where table.cell(row, "weight") == "strong" {
      guard let name = SectionName(rawValue: table.cell(row, "section")) else { continue }
      let phrases = table.cell(row, "phrases").split(separator: "|").map { Self.words($0.utf8) }
      if let first = phrases.first, lines[name] == nil {
        lines[name] = first.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 } + [UInt8(ascii: ":")]
      }
      known.formUnion(phrases)
    }
  }

  /// The English titles, read when they are first asked for.
  public static let english = SectionTitles(language: "en")

  /// A line that begins a section of that name.
  public func line(_ name: SectionName) -> [UInt8]? { lines[name] }

  /// The line begins with a title of its own: words of the table alone, or with a colon or a dash behind them.
  public func begins(_ line: some Collection<UInt8>) -> Bool {
    let line = Array(line.prefix(120))
    if let colon = line.firstIndex(of: UInt8(ascii: ":")), known.contains(Self.words(line[..<colon])) {
      return true
    }
    if let dash = line.firstIndex(of: UInt8(ascii: "-")), known.contains(Self.words(line[..<dash])) {
      return true
    }
    return known.contains(Self.words(line))
  }

  /// Letters and digits in lower case, one blank between words; a remark in parentheses is left out.
  private static func words(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var gap = false
    for b in bytes {
      if b == UInt8(ascii: "(") { depth += 1 }
      if b == UInt8(ascii: ")") { depth = max(0, depth - 1) }
      let isWord = b >= 128 || b >= 48 && b <= 57 || b | 32 >= 97 && b | 32 <= 122
      guard isWord, depth == 0 else {
        gap = true
        continue
      }
      if gap, !result.isEmpty { result.append(32) }
      gap = false
      result.append(b >= 65 && b <= 90 ? b + 32 : b)
    }
    return result
  }
}
