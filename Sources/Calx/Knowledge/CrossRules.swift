// Rules over all findings of one patient: several organs, pairs of organs, a finding with the patient's history.

/// Adds the results of the cross-organ rules to the findings that fired them.
struct CrossRules {
  let base: KnowledgeBase

  /// Applies every rule.
  ///
  /// - Parameter findings: for each finding of the evaluator, its index in the analysis.
  func apply(_ e: ConditionEvaluator, _ findings: [Int], to analysis: inout Analysis) {
    for r in base.rules.indices where fires(r, e) {
      let rule = base.rules[r]
      let witnesses = e.witnesses(rule.when.condition)
      let step = WorkupStep(
        id: rule.id, text: rule.text, when: rule.when.text, sources: rule.origin.sources,
        verified: rule.origin.verified)
      for k in witnesses.isEmpty ? [0] : witnesses where findings.indices.contains(k) {
        add(step, rule, to: &analysis.findings[findings[k]])
      }
    }
  }

  /// Asks by the rule's place: a row is copied only when it fires.
  private func fires(_ r: Int, _ e: ConditionEvaluator) -> Bool {
    e.holds(base.rules[r].when.condition, for: nil)
      && (base.rules[r].unless.text.isEmpty || !e.holds(base.rules[r].unless.condition, for: nil))
  }

  private func add(_ step: WorkupStep, _ rule: KnowledgeRule, to finding: inout Finding) {
    // Two ways to meet one rule say it once.
    if finding.workup.contains(where: { $0.text == step.text }) { return }
    finding.workup.append(step)
    guard rule.tier >= finding.urgency, rule.tier != .none else { return }
    if rule.tier > finding.urgency { finding.urgencyBecause = [] }
    finding.urgency = rule.tier
    finding.urgencyBecause.append(rule.origin.marked(rule.name))
  }
}
