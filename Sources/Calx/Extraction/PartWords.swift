// Whether two parts, as the report words them, share a word.

/// Words of parts, parted by blanks, commas and hyphens.
enum PartWords {
  /// Longest text whose words are compared one by one.
  private static let shortest = 128

  /// The two have a word in common.
  static func meet(_ a: String, _ b: String) -> Bool {
    if a.utf8.count <= shortest, b.utf8.count <= shortest {
      var answer: Bool?
      _ = a.utf8.withContiguousStorageIfAvailable { x in
        b.utf8.withContiguousStorageIfAvailable { y in answer = meet(x, y) }
      }
      if let answer { return answer }
    }
    let x = Set(a.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }))
    return b.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).contains(where: x.contains)
  }

  /// Nil where the bytes do not tell: outside ASCII one word can be written in several ways.
  private static func meet(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool? {
    for x in a where x >= 128 { return nil }
    for y in b where y >= 128 { return nil }
    var from = 0
    while let x = word(in: a, from: &from) {
      var at = 0
      while let y = word(in: b, from: &at) {
        if x.count == y.count, zip(x, y).allSatisfy({ a[$0] == b[$1] }) { return true }
      }
    }
    return false
  }

  /// The next word from `i` on, and `i` behind it.
  private static func word(in text: UnsafeBufferPointer<UInt8>, from i: inout Int) -> Range<Int>? {
    while i < text.count, isBreak(text[i]) { i += 1 }
    let start = i
    while i < text.count, !isBreak(text[i]) { i += 1 }
    return start < i ? start..<i : nil
  }

  private static func isBreak(_ b: UInt8) -> Bool {
    b == UInt8(ascii: " ") || b == UInt8(ascii: ",") || b == UInt8(ascii: "-")
  }
}
