// Byte offsets to code points, once, at the end.

/// Translates ascending or random UTF-8 offsets of one text into code points or UTF-16 units.
public struct OffsetMap: Sendable {
  /// Unit of the offsets that a record shows.
  public enum Unit: String, Sendable, CaseIterable { case codepoint, utf8, utf16 }

  @usableFromInline let identity: Bool
  private var stops: [Int] = []
  private let stride = 32
  private let text: [UInt8]
  private let unit: Unit

  /// Prepares a text; ASCII costs one scan.
  public init(_ text: [UInt8], unit: Unit) {
    self.text = text
    self.unit = unit
    identity = unit == .utf8 || text.withUnsafeBufferPointer(\.isASCII)
    if !identity {
      var count = 0
      for i in 0..<text.count {
        if i % stride == 0 { stops.append(count) }
        count += Self.width(text[i], unit)
      }
    }
  }

  private static func width(_ byte: UInt8, _ unit: Unit) -> Int {
    // Continuation bytes count nothing; a four-byte sequence is two UTF-16 units.
    if byte & 0xC0 == 0x80 { return 0 }
    return unit == .utf16 && byte >= 0xF0 ? 2 : 1
  }

  /// The offset in units of a byte offset.
  @inlinable
  public func offset(_ byte: Int) -> Int { identity ? byte : counted(byte) }

  @usableFromInline
  func counted(_ byte: Int) -> Int {
    let at = min(byte, text.count)
    guard at > 0 else { return 0 }
    let stop = (at - 1) / stride
    var count = stops[stop]
    for i in (stop * stride)..<at { count += Self.width(text[i], unit) }
    return count
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
