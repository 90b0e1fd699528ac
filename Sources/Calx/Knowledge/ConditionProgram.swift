// Conditions compiled to be asked thousands of times a report: terms in one array, values as bits.

/// Compiled conditions and the atoms that they ask for.
///
/// A condition is an intersection of terms. What a row must have for it to hold at all is drawn together in front of
/// them, so that two looks at the row turn most conditions down; of the terms that remain those that cost least and decide
/// most are asked first.
final class ConditionProgram: Sendable {
  /// A compiled condition: what a row must have, and the terms that remain to be asked.
  ///
  /// Half a line of the processor's cache, since hundreds are looked at for each report.
  struct Ref: Sendable {
    /// Slots that must be stated, as bits by `FactName.number`.
    var stated: UInt64 = 0
    /// Of these bits of a word the row must have one.
    var bits: UInt64 = ~0
    /// Values of slots of few that are looked at, and those of them that the row must have.
    var looked: UInt32 = 0
    var wanted: UInt32 = 0
    /// The word of `bits`.
    var word = Int16(AtomTable.always)
    /// How many terms remain, and the first of them.
    var count: Int16 = 0
    var first: Int32 = 0

    /// The row that begins at `own` has what the condition needs.
    @inline(__always) func isOpen(_ own: UnsafePointer<UInt64>) -> Bool {
      own[AtomTable.stated] & stated == stated
        && UInt32(truncatingIfNeeded: own[AtomTable.choices]) & looked == wanted && own[Int(word)] & bits != 0
    }

    /// One of the rows that were joined to the one at `all` may have what the condition needs.
    @inline(__always) func mayBeOpen(_ all: UnsafePointer<UInt64>) -> Bool {
      all[AtomTable.stated] & stated == stated
        && UInt32(truncatingIfNeeded: all[AtomTable.choices]) & wanted == wanted && all[Int(word)] & bits != 0
    }

    /// Wants values of slots of few, or the lack of them.
    mutating func want(_ values: UInt32, negated: Bool) {
      // A contradiction never holds.
      if looked & values & (negated ? wanted : ~wanted) != 0 { bits = 0 }
      looked |= values
      if !negated { wanted |= values }
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
  /// Which words of parts exclude each other, for terms that compare parts.
  let axes: PartAxes

  /// - Parameters:
  ///   - conditions: all that will be asked.
  ///   - companions: ids of companions that reports can hold.
  ///   - organs: ids of organs that tables name.
  ///   - axes: of the lexicon.
  init(
    _ conditions: [Condition], companions: [String] = [], organs: some Sequence<String> = [],
    axes: PartAxes = PartAxes([])
  ) {
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
    self.axes = axes
  }
}
