// What a report is about: sides of diagnoses and procedures, things that a condition or a failed act presupposes.

import Testing

@testable import Calx

@Suite("Subjects") struct SubjectTests {
  @Test(
    "the side of a diagnosis or procedure is that of what the narrative finds",
    arguments: [
      Placed(
        "PREOPERATIVE DIAGNOSIS: Right carotid stenosis.\nNARRATIVE: The plaque at the bifurcation was heavily calcified.",
        "carotid-artery right"),
      Placed(
        "PREOP DX: Left foot pain.\nPROCEDURE: Left femoral endarterectomy.\nFINDINGS: Femoral artery occluded by calcified plaque.",
        "femoral-artery left"),
      Placed(
        "OPERATION: Right carotid endarterectomy.\nFINDINGS: The left carotid bulb held a calcified plaque.",
        "carotid-artery left"),
      // Only the line that names it: what follows is the account of it.
      Placed(
        "PROCEDURE: The patient was scanned. The left arm was raised.\nFINDINGS: Renal calculus.", "kidney"),
    ])
  func sides(_ c: Placed) throws {
    let m = try #require(Reading(c.text).mentions.last)
    #expect([m.organ, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ") == c.place)
  }

  struct Stated: CustomTestStringConvertible {
    let text: String
    let presence: Presence
    let temporality: Temporality
    var testDescription: String { text }
    init(_ text: String, _ presence: Presence, _ temporality: Temporality = .current) {
      (self.text, self.presence, self.temporality) = (text, presence, temporality)
    }
  }

  @Test(
    "what is spoken of as known is there",
    arguments: [
      Stated("The wire would not go beyond the calculus.", .present),
      Stated("The scope did not reach the stone.", .present),
      Stated("We were unable to pass beyond the stone.", .present),
      Stated("If the stones grow past 8 mm, refer to urology.", .present),
      Stated("If the larger stone has grown, I will refer her.", .present),
      Stated("Second look for the remaining stone on Wednesday if he is afebrile.", .present),
      Stated("If stones recur, metabolic work-up.", .possible, .hypothetical),
      Stated("Should stones form again, she needs a stent.", .possible, .hypothetical),
      Stated("If the calculus is confirmed, consider CT.", .possible, .hypothetical),
      Stated("The scan did not show the stone.", .absent),
    ])
  func known(_ c: Stated) throws {
    let m = try #require(Reading("FINDINGS: " + c.text).mentions.first)
    #expect(m.presence == c.presence)
    #expect(m.temporality == c.temporality)
    #expect(m.change == nil)
  }

  @Test("a single one in a pair is on no side")
  func single() throws {
    let m = try #require(
      Reading("FINDINGS: The lung fields contain a single calcified granuloma.").mentions.first)
    #expect(m.laterality == nil)
    #expect(m.multiplicity == .single)
  }

  @Test("laboratory calcium is no calcification")
  func laboratory() throws {
    for text in ["LABS: Calcium 2.6 mmol/L, creatinine 80.", "PLAN: Calcium and creatinine in one week."] {
      #expect(try Reading(text).mentions.isEmpty)
    }
  }

  @Test(
    "what is measured, denied or of a relative lends its place to nothing",
    arguments: [
      Placed("Distended gallbladder with numerous small stones, common duct 8 mm.", "gallbladder"),
      Placed("No kidney stones, no pancreatitis, and no family history of stones.", "kidney"),
      Placed("Stones in the left kidney. His father also had kidney stones.", "kidney"),
      Placed("A 1.1 cm calculus near the right submandibular hilum and no swelling.", "salivary-gland right"),
      Placed("Gallstones in the neck, common duct stone.", "bile-duct"),
    ])
  func others(_ c: Placed) throws {
    let m = try #require(Reading("FINDINGS: " + c.text).mentions.last)
    #expect([m.organ, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ") == c.place)
  }

  @Test("arterial calcification of a mammogram is of the breast")
  func breastArteries() throws {
    let m = try #require(Reading("Arterial calcification on both sides.", modality: "MG").mentions.first)
    #expect(m.organ == "breast")
    #expect(m.morphology == ["vascular"])
  }

  @Test("the body of a letter that opens with its diagnosis is no conclusion")
  func letters() throws {
    let body = String(repeating: "She drinks two litres on school days and less at weekends. ", count: 5)
    let letter =
      "Diagnosis: renal stones\n\nDear colleague,\n\n\(body)The ultrasound shows a calculus in the left kidney."
    let mentions = try Reading(letter).mentions
    #expect(mentions.map(\.section) == [.impression, .findings])
  }
}
