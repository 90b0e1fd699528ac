// Advice in a conclusion for what only the findings tell, advice of several services, and advice past calcified vessels.

import Testing

@testable import Calx

@Suite("Advice that comes back to a finding") struct AdviceReturnTests {
  @Test(
    "a conclusion that names the thing, its side or its length speaks of the findings",
    arguments: [
      Advised(
        "FINDINGS: Right thyroid lobe 14 mm nodule with microcalcifications.\nIMPRESSION: TR5 nodule on the right. FNA is recommended.",
        "FNA is recommended"),
      Advised(
        "FINDINGS: Right thyroid nodule of 22 mm with microcalcifications.\nIMPRESSION: TI-RADS 5 nodule, 2.2 cm: meets criteria for FNA.",
        "meets criteria for FNA"),
      Advised(
        "FINDINGS: Pleomorphic microcalcifications in the left breast.\nIMPRESSION: BI-RADS 4B left. Stereotactic biopsy is recommended.",
        "Stereotactic biopsy is recommended"),
      Advised(
        "FINDINGS: Popcorn calcification in the left breast.\nIMPRESSION: Right breast mass, BI-RADS 5. Core biopsy is recommended.",
        nil),
      Advised(
        "FINDINGS: Calcified nodule of 5 mm in the left lower lobe.\nIMPRESSION: 7 mm nodule of the right upper lobe. CT in 6 months.",
        nil),
      Advised(
        "FINDINGS: Left renal calculus of 4 mm.\nIMPRESSION: Left renal cyst. Ultrasound in 1 year.", nil),
    ])
  func conclusions(_ c: Advised) throws {
    let report = try Reading(c.text)
    let bound = report.analysis.recommendations.first { !$0.findings.isEmpty }
    #expect(report.words(bound?.range) == c.advice[0])
    // The mention itself is not what the advice is about.
    #expect(report.mentions.allSatisfy { $0.recommendation == nil })
  }

  @Test(
    "services for several organs are for what there is of each",
    arguments: [
      Advised(
        "Right renal calculus. Calcified thyroid nodule. Urology and endocrinology review advised.",
        "Urology and endocrinology review advised", "Urology and endocrinology review advised"),
      Advised(
        "IMPRESSION: Cholelithiasis. Hepatic steatosis. Surgical opinion and LFTs are advised.",
        "Surgical opinion and LFTs are advised"),
    ])
  func services(_ c: Advised) throws { try c.check() }

  @Test(
    "nobody scans a calcified vessel again for itself",
    arguments: [
      Advised(
        "5 mm stone in the left kidney. Aortic calcification. Repeat US in 6 months is suggested.",
        "Repeat US in 6 months is suggested", nil),
      Advised(
        "Calcified granuloma in the right lung. Coronary calcification. Cardiology referral is suggested.",
        nil,
        "Cardiology referral is suggested"),
    ])
  func vessels(_ c: Advised) throws { try c.check() }

  @Test("biopsies of two things are each for its own")
  func things() throws {
    try Advised(
      "Left breast mass with microcalcifications. Axillary node with calcifications. Core biopsy of the mass and FNA of the node are advised.",
      "Core biopsy of the mass and FNA of the node are advised",
      "Core biopsy of the mass and FNA of the node are advised"
    ).check()
  }
}
