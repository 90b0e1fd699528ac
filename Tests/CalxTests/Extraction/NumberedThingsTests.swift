// Nodules and masses with numbers: what a label holds, and which of them advice is about.

import Testing

@testable import Calx

@Suite("Numbered things") struct NumberedThingsTests {
  struct Advised: CustomTestStringConvertible {
    let text: String
    let advice: [String?]
    var testDescription: String { text }
    init(_ text: String, _ advice: String?...) { (self.text, self.advice) = (text, advice) }
  }

  @Test(
    "take the advice that names them",
    arguments: [
      Advised(
        """
        THYROID US
        Nodule 1: right mid, 14 mm, solid, punctate echogenic foci.
        Nodule 2: right lower, 8 mm, spongiform.
        Nodule 3: left upper pole, 22 mm, rim calcification.
        Recommendation: FNA nodules 1 and 3.
        """, "FNA nodules 1 and 3", "FNA nodules 1 and 3"),
      Advised(
        """
        THYROID US
        Nodule 1: right, 14 mm, solid, punctate echogenic foci.
        Nodule 2: isthmus, 9 mm, macrocalcification.
        Recommendation: FNA of nodule 1. Ultrasound of nodule 2 in 12 months.
        """, "FNA of nodule 1", "Ultrasound of nodule 2 in 12 months"),
      Advised(
        """
        FINDINGS:
        #1: Right mid thyroid nodule of 12 mm with macrocalcification.
        #2: Left lower thyroid nodule of 20 mm with punctate echogenic foci.
        IMPRESSION: FNA recommended for nodule #2.
        """, nil, "FNA recommended for nodule #2"),
      Advised(
        """
        THYROID US
        Nodule 1: right, 14 mm, coarse calcification.
        Nodule 2: left, 25 mm, solid, hypoechoic.
        IMPRESSION: FNA of nodule 2 is recommended.
        """, nil),
      // An interval is no number of a nodule.
      Advised(
        "THYROID US\nRight nodule of 14 mm with rim calcification.\nIMPRESSION: Ultrasound of the nodule in 6 months.",
        "Ultrasound of the nodule in 6 months"),
    ])
  func advice(_ c: Advised) throws {
    let r = try Reading(c.text)
    #expect(r.mentions.map { r.words($0.recommendation) } == c.advice)
  }

  @Test(
    "advice is for the side, the thing and the kind that it names",
    arguments: [
      Advised(
        "Left ICA: plaque with calcification, 60% stenosis. Right ICA: minimal calcified plaque. No change in the right calcified plaque. Vascular opinion is advised for the left side.",
        "Vascular opinion is advised for the left side", nil, nil),
      Advised(
        "IMPRESSION: Calcified splenic artery aneurysm. Left renal stone. CT is advised for the aneurysm.",
        "CT is advised for the aneurysm", nil),
      Advised(
        "PI-RADS 4 lesion in the left peripheral zone. Coarse calcifications of the prostate. Targeted biopsy recommended.",
        nil),
      Advised(
        "Left: 6 mm calculus in the proximal ureter with hydronephrosis. Lower pole calculi of the left kidney. Urgent urology referral advised.",
        "Urgent urology referral advised", nil),
    ])
  func narrowed(_ c: Advised) throws {
    let r = try Reading(c.text)
    #expect(r.mentions.map { r.words($0.recommendation) } == c.advice)
  }

  struct Held: CustomTestStringConvertible {
    let text: String
    let host: String?
    let size: [Double]
    var testDescription: String { text }
    init(_ text: String, _ host: String?, _ size: [Double]) {
      (self.text, self.host, self.size) = (text, host, size)
    }
  }

  @Test(
    "hold what stands under their label",
    arguments: [
      Held("THYROID US\nNodule 3: left upper pole, 22 mm, solid, rim calcification.", "nodule", [22]),
      Held(
        "CT CHEST\nNODULES:\n- Left lower lobe: 12 x 9 mm with eccentric calcification.", "nodule", [12, 9]),
      Held("CT CHEST\nNodule 2: left lower lobe, 12 mm, eccentric calcification.", "nodule", [12]),
      Held("CT CHEST\nLUNGS/NODULES: 4 mm right upper lobe nodule.\nCAC: mild", nil, []),
    ])
  func labels(_ c: Held) throws {
    let m = try only(c.text)
    #expect(m.host == c.host)
    #expect(m.sizeMM == c.size)
  }
}
