// One calcification told twice, in Findings and Impression, is one finding.

import Testing

@testable import Calx

@Suite("Joining findings") struct FindingJoinTests {
  struct Told: CustomTestStringConvertible {
    let text: String
    let findings: Int
    var testDescription: String { text }
    init(_ text: String, _ findings: Int) { (self.text, self.findings) = (text, findings) }
  }

  @Test(
    "joins the same thing under another name",
    arguments: [
      Told(
        "FINDINGS: Calcification along the atrioventricular groove.\nIMPRESSION: Pericardial calcification.",
        1),
      Told(
        "FINDINGS: 30 mm aortic aneurysm with calcified wall.\nIMPRESSION: Calcified aortic aneurysm, 30 mm.",
        1),
      Told(
        "FINDINGS: Left ovarian 60 mm mass with calcification.\nIMPRESSION: 60 mm left ovarian teratoma with calcification.",
        1),
      Told(
        "FINDINGS: 6 mm calculus at the right pelvic brim.\nIMPRESSION: 6 mm calculus of the right ureter.", 1
      ),
      Told(
        "FINDINGS: Echogenic focus of 5 mm in the left kidney, a calculus.\nIMPRESSION: Left nephrolithiasis.",
        1),
      Told("FINDINGS: 6 mm stone in the right kidney.\nIMPRESSION: 6 mm stone in the left kidney.", 1),
      Told("FINDINGS: 6 mm stone in the bladder.\nIMPRESSION: 9 mm stone in the right kidney.", 2),
      Told(
        "FINDINGS: Stones in the right kidney, 3 mm in the upper pole and 7 mm in the lower pole.\nIMPRESSION: 7 mm right renal stone. 3 mm right renal stone.",
        2),
    ])
  func joined(_ c: Told) throws { #expect(try Reading(c.text).analysis.findings.count == c.findings) }

  @Test(
    "keeps a length out of what is denied beside it",
    arguments: [
      "Common duct: 4 mm, no stone.", "RK 10.2 cm no hydronephrosis no calculus.",
      "No renal calculus, no ureteric dilatation (5 mm).",
    ])
  func denied(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .absent && m.sizeMM.isEmpty)
  }

  @Test("takes the place of the anchor that it is listed with")
  func coordinated() throws {
    #expect(
      try Reading("FINDINGS: Several foci in the pancreatic duct; no calcification or stone.").mentions
        .allSatisfy {
          $0.organ == "pancreas"
        })
  }
}
