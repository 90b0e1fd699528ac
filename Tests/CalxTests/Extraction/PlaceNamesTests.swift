// Places as reports name them: parts in front of any organ, labels that hold a part, sides of lists and of pairs.

import Testing

@testable import Calx

@Suite("Names of places") struct PlaceNamesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// Organ, part and side of each mention.
    let places: [String]
    var testDescription: String { text }

    init(_ text: String, _ places: String...) {
      self.text = text
      self.places = places
    }
  }

  @Test(
    "give organ, part and side",
    arguments: [
      // Which part, said by a word that is none by itself.
      Case("Calcification of the distal splenic artery.", "splenic-artery distal -"),
      Case("Calcification in the right lateral breast.", "breast lateral breast right"),
      Case(
        "Calcification of the right middle cerebellar peduncle.", "brain middle cerebellar peduncle right"),
      Case("Calcification in the left mid pole of the thyroid.", "thyroid mid pole left"),
      // A label with a part behind its organ, a clock time, or a length.
      Case("Right breast at 12 o'clock: coarse calcification.", "breast 12 o'clock right"),
      Case("Left breast at 10:00, 5 cm FN: coarse calcification.", "breast 10:00 left"),
      Case("Right renal interpolar region - 4 mm calcification", "kidney interpolar region right"),
      // An abbreviated side in front of an organ that is no pair.
      Case("Rt. frontal lobe calcification.", "brain frontal lobe right"),
      Case("Lt. hepatic lobe calcification.", "liver lobe left"),
      // Sides of pairs and of lists.
      Case("Calcification of both the right and left main renal artery.", "renal-artery main bilateral"),
      Case(
        "Stones in both the gallbladder and the common bile duct.", "gallbladder - -",
        "bile-duct common bile duct -"),
      Case(
        "Calcification in the thyroid and also in the left lung.", "thyroid - -", "lung - left"),
      Case("Calcification in the left lung apex and skull.", "lung apex left", "bone skull -"),
      Case("4 mm calculus in the PUJ of the right kidney.", "ureter puj right"),
      Case(
        "Calcifications in the left breast at 2:00, 4 cm from the nipple, and in the right breast at 9:00.",
        "breast 2:00 left", "breast 9:00 right"),
      // Each of two calcifications has its own place.
      Case(
        "There is a 4 mm calcification in the pelvic kidney and a 6 mm calcification in the right Achilles tendon.",
        "kidney pelvic kidney -", "tendon achilles tendon right"),
      Case(
        "Calcific plaque in the aortic arch, origins of the great vessels and coronary arteries.",
        "aorta aortic arch -", "great-vessels origins -", "coronary-artery - -"),
      Case("The heart is normal. There is a calcified nodule at the right apex.", "lung apex right"),
      // Names.
      Case("Calcification of the right optic disc.", "eye optic disc right"),
      Case("Calcified portacaval node.", "lymph-node portacaval -"),
      Case("Calcification in the left base.", "lung base left"),
      Case("Calcification in the left lateral segment of the liver.", "liver lateral segment left"),
      Case("Calcified thrombus in the left renal vein.", "vein renal vein left"),
      Case("Calcification of the right CP angle.", "brain cp angle right"),
      Case("pLAD and mRCA calcification.", "coronary-artery plad -", "coronary-artery mrca -"),
    ])
  func places(_ c: Case) throws {
    let found = try Reading(c.text).mentions.map {
      "\($0.organ ?? "-") \($0.part ?? "-") \($0.laterality?.rawValue ?? "-")"
    }
    #expect(found == c.places, "\(c.text)")
  }

  @Test(
    "leave counts and lengths to what stands beside them",
    arguments: [
      ("Right renal calcifications (x2).", 2, []), ("Right renal calcifications, 2 in total.", 2, []),
      ("Three adjacent stones in the right kidney.", 3, []), ("Only one stone in the right kidney.", 1, []),
      ("Right renal stones (at least 3).", 3, []), ("Left renal calculus, approx. 4 mm.", nil, [4]),
      ("Stone left kidney of size 4 mm.", nil, [4]), ("Left renal stone 4mm/850HU.", nil, [4]),
      ("A 4 mm (850 HU) left renal stone.", nil, [4]), ("Left renal calculus 12mmx8mm.", nil, [12, 8]),
    ] as [(String, Int?, [Double])])
  func amounts(_ text: String, _ count: Int?, _ sizes: [Double]) throws {
    let mention = try #require(try Reading(text).mentions.first)
    #expect(mention.count == count && mention.sizeMM == sizes, "\(text)")
  }

  @Test(
    "name what is calcified by the anchor's own word, and by a granuloma that is named, too",
    arguments: [
      ("Calc. granuloma RUL.", "granuloma"), ("calc nodule in the left lung", "nodule"),
      ("A granuloma in the right upper lobe with central calcification.", "granuloma"),
      ("Calcified pilomatricoma of the scalp.", "pilomatricoma"),
      ("Left tendon normal, right patella with calcification.", nil),
    ] as [(String, String?)])
  func hosts(_ text: String, _ host: String?) throws {
    let mention = try #require(try Reading(text).mentions.first { $0.kind == "calcification" })
    #expect(mention.host == host, "\(text)")
  }

  @Test(
    "take the side that is said by itself",
    arguments: [
      ("Renal calculi: right.", "right"), ("Renal calculi - left", "left"),
      ("R + L renal calculi.", "bilateral"),
      ("LSFA calcified.", "left"), ("Both the kidneys show calculi.", "bilateral"),
    ])
  func ownSides(_ text: String, _ side: String) throws {
    #expect(try Reading(text).mentions.first?.laterality?.rawValue == side, "\(text)")
  }
}
