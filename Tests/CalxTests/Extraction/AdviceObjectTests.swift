// Advice that names the thing that it is for, advice of other days, and services without a verb.

import Testing

@testable import Calx

@Suite("What advice is for") struct AdviceObjectTests {
  @Test(
    "goes to the thing that it names, and to none where that is another finding",
    arguments: [
      Advised(
        "IMPRESSION: Calcified node and a noncalcified 7 mm nodule; CT in 12 months for the nodule.",
        nil, "CT in 12 months for the nodule"),
      Advised("IMPRESSION: Calcified fibroid and a 4 cm ovarian cyst; MRI for the cyst is advised.", nil),
      Advised("IMPRESSION: Renal calculus and a 3 cm renal mass, biopsy of the mass is advised.", nil),
      Advised(
        "IMPRESSION: Gallstones and umbilical hernia; surgical referral for the hernia is advised.", nil),
      Advised(
        "IMPRESSION:\n1. Calcific tendinitis of the right shoulder.\n2. L1 compression fracture.\n3. Orthopaedic referral for the fracture.",
        nil),
      Advised(
        "IMPRESSION:\n1. Aortic valve calcification.\n2. 11 mm cyst of the pancreatic tail.\n3. MRCP in 12 months regarding the cyst.",
        nil),
      Advised(
        "IMPRESSION: Calcified fibroid. 4 cm right ovarian cyst. Gynaecology review for the fibroid.",
        "Gynaecology review for the fibroid"),
      Advised(
        "IMPRESSION: Calcified pleural plaques. Endometrial thickening.\nRECOMMENDATION: Pleural plaques: respiratory referral.",
        "respiratory referral"),
      Advised(
        "IMPRESSION:\n1. Calcific tendinitis.\n2. L1 compression fracture: rec orthopaedic referral.", nil),
      Advised(
        "IMPRESSION:\n1. Liver cyst with mural calcification.\n2. Right ovarian cyst: repeat ultrasound in 6 weeks.",
        nil),
      Advised(
        "IMPRESSION: Liver cyst with calcified wall. Right hydrocele. Surgical opinion for the cyst is advised.",
        "Surgical opinion for the cyst is advised"),
      Advised(
        "IMPRESSION: Gallstones with a dilated duct. MRCP to exclude ductal stones.",
        "MRCP to exclude ductal stones", "MRCP to exclude ductal stones"),
      Advised(
        "IMPRESSION: Focal hepatic echogenic focus. Ultrasound in 4 weeks to reassess the focus.",
        "Ultrasound in 4 weeks to reassess the focus"),
      Advised(
        "IMPRESSION: Calcified plaque of the right ICA: duplex in 6 months. Left renal stone; urology referral.",
        "duplex in 6 months", "urology referral"),
    ])
  func objects(_ c: Advised) throws { try c.check() }

  @Test(
    "leaves what other findings asked for",
    arguments: [
      Advised(
        "IMPRESSION: Coronary artery calcification. 4 cm left ovarian cyst.\nRECOMMENDATION: Follow-up imaging in 3 months.",
        nil),
      Advised(
        "IMPRESSION: Pancreatic calcifications. Hepatic steatosis. Correlation with LFTs is suggested.", nil),
      Advised("IMPRESSION: Small left renal stone. Left convexity meningioma. MRI brain in 6 months.", nil),
      Advised(
        "IMPRESSION:\n1. Left renal stone.\n2. Fatty liver.\n3. LFT correlation is suggested.", nil),
      Advised(
        "FINDINGS: Calcified renal cyst. Left renal stone. Spleen normal.\nIMPRESSION: Normal spleen.\nRECOMMENDATION: Renal ultrasound in 6 months.",
        nil, nil),
    ])
  func others(_ c: Advised) throws { try c.check() }

  @Test(
    "closes a report without a conclusion of its own",
    arguments: [
      Advised(
        "FINDINGS:\nGALLBLADDER: Several gallstones. For surgical opinion.\nSPLEEN: Normal.\nIMPRESSION: As above.",
        "For surgical opinion"),
      Advised(
        "Partially calcified nodule of the right upper lobe. CT in 3 months for the nodule.",
        "CT in 3 months for the nodule"),
    ])
  func closing(_ c: Advised) throws { try c.check() }

  @Test(
    "what was advised once, and what closes a letter, is none",
    arguments: [
      Advised("Calcified granuloma of the lung. Follow-up CT was advised in 2019.", nil),
      Advised("Calcified granuloma of the lung. Previous ultrasound recommended follow-up.", nil),
      Advised("Left renal stone. Follow-up study as recommended in the last report.", nil),
      Advised(
        "Left renal stone. Please do not hesitate to call if further information is needed.", nil),
      Advised("IMPRESSION: Left renal stone. Kindly correlate with clinical findings.", nil),
      Advised(
        "Left renal stone. Biopsy was recommended previously; urology review is advised.",
        "urology review is advised"),
    ])
  func past(_ c: Advised) throws { try c.check() }

  @Test(
    "services and plans without a verb count",
    arguments: [
      Advised("IMPRESSION: Aortic valve calcification -> cardiology referral.", "cardiology referral"),
      Advised("IMPRESSION: Calcified pleural plaques - for chest clinic review.", "for chest clinic review"),
      Advised("IMPRESSION: Left renal calculus - stone clinic.", "stone clinic"),
      Advised("IMPRESSION: Left renal calculus. Planned for PCNL.", "Planned for PCNL"),
      Advised("IMPRESSION: Left renal calculus. Managed conservatively.", "Managed conservatively"),
      Advised(
        "IMPRESSION: Left renal calculus. To be discussed at the stone MDT.",
        "To be discussed at the stone MDT"),
      Advised("A 7 mm sialolith in the right submandibular duct. Sialendoscopy.", "Sialendoscopy"),
      Advised(
        "IMPRESSION: Grouped calcifications in the left breast, BI-RADS 4B. Tissue sampling.",
        "Tissue sampling"),
      Advised(
        "IMPRESSION: Thyroid nodule with microcalcifications, TR5. Rec FNA.", "Rec FNA"),
      Advised(
        "IMPRESSION: Grouped calcifications in the left breast, BI-RADS 4C. Please correlate clinically.", nil
      ),
    ])
  func plans(_ c: Advised) throws { try c.check() }

  @Test(
    "goes to the side that it names, past what is denied of the other; a device in place is none",
    arguments: [
      Advised(
        "Right submandibular gland with a 6 mm calculus. Left gland: no calculus seen. ENT referral suggested for the right side.",
        "ENT referral suggested for the right side", nil),
      Advised("9 mm left ureteric stone. Ureteric stent in situ.", nil),
      Advised("6 mm right renal stone. Nephrostomy in place.", nil),
      Advised(
        "8 mm left ureteric stone. JJ stent in situ. Urology referral advised.", "Urology referral advised"),
      Advised("8 mm left ureteric stone. For JJ stent.", "For JJ stent"),
    ])
  func sides(_ c: Advised) throws { try c.check() }
}
