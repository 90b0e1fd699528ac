// What a view marks in a report's text: mentions, the evidence of flags, advice, and the words that decided a slot.

import Calx

/// The marks of one report and the segments that they cut its text into.
struct ReportMarks {
  /// What stands behind a mark; indexes into the analysis.
  enum Role: Equatable {
    /// A mention.
    case mention(Int)
    /// Evidence of a flag: the flag and the number of the evidence.
    case flag(Int, evidence: Int)
    /// A recommendation.
    case advice(Int)
    /// Words outside an anchor that decided slots: index into `cues`.
    case cue(Int)
  }

  /// Roles by number of the mark.
  private(set) var roles: [Role] = []
  /// Deciding words: their range, and what they decided in words (`presence by en.cue.no`).
  private(set) var cues: [(range: Range<Int>, decided: [String])] = []
  /// The text cut at the marks.
  let segments: TextSegments
  /// Index of the finding of each mention, nil when it belongs to none.
  private(set) var findings: [Int?]

  /// The marks of a report.
  init(_ report: Report, _ analysis: Analysis) {
    findings = Array(repeating: nil, count: analysis.mentions.count)
    for (i, finding) in analysis.findings.enumerated() {
      for m in finding.mentions where findings.indices.contains(m) { findings[m] = i }
    }
    var ranges: [Range<Int>] = []
    for (i, mention) in analysis.mentions.enumerated() {
      roles.append(.mention(i))
      ranges.append(mention.range)
    }
    for (i, flag) in analysis.flags.enumerated() {
      for (n, range) in flag.evidence.enumerated() {
        roles.append(.flag(i, evidence: n))
        ranges.append(range)
      }
    }
    for (i, advice) in analysis.recommendations.enumerated() {
      roles.append(.advice(i))
      ranges.append(advice.range)
    }
    cues = Self.cues(analysis)
    for (i, cue) in cues.enumerated() {
      roles.append(.cue(i))
      ranges.append(cue.range)
    }
    segments = TextSegments(report.text, marks: ranges)
  }

  /// The evidence of all mentions that lies outside their anchors, each stretch once, in the order of the text.
  private static func cues(_ analysis: Analysis) -> [(range: Range<Int>, decided: [String])] {
    var decided: [Range<Int>: [String]] = [:]
    for mention in analysis.mentions {
      for e in mention.evidence where !e.range.isEmpty && !mention.range.overlaps(e.range) {
        let words = "\(e.slot.rawValue) by \(e.rule)"
        if decided[e.range]?.contains(words) != true { decided[e.range, default: []].append(words) }
      }
    }
    return decided.map { ($0.key, $0.value) }.sorted {
      ($0.0.lowerBound, $0.0.upperBound) < ($1.0.lowerBound, $1.0.upperBound)
    }
  }
}
