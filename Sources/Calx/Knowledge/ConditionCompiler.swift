// Makes terms of conditions: values become atoms, and what every row must have is drawn in front.

/// Compiles conditions: `compile` all, then `close`, then `open` each.
struct ConditionCompiler {
  typealias Ref = ConditionProgram.Ref
  typealias Mask = ConditionProgram.Mask
  typealias Term = ConditionProgram.Term

  var atoms = AtomTable()
  private(set) var terms: [Term] = []
  /// Values of all terms, until their atoms have numbers.
  private var values: [AtomTable.Value] = []
  private(set) var masks: [Mask] = []
  private(set) var numbers: [Double] = []
  private(set) var inner: [Ref] = []

  mutating func compile(_ c: Condition) -> Ref {
    var own: [Term] = []
    own.reserveCapacity(c.terms.count)
    for term in c.terms { own.append(compile(term.test, negated: term.negated)) }
    var ref = Ref()
    ref.first = Int32(terms.count)
    ref.count = Int16(clamping: own.count)
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
        let atom = atoms.atom(values[Int(v)])
        let bit: UInt64 = 1 << UInt64(atom % 64)
        if let i = masks[first...].firstIndex(where: { $0.word == atom / 64 }) {
          masks[i].bits |= bit
        } else {
          masks.append(Mask(word: Int32(atom / 64), bits: bit))
        }
      }
      terms[t].first = Int32(first)
      terms[t].count = Int32(masks.count - first)
      if terms[t].count == 1 {
        terms[t].operation = .has
        terms[t].mask = masks.removeLast()
      }
    }
    for i in inner.indices {
      var ref = inner[i]
      open(&ref)
      inner[i] = ref
    }
  }

  /// Draws in front of a condition's terms what a row must have; terms that say no more than that are left out.
  mutating func open(_ ref: inout Ref) {
    var isGated = false
    var kept = ref.first
    for t in Int(ref.first)..<(Int(ref.first) + Int(ref.count)) {
      let term = terms[t]
      if !term.negated { state(term, in: &ref) }
      if isChoice(term) {
        ref.want(UInt32(truncatingIfNeeded: term.mask.bits), negated: term.negated)
      } else if term.operation == .stated, !term.negated {
        continue
      } else if !isGated, !term.negated, term.operation == .has, term.mask.word <= Int16.max {
        ref.word = Int16(term.mask.word)
        ref.bits &= term.mask.bits
        isGated = true
      } else {
        terms[Int(kept)] = term
        kept += 1
      }
    }
    ref.count = Int16(kept - ref.first)
  }

  /// Takes note that a term which holds of a slot's value can hold only where the slot is stated.
  private func state(_ term: Term, in ref: inout Ref) {
    switch term.operation {
    case .has where term.mask.word == AtomTable.sections: return
    case .same where term.name == .kind: return
    case .has, .oneOf, .compare, .equals, .same, .stated: ref.stated |= 1 << UInt64(term.name.number)
    case .never: ref.bits = 0
    case .opposite, .tenfold, .with, .any, .other, .organs: return
    }
  }

  /// The term is a matter of bits that must be set or must not be, in the word that slots of few values share.
  private func isChoice(_ term: Term) -> Bool {
    term.operation == .has && term.mask.word == AtomTable.choices
      && (term.negated || term.mask.bits.nonzeroBitCount == 1)
  }

  private static let dearest = 5

  /// What a term costs to ask, and how seldom it decides: what is rarely so is asked first.
  private static func cost(_ t: Term) -> Int {
    switch t.operation {
    case .never: return 0
    case .with, .any, .other, .organs: return 5
    case .same, .opposite, .tenfold: return 4
    case .oneOf, .stated, .has, .compare, .equals: break
    }
    if t.negated { return 3 }
    switch t.name {
    case .presence, .temporality, .experiencer, .population, .layout: return 2
    case .kind, .organ: return t.operation == .has ? 2 : 1
    default: return 0
    }
  }

  private mutating func compile(_ test: Condition.Test, negated: Bool) -> Term {
    func term(_ o: Term.Operation, _ name: FactName = .kind, first: Int = 0, count: Int = 0) -> Term {
      Term(operation: o, negated: negated, name: name, first: Int32(first), count: Int32(count))
    }
    func compared(
      _ o: Term.Operation, _ name: FactName, _ relation: Condition.Relation, _ bound: Double, first: Int = 0
    ) -> Term {
      Term(
        operation: o, negated: negated, name: name, relation: relation, first: Int32(first), bound: bound)
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
    case .compare(let name, let relation, let bound): return compared(.compare, name, relation, bound)
    case .section(let names):
      var term = term(.has)
      term.mask = Mask(
        word: Int32(AtomTable.sections),
        bits: names.compactMap(SectionName.init).reduce(0) { $0 | 1 << UInt64($1.number) })
      return term
    case .with(let c): return term(.with, first: bracket(c))
    case .any(let c): return term(.any, first: bracket(c))
    case .other(let c): return term(.other, first: bracket(c))
    case .organs(let c, let relation, let bound):
      return compared(.organs, .organ, relation, Double(bound), first: bracket(c))
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
