// The flags of `calx check` as JSON lines: one record a report, one error row a record that failed.

public import Calx

/// One line a report: its flags, each with the key of its finding, and how many a suppress list kept down.
public struct FlagsWriter: RecordWriter {
  /// Encoder of spans and of error rows; its versions stand on each record.
  public var encoder: RecordEncoder

  /// A writer with an encoder's unit of offsets and versions.
  public init(_ encoder: RecordEncoder) { self.encoder = encoder }

  /// Appends one report's line.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    var json = JSONBytes()
    encoder.encodeFlags(report, analysis, keys: FindingKey.keys(analysis.findings), kept: kept, into: &json)
    bytes.append(contentsOf: json.bytes)
  }

  /// Appends the row of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    var json = JSONBytes()
    encoder.encode(error, into: &json)
    bytes.append(contentsOf: json.bytes)
  }
}
