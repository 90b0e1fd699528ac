// JSON written byte by byte into memory of its own: the fast way out for every record.

import Glibc

/// A JSON text in the making. Not copied: it owns its memory.
public struct JSONBytes: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Bytes so far.
  public private(set) var count = 0
  private var needsComma = false

  /// An empty text.
  public init() {
    capacity = 1 << 12
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// A copy of the bytes so far.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Lends the bytes so far.
  public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Empties the text and keeps its room.
  public mutating func removeAll() {
    count = 0
    needsComma = false
  }

  /// Makes room for so many bytes more.
  @inline(__always) private mutating func reserve(_ n: Int) {
    if count + n > capacity { grow(n) }
  }

  private mutating func grow(_ n: Int) {
    capacity = max(capacity * 2, count + n)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  /// Writes a byte for which there is room.
  @inline(__always) private mutating func put(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  /// Writes bytes for which there is room.
  @inline(__always) private mutating func put(_ bytes: UnsafePointer<UInt8>, _ n: Int) {
    memcpy(base + count, bytes, n)
    count += n
  }

  @inline(__always) private mutating func comma() {
    reserve(1)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Ends the line behind a value; the next value begins anew.
  public mutating func endLine() {
    reserve(1)
    put(10)
    needsComma = false
  }

  /// Writes `"key":`.
  public mutating func key(_ name: StaticString) {
    let n = name.utf8CodeUnitCount
    reserve(n + 4)
    if needsComma { put(UInt8(ascii: ",")) }
    put(UInt8(ascii: "\""))
    put(name.utf8Start, n)
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key that is not known at compile time.
  public mutating func key(_ name: String) {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Opens an object or list, runs the body and closes it.
  public mutating func object(_ body: (inout JSONBytes) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Opens a list, runs the body and closes it.
  public mutating func list(_ body: (inout JSONBytes) -> Void) {
    open(UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    reserve(1)
    put(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    reserve(1)
    put(bracket)
    needsComma = true
  }

  /// Writes `null`.
  public mutating func null() { raw("null") }
  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  private mutating func raw(_ text: StaticString) {
    comma()
    reserve(text.utf8CodeUnitCount)
    put(text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Writes raw JSON.
  public mutating func raw(_ json: ArraySlice<UInt8>) {
    comma()
    reserve(json.count)
    for b in json { put(b) }
  }

  /// Writes a whole number.
  public mutating func int(_ value: Int) {
    comma()
    digits(value)
  }

  private mutating func digits(_ value: Int) {
    reserve(24)
    if value < 0 { put(UInt8(ascii: "-")) }
    var v = value.magnitude
    let start = count
    repeat {
      put(UInt8(48 + v % 10))
      v /= 10
    } while v > 0
    var written = UnsafeMutableBufferPointer(start: base + start, count: count - start)
    written.reverse()
  }

  /// Writes a number with at most two decimals; what is no number is null.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    comma()
    // Beyond that hundredths have no place in a whole number.
    guard value.magnitude < 1e15 else {
      let digits = Array("\(value)".utf8)
      reserve(digits.count)
      for b in digits { put(b) }
      return
    }
    reserve(32)
    let hundredths = Int((value.magnitude * 100).rounded())
    if value < 0 { put(UInt8(ascii: "-")) }
    digits(hundredths / 100)
    let rest = hundredths % 100
    if rest > 0 {
      reserve(3)
      put(UInt8(ascii: "."))
      put(UInt8(48 + rest / 10))
      if rest % 10 > 0 { put(UInt8(48 + rest % 10)) }
    }
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { string(bytes: $0) }
  }

  /// Writes a string or null.
  public mutating func string(orNull value: String?) {
    if let value { string(value) } else { null() }
  }

  /// Writes UTF-8 bytes as a string.
  public mutating func string(utf8: some Collection<UInt8>) {
    let done: Void? = utf8.withContiguousStorageIfAvailable { self.string(bytes: $0) }
    if done == nil { Array(utf8).withUnsafeBufferPointer { self.string(bytes: $0) } }
  }

  private mutating func string(bytes text: UnsafeBufferPointer<UInt8>) {
    let n = text.count
    reserve(n + 3)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
    put(UInt8(ascii: "\""))
    var at = 0
    while at < n, let start = text.baseAddress {
      let end = Self.plain(text, from: at)
      // Room for what is left, and for the longest escape.
      reserve(n - at + 7)
      put(start + at, end - at)
      if end == n { break }
      escape(text[end])
      at = end + 1
    }
    reserve(1)
    put(UInt8(ascii: "\""))
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
        ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash)
        & highs
      if hits != 0 { return i + hits.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < n, text[i] >= 32, text[i] != UInt8(ascii: "\""), text[i] != UInt8(ascii: "\\") { i += 1 }
    return i
  }

  /// Writes the escape of a byte; there is room for six bytes.
  private mutating func escape(_ b: UInt8) {
    put(UInt8(ascii: "\\"))
    switch b {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(b)
    case 10: put(UInt8(ascii: "n"))
    case 13: put(UInt8(ascii: "r"))
    case 9: put(UInt8(ascii: "t"))
    default:
      put(UInt8(ascii: "u"))
      put(48)
      put(48)
      put(b >> 4 < 10 ? 48 + b >> 4 : 87 + b >> 4)
      put(b & 15 < 10 ? 48 + b & 15 : 87 + b & 15)
    }
  }
}
