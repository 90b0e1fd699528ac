// Words with attributes, wrapped to the width of a terminal. Only what is written here puts an escape before it.

import Calx

/// How a stretch of words looks.
struct TerminalStyle: Equatable {
  /// A mention's presence.
  var mark: Presence?
  /// The mention is not of today.
  var past = false
  /// Evidence of a flag.
  var flagged = false
  /// SGR parameters of everything else.
  var plain = ""

  static let dim = TerminalStyle(plain: "2")
  static let bold = TerminalStyle(plain: "1")
  static let evidence = TerminalStyle(flagged: true)
  static func mention(_ presence: Presence, past: Bool) -> TerminalStyle {
    TerminalStyle(mark: presence, past: past)
  }
  static func severity(_ severity: Calx.Flag.Severity) -> TerminalStyle {
    switch severity {
    case .critical: TerminalStyle(plain: "1;31")
    case .action: TerminalStyle(plain: "1;33")
    case .check: TerminalStyle(plain: "1;36")
    case .info: TerminalStyle(plain: "1;34")
    }
  }

  /// SGR parameters.
  var sgr: String {
    var codes: [String] = plain.isEmpty ? [] : [plain]
    if flagged { codes.append("1;7") }
    switch mark {
    case .present: codes.append("4")
    case .absent: codes.append("9")
    case .possible: codes.append("3;4")
    case nil: break
    }
    if past { codes.append("2;3") }
    return codes.joined(separator: ";")
  }

  /// What stands around a mark: without ANSI the mark itself, with it only the `?` of what is possible.
  func around(ansi: Bool) -> (open: String, close: String) {
    switch mark {
    case .possible: ansi ? ("", "?") : ("?", "?")
    case .absent: ansi ? ("", "") : ("~", "~")
    case .present: ansi ? ("", "") : past ? ("(", ")") : ("_", "_")
    case nil: ("", "")
    }
  }
}

/// Words with attributes.
struct TerminalText {
  private var parts: [(words: String, style: TerminalStyle)] = []

  init() {}

  init(_ words: String, _ style: TerminalStyle = TerminalStyle()) { append(words, style) }

  /// Appends words; a line end becomes a blank.
  mutating func append(_ words: String, _ style: TerminalStyle = TerminalStyle()) {
    append(bytes: words.utf8.map { $0 == 10 || $0 == 13 ? 32 : $0 }, style)
  }

  /// Appends a stretch of report text without line ends; acting characters become stand-ins, a tab stays.
  mutating func append(bytes: some Collection<UInt8>, _ style: TerminalStyle = TerminalStyle()) {
    parts.append((InertText.shown(bytes), style))
  }

  /// One scalar on its way to a line.
  private struct Cell {
    var scalar: Unicode.Scalar
    var width: Int
    var style: TerminalStyle
    var isBlank: Bool { scalar == " " }
  }

  /// The lines, each with its indent; those after the first `hanging` columns deeper.
  func lines(width: Int, indent: Int, hanging: Int, ansi: Bool) -> [String] {
    let cells = self.cells(ansi: ansi)
    var out: [String] = []
    var start = 0
    repeat {
      let margin = indent + (out.isEmpty ? 0 : hanging)
      let end = breakPoint(cells, from: start, room: max(8, width - margin))
      var shown = cells[start..<end]
      while let last = shown.last, last.isBlank { shown.removeLast() }
      out.append(String(repeating: " ", count: margin) + render(shown, ansi: ansi))
      start = end
      while start < cells.count, end > 0, cells[start].isBlank { start += 1 }
    } while start < cells.count
    return out
  }

  private func cells(ansi: Bool) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    func add(_ s: Unicode.Scalar, _ style: TerminalStyle) {
      let width = Self.columns(s)
      cells.append(Cell(scalar: s, width: width, style: style))
      column += width
    }
    for (i, part) in parts.enumerated() {
      let before = i > 0 ? parts[i - 1].style : TerminalStyle()
      let after = i + 1 < parts.count ? parts[i + 1].style : TerminalStyle()
      var quiet = TerminalStyle()
      quiet.flagged = part.style.flagged
      if !ansi, part.style.flagged, !before.flagged { add("[", TerminalStyle()) }
      let around = part.style.around(ansi: ansi)
      if before.mark != part.style.mark || before.past != part.style.past {
        for s in around.open.unicodeScalars { add(s, quiet) }
      }
      for s in part.words.unicodeScalars {
        if s == "\t" {
          for _ in 0..<(8 - column % 8) { add(" ", part.style) }
        } else {
          add(s, part.style)
        }
      }
      if after.mark != part.style.mark || after.past != part.style.past {
        for s in around.close.unicodeScalars { add(s, quiet) }
      }
      if !ansi, part.style.flagged, !after.flagged { add("]", TerminalStyle()) }
    }
    return cells
  }

  /// Where the line that starts at `start` ends: after the last blank that fits, or within a word too long for a line.
  private func breakPoint(_ cells: [Cell], from start: Int, room: Int) -> Int {
    var used = 0
    var at = start
    var blank: Int?
    while at < cells.count {
      if cells[at].isBlank { blank = at + 1 }
      used += cells[at].width
      if used > room {
        if cells[at].isBlank { return at }
        return blank ?? max(at, start + 1)
      }
      at += 1
    }
    return cells.count
  }

  private func render(_ cells: ArraySlice<Cell>, ansi: Bool) -> String {
    var out = String.UnicodeScalarView()
    var sgr = ""
    for cell in cells {
      let wanted = ansi ? cell.style.sgr : ""
      if wanted != sgr {
        if !sgr.isEmpty { out.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
        if !wanted.isEmpty { out.append(contentsOf: "\u{1B}[\(wanted)m".unicodeScalars) }
        sgr = wanted
      }
      out.append(cell.scalar)
    }
    if !sgr.isEmpty { out.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
    return String(out)
  }

  /// Columns that a terminal gives a character: none to marks that combine, two to East Asian wide ones and emoji
  /// (Unicode Standard Annex 11, by blocks).
  static func columns(_ s: Unicode.Scalar) -> Int {
    if s.isASCII { return 1 }
    switch s.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch s.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
