// The small language of a `phrases` cell: alternatives, optional parts and choices, expanded to plain phrases.

/// Expands the cells of the lexicon's `phrases` columns.
///
///     kidney(s) | {left,lt} ventricle | (common) bile duct
///
/// ` | ` separates alternatives, `( )` encloses what may be missing, `{ , }` one of several.
enum PhraseSyntax {
  struct SyntaxError: Error { let message: String }

  /// All plain phrases of one cell, in order, without repeats.
  static func expand(cell: String) throws(SyntaxError) -> [String] {
    var result: [String] = []
    var seen = Set<String>()
    for alternative in split(cell, at: "|") {
      let trimmed = alternative.split(separator: " ").joined(separator: " ")
      if trimmed.isEmpty { throw SyntaxError(message: "empty alternative in '\(cell)'") }
      // A lone bracket is itself.
      let phrases = trimmed.count == 1 ? [trimmed] : try expand(Array(trimmed))
      for phrase in phrases {
        let plain = phrase.split(separator: " ").joined(separator: " ")
        if plain.isEmpty { throw SyntaxError(message: "'\(trimmed)' can be empty") }
        if seen.insert(plain).inserted { result.append(plain) }
      }
    }
    return result
  }

  private static func split(_ text: String, at separator: Character) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  private static func expand(_ c: [Character]) throws(SyntaxError) -> [String] {
    guard let open = c.firstIndex(where: { $0 == "(" || $0 == "{" }) else {
      if c.contains(where: { $0 == ")" || $0 == "}" }) {
        throw SyntaxError(message: "unmatched bracket in '\(String(c))'")
      }
      return [String(c)]
    }
    let closing: Character = c[open] == "(" ? ")" : "}"
    guard let close = c[open...].firstIndex(of: closing) else {
      throw SyntaxError(message: "'\(c[open])' is not closed in '\(String(c))'")
    }
    let head = String(c[..<open])
    let inner = String(c[(open + 1)..<close])
    let tails = try expand(Array(c[(close + 1)...]))
    var choices = split(inner, at: ",").map { part in
      String(part.drop(while: { $0 == " " }))
    }
    if c[open] == "(" { choices.append("") }
    var result: [String] = []
    for choice in choices { for tail in tails { result.append(head + choice + tail) } }
    return result
  }
}
