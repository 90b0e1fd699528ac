// Dictation without full stops, templates in columns, and reports without a conclusion.

import Testing

@testable import Calx

@Suite("Dictation and columns") struct DictationTests {
  static let dictation = """
    ultrasound of the abdomen for pain the liver is bright with no focal lesion the gall bladder contains three stones \
    the biggest is twelve millimeters the common duct is normal pancreas not seen the spleen has a few tiny \
    calcifications the right kidney shows a five millimeter stone in the lower pole the left kidney is normal no \
    stones no hydronephrosis the bladder is empty and the prostate is enlarged with calcifications recommend surgical \
    referral
    """

  @Test(
    "run-on dictation is read statement by statement",
    arguments: [
      (0, "gallbladder", Presence.present), (1, "spleen", .present), (2, "kidney", .present),
      (3, "kidney", .absent), (4, "prostate", .present),
    ])
  func runOn(_ index: Int, _ organ: String, _ presence: Presence) throws {
    let mentions = try Reading(Self.dictation).mentions
    try #require(mentions.count == 5)
    #expect(mentions[index].organ == organ)
    #expect(mentions[index].presence == presence)
  }

  @Test("and no statement takes the side of another")
  func sides() throws {
    let mentions = try Reading(Self.dictation).mentions
    #expect(mentions.map(\.laterality) == [nil, nil, .right, .left, nil])
    #expect(mentions[0].count == 3)
  }

  @Test("a state is complete, and a number of things begins anew")
  func statements() throws {
    let mentions = try Reading(
      """
      ct abdomen with contrast liver spleen pancreas unremarkable gallbladder surgically absent atherosclerotic \
      calcification of the aorta and iliac arteries no aneurysm appendix normal diverticulosis without diverticulitis \
      multiple pelvic phleboliths uterus contains calcified fibroid
      """
    ).mentions
    #expect(mentions.map(\.organ) == ["aorta", "iliac-artery", "pelvis", "uterus"])
    #expect(mentions.allSatisfy { $0.presence == .present })
  }

  @Test("columns of a line are values of their own below its label")
  func columns() throws {
    let mentions = try Reading(
      """
      GALLBLADDER: wall 2 mm   calculi: yes, multiple, max 6 mm   Murphy: neg
      CBD: 4 mm   calculi: no
      KIDNEY R: 10.1 cm   calculi: nil   hydro: nil
      KIDNEY L: 10.4 cm   calculi: 3 mm   hydro: nil
      """
    ).mentions
    try #require(mentions.count == 4)
    #expect(mentions.map(\.organ) == ["gallbladder", "bile-duct", "kidney", "kidney"])
    #expect(mentions.map(\.presence) == [.present, .absent, .absent, .present])
    #expect(mentions.map(\.sizeMM) == [[6], [], [], [3]])
    #expect(mentions.map(\.laterality) == [nil, nil, .right, .left])
  }

  @Test(
    "a number behind the noun counts",
    arguments: [
      ("Calculi x3 (2, 3 and 5mm) in the left kidney.", 3), ("Phleboliths ×4 in the pelvis.", 4),
      ("Stones (2) in the gallbladder.", 2), ("Gallstones, two in number.", 2),
      ("Intraductal calculi, a dozen or so.", 12),
    ])
  func counts(_ text: String, _ count: Int) throws { #expect(try only(text).count == count) }

  @Test(
    "but points and lengths do not",
    arguments: ["Echogenic foci: punctate echogenic foci (3)", "Calculi: 3 mm"])
  func noCount(_ text: String) throws { #expect(try only(text).count == nil) }

  @Test(
    "a short report without a conclusion advises about what it found",
    arguments: [
      "Right adrenal mass 6.2 cm with calcifications. Left adrenal normal. Surgical referral is recommended.",
      "There is a 6 mm left renal calculus. Bladder normal. Ultrasound in 6 months.",
      "Calcified left breast mass 12 mm: mammogram within 2 weeks.",
    ])
  func advice(_ text: String) throws { #expect(try only(text).recommendation != nil) }
}
