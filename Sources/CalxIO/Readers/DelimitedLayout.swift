// What the header of a table says of its columns, and the report that a row of it holds.

internal import Calx

/// The columns of one CSV or TSV file.
final class DelimitedLayout: Sendable {
  let delimiter: UInt8
  let encoding: TextEncoding
  let width: Int
  /// Columns by field, the first that has a value.
  let fields: [RecordField: [Int]]
  let group: [Int]
  let order: [Int]
  private let header: [String]
  private let statuses: [String: String]
  private let skips: [(column: Int, skip: InputPreset.Skip)]

  /// Why a file cannot be read at all.
  enum Defect: Error {
    /// The file's; it is one error row.
    case file(RecordError)
    /// A column that the user named is not there; the run ends.
    case user(RunError)
  }

  /// Reads the header row.
  init(header row: [UInt8], delimiter: UInt8, options: ReadingOptions, name: String) throws(Defect) {
    self.delimiter = delimiter
    encoding = options.encoding ?? .utf8
    let cells: [String]
    do throws(RecordError) {
      let bytes = try encoding.decode(row, what: "header", line: 1)
      cells = try Self.cells(bytes, delimiter, line: 1).map {
        String(decoding: Self.value($0, bytes), as: UTF8.self)
      }
    } catch { throw .file(error) }
    let trimmed = cells.map { $0.split(separator: " ").joined(separator: " ") }
    let lower = trimmed.map { $0.lowercased() }
    header = trimmed
    width = cells.count
    let preset = options.preset
    var fields: [RecordField: [Int]] = [:]
    for field in RecordField.allCases {
      if let wanted = options.columns?.names[field] {
        guard let i = trimmed.firstIndex(of: wanted) ?? lower.firstIndex(of: wanted.lowercased()) else {
          throw .user(RunError("the header of \(name) has no column '\(wanted)', which --columns names"))
        }
        fields[field] = [i]
      } else if let preset {
        fields[field] = (preset.columns[field] ?? []).compactMap { lower.firstIndex(of: $0) }
      } else {
        let found = field.columnNames.compactMap { lower.firstIndex(of: $0) }
        if field == .text, found.count > 1, lower[found[0]] != "text" {
          throw .file(
            RecordError(
              code: "ambiguous-text",
              message:
                "the text may be \(found.map { lower[$0] }.joined(separator: " or ")); say --columns text=NAME",
              line: 1))
        }
        fields[field] = Array(found.prefix(1))
      }
    }
    if fields[.text]?.isEmpty ?? true {
      let usual = preset?.columns[.text] ?? RecordField.text.columnNames
      throw .file(
        RecordError(
          code: "no-text-column",
          message:
            "no column of the \(width) in the first row is named \(usual.joined(separator: ", ")); say --columns text=NAME",
          line: 1))
    }
    func all(_ asked: [String], _ implied: [String], _ option: String) throws(Defect) -> [Int] {
      if asked.isEmpty { return implied.compactMap { lower.firstIndex(of: $0) } }
      var result: [Int] = []
      for column in asked {
        guard let i = trimmed.firstIndex(of: column) ?? lower.firstIndex(of: column.lowercased()) else {
          throw .user(RunError("the header of \(name) has no column '\(column)', which \(option) names"))
        }
        result.append(i)
      }
      return result
    }
    group = try all(options.groupBy, preset?.groupBy ?? [], "--group-by")
    order = try all(options.orderBy, preset?.orderBy ?? [], "--order-by")
    if let first = group.first, fields[.id]?.isEmpty ?? true { fields[.id] = [first] }
    self.fields = fields
    statuses = preset?.statuses ?? [:]
    skips = (preset?.skips ?? []).compactMap { skip in lower.firstIndex(of: skip.column).map { ($0, skip) } }
  }

  // MARK: - Cells

  /// Where a cell stands in its row, without its quotes; `escaped` when quotes inside are doubled.
  struct Cell {
    var range: Range<Int>
    var escaped = false
  }

