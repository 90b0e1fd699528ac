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
    copy.withUTF8 { string(utf8: $0[...]) }
  }

  /// Writes a string or null.
  public mutating func string(orNull value: String?) {
    if let value { string(value) } else { null() }
  }

  /// Writes UTF-8 bytes as a string.
  public mutating func string(utf8: some Collection<UInt8>) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    for b in utf8 {
      if b >= 32, b != UInt8(ascii: "\""), b != UInt8(ascii: "\\") {
        bytes.append(b)
        continue
      }
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
    bytes.append(UInt8(ascii: "\""))
  }
}
