// Raises flags: asks each rule of each finding, lets suppressions keep down what is benign, and says it once.

/// Applies the rules to an explained analysis.
struct RuleEngine {
  let program: KnowledgeProgram

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
    /// Organs that findings, impression or addendum name, by id.
    var organs: [String] = []
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
    state(analysis, sheet, company, context)
    let count = sheet.findings
    let raised = Array(0..<count).withUnsafeBufferPointer { members in
      sheet.join(members, context.record)
      if sheet.rows[sheet.report].stated & 1 << UInt64(FactName.modality.number) == 0 {
        for m in context.modality { sheet.set(sheet.report, .modality, m) }
      }
      return analysis.findings.withUnsafeBufferPointer { findings in
        program.conditions.withEvaluator(sheet, members, findings) { raise($0, sheet, findings) }
      }
    }
    analysis.flags = raised.isEmpty ? [] : written(raised, analysis, sheet, context)
  }

  // MARK: - Asking

  private func raise(_ e: ConditionEvaluator, _ sheet: FactSheet, _ findings: UnsafeBufferPointer<Finding>)
    -> [Raised]
  {
    var raised: [Raised] = []
    // Somewhere else than in what was asked, was known or was compared with.
    let known: [SectionName] = [.indication, .history, .comparison, .technique]
    let told = ~known.reduce(0) { $0 | 1 << $1.number }
    var real: [Int] = []
    for k in findings.indices where sheet.rows[k].sections & told != 0 && Reasoner.isReal(findings[k].slots) {
      real.append(k)
    }
    for r in program.rules.rules.indices {
      let rule = program.rules.rules[r]
      switch rule.scope {
      case .report, .exam:
        if findings.isEmpty, rule.scope == .report { continue }
        guard fires(rule, e, e.report), let severity = capped(rule, e, e.report) else { continue }
        var witness = -1
        for k in findings.indices where e.isWitness(k, rule.when) {
          witness = k
          break
        }
        add(Raised(rule: r, severity: severity, finding: witness, other: -1), to: &raised)
      case .finding:
        for k in real { ask(rule, r, k, e, &raised) }
      case .any:
        for k in findings.indices { ask(rule, r, k, e, &raised) }
      }
    }
    return raised
  }

  private func ask(
    _ rule: CompiledRules.Rule, _ r: Int, _ k: Int, _ e: ConditionEvaluator, _ raised: inout [Raised]
  ) {
    guard fires(rule, e, k), let severity = capped(rule, e, k) else { return }
    add(
      Raised(rule: r, severity: severity, finding: k, other: e.counterpart(rule.when, of: k) ?? -1),
      to: &raised)
  }

  private func fires(_ rule: CompiledRules.Rule, _ e: ConditionEvaluator, _ row: Int) -> Bool {
    guard e.holds(rule.when, for: row) else { return false }
    for unless in rule.unless where e.holds(unless, for: row) { return false }
    return true
  }

  /// The severity that suppressions leave, nil for none.
  private func capped(_ rule: CompiledRules.Rule, _ e: ConditionEvaluator, _ row: Int) -> Flag.Severity? {
    var result = rule.severity
    for s in rule.suppressions where e.holds(program.rules.suppressions[s].when, for: row) {
      guard let cap = program.rules.suppressions[s].cap else { return nil }
      result = min(result, cap)
    }
    return result
  }

  /// One flag a finding and rule, the gravest.
  private func add(_ flag: Raised, to raised: inout [Raised]) {
    let order = program.rules.rules[flag.rule].order
    for i in raised.indices
    where raised[i].finding == flag.finding && program.rules.rules[raised[i].rule].order == order {
      if raised[i].severity < flag.severity { raised[i] = flag }
      return
    }
    raised.append(flag)
  }

  // MARK: - Writing

  /// In order of severity, finding, rule.
  private func written(
    _ raised: [Raised], _ analysis: Analysis, _ sheet: FactSheet, _ context: Context
  ) -> [Flag] {
    func key(_ i: Int) -> (Int, Int, Int, Int) {
      let severity = Flag.Severity.allCases.count - raised[i].severity.number
      return (severity, raised[i].finding, program.rules.rules[raised[i].rule].order, i)
    }
    let order = raised.indices.sorted { key($0) < key($1) }
    return order.map { i in
      let flag = raised[i]
      let rule = program.rules.rules[flag.rule]
      let row = program.book.rules[rule.row]
      let finding = flag.finding >= 0 ? analysis.findings[flag.finding] : nil
      let isOfFinding = rule.scope == .finding || rule.scope == .any
      var subject = FlagMessage.Subject(slots: finding?.slots ?? FactSheet.nothing, urgency: finding?.urgency)
      if let finding {
        subject.missing = finding.missing
        if isOfFinding { subject.because = finding.urgencyBecause }
      } else {
        subject.urgency = analysis.findings.map(\.urgency).max()
        subject.missing = analysis.findings.first?.missing ?? []
      }
      let other = flag.other >= 0 ? analysis.findings[flag.other].slots : nil
      var record = context.record
      if record.modality.isEmpty { record.modality = context.modality }
      return Flag(
        rule: row.rule, severity: flag.severity, finding: finding?.id,
        message: rule.message.filled(subject, record, other: other),
        evidence: flag.finding >= 0
          ? evidence(rule, row, flag, analysis, context) : companions(rule, context),
        sources: row.origin.sources)
    }
  }

  /// Anchors of the finding's mentions, the slots that the rule shows, and what it was compared with.
  private func evidence(
    _ rule: CompiledRules.Rule, _ row: QualityRule, _ flag: Raised, _ analysis: Analysis, _ context: Context
  ) -> [Range<Int>] {
    var spans = analysis.findings[flag.finding].mentions.map { analysis.mentions[$0].range }
    for name in row.shows {
      switch name {
      case "other":
        if flag.other >= 0 {
          spans += analysis.findings[flag.other].mentions.map { analysis.mentions[$0].range }
        }
      case "advice":
        let id = analysis.findings[flag.finding].id
        for r in analysis.recommendations where r.findings.contains(id) { spans.append(r.range) }
      case "company": spans += companions(rule, context)
      default:
        guard let slot = Slot(rawValue: name) else { continue }
        for k in [flag.finding, flag.other] where k >= 0 {
          for m in analysis.findings[k].mentions {
            for e in analysis.mentions[m].evidence where e.slot == slot { spans.append(e.range) }
          }
        }
      }
    }
    spans.removeAll(where: \.isEmpty)
    spans.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var last: Range<Int>?
    spans.removeAll { span in
      defer { last = span }
      return span == last
    }
    return spans
  }

  /// The words of the companions that the rule asks for.
  private func companions(_ rule: CompiledRules.Rule, _ context: Context) -> [Range<Int>] {
    context.hits.filter { rule.companions.contains($0.companion) }.map(\.range)
  }
}

extension Flag.Severity {
  /// Its place in the order from info to critical.
  var number: Int {
    switch self {
    case .info: 0
    case .check: 1
    case .action: 2
    case .critical: 3
    }
  }
}
