// Words that other schools of reporting use for the same things, and places that more than one organ could claim.

import Testing

@testable import Calx

@Suite("Other schools' words") struct PlainWordsTests {
  @Test(
    "name calcifications",
    arguments: [
      ("Prostate with calcinates.", "prostate"), ("Single calcinate 4 mm in the spleen.", "spleen"),
      ("Pancreas: inclusions of lime in the head.", "pancreas"),
      ("Ca++ of the aortic valve.", "aortic-valve"),
      ("Petrificates in the right upper lobe.", "lung"), ("Lime deposits in the left breast.", "breast"),
      ("Calcifications of the RIVA.", "coronary-artery"), ("RCX with calcified plaque.", "coronary-artery"),
    ])
  func words(_ text: String, _ organ: String) throws {
    let m = try only(text)
    #expect(m.organ == organ)
    #expect(m.presence == .present)
  }

  @Test("but calcium with a level is a laboratory's", arguments: ["Ca++ 2.31 mmol/l.", "Ca++: 9.1 mg/dl"])
  func level(_ text: String) throws { #expect(try Reading(text).mentions.isEmpty) }

  @Test(
    "aneurysms by their abbreviations",
    arguments: [("SAA", "splenic-artery"), ("TAA", "aorta"), ("PAA", "artery")])
  func aneurysms(_ abbreviation: String, _ organ: String) throws {
    let r = try Reading("1. 3 mm stone left kidney.\n2. Stable calcified \(abbreviation) 1.9 cm.")
    let m = try #require(r.mentions.last)
    #expect(m.organ == organ)
    #expect(m.host == "aneurysm")
    #expect(m.sizeMM == [19])
    #expect(m.laterality == nil)
  }

  @Test("an unknown thing of the next item lies not where the item before was")
  func unknown() throws {
    let r = try Reading("1. 3 mm stone left kidney.\n2. Stable calcified XQZ 1.9 cm.")
    #expect(r.mentions.last?.organ == nil)
  }

  @Test(
    "a bone that only says where gives way to the tendon",
    arguments: [
      ("Calcification over the left greater tuberosity at the supraspinatus insertion.", "tendon"),
      ("Calcification projected over the left greater trochanter at the gluteus medius insertion.", "tendon"),
      ("Calcification in the left humeral head near the supraspinatus insertion.", "bone"),
      ("Calcification over the left greater tuberosity.", "bone"),
    ])
  func landmark(_ text: String, _ organ: String) throws {
    let m = try only(text)
    #expect(m.organ == organ)
    #expect(m.laterality == .left)
  }

  @Test(
    "segments with a side are of the lung",
    arguments: [
      ("CT thorax. In segment 6 left one calcified granuloma 4 mm.", "lung"),
      ("Calcified nodule in left S3, 4 mm.", "lung"), ("In segment 6 a calcification of 4 mm.", "liver"),
      ("Calcified granuloma in the right upper lobe. Liver normal. Calcified cyst in segment 7.", "liver"),
    ])
  func segment(_ text: String, _ organ: String) throws {
    #expect(try Reading(text).mentions.last?.organ == organ)
  }

  @Test("poles listed by letters are places of their own")
  func poles() throws {
    let r = try Reading("Stones of 3, 4 and 6 mm in UP, MP and LP of the right kidney.")
    #expect(r.mentions.map(\.part) == ["up", "mp", "lp"])
  }

  @Test(
    "more and fewer than before are changes, larger is no size",
    arguments: [
      ("More gallstones than before.", Change.increased),
      ("Fewer renal calculi than on the prior study.", .decreased),
      ("Less splenic calcification than previously.", .decreased),
      ("Left breast: calcs, more than before.", .increased),
      ("Splenic calcification 10 mm, larger than in 2021.", .increased),
      ("Grouped calcs now span 9 mm, previously 6 mm.", .increased),
    ])
  func change(_ text: String, _ change: Change) throws {
    let m = try only(text)
    #expect(m.change == change)
    #expect(m.presence == .present)
    #expect(m.sizeWord == nil)
  }

  @Test("a thing that is one or the other has one size")
  func alternatives() throws {
    let r = try Reading("Radiopacity of 5 mm ? phlebolith ? lower ureteric calculus.")
    #expect(r.mentions.map(\.sizeMM) == [[5], [5]])
    #expect(r.mentions.allSatisfy { $0.presence == .possible })
  }

  @Test("a radio-opaque shadow is no acoustic one")
  func shadow() throws {
    #expect(try only("Radio opaque shadow of 8 mm s/o renal calculus.").morphology.isEmpty)
  }

  @Test("lengths in front of a list of places belong to them in order")
  func respectively() throws {
    let r = try Reading("RK: calculi 3 mm, 5 mm, 7 mm in UP, MP & LP respectively.")
    #expect(r.mentions.map(\.part) == ["up", "mp", "lp"])
    #expect(r.mentions.map(\.sizeMM) == [[3], [5], [7]])
  }

  @Test(
    "what it was and what it is now",
    arguments: [
      "The 4 mm stone in the left lower pole now 6 mm.",
      "Stone in the left lower pole now 6 mm (before 4 mm).",
    ])
  func now(_ text: String) throws {
    let m = try only(text)
    #expect(m.sizeMM == [6])
    #expect(m.change == .increased)
  }

  @Test(
    "a side is of the last of several places of nodes",
    arguments: ["Calcified nodes in the mediastinum and right hilum."])
  func nodes(_ text: String) throws {
    #expect(try Reading(text).mentions.map(\.laterality) == [nil, .right])
  }

  @Test("a score of zero is none")
  func zero() throws { #expect(try only("The calcium score is zero.").presence == .absent) }

  @Test("levels of the thoracic spine", arguments: ["T7/8", "T9-10", "D11/12"])
  func levels(_ level: String) throws {
    #expect(try only("\(level) calcified disc, 6 mm.").part?.hasPrefix(level.lowercased()) == true)
  }

  @Test("a plural in the label takes over no side of a transplant")
  func native() throws {
    let r = try Reading("Transplant kidney LIF: 3 mm calculus upper pole. Native kidneys: multiple calcs.")
    #expect(r.mentions.last?.laterality == nil)
  }
}
