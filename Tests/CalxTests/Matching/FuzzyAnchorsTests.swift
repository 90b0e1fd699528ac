// Misspelt anchors, and words that must not be taken for one.

import Testing

@testable import Calx

@Suite("Misspelt anchors") struct FuzzyAnchorsTests {
  @Test(
    "are anchors",
    arguments: [
      "calcifcation", "calcificaton", "calcifications", "calcfication", "nephrolithiais",
      "microcalcificatons",
      "choledocholithiasis", "nephrolithasis",
    ])
  func misspelt(_ word: String) throws {
    #expect(try !Reading("There is \(word) in the kidney.").mentions.isEmpty)
  }

  @Test(
    "are not seen in ordinary words",
    arguments: [
      "classification", "clarification", "calculation", "calculating", "calcaneus", "calibration",
      "qualification", "granulation",
      "localization", "ossification", "calculated", "cavitation",
    ])
  func ordinary(_ word: String) throws {
    #expect(try Reading("There is \(word) in the kidney.").mentions.isEmpty)
  }

  @Test("leave their rule in the evidence")
  func evidence() throws {
    let m = try only("Calcifcation in the spleen.")
    #expect(m.evidence.contains { $0.slot == .kind && $0.rule.hasPrefix("anchor.fuzzy.") })
  }

  @Test(
    "are told by their distance",
    arguments: [
      ("stone", "stone", 0), ("stone", "stoen", 1), ("stone", "ston", 1), ("stone", "sttone", 1),
      ("stone", "stane", 1),
      ("stone", "stein", 3), ("abcdef", "badcfe", 3),
    ])
  func distance(_ a: String, _ b: String, _ expected: Int) {
    #expect(FuzzyAnchors.distance(Array(a.utf8), Array(b.utf8), limit: 9) == expected)
    #expect(FuzzyAnchors.distance(Array(b.utf8), Array(a.utf8), limit: 9) == expected)
    if expected > 1 { #expect(FuzzyAnchors.distance(Array(a.utf8), Array(b.utf8), limit: 1) == 2) }
  }
}
