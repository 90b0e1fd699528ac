// Byte offsets to code points, once, at the end.

/// Translates ascending or random UTF-8 offsets of one text into code points or UTF-16 units.
public struct OffsetMap: Sendable {
  /// Unit of the offsets that a record shows.
  public enum Unit: String, Sendable, CaseIterable { case codepoint, utf8, utf16 }

  @usableFromInline let identity: Bool
  private var stops: [Int] = []
  private let stride = 64
  private let text: [UInt8]
  private let unit: Unit

  /// Prepares a text; ASCII costs one scan.
  public init(_ text: [UInt8], unit: Unit) {
    self.text = text
    self.unit = unit
    identity = unit == .utf8 || text.withUnsafeBufferPointer(\.isASCII)
    if !identity {
      stops.reserveCapacity(text.count / stride + 1)
      var count = 0
      for start in Swift.stride(from: 0, to: text.count, by: stride) {
        stops.append(count)
        count += units(start..<min(start + stride, text.count))
      }
    }
  }

  /// Units of a stretch: continuation bytes count nothing; a four-byte sequence is two UTF-16 units.
  private func units(_ range: Range<Int>) -> Int {
    let highs: UInt64 = 0x8080_8080_8080_8080
    return text.withUnsafeBytes { bytes in
      var count = range.count
      var i = range.lowerBound
      while i + 8 <= range.upperBound {
        let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        count -= (word & highs & ~(word << 1)).nonzeroBitCount
        if unit == .utf16 { count += (word & word << 1 & word << 2 & word << 3 & highs).nonzeroBitCount }
        i += 8
      }
      while i < range.upperBound {
        if bytes[i] & 0xC0 == 0x80 { count -= 1 }
        if unit == .utf16, bytes[i] >= 0xF0 { count += 1 }
        i += 1
      }
      return count
    }
  }

  /// The offset in units of a byte offset.
  @inlinable
  public func offset(_ byte: Int) -> Int { identity ? byte : counted(byte) }

  @usableFromInline
  func counted(_ byte: Int) -> Int {
    let at = min(byte, text.count)
    guard at > 0 else { return 0 }
    let stop = (at - 1) / stride
    return stops[stop] + units(stop * stride..<at)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// No byte is beyond ASCII; eight bytes at a time.
  var isASCII: Bool {
    guard let baseAddress else { return true }
    let base = UnsafeRawPointer(baseAddress)
    var i = 0
    while i &+ 32 <= count {
      let a = base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let b = base.loadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
      let c = base.loadUnaligned(fromByteOffset: i &+ 16, as: UInt64.self)
      let d = base.loadUnaligned(fromByteOffset: i &+ 24, as: UInt64.self)
      if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { return false }
      i &+= 32
    }
    while i < count {
      if self[i] >= 128 { return false }
      i &+= 1
    }
    return true
  }
}
