// A TSV file of a lexicon as rows with named columns. Reads bytes, knows no language.

/// One table of a lexicon: a header row that names the columns, then one row a line.
///
/// `#` starts a comment line. Unknown columns, missing columns, rows of another width and blanks at either
/// end of a cell are errors that name file and line.
struct LexiconTable: Sendable {
  struct Row: Sendable {
    let line: Int
    let cells: [String]
  }

  let file: String
  let columns: [String]
  let rows: [Row]
  private let index: [String: Int]

  /// Reads a table whose header must hold exactly `columns` (in any order); `optional` ones may be missing.
  ///
  /// - Parameter errors: every defect found is appended; rows with a defect are left out.
  init(
    file: String, bytes: UnsafeRawBufferPointer, columns wanted: [String], optional: [String] = [],
    errors: inout [LexiconError]
  ) {
    self.file = file
    var header: [String] = []
    var rows: [Row] = []
    var line = 0
    var start = 0
    let total = bytes.count
    while start < total {
      line += 1
      var end = start
      while end < total, bytes[end] != 10 { end += 1 }
      var stop = end
      if stop > start, bytes[stop - 1] == 13 { stop -= 1 }
      let slice = UnsafeRawBufferPointer(rebasing: bytes[start..<stop])
      start = end + 1
      if slice.isEmpty || slice[0] == UInt8(ascii: "#") { continue }
      let cells = slice.split(separator: 9, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      if header.isEmpty {
        header = cells
        for c in wanted where !cells.contains(c) && !optional.contains(c) {
          errors.append(LexiconError(file: file, line: line, message: "missing column '\(c)'"))
        }
        for c in cells where !wanted.contains(c) && !optional.contains(c) {
          errors.append(
            LexiconError(
              file: file, line: line,
              message: "unknown column '\(c)'; expected \(wanted.joined(separator: ", "))"))
        }
        continue
      }
      if cells.count != header.count {
        errors.append(
          LexiconError(
            file: file, line: line,
            message: "expected \(header.count) tab-separated cells, found \(cells.count)"))
        continue
      }
      if let c = cells.firstIndex(where: { $0.first == " " || $0.last == " " }) {
        errors.append(
          LexiconError(file: file, line: line, message: "blank at an end of the cell '\(header[c])'"))
        continue
      }
      rows.append(Row(line: line, cells: cells))
    }
    if header.isEmpty {
      errors.append(LexiconError(file: file, line: 0, message: "no header row"))
    }
    self.columns = header
    self.rows = rows
    var index: [String: Int] = [:]
    for (i, c) in header.enumerated() where index[c] == nil { index[c] = i }
    self.index = index
  }

  /// The cell of a column, empty when the table lacks the column.
  func cell(_ row: Row, _ column: String) -> String {
    guard let i = index[column] else { return "" }
    return row.cells[i]
  }

  /// The cell split at commas, blanks around the parts and empty parts dropped.
  func list(_ row: Row, _ column: String) -> [String] {
    let cell = cell(row, column)
    if cell.isEmpty { return [] }
    if !cell.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }) { return [cell] }
    return cell.utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
      var part = part
      while part.first == UInt8(ascii: " ") { part.removeFirst() }
      while part.last == UInt8(ascii: " ") { part.removeLast() }
      return part.isEmpty ? nil : String(part)
    }
  }
}
