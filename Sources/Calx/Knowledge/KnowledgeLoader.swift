// Files to a knowledge base: reads every table below `knowledge/` and collects every defect with file and line.

/// Reads the knowledge tables; rows of an overlay win over built-in rows of the same id.
struct KnowledgeLoader {
  var errors: [LexiconError] = []
  private var base = KnowledgeBase()
  /// Ids seen, by kind of table: the layer and where.
  private var seen: [Kind: [String: (layer: Int, file: String, line: Int)]] = [:]
  private var layer = 0
  /// Reads only what reasoning needs, of tables that tests have checked.
  var reasoningOnly = false
  /// The cell of sources read last and what it says: rows that stand together often share it.
  private var lastSources: (cell: [UInt8], ids: [String]) = ([], [])

  var sortedErrors: [LexiconError] { errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) } }

  /// Whether a lexicon file belongs to the knowledge base.
  static func isKnowledge(_ name: String) -> Bool { name.hasPrefix("knowledge/") && name.hasSuffix(".tsv") }

  mutating func load(builtIn: [LexiconFile], overlay: [LexiconFile]) -> KnowledgeBase {
    layer = 0
    for file in overlay where Self.isKnowledge(file.name) { read(file) }
    layer = 1
    for file in builtIn where Self.isKnowledge(file.name) { read(file) }
    base.version = KnowledgeBase.version(builtIn: builtIn, overlay: overlay)
    base.index()
    return base
  }

  private enum Kind: String {
    case sites, causes, shifts, urgency, workup, expectations, crossrules, codes, sources, scopes, claims
    case companions
  }

  private static let tables: [Kind: (columns: [String], optional: [String])] = [
    .sites: (["id", "name", "when", "tier", "sources", "verified"], []),
    .causes: (["site", "id", "name", "class", "rank", "when", "sources", "verified"], []),
    .shifts: (["site", "id", "when", "raises", "lowers", "because", "sources", "verified"], ["places"]),
    .urgency: (["site", "id", "when", "tier", "because", "sources", "verified"], []),
    .workup: (["site", "id", "when", "text", "sources", "verified"], []),
    .expectations: (["site", "id", "slot", "when", "text", "sources", "verified"], []),
    .crossrules: (["id", "name", "when", "unless", "tier", "text", "sources", "verified"], []),
    .codes: (["system", "code", "title", "when", "sources", "verified"], []),
    .sources: (["id", "level", "title", "where"], []),
    .scopes: (["id", "scope", "implies"], ["organs"]),
    .claims: (["id", "article", "claim", "judgement", "note", "sources", "verified"], ["rows"]),
    .companions: (["id", "phrases"], []),
  ]

  private mutating func read(_ file: LexiconFile) {
    let slash = file.name.utf8.lastIndex(of: UInt8(ascii: "/")).map(file.name.utf8.index(after:))
    let name = String(file.name[(slash ?? file.name.startIndex)...].dropLast(".tsv".count))
    guard let kind = Kind(rawValue: name), let shape = Self.tables[kind] else {
      errors.append(LexiconError(file: file.name, line: 0, message: "unknown knowledge table '\(name)'"))
      return
    }
    if reasoningOnly, kind == .claims || kind == .sources || kind == .companions { return }
    let table = LexiconTable(file, columns: shape.columns, optional: shape.optional, errors: &errors)
    for row in table.rows { self.row(kind, Cells(table: table, row: row)) }
  }

  struct Cells {
    let table: LexiconTable
    let row: LexiconTable.Row
    subscript(_ column: String) -> String { table.cell(row, column) }
    func list(_ column: String) -> [String] { table.list(row, column) }
  }

  private mutating func row(_ kind: Kind, _ c: Cells) {
    switch kind {
    case .sites:
      guard new(kind, c["id"], c), let tier = tier(c) else { return }
      base.sites.append(
        KnowledgeSite(id: c["id"], name: c["name"], when: when(c, "when"), tier: tier, origin: origin(c)))
    case .causes:
      guard new(kind, c["id"], c) else { return }
      guard let rank = Int(c["rank"]), rank > 0 else { return problem(c, "rank is a number from 1") }
      if !["benign", "malignant", "infectious", "indeterminate"].contains(c["class"]) {
        problem(c, "unknown class '\(c["class"])'; one of benign, malignant, infectious, indeterminate")
      }
      base.causes.append(
        KnowledgeCause(
          site: c["site"], id: c["id"], name: c["name"], category: c["class"], rank: rank,
          when: when(c, "when"),
          origin: origin(c)))
    case .shifts:
      guard new(kind, c["id"], c) else { return }
      let places = c["places"].isEmpty ? Reasoner.places : Int(c["places"])
      guard let places, places > 0 else { return problem(c, "places is a number from 1, or empty") }
      base.shifts.append(
        KnowledgeShift(
          site: c["site"], id: c["id"], when: when(c, "when"), raises: c.list("raises"),
          lowers: c.list("lowers"),
          places: places, because: c["because"], origin: origin(c)))
    case .urgency:
      guard new(kind, c["id"], c), let tier = tier(c) else { return }
      base.urgencies.append(
        KnowledgeUrgency(
          site: c["site"], id: c["id"], when: when(c, "when"), tier: tier, because: c["because"],
          origin: origin(c)))
    case .workup:
      guard new(kind, c["id"], c) else { return }
      base.steps.append(
        KnowledgeStep(site: c["site"], id: c["id"], when: when(c, "when"), text: c["text"], origin: origin(c))
      )
    case .expectations:
      guard new(kind, c["id"], c) else { return }
      base.expectations.append(
        KnowledgeExpectation(
          site: c["site"], id: c["id"], slot: c["slot"], when: when(c, "when"), text: c["text"],
          origin: origin(c)))
    case .crossrules:
      guard new(kind, c["id"], c), let tier = tier(c) else { return }
      base.rules.append(
        KnowledgeRule(
          id: c["id"], name: c["name"], when: when(c, "when"), unless: when(c, "unless"), tier: tier,
          text: c["text"],
          origin: origin(c)))
    default: other(kind, c)
    }
  }

  private mutating func other(_ kind: Kind, _ c: Cells) {
    switch kind {
    case .codes:
      if reasoningOnly, c["when"].isEmpty || !KnowledgeBase.systems.contains(c["system"]) { return }
      guard new(kind, "\(c["system"]) \(c["code"]) \(c["when"])", c) else { return }
      base.codes.append(
        KnowledgeCode(
          system: c["system"], code: c["code"], title: c["title"], when: when(c, "when"), origin: origin(c)))
    case .sources:
      guard new(kind, c["id"], c) else { return }
      base.sources.append(
        KnowledgeSource(id: c["id"], level: c["level"], title: c["title"], place: c["where"]))
      base.sourceLines[c["id"]] = (c.table.file, c.row.line)
    case .scopes:
      guard new(kind, c["id"], c) else { return }
      guard let scope = CompanionTraits.Scope(rawValue: c["scope"]) else {
        return problem(c, "unknown scope '\(c["scope"])'; one of near, report, side, patient, lesion, exam")
      }
      let traits = CompanionTraits(scope: scope, implies: c.list("implies"), organs: c.list("organs"))
      if scope.isClass, traits.organs.isEmpty || traits.implies.isEmpty {
        return problem(c, "a class needs its organs, and implies what its kind is called")
      }
      base.traits[c["id"]] = traits
    case .claims:
      guard new(kind, c["id"], c) else { return }
      base.claims.append((c["id"], c["judgement"], c.list("rows"), origin(c)))
    default:
      // The words themselves are the lexicon's; ids may come from several folders.
      if base.companions[c["id"]] == nil { base.companions[c["id"]] = (c.table.file, c.row.line) }
    }
  }

  // MARK: - Cells

  private mutating func problem(_ c: Cells, _ message: String) {
    errors.append(LexiconError(file: c.table.file, line: c.row.line, message: message))
  }

  /// False when a row of the overlay has the id, or, with an error, one of the same layer.
  private mutating func new(_ kind: Kind, _ id: @autoclosure () -> String, _ c: Cells) -> Bool {
    if reasoningOnly { return true }
    let id = id()
    if let first = seen[kind]?[id] {
      if first.layer == layer { problem(c, "'\(id)' is already in \(first.file):\(first.line)") }
      return false
    }
    seen[kind, default: [:]][id] = (layer, c.table.file, c.row.line)
    return true
  }

  private mutating func when(_ c: Cells, _ column: String) -> When {
    let text = c[column]
    do throws(ConditionError) {
      return When(text: text, condition: try Condition(text))
    } catch {
      problem(c, "condition '\(text)', \(error.description)")
      return When(text: text, condition: .always)
    }
  }

  private mutating func tier(_ c: Cells) -> Urgency? {
    if let tier = Urgency(rawValue: c["tier"]) { return tier }
    problem(
      c, "unknown tier '\(c["tier"])'; one of \(Urgency.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  private mutating func origin(_ c: Cells) -> Provenance {
    let verified = Verification(rawValue: c["verified"])
    if verified == nil {
      problem(c, "unknown verified '\(c["verified"])'; one of page, abstract, unverified")
    }
    let isLast = c.table.withBytes(c.row, "sources") { cell in
      if cell.elementsEqual(lastSources.cell) { return true }
      lastSources.cell = Array(cell)
      return false
    }
    if !isLast { lastSources.ids = c.list("sources") }
    return Provenance(
      file: c.table.file, line: c.row.line, sources: lastSources.ids, verified: verified ?? .unverified)
  }
}
