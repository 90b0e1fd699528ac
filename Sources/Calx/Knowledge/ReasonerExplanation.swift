// Puts an explanation together of the rows that hold: causes by rank, workup, urgency, what is missing, codes.

/// A list of rows that a finding's page, or its organ, has.
enum ExplanationRows {
  case causes, shifts, tiers, steps, missing
  /// Codes of a system, by its number.
  case codes(Int)
}

extension ExplanationKey {
  /// The row at a place of a list holds.
  func holds(_ rows: ExplanationRows, _ place: Int) -> Bool {
    let bits: UInt64
    switch rows {
    case .codes(let system): return codes >> UInt64(16 * system) & 0xFFFF == place + 1
    case .causes: bits = causes
    case .shifts: bits = shifts
    case .tiers: bits = tiers
    case .steps: bits = steps
    case .missing: bits = missing
    }
    return bits & 1 << UInt64(place) != 0
  }
}

extension Reasoner {
  typealias Page = KnowledgeProgram.Page

  // MARK: - What holds

  /// Takes note of the first code of each system that fits; false where there are more than a key holds.
  func note(
    _ codes: [[KnowledgeProgram.Row]], _ k: Int, _ e: ConditionEvaluator, in key: inout ExplanationKey
  ) -> Bool {
    if codes.count > ExplanationKey.systems { return false }
    for system in codes.indices {
      if codes[system].count > ExplanationKey.mostCodes { return false }
      for i in codes[system].indices where e.holds(codes[system][i].when, for: k) {
        key.codes |= UInt64(i + 1) << UInt64(16 * system)
        break
      }
    }
    return true
  }

  /// Takes note of the rows of a page that hold; false where there are more than a key holds.
  func note(
    _ page: Page, _ k: Int, _ e: ConditionEvaluator, _ sheet: FactSheet, _ company: Company,
    in key: inout ExplanationKey
  ) -> Bool {
    if !page.isShort { return false }
    for i in page.causes.indices where e.holds(page.causes[i].when, for: k) { key.causes |= 1 << UInt64(i) }
    for i in page.shifts.indices where e.holds(page.shifts[i].when, for: k) { key.shifts |= 1 << UInt64(i) }
    for i in page.tiers.indices where e.holds(page.tiers[i].when, for: k) { key.tiers |= 1 << UInt64(i) }
    for i in page.steps.indices where e.holds(page.steps[i].when, for: k) { key.steps |= 1 << UInt64(i) }
    for i in page.expectations.indices where isMissing(page, i, k, e, sheet, company) {
      key.missing |= 1 << UInt64(i)
    }
    return true
  }

  /// The same for one row, asked anew.
  func holds(
    _ rows: ExplanationRows, _ place: Int, _ codes: [[KnowledgeProgram.Row]], _ page: Page?, _ k: Int,
    _ e: ConditionEvaluator, _ sheet: FactSheet, _ company: Company
  ) -> Bool {
    if case .codes(let system) = rows { return e.holds(codes[system][place].when, for: k) }
    guard let page else { return false }
    return switch rows {
    case .causes: e.holds(page.causes[place].when, for: k)
    case .shifts: e.holds(page.shifts[place].when, for: k)
    case .tiers: e.holds(page.tiers[place].when, for: k)
    case .steps: e.holds(page.steps[place].when, for: k)
    case .missing: isMissing(page, place, k, e, sheet, company)
    case .codes: false
    }
  }

  /// What a complete report says of such a finding and this one does not.
  private func isMissing(
    _ page: Page, _ place: Int, _ k: Int, _ e: ConditionEvaluator, _ sheet: FactSheet, _ company: Company
  ) -> Bool {
    if !e.holds(page.expectations[place].when, for: k) { return false }
    return switch page.expectations[place].place {
    case .slot(let name): !sheet.isStated(k, name)
    case .companion(let number): !company.speaks(of: number)
    case .note: false
    }
  }

  // MARK: - What is said

  /// Puts together what is said of a finding.
  ///
  /// - Parameters:
  ///   - codes: of its organ, by system.
  ///   - page: of its site; nil where it has none.
  ///   - holds: whether the row at a place of a list holds.
  func put(
    _ codes: [[KnowledgeProgram.Row]], _ page: Page?, isKept: Bool, _ holds: (ExplanationRows, Int) -> Bool
  ) -> Explanation {
    var parts = Explanation.Parts()
    // One code a system, the first that fits; only confirmed rows, only the systems of the record.
    for system in codes.indices {
      if let i = codes[system].indices.first(where: { holds(.codes(system), $0) }) {
        parts.codes.append((KnowledgeBase.systems[system], program.base.codes[codes[system][i].number].code))
      }
    }
    guard let page else { return Explanation(parts, isKept: isKept) }
    parts.causes = causes(page, holds)
    (parts.urgency, parts.urgencyBecause) = urgency(page, holds)
    var workupAtoms: [Int] = []
    for i in page.steps.indices where holds(.steps, i) {
      parts.workup.append(program.steps[page.steps[i].number])
      if let atom = program.stepAtoms[page.steps[i].number] { workupAtoms.append(atom) }
    }
    var missingAtoms: [Int] = []
    for i in page.expectations.indices where holds(.missing, i) {
      if parts.missing.contains(page.expectations[i].slot) { continue }
      parts.missing.append(page.expectations[i].slot)
      missingAtoms += page.expectations[i].atoms
    }
    return Explanation(parts, workupAtoms: workupAtoms, missingAtoms: missingAtoms, isKept: isKept)
  }

  /// A cause on offer, by its place on the page.
  private struct Candidate {
    var place: Int
    var score: Int
    /// How far it was moved.
    var moved = 0
  }

  /// The likeliest of the causes on offer, with what moved them.
  private func causes(_ page: Page, _ holds: (ExplanationRows, Int) -> Bool) -> [RankedCause] {
    var offered: [Candidate] = []
    for place in page.causes.indices where holds(.causes, place) {
      offered.append(Candidate(place: place, score: page.causes[place].rank))
    }
    if offered.isEmpty { return [] }
    let acting = page.shifts.indices.filter { holds(.shifts, $0) }
    for s in acting {
      for m in page.shifts[s].moves {
        for i in offered.indices where offered[i].place == page.moves[Int(m)].cause {
          offered[i].score += page.moves[Int(m)].ranks
          offered[i].moved += page.moves[Int(m)].ranks
        }
      }
    }
    // By score; of equals the one that was moved up most, then the order of the table.
    offered.sort { ($0.score, $0.moved, $0.place) < ($1.score, $1.moved, $1.place) }
    return offered.prefix(Self.longest).enumerated().map { i, candidate in
      var cause = RankedCause(row: page.rows[candidate.place], rank: i + 1)
      for s in acting {
        for m in page.shifts[s].moves where page.moves[Int(m)].cause == candidate.place {
          let reason = page.reasons[s]
          cause.move(page.moves[Int(m)].ranks < 0 ? reason.raised : reason.lowered, reason.sources)
        }
      }
      return cause
    }
  }

  /// The highest tier of the rows that hold; `none` only when no other row holds; else the site's own.
  private func urgency(_ page: Page, _ holds: (ExplanationRows, Int) -> Bool) -> (Urgency, [String]) {
    var tier: Urgency?
    var because: [String] = []
    for i in page.tiers.indices where page.tiers[i].tier.number >= tier?.number ?? 0 && holds(.tiers, i) {
      let row = page.tiers[i]
      if tier != row.tier {
        tier = row.tier
        because = []
      }
      if !because.contains(row.reason) { because.append(row.reason) }
    }
    return (tier ?? page.tier, because)
  }
}
