// Files to a rule book: reads the tables below `rules/` and collects every defect with file and line.

/// Reads rules and suppressions; rows of an overlay win over built-in rows of the same id.
struct RuleLoader {
  var errors: [LexiconError] = []
  private var book = RuleBook()
  private var seen: [String: (layer: Int, file: String, line: Int)] = [:]
  private var layer = 0

  var sortedErrors: [LexiconError] { errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) } }

  mutating func load(builtIn: [LexiconFile], overlay: [LexiconFile]) -> RuleBook {
    layer = 0
    for file in overlay where file.name.hasPrefix("rules/") { read(file) }
    layer = 1
    for file in builtIn where file.name.hasPrefix("rules/") { read(file) }
    return book
  }

  private static let tables: [String: [String]] = [
    "rules": [
      "id", "rule", "name", "severity", "scope", "when", "unless", "message", "shows", "sources", "verified",
    ],
    "suppressions": ["id", "rules", "when", "effect", "reason", "sources", "verified"],
  ]

  private mutating func read(_ file: LexiconFile) {
    let kind = String(file.name.dropFirst("rules/".count).dropLast(".tsv".count))
    // The words are the lexicon's.
    if kind == "companions" { return }
    guard let columns = Self.tables[kind] else {
      errors.append(LexiconError(file: file.name, line: 0, message: "unknown table of rules '\(kind)'"))
      return
    }
    let table = LexiconTable(file, columns: columns, errors: &errors)
    for row in table.rows {
      guard new(table.cell(row, "id"), table, row) else { continue }
      if kind == "rules" { rule(table, row) } else { suppression(table, row) }
    }
  }

  private mutating func rule(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let grade = t.cell(r, "severity")
    let severity = Flag.Severity(rawValue: grade)
    if severity == nil, grade != "off" {
      problem(t, r, "unknown severity '\(grade)'; one of info, check, action, critical, off")
    }
    guard let scope = QualityRule.Scope(rawValue: t.cell(r, "scope")) else {
      let known = QualityRule.Scope.allCases.map(\.rawValue).joined(separator: ", ")
      return problem(t, r, "unknown scope '\(t.cell(r, "scope"))'; one of \(known)")
    }
    let when = condition(column: "when", t, r)
    book.rules.append(
      QualityRule(
        id: t.cell(r, "id"), rule: t.cell(r, "rule"), name: t.cell(r, "name"), severity: severity,
        scope: scope,
        when: when, unless: alternatives("unless", t, r), message: t.cell(r, "message"),
        shows: t.list(r, "shows"), origin: origin(t, r), organs: KnowledgeBase.organs(when.condition)))
  }

  private mutating func suppression(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let effect = t.cell(r, "effect")
    let cap = Flag.Severity(rawValue: effect)
    if cap == nil, effect != "drop" {
      problem(t, r, "unknown effect '\(effect)'; drop, or the gravest severity that remains")
    }
    book.suppressions.append(
      Suppression(
        id: t.cell(r, "id"), rules: t.list(r, "rules"), when: condition(column: "when", t, r), cap: cap,
        reason: t.cell(r, "reason"), origin: origin(t, r)))
  }

  // MARK: - Cells

  private mutating func problem(_ t: LexiconTable, _ r: LexiconTable.Row, _ message: String) {
    errors.append(LexiconError(file: t.file, line: r.line, message: message))
  }

  private mutating func new(_ id: String, _ t: LexiconTable, _ r: LexiconTable.Row) -> Bool {
    if let first = seen[id] {
      if first.layer == layer { problem(t, r, "'\(id)' is already in \(first.file):\(first.line)") }
      return false
    }
    seen[id] = (layer, t.file, r.line)
    return true
  }

  private mutating func condition(column: String, _ t: LexiconTable, _ r: LexiconTable.Row) -> When {
    condition(t.cell(r, column), t, r)
  }

  /// Conditions joined by ` or `; none for an empty cell.
  private mutating func alternatives(_ column: String, _ t: LexiconTable, _ r: LexiconTable.Row) -> [When] {
    let texts = t.withBytes(r, column) { cell -> [String] in
      if cell.isEmpty { return [] }
      var result: [String] = []
      var start = 0
      var i = 0
      while i < cell.count {
        if i + 4 <= cell.count, cell[i] == 32, cell[i + 1] == UInt8(ascii: "o"),
          cell[i + 2] == UInt8(ascii: "r"), cell[i + 3] == 32
        {
          result.append(String(decoding: UnsafeBufferPointer(rebasing: cell[start..<i]), as: UTF8.self))
          i += 4
          start = i
        } else {
          i += 1
        }
      }
      return result + [String(decoding: UnsafeBufferPointer(rebasing: cell[start...]), as: UTF8.self)]
    }
    return texts.map { condition($0, t, r) }
  }

  private mutating func condition(_ text: String, _ t: LexiconTable, _ r: LexiconTable.Row) -> When {
    do throws(ConditionError) {
      return When(text: text, condition: try Condition(text))
    } catch {
      problem(t, r, "condition '\(text)', \(error.description)")
      return When(text: text, condition: .always)
    }
  }

  private mutating func origin(_ t: LexiconTable, _ r: LexiconTable.Row) -> Provenance {
    let verified = Verification(rawValue: t.cell(r, "verified"))
    if verified == nil {
      problem(t, r, "unknown verified '\(t.cell(r, "verified"))'; one of page, abstract, unverified")
    }
    return Provenance(
      file: t.file, line: r.line, sources: t.list(r, "sources"), verified: verified ?? .unverified)
  }
}
