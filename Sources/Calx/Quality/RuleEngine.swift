// Raises flags: asks each rule of each finding, lets suppressions keep down what is benign, and says it once.

/// Applies the rules to an explained analysis.
struct RuleEngine {
  let program: KnowledgeProgram
  let lexicon: Lexicon

  /// What a rule can show besides slots: the finding it was compared with, the advice, the whole company.
  static let shown = ["other", "advice", "company"]

  /// What the rules need of the report besides the analysis.
  struct Context {
    /// The record's fields, with the report's own title where the record has no examination.
    var record: RecordFacts
    /// Modality words of the title, where the record gives none.
    var modality: [String] = []
    var hits: [CompanionHit] = []
    /// The one side that indication and history name.
    var asked: Laterality?
    /// Organs that findings, impression or addendum name.
    var organs: [Symbol] = []
    /// Organs of the report's findings, in their order.
    var ofFindings: [Symbol?] = []
    /// What the conclusion names.
    var conclusion = Conclusion()
  }

  /// A flag before it is written: rows and findings by number.
  private struct Raised {
    var rule: Int
    var severity: Flag.Severity
    /// The finding it is about, negative for the report.
    var finding: Int
    /// The finding it was compared with, negative for none.
    var other: Int
  }

  /// A factor of ten between two lengths, 5 % either way.
  static func isTenfold(_ a: Double, _ b: Double) -> Bool {
    let ratio = max(a, b) / min(a, b)
    return ratio > 9.5 && ratio < 10.5
  }

  /// Fills the flags, gravest first, then by finding and rule.
  ///
  /// - Parameter sheet: the facts of the findings, explained; what only rules ask is added here.
  func judge(_ analysis: inout Analysis, _ sheet: FactSheet, _ company: Company, _ context: Context) {
    let advice = ReportAdvice(analysis)
    state(analysis, advice, sheet, company, context)
    let count = sheet.findings
    let raised = Array(0..<count).withUnsafeBufferPointer { members in
      sheet.join(members)
      if !sheet.isStated(sheet.report, .modality) {
        for m in context.modality { sheet.set(sheet.report, .modality, m) }
      }
      return analysis.findings.withUnsafeBufferPointer { findings in
        program.conditions.withEvaluator(sheet, members, findings) { raise($0, sheet, findings) }
      }
    }
    analysis.flags = raised.isEmpty ? [] : written(raised, analysis, advice, sheet, context)
  }

  // MARK: - Asking

  private func raise(_ e: ConditionEvaluator, _ sheet: FactSheet, _ findings: UnsafeBufferPointer<Finding>)
    -> [Raised]
  {
    var raised: [Raised] = []
    // Somewhere else than in what was asked, was known or was compared with.
    let known: [SectionName] = [.indication, .history, .comparison, .technique]
    let told = ~known.reduce(UInt64(0)) { $0 | 1 << UInt64($1.number) }
    let compiled = program.rules
    let rules = compiled.rules
    compiled.conditions.withUnsafeBufferPointer { conditions in
      for r in compiled.ofReport where rules[r].scope == .exam || !findings.isEmpty {
        guard e.holds(conditions[r], for: e.report), let severity = severity(rules[r], e, e.report) else {
          continue
        }
        let witness = findings.indices.first { e.isWitness($0, conditions[r]) }
        raised.append(Raised(rule: r, severity: severity, finding: witness ?? -1, other: -1))
      }
      for k in findings.indices {
        let isReal = sheet.sections(k) & told != 0 && findings[k].slots.isReal
        let first = raised.count
        for number in compiled.ofFindings(organ: sheet.rows[k].place, isReal) {
          let r = Int(number)
          guard e.holds(conditions[r], for: k), let severity = severity(rules[r], e, k) else { continue }
          let flag = Raised(
            rule: r, severity: severity, finding: k, other: e.counterpart(conditions[r], of: k) ?? -1)
          // One flag a finding and rule, the gravest.
          if let i = raised[first...].firstIndex(where: { rules[$0.rule].order == rules[r].order }) {
            if raised[i].severity.number < severity.number { raised[i] = flag }
          } else {
            raised.append(flag)
          }
        }
      }
    }
    return raised
  }

