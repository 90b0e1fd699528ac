// Which of several findings advice is about, and what counts as advice for none of them.

import Testing

@testable import Calx

@Suite("Topic of advice") struct AdviceTopicTests {
  struct Given: CustomTestStringConvertible {
    let text: String
    let advice: [String?]
    var testDescription: String { text }
    init(_ text: String, _ advice: String?...) { (self.text, self.advice) = (text, advice) }
  }

  @Test(
    "goes to the mention that it speaks of, not to one behind which another finding stands",
    arguments: [
      Given("IMPRESSION: Cholelithiasis. Compression fracture of the spine. DEXA is advised.", nil),
      Given(
        "IMPRESSION: Cholelithiasis. 8 mm nodule in the left upper lobe. CT in 3 months is advised.", nil),
      Given(
        "IMPRESSION: Cholelithiasis. Wall thickness normal. Surgical referral is advised.",
        "Surgical referral is advised"),
      Given(
        "IMPRESSION: Calcified granuloma of the lung. 3 cm cyst in the left ovary for which MRI is advised.",
        nil),
      Given(
        "IMPRESSION: Calcified granuloma of the lung.\n- Left inguinal hernia - surgery if symptomatic", nil),
      Given("Left renal calculus. Hydrocele. Surgery is advised.", nil),
      Given(
        "IMPRESSION: 1. Left renal calculus. 2. Hepatic steatosis.\nRECOMMENDATION: FNA of the thyroid.", nil),
      Given(
        "IMPRESSION: Basal ganglia calcification.\nRECOMMENDATION: MRI brain is suggested.",
        "MRI brain is suggested"),
      Given(
        "IMPRESSION: Left ureteric calculus.\nRECOMMENDATION: Renal ultrasound in 6 weeks.",
        "Renal ultrasound in 6 weeks"),
      Given("IMPRESSION: Gallstones.\nRECOMMENDATION: Follow-up recommended.", "Follow-up recommended"),
      Given("IMPRESSION: Gallstones. Splenomegaly.\nRECOMMENDATION: Follow-up recommended.", nil),
      Given(
        "IMPRESSION:\n1. Gallstones.\n2. If symptoms persist, MRCP is suggested.", "MRCP is suggested"),
    ])
  func topics(_ c: Given) throws { try check(c) }

  @Test(
    "takes what stands in brackets, a bare service, and correlation only in the finding's own sentence",
    arguments: [
      Given("IMPRESSION: Left renal calculus (follow-up in 12 months).", "follow-up in 12 months"),
      Given("IMPRESSION: Left renal calculus (urology referral).", "urology referral"),
      Given("IMPRESSION: Calcific tendinopathy. Barbotage.", "Barbotage"),
      Given("IMPRESSION: Gallstones. Clinical correlation is recommended.", nil),
      Given("IMPRESSION: Gallstones, please correlate clinically.", "please correlate clinically"),
      Given(
        "IMPRESSION: Gallstones. Correlate with liver function tests.", "Correlate with liver function tests"),
      Given(
        "IMPRESSION:\n1. Benign calcifications of the right breast.\n2. 6-month follow-up mammogram.",
        "6-month follow-up mammogram"),
      Given("IMPRESSION: Left renal calculus. To be monitored.", "To be monitored"),
      Given("IMPRESSION: Left renal calculus. No further diagnostic workup.", "No further diagnostic workup"),
      Given("IMPRESSION: Left renal calculus - low-dose CT KUB.", "low-dose CT KUB"),
      Given(
        "IMPRESSION: Calcified nodule of the lung. Follow-up CT in 3-6 months.", "Follow-up CT in 3-6 months"),
    ])
  func extents(_ c: Given) throws { try check(c) }

  private func check(_ c: Given) throws {
    let r = try Reading(c.text)
    #expect(r.mentions.map { r.words($0.recommendation) } == c.advice)
  }
}
