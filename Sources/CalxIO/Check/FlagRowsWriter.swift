// Flags as a worklist for spreadsheets: a row a flag, safe to open.

public import Calx

/// A row a flag; a report without flags has no row, a record that failed has one.
public struct FlagRowsWriter: RecordWriter {
  /// A byte order mark in front, from which Excel knows that the file is UTF-8.
  public var byteOrderMark = false
  /// Names of the columns in front.
  public var header = true
  /// Cells exactly as they are, without the guard against formulas and without a limit of length.
  public var raw = false
  /// Leave out all stretches of report text.
  public var noText = false
  /// Names of rules and sources.
  public var catalogue: ViewCatalogue

  /// Most bytes of the report's words around a flag.
  static let longestSnippet = 200

  /// A writer with the defaults.
  public init(catalogue: ViewCatalogue) { self.catalogue = catalogue }

  /// The names of the columns, in order.
  public static let columns = [
    "report_id", "modality", "exam", "date", "rule", "name", "severity", "finding", "key", "kind", "organ",
    "laterality", "urgency", "sections", "message", "snippet", "sources", "error",
  ]

  /// The header row.
  public var head: [UInt8] {
    var csv = CSVRows(raw: raw)
    if byteOrderMark { csv.bytes = [0xEF, 0xBB, 0xBF] }
    if header {
      for name in Self.columns { csv.cell(name) }
      csv.endRow()
    }
    return csv.bytes
  }

  /// Appends one report's rows.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    if analysis.flags.isEmpty { return }
    let keys = FindingKey.keys(analysis.findings)
    var csv = CSVRows(raw: raw)
    for flag in analysis.flags {
      let finding = analysis.findings.first { $0.id == flag.finding }
      csv.cell(report.id)
      csv.cell(report.modality)
      csv.cell(report.exam)
      csv.cell(report.date)
      csv.cell(flag.rule)
      csv.cell(catalogue.rules[flag.rule])
      csv.cell(flag.severity.rawValue)
      csv.cell(flag.finding)
      csv.cell(flag.finding.flatMap { keys[$0] })
      csv.cell(finding?.slots.kind)
      csv.cell(finding?.slots.organ)
      csv.cell(finding?.slots.laterality?.rawValue)
      csv.cell(finding?.urgency.rawValue)
      csv.cell(finding.map { $0.sections(analysis.mentions).map(\.rawValue) } ?? [])
      csv.cell(flag.message)
      if let place = flag.evidence.first, !noText {
        let range = Excerpt.around(place, in: report.text, limit: Self.longestSnippet)
        csv.cell(utf8: Excerpt.flat(range, of: report.text, lineEnd: " ⏎ "))
      } else {
        csv.empty()
      }
      csv.cell(flag.sources)
      csv.empty()
      csv.endRow()
    }
    bytes.append(contentsOf: csv.bytes)
  }

  /// Appends the row of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    var csv = CSVRows(raw: raw)
    csv.cell(error.id)
    for _ in 0..<(Self.columns.count - 2) { csv.empty() }
    csv.cell("\(error.code): \(error.message)")
    csv.endRow()
    bytes.append(contentsOf: csv.bytes)
  }
}
