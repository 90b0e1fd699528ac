// Where a phrase stands in a sentence: whole words first, whatever its case and white space.

/// Finds a phrase in a tokenized text.
enum PhraseFinder {
  /// Lower-case bytes, runs of white space as one space, none at the ends.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.split(whereSeparator: isSpace).map { $0.map(lower) }.joined(separator: [32]).map { $0 }
  }

  /// Bytes and tokens of the first occurrence that covers whole tokens, else of the first occurrence.
  static func find(
    _ phrase: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ tokens: [Token]
  ) -> (bytes: Range<Int>, tokens: Range<Int>)? {
    var partial: (Range<Int>, Range<Int>)?
    for start in text.indices {
      guard let end = match(phrase, text, start) else { continue }
      guard let first = tokens.firstIndex(where: { Int($0.end) > start }),
        let last = tokens.lastIndex(where: { Int($0.start) < end }), first <= last
      else { continue }
      if Int(tokens[first].start) == start, Int(tokens[last].end) == end {
        return (start..<end, first..<(last + 1))
      }
      if partial == nil { partial = (start..<end, first..<(last + 1)) }
    }
    return partial.map { (bytes: $0.0, tokens: $0.1) }
  }

  /// The end of the phrase when it begins at `start`; a space of the phrase is any white space of the text.
  private static func match(_ phrase: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var i = start
    for b in phrase {
      guard i < text.count else { return nil }
      if b == 32 {
        guard isSpace(text[i]) else { return nil }
        while i < text.count, isSpace(text[i]) { i += 1 }
      } else {
        guard lower(text[i]) == b else { return nil }
        i += 1
      }
    }
    return i
  }

  private static func isSpace(_ b: UInt8) -> Bool { b == 32 || b >= 9 && b <= 13 }
  private static func lower(_ b: UInt8) -> UInt8 { b >= 65 && b <= 90 ? b | 32 : b }
}
