// How wide the lines of a report are, for lines that break where the sentence goes on.

internal import Glibc

extension SentenceSplitter {
  /// Column at which long lines of the text break, 0 when lines are paragraphs.
  static func wrapWidth(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return 0 }
    var longest = 0
    var lines = 0
    var long = 0
    // Lines that go on below another one, and whether one of them begins in the middle of a sentence.
    var below = 0
    var goesOn = false
    var isBlank = true
    var start = 0
    while start <= text.count {
      let end = memchr(base + start, 10, text.count - start).map {
        UnsafeRawPointer($0) - UnsafeRawPointer(base)
      }
      let width = (end ?? text.count) - start
      let first = start
      start += width + 1
      if width == 0 {
        isBlank = true
        continue
      }
      lines += 1
      if !isBlank {
        below += 1
        var i = first
        while i < first + width, text[i] == 32 || text[i] == 9 { i += 1 }
        if i < first + width, text[i] >= 97, text[i] <= 122 { goesOn = true }
      }
      isBlank = false
      if width > longest { longest = width }
      if width > 55 { long += 1 }
    }
    guard longest <= 160, lines > 2, long > 0 else { return 0 }
    // A worksheet: many lines, and none of them goes on with the sentence of the one above.
    if below >= fewestEntries, !goesOn, hasSmallLetters(text) { return 0 }
    return longest
  }

  /// Lines below others from which a sentence that is broken over lines would show.
  private static let fewestEntries = 3

  /// The text is not all in capitals: it has more than half as many small letters as capitals.
  private static func hasSmallLetters(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    var small = 0
    var capital = 0
    var at = 0
    while at + 8 <= bytes.count {
      let eight = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      small += count(from: UInt8(ascii: "a"), in: eight)
      // All others could be capitals and it would still be so.
      if small * 3 > text.count { return true }
      capital += count(from: UInt8(ascii: "A"), in: eight)
      at += 8
    }
    for byte in bytes[at...] {
      if byte &- 97 < 26 { small += 1 } else if byte &- 65 < 26 { capital += 1 }
    }
    return small > capital / 2
  }

  /// How many of eight bytes are one of the 26 from `first` on.
  @inline(__always) private static func count(from first: UInt8, in bytes: UInt64) -> Int {
    let every: UInt64 = 0x0101_0101_0101_0101
    // The highest bit of each byte says what it is; sums of seven bits cannot run into the next byte.
    let seven = bytes & (every &* 0x7F)
    let from = seven &+ every &* UInt64(0x80 - first)
    let behind = seven &+ every &* UInt64(0x80 - first - 26)
    return (from & ~behind & ~bytes & (every &* 0x80)).nonzeroBitCount
  }
}
