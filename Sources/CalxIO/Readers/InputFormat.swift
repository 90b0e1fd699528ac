// Which format an input has: by its name, then by its first bytes.

/// Formats of input that calx reads.
public enum InputFormat: String, Sendable, CaseIterable {
  /// A file, or standard input, is one report.
  case text
  /// A JSON object a line.
  case jsonl
  /// Tables with a header row, RFC 4180; the delimiter of `csv` is found in the header.
  case csv, tsv
  /// HL7 v2 ORU messages: one behind the other, in batches or in MLLP frames.
  case hl7
  /// FHIR R4 or R5: DiagnosticReports one a line, in a Bundle, or one in a file.
  case fhir
  /// The NOTE table of OMOP CDM 5.4, as CSV or TSV.
  case omop
  /// By the name of each file, then by its first bytes.
  case auto
}

extension InputFormat {
  /// The format that a name promises; nil where the first bytes decide, as for JSON, which may be FHIR.
  static func ofName(_ path: String) -> InputFormat? {
    let name = InputPath.unpackedName(path).lowercased()
    let endings: [(String, InputFormat)] = [
      (".txt", .text), (".text", .text), (".csv", .csv), (".hl7", .hl7), (".er7", .hl7),
      (".tsv", .tsv), (".tab", .tsv),
    ]
    return endings.first { name.hasSuffix($0.0) }?.1
  }

  /// The format that the first bytes of an input show; a name that promises JSON is never text.
  static func ofHead(_ head: UnsafeRawBufferPointer, name: String) -> InputFormat {
    let format = ofHead(head)
    let name = InputPath.unpackedName(name).lowercased()
    return format == .text && [".jsonl", ".ndjson", ".json"].contains { name.hasSuffix($0) } ? .jsonl : format
  }

  private static func ofHead(_ head: UnsafeRawBufferPointer) -> InputFormat {
    var bytes = head[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let first = bytes.first { $0 > 32 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      // `"resourceType"` with its quotes cannot stand inside a JSON string.
      let name = Array("\"resourceType\"".utf8)
      let isFHIR = bytes.indices.contains { i in
        bytes[i] == name[0] && bytes[i...].starts(with: name)
          && (i == 0 || bytes[i - 1] != UInt8(ascii: "\\"))
      }
      return isFHIR ? .fhir : first == UInt8(ascii: "{") ? .jsonl : .text
    }
    let message = bytes.drop { $0 == 0x0B || $0 == 13 || $0 == 10 }
    if ["MSH", "FHS", "BHS"].contains(where: { message.starts(with: $0.utf8) }),
      let mark = message.dropFirst(3).first,
      mark > 32, mark < 127, !(mark >= 48 && mark <= 57), !(mark | 32 >= 97 && mark | 32 <= 122)
    {
      return .hl7
    }
    return isHeader(bytes) ? .csv : .text
  }

  /// The first line names a column of ids and one of texts.
  private static func isHeader(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard bytes.contains(10) else { return false }
    let line = bytes.prefix { $0 != 10 && $0 != 13 }
    guard line.count < 4_096 else { return false }
    let names = Set(
      line.split(separator: delimiter(of: Array(line))).map { cell in
        String(decoding: cell.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self).lowercased()
      })
    return RecordField.id.columnNames.contains { names.contains($0) }
      && RecordField.text.columnNames.contains { names.contains($0) }
  }

  /// The delimiter that stands most often in a header row outside of quotes; a comma where there is none.
  static func delimiter(of header: some Sequence<UInt8>) -> UInt8 {
    let candidates = Array(",\t;|".utf8)
    var counts = [Int](repeating: 0, count: candidates.count)
    var quoted = false
    for byte in header {
      if byte == 10 && !quoted { break }
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if !quoted, let i = candidates.firstIndex(of: byte) { counts[i] += 1 }
    }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { candidates[$0] } ?? candidates[0]
  }
}
