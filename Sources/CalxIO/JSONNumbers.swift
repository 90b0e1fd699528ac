// Numbers and digests as JSON.

extension JSONBytes {
  /// Writes a letter with a whole number behind it as a string, such as `"m3"`.
  mutating func string(_ letter: Unicode.Scalar, _ number: Int) {
    reserve(32)
    putComma()
    put(UInt8(ascii: "\""))
    put(UInt8(truncatingIfNeeded: letter.value))
    digits(number)
    put(UInt8(ascii: "\""))
  }

  /// Writes bytes as a string of small hexadecimal digits, four at a time; their number is a multiple of four.
  mutating func string(hex bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count * 2 + 3)
    putComma()
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

  /// Writes a whole number.
  @inline(__always) public mutating func int(_ value: Int) {
    reserve(24)
    putComma()
    digits(value)
  }

  /// Writes digits for which there is room.
  @inline(__always) private mutating func digits(_ value: Int) {
    if value >= 0, value < 10_000 { few(UInt32(truncatingIfNeeded: value)) } else { many(value) }
  }

  /// Writes the digits of a number below 10,000: offsets have no more, mostly. All four at once, in bytes of a word.
  @inline(__always) private mutating func few(_ value: UInt32) {
    let hundreds = (value &* 5243) &>> 19
    let pairs = hundreds | (value &- hundreds &* 100) &<< 16
    let tens = (pairs &* 103) &>> 10 & 0x000F_000F
    let digits = (tens | (pairs &- tens &* 10) &<< 8) &+ 0x3030_3030
    let zeros: Int = (value < 10 ? 1 : 0) &+ (value < 100 ? 1 : 0) &+ (value < 1_000 ? 1 : 0)
    let text = digits &>> UInt32(truncatingIfNeeded: 8 &* zeros)
    UnsafeMutableRawPointer(base + count).storeBytes(of: text.littleEndian, as: UInt32.self)
    count &+= 4 &- zeros
  }

  @inline(never) private mutating func many(_ value: Int) {
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
    reserve(32)
    putComma()
    // Beyond that hundredths have no place in a whole number.
    guard value.magnitude < 1e15 else {
      for b in Array("\(value)".utf8) {
        reserve(1)
        put(b)
      }
      return
    }
    let hundredths = Int((value.magnitude * 100).rounded())
    if value < 0 { put(UInt8(ascii: "-")) }
    digits(hundredths / 100)
    let rest = hundredths % 100
    if rest > 0 {
      put(UInt8(ascii: "."))
      put(UInt8(48 + rest / 10))
      if rest % 10 > 0 { put(UInt8(48 + rest % 10)) }
    }
  }
}
