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
    case .text(let bytes, let id): return (try ReportDecoder.report(id: id, text: bytes), [])
    case .file(let path, let id):
      return (try ReportDecoder.report(id: id, text: try readFile(path, longest: longest, id: id)), [])
    case .line(let bytes, let number):
      var result: (Report, [(String, [UInt8])])?
      var failure: RecordError?
      bytes.withUnsafeBufferPointer { p in
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
}
