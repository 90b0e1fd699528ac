// One report of the review page: its heading, its text with marks, its flags and findings.

import Calx

/// Writes one article.
struct ReviewArticle {
  let page: ReviewPage
  let report: Report
  let analysis: Analysis
  let marks: ReportMarks
  var h = HTMLBytes()

  init(page: ReviewPage, report: Report, analysis: Analysis) {
    self.page = page
    self.report = report
    self.analysis = analysis
    marks = ReportMarks(report, analysis)
  }

  /// The article's bytes, its number left open.
  mutating func write() -> [UInt8] {
    h = HTMLBytes()
    article()
    return h.bytes
  }

  /// The row of a record that could not be read.
  static func failed(_ error: RecordError) -> [UInt8] {
    var h = HTMLBytes()
    h.startArticle()
    h.markup("<article class=\"report failed\"")
    h.anchors("id", [""])
    h.markup("><div class=\"heading\"><h2><bdi>")
    h.inline(error.id ?? error.line.map { "line \($0)" } ?? "record")
    h.markup(
      "</bdi></h2><span class=\"badge failed\"><span aria-hidden=\"true\">✕</span> not read</span></div><p><code>"
    )
    h.inline(error.code)
    h.markup("</code> <bdi>")
    h.inline(error.message)
    h.markup("</bdi></p></article>\n")
    return h.bytes
  }

  private mutating func article() {
    let gravest = analysis.flags.map(\.severity).max()
    h.startArticle()
    h.markup("<article")
    h.attribute("class", "report " + (gravest.map { "flagged worst-\($0.rawValue)" } ?? "clear"))
    h.anchors("id", [""])
    h.attribute("data-organs", organs(analysis.findings.compactMap(\.slots.organ)))
    h.anchors("aria-labelledby", ["h"])
    h.markup(
      gravest != nil || !page.raisesFlags
        ? "><details open><summary class=\"heading\">" : "><details><summary class=\"heading\">")
    heading()
    h.markup("</summary>\n<div class=\"body\">\n")
    if !page.noText { text() }
    h.markup("<div class=\"side\"><div class=\"panel\">\n")
    if !analysis.flags.isEmpty {
      h.markup("<h3>Flags</h3>\n<ol class=\"flags\">\n")
      for i in analysis.flags.indices { flag(i) }
      h.markup("</ol>\n")
    }
    findings()
    h.markup("</div></div>\n</div></details></article>\n")
  }

  private func organs(_ organs: [String]) -> String { Set(organs).sorted().joined(separator: "|") }

  private mutating func heading() {
    h.markup("<h2")
    h.anchors("id", ["h"])
    h.markup("><bdi>")
    h.inline(report.id)
    h.markup("</bdi></h2>")
    let age = report.age.map { Int(exactly: $0).map { "\($0) y" } ?? "\($0) y" }
    let exam = page.noText ? nil : report.exam
    let facts = [
      report.modality, exam, report.sex, age, report.date, report.status.map { "status \($0)" },
    ]
    for fact in facts.compactMap({ $0 }) where !fact.isEmpty {
      h.markup("<span class=\"fact\"><bdi>")
      h.inline(fact)
      h.markup("</bdi></span>")
    }
    for (severity, count) in analysis.flags.bySeverity {
      h.markup("<span")
      h.attribute("class", "badge \(severity.rawValue)")
      h.markup("><span aria-hidden=\"true\">")
      h.inline(severity.shape)
      h.markup("</span> ")
      h.inline("\(count) \(severity.rawValue)")
      h.markup("</span>")
    }
    if analysis.flags.isEmpty, page.raisesFlags { h.markup("<span class=\"badge none\">no flag</span>") }
  }

  // MARK: Flags and findings

