// Strings as JSON: bytes that need no escape are copied sixteen at a time, looked at as words: this compiler takes SIMD
// comparisons apart.

extension JSONBytes {
  /// Writes a string.
  public mutating func string(_ value: borrowing String) {
    let done: Void? = value.utf8.withContiguousStorageIfAvailable { self.string(bytes: $0) }
    if done == nil { Array(value.utf8).withUnsafeBufferPointer { self.string(bytes: $0) } }
  }

  /// Writes a string or null.
  public mutating func string(orNull value: borrowing String?) {
    switch value {
    case .some(let value): string(value)
    case .none: null()
    }
  }

  /// Writes UTF-8 bytes as a string.
  public mutating func string(utf8: some Collection<UInt8>) {
    let done: Void? = utf8.withContiguousStorageIfAvailable { self.string(bytes: $0) }
    if done == nil { Array(utf8).withUnsafeBufferPointer { self.string(bytes: $0) } }
  }

  /// Writes UTF-8 bytes as a string.
  mutating func string(bytes text: UnsafeBufferPointer<UInt8>) {
    let n = text.count
    reserve(n &+ 3)
    if let from = text.baseAddress {
      if n > 16 {
        if long(from, n) { return }
      } else if short(from, n) {
        return
      }
    }
    putComma()
    put(UInt8(ascii: "\""))
    var start = 0
    while start < n {
      // Room for every byte as the longest escape.
      let end = min(n, start + 4_096)
      reserve(6 * (end - start) + 1)
      escaped(UnsafeBufferPointer(rebasing: text[start..<end]))
      start = end
    }
    reserve(1)
    put(UInt8(ascii: "\""))
  }

  /// Takes note of a string of `n` bytes that stands behind the place of its comma and its first quote.
  @inline(__always) private mutating func close(_ n: Int) {
    putComma()
    base[count] = UInt8(ascii: "\"")
    base[count &+ n &+ 1] = UInt8(ascii: "\"")
    count &+= n &+ 2
  }

  /// Writes more than sixteen bytes as a string, the last sixteen once more; false when one of them must be escaped.
  @inline(__always) private mutating func long(_ from: UnsafePointer<UInt8>, _ n: Int) -> Bool {
    let raw = UnsafeRawPointer(from)
    let to = UnsafeMutableRawPointer(base + count) + (needsComma ? 2 : 1)
    var i = 0
    let last = n &- 16
    while true {
      let a = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let b = raw.loadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
      if Self.special(UInt64(littleEndian: a)) | Self.special(UInt64(littleEndian: b)) != 0 { return false }
      to.storeBytes(of: a, toByteOffset: i, as: UInt64.self)
      to.storeBytes(of: b, toByteOffset: i &+ 8, as: UInt64.self)
      if i == last { break }
      i = min(i &+ 16, last)
    }
    close(n)
    return true
  }

  /// Writes one to sixteen bytes as a string in two pieces that may overlap; false when one of them must be escaped.
  @inline(__always) private mutating func short(_ from: UnsafePointer<UInt8>, _ n: Int) -> Bool {
    let raw = UnsafeRawPointer(from)
    let to = UnsafeMutableRawPointer(base + count) + (needsComma ? 2 : 1)
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
    close(n)
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
