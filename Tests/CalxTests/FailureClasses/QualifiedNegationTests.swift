// `No suspicious calcification` denies the suspicious ones only; the words stay.

import Testing

@testable import Calx

@Suite("Qualified negation") struct QualifiedNegationTests {
  @Test(
    "no suspicious X: absent, and suspicious",
    arguments: [
      "No suspicious calcifications.", "There are no suspicious microcalcifications in the left breast.",
      "No suspicious grouped calcifications are seen.",
    ])
  func suspicious(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .absent)
    #expect(m.morphology.contains("suspicious"))
  }

  @Test("no other X leaves the first X standing")
  func other() throws {
    let r = try Reading("3 mm stone in the left kidney. No other stones.")
    #expect(r.mentions.map(\.presence) == [.present, .absent])
  }

  @Test("benign ones beside no suspicious ones")
  func benign() throws {
    let r = try Reading("Benign-appearing calcifications in the right breast. No suspicious calcifications.")
    #expect(r.mentions.map(\.presence) == [.present, .absent])
    #expect(r.mentions.map(\.morphology) == [["benign-appearing"], ["suspicious"]])
  }

  @Test(
    "no obstructing X: absent, and obstructing",
    arguments: ["No obstructing calculus.", "No obstructing renal stone is seen."])
  func obstructing(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .absent)
    #expect(m.morphology == ["obstructing"])
  }

  @Test(
    "absent mentions have neither number nor count",
    arguments: ["No gallstones.", "No renal calculi are seen."])
  func number(_ text: String) throws {
    let m = try only(text)
    #expect(m.multiplicity == nil)
    #expect(m.count == nil)
  }
}
