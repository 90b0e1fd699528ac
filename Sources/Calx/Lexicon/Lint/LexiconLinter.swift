// What is wrong with a lexicon beyond what stops it from loading: phrases that never match, ids that nothing has.

/// Checks a lexicon with its overlay, and lists it.
public enum LexiconLinter {
  /// Every defect in file and line order: the loader's errors and warnings, and what only a second look finds.
  public static func defects(language: String = "en", overlay: [LexiconFile] = []) -> [LexiconError] {
    let tables = LexiconRows.tables(language: language, overlay: overlay)
    let rows = tables.flatMap(\.rows)
    var found: [LexiconError] = []
    do throws(LexiconErrors) {
      let lexicon = try LexiconLoader.load(
        builtIn: BuiltInLexicons.files, overlay: overlay, language: language, audit: true)
      found += lexicon.warnings + unreachable(rows, lexicon)
    } catch {
      found += error.errors
    }
    found += domains(rows) + unknownIDs(rows) + emptyTables(tables) + ambiguous(rows)
    var seen = Set<LexiconError>()
    return found.filter { seen.insert($0).inserted }.sorted { a, b in
      (a.file, a.line, a.message) < (b.file, b.line, b.message)
    }
  }

  /// Every phrase that counts, with its table, meaning and place, in the order of the files; a row of the overlay hides the
  /// built-in ones with the same phrase.
  public static func entries(language: String = "en", overlay: [LexiconFile] = []) -> [LexiconEntry] {
    var seen: [String: Int] = [:]
    var result: [LexiconEntry] = []
    for row in LexiconRows.tables(language: language, overlay: overlay).flatMap(\.rows) {
      for phrase in row.phrases {
        let key = row.table + "\u{0}" + LexiconRows.normalized(phrase)
        if let layer = seen[key], layer != row.layer || !isShared(row.table) { continue }
        seen[key] = row.layer
        result.append(
          LexiconEntry(table: row.table, phrase: phrase, meaning: row.meaning, file: row.file, line: row.line)
        )
      }
    }
    return result
  }

  /// Tables in which one phrase may stand in several rows, all of which count.
  private static func isShared(_ table: String) -> Bool { ["cues", "grammar", "companions"].contains(table) }

  private static func domains(_ rows: [LexiconRow]) -> [LexiconError] {
    rows.flatMap { row in
      LexiconDomains.problems(row).map { LexiconError(file: row.file, line: row.line, message: $0) }
    }
  }

  /// Ids of organs and hosts that no table has.
  private static func unknownIDs(_ rows: [LexiconRow]) -> [LexiconError] {
    let organs = Set(rows.filter { $0.table == "organs" }.compactMap { $0.cells["organ"] })
    let hosts = Set(rows.filter { $0.table == "hosts" }.compactMap { $0.cells["host"] })
    var result: [LexiconError] = []
    for row in rows {
      for column in LexiconDomains.organColumns[row.table] ?? [] {
        // `thyroid?` is the thyroid, where it is named elsewhere.
        let ids = row.list(column).map {
          row.table == "sites" && $0.hasSuffix("?") ? String($0.dropLast()) : $0
        }
        for id in ids where !organs.contains(id) {
          result.append(LexiconError(file: row.file, line: row.line, message: "unknown organ '\(id)'"))
        }
      }
      if row.table == "organs" {
        for id in row.list("hosts") where !hosts.contains(id) {
          result.append(
            LexiconError(
              file: row.file, line: row.line, message: "no row of hosts.tsv has the host '\(id)'",
              severity: .warning))
        }
      }
    }
    return result
  }

  private static func emptyTables(_ tables: [LexiconRows.Table]) -> [LexiconError] {
    tables.filter(\.rows.isEmpty).map {
      LexiconError(file: $0.file, line: 0, message: "the table has no rows", severity: .warning)
    }
  }

  /// Phrases of one table and layer that are the same to the matcher: only the first can match.
  private static func ambiguous(_ rows: [LexiconRow]) -> [LexiconError] {
    var first: [String: (row: LexiconRow, phrase: String)] = [:]
    var result: [LexiconError] = []
    for row in rows where row.cells["phrases"] != nil && row.table != "grammar" && row.table != "companions" {
      var scope = "\(row.layer)\u{0}\(row.table)\u{0}"
      // A cue's phrase may stand in a row for each axis, direction and reach.
      if row.table == "cues" {
        for column in ["axis", "direction", "reach"] { scope += (row.cells[column] ?? "") + "\u{0}" }
      }
      for phrase in row.phrases {
        let key = scope + LexiconRows.normalized(phrase)
        guard let earlier = first[key] else {
          first[key] = (row, phrase)
          continue
        }
        if earlier.row.file == row.file, earlier.row.line == row.line { continue }
        // The loader warns of phrases spelt alike in most tables.
        if earlier.phrase == phrase, !["advice", "cues"].contains(row.table) { continue }
        let place = "\(earlier.row.file):\(earlier.row.line)"
        let message =
          earlier.phrase == phrase
          ? "'\(phrase)' is already in \(place), which wins"
          : "'\(phrase)' never matches: '\(earlier.phrase)' in \(place) is the same to the matcher"
        result.append(LexiconError(file: row.file, line: row.line, message: message, severity: .warning))
      }
    }
    return result
  }

  /// Anchors and sites whose own words a mask hides wherever they stand.
  private static func unreachable(_ rows: [LexiconRow], _ lexicon: Lexicon) -> [LexiconError] {
    var tokens: [Token] = []
    var matches: [PhraseMatch] = []
    var result: [LexiconError] = []
    for row in rows where row.table == "anchors" || row.table == "sites" {
      for phrase in row.phrases {
        _ = Array(phrase.utf8).withUnsafeBufferPointer {
          Tokenizer.tokenize($0, lexicon.vocabulary, into: &tokens)
        }
        matches.removeAll(keepingCapacity: true)
        lexicon.trie.match(tokens, 0..<tokens.count, into: &matches)
        let masked = matches.contains { m in
          guard m.category == .mask else { return false }
          let mask = lexicon.masks[Int(m.entry)]
          return row.table == "anchors" ? mask.hidesAnchor : mask.hidesSite
        }
        if masked {
          result.append(
            LexiconError(
              file: row.file, line: row.line,
              message: "'\(phrase)' never counts: a phrase of masks.tsv hides it",
              severity: .warning))
        }
      }
    }
    return result
  }
}
