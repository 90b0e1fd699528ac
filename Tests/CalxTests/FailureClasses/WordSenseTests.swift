// Which words name a calcification, and which only look like it.

import Testing

@testable import Calx

@Suite("Word sense") struct WordSenseTests {
  struct Named: CustomTestStringConvertible {
    let text: String
    let kind: String
    let organ: String?
    var testDescription: String { text }
    init(_ text: String, _ kind: String, _ organ: String?) {
      (self.text, self.kind, self.organ) = (text, kind, organ)
    }
  }

  @Test(
    "names every kind of calcification at its site",
    arguments: [
      Named("Coronary artery calcification.", "calcification", "coronary-artery"),
      Named("Aortic valve calcification.", "calcification", "aortic-valve"),
      Named("Mitral annular calcification.", "calcification", "mitral-valve"),
      Named("Atherosclerotic calcifications of the aorta.", "calcification", "aorta"),
      Named("Breast arterial calcification.", "calcification", "breast"),
      Named("Calcified granuloma in the right upper lobe.", "calcification", "lung"),
      Named("Granuloma in the spleen.", "granuloma", "spleen"),
      Named("Nephrocalcinosis.", "calcification", "kidney"),
      Named("Nephrolithiasis.", "calculus", "kidney"),
      Named("Cholelithiasis.", "calculus", "gallbladder"),
      Named("Choledocholithiasis.", "calculus", "bile-duct"),
      Named("Pelvic phleboliths.", "calculus", "pelvis"),
      Named("Pancreatic calcifications.", "calcification", "pancreas"),
      Named("Adrenal calcification.", "calcification", "adrenal"),
      Named("Microcalcifications in the thyroid nodule.", "microcalcification", "thyroid"),
      Named("Testicular microlithiasis.", "microcalcification", "testis"),
      Named("Macrocalcification in the left thyroid lobe.", "macrocalcification", "thyroid"),
      Named("Chondrocalcinosis of the knee.", "calcification", "joint"),
      Named("Calcific tendinosis of the supraspinatus tendon.", "calcification", "tendon"),
      Named("Porcelain gallbladder.", "calcification", "gallbladder"),
      Named("Soft tissue mass behind the right knee with calcifications.", "calcification", "soft-tissue"),
      Named("Popliteal fossa mass with calcifications.", "calcification", "soft-tissue"),
      Named("AV heavily calcified.", "calcification", "aortic-valve"),
      Named("Aortic valve: tricuspid, heavily calcified.", "calcification", "aortic-valve"),
      Named("Calc LN in the left axilla.", "calcification", "lymph-node"),
      Named("5 mm stone R LP.", "calculus", "kidney"),
      Named("Punctate echogenic foci in the thyroid nodule.", "echogenic-focus", "thyroid"),
      Named(
        "Echogenic focus with posterior acoustic shadowing in the left kidney.", "echogenic-focus", "kidney"),
      Named("Sialolith in the submandibular gland.", "calculus", "salivary-gland"),
      Named("Appendicolith.", "calculus", "appendix"),
      Named("Agatston score of the coronary arteries is 120.", "calcium-score", "coronary-artery"),
    ])
  func names(_ c: Named) throws {
    let m = try only(c.text)
    #expect(m.kind == c.kind)
    #expect(m.organ == c.organ)
    #expect(m.presence == .present)
  }

  @Test(
    "passes over words that only look like it",
    arguments: [
      "Dental calculus is removed.", "Extracorporeal lithotripsy was done.", "Serum calcium is 2.4 mmol/l.",
      "He takes calcium and vitamin D.",
      "Calcaneus intact.", "Corpora amylacea in the prostate.", "Referred by Dr. Stone.", "Weight 12 stone.",
      "BMI 41 (18 stone)", "Wt 13 stone.",
      "Increased echogenicity of the liver.",
      "Echogenic kidneys.", "Ossification of the ligament.", "Osteophytes of the spine.",
      "Atherosclerosis of the aorta.", "Biliary sludge.",
      "Hypercalcemia.", "Granulomatous disease.", "Calcium scoring CT was performed.",
      "Decalcified bone specimen.",
    ])
  func passes(_ text: String) throws { #expect(try Reading(text).anchors == []) }

  @Test("reads CT as an examination, never as a calcification")
  func ct() throws { #expect(try Reading("CT of the chest, abdomen and pelvis.").mentions.isEmpty) }
}
