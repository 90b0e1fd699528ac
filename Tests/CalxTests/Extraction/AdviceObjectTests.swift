// Advice that names the thing that it is for, advice of other days, and services without a verb.

import Testing

@testable import Calx

@Suite("What advice is for") struct AdviceObjectTests {
  struct Given: CustomTestStringConvertible {
    let text: String
    let advice: [String?]
    var testDescription: String { text }
    init(_ text: String, _ advice: String?...) { (self.text, self.advice) = (text, advice) }
  }

  @Test(
    "goes to the thing that it names, and to none where that is another finding",
    arguments: [
      Given(
        "IMPRESSION: Calcified node and a noncalcified 7 mm nodule; CT in 12 months for the nodule.",
        nil, "CT in 12 months for the nodule"),
      Given("IMPRESSION: Calcified fibroid and a 4 cm ovarian cyst; MRI for the cyst is advised.", nil),
      Given("IMPRESSION: Renal calculus and a 3 cm renal mass, biopsy of the mass is advised.", nil),
      Given(
        "IMPRESSION: Gallstones and umbilical hernia; surgical referral for the hernia is advised.", nil),
      Given(
        "IMPRESSION:\n1. Calcific tendinitis of the right shoulder.\n2. L1 compression fracture.\n3. Orthopaedic referral for the fracture.",
        nil),
      Given(
        "IMPRESSION:\n1. Aortic valve calcification.\n2. 11 mm cyst of the pancreatic tail.\n3. MRCP in 12 months regarding the cyst.",
        nil),
      Given(
        "IMPRESSION: Calcified fibroid. 4 cm right ovarian cyst. Gynaecology review for the fibroid.",
        "Gynaecology review for the fibroid"),
      Given(
        "IMPRESSION: Calcified pleural plaques. Endometrial thickening.\nRECOMMENDATION: Pleural plaques: respiratory referral.",
        "respiratory referral"),
      Given(
        "IMPRESSION:\n1. Calcific tendinitis.\n2. L1 compression fracture: rec orthopaedic referral.", nil),
      Given(
        "IMPRESSION:\n1. Liver cyst with mural calcification.\n2. Right ovarian cyst: repeat ultrasound in 6 weeks.",
        nil),
      Given(
        "IMPRESSION: Liver cyst with calcified wall. Right hydrocele. Surgical opinion for the cyst is advised.",
        "Surgical opinion for the cyst is advised"),
      Given(
        "IMPRESSION: Gallstones with a dilated duct. MRCP to exclude ductal stones.",
        "MRCP to exclude ductal stones", "MRCP to exclude ductal stones"),
      Given(
        "IMPRESSION: Focal hepatic echogenic focus. Ultrasound in 4 weeks to reassess the focus.",
        "Ultrasound in 4 weeks to reassess the focus"),
      Given(
        "IMPRESSION: Calcified plaque of the right ICA: duplex in 6 months. Left renal stone; urology referral.",
        "duplex in 6 months", "urology referral"),
    ])
  func objects(_ c: Given) throws { try check(c) }

  @Test(
    "leaves what other findings asked for",
    arguments: [
      Given(
        "IMPRESSION: Coronary artery calcification. 4 cm left ovarian cyst.\nRECOMMENDATION: Follow-up imaging in 3 months.",
        nil),
      Given(
        "IMPRESSION: Pancreatic calcifications. Hepatic steatosis. Correlation with LFTs is suggested.", nil),
      Given("IMPRESSION: Small left renal stone. Left convexity meningioma. MRI brain in 6 months.", nil),
      Given(
        "IMPRESSION:\n1. Left renal stone.\n2. Fatty liver.\n3. LFT correlation is suggested.", nil),
      Given(
        "FINDINGS: Calcified renal cyst. Left renal stone. Spleen normal.\nIMPRESSION: Normal spleen.\nRECOMMENDATION: Renal ultrasound in 6 months.",
        nil, nil),
    ])
  func others(_ c: Given) throws { try check(c) }

  @Test(
    "closes a report without a conclusion of its own",
    arguments: [
      Given(
        "FINDINGS:\nGALLBLADDER: Several gallstones. For surgical opinion.\nSPLEEN: Normal.\nIMPRESSION: As above.",
        "For surgical opinion"),
      Given(
        "Partially calcified nodule of the right upper lobe. CT in 3 months for the nodule.",
        "CT in 3 months for the nodule"),
    ])
  func closing(_ c: Given) throws { try check(c) }

  @Test(
    "what was advised once, and what closes a letter, is none",
    arguments: [
      Given("Calcified granuloma of the lung. Follow-up CT was advised in 2019.", nil),
      Given("Calcified granuloma of the lung. Previous ultrasound recommended follow-up.", nil),
      Given("Left renal stone. Follow-up study as recommended in the last report.", nil),
      Given(
        "Left renal stone. Please do not hesitate to call if further information is needed.", nil),
      Given("IMPRESSION: Left renal stone. Kindly correlate with clinical findings.", nil),
      Given(
        "Left renal stone. Biopsy was recommended previously; urology review is advised.",
        "urology review is advised"),
    ])
  func past(_ c: Given) throws { try check(c) }

  @Test(
    "services and plans without a verb count",
    arguments: [
      Given("IMPRESSION: Aortic valve calcification -> cardiology referral.", "cardiology referral"),
      Given("IMPRESSION: Calcified pleural plaques - for chest clinic review.", "for chest clinic review"),
      Given("IMPRESSION: Left renal calculus - stone clinic.", "stone clinic"),
      Given("IMPRESSION: Left renal calculus. Planned for PCNL.", "Planned for PCNL"),
      Given("IMPRESSION: Left renal calculus. Managed conservatively.", "Managed conservatively"),
      Given(
        "IMPRESSION: Left renal calculus. To be discussed at the stone MDT.",
        "To be discussed at the stone MDT"),
      Given("A 7 mm sialolith in the right submandibular duct. Sialendoscopy.", "Sialendoscopy"),
      Given(
        "IMPRESSION: Grouped calcifications in the left breast, BI-RADS 4B. Tissue sampling.",
        "Tissue sampling"),
      Given(
        "IMPRESSION: Thyroid nodule with microcalcifications, TR5. Rec FNA.", "Rec FNA"),
      Given(
        "IMPRESSION: Grouped calcifications in the left breast, BI-RADS 4C. Please correlate clinically.", nil
      ),
    ])
  func plans(_ c: Given) throws { try check(c) }

  private func check(_ c: Given) throws {
    let r = try Reading(c.text)
    #expect(r.mentions.map { r.words($0.recommendation) } == c.advice)
  }

  @Test(
    "goes to the side that it names, past what is denied of the other; a device in place is none",
    arguments: [
      Given(
        "Right submandibular gland with a 6 mm calculus. Left gland: no calculus seen. ENT referral suggested for the right side.",
        "ENT referral suggested for the right side", nil),
      Given("9 mm left ureteric stone. Ureteric stent in situ.", nil),
      Given("6 mm right renal stone. Nephrostomy in place.", nil),
      Given(
        "8 mm left ureteric stone. JJ stent in situ. Urology referral advised.", "Urology referral advised"),
      Given("8 mm left ureteric stone. For JJ stent.", "For JJ stent"),
    ])
  func sides(_ c: Given) throws { try check(c) }
}