  private mutating func flag(_ i: Int) {
    let flag = analysis.flags[i]
    let f = analysis.findings.firstIndex { $0.id == flag.finding }
    h.markup("<li")
    h.attribute("class", "flag \(flag.severity.rawValue)")
    h.anchors("id", ["q\(i + 1)"])
    h.attribute("data-n", "\(i + 1)")
    h.attribute("data-rule", flag.rule)
    h.attribute("data-severity", flag.severity.rawValue)
    h.attribute("data-organ", f.flatMap { analysis.findings[$0].slots.organ } ?? "")
    h.attribute("tabindex", "-1")
    h.anchors("aria-labelledby", ["q\(i + 1)t", "q\(i + 1)m"])
    h.markup("><h4")
    h.anchors("id", ["q\(i + 1)t"])
    h.markup("><span")
    h.attribute("class", "badge \(flag.severity.rawValue)")
    h.markup("><span aria-hidden=\"true\">")
    h.inline(flag.severity.shape)
    h.markup("</span> ")
    h.inline(flag.severity.rawValue)
    h.markup("</span> <code>")
    h.inline(flag.rule)
    h.markup("</code> <span class=\"name\">")
    if let name = page.catalogue.rules[flag.rule] { h.inline(name) }
    h.markup("</span></h4>\n<p class=\"message\"")
    h.anchors("id", ["q\(i + 1)m"])
    h.markup("><bdi>")
    h.inline(flag.message)
    h.markup("</bdi></p>\n")
    if let f {
      h.markup("<p class=\"slots\">")
      link("f\(f + 1)", to: "f\(f + 1)")
      chips(analysis.findings[f].slots)
      h.markup("</p>\n")
    }
    evidence(i)
    if !flag.sources.isEmpty {
      h.markup("<ul class=\"sources\" aria-label=\"Sources\">")
      for id in flag.sources {
        h.markup("<li><code>")
        h.inline(id)
        h.markup("</code> ")
        if let title = page.catalogue.sources[id] { h.inline(title) }
        h.markup("</li>")
      }
      h.markup("</ul>\n")
    }
    h.markup("</li>\n")
  }

  private mutating func evidence(_ i: Int) {
    let ranges = analysis.flags[i].evidence
    if ranges.isEmpty { return }
    h.markup("<ul class=\"evidence\" aria-label=\"Evidence\">")
    for (n, range) in ranges.enumerated() {
      h.markup("<li>")
      let label = "line \(TextSegments.lineNumber(of: range.lowerBound, in: report.text))"
      let mark = marks.roles.firstIndex(of: .flag(i, evidence: n))
      if !page.noText, let mark, let place = marks.segments.first[mark] {
        link(label, to: "l\(place.line + 1)s\(place.segment + 1)")
        h.markup(" <q><bdi>")
        h.inline(InertText.line(report.text[TextSegments.whole(range, in: report.text)], longest: 160))
        h.markup("</bdi></q>")
      } else {
        h.inline(label)
      }
      h.markup("</li>")
    }
    h.markup("</ul>\n")
  }

  /// Folded beside flags, which show the findings that they are about.
  private mutating func findings() {
    if analysis.findings.isEmpty { return h.markup("<p class=\"none\">No calcification mentioned.</p>\n") }
    h.markup(analysis.flags.isEmpty ? "<details class=\"fold\" open>" : "<details class=\"fold\">")
    h.markup("<summary><h3>")
    h.inline("Findings (\(analysis.findings.count))")
    h.markup("</h3></summary>\n<ol class=\"findings\">\n")
    for i in analysis.findings.indices { finding(i) }
    h.markup("</ol></details>\n")
  }

  private mutating func finding(_ i: Int) {
    let finding = analysis.findings[i]
    h.markup("<li tabindex=\"-1\" class=\"finding\"")
    h.anchors("id", ["f\(i + 1)"])
    h.markup("><p class=\"slots\"><b>")
    h.inline("f\(i + 1)")
    h.markup("</b>")
    chips(finding.slots)
    h.markup("</p><p class=\"more\">")
    var more = [FindingWords.sections(finding, analysis)]
    if finding.urgency != .none { more.append("urgency \(finding.urgency.rawValue)") }
    if let cause = finding.causes.first { more.append("likely: \(cause.name)") }
    let missing = FindingWords.missing(finding)
    if !missing.isEmpty { more.append("not stated: " + missing.joined(separator: ", ")) }
    if !finding.conflicts.isEmpty {
      more.append("contradicts itself on " + finding.conflicts.map(\.rawValue).joined(separator: ", "))
    }
    h.inline(more.joined(separator: " · "))
    h.markup("</p></li>\n")
  }

  private mutating func chips(_ m: Mention) {
    let words =
      [FindingWords.subject(m), FindingWords.place(m, part: !page.noText)] + FindingWords.details(m)
    for (i, word) in words.enumerated() {
      h.markup(" <span")
      h.attribute("class", i == 0 ? "chip \(m.presence.rawValue)" : "chip")
      h.markup("><bdi>")
      h.inline(word)
      h.markup("</bdi></span>")
    }
  }

  private mutating func link(_ words: String, to anchor: String) {
    h.markup("<a")
    h.anchors("href", [anchor], link: true)
    h.markup(">")
    h.inline(words)
    h.markup("</a>")
  }
}
