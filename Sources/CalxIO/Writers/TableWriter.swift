// The view for a person at a terminal, report by report.

public import Calx

/// Reports as text with marked words.
public struct TableWriter: RecordWriter {
  private let view: TableView

  /// A writer, in colour or not, with the reasons for each slot or not.
  public init(color: Bool, explain: Bool) { view = TableView(color: color, explain: explain) }

  /// Appends one report's output.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: view.render(report, analysis).utf8)
  }

  /// Appends the row of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    let name = error.id.map { InertText.line($0) } ?? "line \(error.line ?? 0)"
    bytes.append(contentsOf: "\(name): \(error.code): \(error.message)\n\n".utf8)
  }
}
