// A TSV file of a lexicon as rows with named columns. Reads bytes, knows no language.

/// One table of a lexicon: a header row that names the columns, then one row a line.
///
/// `#` starts a comment line. Unknown columns, missing columns, rows of another width and blanks at either
/// end of a cell are errors that name file and line. Cells stay bytes of the file until they are asked for.
final class LexiconTable: Sendable {
  struct Row: Sendable {
    let line: Int
    /// Index of its first cell in `bounds`.
    fileprivate let first: Int
  }

  let file: String
  let columns: [String]
  let rows: [Row]
  private let source: LexiconFile
  /// Where each cell begins; behind the last cell of a row one more, as if a tab followed it.
  private let bounds: [Int]
  private let lengths: [Int]

  /// Reads a table whose header must hold exactly `columns` (in any order); `optional` ones may be missing.
  ///
  /// - Parameters:
  ///   - shown: how errors name the file.
  ///   - errors: every defect found is appended; rows with a defect are left out.
  init(
    _ source: LexiconFile, shown: String? = nil, columns wanted: [String], optional: [String] = [],
    errors: inout [LexiconError]
  ) {
    let file = shown ?? source.name
    self.file = file
    self.source = source
    var header: [String] = []
    var rows: [Row] = []
    var bounds: [Int] = []
    source.withBytes { bytes in
      let total = bytes.count
      guard total > 0, let raw = UnsafeRawPointer(bytes.baseAddress) else { return }
      var line = 0
      var start = 0
      while start < total {
        line += 1
        let first = bounds.count
        bounds.append(start)
        let comment = bytes[start] == UInt8(ascii: "#")
        var end = start
        while end < total {
          if end + 8 <= total {
            // Cells are long: eight bytes at a time that hold neither a tab nor a line end.
            let low = Self.low(raw.loadUnaligned(fromByteOffset: end, as: UInt64.self))
            end += low == 0 ? 8 : low.trailingZeroBitCount / 8
            if low == 0 { continue }
          }
          if bytes[end] == 10 { break }
          if bytes[end] == 9 { bounds.append(end + 1) }
          end += 1
        }
        let stop = end > start && bytes[end - 1] == 13 ? end - 1 : end
        let empty = stop == start
        start = end + 1
        if comment || empty {
          bounds.removeLast(bounds.count - first)
          continue
        }
        bounds.append(stop + 1)
        let width = bounds.count - 1 - first
        if header.isEmpty {
          header = (0..<width).map { i in
            let cell = bytes[bounds[first + i]..<(bounds[first + i + 1] - 1)]
            return String(decoding: UnsafeBufferPointer(rebasing: cell), as: UTF8.self)
          }
          errors += Self.defects(of: header, wanted, optional, file, line)
          bounds.removeLast(bounds.count - first)
        } else if width != header.count {
          errors.append(
            LexiconError(
              file: file, line: line,
              message: "expected \(header.count) tab-separated cells, found \(width)"))
          bounds.removeLast(bounds.count - first)
        } else if let i = (0..<width).first(where: { i in
          let (start, end) = (bounds[first + i], bounds[first + i + 1] - 1)
          return start < end && (bytes[start] == 32 || bytes[end - 1] == 32)
        }) {
          errors.append(
            LexiconError(file: file, line: line, message: "blank at an end of the cell '\(header[i])'"))
          bounds.removeLast(bounds.count - first)
        } else {
          rows.append(Row(line: line, first: first))
        }
      }
    }
    if header.isEmpty {
      errors.append(LexiconError(file: file, line: 0, message: "no header row"))
    }
    self.columns = header
    self.rows = rows
    self.bounds = bounds
    lengths = header.map(\.utf8.count)
  }

  /// The highest bit of the first of eight bytes in little-endian order that is below 11, as tabs and line ends are; 0 for
  /// none. Bits of later bytes mean nothing.
  @inline(__always) private static func low(_ bytes: UInt64) -> UInt64 {
    let bytes = UInt64(littleEndian: bytes)
    return (bytes &- 0x0B0B_0B0B_0B0B_0B0B) & ~bytes & 0x8080_8080_8080_8080
  }

  /// What is wrong with a header.
  private static func defects(
    of header: [String], _ wanted: [String], _ optional: [String], _ file: String, _ line: Int
  ) -> [LexiconError] {
    var result: [LexiconError] = []
    for c in wanted where !header.contains(c) && !optional.contains(c) {
      result.append(LexiconError(file: file, line: line, message: "missing column '\(c)'"))
    }
    for c in header where !wanted.contains(c) && !optional.contains(c) {
      result.append(
        LexiconError(
          file: file, line: line,
          message: "unknown column '\(c)'; expected \(wanted.joined(separator: ", "))"))
    }
    return result
  }

  /// Where a column stands, nil when the table lacks it.
  private func index(_ column: String) -> Int? {
    let length = column.utf8.count
    for i in columns.indices where lengths[i] == length && columns[i] == column { return i }
    return nil
  }

  /// Reads the bytes of a cell where they are; none when the table lacks the column.
  func withBytes<R>(_ row: Row, _ column: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    guard let i = index(column) else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return withBytes(row, i, body)
  }

  private func withBytes<R>(_ row: Row, _ i: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    source.withBytes {
      body(UnsafeBufferPointer(rebasing: $0[bounds[row.first + i]..<(bounds[row.first + i + 1] - 1)]))
    }
  }

  /// The cell of a column, empty when the table lacks the column.
  func cell(_ row: Row, _ column: String) -> String {
    withBytes(row, column) { $0.isEmpty ? "" : String(decoding: $0, as: UTF8.self) }
  }

  /// All cells of a row, in the order of the columns.
  func cells(_ row: Row) -> [String] {
    columns.indices.map { withBytes(row, $0) { String(decoding: $0, as: UTF8.self) } }
  }

  /// The cell split at commas, blanks around the parts and empty parts dropped.
  func list(_ row: Row, _ column: String) -> [String] {
    withBytes(row, column) { cell in
      var result: [String] = []
      var start = 0
      while start < cell.count {
        var end = start
        while end < cell.count, cell[end] != UInt8(ascii: ",") { end += 1 }
        let next = end + 1
        while start < end, cell[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, cell[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if start < end {
          result.append(String(decoding: UnsafeBufferPointer(rebasing: cell[start..<end]), as: UTF8.self))
        }
        start = next
      }
      return result
    }
  }
}
