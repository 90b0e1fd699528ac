// JSON written by appending bytes: the fast way out for every record.

/// A JSON text in the making.
public struct JSONBytes {
  /// The bytes so far.
  public var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty text.
  public init() {}

  /// Empties the text and keeps its room.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Writes `"key":`.
  public mutating func key(_ name: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key that is not known at compile time.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Opens an object or list, runs the body and closes it.
  public mutating func object(_ body: (inout JSONBytes) -> Void) {
    comma()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  /// Opens a list, runs the body and closes it.
  public mutating func list(_ body: (inout JSONBytes) -> Void) {
    comma()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// Writes `null`.
  public mutating func null() { raw("null") }
  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  private mutating func raw(_ text: StaticString) {
    comma()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes raw JSON.
  public mutating func raw(_ json: ArraySlice<UInt8>) {
    comma()
    bytes.append(contentsOf: json)
  }

  /// Writes a whole number.
  public mutating func int(_ value: Int) {
    comma()
    digits(value)
  }

  private mutating func digits(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var v = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(48 + v % 10))
      v /= 10
    } while v > 0
    bytes[start...].reverse()
  }

  /// Writes a number with at most two decimals; what is no number is null.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    comma()
    // Beyond that hundredths have no place in a whole number.
    guard value.magnitude < 1e15 else {
      bytes.append(contentsOf: "\(value)".utf8)
      return
    }
    let hundredths = Int((value.magnitude * 100).rounded())
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(hundredths / 100)
    let rest = hundredths % 100
    if rest > 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(48 + rest / 10))
      if rest % 10 > 0 { bytes.append(UInt8(48 + rest % 10)) }
    }
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    var copy = value
    copy.withUTF8 { string(bytes: $0) }
  }

  /// Writes a string or null.
  public mutating func string(orNull value: String?) {
    if let value { string(value) } else { null() }
  }

  /// Writes UTF-8 bytes as a string.
  public mutating func string(utf8: some Collection<UInt8>) {
    if utf8.withContiguousStorageIfAvailable({ string(bytes: $0) }) == nil {
      Array(utf8).withUnsafeBufferPointer { string(bytes: $0) }
    }
  }

  private mutating func string(bytes text: UnsafeBufferPointer<UInt8>) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    bytes.append(UInt8(ascii: "\""))
    var at = 0
    while true {
      let end = Self.plain(text, from: at)
      if end > at { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[at..<end])) }
      if end == text.count { break }
      escape(text[end])
      at = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The first byte from `start` on that a string must escape, eight bytes at a time.
  private static func plain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let n = text.count
    guard start < n, let base = text.baseAddress else { return n }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var i = start
    while i + 8 <= n {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let quote = word ^ 0x2222_2222_2222_2222
      let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      // The high bit of a byte that is zero, or below 32, is set; a borrow can only set bits behind a true one.
      let hits =
        ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash) & highs
      if hits != 0 { return i + hits.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < n, text[i] >= 32, text[i] != UInt8(ascii: "\""), text[i] != UInt8(ascii: "\\") { i += 1 }
    return i
  }

  private mutating func escape(_ b: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch b {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(b)
    case 10: bytes.append(UInt8(ascii: "n"))
    case 13: bytes.append(UInt8(ascii: "r"))
    case 9: bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(contentsOf: Array("u00".utf8))
      bytes.append(b >> 4 < 10 ? 48 + b >> 4 : 87 + b >> 4)
      bytes.append(b & 15 < 10 ? 48 + b & 15 : 87 + b & 15)
    }
  }
}
