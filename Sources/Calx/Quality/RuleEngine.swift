// Raises flags: asks each rule of each finding, lets suppressions keep down what is benign, and says it once.

/// Applies the rules to an explained analysis.
struct RuleEngine {
  let book: RuleBook
  let base: KnowledgeBase

  /// What a rule can show besides slots: the finding it was compared with, the advice, the whole company.
  static let shown = ["other", "advice", "company"]

  /// What the rules need of the report besides the analysis.
  struct Context {
    var report: Report
    /// The examination in lower case, as the record or the report's own title gives it.
    var exam: String?
    /// Modality words of the title, where the record gives none.
    var modality: [String] = []
    var hits: [CompanionHit] = []
    /// Ids that the examination's name and modality imply.
    var examWords: [String] = []
    /// The one side that indication and history name.
    var asked: Laterality?
    /// Organs that findings, impression or addendum name, by id.
    var organs: [String] = []
    /// What the conclusion names.
    var conclusion = Conclusion()
  }

  /// A rule of the scope `exam` could fire by the record alone: modality, sex, age and name of the examination.
  static func asks(_ record: RecordFacts, _ book: RuleBook) -> Bool {
    let facts = Facts(
      slots: Mention(range: 0..<0, kind: "", section: .other), population: .adult, record: record)
    let evaluator = ConditionEvaluator([facts])
    return book.rules.contains { rule in
      rule.scope == .exam && rule.severity != nil
        && evaluator.holds(rule.when.condition.terms(where: { $0.isOfRecord }), for: 0)
    }
  }

  /// Fills the flags, gravest first, then by finding and rule.
  func judge(_ analysis: inout Analysis, _ context: Context) {
    let all = facts(analysis, context)
    let evaluator = ConditionEvaluator(all)
    var flags: [Flag] = []
    for rule in book.rules {
      guard let severity = rule.severity else { continue }
      switch rule.scope {
      case .report, .exam:
        let whole =
          rule.scope == .exam && all.isEmpty ? ConditionEvaluator([nothing(context, analysis)]) : evaluator
        guard fires(rule, whole, nil) else { continue }
        guard let severity = capped(severity, rule.rule, whole, nil) else { continue }
        let witness = evaluator.witnesses(rule.when.condition).first
        let spans = witness.map { evidence(rule, $0, nil, analysis, context) } ?? companions(rule, context)
        flags.append(
          Flag(
            rule: rule.rule, severity: severity, finding: witness.map { analysis.findings[$0].id },
            message: FlagMessage.fill(rule.message, witness.map { all[$0] } ?? whole.report), evidence: spans,
            sources: rule.origin.sources))
      case .finding, .any:
        for (i, facts) in all.enumerated() {
          if rule.scope == .finding, !Reasoner.isReal(facts.slots) || !isAsserted(facts) { continue }
          if !rule.organs.isEmpty, !rule.organs.contains(facts.slots.organ ?? "") { continue }
          guard fires(rule, evaluator, i), let severity = capped(severity, rule.rule, evaluator, i) else {
            continue
          }
          let other = evaluator.counterpart(rule.when.condition, of: i)
          flags.append(
            Flag(
              rule: rule.rule, severity: severity, finding: analysis.findings[i].id,
              message: FlagMessage.fill(
                rule.message, facts, because: analysis.findings[i].urgencyBecause,
                other: other.map { all[$0] }),
              evidence: evidence(rule, i, other, analysis, context), sources: rule.origin.sources))
        }
      }
    }
    analysis.flags = Self.once(flags, analysis.findings.map(\.id))
  }

  private func fires(_ rule: QualityRule, _ e: ConditionEvaluator, _ i: Int?) -> Bool {
    e.holds(rule.when.condition, for: i) && !rule.unless.contains { e.holds($0.condition, for: i) }
  }

  /// Somewhere else than in what was asked, was known or was compared with.
  private func isAsserted(_ facts: Facts) -> Bool {
    facts.sections.contains { ![.indication, .history, .comparison, .technique].contains($0) }
  }

  /// The severity that suppressions leave, nil for none.
  private func capped(_ severity: Flag.Severity, _ rule: String, _ e: ConditionEvaluator, _ i: Int?) -> Flag
    .Severity?
  {
    var result = severity
    for s in book.suppressions where s.acts(on: rule) && e.holds(s.when.condition, for: i) {
      guard let cap = s.cap else { return nil }
      result = min(result, cap)
    }
    return result
  }

  /// One flag a finding and rule, the gravest; in order of severity, finding, rule.
  private static func once(_ flags: [Flag], _ findings: [String]) -> [Flag] {
    var place: [String: Int] = [:]
    for (i, id) in findings.enumerated() { place[id] = i }
    var best: [String: Int] = [:]
    var kept: [Flag] = []
    for flag in flags {
      let key = flag.rule + "\t" + (flag.finding ?? "")
      if let k = best[key] {
        if kept[k].severity < flag.severity { kept[k] = flag }
      } else {
        best[key] = kept.count
        kept.append(flag)
      }
    }
    func order(_ f: Flag) -> Int { f.finding.flatMap { place[$0] } ?? -1 }
    return kept.enumerated().sorted { a, b in
      if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
      return (order(a.element), a.element.rule, a.offset) < (order(b.element), b.element.rule, b.offset)
    }.map(\.element)
  }

  // MARK: - Evidence

  /// Anchors of the finding's mentions, the slots that the rule shows, and what it was compared with.
  private func evidence(
    _ rule: QualityRule, _ i: Int, _ other: Int?, _ analysis: Analysis, _ context: Context
  ) -> [Range<Int>] {
    var spans = analysis.findings[i].mentions.map { analysis.mentions[$0].range }
    for name in rule.shows {
      switch name {
      case "other":
        if let other { spans += analysis.findings[other].mentions.map { analysis.mentions[$0].range } }
      case "advice":
        let id = analysis.findings[i].id
        spans += analysis.recommendations.filter { $0.findings.contains(id) }.map(\.range)
      case "company": spans += companions(rule, context)
      default:
        guard let slot = Slot(rawValue: name) else { continue }
        for k in [i] + (other.map { [$0] } ?? []) {
          for m in analysis.findings[k].mentions {
            spans += analysis.mentions[m].evidence.filter { $0.slot == slot }.map(\.range)
          }
        }
      }
    }
    var seen = Set<Range<Int>>()
    return spans.filter { !$0.isEmpty && seen.insert($0).inserted }.sorted {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
  }

  /// The words of the companions that the rule asks for.
  private func companions(_ rule: QualityRule, _ context: Context) -> [Range<Int>] {
    let asked = rule.when.condition.terms.filter { !$0.negated }.flatMap { term -> [String] in
      guard case .oneOf(let name, let ids) = term.test else { return [] }
      return [.company, .history, .spoken, .concluded, .answered].contains(name) ? ids : []
    }
    return context.hits.filter { asked.contains($0.id) }.map(\.range)
  }
}
