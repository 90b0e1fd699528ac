// What the source of a pattern tells of where its matches can begin.

/// A pattern as it is written.
struct PatternSource {
  private let text: [UInt8]

  init(_ source: String) { text = Array(source.utf8) }

  private func stands(_ part: StaticString, at i: Int) -> Bool {
    guard i + part.utf8CodeUnitCount <= text.count else { return false }
    for k in 0..<part.utf8CodeUnitCount where text[i + k] != part.utf8Start[k] { return false }
    return true
  }

  /// The pattern without what looks back: it matches wherever the pattern does, and whether it can begin in a word is a
  /// question to that word and what follows. Nil when it is not so simple: where something looks back behind what must
  /// not follow, more text in front could turn no to yes, and so it could with anchors, options, names and recursion.
  var aheadOnly: String? {
    var result: [UInt8] = []
    // Open groups: looks ahead for what must not follow; looks back.
    var open: [(denies: Bool, back: Bool)] = []
    var backs = 0
    var i = 0
    while i < text.count {
      let b = text[i]
      var width = 1
      if b == UInt8(ascii: "\\") {
        width = min(2, text.count - i)
        // `\A`, `\B`, `\G`, `\K`, `\Q`
        if width == 2, [65, 66, 71, 75, 81].contains(text[i + 1]) { return nil }
      } else if b == UInt8(ascii: "[") {
        width = end(ofClass: i) - i
      } else if b == UInt8(ascii: "^") {
        return nil
      } else if b == UInt8(ascii: "(") {
        let back = stands("(?<=", at: i) || stands("(?<!", at: i)
        if stands("(*", at: i) { return nil }
        if i + 2 < text.count, text[i + 1] == UInt8(ascii: "?"), !back {
          // `(?i)`, `(?<name>`, `(?P`, `(?R)`, `(?1)`, `(?(`
          guard [58, 61, 33, 62, 124].contains(text[i + 2]) else { return nil }
        }
        if back {
          if open.contains(where: \.denies) { return nil }
          backs += 1
        }
        open.append((stands("(?!", at: i), back))
      } else if b == UInt8(ascii: ")") {
        guard let last = open.popLast() else { return nil }
        if last.back {
          backs -= 1
          i += 1
          // What is repeated or left out must be there.
          if i < text.count, [42, 43, 63, 123].contains(text[i]) { return nil }
          continue
        }
      }
      if backs == 0 { result += text[i..<(i + width)] }
      i += width
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The end of the class of bytes that begins at `start`.
  private func end(ofClass start: Int) -> Int {
    var i = start + 1
    // A bracket that closes stands for itself where a class begins.
    if i < text.count, text[i] == UInt8(ascii: "^") { i += 1 }
    if i < text.count, text[i] == UInt8(ascii: "]") { i += 1 }
    while i < text.count, text[i] != UInt8(ascii: "]") {
      // `[:alpha:]`
      if text[i] == UInt8(ascii: "["), i + 1 < text.count, text[i + 1] == UInt8(ascii: ":") {
        while i < text.count, !stands(":]", at: i) { i += 1 }
        i += 1
      } else if text[i] == UInt8(ascii: "\\") {
        i += 1
      }
      i += 1
    }
    return min(text.count, i + 1)
  }

  /// Whether every match begins at a word's boundary, or with a mark in front of one: all alternatives do, behind what may
  /// not stand in front of them.
  var beginsAtBoundary: Bool {
    var i = 0
    while true {
      while text[min(i, text.count)...].starts(with: "(?<!".utf8) {
        guard let close = text[i...].firstIndex(of: UInt8(ascii: ")")),
          !text[(i + 1)..<close].contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "\\") })
        else { return false }
        i = close + 1
      }
      // One mark that may be missing.
      if i + 2 < text.count, text[i] == UInt8(ascii: "\\"), text[i + 1] < 48, text[i + 2] == UInt8(ascii: "?")
      {
        i += 3
      }
      guard text[min(i, text.count)...].starts(with: "\\b".utf8) else { return false }
      i += 2
      // On to the next alternative of the whole pattern.
      var depth = 0
      var isClass = false
      while i < text.count {
        let b = text[i]
        i += 1
        if b == UInt8(ascii: "\\") {
          i += 1
        } else if isClass {
          isClass = b != UInt8(ascii: "]")
        } else if b == UInt8(ascii: "[") {
          isClass = true
          // A bracket that closes stands for itself where a class begins.
          if i < text.count, text[i] == UInt8(ascii: "^") { i += 1 }
          if i < text.count, text[i] == UInt8(ascii: "]") { i += 1 }
        } else if b == UInt8(ascii: "(") {
          depth += 1
        } else if b == UInt8(ascii: ")") {
          depth -= 1
        } else if b == UInt8(ascii: "|"), depth == 0 {
          break
        }
      }
      if i >= text.count { return text.last != UInt8(ascii: "|") }
    }
  }
}
