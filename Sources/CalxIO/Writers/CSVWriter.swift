// CSV for spreadsheets: a row a finding, and a row for every report without one, so that nothing is lost.

public import Calx

/// A row a finding. A report without findings, and a record that failed, has one row: the rows whose `row` is 1 are
/// as many as the records that came in.
public struct CSVWriter: RecordWriter {
  /// A byte order mark in front, from which Excel knows that the file is UTF-8.
  public var byteOrderMark = false
  /// Names of the columns in front.
  public var header = true
  /// Cells exactly as they are, without the guard against formulas and without a limit of length.
  public var raw = false
  /// Leave out all stretches of report text.
  public var noText = false
  /// Unit of the offsets.
  public var unit: OffsetMap.Unit = .codepoint
  /// Members of the input records that get a column each, in this order.
  public var keep: [String] = []

  /// A writer with the defaults.
  public init() {}

  /// What a column is filled from.
  struct Row {
    var id: String?
    var number = 1
    var report: Report?
    var offsets: OffsetMap?
    var analysis: Analysis?
    var finding: Finding?
    var flags: [Flag] = []
    var error: RecordError?
    var kept: [(String, [UInt8])] = []
  }

  /// The names of the columns, in order.
  public static var columns: [String] { all.map(\.name) }

  /// The header row.
  public var head: [UInt8] {
    var csv = CSVRows(raw: raw)
    if byteOrderMark { csv.bytes = [0xEF, 0xBB, 0xBF] }
    if header {
      for name in Self.columns + keep { csv.cell(name) }
      csv.endRow()
    }
    return csv.bytes
  }

  /// Appends one report's rows.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    var row = Row(
      id: report.id, report: report, offsets: OffsetMap(report.text, unit: unit), analysis: analysis,
      kept: kept)
    let named = Set(analysis.findings.map(\.id))
    // What is said of the report as a whole stands in its first row.
    let general = analysis.flags.filter { $0.finding.map { !named.contains($0) } ?? true }
    if analysis.findings.isEmpty {
      row.flags = general
      append(row, to: &bytes)
    }
    for (i, finding) in analysis.findings.enumerated() {
      row.number = i + 1
      row.finding = finding
      row.flags = (i == 0 ? general : []) + analysis.flags.filter { $0.finding == finding.id }
      append(row, to: &bytes)
    }
  }

  /// Appends the row of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    append(Row(id: error.id, error: error), to: &bytes)
  }

  private func append(_ row: Row, to bytes: inout [UInt8]) {
    var csv = CSVRows(raw: raw)
    swap(&csv.bytes, &bytes)
    for column in Self.all { column.fill(row, self, &csv) }
    for name in keep { csv.cell(row.kept.first { $0.0 == name }.map { Self.plain($0.1) }) }
    csv.endRow()
    swap(&csv.bytes, &bytes)
  }

  /// A string without its quotes, anything else as raw JSON.
  private static func plain(_ json: [UInt8]) -> String {
    if case .string(let text) = try? JSONValue(json) { return text }
    return String(decoding: json, as: UTF8.self)
  }
}