  /// The severity of the flag of a rule whose condition holds, after suppressions; nil for none.
  private func severity(
    _ rule: CompiledRules.Rule, _ e: ConditionEvaluator, _ row: Int
  ) -> Flag.Severity? {
    for i in rule.unless where e.holds(program.rules.unless[i], for: row) { return nil }
    var result = rule.severity
    for i in rule.suppressions where e.holds(program.rules.acting[i].when, for: row) {
      guard let cap = program.rules.acting[i].cap else { return nil }
      if cap.number < result.number { result = cap }
    }
    return result
  }

  // MARK: - Writing

  /// In order of severity, finding, rule; one flag of a rule about a finding, the gravest, and none twice in the same
  /// words.
  private func written(
    _ raised: [Raised], _ analysis: Analysis, _ advice: ReportAdvice, _ sheet: FactSheet, _ context: Context
  ) -> [Flag] {
    let rules = program.rules.rules
    func key(_ i: Int) -> (Int, Int, Int, Int) {
      (-raised[i].severity.number, raised[i].finding, rules[raised[i].rule].order, raised[i].rule)
    }
    var record = context.record
    if record.modality.isEmpty { record.modality = context.modality }
    var flags: [Flag] = []
    flags.reserveCapacity(raised.count)
    var text = FlagMessage.Text()
    for i in raised.indices.sorted(by: { key($0) < key($1) }) {
      let flag = raised[i]
      let order = rules[flag.rule].order
      // A rule about the report may speak of a finding that another row of it speaks of, too.
      let isSaid = raised.contains { other in
        other.finding == flag.finding && rules[other.rule].order == order && other.rule != flag.rule
          && (-other.severity.number, other.rule) < (-flag.severity.number, flag.rule)
      }
      if isSaid { continue }
      let next = write(flag, analysis, advice, record, context, &text)
      // The same question is asked once, with all that it is about.
      if let i = flags.firstIndex(where: { $0.rule == next.rule && $0.message == next.message }) {
        let more = next.evidence.filter { !flags[i].evidence.contains($0) }
        flags[i].evidence += more
        flags[i].evidence.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      } else {
        flags.append(next)
      }
    }
    return flags
  }

  private func write(
    _ flag: Raised, _ analysis: Analysis, _ advice: ReportAdvice, _ record: RecordFacts, _ context: Context,
    _ text: inout FlagMessage.Text
  ) -> Flag {
    let wording = program.rules.wordings[flag.rule]
    if flag.finding >= 0 {
      let scope = program.rules.rules[flag.rule].scope
      analysis.findings.withUnsafeBufferPointer { findings in
        guard let first = findings.baseAddress else { return }
        wording.message.fill(
          first + flag.finding, record, showsReasons: scope == .finding || scope == .any,
          other: flag.other >= 0 ? first + flag.other : nil, in: &text)
      }
    } else {
      wording.message.fill(all: analysis.findings, record, in: &text)
    }
    return Flag(
      rule: wording.rule, severity: flag.severity,
      finding: flag.finding >= 0 ? analysis.findings[flag.finding].id : nil, message: text.string,
      evidence: flag.finding >= 0
        ? evidence(wording, flag, analysis, advice, context) : companions(wording, context),
      sources: wording.sources)
  }

  /// Anchors of the finding's mentions, the slots that the rule shows, and what it was compared with.
  private func evidence(
    _ wording: CompiledRules.Wording, _ flag: Raised, _ analysis: Analysis, _ advice: ReportAdvice,
    _ context: Context
  ) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    spans.reserveCapacity(4)
    func add(_ range: Range<Int>) { if !range.isEmpty, !spans.contains(range) { spans.append(range) } }
    for m in analysis.findings[flag.finding].mentions { add(analysis.mentions[m].range) }
    for shown in wording.shows {
      switch shown {
      case .other:
        if flag.other >= 0 {
          for m in analysis.findings[flag.other].mentions { add(analysis.mentions[m].range) }
        }
      case .advice:
        for i in advice.advice(for: flag.finding) { add(analysis.recommendations[i].range) }
      case .company: for range in companions(wording, context) { add(range) }
      case .slot(let slot):
        for k in [flag.finding, flag.other] where k >= 0 {
          for m in analysis.findings[k].mentions {
            for e in analysis.mentions[m].evidence where e.slot == slot { add(e.range) }
          }
        }
      }
    }
    if spans.count > 1 { spans.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) } }
    return spans
  }

  /// The words of the companions that the rule asks for.
  private func companions(_ wording: CompiledRules.Wording, _ context: Context) -> [Range<Int>] {
    if wording.companions.isEmpty { return [] }
    return context.hits.filter { wording.companions.contains($0.companion) }.map(\.range)
  }
}
