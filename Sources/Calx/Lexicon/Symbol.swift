// Words of the lexicon's columns as numbers, and sets of organs as bits: what mentions are put together from.

/// An organ, a kind, a host, a part or a descriptor of the lexicon as a number; its text is in `PlainRows.names`.
struct Symbol: Hashable, Sendable {
  let id: Int32
}

/// A set of organs. Organs have the lowest symbols.
struct OrganSet: Equatable, Sendable {
  /// How many organs a lexicon can name.
  static let capacity = 256
  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt64 = 0
  private var d: UInt64 = 0

  var isEmpty: Bool { a | b | c | d == 0 }

  func contains(_ organ: Symbol?) -> Bool {
    guard let organ else { return false }
    let bit: UInt64 = 1 << UInt64(organ.id & 63)
    switch organ.id >> 6 {
    case 0: return a & bit != 0
    case 1: return b & bit != 0
    case 2: return c & bit != 0
    case 3: return d & bit != 0
    default: return false
    }
  }

  mutating func insert(_ organ: Symbol) {
    let bit: UInt64 = 1 << UInt64(organ.id & 63)
    switch organ.id >> 6 {
    case 0: a |= bit
    case 1: b |= bit
    case 2: c |= bit
    case 3: d |= bit
    default: break
    }
  }

  /// The first organ that fits, by the order of their ids.
  func first(where fits: (Symbol) -> Bool) -> Symbol? {
    for (i, word) in [a, b, c, d].enumerated() {
      var left = word
      while left != 0 {
        let organ = Symbol(id: Int32(i * 64 + left.trailingZeroBitCount))
        if fits(organ) { return organ }
        left &= left - 1
      }
    }
    return nil
  }

  func intersection(_ other: OrganSet) -> OrganSet {
    var both = self
    both.a &= other.a
    both.b &= other.b
    both.c &= other.c
    both.d &= other.d
    return both
  }
}
