// Words that mean what the report said before: sides, groups, things spoken of again; and what they must not take over.

import Testing

@testable import Calx

@Suite("References") struct ReferenceTests {
  struct Place: CustomTestStringConvertible {
    let text: String
    let places: [String]
    var testDescription: String { text }
    init(_ text: String, _ places: String...) { (self.text, self.places) = (text, places) }
  }

  /// Organ, side and part of each mention.
  private func places(_ text: String, modality: String? = nil) throws -> [String] {
    try Reading(text, modality: modality).mentions.map { m in
      [m.organ, m.laterality?.rawValue, m.part].compactMap { $0 }.joined(separator: " ")
    }
  }

  @Test(
    "give the side that was named last, or the other one",
    arguments: [
      Place(
        "4 mm stone in the left kidney. 3 mm stone in the ureter on the same side.", "kidney left",
        "ureter left"),
      Place(
        "4 mm stone in the left kidney. A 3 mm stone in the opposite kidney.", "kidney left", "kidney right"),
      Place(
        "Right kidney: 8 mm calculus. Contralateral kidney: no stones.", "kidney right", "kidney left"),
      Place(
        "Left breast mass with calcifications. Calcified ipsilateral axillary node.", "breast left",
        "lymph-node left axillary"),
      Place("Calcified contralateral kidney cyst.", "kidney"),
    ])
  func sides(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  @Test(
    "read LL and RL as lobes where the thyroid is spoken of",
    arguments: [
      Place(
        "US THYROID\nLL: nodule with microcalcifications. RL: no calcification.", "thyroid left lobe",
        "thyroid right lobe"),
      Place("Calcified nodule, 8 mm, in the thyroid (LL).", "thyroid left lobe"),
      Place("CHEST\nLL: calcification.", ""),
    ])
  func lobes(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  @Test(
    "keep the place of the largest from its group",
    arguments: [
      Place("KIDNEYS: stones bilaterally, the largest 7 mm in the left lower pole.", "kidney bilateral"),
      Place("Bilateral renal calculi, the largest in the right upper pole.", "kidney bilateral"),
      Place(
        "LUNGS: Multiple calcified granulomas, the largest in the right upper lobe measuring 8 mm.",
        "lung bilateral"),
      Place("Gallbladder: multiple stones, the largest 12 mm in the neck.", "gallbladder neck"),
      Place(
        "Two calculi, the larger of which is 7 mm, in the lower pole of the left kidney.",
        "kidney left lower pole"),
    ])
  func groups(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  @Test(
    "know again what was found",
    arguments: [
      Place(
        "FINDINGS: Coarse calcifications in the right axillary nodes.\nIMPRESSION: The calcifications are an expression of healing.",
        "lymph-node right axillary", "lymph-node right"),
      Place(
        "FINDINGS: Calcified seroma in the left breast.\nADDENDUM: The calcified seroma is to be left alone.",
        "breast left",
        "breast left"),
      Place(
        "FINDINGS: Nodular calcifications in the soft tissues of the left neck. These may represent calcified carotid atheroma.",
        "soft-tissue left", "carotid-artery left"),
    ])
  func known(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  @Test(
    "leave what cannot hold it alone",
    arguments: [
      Place("FINDINGS: The thyroid is normal. Calcified thrombus is seen.", ""),
      Place("FINDINGS: Calcified plaque in the aorta. Chronic calcified thrombus is seen.", "aorta", "aorta"),
      Place(
        "FINDINGS: The gallbladder is absent. The common duct measures 7 mm with no intraluminal lithiasis.",
        "bile-duct intraluminal"),
      Place(
        "FINDINGS: Stones of both kidneys. Left kidney 11 cm, normal cortex, no stones.", "kidney bilateral",
        "kidney left"),
      Place("Lymph node of the left neck without fatty hilum, with microcalcifications.", "lymph-node left"),
    ])
  func others(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  @Test(
    "stay in their clause",
    arguments: [
      Place(
        "Right common iliac artery 8 mm, with calcification at the origin; left common iliac artery 9 mm, calcified.",
        "iliac-artery right origin", "iliac-artery left common"),
      Place(
        "Common femoral arteries 7 mm right and 7 mm left, the left with anterior calcification.",
        "femoral-artery left common femoral arteries"),
      Place("Cholelithiasis with an impacted neck calculus.", "gallbladder", "gallbladder neck"),
      Place("Right middle lobe broncholith.", "airway right middle lobe"),
      Place("The adjacent omental fat shows calcification.", "peritoneum omental fat"),
      Place("MEDIASTINUM: Several small nodes, some of them calcified.", "lymph-node mediastinum"),
      Place("Renal stones, s/p right URS.", "kidney"),
      Place(
        "A stone is seen in each kidney: right superior calyx 4 mm, left inferior calyx 5 mm.",
        "kidney right superior calyx",
        "kidney left inferior calyx"),
      Place("Right middle lobe hamartoma and lingular granuloma.", "lung lingular"),
    ])
  func clauses(_ c: Place) throws {
    #expect(try places(c.text) == c.places)
  }

  struct Size: CustomTestStringConvertible {
    let text: String
    let size: [Double]
    let change: Change?
    var testDescription: String { text }
    init(_ text: String, _ size: [Double], _ change: Change?) {
      (self.text, self.size, self.change) = (text, size, change)
    }
  }

  @Test(
    "tell the length of then from that of now",
    arguments: [
      Size("Left renal calculus, increased from 4 to 7 mm.", [7], .increased),
      Size("The stone in the left kidney has grown from 4 mm to 7 mm.", [7], .increased),
      Size("Calcified nodule of the liver, decreased from 12 to 9 mm.", [9], .decreased),
      Size("The calcified granuloma enlarged from 5 mm in 2019 to 8 mm.", [8], .increased),
      Size("The renal calculus was 4 mm and is now 7 mm.", [7], .increased),
      Size("Stone in the lower ureter, was 6 mm, now 4 mm.", [4], .decreased),
      Size("Renal calculi ranging from 4 to 7 mm.", [4, 7], nil),
      Size("Left renal stones from 2 to 5 mm in size.", [2, 5], nil),
      Size(
        "A calcific deposit in the distal supraspinatus tendon now measures 14 mm, previously 9 mm.", [14],
        .increased),
      Size("A cyst in segment 2 measures 22 mm; its wall is calcified.", [22], nil),
      Size("A cluster of calculi overlies the left lower pole, 4-5 mm.", [4, 5], nil),
      Size(
        "Hyperdense focus in the cerebellum measuring 4 mm, favored to represent calcification.", [4], nil),
    ])
  func sizes(_ c: Size) throws {
    let m = try only(c.text)
    #expect(m.sizeMM == c.size)
    #expect(m.change == c.change)
  }
}
