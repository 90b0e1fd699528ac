// Possible, asked, past, of somebody else: what is not a plain finding.

import Testing

@testable import Calx

@Suite("Uncertainty, questions, the past and others") struct UncertaintyTests {
  @Test(
    "what may be is possible",
    arguments: [
      "Possible renal calculus.", "Probable gallstone.", "Echo in the left kidney, may represent a calculus.",
      "A small renal calculus cannot be excluded.", "Cannot exclude a calculus in the distal ureter.",
      "Suspicious for a ureteral stone.", "Renal calculi: ?3 mm left lower pole.",
      "Right VUJ stone (?) 4 mm.", "Calculi: ?", "Ureteric stone (possible).",
      "Likely calcified granuloma in the spleen.",
      "Questionable calculus in the lower pole of the left kidney.",
      "Calculus versus vascular echo in the left kidney.", "Suggestive of a calculus in the left kidney.",
      "A 6 mm calculus is probably present in the left kidney.",
      "Echogenic foci in the left pyramids likely represent early nephrocalcinosis.",
    ])
  func possible(_ text: String) throws {
    #expect(
      try #require(try Reading(text).mentions.first { $0.kind != "echogenic-focus" }).presence == .possible)
  }

  @Test(
    "what is compatible with X is X",
    arguments: [
      "Consistent with a calcified granuloma.", "Compatible with a renal calculus.",
      "Represents a calcified granuloma of the lung.",
    ])
  func consistent(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "a doubtful cause leaves the calcification certain",
    arguments: [
      "Calcification in the breast, likely vascular.",
      "Calcification of the liver, probably due to an old infection.",
    ])
  func cause(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "a question in the request is possible and hypothetical",
    arguments: [
      "INDICATION: Rule out stones.\nFINDINGS: Normal kidneys.",
      "INDICATION: ?calculi\n\nFINDINGS: Normal kidneys.",
      "Clinical question: renal stones?\n\nFindings: Normal kidneys.",
      "HISTORY: Flank pain, evaluate for calculus.\nFINDINGS: Normal.",
    ])
  func question(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .possible)
    #expect(m.temporality == .hypothetical)
    #expect(m.section == .indication || m.section == .history)
  }

  @Test("what a technique can show is no finding")
  func technique() throws {
    let m = try only("TECHNIQUE: Low dose CT for the detection of calculi.\nFINDINGS: Normal.")
    #expect(m.section == .technique)
    #expect(m.temporality == .hypothetical)
  }

  @Test(
    "what was is historical",
    arguments: [
      "History of kidney stones.", "Past history of gallstones.", "Prior cholecystectomy for gallstones.",
      "Known history of renal calculi.", "Gallbladder removed for stones in 2016.",
      "Status post removal of the right ureteral stone.",
      "Cholecystectomy in 2010 for gallstones.", "Status after cholecystectomy because of stones.",
      "Prior CT demonstrated a 4 mm left renal stone.", "GB: surgically absent (for stones 2015).",
      "Gallbladder surgically absent for stones.",
    ])
  func historical(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .present)
    #expect(m.temporality == .historical)
  }

  @Test(
    "what is known, or done in the report itself, is not past",
    arguments: [
      "K/C/O renal calculi.", "Known gallstones.", "Two stones were extracted with a balloon.",
      "Signal void corresponds to calcification on the CT of last month.",
    ])
  func known(_ text: String) throws { #expect(try only(text).temporality == .current) }

  @Test(
    "what relatives have is theirs",
    arguments: [
      "Family history of kidney stones.", "Mother had gallstones.", "Her brother has renal calculi.",
    ])
  func family(_ text: String) throws { #expect(try only(text).experiencer == .family) }

  @Test(
    "what the fetus has is its own",
    arguments: [
      "OB scan 20w: Echogenic intracardiac focus in the left ventricle. Placenta anterior.",
      "Fetal liver calcification is seen.",
      "Echogenic intracardiac focus in the left ventricle of the fetus.",
    ])
  func fetus(_ text: String) throws { #expect(try only(text).experiencer == .fetus) }

  @Test("the mother's stones are the patient's in a report on her child")
  func mother() throws {
    let r = try Reading(
      "Fetal anatomy survey. Fetal heart: normal. Amniotic fluid normal.\nMaternal kidneys: 4 mm stone on the right.",
      modality: "fetal-US")
    #expect(try r.only().experiencer == .patient)
  }

  @Test("a finding that merely stands in the same text as a question stays a finding")
  func separate() throws {
    let r = try Reading("INDICATION: Rule out stones.\nFINDINGS: A 4 mm stone in the left kidney.")
    #expect(r.mentions.map(\.presence) == [.possible, .present])
    #expect(r.mentions.map(\.temporality) == [.hypothetical, .current])
  }
}
