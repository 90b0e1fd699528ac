// Scores counted by hand on small examples.

import Testing

@testable import CalxIO

@Suite("Scorer") struct EvaluationTests {
  static func mention(_ start: Int, _ end: Int, _ slots: String = "") throws -> ScoredMention {
    let json = "{\"start\":\(start),\"end\":\(end)\(slots.isEmpty ? "" : "," + slots)}"
    return try #require(ScoredMention(try JSONValue(Array(json.utf8))))
  }

  static func counts(_ slot: String, gold: [ScoredMention], output: [ScoredMention]) throws -> [Int] {
    var scorer = Scorer()
    scorer.add(report: 0, gold: gold, output: output)
    let c = try #require(scorer.tallies[slot]).counts
    return [c.tp, c.fp, c.fn]
  }

  @Test("joins anchors one to one, the longest overlap first")
  func anchors() throws {
    let gold = [try Self.mention(0, 10), try Self.mention(20, 30), try Self.mention(40, 50)]
    let output = [
      try Self.mention(0, 4), try Self.mention(3, 10), try Self.mention(20, 30), try Self.mention(60, 70),
    ]
    #expect(try Self.counts("anchor", gold: gold, output: output) == [2, 2, 1])
  }

  @Test("compares slots as sets of anchor and value")
  func sites() throws {
    let gold = [try Self.mention(0, 10, #""organ":"aorta""#), try Self.mention(0, 10, #""organ":"heart""#)]
    let output = [try Self.mention(0, 9, #""organ":"aorta""#), try Self.mention(0, 9, #""organ":"liver""#)]
    #expect(try Self.counts("organ", gold: gold, output: output) == [1, 1, 1])
    #expect(try Self.counts("anchor", gold: gold, output: output) == [1, 0, 0])
  }

  @Test("takes silence for present, current, the patient's")
  func defaults() throws {
    let gold = [try Self.mention(0, 10)]
    let output = [try Self.mention(0, 10, #""presence":"absent","temporality":"current","experiencer":null"#)]
    #expect(try Self.counts("presence", gold: gold, output: output) == [0, 1, 1])
    #expect(try Self.counts("temporality", gold: gold, output: output) == [1, 0, 0])
    #expect(try Self.counts("experiencer", gold: gold, output: output) == [1, 0, 0])
    #expect(try Self.counts("organ", gold: gold, output: output) == [0, 0, 0])
  }

  @Test("compares sizes as numbers and stretches of text by half their words")
  func values() throws {
    let gold = [
      try Self.mention(0, 10, #""size_mm":[4,5.0],"recommendation":"follow-up ultrasound in 6 months""#)
    ]
    let output = [try Self.mention(0, 10, #""size_mm":[4.0,6],"recommendation":"ultrasound in 6 months""#)]
    #expect(try Self.counts("size_mm", gold: gold, output: output) == [1, 1, 1])
    #expect(try Self.counts("recommendation", gold: gold, output: output) == [1, 0, 0])
    #expect(!Scorer.alike("a b c d", "a x y z"))
    #expect(Scorer.alike("lower pole", "the LOWER part"))
  }

  @Test("wants all five slots right for strict")
  func strict() throws {
    let gold = [try Self.mention(0, 10, #""organ":"kidney","laterality":"left""#)]
    #expect(try Self.counts("strict", gold: gold, output: gold) == [1, 0, 0])
    let output = [try Self.mention(0, 10, #""organ":"kidney","laterality":"right""#)]
    #expect(try Self.counts("strict", gold: gold, output: output) == [0, 1, 1])
  }

  @Test("computes rates, and noughts instead of dividing by nought")
  func rates() {
    let r = Rates(truePositives: 3, falsePositives: 1, falseNegatives: 3)
    #expect(r.precision == 0.75 && r.recall == 0.5 && abs(r.f1 - 0.6) < 1e-12)
    let none = Rates(truePositives: 0, falsePositives: 0, falseNegatives: 0)
    #expect(none.precision == 0 && none.recall == 0 && none.f1 == 0)
  }
}
