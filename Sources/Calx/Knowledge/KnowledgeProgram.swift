// The knowledge base and the rules, compiled together against a lexicon: what a worker asks of each finding.

/// All conditions of a knowledge base and a rule book as one program, and their rows as numbers.
///
/// Made at the first finding of a run and shared by all workers.
final class KnowledgeProgram: Sendable {
  typealias Ref = ConditionProgram.Ref

  /// A site, of those that an organ can belong to.
  struct Site: Sendable {
    var number: Int
    var when: Ref
    /// Terms of its condition: the more, the narrower.
    var terms: Int
  }

  /// A row and its condition.
  struct Row: Sendable {
    var number: Int
    var when: Ref
  }

  /// A shift, without anything to retain.
  struct Shift: Sendable {
    var when: Ref
    /// Its moves, among those of its page.
    var moves: Range<Int32>
  }

  /// What a shift does to a cause of its page, by its place there.
  struct Move: Sendable {
    var cause: Int
    /// Signed: negative moves a cause up.
    var ranks: Int
  }

  /// Why a shift moves causes.
  struct ShiftReason: Sendable {
    var raised: String
    var lowered: String
    var sources: [String]
  }

  struct Tier: Sendable {
    var when: Ref
    var tier: Urgency
    var reason: String
  }

  /// What a complete report says, and where to look whether it does.
  struct Expectation: Sendable {
    enum Place: Sendable {
      /// A slot that is to be stated.
      case slot(FactName)
      /// A companion that is to be spoken of; nil where no report can.
      case companion(Int?)
      /// Nothing that can be looked for.
      case note
    }
    var when: Ref
    var slot: String
    var place: Place
    /// Atoms that tell rules that it is missing.
    var atoms: [Int]
  }

  /// A cause on offer at a site, without anything to retain.
  struct Cause: Sendable {
    var rank: Int
    var when: Ref
  }

  /// The rows of one site. A class: findings of one site share it.
  final class Page: Sendable {
    let causes: [Cause]
    /// Their rows.
    let rows: [KnowledgeCause]
    let shifts: [Shift]
    let moves: [Move]
    /// Of the shifts.
    let reasons: [ShiftReason]
    let tiers: [Tier]
    /// Unless a row says otherwise.
    let tier: Urgency
    let steps: [Row]
    let expectations: [Expectation]
    /// No list is longer than a key of explanations holds.
    let isShort: Bool

    /// - Parameter shifts: rows and their conditions.
    init(
      _ rows: [KnowledgeCause], _ conditions: [Ref], shifts: [(row: KnowledgeShift, when: Ref)],
      tiers: [Tier],
      tier: Urgency, steps: [Row], expectations: [Expectation]
    ) {
      self.rows = rows
      causes = zip(rows, conditions).map { Cause(rank: $0.rank, when: $1) }
      var moves: [Move] = []
      self.shifts = shifts.map { shift in
        let first = moves.count
        for (place, cause) in rows.enumerated() {
          if shift.row.raises.contains(cause.id) {
            moves.append(Move(cause: place, ranks: -shift.row.places))
          } else if shift.row.lowers.contains(cause.id) {
            moves.append(Move(cause: place, ranks: shift.row.places))
          }
        }
        return Shift(when: shift.when, moves: Int32(first)..<Int32(moves.count))
      }
      self.moves = moves
      reasons = shifts.map { row, _ in
        ShiftReason(raised: row.reason, lowered: "− " + row.reason, sources: row.origin.sources)
      }
      self.tiers = tiers
      self.tier = tier
      self.steps = steps
      self.expectations = expectations
      isShort =
        [causes.count, shifts.count, tiers.count, steps.count, expectations.count].max() ?? 0
        <= ExplanationKey.longest
    }
  }

  /// A rule over several findings.
  struct CrossRule: Sendable {
    var number: Int
    var when: Ref
    /// Nil for nothing that keeps it down.
    var unless: Ref?
    var step: WorkupStep
    var atom: Int?
  }

  /// Of the built-in tables, made once. Asked for ahead, it is there when the first finding needs it.
  static let builtIn = (try? Lexicon.builtIn()).map { KnowledgeProgram(.shared, .shared, $0) }

  let lexicon: Lexicon
  let base: KnowledgeBase
  let conditions: ConditionProgram
  let companions: CompanionNumbers
  /// Sites by the number of their organ.
  private let sites: [[Site]]
  let pages: [Page]
  let steps: [WorkupStep]
  /// Atoms of the steps' ids, where a rule asks for them.
  let stepAtoms: [Int?]
  let crossRules: [CrossRule]
  /// Codes by the number of their organ and by system, those with most terms first.
  private let codes: [[[Row]]]
  /// For organs that have none.
  private let codesOfAny: [[Row]]
  let rules: CompiledRules
  /// Atoms that tell that a report answers to an organ, by the organ's symbol.
  private let answers: [[Int]]
  /// Numbers of the companions that tell a population.
  let neonate: Int?
  let child: Int?

