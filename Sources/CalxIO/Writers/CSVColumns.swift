// The columns of the CSV output: each name beside what fills it.

import Calx

extension CSVWriter {
  struct Column: Sendable {
    let name: String
    let fill: @Sendable (Row, CSVWriter, inout CSVRows) -> Void

    init(_ name: String, _ fill: @escaping @Sendable (Row, CSVWriter, inout CSVRows) -> Void) {
      self.name = name
      self.fill = fill
    }
  }

  /// A column of a finding's slots.
  private static func slot(
    _ name: String, _ value: @escaping @Sendable (Mention) -> String?
  ) -> Column {
    Column(name) { row, _, csv in csv.cell(row.finding.flatMap { value($0.slots) }) }
  }

  /// A column of a whole finding.
  private static func finding(
    _ name: String, _ values: @escaping @Sendable (Finding) -> [String]
  ) -> Column {
    Column(name) { row, _, csv in csv.cell(row.finding.map(values) ?? []) }
  }

  /// A column of what the report advises about the finding.
  private static func advice(
    _ name: String, _ value: @escaping @Sendable (Recommendation) -> String?
  ) -> Column {
    Column(name) { row, _, csv in csv.cell(row.advice.compactMap(value)) }
  }

  static let all: [Column] = [
    Column("report_id") { row, _, csv in csv.cell(row.id) },
    Column("row") { row, _, csv in csv.cell(row.number) },
    Column("report_status") { row, _, csv in csv.cell(row.report?.status) },
    Column("modality") { row, _, csv in csv.cell(row.report?.modality) },
    Column("exam") { row, writer, csv in csv.cell(writer.noText ? nil : row.report?.exam) },
    Column("date") { row, _, csv in csv.cell(row.report?.date) },
    Column("finding_id") { row, _, csv in csv.cell(row.finding?.id) },
    slot("kind", \.kind),
    slot("organ", \.organ),
    Column("part") { row, writer, csv in csv.cell(writer.noText ? nil : row.part) },
    slot("laterality", \.laterality?.rawValue),
    slot("host", \.host),
    slot("multiplicity", \.multiplicity?.rawValue),
    Column("count") { row, _, csv in csv.cell(row.finding?.slots.count) },
    slot("size_mm") { $0.sizeMM.map(short).joined(separator: " x ") },
    slot("largest_mm") { $0.sizeMM.max().map(short) },
    slot("size_word", \.sizeWord),
    finding("morphology", \.slots.morphology),
    finding("distribution", \.slots.distribution),
    slot("severity", \.severity?.rawValue),
    slot("change", \.change?.rawValue),
    slot("presence", \.presence.rawValue),
    slot("temporality", \.temporality.rawValue),
    slot("experiencer", \.experiencer.rawValue),
    Column("sections") { row, _, csv in csv.cell(row.sections.map(\.rawValue)) },
    Column("in_impression") { row, _, csv in
      csv.cell(row.finding.map { _ in row.sections.contains(.impression) ? "true" : "false" })
    },
    finding("contradictions") { $0.conflicts.map(\.rawValue) },
    finding("causes") { $0.causes.prefix(3).map(\.name) },
    finding("urgency") { [$0.urgency.rawValue] },
    finding("urgency_because", \.urgencyBecause),
    finding("missing", \.missing),
    finding("workup") { $0.workup.map(\.text) },
    Column("stated_cause") { row, writer, csv in row.text(row.finding?.slots.statedCause, writer, &csv) },
    Column("recommendation") { row, writer, csv in
      row.text(row.advice.first?.range ?? row.finding?.slots.recommendation, writer, &csv)
    },
    advice("recommended_modality", \.modality),
    Column("interval_days_min") { row, _, csv in csv.cell(row.intervals.map(\.lowerBound).min()) },
    Column("interval_days_max") { row, _, csv in csv.cell(row.intervals.map(\.upperBound).max()) },
    Column("start") { row, _, csv in csv.cell(row.offset(\.lowerBound)) },
    Column("end") { row, _, csv in csv.cell(row.offset(\.upperBound)) },
    Column("snippet") { row, writer, csv in
      let around = row.anchor.map { Excerpt.around($0, in: row.report?.text ?? [], limit: 160) }
      row.text(around, writer, &csv)
    },
    Column("flags") { row, _, csv in
      csv.cell(row.flags.map { "\($0.rule) \($0.severity.rawValue): \($0.message)" })
    },
    Column("error") { row, _, csv in csv.cell(row.error?.code) },
    Column("error_message") { row, _, csv in csv.cell(row.error?.message) },
    Column("error_line") { row, _, csv in csv.cell(row.error?.line) },
  ]
}

extension CSVWriter.Row {
  fileprivate var sections: [SectionName] {
    guard let finding, let analysis else { return [] }
    var seen: [SectionName] = []
    for i in finding.mentions where !seen.contains(analysis.mentions[i].section) {
      seen.append(analysis.mentions[i].section)
    }
    return seen
  }

  /// The part on one line.
  fileprivate var part: String? {
    finding?.slots.part?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Where the finding is first spoken of.
  fileprivate var anchor: Range<Int>? {
    guard let first = finding?.mentions.first, let analysis else { return nil }
    return analysis.mentions[first].range
  }

  /// What the report advises about the finding; statements that nothing is needed come last.
  fileprivate var advice: [Recommendation] {
    guard let finding, let analysis else { return [] }
    let all = analysis.recommendations.filter { $0.findings.contains(finding.id) }
    return all.filter { !$0.negated } + all.filter(\.negated)
  }

  fileprivate var intervals: [ClosedRange<Int>] {
    advice.compactMap { r in
      guard let days = r.intervalDays, let low = days.min(), let high = days.max() else { return nil }
      return low...high
    }
  }

  fileprivate func offset(_ bound: KeyPath<Range<Int>, Int>) -> Int? {
    anchor.flatMap { offsets?.offset($0[keyPath: bound]) }
  }

  /// A stretch of the report as a cell on one line, unless text is to be left out.
  fileprivate func text(_ range: Range<Int>?, _ writer: CSVWriter, _ csv: inout CSVRows) {
    guard let range, let report, !writer.noText else { return csv.empty() }
    if writer.raw { return csv.cell(utf8: report.text[range]) }
    csv.cell(utf8: Excerpt.flat(range, of: report.text, lineEnd: "⏎"))
  }
}
