// Reports and their flags for a person at a terminal: the whole text wrapped and marked, the flags below it.

public import Calx

/// Renders reports for a terminal. What a mark means never hangs on colour: with ANSI, present is underlined, absent
/// struck, possible underlined in italics with `?`, history dim; without, brackets carry the same. No control
/// character of a report reaches the terminal.
public struct TerminalView: RecordWriter {
  /// Use ANSI attributes.
  public var ansi: Bool
  /// Width of a line in columns.
  public var width: Int
  /// Names of rules and sources.
  public var catalogue: ViewCatalogue
  /// Leave out every stretch of report text.
  public var noText = false

  /// A view; a width below 30 columns counts as 30.
  public init(ansi: Bool, width: Int = 80, catalogue: ViewCatalogue) {
    self.ansi = ansi
    self.width = max(30, width)
    self.catalogue = catalogue
  }

  /// The legend.
  public var head: [UInt8] {
    var line = TerminalText("Marks: ")
    let samples: [(String, TerminalStyle)] = [
      ("present", .mention(.present, past: false)), ("absent", .mention(.absent, past: false)),
      ("possible", .mention(.possible, past: false)), ("history", .mention(.present, past: true)),
      ("evidence of a flag", .evidence),
    ]
    for (i, (word, style)) in samples.enumerated() {
      if i > 0 { line.append(" · ") }
      line.append(word, style)
    }
    return Array((lines(line, indent: 0).joined(separator: "\n") + "\n\n").utf8)
  }

  /// Appends one report: its text and its flags, or one line when it has no flag.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    var out = lines(heading(report, analysis), indent: 0, hanging: 3)
    if analysis.flags.isEmpty {
      bytes.append(contentsOf: (out.joined(separator: "\n") + "\n").utf8)
      return
    }
    if !noText {
      out.append("")
      out += text(report, analysis)
    }
    for flag in analysis.flags {
      out.append("")
      out += self.flag(flag, report, analysis)
    }
    bytes.append(contentsOf: (out.joined(separator: "\n") + "\n\n").utf8)
  }

  /// Appends one line for a record that could not be read.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    var line = TerminalText("── ")
    line.append(error.id ?? error.line.map { "line \($0)" } ?? "record", .bold)
    line.append(" · not read: \(error.code): \(error.message)")
    bytes.append(contentsOf: (lines(line, indent: 0, hanging: 3).joined(separator: "\n") + "\n").utf8)
  }

  private func heading(_ report: Report, _ analysis: Analysis) -> TerminalText {
    var line = TerminalText("── ")
    line.append(report.id, .bold)
    let facts = [report.modality, noText ? nil : report.exam].compactMap { $0 }.filter { !$0.isEmpty }
    for fact in facts { line.append(" · \(fact)") }
    let counts = analysis.flags.bySeverity
    if counts.isEmpty { line.append(" · no flag") }
    for (severity, count) in counts {
      line.append(" · ")
      line.append("\(severity.shape) \(count) \(severity.rawValue)", .severity(severity))
    }
    return line
  }

  // MARK: Text

  private func text(_ report: Report, _ analysis: Analysis) -> [String] {
    let marks = ReportMarks(report, analysis)
    let last = marks.segments.lines.lastIndex { !$0.isEmpty } ?? 0
    let gutter = max(3, String(last + 1).count)
    var out: [String] = []
    for (number, segments) in marks.segments.lines[...last].enumerated() {
      var line = TerminalText()
      for segment in segments {
        line.append(bytes: report.text[segment.range], style(segment, marks, analysis))
      }
      let name = String(number + 1)
      let prefix = String(repeating: " ", count: gutter - name.count) + name + "  "
      let wrapped = lines(line, indent: gutter + 2)
      for (i, row) in wrapped.enumerated() {
        let words = row.dropFirst(gutter + 2)
        out.append(i > 0 ? row : words.isEmpty ? "" : dim(prefix) + words)
      }
    }
    return out
  }

  private func style(_ segment: TextSegment, _ marks: ReportMarks, _ analysis: Analysis) -> TerminalStyle {
    var style = TerminalStyle()
    for m in segment.marks {
      switch marks.roles[m] {
      case .mention(let i):
        let mention = analysis.mentions[i]
        style.mark = style.mark ?? mention.presence
        style.past = style.past || mention.temporality != .current
      case .flag: style.flagged = true
      case .advice, .cue: break
      }
    }
    return style
  }

  // MARK: Flags

  private func flag(_ flag: Calx.Flag, _ report: Report, _ analysis: Analysis) -> [String] {
    var title = TerminalText("\(flag.severity.shape) \(flag.severity.rawValue)", .severity(flag.severity))
    title.append(" \(flag.rule)")
    if let name = catalogue.rules[flag.rule] { title.append(" \(name)") }
    var out = lines(title, indent: 3, hanging: 2)
    out += lines(TerminalText(flag.message), indent: 5)
    if let finding = analysis.findings.first(where: { $0.id == flag.finding }) {
      out += lines(
        TerminalText("\(finding.id) \(FindingWords.line(finding.slots, part: !noText))", .dim), indent: 5,
        hanging: 3)
    }
    for range in flag.evidence {
      var line = TerminalText("line \(TextSegments.lineNumber(of: range.lowerBound, in: report.text))")
      if !noText {
        let words = report.text[TextSegments.whole(range, in: report.text)]
        line.append(" “\(InertText.line(words, longest: 160))”")
      }
      out += lines(line, indent: 5, hanging: 3)
    }
    for id in flag.sources {
      out += lines(TerminalText("source \(id) \(catalogue.sources[id] ?? "")", .dim), indent: 5, hanging: 3)
    }
    return out
  }

  private func lines(_ text: TerminalText, indent: Int, hanging: Int = 0) -> [String] {
    text.lines(width: width, indent: indent, hanging: hanging, ansi: ansi)
  }

  private func dim(_ s: String) -> String { ansi ? "\u{1B}[2m\(s)\u{1B}[0m" : s }
}
