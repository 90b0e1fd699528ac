// One JSON object to its top-level members, by hand: every record of a run passes here.

internal import Glibc

/// Reads the top-level members of one JSON object in UTF-8.
struct JSONScanner {
  enum Value {
    /// An unescaped string.
    case string([UInt8])
    /// Anything else, as its raw bytes.
    case raw(Range<Int>)
  }

  /// A key or a string as it stands between its quotes, in order.
  struct Text {
    var range: Range<Int>
    /// It holds no escape.
    var isPlain: Bool
  }

  /// What stands behind a key.
  enum Member {
    case string(Text)
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
    let reader = self
    try members { key, value in
      let key = String(decoding: reader.bytes(key), as: UTF8.self)
      switch value {
      case .string(let text): member(key, .string(reader.bytes(text)))
      case .raw(let range): member(key, .raw(range))
      }
    }
  }

  /// Calls `member` with every key and value of the object that is the whole text, as they stand.
  @inline(__always)
  mutating func members(_ member: (Text, Member) -> Void) throws(SyntaxError) {
    space()
    try expect(UInt8(ascii: "{"), "a JSON object, one a line")
    space()
    if peek() == UInt8(ascii: "}") {
      at += 1
    } else {
      while true {
        space()
        let key = try string()
        space()
        try expect(UInt8(ascii: ":"), "':' behind the key")
        space()
        if peek() == UInt8(ascii: "\"") {
          member(key, .string(try string()))
        } else {
          let start = at
          try skip(depth: 1)
          member(key, .raw(start..<at))
        }
        space()
        if peek() == UInt8(ascii: ",") {
          at += 1
          continue
        }
        try expect(UInt8(ascii: "}"), "',' or '}' behind the value")
        break
      }
    }
    space()
    if at < text.count { throw SyntaxError(offset: at, message: "text behind the object") }
  }

  /// The bytes that a string stands for.
  func bytes(_ string: Text) -> [UInt8] {
    let raw = UnsafeBufferPointer(rebasing: text[string.range])
    if string.isPlain { return Array(raw) }
    return Array(unsafeUninitializedCapacity: raw.count + 8) { out, count in
      guard let to = out.baseAddress, let from = text.baseAddress else { return }
      var reader = self
      reader.at = string.range.lowerBound
      let end = string.range.upperBound
      while reader.at < end {
        // Eight bytes, of which those in front of a backslash count.
        var n = min(8, end - reader.at)
        if reader.at + 8 <= text.count {
          let word = UnsafeRawPointer(from + reader.at).loadUnaligned(as: UInt64.self)
          UnsafeMutableRawPointer(to + count).storeBytes(of: word, as: UInt64.self)
          let slash = UInt64(littleEndian: word) ^ 0x5C5C_5C5C_5C5C_5C5C
          let hits = (slash &- 0x0101_0101_0101_0101) & ~slash & 0x8080_8080_8080_8080
          n = min(n, hits.trailingZeroBitCount / 8)
        } else {
          for k in 0..<n where from[reader.at + k] == UInt8(ascii: "\\") {
            n = k
            break
          }
          for k in 0..<n { to[count + k] = from[reader.at + k] }
        }
        count += n
        reader.at += n
        guard n < 8, reader.at < end else { continue }
        reader.at += 1
        guard let scalar = try? reader.escape() else { return }
        for b in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          to[count] = b
          count += 1
        }
      }
    }
  }

  /// Whether a string stands for these bytes.
  @inline(__always)
  func stands(_ string: Text, for name: StaticString) -> Bool {
    let n = name.utf8CodeUnitCount
    guard string.isPlain, string.range.count == n, let base = text.baseAddress else {
      return !string.isPlain
        && bytes(string).elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: n))
    }
    return memcmp(base + string.range.lowerBound, name.utf8Start, n) == 0
  }

  @inline(__always) private func peek() -> UInt8? { at < text.count ? text[at] : nil }

  @inline(__always) private mutating func space() {
    while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 10 || text[at] == 13 { at += 1 }
  }

  @inline(__always) private mutating func expect(_ byte: UInt8, _ what: String) throws(SyntaxError) {
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
      space()
      if peek() == close {
        at += 1
        return
      }
      while true {
        space()
        if close == UInt8(ascii: "}") {
          _ = try string()
          space()
          try expect(UInt8(ascii: ":"), "':' behind the key")
          space()
        }
        try skip(depth: depth + 1)
        space()
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

  /// Passes over a string and checks it.
  private mutating func string() throws(SyntaxError) -> Text {
    try expect(UInt8(ascii: "\""), "a string")
    let start = at
    var isPlain = true
    while true {
      at = JSONBytes.plain(text, from: at)
      guard at < text.count else { throw SyntaxError(offset: at, message: "the line ends inside a string") }
      let b = text[at]
      if b == UInt8(ascii: "\"") {
        at += 1
        return Text(range: start..<(at - 1), isPlain: isPlain)
      }
      guard b == UInt8(ascii: "\\") else {
        throw SyntaxError(offset: at, message: "a control character inside a string must be escaped")
      }
      isPlain = false
      at += 1
      _ = try escape()
    }
  }

  /// What an escape behind its backslash stands for.
  private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
    guard let b = peek() else { throw SyntaxError(offset: at, message: "the line ends inside an escape") }
    at += 1
    switch b {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(b)
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
      return u
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
