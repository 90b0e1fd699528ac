// Explanations that findings share: the same as those made anew, and changed for one finding alone.

import Testing

@testable import Calx

@Suite("Explanations") struct ExplanationTests {
  /// All that is said of the findings of an analysis.
  static func said(_ analysis: Analysis) -> [String] {
    analysis.findings.map { f in
      let causes = f.causes.map { "\($0.rank) \($0.id) \($0.because) \($0.sources) \($0.verified)" }
      return
        "\(f.id) \(causes) \(f.workup.map(\.id)) \(f.urgency) \(f.urgencyBecause) \(f.missing) \(f.codes)"
    }
  }

  @Test("what is kept is said as what is made anew, the first time and from then on")
  func kept() throws {
    let memo = ExplanationMemo()
    let rows = KnowledgeFixture.rows()
    #expect(rows.count >= 150)
    for row in rows {
      let anew = Self.said(try row.explained(by: .shared))
      for _ in 0..<2 {
        #expect(anew == Self.said(try row.explained(by: .shared, memo: memo)), "\(row.testDescription)")
      }
    }
  }

  @Test(
    "findings that are alike share one object, with what cross-organ rules add to it and without",
    arguments: [
      "organ=gallbladder kind=calculus", "organ=kidney kind=calculus laterality=left",
      "organ=liver kind=calcification + organ=spleen kind=calcification + organ=pancreas kind=calcification",
    ])
  func shared(_ findings: String) throws {
    let memo = ExplanationMemo()
    let row = KnowledgeFixture.Row(findings: findings)
    let first = try row.explained(by: .shared, memo: memo).findings
    let second = try row.explained(by: .shared, memo: memo).findings
    #expect(!first.isEmpty)
    for (a, b) in zip(first, second) { #expect(a.explanation === b.explanation && a.explanation.isKept) }
  }

  @Test("a finding that is changed leaves those that it shared with as they were")
  func changed() throws {
    let memo = ExplanationMemo()
    let row = try #require(KnowledgeFixture.rows().first { $0.urgency == "routine" })
    let before = try row.explained(by: .shared, memo: memo)
    var after = before
    after.findings[0].urgency = .urgent
    after.findings[0].missing.append("size")
    #expect(before.findings[0].urgency != .urgent)
    #expect(after.findings[0].urgency == .urgent && after.findings[0].missing.last == "size")
    #expect(after.findings[0].causes.map(\.id) == before.findings[0].causes.map(\.id))
    #expect(!after.findings[0].explanation.isKept)
    #expect(Self.said(try row.explained(by: .shared, memo: memo)) == Self.said(before))
  }

  @Test("keys tell every bit of what holds; a full memo forgets, and so does another program's")
  func memo() throws {
    let memo = ExplanationMemo()
    let program = try KnowledgeFixture.program(.shared)
    func key(_ n: Int) -> ExplanationKey {
      var key = ExplanationKey(organ: Int32(n % 3), site: 1)
      key.causes = UInt64(n / 3)
      return key
    }
    for n in 0..<ExplanationMemo.most {
      #expect(memo.explanation(key(n), of: program) == nil)
      memo.keep(Explanation(Explanation.Parts(missing: ["\(n)"])), key(n))
    }
    for n in 0..<ExplanationMemo.most {
      #expect(memo.explanation(key(n), of: program)?.parts.missing == ["\(n)"])
    }
    memo.keep(Explanation.none, key(ExplanationMemo.most))
    #expect(memo.explanation(key(0), of: program) == nil)
    #expect(memo.explanation(key(ExplanationMemo.most), of: program) === Explanation.none)
    let other = KnowledgeProgram(.shared, .shared, try Lexicon.builtIn())
    #expect(memo.explanation(key(ExplanationMemo.most), of: other) == nil)
    for path in [\ExplanationKey.codes, \.causes, \.shifts, \.tiers, \.steps, \.missing] {
      var changed = key(7)
      changed[keyPath: path] ^= 1 << 63
      #expect(changed != key(7) && changed.hash != key(7).hash)
    }
  }
}
