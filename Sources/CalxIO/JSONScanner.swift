// One JSON object to its top-level members, by hand: every record of a run passes here.

/// Reads the top-level members of one JSON object in UTF-8.
struct JSONScanner {
  enum Value {
    /// An unescaped string.
    case string([UInt8])
    /// Anything else, as its raw bytes.
    case raw(Range<Int>)
  }

  struct SyntaxError: Error {
    let offset: Int
    let message: String
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Deepest nesting that is read.
  static let deepest = 64

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Calls `member` with every key and value of the object that is the whole text.
  mutating func object(_ member: (String, Value) -> Void) throws(SyntaxError) {
    try space()
    try expect(UInt8(ascii: "{"), "a JSON object, one a line")
    try space()
    if peek() == UInt8(ascii: "}") {
      at += 1
    } else {
      while true {
        try space()
        let key = String(decoding: try string(), as: UTF8.self)
        try space()
        try expect(UInt8(ascii: ":"), "':' behind the key")
        try space()
        if peek() == UInt8(ascii: "\"") {
          member(key, .string(try string()))
        } else {
          let start = at
          try skip(depth: 1)
          member(key, .raw(start..<at))
        }
        try space()
        if peek() == UInt8(ascii: ",") {
          at += 1
          continue
        }
        try expect(UInt8(ascii: "}"), "',' or '}' behind the value")
        break
      }
    }
    try space()
    if at < text.count { throw SyntaxError(offset: at, message: "text behind the object") }
  }

  private func peek() -> UInt8? { at < text.count ? text[at] : nil }

  private mutating func space() throws(SyntaxError) {
    while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 10 || text[at] == 13 { at += 1 }
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(SyntaxError) {
    guard peek() == byte else {
      throw SyntaxError(
        offset: at, message: at >= text.count ? "the line ends early; expected \(what)" : "expected \(what)")
    }
    at += 1
  }

  private mutating func skip(depth: Int) throws(SyntaxError) {
    if depth > Self.deepest { throw SyntaxError(offset: at, message: "nested deeper than \(Self.deepest)") }
    guard let b = peek() else {
      throw SyntaxError(offset: at, message: "the line ends early; expected a value")
    }
    switch b {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let close = b == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
      at += 1
      try space()
      if peek() == close {
        at += 1
        return
      }
      while true {
        try space()
        if close == UInt8(ascii: "}") {
          _ = try string()
          try space()
          try expect(UInt8(ascii: ":"), "':' behind the key")
          try space()
        }
        try skip(depth: depth + 1)
        try space()
        if peek() == UInt8(ascii: ",") {
          at += 1
          continue
        }
        try expect(close, "the end of the list or object")
        return
      }
    default:
      let start = at
      while at < text.count {
        let c = text[at]
        if c >= 48 && c <= 57 || c >= 97 && c <= 122 || c == 43 || c == 45 || c == 46 || c == 69 {
          at += 1
        } else {
          break
        }
      }
      let word = String(decoding: text[start..<at], as: UTF8.self)
      if word == "true" || word == "false" || word == "null" || Self.isNumber(text[start..<at]) { return }
      throw SyntaxError(offset: start, message: "not a JSON value")
    }
  }

  /// A number as JSON writes it: no leading zeros, no bare point, no sign in front of `+`.
  private static func isNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var i = word.startIndex
    func digits() -> Int {
      let start = i
      while i < word.endIndex, word[i] >= 48, word[i] <= 57 { i += 1 }
      return i - start
    }
    if i < word.endIndex, word[i] == UInt8(ascii: "-") { i += 1 }
    let first = i
    guard digits() > 0, word[first] != 48 || i - first == 1 else { return false }
    if i < word.endIndex, word[i] == UInt8(ascii: ".") {
      i += 1
      guard digits() > 0 else { return false }
    }
    if i < word.endIndex, word[i] | 32 == UInt8(ascii: "e") {
      i += 1
      if i < word.endIndex, word[i] == UInt8(ascii: "+") || word[i] == UInt8(ascii: "-") { i += 1 }
      guard digits() > 0 else { return false }
    }
    return i == word.endIndex
  }

  private mutating func string() throws(SyntaxError) -> [UInt8] {
    try expect(UInt8(ascii: "\""), "a string")
    var result: [UInt8] = []
    var run = at
    while at < text.count {
      let b = text[at]
      if b == UInt8(ascii: "\"") {
        result.append(contentsOf: text[run..<at])
        at += 1
        return result
      }
      if b == UInt8(ascii: "\\") {
        result.append(contentsOf: text[run..<at])
        at += 1
        try escape(into: &result)
        run = at
        continue
      }
      if b < 32 {
        throw SyntaxError(offset: at, message: "a control character inside a string must be escaped")
      }
      at += 1
    }
    throw SyntaxError(offset: at, message: "the line ends inside a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(SyntaxError) {
    guard let b = peek() else { throw SyntaxError(offset: at, message: "the line ends inside an escape") }
    at += 1
    switch b {
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(b)
    case UInt8(ascii: "u"):
      var scalar = UInt32(try hex())
      if scalar >= 0xD800, scalar < 0xDC00 {
        guard at + 1 < text.count, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") else {
          throw SyntaxError(offset: at, message: "half of a surrogate pair")
        }
        at += 2
        let low = UInt32(try hex())
        guard low >= 0xDC00, low < 0xE000 else {
          throw SyntaxError(offset: at, message: "half of a surrogate pair")
        }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let u = Unicode.Scalar(scalar) else {
        throw SyntaxError(offset: at, message: "half of a surrogate pair")
      }
      result.append(contentsOf: Array(String(Character(u)).utf8))
    default: throw SyntaxError(offset: at - 1, message: "unknown escape")
    }
  }

  private mutating func hex() throws(SyntaxError) -> UInt16 {
    guard at + 4 <= text.count else {
      throw SyntaxError(offset: at, message: "the line ends inside an escape")
    }
    var value: UInt16 = 0
    for _ in 0..<4 {
      let b = text[at]
      let digit: UInt16
      switch b {
      case 48...57: digit = UInt16(b - 48)
      case 65...70: digit = UInt16(b - 55)
      case 97...102: digit = UInt16(b - 87)
      default: throw SyntaxError(offset: at, message: "not a hexadecimal digit")
      }
      value = value << 4 | digit
      at += 1
    }
    return value
  }
}
