// Explains findings: what likely causes each, what fits as workup, how urgent it is, what the report leaves out.

/// Applies the knowledge base to the findings of a report. Only rows of the tables decide.
struct Reasoner {
  /// Ranks that a shift moves a cause, unless its row says otherwise.
  static let places = 3
  /// Causes kept of each finding.
  static let longest = 5

  let base: KnowledgeBase

  /// Fills causes, workup, urgency, missing items and codes of the present, current findings.
  ///
  /// - Parameter exam: ids that the examination's name and modality imply.
  func explain(
    _ analysis: inout Analysis, report: Report, companions hits: [CompanionHit], exam: [String] = []
  ) {
    let record = RecordFacts(report)
    let company = Company(hits, base)
    let words = exam + company.spoken
    var groups: [[(finding: Int, facts: Facts)]] = [[], []]
    for (k, f) in analysis.findings.enumerated() where Self.isReal(f.slots) {
      let population = Population.of(f.slots, age: record.age, words: words)
      let facts = Facts(
        slots: f.slots, population: population, record: record, company: company.of(k, base),
        history: company.history, spoken: company.spoken, sections: f.sections(analysis.mentions))
      groups[population == .fetus ? 1 : 0].append((k, facts))
    }
    for group in groups where !group.isEmpty {
      let evaluator = ConditionEvaluator(group.map(\.facts))
      for (i, member) in group.enumerated() {
        explain(&analysis.findings[member.finding], i, evaluator)
      }
      CrossRules(base: base).apply(evaluator, group.map(\.finding), to: &analysis)
    }
  }

  /// Nothing is said of what is denied, past, asked or somebody else's.
  static func isReal(_ m: Mention) -> Bool {
    m.presence != .absent && m.temporality == .current
      && (m.experiencer == .patient || m.experiencer == .fetus)
  }

  // MARK: - One finding

  private func explain(_ finding: inout Finding, _ i: Int, _ e: ConditionEvaluator) {
    finding.codes = codes(i, e)
    guard let site = site(i, e) else { return }
    let page = base.pages[site]
    finding.causes = causes(page, i, e)
    (finding.urgency, finding.urgencyBecause) = urgency(page, base.sites[site].tier, i, e)
    for s in page.steps where e.holds(base.steps[s].when.condition, for: i) {
      let step = base.steps[s]
      finding.workup.append(
        WorkupStep(
          id: step.id, text: step.text, when: step.when.text, sources: step.origin.sources,
          verified: step.origin.verified))
    }
    for x in page.expectations where e.holds(base.expectations[x].when.condition, for: i) {
      let slot = base.expectations[x].slot
      if Self.isMissing(slot, e.all[i]), !finding.missing.contains(slot) { finding.missing.append(slot) }
    }
  }

  /// The site whose condition holds with most terms, the first of equals.
  func site(_ i: Int, _ e: ConditionEvaluator) -> Int? {
    guard let organ = e.all[i].slots.organ else { return nil }
    var best: (site: Int, terms: Int)?
    for s in base.sitesByOrgan[organ] ?? [] {
      let when = base.sites[s].when.condition
      if when.terms.count > best?.terms ?? -1, e.holds(when, for: i) { best = (s, when.terms.count) }
    }
    return best?.site
  }

  private func causes(_ page: KnowledgeBase.Page, _ i: Int, _ e: ConditionEvaluator) -> [RankedCause] {
    struct Candidate {
      var row: KnowledgeCause
      var score: Int
      var because: [String] = []
      var sources: [String]

      mutating func move(_ reason: String, _ from: [String]) {
        if !because.contains(reason) { because.append(reason) }
        for s in from where !sources.contains(s) { sources.append(s) }
      }
    }
    var offered: [Candidate] = []
    for c in page.causes where e.holds(base.causes[c].when.condition, for: i) {
      let row = base.causes[c]
      offered.append(Candidate(row: row, score: row.rank, sources: row.origin.sources))
    }
    for s in page.shifts where e.holds(base.shifts[s].when.condition, for: i) {
      let shift = base.shifts[s]
      for k in offered.indices {
        if shift.raises.contains(offered[k].row.id) {
          offered[k].score -= shift.places
          offered[k].move(shift.reason, shift.origin.sources)
        } else if shift.lowers.contains(offered[k].row.id) {
          offered[k].score += shift.places
          offered[k].move("− " + shift.reason, shift.origin.sources)
        }
      }
    }
    // By score; of equals the one that was moved up most, then the order of the table.
    let order = offered.indices.sorted { a, b in
      let x = offered[a]
      let y = offered[b]
      return (x.score, x.score - x.row.rank, a) < (y.score, y.score - y.row.rank, b)
    }
    return order.prefix(Self.longest).enumerated().map { rank, k in
      let c = offered[k]
      return RankedCause(
        id: c.row.id, name: c.row.name, category: c.row.category, rank: rank + 1, because: c.because,
        sources: c.sources, verified: c.row.origin.verified)
    }
  }

  /// The highest tier of the rows that hold; `none` only when no other row holds; else the site's own.
  private func urgency(
    _ page: KnowledgeBase.Page, _ usual: Urgency, _ i: Int, _ e: ConditionEvaluator
  ) -> (Urgency, [String]) {
    var tier: Urgency?
    var because: [String] = []
    for u in page.urgencies where e.holds(base.urgencies[u].when.condition, for: i) {
      let row = base.urgencies[u]
      if let t = tier, row.tier < t { continue }
      if tier != row.tier {
        tier = row.tier
        because = []
      }
      if !because.contains(row.reason) { because.append(row.reason) }
    }
    return (tier ?? usual, because)
  }

  private static func isMissing(_ slot: String, _ facts: Facts) -> Bool {
    if slot.hasPrefix("company:") { return !facts.spoken.contains(String(slot.dropFirst("company:".count))) }
    guard let name = FactName(rawValue: slot) else { return false }
    return !facts.isStated(name)
  }

  /// One code a system, the one of the row with most terms; only confirmed rows, only the systems of the record.
  private func codes(_ i: Int, _ e: ConditionEvaluator) -> [(system: String, code: String)] {
    guard let organ = e.all[i].slots.organ else { return [] }
    var best: [String: (row: Int, terms: Int)] = [:]
    for c in (base.codesByOrgan[organ] ?? []) + (base.codesByOrgan[""] ?? []) {
      let row = base.codes[c]
      guard KnowledgeBase.systems.contains(row.system), row.origin.verified != .unverified else { continue }
      let terms = row.when.condition.terms.count
      if let b = best[row.system], (b.terms, -b.row) >= (terms, -c) { continue }
      if e.holds(row.when.condition, for: i) { best[row.system] = (c, terms) }
    }
    return KnowledgeBase.systems.compactMap { system in best[system].map { (system, base.codes[$0.row].code) }
    }
  }
}
