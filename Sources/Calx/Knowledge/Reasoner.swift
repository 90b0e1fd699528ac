// Explains findings: what likely causes each, what fits as workup, how urgent it is, what the report leaves out.

/// Applies the knowledge base to the findings of a report. Only rows of the tables decide.
struct Reasoner {
  /// Ranks that a shift moves a cause, unless its row says otherwise.
  static let places = 3
  /// Causes kept of each finding.
  static let longest = 5

  let program: KnowledgeProgram
  /// Explanations made before; nil to make each anew.
  var memo: ExplanationMemo?

  /// Fills causes, workup, urgency, missing items and codes of the present, current findings, and states in the sheet
  /// what rules may ask of them.
  ///
  /// - Parameter sheet: the facts of all findings, as `KnowledgeProgram.sheet` makes them.
  func explain(_ findings: inout [Finding], _ sheet: FactSheet, _ company: Company) {
    for isFetus in [false, true] {
      var members: [Int] = []
      for k in findings.indices
      where (sheet.rows[k].population == .fetus) == isFetus && findings[k].slots.isReal {
        members.append(k)
      }
      if members.isEmpty { continue }
      members.withUnsafeBufferPointer { members in
        sheet.join(members)
        findings.withUnsafeMutableBufferPointer { findings in
          program.conditions.withEvaluator(sheet, members, UnsafeBufferPointer(findings)) { e in
            for k in members { explain(&findings[k], k, e, sheet, company) }
            CrossRules(program: program, memo: memo).apply(e, findings, sheet)
          }
        }
      }
    }
  }

  // MARK: - One finding

  private func explain(
    _ finding: inout Finding, _ k: Int, _ e: ConditionEvaluator, _ sheet: FactSheet, _ company: Company
  ) {
    // Findings without an organ have no number of one.
    if sheet.rows[k].organ < 0 { return }
    let organ = sheet.rows[k].place
    let page = site(organ, k, e).map { (number: $0, rows: program.pages[$0]) }
    var key = ExplanationKey(organ: organ, site: Int32(page?.number ?? -1))
    let codes = program.codes(of: organ)
    let explanation: Explanation
    if let memo, note(codes, k, e, in: &key),
      page.map({ note($0.rows, k, e, sheet, company, in: &key) }) ?? true
    {
      if let known = memo.explanation(key, of: program) {
        explanation = known
      } else {
        explanation = put(codes, page?.rows, isKept: true) { key.holds($0, $1) }
        memo.keep(explanation, key)
      }
    } else {
      explanation = put(codes, page?.rows, isKept: false) {
        holds($0, $1, codes, page?.rows, k, e, sheet, company)
      }
    }
    finding.explanation = explanation
    if !explanation.parts.workup.isEmpty { sheet.set(k, .workup, atoms: explanation.workupAtoms) }
    if !explanation.parts.missing.isEmpty { sheet.set(k, .missing, atoms: explanation.missingAtoms) }
  }

  /// The site whose condition holds with most terms, the first of equals.
  func site(_ organ: Int32, _ k: Int, _ e: ConditionEvaluator) -> Int? {
    var best: KnowledgeProgram.Site?
    for s in program.sites(of: organ) where s.terms > best?.terms ?? -1 && e.holds(s.when, for: k) {
      best = s
    }
    return best?.number
  }
}

extension Mention {
  /// Nothing is said of what is denied, past, asked or somebody else's.
  @inline(__always) var isReal: Bool {
    presence != .absent && temporality == .current && (experiencer == .patient || experiencer == .fetus)
  }
}
