// What the escapes of HL7 v2 stand for (chapter 2.7), and what charsets MSH-18 can name (table 0211).

extension HL7Message {
  /// Escapes that passed through as they are.
  struct Unknown { var count = 0 }

  /// The bytes of a text field without its escapes: repetitions and line breaks of every kind become line feeds.
  ///
  /// Unknown escapes, charset switches and local ones among them, stay as they are and are counted.
  func text(_ field: ArraySlice<UInt8>, unknown: inout Unknown) -> [UInt8] {
    // `""` deletes a value.
    if field.elementsEqual([34, 34]) { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(field.count)
    var i = field.startIndex
    while i < field.endIndex {
      let b = field[i]
      if b == repetition {
        result.append(10)
      } else if b == escape, let end = field[(i + 1)...].prefix(4_096).firstIndex(of: b) {
        let body = field[(i + 1)..<end]
        if unescape(body, into: &result) {
          i = end
        } else if Self.isSwitch(body) {
          unknown.count += 1
          result += field[i...end]
          i = end
        } else {
          // A backslash that begins no escape is itself.
          result.append(b)
        }
      } else {
        result.append(b)
      }
      i += 1
    }
    return Self.withLineFeeds(result)
  }

  /// Writes what an escape stands for; false when it is none that is known.
  private func unescape(_ body: ArraySlice<UInt8>, into result: inout [UInt8]) -> Bool {
    guard let first = body.first else { return false }
    if body.count == 1 {
      switch first {
      case UInt8(ascii: "F"): result.append(field)
      case UInt8(ascii: "S"): result.append(component)
      case UInt8(ascii: "T"): result.append(subcomponent)
      case UInt8(ascii: "R"): result.append(repetition)
      case UInt8(ascii: "E"): result.append(escape ?? UInt8(ascii: "\\"))
      case UInt8(ascii: "H"), UInt8(ascii: "N"): break
      default: return false
      }
      return true
    }
    if first == UInt8(ascii: "X") {
      let digits = body.dropFirst().compactMap(Self.hex)
      guard digits.count == body.count - 1, digits.count % 2 == 0 else { return false }
      for i in stride(from: 0, to: digits.count, by: 2) {
        // The zero in front of a 16-bit code says nothing.
        let byte = digits[i] << 4 | digits[i + 1]
        if byte != 0 { result.append(byte) }
      }
      return true
    }
    guard first == UInt8(ascii: "."), body.count >= 3 else { return false }
    let number = Int(
      String(decoding: body.dropFirst(3).filter { $0 >= 48 && $0 <= 57 }, as: UTF8.self))
    switch String(decoding: body.dropFirst().prefix(2), as: UTF8.self).lowercased() {
    case "br", "ce": result.append(10)
    case "sp": result += repeatElement(10, count: min(number ?? 1, 100))
    case "sk": result += repeatElement(32, count: min(number ?? 1, 1_000))
    case "in", "ti", "fi", "nf": break
    default: return false
    }
    return true
  }

  /// A charset switch (`\C2842\`, `\M…\`) or a local escape (`\Z…\`).
  private static func isSwitch(_ body: ArraySlice<UInt8>) -> Bool {
    guard let first = body.first, body.count <= 32 else { return false }
    return (first == UInt8(ascii: "C") || first == UInt8(ascii: "M") || first == UInt8(ascii: "Z"))
      && body.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 || $0 | 32 >= 97 && $0 | 32 <= 122 }
  }

  private static func hex(_ b: UInt8) -> UInt8? {
    switch b {
    case 48...57: b - 48
    case 65...70: b - 55
    case 97...102: b - 87
    default: nil
    }
  }

  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(13) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (i, b) in bytes.enumerated() {
      if b == 13 {
        if i + 1 == bytes.count || bytes[i + 1] != 10 { result.append(10) }
      } else {
        result.append(b)
      }
    }
    return result
  }

  /// A short field as text, without escapes.
  func string(_ field: ArraySlice<UInt8>) -> String {
    var unknown = Unknown()
    return String(decoding: text(field, unknown: &unknown), as: UTF8.self)
  }

  /// The encoding that MSH-18 names; nil when it names none.
  ///
  /// - Throws: `RecordError` with code `charset` for one that is not read.
  func declaredEncoding() throws(RecordError) -> TextEncoding? {
    let name = String(decoding: part(1, of: field(18, "MSH"), at: repetition), as: UTF8.self).uppercased()
    switch name.filter({ $0.isLetter || $0.isNumber }) {
    case "": return nil
    case "ASCII", "UNICODE", "UTF8", "UNICODEUTF8": return .utf8
    // What is declared as ISO 8859-1 comes from Windows more often than not; where both differ, 8859-1 has controls.
    case "88591", "ISO88591", "LATIN1", "WINDOWS1252", "CP1252": return .windows1252
    default:
      throw RecordError(
        code: "charset",
        message: "MSH-18 names a charset that is not read; convert the file to UTF-8, or say --encoding",
        line: line)
    }
  }
}