  /// The cells of a row.
  ///
  /// - Throws: `RecordError` with code `csv-quote`.
  static func cells(_ row: [UInt8], _ delimiter: UInt8, line: Int) throws(RecordError) -> [Cell] {
    let quote = UInt8(ascii: "\"")
    let end = row.last == 13 ? row.count - 1 : row.count
    var cells: [Cell] = []
    var i = 0
    while true {
      if i < end, row[i] == quote {
        var cell = Cell(range: i + 1..<i + 1)
        i += 1
        while true {
          while i < end, row[i] != quote { i += 1 }
          if i + 1 < end, row[i + 1] == quote {
            cell.escaped = true
            i += 2
            continue
          }
          break
        }
        cell.range = cell.range.lowerBound..<i
        i += 1
        if i < end, row[i] != delimiter {
          throw RecordError(
            code: "csv-quote",
            message:
              "text stands behind the closing quote of cell \(cells.count + 1); a quote inside a quoted cell must be doubled",
            line: line)
        }
        cells.append(cell)
      } else {
        let start = i
        while i < end, row[i] != delimiter { i += 1 }
        cells.append(Cell(range: start..<i))
      }
      if i >= end { return cells }
      i += 1
    }
  }

  /// What a cell holds.
  static func value(_ cell: Cell, _ row: [UInt8]) -> [UInt8] {
    if !cell.escaped { return Array(row[cell.range]) }
    var result: [UInt8] = []
    result.reserveCapacity(cell.range.count)
    var i = cell.range.lowerBound
    while i < cell.range.upperBound {
      result.append(row[i])
      i += row[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return result
  }

  /// The cells of a row of this table, in UTF-8.
  ///
  /// - Throws: `RecordError` with code `column-count`, `csv-quote`, `invalid-utf8` or `undecodable`.
  func cells(of row: TableRow) throws(RecordError) -> (bytes: [UInt8], cells: [Cell]) {
    let bytes = try encoding.decode(row.bytes, what: "row", line: row.line)
    let cells = try Self.cells(bytes, delimiter, line: row.line)
    guard cells.count == width else {
      throw RecordError(
        code: "column-count",
        message:
          "the row has \(cells.count) cells, the header \(width); cells with delimiters or line ends must be quoted",
        line: row.line)
    }
    return (bytes, cells)
  }

  // MARK: - Rows that are no records

  /// Rows of this table may be passed over.
  var hasSkips: Bool { !skips.isEmpty }

  /// Why a row is passed over; nil when it is a record.
  func skipReason(_ row: TableRow) -> String? {
    guard hasSkips, let (bytes, cells) = try? cells(of: row) else { return nil }
    for (column, skip) in skips {
      let same = Self.value(cells[column], bytes).elementsEqual(skip.value.utf8)
      if same == skip.equal { return skip.reason }
    }
    return nil
  }

  // MARK: - Reports

  /// The report of the rows that are one record; its text cells are joined with line feeds.
  ///
  /// - Throws: `RecordError` of the row that cannot be read.
  func report(_ rows: [TableRow], keep: Set<String>) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    var report = Report(id: "", text: [])
    var kept: [(String, [UInt8])] = []
    for (n, row) in rows.enumerated() {
      let (bytes, cells) = try cells(of: row)
      func value(_ field: RecordField) -> [UInt8] {
        for column in fields[field] ?? [] where !cells[column].range.isEmpty {
          return Self.value(cells[column], bytes)
        }
        return []
      }
      if n == 0 {
        for field in RecordField.allCases where field != .text {
          report.set(field, String(decoding: value(field), as: UTF8.self))
        }
        if let status = report.status { report.status = statuses[status] ?? status }
        for (column, name) in header.enumerated() where keep.contains(name) {
          var json = JSONBytes()
          json.string(utf8: Self.value(cells[column], bytes))
          kept.append((name, json.bytes))
        }
        report.text = value(.text)
      } else {
        report.text.append(10)
        report.text += value(.text)
      }
    }
    let line = rows.first?.line
    if report.id.isEmpty {
      if !(fields[.id]?.isEmpty ?? true) {
        throw RecordError(code: "missing-id", message: "the cell of the id is empty", line: line)
      }
      report.id = "line-\(line ?? 0)"
    }
    if report.text.isEmpty {
      throw RecordError(
        code: "missing-text", message: "the cell of the text is empty", line: line, id: report.id)
    }
    try ReportDecoder.check(report.text, id: report.id, line: line)
    return (report, kept)
  }
}
