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
      Told(
        "FINDINGS: 7 mm calculus at the left vesicoureteric junction. A 3 mm stone in the left kidney.\nIMPRESSION: Obstructing left VUJ stone.",
        2),
      Told(
        "FINDINGS: 5 mm calculus at the right pelviureteric junction. A 3 mm stone in the right distal ureter.\nIMPRESSION: Right PUJ stone.",
        2),
      Told("FINDINGS: 6 mm stone in the bladder.\nIMPRESSION: 9 mm stone in the right kidney.", 2),
      Told(
        "FINDINGS: Stones in the right kidney, 3 mm in the upper pole and 7 mm in the lower pole.\nIMPRESSION: 7 mm right renal stone. 3 mm right renal stone.",
        2),
    ])
  func joined(_ c: Told) throws { #expect(try Reading(c.text).analysis.findings.count == c.findings) }

  @Test("advice for both sides is for each")
  func bothSides() throws {
    let a = try Reading(
      "FINDINGS: Right kidney: 6 mm lower pole calculus. Left kidney: 5 mm lower pole calculus.\nIMPRESSION: Bilateral lower pole renal calculi, ultrasound in 6, 12 and 24 months."
    ).analysis
    #expect(a.recommendations.first?.findings == ["f1", "f2"])
    #expect(a.recommendations.first?.intervalDays == [180, 720])
  }

  @Test("keeps the closer name of what is calcified")
  func closerHost() throws {
    let a = try Reading(
      "FINDINGS: Several liver lesions with amorphous calcification.\nIMPRESSION: Calcified hepatic metastases."
    ).analysis
    #expect(a.findings.map(\.slots.host) == ["metastasis"])
  }

  @Test("joins with the finding of the same side before one of both")
  func sameSide() throws {
    let a = try Reading(
      "FINDINGS: New 8 mm group of fine pleomorphic calcifications in the left breast. Scattered round calcifications bilaterally.\nIMPRESSION: Suspicious left breast calcifications."
    ).analysis
    #expect(a.findings.map(\.mentions) == [[0, 2], [1]])
  }

  @Test("joins with the finding of the same part before one that names none")
  func samePart() throws {
    let a = try Reading(
      "FINDINGS: Left breast: 14 mm group of fine pleomorphic calcifications in the UOQ at 2 o'clock. Vascular calcifications.\nIMPRESSION: Biopsy of the left UOQ calcifications."
    ).analysis
    #expect(a.findings.map(\.mentions) == [[0, 2], [1]])
  }

  @Test(
    "keeps apart what lies in parts that exclude each other",
    arguments: [
      Told(
        "FINDINGS: 3 mm calcified nodule in the apical segment of the left upper lobe. 12 mm calcified nodule in the superior segment of the left lower lobe.",
        2),
      Told(
        "Liver: calcified metastasis in segment 7, new. A punctate calcification in segment 2, unchanged.", 2),
      Told("Liver: calcification in segment VII. Calcification in segment 7.", 1),
      Told("Bilateral testicular microlithiasis. Macrocalcification of 3 mm in the left testis.", 2),
      Told("Bilateral testicular microlithiasis. A 2 mm calcification of the left testis.", 2),
      Told("Left kidney: stone in the upper pole. Stone in the lower pole.", 2),
      Told("Left kidney: stone in the upper pole.\nIMPRESSION: Left superior pole stone.", 1),
      Told("Pancreas: calcification in the head. Calcification in the tail.", 2),
    ])
  func excluded(_ c: Told) throws { #expect(try Reading(c.text).analysis.findings.count == c.findings) }

  @Test(
    "an upper, middle or lower lobe is the lung's, whatever the sentence before was about",
    arguments: [
      "Prostate is enlarged.", "The thyroid is normal.", "Liver normal.",
      "Prostatic calcification noted.",
    ])
  func lobes(_ before: String) throws {
    let m = try #require(
      Reading(before + " Calcified granuloma in the right lower lobe.").analysis.mentions.last)
    #expect(m.organ == "lung" && m.laterality == .right)
  }

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
