// Conditions compiled to be asked thousands of times a report: terms in one array, values as bits.

/// Compiled conditions and the atoms that they ask for.
///
/// A condition is an intersection of terms. What a row must have for it to hold at all is drawn together in front of
/// them, so that two looks at the row turn most conditions down; of the terms that remain those that cost least and decide
/// most are asked first.
final class ConditionProgram: Sendable {
  /// A compiled condition: what a row must have, and the terms that remain to be asked.
  struct Ref: Sendable {
    /// Slots that must be stated, and such that must not.
    var stated = Pattern()
    /// Values of slots of few that the row must have, and such that it must not.
    var choices = Pattern()
    /// Of these bits the row must have one.
    var gate = Mask(word: Int32(AtomTable.always), bits: ~0)
    var first: Int32 = 0
    var count: Int32 = 0

    /// The row that begins at `own` has what the condition needs.
    @inline(__always) func isOpen(_ own: UnsafePointer<UInt64>) -> Bool {
      stated.fits(own[AtomTable.stated]) && choices.fits(own[AtomTable.choices])
        && own[Int(gate.word)] & gate.bits != 0
    }

    /// One of the rows that were joined to the one at `all` may have what the condition needs.
    @inline(__always) func mayBeOpen(_ all: UnsafePointer<UInt64>) -> Bool {
      stated.mayFit(all[AtomTable.stated]) && choices.mayFit(all[AtomTable.choices])
        && all[Int(gate.word)] & gate.bits != 0
    }
  }

  /// What some bits of a word must be.
  struct Pattern: Sendable {
    var looked: UInt64 = 0
    var wanted: UInt64 = 0

    @inline(__always) func fits(_ word: UInt64) -> Bool { word & looked == wanted }

    /// A word that was joined of several may have had one that fits.
    @inline(__always) func mayFit(_ word: UInt64) -> Bool { word & wanted == wanted }

    /// Wants bits, or the lack of them; false when that is a contradiction.
    mutating func want(_ bits: UInt64, negated: Bool) -> Bool {
      let isFree = looked & bits & (negated ? wanted : ~wanted) == 0
      looked |= bits
      if !negated { wanted |= bits }
      return isFree
    }
  }

  /// Bits of one word of a row.
  struct Mask: Sendable {
    var word: Int32
    var bits: UInt64
  }

  /// A term without anything to retain.
  struct Term: Sendable {
    enum Operation: UInt8, Sendable {
      /// Has one of a mask's bits, or of several masks'.
      case has, oneOf
      case stated, compare, equals, never
      case same, opposite, tenfold
      case with, any, other, organs
    }
    var operation: Operation
    var negated: Bool
    var name: FactName
    var relation = Condition.Relation.less
    /// `oneOf`: first mask; `equals`: first number; `with` and the like: the inner condition.
    var first: Int32 = 0
    var count: Int32 = 0
    /// `has`.
    var mask = Mask(word: 0, bits: 0)
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
  ///   - organs: ids of organs that tables name.
  init(_ conditions: [Condition], companions: [String] = [], organs: some Sequence<String> = []) {
    var compiler = ConditionCompiler()
    for id in companions { compiler.atoms.add(companion: id) }
    for id in organs { _ = compiler.atoms.add(.organ, id) }
    var refs: [Ref] = []
    refs.reserveCapacity(conditions.count)
    for c in conditions { refs.append(compiler.compile(c)) }
    compiler.close()
    for i in refs.indices { compiler.open(&refs[i]) }
    self.conditions = refs
    atoms = compiler.atoms
    terms = compiler.terms
    masks = compiler.masks
    numbers = compiler.numbers
    inner = compiler.inner
  }
}
