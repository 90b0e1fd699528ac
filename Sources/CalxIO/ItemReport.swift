// The report that an item stands for.

import Calx

extension Item {
  /// Reads and decodes the item.
  ///
  /// - Throws: `RecordError` when the record cannot be read.
  func report(keep: Set<String>, longest: Int) throws(RecordError) -> (
    report: Report, kept: [(String, [UInt8])]
  ) {
    switch self {
    case .failed(let error, _): throw error
    case .text(let bytes, let id, let encoding): return (try text(bytes, id, encoding), [])
    case .file(let path, let id, let encoding):
      return (try text(try readFile(path, longest: longest, id: id), id, encoding), [])
    case .row(let row, let layout): return try layout.report([row], keep: keep)
    case .rows(let rows, let layout): return try layout.report(rows, keep: keep)
    case .message(let report): return try report.report(keep: keep)
    case .resource(let report): return try report.report(keep: keep)
    case .line(let bytes, let number, let encoding):
      var line = bytes
      if encoding != .utf8 { line = try encoding.decode(bytes, what: "line", line: number) }
      var result: (Report, [(String, [UInt8])])?
      var failure: RecordError?
      line.withUnsafeBufferPointer { p in
        do throws(RecordError) {
          result = try ReportDecoder.report(jsonLine: p, keep: keep, line: number)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      guard let result else { throw RecordError(code: "internal", message: "no result", line: number) }
      return (report: result.0, kept: result.1)
    }
  }

  private func text(_ bytes: [UInt8], _ id: String, _ encoding: TextEncoding) throws(RecordError) -> Report {
    try ReportDecoder.report(
      id: id, text: encoding == .utf8 ? bytes : try encoding.decode(bytes, what: "file", id: id))
  }
}
