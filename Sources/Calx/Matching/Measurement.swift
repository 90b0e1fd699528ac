// Lengths in millimetres: where they stand in a report and what numbers they hold.

/// A length or a list of lengths as written, such as `3 x 4 mm`, `4–5 mm` or `1.2 and 0.8 cm`.
struct Measurement {
  /// Numbers in mm, in the order written.
  var millimetres: [Double]
  /// The tokens it covers.
  var tokens: Range<Int>
}

/// Reads the numbers and units of a stretch that the lexicon's `measurement` pattern found.
enum MeasurementReader {
  /// The longest length that a report can mean, in mm: more than any body is long.
  static let longest = 9_999.0

  /// The numbers in mm; a number without a unit takes that of the next number that has one.
  static func read(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Double] {
    var values: [Double] = []
    var pending = 0
    var i = range.lowerBound
    while i < range.upperBound {
      let b = text[i]
      if b >= 48 && b <= 57 || (b == 46 && i + 1 < range.upperBound && text[i + 1] >= 48 && text[i + 1] <= 57)
      {
        var value = 0.0
        var scale = 0.0
        while i < range.upperBound {
          let d = text[i]
          if d >= 48, d <= 57 {
            if scale == 0 {
              value = value * 10 + Double(d - 48)
            } else {
              value += Double(d - 48) * scale
              scale /= 10
            }
          } else if scale == 0, d == 46 || d == 44, i + 1 < range.upperBound, text[i + 1] >= 48,
            text[i + 1] <= 57
          {
            scale = 0.1
          } else {
            break
          }
          i += 1
        }
        values.append(value)
        pending += 1
        continue
      }
      if b | 32 == UInt8(ascii: "c") || b | 32 == UInt8(ascii: "m") {
        // A unit begins with c (centimetre) or m (millimetre); skip the rest of its letters.
        if b | 32 == UInt8(ascii: "c") {
          for k in (values.count - pending)..<values.count { values[k] *= 10 }
        }
        pending = 0
        while i < range.upperBound, text[i] | 32 >= 97, text[i] | 32 <= 122 { i += 1 }
        continue
      }
      i += 1
    }
    return values.map { ($0 * 100).rounded() / 100 }
  }
}
