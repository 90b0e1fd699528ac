// The knowledge base against a table of patterns and what must be said of each: Fixtures/knowledge/expected.tsv.

import Testing

@testable import Calx

@Suite("Knowledge: expected answers")
struct KnowledgeTableTests {
  static let rows = KnowledgeFixture.rows()
  let base = KnowledgeBase.shared

  @Test("the table covers every site twice and every rule both ways")
  func coverage() {
    #expect(Self.rows.count >= 150)
    for site in base.sites { #expect(Self.rows.count { $0.site == site.id } >= 2, "\(site.id) \(site.name)") }
    for rule in base.rules {
      #expect(Self.rows.contains { $0.workup == rule.id }, "\(rule.id) never fires")
      #expect(Self.rows.contains { $0.workup == "!" + rule.id }, "\(rule.id) is never suppressed")
    }
  }

  @Test(
    "the table holds each site's mildest and its highest tier, so a benign and a raised case where both exist"
  )
  func benignAndRaised() {
    for (s, site) in base.sites.enumerated() {
      let tiers = base.pages[s].urgencies.map { base.urgencies[$0].tier } + [site.tier]
      let tested = Self.rows.filter { $0.site == site.id }.map(\.urgency)
      for tier in [tiers.min(), tiers.max()].compactMap({ $0 }) {
        #expect(tested.contains(tier.rawValue), "\(site.id) \(site.name): no row of tier \(tier)")
      }
    }
  }

  @Test(
    "nothing is said without a source that exists, and what is unverified carries its mark", arguments: rows)
  func sourced(_ row: KnowledgeFixture.Row) throws {
    let marks = Self.marks
    for f in try row.explained(by: base).findings {
      for c in f.causes {
        #expect(!c.sources.isEmpty && c.sources.allSatisfy(Self.sources.contains), "\(c.id): \(c.sources)")
        #expect(c.verified == marks.verified[c.id], "\(c.id)")
        for reason in c.because { #expect(marks.isRight(reason), "\(c.id): \(reason)") }
      }
      for w in f.workup {
        #expect(!w.sources.isEmpty && w.sources.allSatisfy(Self.sources.contains), "\(w.id): \(w.sources)")
        #expect(w.verified == marks.verified[w.id], "\(w.id)")
      }
      for reason in f.urgencyBecause { #expect(marks.isRight(reason), "\(reason)") }
    }
  }

  private static let sources = Set((try? KnowledgeBase.builtIn())?.sources.map(\.id) ?? [])

  /// What the tables say of the state of each row and each reason.
  private struct Marks {
    var verified: [String: Verification] = [:]
    var reasons: [String: Set<Verification>] = [:]

    /// A reason ends in the mark where a row that says it is unverified, and only there.
    func isRight(_ shown: String) -> Bool {
      var reason = shown.hasPrefix("− ") ? String(shown.dropFirst(2)) : shown
      let marked = reason.hasSuffix(" (unverified)")
      if marked { reason.removeLast(" (unverified)".count) }
      guard let states = reasons[reason] else { return false }
      return marked ? states.contains(.unverified) : states.contains { $0 != .unverified }
    }
  }

  private static let marks: Marks = {
    let base = KnowledgeBase.shared
    var marks = Marks()
    for c in base.causes { marks.verified[c.id] = c.origin.verified }
    for s in base.steps { marks.verified[s.id] = s.origin.verified }
    for r in base.rules {
      marks.verified[r.id] = r.origin.verified
      marks.reasons[r.name, default: []].insert(r.origin.verified)
    }
    for s in base.shifts { marks.reasons[s.because, default: []].insert(s.origin.verified) }
    for u in base.urgencies { marks.reasons[u.because, default: []].insert(u.origin.verified) }
    return marks
  }()

  @Test("expected answers", arguments: rows)
  func answer(_ row: KnowledgeFixture.Row) throws {
    let analysis = try row.explained(by: base)
    let first = try #require(analysis.findings.first)
    if row.site != "-" {
      #expect(try row.site(in: base) == row.site)
      #expect(first.causes.first?.id == row.cause, "causes: \(first.causes.map(\.id))")
      #expect(first.urgency.rawValue == row.urgency, "because \(first.urgencyBecause)")
    }
    let steps = analysis.findings.flatMap { $0.workup.map(\.id) }
    if row.workup.hasPrefix("!") {
      #expect(!steps.contains(String(row.workup.dropFirst())))
    } else if !row.workup.isEmpty {
      #expect(steps.contains(row.workup), "workup: \(steps)")
    }
  }

  @Test(
    "denied, past, asked and foreign mentions stay without explanation",
    arguments: [
      "presence=absent", "temporality=historical", "temporality=hypothetical", "experiencer=family",
    ])
  func nothingInvented(_ slot: String) throws {
    let row = KnowledgeFixture.Row(findings: "organ=liver kind=calcification morphology=punctate \(slot)")
    let finding = try #require(try row.explained(by: base).findings.first)
    #expect(
      finding.causes.isEmpty && finding.workup.isEmpty && finding.missing.isEmpty && finding.codes.isEmpty)
    #expect(finding.urgency == .none && finding.urgencyBecause.isEmpty)
  }

  @Test("codes: one a system, the most specific, none unconfirmed")
  func codes() throws {
    let row = KnowledgeFixture.Row(findings: "organ=kidney kind=calculus morphology=staghorn")
    let finding = try #require(try row.explained(by: base).findings.first)
    #expect(finding.codes.map { "\($0.system) \($0.code)" } == ["radlex RID35578", "icd10cm N20.0"])
    let granuloma = KnowledgeFixture.Row(findings: "organ=liver kind=granuloma")
    #expect(try granuloma.explained(by: base).findings.first?.codes.map(\.code) == ["RID3953", "R93.2"])
  }

  @Test("the questions about a fetal liver calcification are missing until something states them")
  func fetalQuestions() throws {
    let bare = KnowledgeFixture.Row(findings: "organ=liver kind=calcification experiencer=fetus")
    let missing = try #require(try bare.explained(by: base).findings.first?.missing)
    for item in [
      "multiplicity", "company:other-calcification", "size", "company:anomaly", "company:surveillance-plan",
      "company:prenatal-testing", "company:delivery-place", "company:postnatal-plan",
      "company:prenatal-referral",
    ] { #expect(missing.contains(item)) }
    let told = KnowledgeFixture.Row(
      findings: "organ=liver kind=calcification experiencer=fetus multiplicity=single size=3",
      denied: "anomaly", company: "prenatal-referral")
    let left = try #require(try told.explained(by: base).findings.first?.missing)
    for item in ["multiplicity", "size", "company:anomaly", "company:prenatal-referral"] {
      #expect(!left.contains(item))
    }
  }
}
