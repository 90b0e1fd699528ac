// CSV and TSV: a record a row, or a record of all rows that share a key.

/// The records of one table.
struct DelimitedReader: RecordReader {
  private var rows: RowScanner
  private let layout: DelimitedLayout
  private let longest: Int
  private let tally: InputTally
  private var group: Group?
  private var finished = RecentKeys()

  /// Rows that share a key so far.
  private struct Group {
    var key: [UInt8]
    var rows: [(row: TableRow, order: [Double])]
    var length: Int
    /// The order of a row that has none.
    var unordered: Int?
    /// A group of this key has ended before.
    var again: Bool
  }

  /// Reads the header; nil for an input without one row.
  ///
  /// - Throws: `DelimitedLayout.Defect` when the header does not do.
  init?(
    _ bytes: ByteReader, delimiter: UInt8, options: ReadingOptions, tally: InputTally
  ) throws(DelimitedLayout.Defect) {
    longest = options.longest
    self.tally = tally
    rows = RowScanner(bytes, delimiter: delimiter, longest: options.longest)
    let first: RowScanner.Row?
    do throws(RunError) {
      try bytes.ensure(3)
      if bytes.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.drop(3) }
      first = try rows.next()
    } catch { throw .user(error) }
    switch first {
    case .row(let row):
      layout = try DelimitedLayout(
        header: row.bytes, delimiter: delimiter, options: options, name: bytes.source.name)
    case .none: return nil
    case .damaged(let error, _): throw .file(error)
    case .tooLong, .unclosed:
      throw .file(
        RecordError(
          code: "no-header", message: "the first row has no end; it must name the columns", line: 1))
    }
  }

  var isReady: Bool { rows.isReady }

  mutating func next() throws(RunError) -> Item? {
    while let row = try rows.next() {
      switch row {
      case .row(let row):
        if let reason = layout.skipReason(row) {
          tally.skip(reason)
          continue
        }
        if layout.group.isEmpty { return .row(row, layout) }
        if let item = add(row) { return item }
      case .tooLong(let length, let line):
        return .failed(
          RecordError(
            code: "too-long",
            message: "the row has \(length) bytes, more than \(longest); raise --max-bytes to read it",
            line: line), original: [])
      case .unclosed(let row, let length):
        return .failed(
          RecordError(
            code: "unclosed-quote",
            message:
              "a quoted cell is never closed; the \(length) bytes from here to the end of the file are one row",
            line: row.line), original: row.bytes)
      case .damaged(var error, let row):
        error.line = row.line
        // What was read of the last group may lack rows.
        let lost = (group?.rows.map(\.row.bytes) ?? []) + [row.bytes]
        group = nil
        return .failed(error, original: Array(lost.joined(separator: [10])))
      }
    }
    return flush()
  }

  /// Puts a row into its group; the group before when this one begins another.
  private mutating func add(_ row: TableRow) -> Item? {
    let bytes: [UInt8]
    let cells: [DelimitedLayout.Cell]
    do throws(RecordError) {
      (bytes, cells) = try layout.cells(of: row)
    } catch { return .failed(error, original: row.bytes) }
    var key: [UInt8] = []
    for column in layout.group {
      key += DelimitedLayout.value(cells[column], bytes)
      key.append(0x1F)
    }
    if key.allSatisfy({ $0 == 0x1F }) {
      return .failed(
        RecordError(
          code: "missing-id", message: "the cell that says to which record the row belongs is empty",
          line: row.line), original: row.bytes)
    }
    var done: Item?
    if group?.key != key {
      done = flush()
      group = Group(key: key, rows: [], length: 0, again: finished.contains(KeyHash.of(key)))
    }
    let order = layout.order.map { column in
      Double(String(decoding: DelimitedLayout.value(cells[column], bytes), as: UTF8.self)) ?? .nan
    }
    if order.contains(where: \.isNaN), group?.unordered == nil { group?.unordered = row.line }
    group?.length += row.bytes.count + 1
    if group?.length ?? 0 <= longest || group?.rows.isEmpty ?? true { group?.rows.append((row, order)) }
    return done
  }

  /// The group that has ended as a record.
  private mutating func flush() -> Item? {
    guard let group else { return nil }
    self.group = nil
    finished.insert(KeyHash.of(group.key))
    let first = group.rows.first?.row.line
    let id = String(decoding: group.key.prefix { $0 != 0x1F }, as: UTF8.self)
    let original = group.length <= longest ? Array(group.rows.map(\.row.bytes).joined(separator: [10])) : []
    func failed(_ code: String, _ message: String, line: Int? = nil) -> Item {
      .failed(RecordError(code: code, message: message, line: line ?? first, id: id), original: original)
    }
    if group.again {
      return failed(
        "group-split",
        "rows of this record stand further up too, so both parts are incomplete; sort the file by the --group-by columns"
      )
    }
    if group.length > longest {
      return failed(
        "too-long",
        "the rows of the record have \(group.length) bytes, more than \(longest); raise --max-bytes to read it"
      )
    }
    if let line = group.unordered {
      return failed("order-by", "the cell that orders the rows of the record is no number", line: line)
    }
    // Equal numbers stay in the order of the file.
    let ordered = group.rows.enumerated().sorted { a, b in
      a.element.order.lexicographicallyPrecedes(b.element.order)
        || a.element.order == b.element.order && a.offset < b.offset
    }
    return .rows(ordered.map(\.element.row), layout)
  }
}
