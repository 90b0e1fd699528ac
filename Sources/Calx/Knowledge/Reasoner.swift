// Explains findings: what likely causes each, what fits as workup, how urgent it is, what the report leaves out.

/// Applies the knowledge base to the findings of a report. Only rows of the tables decide.
struct Reasoner {
  /// Ranks that a shift moves a cause, unless its row says otherwise.
  static let places = 3
  /// Causes kept of each finding.
  static let longest = 5

  let program: KnowledgeProgram

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
            CrossRules(program: program).apply(e, findings, sheet)
          }
        }
      }
    }
  }

  // MARK: - One finding

  private func explain(
    _ finding: inout Finding, _ k: Int, _ e: ConditionEvaluator, _ sheet: FactSheet,
    _ company: Company
  ) {
    // Findings without an organ have no number of one.
    if sheet.rows[k].organ < 0 { return }
    let organ = sheet.rows[k].place
    finding.codes = codes(organ, k, e)
    guard let site = site(organ, k, e) else { return }
    let page = program.pages[site]
    finding.causes = causes(page, k, e)
    (finding.urgency, finding.urgencyBecause) = urgency(page, k, e)
    finding.workup.reserveCapacity(page.steps.count)
    for row in page.steps where e.holds(row.when, for: k) {
      finding.workup.append(program.steps[row.number])
      sheet.set(k, .workup, atom: program.stepAtoms[row.number])
    }
    finding.missing = missing(page, k, e, sheet, company)
  }

  /// What a complete report says of such a finding and this one does not; rules are told of it.
  private func missing(
    _ page: KnowledgeProgram.Page, _ k: Int, _ e: ConditionEvaluator, _ sheet: FactSheet, _ company: Company
  ) -> [String] {
    var missing: [String] = []
    for i in page.expectations.indices where e.holds(page.expectations[i].when, for: k) {
      let isMissing =
        switch page.expectations[i].place {
        case .slot(let name): !sheet.isStated(k, name)
        case .companion(let number): !company.speaks(of: number)
        case .note: false
        }
      if !isMissing || missing.contains(page.expectations[i].slot) { continue }
      if missing.isEmpty { missing.reserveCapacity(4) }
      missing.append(page.expectations[i].slot)
      sheet.set(k, .missing, atoms: page.expectations[i].atoms)
    }
    return missing
  }

  /// The site whose condition holds with most terms, the first of equals.
  func site(_ organ: Int32, _ k: Int, _ e: ConditionEvaluator) -> Int? {
    var best: KnowledgeProgram.Site?
    for s in program.sites(of: organ) where s.terms > best?.terms ?? -1 && e.holds(s.when, for: k) {
      best = s
    }
    return best?.number
  }

  /// A cause on offer, by its place on the page.
  private struct Candidate {
    var place: Int
    var score: Int
    /// How far it was moved.
    var moved: Int
    /// A shift spoke of it.
    var isTouched = false

    /// By score; of equals the one that was moved up most, then the order of the table.
    func precedes(_ other: Candidate) -> Bool {
      if score != other.score { return score < other.score }
      if moved != other.moved { return moved < other.moved }
      return place < other.place
    }
  }

  private func causes(_ page: KnowledgeProgram.Page, _ k: Int, _ e: ConditionEvaluator) -> [RankedCause] {
    withUnsafeTemporaryAllocation(of: Candidate.self, capacity: page.causes.count) { offered in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: page.shifts.count) { acting in
        let count = offer(page, k, e, offered)
        return count == 0
          ? [] : ranked(page, shift(page, k, e, offered[..<count], acting), offered[..<count], acting)
      }
    }
  }

  /// Puts the causes on offer in order of the table.
  ///
  /// - Returns: how many they are.
  private func offer(
    _ page: KnowledgeProgram.Page, _ k: Int, _ e: ConditionEvaluator,
    _ offered: UnsafeMutableBufferPointer<Candidate>
  ) -> Int {
    var count = 0
    for place in page.causes.indices where e.holds(page.causes[place].when, for: k) {
      offered[count] = Candidate(place: place, score: page.causes[place].rank, moved: 0)
      count += 1
    }
    return count
  }

  /// Moves the causes on offer by the shifts that act.
  ///
  /// - Returns: how many act.
  private func shift(
    _ page: KnowledgeProgram.Page, _ k: Int, _ e: ConditionEvaluator,
    _ offered: Slice<UnsafeMutableBufferPointer<Candidate>>, _ acting: UnsafeMutableBufferPointer<Int>
  ) -> Int {
    let offered = UnsafeMutableBufferPointer(rebasing: offered)
    var count = 0
    for s in page.shifts.indices where e.holds(page.shifts[s].when, for: k) {
      acting[count] = s
      count += 1
      for m in page.shifts[s].moves {
        let move = page.moves[Int(m)]
        for i in offered.indices where offered[i].place == move.cause {
          offered[i].score += move.ranks
          offered[i].moved += move.ranks
          offered[i].isTouched = true
        }
      }
    }
    return count
  }

  /// The likeliest of the causes on offer, with what moved them.
  private func ranked(
    _ page: KnowledgeProgram.Page, _ count: Int, _ offered: Slice<UnsafeMutableBufferPointer<Candidate>>,
    _ acting: UnsafeMutableBufferPointer<Int>
  ) -> [RankedCause] {
    let offered = UnsafeMutableBufferPointer(rebasing: offered)
    var result: [RankedCause] = []
    let longest = min(offered.count, Self.longest)
    result.reserveCapacity(longest)
    for rank in 0..<longest {
      // The first of those that are left, brought to the front.
      var first = rank
      for i in (rank + 1)..<max(rank + 1, offered.count) where offered[i].precedes(offered[first]) {
        first = i
      }
      let place = offered[first].place
      offered.swapAt(rank, first)
      var cause = RankedCause(row: page.rows[place], rank: rank + 1)
      if offered[rank].isTouched {
        for s in acting[..<count] {
          for m in page.shifts[s].moves where page.moves[Int(m)].cause == place {
            let reason = page.reasons[s]
            cause.move(page.moves[Int(m)].ranks < 0 ? reason.raised : reason.lowered, reason.sources)
          }
        }
      }
      result.append(cause)
    }
    return result
  }

  /// The highest tier of the rows that hold; `none` only when no other row holds; else the site's own.
  private func urgency(
    _ page: KnowledgeProgram.Page, _ k: Int, _ e: ConditionEvaluator
  ) -> (Urgency, [String]) {
    var tier: Urgency?
    var because: [String] = []
    for i in page.tiers.indices
    where page.tiers[i].tier.number >= tier?.number ?? 0 && e.holds(page.tiers[i].when, for: k) {
      let row = page.tiers[i]
      if tier != row.tier {
        tier = row.tier
        because = []
      }
      if !because.contains(row.reason) { because.append(row.reason) }
    }
    return (tier ?? page.tier, because)
  }

  /// One code a system, the first that fits; only confirmed rows, only the systems of the record.
  private func codes(_ organ: Int32, _ k: Int, _ e: ConditionEvaluator) -> [(system: String, code: String)] {
    var result: [(system: String, code: String)] = []
    let systems = program.codes(of: organ)
    result.reserveCapacity(systems.count)
    for system in systems.indices {
      for c in systems[system].indices where e.holds(systems[system][c].when, for: k) {
        let code = program.base.codes[systems[system][c].number].code
        result.append((KnowledgeBase.systems[system], code))
        break
      }
    }
    return result
  }
}

extension Mention {
  /// Nothing is said of what is denied, past, asked or somebody else's.
  @inline(__always) var isReal: Bool {
    presence != .absent && temporality == .current && (experiencer == .patient || experiencer == .fetus)
  }
}
