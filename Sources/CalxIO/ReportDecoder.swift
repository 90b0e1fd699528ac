// One JSONL line or one text file to a Report.

import Calx
internal import Glibc

/// Turns the raw bytes of a record into a `Report`.
enum ReportDecoder {
  /// Keys of the input record that calx reads; others are carried through with `--keep`.
  static let known: Set<String> = [
    "id", "text", "modality", "exam", "sex", "age", "date", "patient", "status", "region",
  ]

  /// Other names of the id and the text, taken where the record has not `id` or `text` itself; the first that is there.
  static let idNames = ["report_id", "note_id", "accession", "accession_number", "study_id"]
  /// Other names of the text. Two of them in one record without `text` are an error, since either may be meant.
  static let textNames = ["note_text", "report_text", "narrative", "report"]

  /// A report from one JSONL line.
  ///
  /// - Parameters:
  ///   - keep: names of other members to carry through, as raw JSON.
  ///   - line: number of the line, for errors.
  /// - Throws: `RecordError`: `invalid-utf8`, `invalid-json`, `missing-text`, `ambiguous-text`, `binary`.
  static func report(
    jsonLine bytes: UnsafeBufferPointer<UInt8>, keep: Set<String>, line: Int
  ) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    if let bad = firstInvalidUTF8(bytes) {
      throw RecordError(
        code: "invalid-utf8",
        message:
          "byte \(bad) of the line is not UTF-8; give --encoding windows-1252 or latin-1, or convert the file",
        line: line)
    }
    var report = Report(id: "", text: [])
    var hasID = false
    var hasText = false
    var kept: [(String, [UInt8])] = []
    var otherID: (rank: Int, id: String)?
    var otherTexts: [(name: String, text: [UInt8])] = []
    var scanner = JSONScanner(bytes)
    let reader = scanner
    do throws(JSONScanner.SyntaxError) {
      try scanner.members { key, value in
        guard let field = field(key, reader) else {
          let key = String(decoding: reader.bytes(key), as: UTF8.self)
          if keep.contains(key) { kept.append((key, raw(value, bytes, reader))) }
          if let rank = idNames.firstIndex(of: key), rank <= otherID?.rank ?? rank,
            let s = scalar(value, bytes, reader)
          {
            otherID = (rank, s)
          } else if textNames.contains(key), case .string(let s) = value {
            otherTexts.removeAll { $0.name == key }
            otherTexts.append((key, reader.bytes(s)))
          }
          return
        }
        switch field {
        case .text:
          guard case .string(let s) = value else { return }
          report.text = reader.bytes(s)
          hasText = true
        case .id:
          guard let s = scalar(value, bytes, reader) else { return }
          report.id = s
          hasID = true
        case .modality: report.modality = scalar(value, bytes, reader)
        case .exam: report.exam = scalar(value, bytes, reader)
        case .sex: report.sex = scalar(value, bytes, reader).map { $0.prefix(1).uppercased() }
        case .age: report.age = scalar(value, bytes, reader).flatMap(Double.init)
        case .date: report.date = scalar(value, bytes, reader)
        case .patient: report.patient = scalar(value, bytes, reader)
        case .status: report.status = scalar(value, bytes, reader)
        case .region: report.region = scalar(value, bytes, reader)
        }
      }
    } catch {
      throw RecordError(
        code: "invalid-json", message: "\(error.message) at byte \(error.offset) of the line", line: line,
        id: hasID ? report.id : nil)
    }
    if !hasID, let otherID {
      report.id = otherID.id
      hasID = true
    }
    if !hasID { report.id = "line-\(line)" }
    if !hasText {
      guard otherTexts.count < 2 else {
        throw RecordError(
          code: "ambiguous-text",
          message:
            "the text may be \(otherTexts.map(\.name).joined(separator: " or ")); rename the one meant to \"text\"",
          line: line, id: hasID ? report.id : nil)
      }
      guard let other = otherTexts.first else {
        throw RecordError(
          code: "missing-text", message: "the record has no string member \"text\"", line: line,
          id: hasID ? report.id : nil)
      }
      report.text = other.text
    }
    try check(report.text, id: report.id, line: line)
    return (report, kept)
  }

  /// A report from the bytes of a text file.
  ///
  /// - Throws: `RecordError`: `invalid-utf8`, `binary`.
  static func report(id: String, text: [UInt8]) throws(RecordError) -> Report {
    if let bad = text.withUnsafeBufferPointer(firstInvalidUTF8) {
      throw TextEncoding.invalidUTF8(text, at: bad, what: "file", line: nil, id: id)
    }
    try check(text, id: id, line: nil)
    return Report(id: id, text: text)
  }

  /// Refuses a text with NUL bytes.
  static func check(_ text: [UInt8], id: String, line: Int?) throws(RecordError) {
    if text.withUnsafeBytes({ $0.baseAddress.map { memchr($0, 0, text.count) != nil } ?? false }) {
      throw RecordError(
        code: "binary", message: "the text holds NUL bytes; this is not a text report", line: line, id: id)
    }
  }

  /// The field that a key names.
  private static func field(_ key: JSONScanner.Text, _ reader: JSONScanner) -> RecordField? {
    func stands(_ name: StaticString) -> Bool { reader.stands(key, for: name) }
    if stands("text") { return .text }
    if stands("id") { return .id }
    if stands("modality") { return .modality }
    if stands("exam") { return .exam }
    if stands("sex") { return .sex }
    if stands("age") { return .age }
    if stands("date") { return .date }
    if stands("patient") { return .patient }
    if stands("status") { return .status }
    return stands("region") ? .region : nil
  }

  private static func raw(
    _ value: JSONScanner.Member, _ bytes: UnsafeBufferPointer<UInt8>, _ reader: JSONScanner
  ) -> [UInt8] {
    switch value {
    case .raw(let range): return Array(bytes[range])
    case .string(let s):
      var j = JSONBytes()
      j.string(utf8: reader.bytes(s))
      return j.bytes
    }
  }

  /// A string that is not empty, a number, `true` or `false`.
  private static func scalar(
    _ value: JSONScanner.Member, _ bytes: UnsafeBufferPointer<UInt8>, _ reader: JSONScanner
  ) -> String? {
    switch value {
    case .string(let s):
      if s.range.isEmpty { return nil }
      if s.isPlain { return String(decoding: UnsafeBufferPointer(rebasing: bytes[s.range]), as: UTF8.self) }
      return String(decoding: reader.bytes(s), as: UTF8.self)
    case .raw(let range):
      switch bytes[range.lowerBound] {
      case UInt8(ascii: "n"), UInt8(ascii: "{"), UInt8(ascii: "["): return nil
      default: return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
      }
    }
  }

  /// Offset of the first byte that is not part of valid UTF-8, or nil.
  static func firstInvalidUTF8(_ p: UnsafeBufferPointer<UInt8>) -> Int? {
    var i = 0
    let n = p.count
    while i < n {
      if i + 8 <= n {
        let word = UnsafeRawPointer(p.baseAddress!).loadUnaligned(fromByteOffset: i, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          i += 8
          continue
        }
      }
      let b = p[i]
      if b < 0x80 {
        i += 1
        continue
      }
      func tail(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
        i + k < n && p[i + k] >= low && p[i + k] <= high
      }
      switch b {
      case 0xC2...0xDF where tail(1): i += 2
      case 0xE0 where tail(1, 0xA0) && tail(2): i += 3
      case 0xED where tail(1, 0x80, 0x9F) && tail(2): i += 3
      case 0xE1...0xEF where b != 0xED && tail(1) && tail(2): i += 3
      case 0xF0 where tail(1, 0x90) && tail(2) && tail(3): i += 4
      case 0xF1...0xF3 where tail(1) && tail(2) && tail(3): i += 4
      case 0xF4 where tail(1, 0x80, 0x8F) && tail(2) && tail(3): i += 4
      default: return i
      }
    }
    return nil
  }
}
