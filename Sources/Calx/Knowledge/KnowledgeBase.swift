// The knowledge base: sites, causes, shifts, workup, expectations, rules, codes and sources, as loaded tables.

/// What calx knows about calcifications. Built from `Lexicons/knowledge/`; immutable.
public struct KnowledgeBase: Sendable {
  /// Sites in the order of the tables.
  public internal(set) var sites: [KnowledgeSite] = []
  /// Causes of all sites.
  public internal(set) var causes: [KnowledgeCause] = []
  /// Shifts of all sites.
  public internal(set) var shifts: [KnowledgeShift] = []
  /// Tiers of all sites.
  public internal(set) var urgencies: [KnowledgeUrgency] = []
  /// Workup of all sites.
  public internal(set) var steps: [KnowledgeStep] = []
  /// Expectations of all sites.
  public internal(set) var expectations: [KnowledgeExpectation] = []
  /// Rules over several findings.
  public internal(set) var rules: [KnowledgeRule] = []
  /// Codes of findings in other systems.
  public internal(set) var codes: [KnowledgeCode] = []
  /// What the statements rest on.
  public internal(set) var sources: [KnowledgeSource] = []
  /// Version of the data: a hash over all its files.
  public internal(set) var version = ""
  var traits: [String: CompanionTraits] = [:]
  /// Companion ids that have words, with where.
  var companions: [String: (file: String, line: Int)] = [:]
  /// Rows of each site, by index into the tables above.
  var pages: [Page] = []
  /// Sites that an organ can belong to.
  var sitesByOrgan: [String: [Int]] = [:]
  /// Codes that an organ can have; those of any organ under the empty key.
  var codesByOrgan: [String: [Int]] = [:]
  /// Where sources are written, for the linter.
  var sourceLines: [String: (file: String, line: Int)] = [:]
  /// Rows of the table of claims, for the linter.
  var claims: [(id: String, judgement: String, rows: [String], origin: Provenance)] = []

  /// Systems of which the record gives codes.
  static let systems = ["radlex", "icd10cm"]

  /// The built-in knowledge base as reasoning needs it, read at its first use; without sources and claims.
  static let shared: KnowledgeBase = {
    var loader = KnowledgeLoader()
    loader.reasoningOnly = true
    return loader.load(builtIn: BuiltInLexicons.files, overlay: [])
  }()

  /// The rows of one site.
  struct Page: Sendable {
    var causes: [Int] = []
    var shifts: [Int] = []
    var urgencies: [Int] = []
    var steps: [Int] = []
    var expectations: [Int] = []
  }

  /// The built-in knowledge base with an overlay laid over it.
  ///
  /// - Throws: `LexiconErrors`, every defect with file and line.
  public static func builtIn(overlay: [LexiconFile] = []) throws(LexiconErrors) -> KnowledgeBase {
    var loader = KnowledgeLoader()
    let base = loader.load(builtIn: BuiltInLexicons.files, overlay: overlay)
    if !loader.errors.isEmpty { throw LexiconErrors(errors: loader.sortedErrors) }
    return base
  }

  /// Version of the built-in knowledge base without loading it.
  public static func version() -> String { version(builtIn: BuiltInLexicons.files, overlay: []) }

  static func version(builtIn: [LexiconFile], overlay: [LexiconFile]) -> String {
    var version = LexiconVersion()
    for file in overlay + builtIn where KnowledgeLoader.isKnowledge(file.name) { version.add(file) }
    return version.text
  }

  /// Sites of an organ.
  public func sites(organ: String) -> [KnowledgeSite] { (sitesByOrgan[organ] ?? []).map { sites[$0] } }

  /// One statement with where it is from.
  public struct Statement: Sendable {
    /// Id of its row.
    public let id: String
    /// What it says.
    public let text: String
    /// Where the row is written, and what it rests on.
    public let origin: Provenance
  }

  /// All statements that a finding can show: usual tiers, causes, shifts, tiers, workup, expectations and rules.
  public var statements: [Statement] {
    sites.map {
      Statement(id: $0.id, text: "\($0.name): usual urgency \($0.tier.rawValue)", origin: $0.origin)
    }
      + causes.map { Statement(id: $0.id, text: $0.name, origin: $0.origin) }
      + shifts.map { Statement(id: $0.id, text: $0.because, origin: $0.origin) }
      + urgencies.map { Statement(id: $0.id, text: $0.because, origin: $0.origin) }
      + steps.map { Statement(id: $0.id, text: $0.text, origin: $0.origin) }
      + expectations.map { Statement(id: $0.id, text: $0.text, origin: $0.origin) }
      + rules.map { Statement(id: $0.id, text: $0.text, origin: $0.origin) }
  }

  /// Traits of a companion id; those not listed act near the finding.
  func traits(of id: String) -> CompanionTraits { traits[id] ?? CompanionTraits(scope: .near, implies: []) }

  mutating func index() {
    pages = Array(repeating: Page(), count: sites.count)
    var number: [String: Int] = [:]
    for (i, s) in sites.enumerated() where number[s.id] == nil { number[s.id] = i }
    // Rows of one site stand together.
    var last: (site: String, number: Int?)?
    func page(_ site: String) -> Int? {
      if let last, last.site == site { return last.number }
      last = (site, number[site])
      return number[site]
    }
    for i in causes.indices { if let n = page(causes[i].site) { pages[n].causes.append(i) } }
    for i in shifts.indices { if let n = page(shifts[i].site) { pages[n].shifts.append(i) } }
    for i in urgencies.indices { if let n = page(urgencies[i].site) { pages[n].urgencies.append(i) } }
    for i in steps.indices { if let n = page(steps[i].site) { pages[n].steps.append(i) } }
    for i in expectations.indices {
      if let n = page(expectations[i].site) { pages[n].expectations.append(i) }
    }
    for (i, s) in sites.enumerated() {
      for organ in Self.organs(s.when.condition) { sitesByOrgan[organ, default: []].append(i) }
    }
    for (i, c) in codes.enumerated() where !c.when.text.isEmpty {
      let organs = Self.organs(c.when.condition)
      for organ in organs.isEmpty ? [""] : organs { codesByOrgan[organ, default: []].append(i) }
    }
  }

  /// The organs that a condition asks for.
  static func organs(_ c: Condition) -> [String] {
    for t in c.terms where !t.negated { if case .oneOf(.organ, let organs) = t.test { return organs } }
    return []
  }
}
