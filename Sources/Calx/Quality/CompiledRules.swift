// The rows of a rule book as a worker asks them: conditions by reference, names by number.

/// Rules and suppressions, compiled.
struct CompiledRules: Sendable {
  typealias Ref = ConditionProgram.Ref

  struct Rule: Sendable {
    /// Its row in the book.
    var row: Int
    var severity: Flag.Severity
    var scope: QualityRule.Scope
    var when: Ref
    var unless: [Ref]
    /// The flag's id by its place in the order of all ids.
    var order: Int
    /// Suppressions that act on it, in order.
    var suppressions: [Int]
    var message: FlagMessage
    /// Companions that it asks for.
    var companions: [Int]
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
  let suppressions: [Suppression]

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
    rules = book.rules.indices.compactMap { row in
      let rule = book.rules[row]
      guard let severity = rule.severity else { return nil }
      return Rule(
        row: row, severity: severity, scope: rule.scope, when: refs[places.when[row]],
        unless: places.unless[row].map { refs[$0] }, order: order[rule.rule] ?? 0,
        suppressions: book.suppressions.indices.filter { book.suppressions[$0].acts(on: rule.rule) },
        message: FlagMessage(rule.message), companions: Self.companions(rule.when.condition, companions))
    }
    suppressions = book.suppressions.indices.map {
      Suppression(when: refs[places.suppressions[$0]], cap: book.suppressions[$0].cap)
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
