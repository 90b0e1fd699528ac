// A first pass over the raw bytes: can this report hold an anchor at all?

/// Decides from short byte sequences whether a report needs to be read. It may say yes too often, never no wrongly
/// (but for misspellings within the first letters of an anchor).
struct AnchorPrefilter: Sendable {
  /// Four folded bytes that some anchor word holds, as a set over a small hash.
  private var grams: [Bool] = Array(repeating: false, count: 1 << 14)
  private static let width = 4

  init(_ words: [String]) {
    // Every anchor contributes one gram: the rarest would be best; the one after the first letters of a long word,
    // where typing errors are rare, serves.
    for word in words {
      let bytes = Array(word.utf8)
      guard bytes.count >= Self.width else {
        short.append(bytes)
        continue
      }
      grams[Self.hash(bytes[0], bytes[1], bytes[2], bytes[3])] = true
    }
  }

  private var short: [[UInt8]] = []

  @inline(__always) private static func hash(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
    let x = UInt32(a | 32) | UInt32(b | 32) << 8 | UInt32(c | 32) << 16 | UInt32(d | 32) << 24
    return Int((x &* 0x9E37_79B1) >> 18)
  }

  /// True when the text may hold an anchor.
  func mayHoldAnchor(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if !short.isEmpty { return true }
    if text.count < Self.width { return false }
    return grams.withUnsafeBufferPointer { grams in
      for i in 0...(text.count - Self.width)
      where grams[Self.hash(text[i], text[i + 1], text[i + 2], text[i + 3])] {
        return true
      }
      return false
    }
  }
}
