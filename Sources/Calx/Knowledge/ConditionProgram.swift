// Conditions compiled to be asked thousands of times a report: terms in one array, values as bits.

/// Compiled conditions and the atoms that they ask for.
///
/// A condition is an intersection of terms; those that cost least and decide most are asked first.
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
    var compiler = Compiler()
    for id in companions { compiler.atoms.add(companion: id) }
    var refs: [Ref] = []
    refs.reserveCapacity(conditions.count)
    for c in conditions { refs.append(compiler.compile(c)) }
    compiler.close()
    self.conditions = refs
    atoms = compiler.atoms
    terms = compiler.terms
    masks = compiler.masks
    numbers = compiler.numbers
    inner = compiler.inner
  }

  private struct Compiler {
    var atoms = AtomTable()
    var terms: [Term] = []
    /// Values of all terms, until their atoms have numbers.
    var values: [AtomTable.Value] = []
    var masks: [Mask] = []
    var numbers: [Double] = []
    var inner: [Ref] = []

    mutating func compile(_ c: Condition) -> Ref {
      var own: [Term] = []
      own.reserveCapacity(c.terms.count)
      for term in c.terms { own.append(compile(term.test, negated: term.negated)) }
      let ref = Ref(first: Int32(terms.count), count: Int32(own.count))
      // Of equal cost, as written.
      for cost in 0...Self.dearest { for t in own where Self.cost(t) == cost { terms.append(t) } }
      return ref
    }

    /// Numbers the atoms and makes masks of them.
    mutating func close() {
      atoms.close()
      for t in terms.indices where terms[t].operation == .oneOf {
        let first = masks.count
        for v in terms[t].first..<(terms[t].first + terms[t].count) {
          let atom = atoms.atom(values[v])
          let bit: UInt64 = 1 << UInt64(atom % 64)
          if let i = masks[first...].firstIndex(where: { $0.word == atom / 64 }) {
            masks[i].bits |= bit
          } else {
            masks.append(Mask(word: atom / 64, bits: bit))
          }
        }
        terms[t].first = first
        terms[t].count = masks.count - first
      }
    }

    private static let dearest = 5

    /// What a term costs to ask, and how seldom it decides: what is rarely so is asked first.
    private static func cost(_ t: Term) -> Int {
      switch t.operation {
      case .never: return 0
      case .with, .any, .other, .organs: return 5
      case .same, .opposite, .tenfold: return 4
      case .oneOf, .stated, .section, .compare, .equals: break
      }
      if t.negated { return 3 }
      switch t.name {
      case .presence, .temporality, .experiencer, .population, .layout: return 2
      case .kind, .organ: return t.operation == .section ? 2 : 1
      default: return 0
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
        default:
          let first = self.values.count
          for value in values { self.values.append(atoms.add(name, value)) }
          return term(.oneOf, name, first: first, count: values.count)
        }
      case .contains(let name, let words):
        let first = values.count
        for word in words { values.append(atoms.add(needle: word, of: name)) }
        return term(.oneOf, name, first: first, count: words.count)
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
  }
}
