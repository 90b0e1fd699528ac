// Recommendations: their words, their interval, and the finding that they are about.

import Testing

@testable import Calx

@Suite("Advice") struct AdviceTests {
  struct Interval: CustomTestStringConvertible {
    let text: String
    let days: [Int]?
    var testDescription: String { text }
    init(_ text: String, _ days: [Int]?) { (self.text, self.days) = (text, days) }
  }

  @Test(
    "reads intervals",
    arguments: [
      Interval("Urology review within 48 hours is recommended.", [2, 2]),
      Interval("Urology review within 24 h is advised.", [1, 1]),
      Interval("Repeat CT in 2-3 months.", [60, 90]), Interval("Repeat CT in 6 to 12 months.", [180, 360]),
      Interval("Repeat CT in six months' time.", [180, 180]),
      Interval("Repeat CT at 12 and 24 months.", [360, 720]),
      Interval("3–6-monthly ultrasound is suggested.", [90, 180]),
      Interval("Annual ultrasound is suggested.", [365, 365]),
      Interval("Biennial ultrasound is suggested.", [730, 730]),
      Interval("2-yearly ultrasound is suggested.", [730, 730]),
      Interval("Repeat ultrasound is suggested.", nil),
    ])
  func intervals(_ c: Interval) throws {
    let r = try Reading("IMPRESSION: 5 mm stone in the left ureter. " + c.text)
    try #require(r.analysis.recommendations.count == 1)
    #expect(r.analysis.recommendations[0].intervalDays == c.days)
  }

  struct Words: CustomTestStringConvertible {
    let text: String
    let advice: [String]
    var testDescription: String { text }
    init(_ text: String, _ advice: String...) { (self.text, self.advice) = (text, advice) }
  }

  @Test(
    "takes the whole advice and nothing else",
    arguments: [
      Words(
        "IMPRESSION:,1.  A 5 mm stone in the left ureter, recommend a KUB in one week.,2.  No hydronephrosis.",
        "recommend a KUB in one week"),
      Words("RECOMMENDATION: Repeat ultrasound in 6 months.", "Repeat ultrasound in 6 months"),
      Words(
        "IMPRESSION: Calcified nodule. Serum calcium, phosphate and PTH are suggested.",
        "Serum calcium, phosphate and PTH are suggested"),
      Words(
        "IMPRESSION: Calcified nodule. Laboratory tests (metanephrines, 1 mg dexamethasone test) and surgery referral, within 2 weeks, are advised.",
        "Laboratory tests (metanephrines, 1 mg dexamethasone test) and surgery referral, within 2 weeks, are advised"
      ),
      Words(
        "IMPRESSION: Calcified nodule. Referral within 2 weeks; CT in 6 months if not treated.",
        "Referral within 2 weeks", "CT in 6 months if not treated"),
      Words(
        "IMPRESSION: Stone in the left kidney, urology referral is advised.", "urology referral is advised"),
      Words("A/P: 8 mm ureteric calculus - urgent urology.", "urgent urology"),
      Words(
        "IMPRESSION: Calcified carotid plaque, vascular review in 2 weeks.", "vascular review in 2 weeks"),
      Words("IMPRESSION: Calcified nodule: FNA", "FNA"),
      Words("IMPRESSION: Calcified nodule, biopsy 2019."),
      Words("No calcification to suggest old infection."),
      Words("4 mm stone in the left ureter. For surgical opinion.", "For surgical opinion"),
      Words("8 mm left ureteric calculus. Urology today.", "Urology today"),
      Words("Gallstones. Surgical opinion please.", "Surgical opinion please"),
      Words("IMPRESSION: Obstructing left ureteric stone - urology today.", "urology today"),
      Words("8 mm left ureteric calculus. Urology 2019."),
      Words("Calcified thyroid nodule. Adv: FNAC.", "FNAC"),
      Words("IMPRESSION: Calcified nodule. Discussed at 10:40 on the day of the examination."),
    ])
  func words(_ c: Words) throws {
    let r = try Reading(c.text)
    #expect(r.analysis.recommendations.map { r.words($0.range) } == c.advice)
  }

  struct Bound: CustomTestStringConvertible {
    let text: String
    let organs: [String]
    var testDescription: String { text }
    init(_ text: String, _ organs: String...) { (self.text, self.organs) = (text, organs) }
  }

  @Test(
    "belongs to the finding of the organ that it names, or to the only one",
    arguments: [
      Bound(
        "IMPRESSION: Left renal stone. Gallstones.\nRECOMMENDATION: Renal ultrasound in 6 months.", "kidney"),
      Bound("IMPRESSION: Left renal stone.\nRECOMMENDATION: Repeat ultrasound in 6 months.", "kidney"),
      Bound("IMPRESSION: Left renal stone. Gallstones.\nRECOMMENDATION: Repeat ultrasound in 6 months."),
      Bound(
        "FINDINGS: Left renal stone. No gallstones.\nIMPRESSION: See above.\nPLAN: CT in 6 months.", "kidney"),
      Bound(
        "IMPRESSION:\n1. Porcelain gallbladder.\n2. Surgical opinion within 6 weeks suggested.", "gallbladder"
      ),
      Bound("No calcified gallstones but a 7 mm stone in the distal CBD, ERCP advised.", "bile-duct"),
      Bound(
        "Left ureteric stone. Calcified fibroid. Aortic calcification. Urology review advised.", "ureter"),
      Bound(
        "Grouped amorphous calcifications left breast. Calcified right breast cyst. Biopsy is advised.",
        "breast"),
      Bound("Calcified liver cyst. Small nodule in the thyroid, repeat ultrasound in 12 months."),
      Bound(
        "FINDINGS: Nodule with calcification in the thyroid. Gallstones.\nIMPRESSION: 1. Thyroid nodule. Thyroid ultrasound is recommended.",
        "thyroid"),
      Bound(
        "Right ICA calcified plaque. Left ICA calcified plaque. MRA advised for the left side.",
        "carotid-artery"),
      Bound(
        "IMPRESSION: Calcified liver lesion. It has to be considered a metastasis. Liver MRI is recommended.",
        "liver"),
    ])
  func findings(_ c: Bound) throws {
    let analysis = try Reading(c.text).analysis
    let last = try #require(analysis.recommendations.last)
    #expect(analysis.findings.filter { last.findings.contains($0.id) }.compactMap(\.slots.organ) == c.organs)
  }
}
