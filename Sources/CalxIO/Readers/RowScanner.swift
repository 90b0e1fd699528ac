// Where the rows of a CSV or TSV file end (RFC 4180): a line end inside quotes is part of its cell.

/// A row of a table: its bytes without the line feed, and the line on which it begins.
struct TableRow: Sendable {
  var bytes: [UInt8]
  var line: Int
}

/// Finds rows; what is in them is left to `DelimitedLayout`.
struct RowScanner {
  enum Row {
    case row(TableRow)
    /// A row over the limit; its bytes were skipped.
    case tooLong(Int, line: Int)
    /// A quoted cell that is never closed; all to the end of the input, where that is within the limit.
    case unclosed(TableRow, length: Int)
    /// The input is damaged here; the bytes of the row that was cut off.
    case damaged(RecordError, TableRow)
  }

  private enum State { case cellStart, unquoted, quoted, behindQuote }

  private let bytes: ByteReader
  private let longest: Int
  let delimiter: UInt8
  private var line = 1
  private var ended = false

  init(_ bytes: ByteReader, delimiter: UInt8, longest: Int) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.longest = longest
  }

  /// A further row is probably in the buffer already.
  var isReady: Bool { bytes.isFinished ? bytes.available > 0 : bytes.find(10) != nil }

  /// The next row that is not empty; nil at the end.
  mutating func next() throws(RunError) -> Row? {
    while !ended {
      bytes.mark()
      if bytes.available == 0, try !bytes.more() {
        ended = true
        return bytes.damage.map { .damaged($0, TableRow(bytes: [], line: line)) }
      }
      // Most rows of most tables are lines without a quote.
      if let end = bytes.find(10), end <= longest,
        bytes.find(UInt8(ascii: "\""), before: end) == nil
      {
        let row = TableRow(bytes: bytes.take(end), line: line)
        bytes.drop(1)
        line += 1
        if row.bytes.isEmpty || row.bytes == [13] { continue }
        return .row(row)
      }
      if let row = try scan() { return row }
    }
    return nil
  }

  private mutating func scan() throws(RunError) -> Row? {
    let quote = UInt8(ascii: "\"")
    let first = line
    var state = State.cellStart
    var at = 0
    var dropped = 0
    while true {
      if at > longest {
        bytes.drop(at)
        dropped += at
        at = 0
      }
      if at >= bytes.available {
        if try bytes.more() { continue }
        ended = true
        return rest(open: state == .quoted, at: at, dropped: dropped, first: first)
      }
      switch state {
      case .cellStart:
        state = bytes[at] == quote ? .quoted : .unquoted
        if state == .quoted { at += 1 }
      case .quoted:
        let end = bytes.find(quote, from: at) ?? bytes.available
        var search = at
        while let feed = bytes.find(10, from: search, before: end) {
          line += 1
          search = feed + 1
        }
        at = end
        if end < bytes.available {
          at += 1
          state = .behindQuote
        }
      case .behindQuote:
        if bytes[at] == quote {
          at += 1
          state = .quoted
        } else {
          state = .unquoted
        }
      case .unquoted:
        let window = bytes.bytes
        while at < window.count, window[at] != delimiter, window[at] != 10 { at += 1 }
        guard at < window.count else { continue }
        if window[at] == delimiter {
          at += 1
          state = .cellStart
          continue
        }
        line += 1
        let row = taken(at, dropped: dropped, first: first)
        bytes.drop(1)
        return row
      }
    }
  }

  private func taken(_ count: Int, dropped: Int, first: Int) -> Row {
    if dropped + count > longest {
      bytes.drop(count)
      return .tooLong(dropped + count, line: first)
    }
    return .row(TableRow(bytes: bytes.take(count), line: first))
  }

  /// What stands behind the last line feed.
  private func rest(open: Bool, at: Int, dropped: Int, first: Int) -> Row? {
    let length = dropped + at
    let whole = length <= longest
    let row = TableRow(bytes: whole ? bytes.take(at) : [], line: first)
    if let damage = bytes.damage { return .damaged(damage, row) }
    if open { return .unclosed(row, length: length) }
    return whole ? (row.bytes.isEmpty || row.bytes == [13] ? nil : .row(row)) : .tooLong(length, line: first)
  }
}
