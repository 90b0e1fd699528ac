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
    capacity = 1 << 14
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
  @inline(__always)
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

  /// Writes a letter with a whole number behind it as a string, such as `"m3"`.
  mutating func string(_ letter: Unicode.Scalar, _ number: Int) {
    reserve(32)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
    put(UInt8(ascii: "\""))
    put(UInt8(truncatingIfNeeded: letter.value))
    digits(number)
    put(UInt8(ascii: "\""))
  }

  /// Writes bytes as a string of small hexadecimal digits, four at a time; their number is a multiple of four.
  mutating func string(hex bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count * 2 + 3)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
    put(UInt8(ascii: "\""))
    for i in stride(from: 0, to: bytes.count - 3, by: 4) {
      let four =
        UInt64(bytes[i]) | UInt64(bytes[i + 1]) << 16 | UInt64(bytes[i + 2]) << 32 | UInt64(bytes[i + 3])
        << 48
      let nibbles = four >> 4 & 0x000F_000F_000F_000F | (four & 0x000F_000F_000F_000F) << 8
      let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
      let digits = nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
      UnsafeMutableRawPointer(base + count).storeBytes(of: digits.littleEndian, as: UInt64.self)
      count += 8
    }
    put(UInt8(ascii: "\""))
  }

  /// Writes a key that is not known at compile time.
  public mutating func key(named name: String) {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Opens an object or list, runs the body and closes it.
  @inline(__always)
  public mutating func object(_ body: (inout JSONBytes) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Opens a list, runs the body and closes it.
  @inline(__always)
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

  /// Writes raw JSON: a value, or members of an object.
  public mutating func raw(_ json: [UInt8]) {
    comma()
    reserve(json.count)
    json.withUnsafeBufferPointer { if let start = $0.baseAddress { put(start, $0.count) } }
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
    // Offsets have four digits at most, mostly.
    if v < 10_000 {
      let a = UInt32(truncatingIfNeeded: v)
      if a >= 1_000 { put(UInt8(truncatingIfNeeded: 48 &+ a / 1_000)) }
      if a >= 100 { put(UInt8(truncatingIfNeeded: 48 &+ a / 100 % 10)) }
      if a >= 10 { put(UInt8(truncatingIfNeeded: 48 &+ a / 10 % 10)) }
      put(UInt8(truncatingIfNeeded: 48 &+ a % 10))
      return
    }
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

  /// Writes UTF-8 bytes as a string.
  mutating func string(bytes text: UnsafeBufferPointer<UInt8>) {
    if text.count <= 16, let from = text.baseAddress, short(from, text.count) { return }
    reserve(2)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
    put(UInt8(ascii: "\""))
    var start = 0
    while start < text.count {
      // Room for every byte as the longest escape, and to write eight at a time.
      let end = min(text.count, start + 4_096)
      reserve(6 * (end - start) + 9)
      escaped(UnsafeBufferPointer(rebasing: text[start..<end]))
      start = end
    }
    reserve(1)
    put(UInt8(ascii: "\""))
  }

  /// Writes one to sixteen bytes as a string in two pieces that may overlap; false when one of them must be escaped.
  @inline(__always)
  private mutating func short(_ from: UnsafePointer<UInt8>, _ n: Int) -> Bool {
    reserve(24)
    let raw = UnsafeRawPointer(from)
    let comma = needsComma ? 1 : 0
    let out = UnsafeMutableRawPointer(base + count)
    let to = out + comma + 1
    if n >= 8 {
      let first = raw.loadUnaligned(as: UInt64.self)
      let last = raw.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
      if Self.special(UInt64(littleEndian: first)) | Self.special(UInt64(littleEndian: last)) != 0 {
        return false
      }
      to.storeBytes(of: first, as: UInt64.self)
      to.storeBytes(of: last, toByteOffset: n &- 8, as: UInt64.self)
    } else if n >= 4 {
      let first = raw.loadUnaligned(as: UInt32.self)
      let last = raw.loadUnaligned(fromByteOffset: n &- 4, as: UInt32.self)
      if Self.special(UInt64(first) << 32 | UInt64(last)) != 0 { return false }
      to.storeBytes(of: first, as: UInt32.self)
      to.storeBytes(of: last, toByteOffset: n &- 4, as: UInt32.self)
    } else if n > 0 {
      let (first, middle, last) = (from[0], from[n / 2], from[n &- 1])
      let others: UInt64 = 0x2020_2020_2000_0000
      if Self.special(others | UInt64(first) << 16 | UInt64(middle) << 8 | UInt64(last)) != 0 { return false }
      to.storeBytes(of: first, as: UInt8.self)
      to.storeBytes(of: middle, toByteOffset: n / 2, as: UInt8.self)
      to.storeBytes(of: last, toByteOffset: n &- 1, as: UInt8.self)
    } else {
      return false
    }
    out.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
    to.storeBytes(of: UInt8(ascii: "\""), toByteOffset: -1, as: UInt8.self)
    to.storeBytes(of: UInt8(ascii: "\""), toByteOffset: n, as: UInt8.self)
    count = count &+ comma &+ n &+ 2
    needsComma = true
    return true
  }

  /// Writes bytes with their escapes, eight at a time; there is room for all.
  @inline(__always) private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    guard let from = text.baseAddress else { return }
    let n = text.count
    var at = 0
    while at &+ 8 <= n {
      let word = UnsafeRawPointer(from + at).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
      let hits = Self.special(UInt64(littleEndian: word))
      if hits == 0 {
        at &+= 8
        count &+= 8
      } else {
        let k = hits.trailingZeroBitCount / 8
        at &+= k
        count &+= k
        escape(from[at])
        at &+= 1
      }
    }
    if at == n { return }
    // The rest, as the low bytes of a word.
    let rest = n &- at
    let word = Self.last(from, n, rest)
    UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    if Self.special(word) &<< UInt64(64 &- 8 &* rest) == 0 {
      count &+= rest
      return
    }
    while at < n {
      let b = from[at]
      if b >= 32, b != UInt8(ascii: "\""), b != UInt8(ascii: "\\") { put(b) } else { escape(b) }
      at &+= 1
    }
  }

  /// The last `rest` of `n` bytes, one to seven, in little-endian order; what stands above them means nothing.
  @inline(__always)
  private static func last(_ bytes: UnsafePointer<UInt8>, _ n: Int, _ rest: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    if n >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
      return UInt64(littleEndian: word) &>> UInt64(64 &- 8 &* rest)
    }
    if n >= 4 {
      let low = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
      let high = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: n &- 4, as: UInt32.self))
      return UInt64(low) | UInt64(high) &<< UInt64(8 &* (n &- 4))
    }
    let middle = n / 2
    return UInt64(bytes[0]) | UInt64(bytes[middle]) &<< UInt64(8 &* middle)
      | UInt64(bytes[n &- 1]) &<< UInt64(8 &* (n &- 1))
  }

  /// Sets the highest bit of the first byte that a string must escape; bits behind it mean nothing.
  @inline(__always) private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ 0x2222_2222_2222_2222
    let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
    // The high bit of a byte that is zero, or below 32, is set; a borrow can only set bits behind a true one.
    return
      ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash)
      & 0x8080_8080_8080_8080
  }

  /// The first byte from `start` on that a string must escape, eight bytes at a time.
  static func plain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let n = text.count
    guard start < n, let base = text.baseAddress else { return n }
    var i = start
    while i &+ 8 <= n {
      let hits = special(UInt64(littleEndian: UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)))
      if hits != 0 { return i + hits.trailingZeroBitCount / 8 }
      i &+= 8
    }
    while i < n, text[i] >= 32, text[i] != UInt8(ascii: "\""), text[i] != UInt8(ascii: "\\") { i &+= 1 }
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
