// The text of a report in its article: line by line, segment by segment, each with what marks it.

import Calx

extension ReviewArticle {
  mutating func text() {
    h.markup("<div class=\"text\">")
    // Behind a last line end stands no line.
    var lines = marks.segments.lines[...]
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    for (l, line) in lines.enumerated() {
      h.markup("<div class=\"l\" dir=\"auto\">")
      for (s, segment) in line.enumerated() { self.segment(segment, line: l, number: s) }
      h.markup("</div>\n")
    }
    h.markup("</div>\n")
  }

  private mutating func segment(_ segment: TextSegment, line: Int, number: Int) {
    if segment.marks.isEmpty { return h.text(report.text[segment.range]) }
    var classes: [String] = []
    var tips: [String] = []
    var tag: [String] = []
    var flags: [Int] = []
    var target: String?
    var opens = false
    for m in segment.marks {
      let here = marks.segments.first[m]
      let first = here?.line == line && here?.segment == number
      switch marks.roles[m] {
      case .mention(let i):
        let mention = analysis.mentions[i]
        classes += ["m", mention.presence.rawValue]
        if mention.temporality != .current { classes.append("past") }
        let name = marks.findings[i].map { "f\($0 + 1)" }
        tips.append([name, FindingWords.line(mention)].compactMap { $0 }.joined(separator: " · "))
        if TextSegments.whole(analysis.mentions[i].range, in: report.text).upperBound
          == segment.range.upperBound
        {
          tag.append(sign(mention) + (name ?? ""))
        }
        if target == nil { target = name }
        opens = opens || first
      case .flag(let i, _):
        classes.append("e")
        let flag = analysis.flags[i]
        if !flags.contains(i + 1) {
          flags.append(i + 1)
          tips.append("\(flag.severity.shape) \(flag.severity.rawValue) \(flag.rule): \(flag.message)")
        }
        opens = opens || first
      case .advice:
        classes.append("a")
        tips.append("advice")
      case .cue(let i):
        classes.append("c")
        tips += marks.cues[i].decided
      }
    }
    if let flag = flags.first { target = "q\(flag)" }
    var seen = Set<String>()
    if !tag.isEmpty { classes.append("last") }
    let link = opens && target != nil
    h.markup(link ? "<a" : "<span")
    h.attribute("class", classes.filter { seen.insert($0).inserted }.joined(separator: " "))
    if opens { h.anchors("id", ["l\(line + 1)s\(number + 1)"]) }
    if link, let target { h.anchors("href", [target], link: true) }
    if !flags.isEmpty { h.attribute("data-q", flags.map(String.init).joined(separator: " ")) }
    if !tag.isEmpty { h.attribute("data-tag", tag.joined(separator: " ")) }
    h.attribute("title", tips.joined(separator: " — "))
    h.markup(">")
    h.text(report.text[segment.range])
    h.markup(link ? "</a>" : "</span>")
  }

  /// What stands before the finding's name beside an anchor.
  private func sign(_ m: Mention) -> String {
    switch m.presence {
    case .present: ""
    case .absent: "✗\u{2009}"
    case .possible: "?\u{2009}"
    }
  }
}
