// Decisions of people: flags that were looked at and are to stay down, each with its reason and its day.

internal import Calx

/// A list of acknowledged flags.
///
/// A tab-separated file with the columns `report`, `rule`, `finding`, `reason`, `until`. `finding` is empty for all
/// findings of the report, else a finding's id (`f1`) or, better, its key (`calculus.kidney.left`), which `calx check`
/// shows. `until` is empty or the last day (`YYYY-MM-DD`) on which the flag stays down.
public struct SuppressList: Sendable {
  /// One decision.
  struct Entry: Sendable {
    var finding: String
    var until: CalendarDate?
  }

  private var entries: [String: [Entry]] = [:]
  /// Decisions in the list.
  public private(set) var count = 0

  /// A list without decisions.
  public init() {}

  /// Reads a list.
  ///
  /// - Throws: `RunError` with file and line of every defect; a decision without a reason is one.
  public init(path: String) throws(RunError) {
    let bytes: [UInt8]
    do throws(RecordError) {
      bytes = try readFile(path, longest: 64 << 20, id: path)
    } catch { throw RunError("the suppress list cannot be read: \(error.message)") }
    try self.init(bytes, file: path)
  }

  init(_ bytes: [UInt8], file: String) throws(RunError) {
    let columns = ["report", "rule", "finding", "reason", "until"]
    var defects: [String] = []
    var header: [String] = []
    var number = 0
    for slice in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      let line = slice.last == 13 ? slice.dropLast() : slice
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      let cells = line.split(separator: 9, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      if header.isEmpty {
        header = cells
        if Set(cells) != Set(columns) {
          throw RunError(
            "\(file):\(number): the columns must be \(columns.joined(separator: ", ")), tab-separated")
        }
        continue
      }
      guard cells.count == header.count else {
        defects.append(
          "\(file):\(number): expected \(header.count) tab-separated cells, found \(cells.count)")
        continue
      }
      let row = Dictionary(zip(header, cells), uniquingKeysWith: { a, _ in a })
      let report = row["report"] ?? ""
      let rule = row["rule"] ?? ""
      if report.isEmpty || rule.isEmpty { defects.append("\(file):\(number): report and rule are needed") }
      if (row["reason"] ?? "").isEmpty { defects.append("\(file):\(number): a decision needs its reason") }
      let until = row["until"] ?? ""
      let day = CalendarDate(until)
      if !until.isEmpty, day == nil {
        defects.append("\(file):\(number): until is a day as YYYY-MM-DD, or empty")
      }
      entries[Self.key(report, rule), default: []].append(Entry(finding: row["finding"] ?? "", until: day))
      count += 1
    }
    if !defects.isEmpty { throw RunError(defects.joined(separator: "\n")) }
  }

  private static func key(_ report: String, _ rule: String) -> String { report + "\u{1F}" + rule }

  /// Whether a decision keeps the flag down on that day.
  func holds(_ flag: Flag, report: String, key: String?, on day: CalendarDate) -> Bool {
    guard let entries = entries[Self.key(report, flag.rule)] else { return false }
    return entries.contains { e in
      if let until = e.until, until < day { return false }
      return e.finding.isEmpty || e.finding == flag.finding || e.finding == key
    }
  }
}
