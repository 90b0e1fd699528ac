// Which of several findings advice is about, and what counts as advice for none of them.

import Testing

@testable import Calx

@Suite("Topic of advice") struct AdviceTopicTests {
  @Test(
    "goes to the mention that it speaks of, not to one behind which another finding stands",
    arguments: [
      Advised("IMPRESSION: Cholelithiasis. Compression fracture of the spine. DEXA is advised.", nil),
      Advised(
        "IMPRESSION: Cholelithiasis. 8 mm nodule in the left upper lobe. CT in 3 months is advised.", nil),
      Advised(
        "IMPRESSION: Cholelithiasis. Wall thickness normal. Surgical referral is advised.",
        "Surgical referral is advised"),
      Advised(
        "IMPRESSION: Calcified granuloma of the lung. 3 cm cyst in the left ovary for which MRI is advised.",
        nil),
      Advised(
        "IMPRESSION: Calcified granuloma of the lung.\n- Left inguinal hernia - surgery if symptomatic", nil),
      Advised("Left renal calculus. Hydrocele. Surgery is advised.", nil),
      Advised(
        "IMPRESSION: 1. Left renal calculus. 2. Hepatic steatosis.\nRECOMMENDATION: FNA of the thyroid.", nil),
      Advised(
        "IMPRESSION: Basal ganglia calcification.\nRECOMMENDATION: MRI brain is suggested.",
        "MRI brain is suggested"),
      Advised(
        "IMPRESSION: Left ureteric calculus.\nRECOMMENDATION: Renal ultrasound in 6 weeks.",
        "Renal ultrasound in 6 weeks"),
      Advised("IMPRESSION: Gallstones.\nRECOMMENDATION: Follow-up recommended.", "Follow-up recommended"),
      Advised("IMPRESSION: Gallstones. Splenomegaly.\nRECOMMENDATION: Follow-up recommended.", nil),
      Advised(
        "IMPRESSION:\n1. Gallstones.\n2. If symptoms persist, MRCP is suggested.", "MRCP is suggested"),
    ])
  func topics(_ c: Advised) throws { try c.check() }

  @Test(
    "takes what stands in brackets, a bare service, and correlation only in the finding's own sentence",
    arguments: [
      Advised("IMPRESSION: Left renal calculus (follow-up in 12 months).", "follow-up in 12 months"),
      Advised("IMPRESSION: Left renal calculus (urology referral).", "urology referral"),
      Advised("IMPRESSION: Calcific tendinopathy. Barbotage.", "Barbotage"),
      Advised("IMPRESSION: Gallstones. Clinical correlation is recommended.", nil),
      Advised("IMPRESSION: Gallstones, please correlate clinically.", "please correlate clinically"),
      Advised(
        "IMPRESSION: Gallstones. Correlate with liver function tests.", "Correlate with liver function tests"),
      Advised(
        "IMPRESSION:\n1. Benign calcifications of the right breast.\n2. 6-month follow-up mammogram.",
        "6-month follow-up mammogram"),
      Advised("IMPRESSION: Left renal calculus. To be monitored.", "To be monitored"),
      Advised(
        "IMPRESSION: Left renal calculus. No further diagnostic workup.", "No further diagnostic workup"),
      Advised("IMPRESSION: Left renal calculus - low-dose CT KUB.", "low-dose CT KUB"),
      Advised(
        "IMPRESSION: Calcified nodule of the lung. Follow-up CT in 3-6 months.", "Follow-up CT in 3-6 months"),
    ])
  func extents(_ c: Advised) throws { try c.check() }
}
