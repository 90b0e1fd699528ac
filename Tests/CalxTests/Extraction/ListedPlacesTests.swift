// Places in lists and behind labels: each member of a list is a place, what only stands beside it is none.

import Testing

@testable import Calx

@Suite("Listed places") struct ListedPlacesTests {
  struct Places: CustomTestStringConvertible {
    let text: String
    /// Organ, part and side of each mention.
    let places: [String]
    var testDescription: String { text }
    init(_ text: String, _ places: String...) { (self.text, self.places) = (text, places) }
  }

  private func check(_ c: Places) throws {
    let mentions = try Reading(c.text).mentions
    #expect(
      mentions.map {
        [$0.organ, $0.part, $0.laterality?.rawValue].compactMap(\.self).joined(separator: " | ")
      }
        == c.places)
  }

  @Test(
    "are mentions of their own behind the whole that they are parts of",
    arguments: [
      Places(
        "FINDINGS: Calcified lymph nodes, subcarinal and left hilar.", "lymph-node | subcarinal",
        "lymph-node | hilar | left"),
      Places(
        "FINDINGS: Calcified lymph nodes are present in the right hilum and subcarinal region.",
        "lymph-node | hilum | right", "lymph-node | subcarinal region"),
      Places(
        "FINDINGS: Coronary calcification is moderate, involving the LAD and circumflex.",
        "coronary-artery | lad", "coronary-artery | circumflex"),
      Places(
        "FINDINGS: Aortic calcification of the arch and descending aorta.", "aorta | arch",
        "aorta | descending"),
      Places(
        "FINDINGS: Renal calculi on the left, in the upper pole and lower pole.",
        "kidney | upper pole | left", "kidney | lower pole | left"),
      Places(
        "FINDINGS: Physiological calcification (pineal gland, habenula, falx).", "pineal-gland",
        "brain | habenula", "dura | falx"),
    ])
  func parts(_ c: Places) throws { try check(c) }

  @Test(
    "share the verb behind them",
    arguments: [
      Places(
        "FINDINGS: Basal ganglia, dentate nuclei and thalami show calcification.", "basal-ganglia",
        "brain | dentate nuclei | bilateral", "brain | thalami | bilateral")
    ])
  func subjects(_ c: Places) throws { try check(c) }

  @Test(
    "end where another thing lies",
    arguments: [
      Places("FINDINGS: Calcified granuloma in the spleen and hepatic cysts.", "spleen"),
      Places("FINDINGS: Calculus in the right kidney and bilateral renal cysts.", "kidney | right"),
      Places("FINDINGS: Calcified granuloma in segment 6 and renal cysts.", "liver | segment 6"),
      Places(
        "FINDINGS: Calcified mediastinal nodes, no calcified lung nodule.", "lymph-node | mediastinal", "lung"
      ),
      Places("FINDINGS: Stones in the left kidney, the largest in the lower pole.", "kidney | left"),
    ])
  func others(_ c: Places) throws { try check(c) }

  @Test(
    "both sides stay where something else is said of one",
    arguments: [
      Places("FINDINGS: Both iliac arteries: calcified, 60% stenosis left.", "iliac-artery | bilateral"),
      Places(
        "FINDINGS: Carotid bulbs: both calcified, with 50% stenosis on the left.",
        "carotid-artery | carotid bulbs | bilateral"),
    ])
  func bothSides(_ c: Places) throws { try check(c) }

  @Test(
    "of a label go on over what stands behind it",
    arguments: [
      Places(
        "Shoulder US. RIGHT: SSP: deposit not seen. SSC: calcification at the lesser tuberosity. LEFT: ISP: calcification.",
        "tendon | ssc | right", "tendon | isp | left"),
      Places(
        "Carotid Doppler: RIGHT - CCA clear. Bulb: calcified plaque. LEFT - bulb shows calcified plaque.",
        "carotid-artery | bulb | right", "carotid-artery | bulb | left"),
      Places(
        "Mammogram. ACR B. Right: calcified oil cyst. Scattered calcifications. Left: calcifications.",
        "breast | right", "breast | right", "breast | left"),
      Places("FINDINGS: Liver/spleen: calcified granulomas.", "liver", "spleen"),
      Places(
        "CT KUB. R KIDNEY: hydronephrosis. Further calculi: LP 3 mm.", "kidney | lp | right"),
      Places("FINDINGS: Lungs/pleura: calcified granuloma.", "lung"),
      Places("FINDINGS: LAD: proximal calcified plaque.", "coronary-artery | lad, proximal"),
      Places("FINDINGS: L5-S1: broad based calcified disc protrusion.", "spine | l5-s1"),
      Places(
        "Xray both knees. Both: popliteal artery calcification.", "artery | popliteal artery | bilateral"),
      Places("FINDINGS: Pericardium: calcified along the RV free wall.", "pericardium"),
      Places("FINDINGS: Cephalic vein: wall calcification in mid arm.", "vein | cephalic vein"),
    ])
  func labels(_ c: Places) throws { try check(c) }

  @Test(
    "are told from words that say how high something lies",
    arguments: [
      Places(
        "KUB: 4 mm calcification at the level of L3, along the expected course of the left ureter.",
        "ureter | left"),
      Places("XR spine. Disc calcification at the level of T10-11.", "spine | disc, t10-11"),
    ])
  func levels(_ c: Places) throws { try check(c) }

  @Test(
    "of a region say no side of what is examined later",
    arguments: [
      Places("Abdomen radiograph. Clips RUQ. Phleboliths in the pelvis.", "pelvis"),
      Places(
        "Xray foot R. Plantar spur. Dorsalis pedis artery calcified.",
        "artery | dorsalis pedis artery | right"),
      Places(
        "Thyroid US. Right lobe contains nodules. The largest, in the lower pole, has rim calcification.",
        "thyroid | lower pole | right"),
    ])
  func titles(_ c: Places) throws { try check(c) }

  @Test(
    "hold what the sentence before names, where one of it is spoken of",
    arguments: [
      "FINDINGS: Thyroid with several nodules. The largest, 22 mm, has rim calcification.",
      "FINDINGS: Thyroid with a calcified nodule. A second, mid pole, shows echogenic foci.",
    ])
  func members(_ text: String) throws { #expect(try Reading(text).mentions.last?.host == "nodule") }

  @Test(
    "are no hosts where the calcification has a place of its own",
    arguments: [
      "FINDINGS: Cervix: nabothian cysts, tiny calcification in the endocervical canal.",
      "FINDINGS: Calcified hilar nodes without calcified lung nodules.",
    ])
  func apart(_ text: String) throws {
    let m = try #require(try Reading(text).mentions.last)
    #expect(m.host == nil || m.organ == "lung" && m.host == "nodule")
  }
}
