// Worksheets: rows, boxes to tick, entries without full stops, examinations named in front of a colon.

import Testing

@testable import Calx

@Suite("Worksheets") struct WorksheetTests {
  static let boxes = """
    Aortic valve   [x] normal   [ ] calcified   [ ] bicuspid
    Mitral valve   [x] normal   [ ] annular calcification   [ ] prolapse
    Pericardium    [x] normal   [ ] effusion   [ ] calcified
    Aorta          [ ] normal   [x] calcified plaque arch   [ ] dilated
    """

  @Test("what is not ticked is not there, and rows are apart")
  func ticked() throws {
    let mentions = try Reading(Self.boxes).mentions
    #expect(mentions.map(\.organ) == ["aortic-valve", "mitral-valve", "pericardium", "aorta"])
    #expect(mentions.map(\.presence) == [.absent, .absent, .absent, .present])
  }

  @Test(
    "a box says yes or no",
    arguments: [
      ("Gallbladder: [X] stones [ ] sludge", Presence.present),
      ("Gallbladder: [ ] stones [X] sludge", .absent),
      ("Gallstones: [ ] Yes [x] No", .absent),
      ("Gallstones: [x] Yes [ ] No", .present),
      ("Stones ☐ Yes ☒ No", .absent),
      ("Right kidney\n( ) hydronephrosis  ( ) stones  (x) normal", .absent),
    ])
  func box(_ text: String, _ presence: Presence) throws {
    #expect(try only(text).presence == presence)
  }

  @Test("an entry ends with its line, even the longest")
  func entries() throws {
    let mentions = try Reading(
      """
      Scrotal US
      RT testis 4.1 x 2.6 x 2.2 cm, several punctate echogenic foci, no shadowing - c/w microlithiasis
      LT testis 3.9 x 2.5 x 2.3 cm, normal
      RT epididymis: tail calcification 2 mm
      LT hydrocele small
      """
    ).mentions
    #expect(mentions.map(\.laterality) == [.right, .right, .right])
    #expect(mentions.map(\.sizeMM) == [[], [], [2]])
  }

  @Test("the side of the examination is that of all its entries")
  func examination() throws {
    let mentions = try Reading(
      "US LEFT SHOULDER: SST - 9x4 mm calcific deposit at the footprint. ISP - ok. LHB - in groove, no calc."
    ).mentions
    #expect(mentions.map(\.laterality) == [.left, .left])
    #expect(mentions.map(\.organ) == ["tendon", "tendon"])
  }

  @Test("a label of one side is within the title of both")
  func sides() throws {
    let mentions = try Reading(
      """
      XR KNEES BILAT WB
      R: med compartment narrowing, no chondrocalcinosis
      L: mild OA, chondrocalcinosis of menisci
      Soft tissues: no vascular calcification
      """
    ).mentions
    #expect(mentions.prefix(2).map(\.laterality) == [.right, .left])
    #expect(mentions.last?.organ == "artery")
  }

  @Test(
    "below a label that says only which tissue, vascular calcification is of its vessels",
    arguments: ["XR KNEE. Soft tissues: vascular calcification.", "SOFT TISSUES: Vascular calcifications."])
  func vessels(_ text: String) throws {
    let m = try only(text)
    #expect(m.organ == "artery")
    #expect(m.morphology.isEmpty)
  }

  @Test(
    "the level that the label names is where it lies",
    arguments: [
      ("T11-12: calcified disc protrusion, 5 mm.", "t11-12"),
      ("L4-5: ligamentum flavum hypertrophy with calcification.", "l4-5"),
    ])
  func level(_ text: String, _ part: String) throws {
    let m = try only("CT L-SPINE: \(text)")
    #expect(m.organ == "spine")
    #expect(m.part?.contains(part) == true)
  }

  @Test("grades of plus signs")
  func plus() throws {
    #expect(try only("CAC +++").severity == .severe)
    #expect(try only("Coronary calcification: ++").severity == .moderate)
    #expect(try only("calcified specks ++ in the prostate").multiplicity == .multiple)
  }

  @Test("vessels listed behind a label that is the calcification")
  func vesselList() throws {
    let r = try Reading("CAC: LAD, LCx, RCA")
    #expect(r.mentions.map(\.part) == ["lad", "lcx", "rca"])
  }
}
