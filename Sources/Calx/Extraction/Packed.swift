// Token ranges in half the room: places are copied often, and no report has as many tokens as an `Int32` counts.

/// A range of tokens as two `Int32`.
@propertyWrapper struct Packed {
  private var lower: Int32
  private var upper: Int32

  init(wrappedValue range: Range<Int>) {
    lower = Int32(truncatingIfNeeded: range.lowerBound)
    upper = Int32(truncatingIfNeeded: range.upperBound)
  }

  var wrappedValue: Range<Int> {
    get { Range(uncheckedBounds: (Int(lower), Int(upper))) }
    set { self = Packed(wrappedValue: newValue) }
  }
}

/// A range of tokens or none as two `Int32`.
@propertyWrapper struct PackedOptional {
  private var lower: Int32 = -1
  private var upper: Int32 = -1

  init(wrappedValue range: Range<Int>?) {
    guard let range else { return }
    lower = Int32(truncatingIfNeeded: range.lowerBound)
    upper = Int32(truncatingIfNeeded: range.upperBound)
  }

  var wrappedValue: Range<Int>? {
    get { lower < 0 ? nil : Range(uncheckedBounds: (Int(lower), Int(upper))) }
    set { self = PackedOptional(wrappedValue: newValue) }
  }
}
