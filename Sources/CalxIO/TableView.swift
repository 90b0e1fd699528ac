// A report and its mentions for a person at a terminal: the words in context, then a row a mention.

import Calx

/// Renders an analysis as text. Present words are underlined, absent ones struck, possible ones marked with `?`, with
/// brackets that carry the same without colour.
struct TableView: Sendable {
  /// Use terminal colours.
  var color: Bool
  /// Show for each slot the cue, the rule and what ended its scope.
  var explain: Bool

  /// A view.
  init(color: Bool, explain: Bool) {
    self.color = color
    self.explain = explain
  }

  /// The text for one report.
  func render(_ report: Report, _ analysis: Analysis) -> String {
    var out =
      bold("── \(InertText.line(report.id))") + (report.modality.map { " (\(InertText.line($0)))" } ?? "")
      + "\n"
    if analysis.mentions.isEmpty { return out + "   no calcification mentioned\n\n" }
    out += context(report, analysis) + "\n"
    for f in analysis.findings { out += row(f, analysis) }
    if explain {
      out += "\n"
      for (i, m) in analysis.mentions.enumerated() { out += reasons(i, m, report) }
    }
    for flag in analysis.flags {
      out += "   ! \(flag.rule) \(flag.severity.rawValue): \(InertText.line(flag.message))\n"
    }
    return out + "\n"
  }

  private func bold(_ s: String) -> String { color ? "\u{1B}[1m\(s)\u{1B}[0m" : s }

  private func mark(_ m: Mention, _ words: String) -> String {
    let (open, close, code) =
      switch m.presence {
      case .present: ("[", "]", "4")
      case .absent: ("[-", "-]", "9")
      case .possible: ("[?", "?]", "3;4")
      }
    return color ? "\u{1B}[\(code)m\(words)\u{1B}[0m" : open + words + close
  }

  /// The lines that hold anchors, anchors marked.
  private func context(_ report: Report, _ analysis: Analysis) -> String {
    var out = ""
    var shown = Set<Int>()
    var marks: [(Range<Int>, Mention)] = []
    for m in analysis.mentions where !marks.contains(where: { $0.0.overlaps(m.range) }) {
      marks.append((m.range, m))
    }
    marks.sort { $0.0.lowerBound < $1.0.lowerBound }
    for (range, _) in marks {
      var s = range.lowerBound
      var e = range.upperBound
      while s > 0, report.text[s - 1] != 10, range.lowerBound - s < 70 { s -= 1 }
      while e < report.text.count, report.text[e] != 10, e - range.upperBound < 50 { e += 1 }
      while s < range.lowerBound, report.text[s] & 0xC0 == 0x80 { s += 1 }
      while e < report.text.count, report.text[e] & 0xC0 == 0x80 { e += 1 }
      if shown.contains(range.lowerBound) { continue }
      var line = ""
      var at = s
      for (r, m) in marks where r.lowerBound >= s && r.upperBound <= e {
        if r.lowerBound < at { continue }
        line += InertText.shown(report.text[at..<r.lowerBound])
        line += mark(m, InertText.shown(report.text[r]))
        at = r.upperBound
        shown.insert(r.lowerBound)
      }
      line += InertText.shown(report.text[at..<e])
      out += "   " + line.split(whereSeparator: \.isWhitespace).joined(separator: " ") + "\n"
    }
    return out
  }

  private func row(_ f: Finding, _ analysis: Analysis) -> String {
    let s = f.slots
    var words = "\(bold(f.id)) \(FindingWords.subject(s)) · \(FindingWords.place(s))"
    let details = FindingWords.details(s)
    if !details.isEmpty { words += " · " + details.joined(separator: ", ") }
    words += " · " + FindingWords.sections(f, analysis)
    if !f.conflicts.isEmpty {
      words += " · contradicts itself on " + f.conflicts.map(\.rawValue).joined(separator: ", ")
    }
    var out = "   \(words)\n"
    if let first = f.causes.first {
      var words = [
        "likely: \(first.name)\(first.verified == .unverified ? " (unverified)" : "")",
        "urgency \(f.urgency.rawValue)",
      ]
      if !f.urgencyBecause.isEmpty { words[1] += " (\(f.urgencyBecause.joined(separator: "; ")))" }
      let missing = FindingWords.missing(f)
      if !missing.isEmpty { words.append("not stated: " + missing.joined(separator: ", ")) }
      out += "      " + words.joined(separator: " · ") + "\n"
    }
    return out
  }

  private func reasons(_ i: Int, _ m: Mention, _ report: Report) -> String {
    var out = "   m\(i + 1) “\(flat(m.range, report))”\n"
    for e in m.evidence {
      out += "      \(e.slot.rawValue): “\(flat(e.range, report))” by \(e.rule)"
      if let ended = e.ended { out += ", scope ended by \(ended)" }
      out += "\n"
    }
    return out
  }

  private func flat(_ range: Range<Int>, _ report: Report) -> String {
    InertText.line(report.text[range])
  }
}
