// Gathers what rules ask about each finding: its sections, its advice, its contradictions, its company.

extension RuleEngine {
  /// The facts of all findings, denied and past ones too, in order.
  func facts(_ analysis: Analysis, _ context: Context) -> [Facts] {
    guard !analysis.findings.isEmpty else { return [] }
    let record = record(context)
    let company = Company(context.hits, base)
    let words = context.examWords + company.spoken
    let layout = layout(analysis)
    let answered = company.answered + context.organs
    let loose = analysis.recommendations.contains { $0.findings.isEmpty && !$0.negated }
    return analysis.findings.enumerated().map { k, f in
      var rule = RuleFacts()
      rule.layout = layout
      rule.concluded =
        company.concluded + context.conclusion.words(for: f.slots, f.mentions.map { analysis.mentions[$0] })
      rule.answered = answered
      if let organ = f.slots.organ, context.organs.contains(organ) { rule.answered.append("organ") }
      if context.conclusion.giveLength(f.mentions.map { analysis.mentions[$0] }) {
        rule.answered.append("length")
      }
      rule.asked = context.asked.map { [$0.rawValue] } ?? []
      rule.workup = f.workup.map(\.id)
      rule.advice = advice(for: f, analysis, context.hits) + (loose ? [AdviceFacts.loose.rawValue] : [])
      rule.conflict = conflicts(f, analysis.mentions, context.conclusion)
      rule.missing = f.missing
      return Facts(
        slots: f.slots, population: Population.of(f.slots, age: record.age, words: words), record: record,
        company: company.of(k, base), history: company.history, spoken: company.spoken,
        sections: f.sections(analysis.mentions), urgency: f.urgency, rule: rule)
    }
  }

  /// What can be asked of a report without a finding.
  func nothing(_ context: Context, _ analysis: Analysis) -> Facts {
    let record = record(context)
    let company = Company(context.hits, base)
    var rule = RuleFacts()
    rule.layout = layout(analysis)
    rule.concluded = company.concluded
    rule.answered = company.answered + context.organs
    let none = Mention(range: 0..<0, kind: "", section: .other)
    return Facts(
      slots: none,
      population: Population.of(none, age: record.age, words: context.examWords + company.spoken),
      record: record,
      company: company.asserted, history: company.history, spoken: company.spoken, rule: rule)
  }

  private func record(_ context: Context) -> RecordFacts {
    var record = RecordFacts(context.report)
    record.exam = record.exam ?? context.exam
    if record.modality.isEmpty { record.modality = context.modality }
    return record
  }

  private func layout(_ analysis: Analysis) -> [String] {
    var names: [String] = []
    for s in analysis.sections where !names.contains(s.name.rawValue) { names.append(s.name.rawValue) }
    return names
  }

  /// Tokens of the advice that is bound to the finding.
  private func advice(for f: Finding, _ analysis: Analysis, _ hits: [CompanionHit]) -> [String] {
    var tokens: [String] = []
    func add(_ word: String) { if !tokens.contains(word) { tokens.append(word) } }
    for r in analysis.recommendations where r.findings.contains(f.id) {
      add((r.negated ? AdviceFacts.none : .given).rawValue)
      if r.isNamed { add(AdviceFacts.named.rawValue) }
      if r.intervalDays != nil { add(AdviceFacts.dated.rawValue) }
      if r.conditional { add(AdviceFacts.conditional.rawValue) }
      if let modality = r.modality { add(modality) }
      for hit in hits where r.range.overlaps(hit.range) { add(hit.id) }
    }
    let isSubject = f.mentions.allSatisfy { m in
      analysis.recommendations.contains { !$0.negated && $0.range.overlaps(analysis.mentions[m].range) }
    }
    if isSubject { add(AdviceFacts.subject.rawValue) }
    if isBuried(f, analysis) { add(AdviceFacts.buried.rawValue) }
    return tokens
  }

  /// What is advised for the finding, or for none, stands in front of the impression that the report has; nothing is
  /// advised in the conclusion.
  private func isBuried(_ f: Finding, _ analysis: Analysis) -> Bool {
    let conclusions = analysis.sections.filter {
      [.impression, .recommendation, .addendum].contains($0.name)
    }
    guard conclusions.contains(where: { $0.name == .impression }) else { return false }
    let advised = analysis.recommendations.filter { !$0.negated }
    if advised.contains(where: { r in conclusions.contains { $0.range.contains(r.range.lowerBound) } }) {
      return false
    }
    return advised.contains { ($0.findings.isEmpty || $0.findings.contains(f.id)) }
  }

  /// Slots that contradict each other; sizes that a slip of the unit explains are `tenfold`.
  private func conflicts(_ f: Finding, _ mentions: [Mention], _ conclusion: Conclusion) -> [String] {
    var tokens = f.conflicts.map(\.rawValue)
    let sizes = f.mentions.compactMap { mentions[$0].sizeMM.max() }.filter { $0 > 0 }
    for (i, a) in sizes.enumerated() where sizes[..<i].contains(where: { RuleFacts.isTenfold(a, $0) }) {
      tokens.append("tenfold")
      return tokens
    }
    if conclusion.differsTenfold(f.mentions.map { mentions[$0] }) { tokens.append("tenfold") }
    return tokens
  }
}
