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

  @Test("lengths in a column have the unit of its heading, and the number of a row counts nothing")
  func column() throws {
    let mentions = try Reading(
      """
      THYROID ULTRASOUND

      Nod  Loc       Size (mm)   Comp     Echo   Foci                      TR
      1    R mid     12x9x8      solid    hypo   punctate echogenic foci   TR5
      2    R lower   8x6x5       cystic   an     none                      TR1
      3    L upper   10x9x7      solid    iso    macrocalcifications       TR4
      4    Isthmus   6.5x4x3     mixed    iso    peripheral calcification  TR4
      """
    ).mentions
    #expect(mentions.map(\.sizeMM) == [[12, 9, 8], [10, 9, 7], [6.5, 4, 3]])
    #expect(mentions.map(\.laterality) == [.right, .left, nil])
    #expect(mentions.map(\.part) == ["mid", "upper", "isthmus"])
    #expect(mentions.map(\.count) == [nil, nil, nil])
  }

  @Test(
    "a clock face that opens an entry is where the thing lies, and N+3 is no length",
    arguments: [
      "BREAST US\nLT: 4:00 N+3 - 10x7x6mm hypo mass, microlob margins, echogenic foci within.",
      "BREAST US\nLT 4:00 N+3: 10x7x6mm hypo mass, microlob margins, echogenic foci within.",
    ])
  func clock(_ text: String) throws {
    let m = try only(text)
    #expect(m.part == "4:00")
    #expect(m.laterality == .left)
    #expect(m.host == "mass")
    #expect(m.sizeMM == [10, 7, 6])
  }

  @Test("things numbered in a line are apart")
  func numbered() throws {
    let mentions = try Reading(
      "Fibroids: (1) anterior 28 mm with rim calcification (2) fundal 15 mm, not calcified (3) lateral 9 mm, calcified."
    ).mentions
    #expect(mentions.map(\.organ) == ["uterus", "uterus", "uterus"])
    #expect(mentions.map(\.presence) == [.present, .absent, .present])
    #expect(mentions.map(\.sizeMM) == [[28], [15], [9]])
  }

  @Test("what is calcified below a label that names one thing is one, below `Nodes` several")
  func labelled() throws {
    #expect(try only("Nodule 3: left upper lobe, 4 mm, calcified").multiplicity == .single)
    #expect(try only("Nodes: calcified subcarinal").multiplicity == .multiple)
  }

  @Test("a second label in a line begins a statement of its own")
  func labels() throws {
    let mentions = try Reading("Left CCA: calcified plaque 2 mm, ICA: calcified plaque at origin, 40%.")
      .mentions
    #expect(mentions.map(\.organ) == ["carotid-artery", "carotid-artery"])
    #expect(mentions.map(\.laterality) == [.left, .left])
  }

  @Test("a title in capitals is no part of the sentence below it")
  func title() throws {
    let m = try only(
      "XR SHOULDER LT 2V\nfluffy calcification over the greater tuberosity near the infraspinatus insertion")
    #expect(m.organ == "tendon")
    #expect(m.laterality == .left)
  }

  @Test(
    "vascular calcification of a limb is of its arteries",
    arguments: ["Hip XR: no fracture. Vascular calc ++.", "XR KNEE. Soft tissues: vascular calcification."])
  func limbs(_ text: String) throws { #expect(try only(text).organ == "artery") }

  @Test("vessels with their grades")
  func grades() throws {
    let r = try Reading("CAC: LAD mild, RCA moderate.")
    #expect(r.mentions.map(\.part) == ["lad", "rca"])
    #expect(r.mentions.map(\.severity) == [.mild, .moderate])
  }
}
