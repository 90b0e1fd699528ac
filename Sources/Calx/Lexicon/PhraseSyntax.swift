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
    for alternative in cell.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
      let trimmed = squeezed(Array(alternative))
      if trimmed.isEmpty { throw SyntaxError(message: "empty alternative in '\(cell)'") }
      // A lone bracket is itself.
      let phrases = trimmed.count == 1 ? [trimmed] : try expand(trimmed)
      for phrase in phrases {
        let plain = String(decoding: squeezed(phrase), as: UTF8.self)
        if plain.isEmpty { throw SyntaxError(message: "'\(text(trimmed))' can be empty") }
        if seen.insert(plain).inserted { result.append(plain) }
      }
    }
    return result
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// One blank between words, none around them.
  private static func squeezed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for b in bytes {
      let blank = b == UInt8(ascii: " ")
      if !blank || !result.isEmpty && result.last != b { result.append(b) }
    }
    if result.last == UInt8(ascii: " ") { result.removeLast() }
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

  private static func expand(_ c: [UInt8]) throws(SyntaxError) -> [[UInt8]] {
    guard let open = c.indices.first(where: { opens(c, $0) }) else {
      if c.indices.contains(where: { closes(c, $0) }) {
        throw SyntaxError(message: "unmatched bracket in '\(text(c))'")
      }
      return [c]
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
    let tails = try expand(Array(c[(close + 1)...]))
    var result: [[UInt8]] = []
    for choice in choices { for tail in tails { result.append(c[..<open] + choice + tail) } }
    return result
  }
}
