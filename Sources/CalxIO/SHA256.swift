// SHA-256 (FIPS 180-4) of a report's text, so that a consumer can verify offsets against the text it holds.

/// The SHA-256 digest of bytes. By hand: the one other use of swift-crypto would triple the build.
enum SHA256 {
  private static let k: [UInt32] = {
    // Fractional parts of the cube roots of the first 64 primes.
    var primes: [Int] = []
    var n = 2
    while primes.count < 64 {
      if !primes.contains(where: { n % $0 == 0 }) { primes.append(n) }
      n += 1
    }
    return primes.map { p in
      // Integer cube root of p * 2^96, by bisection on 128 bits.
      var low: UInt128 = 0
      var high: UInt128 = 1 << 36
      let target = UInt128(p) << 96
      while high - low > 1 {
        let mid = (low + high) / 2
        if mid * mid * mid <= target { low = mid } else { high = mid }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()

  /// Digest in lower-case hexadecimal.
  static func hex(_ message: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in digest(message) {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Digest in base 64, as a content security policy names it.
  static func base64(_ message: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = digest(message)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for i in 0..<4 {
        out.append(i <= group.count ? digits[Int(bits >> 18 & 63)] : UInt8(ascii: "="))
        bits <<= 6
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The 32 bytes of the digest.
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var h: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    let bits = UInt64(message.count) * 8
    var tail = Array(message[(message.count / 64 * 64)...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var w = [UInt32](repeating: 0, count: 64)
    message.withUnsafeBufferPointer { p in
      for block in 0..<(message.count / 64) { compress(p, block * 64, &h, &w) }
    }
    tail.withUnsafeBufferPointer { p in
      for block in 0..<(tail.count / 64) { compress(p, block * 64, &h, &w) }
    }
    return h.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private static func compress(
    _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ h: inout [UInt32], _ w: inout [UInt32]
  ) {
    @inline(__always) func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    k.withUnsafeBufferPointer { k in
      w.withUnsafeMutableBufferPointer { w in
        for i in 0..<16 {
          let o = at + i * 4
          w[i] = UInt32(p[o]) << 24 | UInt32(p[o + 1]) << 16 | UInt32(p[o + 2]) << 8 | UInt32(p[o + 3])
        }
        for i in 16..<64 {
          let a = w[i - 15]
          let b = w[i - 2]
          w[i] =
            w[i - 16] &+ (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) &+ w[i - 7]
            &+ (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10)
        }
        var (a, b, c, d, e, f, g, hh) = (h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7])
        for i in 0..<64 {
          let t1 = hh &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ (e & f ^ ~e & g) &+ k[i] &+ w[i]
          let t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ (a & b ^ a & c ^ b & c)
          (hh, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
        h[0] &+= a; h[1] &+= b; h[2] &+= c; h[3] &+= d
        h[4] &+= e; h[5] &+= f; h[6] &+= g; h[7] &+= hh
      }
    }
  }
}
