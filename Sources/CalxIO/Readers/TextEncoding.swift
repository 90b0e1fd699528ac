// How the bytes of an input spell its text, and their way into UTF-8.

/// Encodings of text that are read.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8.
  case utf8 = "utf-8"
  /// CP-1252, what Windows programs write in western languages.
  case windows1252 = "windows-1252"
  /// ISO 8859-1.
  case latin1 = "latin-1"

  /// The text in UTF-8.
  ///
  /// - Parameters:
  ///   - what: what the bytes are, for the message: `line`, `row`, `file`.
  /// - Throws: `RecordError` with code `invalid-utf8` or `undecodable`, and the offset of the first bad byte.
  func decode(_ bytes: [UInt8], what: String, line: Int? = nil, id: String? = nil) throws(RecordError)
    -> [UInt8]
  {
    if self == .utf8 {
      guard let bad = bytes.withUnsafeBufferPointer(ReportDecoder.firstInvalidUTF8) else { return bytes }
      throw Self.invalidUTF8(bytes, at: bad, what: what, line: line, id: id)
    }
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for (i, byte) in bytes.enumerated() {
      if byte < 0x80 {
        result.append(byte)
        continue
      }
      var scalar = UInt16(byte)
      if self == .windows1252, byte < 0xA0 {
        scalar = Self.windows[Int(byte) - 0x80]
        if scalar == 0 {
          throw RecordError(
            code: "undecodable",
            message: "byte \(i) of the \(what) has no meaning in windows-1252; give another --encoding",
            line: line, id: id)
        }
      }
      if scalar < 0x800 {
        result.append(0xC0 | UInt8(scalar >> 6))
      } else {
        result.append(0xE0 | UInt8(scalar >> 12))
        result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      }
      result.append(0x80 | UInt8(scalar & 0x3F))
    }
    return result
  }

  /// What to say of bytes that are not UTF-8.
  static func invalidUTF8(
    _ bytes: [UInt8], at bad: Int, what: String, line: Int?, id: String?
  ) -> RecordError {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return RecordError(
        code: "utf-16", message: "the text is UTF-16; convert the file: iconv -f UTF-16 -t UTF-8", line: line,
        id: id)
    }
    return RecordError(
      code: "invalid-utf8",
      message:
        "byte \(bad) of the \(what) is not UTF-8; give --encoding windows-1252 or latin-1, or convert the file",
      line: line, id: id)
  }

  /// CP-1252 from 0x80 to 0x9F, 0 where it has no character (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
  private static let windows: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
  ]
}
