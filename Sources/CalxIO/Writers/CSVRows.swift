// Rows of CSV as RFC 4180 has them, safe to open in a spreadsheet.

/// CSV text in the making: cells separated by commas, rows ended by CRLF, quoted where they must be.
struct CSVRows {
  /// Characters (UTF-16 units) that a cell of Excel holds:
  /// https://support.microsoft.com/office/excel-specifications-and-limits
  static let longestCell = 32_767

  /// The bytes so far.
  var bytes: [UInt8] = []
  /// Cells exactly as they are: no formula guard and no limit of length. For programs, not for spreadsheets.
  let raw: Bool
  private var atStart = true

  init(raw: Bool) { self.raw = raw }

  /// Ends the row.
  mutating func endRow() {
    bytes.append(13)
    bytes.append(10)
    atStart = true
  }

  /// Writes an empty cell.
  mutating func empty() {
    if !atStart { bytes.append(UInt8(ascii: ",")) }
    atStart = false
  }

  /// Writes a whole number, or an empty cell.
  mutating func cell(_ value: Int?) {
    empty()
    if let value { bytes.append(contentsOf: String(value).utf8) }
  }

  /// Writes text, or an empty cell.
  mutating func cell(_ text: String?) {
    guard var text else { return empty() }
    text.withUTF8 { cell(utf8: $0[...]) }
  }

  /// Writes several values as one cell, with a bar between them.
  mutating func cell(_ list: [String]) { cell(list.joined(separator: " | ")) }

  /// Writes UTF-8 text.
  mutating func cell(utf8 text: some BidirectionalCollection<UInt8>) {
    empty()
    let guarded = !raw && Self.startsFormula(text)
    let end = raw ? text.endIndex : Self.limit(text, units: Self.longestCell - (guarded ? 1 : 0))
    let quoted = text[..<end].contains { $0 == 44 || $0 == 34 || $0 == 13 || $0 == 10 }
    if quoted { bytes.append(34) }
    if guarded { bytes.append(UInt8(ascii: "'")) }
    for byte in text[..<end] {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    if quoted { bytes.append(34) }
  }

  /// A spreadsheet would take the text for a formula: `=`, `+`, `-`, `@`, a tab or a line end in front
  /// (OWASP, CSV injection), or the full-width forms of the four signs, which some spreadsheets treat alike.
  static func startsFormula(_ text: some Collection<UInt8>) -> Bool {
    switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13, 10: true
    // U+FF1D, U+FF0B, U+FF0D, U+FF20.
    case 0xEF:
      [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]].contains(Array(text.dropFirst().prefix(2)))
    default: false
    }
  }

  /// Where text of more than `units` UTF-16 units is to be cut, between characters of its encoding.
  private static func limit<T: BidirectionalCollection<UInt8>>(_ text: T, units: Int) -> T.Index {
    if text.count <= units { return text.endIndex }
    var left = units
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      if byte & 0xC0 != 0x80 {
        left -= byte >= 0xF0 ? 2 : 1
        if left < 0 { return at }
      }
      at = text.index(after: at)
    }
    return at
  }
}
