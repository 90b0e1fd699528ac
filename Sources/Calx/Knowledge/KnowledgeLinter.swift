// What is wrong with the knowledge base beyond its form: ids nobody knows, causes nobody can reach, sources nobody has.

/// Checks the tables against one another and against the lexicon's words.
public struct KnowledgeLinter {
  private let base: KnowledgeBase
  private let words: ConditionVocabulary
  /// Companions that have words, those of the rules among them.
  private let spoken: Set<String>
  private var found: [LexiconError] = []

  /// All defects of the built-in knowledge base with an overlay laid over it, in file and line order.
  public static func check(
    overlay: [LexiconFile] = [], lexicon: Lexicon
  ) -> [LexiconError] {
    var loader = KnowledgeLoader()
    let base = loader.load(builtIn: BuiltInLexicons.files, overlay: overlay)
    var linter = KnowledgeLinter(
      base: base, words: ConditionVocabulary(lexicon, companions: Set(base.companions.keys)),
      spoken: Set(lexicon.companions.joined().map(\.id)))
    linter.run()
    return (loader.errors + linter.found).sorted {
      ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message)
    }
  }

  private init(base: KnowledgeBase, words: ConditionVocabulary, spoken: Set<String>) {
    self.base = base
    self.words = words
    self.spoken = spoken
  }

  private mutating func error(_ o: Provenance, _ message: String) {
    found.append(LexiconError(file: o.file, line: o.line, message: message))
  }

  private mutating func warning(_ o: Provenance, _ message: String) {
    found.append(LexiconError(file: o.file, line: o.line, message: message, severity: .warning))
  }

  private mutating func run() {
    let siteIds = Set(base.sites.map(\.id))
    for s in base.sites { check(s.when, s.origin) }
    for c in base.causes {
      if c.name.isEmpty { error(c.origin, "a cause needs a name") }
      check(c.when, c.origin, site: c.site, siteIds)
    }
    checkShifts(siteIds)
    for u in base.urgencies {
      if u.because.isEmpty { error(u.origin, "'because' is empty: a tier needs its reason") }
      check(u.when, u.origin, site: u.site, siteIds)
    }
    for s in base.steps {
      if s.text.isEmpty { error(s.origin, "the step has no text") }
      check(s.when, s.origin, site: s.site, siteIds)
    }
    for x in base.expectations {
      check(x.when, x.origin, site: x.site, siteIds)
      check(slot: x.slot, x.origin)
    }
    for r in base.rules {
      check(r.when, r.origin)
      check(r.unless, r.origin)
      if r.when.text.isEmpty { error(r.origin, "a rule without a condition would always fire") }
    }
    for c in base.codes { check(c.when, c.origin) }
    checkClaims()
    checkReach()
    checkCompanions()
    checkCoverage()
  }

  // MARK: - Rows

  private mutating func check(_ when: When, _ o: Provenance, site: String, _ sites: Set<String>) {
    if !sites.contains(site) { error(o, "unknown site '\(site)'") }
    check(when, o)
  }

  private mutating func check(_ when: When, _ o: Provenance) {
    if !when.text.isEmpty {
      for term in when.condition.terms where term.asksRules {
        error(o, "condition '\(when.text)', column \(term.column): only rules can ask this")
      }
      for d in words.defects(of: when.condition) {
        let message = "condition '\(when.text)', \(d.error.description)"
        if d.warning { warning(o, message) } else { error(o, message) }
      }
      if let id = contradiction(when.condition) {
        warning(
          o, "condition '\(when.text)' never holds: what is stated of '\(id)' is history as well (scopes.tsv)"
        )
      }
    }
    check(sources: o)
  }

  /// `company=x & !history=x` for an id of the scope patient.
  private func contradiction(_ c: Condition) -> String? {
    for a in c.terms where !a.negated {
      guard case .oneOf(.company, let ids) = a.test else { continue }
      for b in c.terms where b.negated {
        guard case .oneOf(.history, let others) = b.test else { continue }
        if ids.allSatisfy({ others.contains($0) && base.traits(of: $0).scope == .patient }) {
          return ids.first
        }
      }
    }
    return nil
  }

  private mutating func check(sources o: Provenance) {
    if o.sources.isEmpty { error(o, "no source; M marks general knowledge without a page") }
    for s in Set(o.sources).sorted() where s != "M" && base.sourceLines[s] == nil {
      error(o, "unknown source '\(s)'")
    }
  }

  private mutating func check(slot: String, _ o: Provenance) {
    if slot == "note" { return }
    if slot.hasPrefix("company:") {
      let id = String(slot.dropFirst("company:".count))
      if base.companions[id] == nil { error(o, "no words for the companion '\(id)'") }
    } else if FactName(rawValue: slot) == nil {
      error(o, "unknown slot '\(slot)'; a slot's name, company:id or note")
    }
  }

  private mutating func checkShifts(_ sites: Set<String>) {
    let home = Dictionary(base.causes.map { ($0.id, $0.site) }, uniquingKeysWith: { a, _ in a })
    for s in base.shifts {
      check(s.when, s.origin, site: s.site, sites)
      if s.because.isEmpty { error(s.origin, "'because' is empty: a shift needs its reason") }
      if s.raises.isEmpty && s.lowers.isEmpty { error(s.origin, "the shift moves nothing") }
      for c in s.raises + s.lowers where home[c] != s.site {
        error(
          s.origin, home[c] == nil ? "unknown cause '\(c)'" : "the cause '\(c)' belongs to \(home[c] ?? "")")
      }
      for c in s.raises where s.lowers.contains(c) { error(s.origin, "'\(c)' is raised and lowered at once") }
    }
  }

  /// A claim rests on rows only where it is judged true, so that nothing else reaches a reader.
  private mutating func checkClaims() {
    let judgements = [
      "supported", "partly", "doubtful", "non-clinical", "anecdote", "out-of-scope", "contradiction",
    ]
    let known = Set(base.statements.map(\.id))
    for c in base.claims {
      check(sources: c.origin)
      if !judgements.contains(c.judgement) {
        error(
          c.origin, "unknown judgement '\(c.judgement)'; one of \(judgements.joined(separator: ", "))")
      }
      if !c.rows.isEmpty, !["supported", "partly"].contains(c.judgement) {
        error(c.origin, "a claim judged \(c.judgement) carries no rows")
      }
      for row in c.rows where !known.contains(row) { error(c.origin, "unknown row '\(row)'") }
    }
  }

  // MARK: - The whole

  /// A cause that stands behind enough others which are always offered, and that nothing raises, is never shown.
  private mutating func checkReach() {
    for (s, site) in base.sites.enumerated() {
      let rows = base.pages[s].causes.map { base.causes[$0] }
      if rows.isEmpty { error(site.origin, "the site \(site.id) has no causes") }
      let raised = Set(base.pages[s].shifts.flatMap { base.shifts[$0].raises })
      let lowered = Set(base.pages[s].shifts.flatMap { base.shifts[$0].lowers })
      for (i, c) in rows.enumerated() where !raised.contains(c.id) {
        let ahead = rows.enumerated().filter { k, other in
          other.when.text.isEmpty && !lowered.contains(other.id) && (other.rank, k) < (c.rank, i)
        }.count
        if ahead >= Reasoner.longest {
          warning(
            c.origin, "nothing can select '\(c.id)': \(ahead) causes stand ahead and no shift raises it")
        }
      }
    }
  }

  private mutating func checkCompanions() {
    for (id, t) in base.traits.sorted(by: { $0.key < $1.key }) {
      for name in [id] + t.implies where base.companions[name] == nil && !spoken.contains(name) {
        found.append(
          LexiconError(file: "knowledge/scopes.tsv", line: 0, message: "no words for the companion '\(name)'")
        )
      }
      for organ in t.organs where !words.organs.contains(organ) {
        found.append(
          LexiconError(
            file: "knowledge/scopes.tsv", line: 0, message: "unknown organ '\(organ)' of the class '\(id)'"))
      }
    }
  }

  private mutating func checkCoverage() {
    let covered = Set(base.sitesByOrgan.keys)
    for organ in words.organs.sorted() where !covered.contains(organ) {
      found.append(
        LexiconError(
          file: "knowledge", line: 0,
          message: "no site for the organ '\(organ)': its findings have no causes",
          severity: .warning))
    }
  }
}
