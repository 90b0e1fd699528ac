// Rules over all findings of one patient: several organs, pairs of organs, a finding with the patient's history.

/// Adds the results of the cross-organ rules to the findings that fired them.
struct CrossRules {
  let program: KnowledgeProgram
  /// Where explanations are kept; nil to make each anew.
  var memo: ExplanationMemo?

  /// Applies every rule to the findings of the evaluator's patient.
  func apply(
    _ e: ConditionEvaluator, _ findings: UnsafeMutableBufferPointer<Finding>, _ sheet: FactSheet
  ) {
    for r in program.crossRules.indices where e.holds(program.crossRules[r].when, for: e.report) {
      let rule = program.crossRules[r]
      if let unless = rule.unless, e.holds(unless, for: e.report) { continue }
      var isWitnessed = false
      for k in e.members where e.isWitness(k, rule.when) {
        isWitnessed = true
        add(rule, to: &findings[k], k, sheet)
      }
      if !isWitnessed, let first = e.members.first { add(rule, to: &findings[first], first, sheet) }
    }
  }

  private func add(
    _ rule: KnowledgeProgram.CrossRule, to finding: inout Finding, _ k: Int, _ sheet: FactSheet
  ) {
    // Two ways to meet one rule say it once.
    if finding.workup.contains(where: { $0.text == rule.step.text }) { return }
    let own = finding.explanation
    if let memo, own.isKept {
      finding.explanation = memo.explanation(own, with: rule.number, of: program) {
        added(rule, to: own, isKept: true)
      }
    } else {
      finding.explanation = added(rule, to: own, isKept: false)
    }
    sheet.set(k, .workup, atom: rule.atom)
  }

  /// An explanation with what a rule adds.
  private func added(
    _ rule: KnowledgeProgram.CrossRule, to explanation: Explanation, isKept: Bool
  ) -> Explanation {
    var parts = explanation.parts
    parts.workup.append(rule.step)
    let row = program.base.rules[rule.number]
    if row.tier >= parts.urgency, row.tier != .none {
      if row.tier > parts.urgency { parts.urgencyBecause = [] }
      parts.urgency = row.tier
      parts.urgencyBecause.append(row.origin.marked(row.name))
    }
    return Explanation(parts, isKept: isKept)
  }
}