  init(_ base: KnowledgeBase, _ book: RuleBook, _ lexicon: Lexicon) {
    var all: [Condition] = []
    func add(_ c: Condition) -> Int {
      all.append(c)
      return all.count - 1
    }
    let siteAt = base.sites.map { add($0.when.condition) }
    let causeAt = base.causes.map { add($0.when.condition) }
    let shiftAt = base.shifts.map { add($0.when.condition) }
    let tierAt = base.urgencies.map { add($0.when.condition) }
    let stepAt = base.steps.map { add($0.when.condition) }
    let expectationAt = base.expectations.map { add($0.when.condition) }
    let ruleAt = base.rules.map { (add($0.when.condition), add($0.unless.condition)) }
    let codeAt = base.codes.map { add($0.when.condition) }
    let bookAt = CompiledRules.conditions(of: book, add)
    let ids =
      lexicon.companions.flatMap { $0.map(\.id) } + base.traits.keys.sorted()
      + base.traits.sorted { $0.key < $1.key }.flatMap(\.value.implies)
    let program = ConditionProgram(
      all, companions: ids, organs: base.sitesByOrgan.keys.sorted() + base.codesByOrgan.keys.sorted(),
      axes: lexicon.rows.partAxes)
    let atoms = program.atoms
    let refs = program.conditions
    self.lexicon = lexicon
    self.base = base
    conditions = program
    companions = CompanionNumbers(atoms.companions, base.traits, lexicon.companions)
    neonate = companions.number(of: Population.neonate.rawValue)
    child = companions.number(of: Population.child.rawValue)
    var sites = [[Site]](repeating: [], count: atoms.count(of: .organ))
    for (organ, numbers) in base.sitesByOrgan {
      guard let place = atoms.place(.organ, organ) else { continue }
      sites[place] = numbers.map {
        Site(number: $0, when: refs[siteAt[$0]], terms: base.sites[$0].when.condition.terms.count)
      }
    }
    self.sites = sites
    steps = base.steps.map {
      WorkupStep(
        id: $0.id, text: $0.text, when: $0.when.text, sources: $0.origin.sources, verified: $0.origin.verified
      )
    }
    stepAtoms = base.steps.map { atoms.atom(.workup, $0.id) }
    let numbers = companions
    pages = zip(base.pages, base.sites).map { page, site in
      Page(
        page.causes.map { base.causes[$0] }, page.causes.map { refs[causeAt[$0]] },
        shifts: page.shifts.map { (base.shifts[$0], refs[shiftAt[$0]]) },
        tiers: page.urgencies.map {
          Tier(when: refs[tierAt[$0]], tier: base.urgencies[$0].tier, reason: base.urgencies[$0].reason)
        },
        tier: site.tier,
        steps: page.steps.map { Row(number: $0, when: refs[stepAt[$0]]) },
        expectations: page.expectations.map {
          let slot = base.expectations[$0].slot
          return Expectation(
            when: refs[expectationAt[$0]], slot: slot, place: Self.place(slot, numbers),
            atoms: atoms.all(.missing, slot))
        })
    }
    crossRules = base.rules.indices.map { r in
      let rule = base.rules[r]
      return CrossRule(
        number: r, when: refs[ruleAt[r].0], unless: rule.unless.text.isEmpty ? nil : refs[ruleAt[r].1],
        step: WorkupStep(
          id: rule.id, text: rule.text, when: rule.when.text, sources: rule.origin.sources,
          verified: rule.origin.verified),
        atom: atoms.atom(.workup, rule.id))
    }
    codesOfAny = Self.codes(base, base.codesByOrgan[""] ?? []) { refs[codeAt[$0]] }
    var codes = [[[Row]]](repeating: codesOfAny, count: atoms.count(of: .organ))
    for (organ, own) in base.codesByOrgan where !organ.isEmpty {
      guard let place = atoms.place(.organ, organ) else { continue }
      codes[place] = Self.codes(base, own + (base.codesByOrgan[""] ?? [])) { refs[codeAt[$0]] }
    }
    self.codes = codes
    var answers: [[Int]] = []
    for site in lexicon.rows.sites {
      let place = Int(site.organ.id)
      while answers.count <= place { answers.append([]) }
      if answers[place].isEmpty { answers[place] = atoms.all(.answered, lexicon.rows.name(site.organ)) }
    }
    self.answers = answers
    rules = CompiledRules(book, bookAt, program, companions)
  }

  /// The confirmed ones of some codes, by system.
  private static func codes(_ base: KnowledgeBase, _ numbers: [Int], _ when: (Int) -> Ref) -> [[Row]] {
    KnowledgeBase.systems.map { system in
      // Of equals the first of the table.
      numbers.filter { base.codes[$0].system == system && base.codes[$0].origin.verified != .unverified }
        .sorted {
          (-base.codes[$0].when.condition.terms.count, $0) < (-base.codes[$1].when.condition.terms.count, $1)
        }
        .map { Row(number: $0, when: when($0)) }
    }
  }

  /// Atoms that tell that a report answers to an organ which it names.
  func answers(to organ: Symbol) -> [Int] {
    answers.indices.contains(Int(organ.id)) ? answers[Int(organ.id)] : []
  }

  /// Sites of an organ by its number, negative for one that no table names.
  func sites(of organ: Int32) -> [Site] { organ < 0 ? [] : sites[Int(organ)] }

  /// Codes of an organ by its number, negative for one that no table names.
  func codes(of organ: Int32) -> [[Row]] { organ < 0 ? codesOfAny : codes[Int(organ)] }

  private static func place(_ slot: String, _ companions: CompanionNumbers) -> Expectation.Place {
    if slot.hasPrefix("company:") {
      return .companion(companions.number(of: String(slot.dropFirst("company:".count))))
    }
    return FactName(rawValue: slot).map { .slot($0) } ?? .note
  }
}
