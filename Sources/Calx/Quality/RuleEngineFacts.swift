// Gathers what only rules ask about each finding: where the report speaks, what it advises, where it contradicts itself.

/// What a finding's advice is, besides its modalities.
enum AdviceFacts: String, CaseIterable {
  /// Something is advised for it.
  case given
  /// It is said that nothing is needed.
  case none
  /// With an interval.
  case dated
  /// With a modality or a service.
  case named
  /// Only under a condition.
  case conditional
  /// Advice for it stands in Findings only, of a report that has an impression.
  case buried
  /// The report advises something that belongs to no finding.
  case loose
  /// The finding is mentioned in advice only.
  case subject
}

extension RuleEngine {
  /// Adds to the sheet, for every finding:
  /// - `layout`: the sections that the report has;
  /// - `concluded`: companions in the impression, a recommendation or an addendum, denied ones too, and which of the
  ///   finding's own traits stand there; `opposite` when its size stands there on the other side, `tenfold` when its
  ///   host has ten times its size there or a tenth;
  /// - `answered`: companions and organs that findings, impression or addendum speak of, denied ones too; `organ` when
  ///   the finding's own is among them, `length` when a sentence of its mentions gives one;
  /// - `asked`: the side that indication and history ask about, when it is one;
  /// - `advice`: what is advised for it, see `AdviceFacts`, with modalities and companions that stand in it;
  /// - `workup`, `conflict` (slots that contradict each other, `tenfold` for a slip of the unit) and `missing`.
  func state(
    _ analysis: Analysis, _ report: ReportAdvice, _ sheet: FactSheet, _ company: Company, _ context: Context
  ) {
    // The same of all findings: made in the report's row, which is joined anew later.
    if analysis.findings.isEmpty { stateReport(0, analysis, sheet, company, context) }
    for k in analysis.findings.indices {
      if k == 0 {
        stateReport(0, analysis, sheet, company, context)
      } else {
        for name in Self.ofReport { sheet.copy(name, of: 0, to: k) }
      }
      sheet.set(k, urgency: analysis.findings[k].urgency)
      state(k, report, analysis, sheet, context)
    }
    for k in analysis.findings.indices { stateOwn(k, analysis, sheet, context) }
  }

  /// Slots that all findings of a report share.
  private static let ofReport: [FactName] = [.layout, .concluded, .answered, .asked, .modality]

  /// What holds of the report as a whole.
  private func stateReport(
    _ k: Int, _ analysis: Analysis, _ sheet: FactSheet, _ company: Company, _ context: Context
  ) {
    for s in analysis.sections { sheet.set(k, .layout, case: s.name) }
    sheet.set(k, .concluded, company.concluded)
    sheet.set(k, .answered, company.answered)
    for organ in context.organs { sheet.set(k, .answered, atoms: program.answers(to: organ)) }
    if let asked = context.asked { sheet.set(k, .asked, case: asked) }
    if context.record.modality.isEmpty { for m in context.modality { sheet.set(k, .modality, m) } }
  }

  /// What conclusion and answers say of the finding itself.
  private func stateOwn(_ k: Int, _ analysis: Analysis, _ sheet: FactSheet, _ context: Context) {
    let mentions = analysis.findings[k].mentions
    let organ = context.ofFindings[k]
    analysis.findings.withUnsafeBufferPointer {
      context.conclusion.traits(of: $0[k].slots, organ: organ, mentions, analysis.mentions, lexicon) {
        sheet.set(k, .concluded, case: $0)
      }
    }
    if let organ, context.organs.contains(organ) { sheet.set(k, .answered, case: OwnTrait.organ) }
    if context.conclusion.givesLength(mentions, analysis.mentions) {
      sheet.set(k, .answered, case: OwnTrait.length)
    }
    for slot in analysis.findings[k].conflicts { sheet.set(k, .conflict, slot.rawValue) }
    if mentions.count > 1,
      isTenfold(mentions, analysis.mentions) || context.conclusion.differsTenfold(mentions, analysis.mentions)
    {
      sheet.set(k, .conflict, "tenfold")
    }
  }

  /// Two sizes that a slip of the unit explains.
  private func isTenfold(_ own: [Int], _ mentions: [Mention]) -> Bool {
    let sizes = own.compactMap { mentions[$0].sizeMM.max() }.filter { $0 > 0 }
    for (i, a) in sizes.enumerated() where sizes[..<i].contains(where: { Self.isTenfold(a, $0) }) {
      return true
    }
    return false
  }

  // MARK: - Advice

  private func state(
    _ k: Int, _ report: ReportAdvice, _ analysis: Analysis, _ sheet: FactSheet, _ context: Context
  ) {
    if analysis.recommendations.isEmpty { return }
    func add(_ fact: AdviceFacts) { sheet.set(k, .advice, case: fact) }
    var isAdvised = false
    for i in report.advice(for: k) {
      let r = analysis.recommendations[i]
      if !r.negated { isAdvised = true }
      add(r.negated ? .none : .given)
      if r.isNamed { add(.named) }
      if r.intervalDays != nil { add(.dated) }
      if r.conditional { add(.conditional) }
      if let modality = r.modality { sheet.set(k, .advice, modality) }
      for hit in context.hits where r.range.overlaps(hit.range) {
        sheet.set(k, .advice, companion: hit.companion)
      }
    }
    if analysis.findings[k].mentions.allSatisfy({ report.overlaps(analysis.mentions[$0].range) }) {
      add(.subject)
    }
    // It stands in front of the impression that the report has, for the finding or for none.
    if report.isBuried, isAdvised || report.isLoose { add(.buried) }
    if report.isLoose { add(.loose) }
  }
}
