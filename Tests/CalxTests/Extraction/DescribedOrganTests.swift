// Reports that go through organs one by one, in whole sentences: what a short sentence takes over from those before it.

import Testing

@testable import Calx

@Suite("Organs described one by one") struct DescribedOrganTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let expected: [String]
    var testDescription: String { text }
    init(_ text: String, _ expected: String...) { (self.text, self.expected) = (text, expected) }
  }

  /// Organ, side, part, host, number, sizes, change and presence of a mention, where they are said.
  private func told(_ m: Mention) -> String {
    [
      m.organ, m.laterality?.rawValue, m.part, m.host.map { "host " + $0 }, m.multiplicity?.rawValue,
      m.sizeMM.isEmpty ? nil : m.sizeMM.map { "\(Int($0))" }.joined(separator: "x") + " mm",
      m.change?.rawValue,
      m.presence == .present ? nil : m.presence.rawValue,
      m.temporality == .current ? nil : m.temporality.rawValue,
    ].compactMap(\.self).joined(separator: " ")
  }

  private func expect(_ c: Case) throws {
    #expect(try Reading(c.text).mentions.map(told) == c.expected)
  }

  @Test(
    "give their side to what is denied of them",
    arguments: [
      Case(
        "FINDINGS: The left kidney measures 11 cm. Cortex preserved. No calculus or hydronephrosis.",
        "kidney left absent"),
      Case(
        "FINDINGS: RIGHT KIDNEY 10 cm. A stone is seen.\nLEFT KIDNEY 11 cm. No hydronephrosis or stone.",
        "kidney right single", "kidney left absent"),
      Case(
        "HISTORY: Left staghorn stone.\nFINDINGS: The right kidney is small. The renal pelvic calculus is no longer seen.",
        "kidney left single historical", "kidney right renal pelvic resolved absent"),
      Case(
        "FINDINGS: Both kidneys are normal. Cortex preserved. No stones.", "kidney bilateral absent"),
      Case(
        "FINDINGS: Kidneys: right 6 cm and left 7 cm, shrunken; each also holds a few small stones.",
        "kidney bilateral multiple"),
      Case(
        "FINDINGS: The left parotid gland and both submandibular glands are normal with no calculi.",
        "salivary-gland left parotid gland absent", "salivary-gland bilateral submandibular glands absent"),
    ])
  func sidesOfDenied(_ c: Case) throws { try expect(c) }

  @Test(
    "keep sides that belong to something else for that",
    arguments: [
      Case("FINDINGS: Cholelithiasis and left ureterolithiasis.", "gallbladder", "ureter left"),
      Case("FINDINGS: Vascular calcification (right 1.4, left 1.2).", "artery"),
      Case(
        "FINDINGS: Several thyroid nodules, some of them calcified, with extension on the left.",
        "thyroid host nodule multiple"),
      Case("FINDINGS: Bladder calculus, and left hydronephrosis.", "bladder single"),
      Case(
        "FINDINGS: The left hip is degenerate, with chondrocalcinosis of the symphysis.", "joint symphysis"),
    ])
  func sidesOfOthers(_ c: Case) throws { try expect(c) }

  @Test(
    "are where the next sentence is, though no title stands above the report",
    arguments: [
      Case(
        "The duct measures 3 mm. The gallbladder is well distended. No stone.", "gallbladder absent"),
      Case(
        "Liver is normal.\n\nThe common bile duct is normal.\n\nGallbladder is distended. No luminal stone.",
        "gallbladder luminal absent"),
      Case(
        "FINDINGS: THYROID: No calcification, no suspicious cervical nodes.", "thyroid absent"),
      Case(
        "FINDINGS: Supraspinatus tendon: 12 mm calcification. Subscapularis intact, no calcification.",
        "tendon supraspinatus tendon single 12 mm", "tendon subscapularis absent"),
      Case("The ureter is normal. The bladder is well filled. No stone.", "bladder absent"),
      Case(
        "The left ureter runs down to the bladder and is wide at its lower end with calcified walls.",
        "ureter left lower end host wall"),
      Case(
        "FINDINGS: Left knee: in the subcutaneous fat, a 9 mm calcification.",
        "soft-tissue left subcutaneous fat single 9 mm"),
    ])
  func places(_ c: Case) throws { try expect(c) }

  @Test(
    "lead in lists of what lies in them",
    arguments: [
      Case(
        "FINDINGS:\nSeveral fibroids are seen:\n - anterior, 3 cm\n - posterior, 4 cm, with calcification\nOvaries normal.",
        "uterus host fibroid 40 mm"),
      Case(
        "FINDINGS:\nTwo nodules are present in the thyroid:\n- right upper pole, 8 mm\n- left lower pole, 12 mm, with coarse calcification",
        "thyroid left lower pole host nodule 12 mm"),
      Case(
        "IMPRESSION:\nThick endometrium with a polyp: biopsy.\nSmall calcified fibroid.",
        "uterus host fibroid single"),
    ])
  func lists(_ c: Case) throws { try expect(c) }

  @Test(
    "hold things that a pronoun comes back to, with their sizes",
    arguments: [
      Case(
        "FINDINGS: A cyst of 22 mm lies at the lower pole of the left kidney; it is calcified.",
        "kidney left lower pole host cyst single 22 mm"),
      Case(
        "FINDINGS: Calcified lymph node in the axilla on the left, 12 mm.",
        "lymph-node left axilla host lymph-node single 12 mm"),
      Case(
        "FINDINGS: A 7 mm nodule of calcification lies in the mitral annulus.",
        "mitral-valve mitral annulus single 7 mm"),
      Case(
        "FINDINGS: The right ovary contains a 30 mm fat-containing lesion with a calcification.",
        "ovary right host lesion single 30 mm"),
      Case(
        "FINDINGS: Mediastinal and left hilar adenopathies, calcified.",
        "lymph-node mediastinal host lymph-node multiple", "lymph-node left hilar host lymph-node multiple"),
      Case(
        "FINDINGS: High grade calcified stenosis of the left popliteal artery.",
        "artery left popliteal artery host stenosis single"),
      Case(
        "FINDINGS: An enterolith of 9 mm proximal to the stricture.", "bowel single 9 mm"),
      Case(
        "FINDINGS: Left lobe of thyroid: nodule of 22 mm at the lower pole; its rim is calcified.",
        "thyroid left lobe host nodule single 22 mm"),
      Case("FINDINGS: All aortic cusps are calcified.", "aortic-valve aortic cusps multiple"),
      Case("FINDINGS: Lithiasis of 8 mm in the right kidney.", "kidney right single 8 mm"),
    ])
  func hosts(_ c: Case) throws { try expect(c) }

  @Test(
    "are compared with former sizes and looks",
    arguments: [
      Case(
        "FINDINGS: A 6 mm calculus in the left kidney; this was 4 mm at the 2021 examination.",
        "kidney left single 6 mm increased"),
      Case(
        "FINDINGS: A stone described previously at the left lower pole could not be found today.",
        "kidney left lower pole resolved absent"),
      Case(
        "FINDINGS: In the right kidney lies a calculus of 11 mm, which at the time of the last examination still measured 7 mm.",
        "kidney right single 11 mm increased"),
      Case(
        "FINDINGS: Left adrenal nodule with calcification which measured the same on the prior examination.",
        "adrenal left host nodule stable"),
      Case(
        "FINDINGS: A 3 mm stone in the left kidney that I cannot find on the earlier images.",
        "kidney left single 3 mm new"),
      Case(
        "FINDINGS: A 7 mm stone in the right kidney. A second, much smaller stone in the left kidney.",
        "kidney right single 7 mm", "kidney left single"),
      Case(
        "HISTORY: Six weeks post lithotripsy to a right renal stone.", "kidney right single historical"),
      Case("IMPRESSION: Consider a tiny stone in the right kidney.", "kidney right single possible"),
      Case(
        "IMPRESSION: Right renal stone. Consider a CT for the stone.", "kidney right single",
        "kidney right single"),
    ])
  func changes(_ c: Case) throws { try expect(c) }
}
