// Bullets of lists, and keywords listed behind a report.

extension SentenceSplitter {
  /// `•`, `-`, `*`, `1.`, `2)`, `(3)`, `a)` at the start of a line.
  static func isBullet(_ i: Int, _ d: Document) -> Bool {
    guard i + 1 < d.tokens.count else { return false }
    let t = d.tokens[i]
    if t.byte == UInt8(ascii: "*") || t.byte == UInt8(ascii: "-") || t.byte == UInt8(ascii: ">") {
      return t.linesBefore > 0 || i == 0
    }
    if t.byte == UInt8(ascii: "\"") { return t.linesBefore > 0 }
    if t.byte == UInt8(ascii: "(") {
      return (t.linesBefore > 0 || i == 0) && i + 2 < d.tokens.count && d.tokens[i + 1].length <= 2
        && d.tokens[i + 1].kind == .number && d.tokens[i + 2].byte == UInt8(ascii: ")")
    }
    if t.kind == .number || t.kind == .word && t.length == 1 {
      let next = d.tokens[i + 1]
      if next.byte == UInt8(ascii: ")") { return true }
      return t.kind == .number && t.length <= 2 && next.byte == UInt8(ascii: ".") && !next.spaceBefore
    }
    return false
  }

  /// Tokens of the bullet at `i`.
  static func bulletWidth(_ i: Int, _ d: Document) -> Int {
    d.tokens[i].byte == UInt8(ascii: "(") ? 3 : d.tokens[i].kind == .punctuation ? 1 : 2
  }

  /// Keywords appended to a report: small letters glued to the full stop, commas, no verb, to the end of the text.
  static func isKeywordList(_ start: Int, _ d: Document) -> Bool {
    guard start > 0, start < d.tokens.count, d.tokens[start].kind == .word, !d.tokens[start].capital,
      !d.tokens[start].spaceBefore,
      d.tokens[start - 1].byte == UInt8(ascii: ".")
    else { return false }
    var commas = 0
    for i in start..<d.tokens.count {
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ",") { commas += 1 }
      if t.byte == UInt8(ascii: ".") || d.classes[i].contains(.finite) || t.linesBefore > 1 { return false }
    }
    return commas >= 3
  }
}
