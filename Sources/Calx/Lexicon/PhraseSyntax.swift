// The small language of a `phrases` cell: alternatives, optional parts and choices, expanded to plain phrases.

/// Expands the cells of the lexicon's `phrases` columns.
///
///     kidney(s) | {left,lt} ventricle | (common) bile duct
///
/// `|` separates alternatives, `(…)` encloses what may be missing, `{…,…}` one of several. A bracket with a blank on
/// its inner side is itself: `( - )`.
enum PhraseSyntax {
  struct SyntaxError: Error { let message: String }

  /// All plain phrases of one cell, in order, without repeats.
  static func expand(cell: String) throws(SyntaxError) -> [String] {
    var result: [String] = []
    var seen = Set<String>()
    var reading: [UInt8] = []
    for alternative in cell.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
      let trimmed = squeezed(alternative)
      if trimmed.isEmpty { throw SyntaxError(message: "empty alternative in '\(cell)'") }
      var phrases: [String] = []
      // A lone bracket is itself.
      if trimmed.count == 1 || !trimmed.contains(where: isBracket) {
        phrases = [text(trimmed)]
      } else {
        reading.removeAll(keepingCapacity: true)
        try expand(trimmed[...], behind: &reading, into: &phrases)
      }
      for plain in phrases {
        if plain.isEmpty { throw SyntaxError(message: "'\(text(trimmed))' can be empty") }
        if seen.insert(plain).inserted { result.append(plain) }
      }
    }
    return result
  }

  private static func isBracket(_ b: UInt8) -> Bool {
    b == UInt8(ascii: "(") || b == UInt8(ascii: ")") || b == UInt8(ascii: "{") || b == UInt8(ascii: "}")
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// One blank between words, none around them.
  private static func squeezed(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var gap = false
    for b in bytes {
      if b == UInt8(ascii: " ") {
        gap = true
        continue
      }
      if gap, !result.isEmpty { result.append(UInt8(ascii: " ")) }
      gap = false
      result.append(b)
    }
    return result
  }

  /// The byte opens a group: not when it is alone or a blank follows.
  static func opens<C: RandomAccessCollection<UInt8>>(_ c: C, _ i: Int) -> Bool where C.Index == Int {
    guard c[i] == UInt8(ascii: "(") || c[i] == UInt8(ascii: "{") else { return false }
    if i + 1 == c.endIndex { return i > c.startIndex && c[i - 1] != UInt8(ascii: " ") }
    return c[i + 1] != UInt8(ascii: " ")
  }

  /// The byte closes a group: not when it is alone or a blank stands in front of it.
  static func closes<C: RandomAccessCollection<UInt8>>(_ c: C, _ i: Int) -> Bool where C.Index == Int {
    (c[i] == UInt8(ascii: ")") || c[i] == UInt8(ascii: "}")) && i > c.startIndex
      && c[i - 1] != UInt8(ascii: " ")
  }

  /// Adds every reading of `c`, each behind what `reading` holds.
  private static func expand(
    _ c: ArraySlice<UInt8>, behind reading: inout [UInt8], into phrases: inout [String]
  ) throws(SyntaxError) {
    let before = reading.count
    guard let open = c.indices.first(where: { opens(c, $0) }) else {
      if c.indices.contains(where: { closes(c, $0) }) {
        throw SyntaxError(message: "unmatched bracket in '\(text(c))'")
      }
      reading += c
      phrases.append(text(squeezed(reading)))
      reading.removeLast(reading.count - before)
      return
    }
    let optional = c[open] == UInt8(ascii: "(")
    guard let close = c[open...].firstIndex(of: optional ? UInt8(ascii: ")") : UInt8(ascii: "}")) else {
      throw SyntaxError(message: "'\(optional ? "(" : "{")' is not closed in '\(text(c))'")
    }
    var choices = c[(open + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map {
        $0.drop(while: { $0 == UInt8(ascii: " ") })
      }
    if optional { choices.append([]) }
    reading += c[..<open]
    let stem = reading.count
    for choice in choices {
      reading += choice
      try expand(c[(close + 1)...], behind: &reading, into: &phrases)
      reading.removeLast(reading.count - stem)
    }
    reading.removeLast(reading.count - before)
  }
}
