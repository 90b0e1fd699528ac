// JSON lines: one record of schema 1 a report, one error row a record that failed.

public import Calx

/// The full record, one line a report.
public struct JSONLWriter: RecordWriter {
  /// Encoder of the records.
  public var encoder: RecordEncoder

  /// A writer of an encoder's records.
  public init(_ encoder: RecordEncoder) { self.encoder = encoder }

  /// Appends one report's output.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    append(to: &bytes, room: analysis.mentions.isEmpty ? 1 << 12 : 1 << 15) {
      encoder.encode(report, analysis, kept: kept, into: &$0)
    }
  }

  /// Appends the row of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    append(to: &bytes, room: 0) { encoder.encode(error, into: &$0) }
  }

  private func append(to bytes: inout [UInt8], room: Int, _ body: (inout JSONBytes) -> Void) {
    var json = JSONBytes(room: room)
    body(&json)
    json.withBytes { bytes.append(contentsOf: $0) }
  }
}
