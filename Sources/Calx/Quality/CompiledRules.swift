// The rows of a rule book as a worker asks them: conditions by reference, names by number.

/// Rules and suppressions, compiled.
struct CompiledRules: Sendable {
  typealias Ref = ConditionProgram.Ref

  /// What is asked once the condition of a rule holds; nothing in it is counted by references.
  struct Rule: Sendable {
    var severity: Flag.Severity
    var scope: QualityRule.Scope
    /// What keeps it down, among `unless`.
    var unless: Range<Int>
    /// Suppressions that act on it, among `acting`, in order.
    var suppressions: Range<Int>
    /// The flag's id by its place in the order of all ids.
    var order: Int
  }

  /// What is needed once a rule has fired. A class, so that it is looked at without copying.
  final class Wording: Sendable {
    /// Id of the rule.
    let rule: String
    let sources: [String]
    let message: FlagMessage
    /// Companions that it asks for.
    let companions: [Int]
    let shows: [Shown]

    init(_ row: QualityRule, companions: [Int]) {
      rule = row.rule
      sources = row.origin.sources
      message = FlagMessage(row.message)
      self.companions = companions
      shows = row.shows.compactMap(CompiledRules.shown)
    }
  }

  /// What a rule shows beside the anchors.
  enum Shown: Sendable {
    case slot(Slot)
    case other, advice, company
  }

  struct Suppression: Sendable {
    var when: Ref
    /// The gravest severity that remains; nil: none at all.
    var cap: Flag.Severity?
  }

  /// Where the conditions of a book stand among all.
  struct Places {
    var when: [Int] = []
    var unless: [[Int]] = []
    var suppressions: [Int] = []
  }

  /// Rules that are switched on, in the order of the table.
  let rules: [Rule]
  /// Their conditions, close together: most do not hold.
  let conditions: [Ref]
  let wordings: [Wording]
  let unless: [Ref]
  let acting: [Suppression]
  /// Rules about the report or the examination.
  let ofReport: [Int]
  /// Rules about findings, in order.
  private struct Lists: Sendable {
    /// For findings that are there now.
    var ofReal: [Int32] = []
    /// For all others.
    var ofAll: [Int32] = []

    mutating func append(_ r: Int, _ scope: QualityRule.Scope) {
      let r = Int32(r)
      if ofReal.last == r { return }
      ofReal.append(r)
      if scope == .any { ofAll.append(r) }
    }
  }

  /// Under an organ's number the rules that ask for it, and with them those that ask for none.
  private let byOrgan: [Lists]
  private let ofAnyOrgan: Lists

  /// Rules that can fire for a finding of an organ, in order.
  ///
  /// - Parameters:
  ///   - organ: its number, negative for none and for one that no table names.
  ///   - isReal: it is there now, and told.
  func ofFindings(organ: Int32, _ isReal: Bool) -> [Int32] {
    if organ < 0 { return isReal ? ofAnyOrgan.ofReal : ofAnyOrgan.ofAll }
    return isReal ? byOrgan[Int(organ)].ofReal : byOrgan[Int(organ)].ofAll
  }

  static func conditions(of book: RuleBook, _ add: (Condition) -> Int) -> Places {
    var places = Places()
    for rule in book.rules {
      places.when.append(add(rule.when.condition))
      places.unless.append(rule.unless.map { add($0.condition) })
    }
    places.suppressions = book.suppressions.map { add($0.when.condition) }
    return places
  }

  init(_ book: RuleBook, _ places: Places, _ program: ConditionProgram, _ companions: CompanionNumbers) {
    let refs = program.conditions
    var order: [String: Int] = [:]
    for (i, id) in Set(book.rules.map(\.rule)).sorted().enumerated() { order[id] = i }
    var rules: [Rule] = []
    var conditions: [Ref] = []
    var wordings: [Wording] = []
    // Their rows in the book.
    var rows: [Int] = []
    var unless: [Ref] = []
    var acting: [Suppression] = []
    for (row, rule) in book.rules.enumerated() {
      guard let severity = rule.severity else { continue }
      let firstUnless = unless.count
      unless += places.unless[row].map { refs[$0] }
      let suppressions: Range<Int>
      if let last = wordings.last, last.rule == rule.rule, let known = rules.last {
        // Rows of one rule stand together and share them.
        suppressions = known.suppressions
      } else {
        let first = acting.count
        for i in book.suppressions.indices where book.suppressions[i].acts(on: rule.rule) {
          acting.append(Suppression(when: refs[places.suppressions[i]], cap: book.suppressions[i].cap))
        }
        suppressions = first..<acting.count
      }
      conditions.append(refs[places.when[row]])
      rules.append(
        Rule(
          severity: severity, scope: rule.scope, unless: firstUnless..<unless.count,
          suppressions: suppressions,
          order: order[rule.rule] ?? 0))
      rows.append(row)
      wordings.append(Wording(rule, companions: Self.companions(rule.when.condition, companions)))
    }
    self.rules = rules
    self.conditions = conditions
    self.wordings = wordings
    self.unless = unless
    self.acting = acting
    func isOfFinding(_ r: Int) -> Bool { rules[r].scope == .finding || rules[r].scope == .any }
    func organs(_ r: Int) -> [String] { book.rules[rows[r]].organs }
    ofReport = rules.indices.filter { !isOfFinding($0) }
    var ofAnyOrgan = Lists()
    var byOrgan: [Lists?] = Array(repeating: nil, count: program.atoms.count(of: .organ))
    for r in rules.indices where isOfFinding(r) {
      if organs(r).isEmpty {
        ofAnyOrgan.append(r, rules[r].scope)
        for i in byOrgan.indices { byOrgan[i]?.append(r, rules[r].scope) }
      }
      for organ in organs(r) {
        guard let i = program.atoms.place(.organ, organ) else { continue }
        if byOrgan[i] == nil { byOrgan[i] = ofAnyOrgan }
        byOrgan[i]?.append(r, rules[r].scope)
      }
    }
    self.byOrgan = byOrgan.map { $0 ?? ofAnyOrgan }
    self.ofAnyOrgan = ofAnyOrgan
  }

  fileprivate static func shown(_ name: String) -> Shown? {
    switch name {
    case "other": .other
    case "advice": .advice
    case "company": .company
    default: Slot(rawValue: name).map { .slot($0) }
    }
  }

  /// Companions that a condition asks for.
  private static func companions(_ c: Condition, _ numbers: CompanionNumbers) -> [Int] {
    c.terms.flatMap { term -> [Int] in
      guard !term.negated, case .oneOf(let name, let ids) = term.test,
        [.company, .history, .spoken, .concluded, .answered].contains(name)
      else { return [] }
      return ids.compactMap(numbers.number)
    }
  }
}
