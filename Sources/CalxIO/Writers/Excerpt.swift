// Stretches of a report for formats that show a finding with the words around it.

/// The words around a place in a text.
enum Excerpt {
  /// A stretch of at most `limit` bytes that holds `range` and ends at blanks where it can.
  static func around(_ range: Range<Int>, in text: [UInt8], limit: Int) -> Range<Int> {
    let range = prefix(range, of: text, limit: limit)
    let room = limit - range.count
    var start = max(0, range.lowerBound - room / 2)
    var end = min(text.count, range.upperBound + room - (range.lowerBound - start))
    if start > 0, !isBlank(text[start - 1]) {
      start = (start..<range.lowerBound).first { isBlank(text[$0]) } ?? range.lowerBound
    }
    if end < text.count, !isBlank(text[end]) {
      end = (range.upperBound..<end).last { isBlank(text[$0]) } ?? range.upperBound
    }
    while start < range.lowerBound, isBlank(text[start]) { start += 1 }
    while end > range.upperBound, isBlank(text[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The longest beginning of `range` of at most `limit` bytes that cuts no character.
  static func prefix(_ range: Range<Int>, of text: [UInt8], limit: Int) -> Range<Int> {
    guard range.count > limit else { return range }
    var end = range.lowerBound + limit
    while end > range.lowerBound, text[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }

  /// The stretch with every line end replaced.
  static func flat(_ range: Range<Int>, of text: [UInt8], lineEnd: StaticString) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    for i in range {
      switch text[i] {
      case 13 where i + 1 < range.upperBound && text[i + 1] == 10: continue
      case 13, 10: lineEnd.withUTF8Buffer { out.append(contentsOf: $0) }
      default: out.append(text[i])
      }
    }
    return out
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }
}
