// Calcium scores listed by vessel.

import Testing

@testable import Calx

@Suite("Score tables") struct ScoreTableTests {
  struct Table: CustomTestStringConvertible {
    let text: String
    /// Each part, behind `-` where its score is 0, empty for the whole.
    let parts: [String]
    var testDescription: String { text }
    init(_ text: String, _ parts: String...) { (self.text, self.parts) = (text, parts) }
  }

  @Test(
    "gives one mention a vessel, and one for the sum",
    arguments: [
      Table("Calcium score: LM 0, LAD 212, LCx 35, RCA 0. Total 247.", "", "-lm", "lad", "lcx", "-rca"),
      Table("Total Agatston score 412 (LM 0, LAD 233, LCX 61, RCA 118).", "", "-lm", "lad", "lcx", "rca"),
      Table("LM: 0\nLAD: 45.2\nLCx: 0\nRCA: 12\nTotal Agatston score: 57", "", "-lm", "lad", "-lcx", "rca"),
      Table("Vessel  Agatston score\nLM 0\nLAD 212\nRCA 118", "-lm", "lad", "rca"),
      Table("Calcium score 57.", ""), Table("Calcium score 57. Stenosis of the LAD 40%, RCA 20%.", ""),
    ])
  func tables(_ t: Table) throws {
    let scores = try Reading(t.text).mentions.filter { $0.kind == "calcium-score" }
    #expect(scores.map { ($0.presence == .absent ? "-" : "") + ($0.part ?? "") } == t.parts)
  }

  @Test(
    "takes a nought behind the score for absence, and nothing else",
    arguments: [
      ("CAC score 0.", true), ("Calcium score of zero.", true), ("Agatston score: 0", true),
      ("Coronary calcium score is 0 AU, low risk.", true), ("CAC 0, 0th percentile.", true),
      ("The total Agatston score was 0.0.", true), ("Calcium score 0 in the left main.", false),
      ("Calcium score 0-10.", false), ("CAC score 10.", false), ("Calcium score of 100.", false),
      ("Calcium score 0 to 10 is minimal.", false),
    ])
  func nought(_ text: String, _ isAbsent: Bool) throws {
    let m = try #require(try Reading(text).mentions.first)
    #expect((m.presence == .absent) == isAbsent)
  }
}
