// What stands between reading and analysis: the bytes of one record, and what is needed to decode them.

/// What a worker is given for one record.
enum Item: Sendable {
  /// A line of a JSONL file.
  case line([UInt8], number: Int, encoding: TextEncoding)
  /// A text file to read.
  case file(path: String, id: String, encoding: TextEncoding)
  /// A text that is in memory already.
  case text([UInt8], id: String, encoding: TextEncoding)
  /// A row of a table.
  case row(TableRow, DelimitedLayout)
  /// Rows of a table that are one record, in their order.
  case rows([TableRow], DelimitedLayout)
  /// A report of an HL7 message.
  case message(HL7Report)
  /// A FHIR DiagnosticReport.
  case resource(FHIRReport)
  /// A record that could not even be delivered, with as much of it as was in memory.
  case failed(RecordError, original: [UInt8])

  /// The bytes of the record as they stand in the input, for `--rejects`: a line without its line feed, the rows of a
  /// table, a message, a resource, a whole file; unpacked when they were packed.
  ///
  /// A file is read again. What is longer than `longest` was never held in memory and is empty here.
  func originalBytes(longest: Int) -> [UInt8] {
    switch self {
    case .line(let bytes, _, _), .text(let bytes, _, _), .failed(_, let bytes): bytes
    case .row(let row, _): row.bytes
    case .rows(let rows, _):
      Array(rows.sorted { $0.line < $1.line }.map(\.bytes).joined(separator: [10]))
    case .message(let report): report.message.bytes
    case .resource(let report): report.bytes
    case .file(let path, let id, _): (try? readFile(path, longest: longest, id: id)) ?? []
    }
  }

  /// Bytes that the item keeps in memory.
  var byteCount: Int {
    switch self {
    case .line(let bytes, _, _), .text(let bytes, _, _), .failed(_, let bytes): bytes.count
    case .row(let row, _): row.bytes.count
    case .rows(let rows, _): rows.reduce(0) { $0 + $1.bytes.count }
    case .message(let report): report.message.bytes.count
    case .resource(let report): report.bytes.count
    case .file: 0
    }
  }
}
