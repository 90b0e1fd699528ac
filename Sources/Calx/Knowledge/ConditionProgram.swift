// Conditions compiled to be asked thousands of times a report: terms in one array, values as bits.

/// Compiled conditions and the atoms that they ask for.
///
/// A condition is an intersection of terms; those that cost least are asked first.
final class ConditionProgram: Sendable {
  /// A compiled condition: its terms.
  struct Ref: Sendable {
    var first: Int32 = 0
    var count: Int32 = 0
  }

  /// Bits of one word of a row.
  struct Mask: Sendable {
    var word: Int
    var bits: UInt64
  }

  /// A term without anything to retain.
  struct Term: Sendable {
    enum Operation: UInt8, Sendable {
      case oneOf, stated, compare, equals, section, never
      case same, opposite, tenfold
      case with, any, other, organs
    }
    var operation: Operation
    var negated: Bool
    var name: FactName
    var relation = Condition.Relation.less
    /// `oneOf`: first mask; `equals`: first number; `section`: bits; `with` and the like: the inner condition.
    var first = 0
    var count = 0
    /// What a number is compared with.
    var bound = 0.0
  }

  let atoms: AtomTable
  let terms: [Term]
  let masks: [Mask]
  let numbers: [Double]
  /// Conditions that stand in brackets.
  let inner: [Ref]
  /// The compiled conditions, in the order given.
  let conditions: [Ref]

  /// - Parameters:
  ///   - conditions: all that will be asked.
  ///   - companions: ids of companions that reports can hold.
  init(_ conditions: [Condition], companions: [String] = []) {
    var values: [FactName: [String]] = [:]
    var needles: [FactName: [String]] = [:]
    for c in conditions { Self.collect(c, &values, &needles) }
    let atoms = AtomTable(values: values, needles: needles, companions: companions)
    var compiler = Compiler(atoms: atoms)
    self.conditions = conditions.map { compiler.compile($0) }
    self.atoms = atoms
    terms = compiler.terms
    masks = compiler.masks
    numbers = compiler.numbers
    inner = compiler.inner
  }

  private static func collect(
    _ c: Condition, _ values: inout [FactName: [String]], _ needles: inout [FactName: [String]]
  ) {
    for term in c.terms {
      switch term.test {
      case .oneOf(let name, let asked): values[name, default: []] += asked
      case .contains(let name, let words): needles[name, default: []] += words
      case .with(let c), .any(let c), .other(let c), .organs(let c, _, _): collect(c, &values, &needles)
      case .stated, .compare, .section, .same, .opposite, .tenfold: break
      }
    }
  }

  private struct Compiler {
    let atoms: AtomTable
    var terms: [Term] = []
    var masks: [Mask] = []
    var numbers: [Double] = []
    var inner: [Ref] = []

    mutating func compile(_ c: Condition) -> Ref {
      var own: [Term] = []
      own.reserveCapacity(c.terms.count)
      for term in c.terms { own.append(compile(term.test, negated: term.negated)) }
      // Stable: of equal cost, as written.
      let order = own.indices.sorted { (Self.cost(own[$0]), $0) < (Self.cost(own[$1]), $1) }
      let ref = Ref(first: Int32(terms.count), count: Int32(own.count))
      for i in order { terms.append(own[i]) }
      return ref
    }

    private static func cost(_ t: Term) -> Int {
      switch t.operation {
      case .oneOf: t.name == .organ ? 0 : 1
      case .never, .stated, .section: 1
      case .compare, .equals: 2
      case .same, .opposite, .tenfold: 3
      case .with, .any, .other, .organs: 4
      }
    }

    private mutating func compile(_ test: Condition.Test, negated: Bool) -> Term {
      func term(
        _ o: Term.Operation, _ name: FactName = .kind, _ relation: Condition.Relation = .less, first: Int = 0,
        count: Int = 0, bound: Double = 0
      ) -> Term {
        Term(
          operation: o, negated: negated, name: name, relation: relation, first: first, count: count,
          bound: bound)
      }
      switch test {
      case .stated(let name): return term(.stated, name)
      case .oneOf(let name, let values):
        switch name {
        case .statedCause, .recommendation: return term(.never)
        case .count, .size, .age:
          numbers += values.compactMap(Double.init)
          let count = values.compactMap(Double.init).count
          return term(.equals, name, first: numbers.count - count, count: count)
        default: return bits(values.compactMap { atoms.atom(name, $0) }, name, negated)
        }
      case .contains(let name, let words):
        return bits(words.compactMap { atoms.needle(name, $0) }, name, negated)
      case .compare(let name, let relation, let bound): return term(.compare, name, relation, bound: bound)
      case .section(let names):
        let bits = names.compactMap(SectionName.init).reduce(0) { $0 | 1 << $1.number }
        return term(.section, first: bits)
      case .with(let c): return term(.with, first: bracket(c))
      case .any(let c): return term(.any, first: bracket(c))
      case .other(let c): return term(.other, first: bracket(c))
      case .organs(let c, let relation, let bound):
        return term(.organs, .organ, relation, first: bracket(c), bound: Double(bound))
      case .same(let name): return term(.same, name)
      case .opposite: return term(.opposite)
      case .tenfold: return term(.tenfold)
      }
    }

    private mutating func bracket(_ c: Condition) -> Int {
      inner.append(compile(c))
      return inner.count - 1
    }

    private mutating func bits(_ atoms: [Int], _ name: FactName, _ negated: Bool) -> Term {
      let first = masks.count
      for atom in atoms.sorted() {
        if masks.count > first, masks[masks.count - 1].word == atom / 64 {
          masks[masks.count - 1].bits |= 1 << UInt64(atom % 64)
        } else {
          masks.append(Mask(word: atom / 64, bits: 1 << UInt64(atom % 64)))
        }
      }
      return Term(
        operation: .oneOf, negated: negated, name: name, first: first, count: masks.count - first)
    }
  }
}

extension SectionName {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .findings: 0
    case .impression: 1
    case .indication: 2
    case .history: 3
    case .technique: 4
    case .comparison: 5
    case .recommendation: 6
    case .addendum: 7
    case .other: 8
    }
  }
}
