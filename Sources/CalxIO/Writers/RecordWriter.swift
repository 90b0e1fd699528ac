// What a format of output is: the one place where analyses become bytes. One file a format stands beside this one.

public import Calx

/// Writes analyses in one format. Workers share one writer and call it at the same time, so it holds no state that
/// changes.
///
/// The bytes of all records are put one behind the other in the order of the input, between `head` and `foot`.
/// What must count over the whole output (a running row number) is left open by `write` and filled in by `number`,
/// which is called in that order: the same bytes come out whatever the number of workers.
public protocol RecordWriter: Sendable {
  /// Bytes before the first record, such as a header row.
  var head: [UInt8] { get }
  /// Bytes behind the last record.
  var foot: [UInt8] { get }

  /// Appends one report's output.
  ///
  /// - Parameter kept: members of the input record to carry through, as name and raw JSON.
  /// - Throws: `RecordError` when the report has no place in this format; nothing has been appended then.
  func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) throws(RecordError)

  /// Appends what the format has for a record that failed.
  func write(_ error: RecordError, into bytes: inout [UInt8])

  /// Fills in running numbers, in output order, on one thread at a time.
  ///
  /// - Parameters:
  ///   - bytes: what `write` appended for one or more whole records.
  ///   - rows: numbers given out so far; 0 at the start of a run, kept by a run that is resumed.
  func number(_ bytes: inout [UInt8], rows: inout Int)
}

extension RecordWriter {
  /// No bytes.
  public var head: [UInt8] { [] }
  /// No bytes.
  public var foot: [UInt8] { [] }
  /// No numbers.
  public func number(_ bytes: inout [UInt8], rows: inout Int) {}
}

/// Formats of output that calx writes.
public enum OutputFormat: String, Sendable, CaseIterable { case jsonl, csv, omop, fhir, html, table }
