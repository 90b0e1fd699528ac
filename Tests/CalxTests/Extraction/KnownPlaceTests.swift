// What the report found before and speaks of again lies where it was found, whatever was named in between.

import Testing

@testable import Calx

@Suite("Places of what is known") struct KnownPlaceTests {
  @Test(
    "gives the place of the thing to the words that speak of it again",
    arguments: [
      Placed(
        "FINDINGS: 9 mm stone in the lower pole calyx of the right kidney. Bladder normal. CT is advised for this stone.",
        "kidney lower pole calyx right"),
      Placed(
        "FINDINGS: Gallbladder contains a 12 mm stone. Pancreas normal. The stone is mobile.", "gallbladder"),
      Placed(
        "FINDINGS: 4 mm calcification in the left testis. Epididymides normal. The calcification is coarse.",
        "testis left"),
      Placed(
        "FINDINGS: Microcalcifications in the upper outer quadrant of the left breast. No axillary nodes. These calcifications are suspicious.",
        "breast upper outer quadrant left"),
      Placed(
        "FINDINGS: Calcified plaque at the left carotid bulb. Vertebral arteries patent. The calcified plaque is unchanged.",
        "carotid-artery carotid bulb left"),
      Placed(
        "FINDINGS: Right kidney has a 3 mm calculus. Left kidney has a 4 mm calculus. Bladder normal. These calculi do not obstruct.",
        "kidney bilateral"),
      Placed(
        "FINDINGS: 7 mm calcified granuloma in the right upper lobe. Spleen normal. This granuloma is benign.",
        "lung upper lobe right"),
    ])
  func again(_ c: Placed) throws { #expect(try place(c.text) == c.place) }

  @Test(
    "a conclusion that names no part speaks of the whole",
    arguments: [
      Placed(
        "FINDINGS: 5 mm stone in the right lower pole. Bladder normal.\nIMPRESSION: The stone is benign.",
        "kidney right"),
      Placed("FINDINGS: Bilateral renal stones.\nIMPRESSION: The stones do not obstruct.", "kidney"),
    ])
  func concluded(_ c: Placed) throws { #expect(try place(c.text) == c.place) }

  @Test(
    "what says its own place, or nothing of before, lies there",
    arguments: [
      Placed(
        "FINDINGS: 3 mm right renal stone. 4 mm left renal stone. The right-sided stone has grown.",
        "kidney right"),
      Placed(
        "FINDINGS: 9 mm stone in the left kidney. Gallbladder is thin-walled. A stone is seen.", "gallbladder"
      ),
      Placed("FINDINGS: Gallbladder has a stone. Kidneys: the stones of 2019 are gone.", "kidney bilateral"),
      Placed(
        "FINDINGS: Coarse calcification in the thyroid. 2 cm left renal cyst. Its calcification is thin.",
        "kidney left"),
    ])
  func own(_ c: Placed) throws { #expect(try place(c.text) == c.place) }

  @Test("under a label that speaks of several organs the sentence before says which")
  func broadLabel() throws {
    #expect(try place("FINDINGS:\nBiliary: The gallbladder is distended. No stones.") == "gallbladder")
    #expect(try place("FINDINGS:\nBiliary: No stones.") == "bile-duct")
  }

  @Test(
    "places said in other ways than beside the anchor",
    arguments: [
      Placed("FINDINGS: Right kidney: pelvis dilated and holds an 8 mm stone.", "kidney pelvis right"),
      Placed("FINDINGS: Right kidney normal. Phleboliths in the pelvis.", "pelvis"),
      Placed("FINDINGS: The aorta is calcified, as are both iliac arteries.", "iliac-artery bilateral"),
      Placed("FINDINGS: 7 mm left distal ureteric stone 2 cm from the VUJ.", "ureter distal ureteric left"),
      Placed(
        "FINDINGS: The posterior mitral leaflet is thickened, with calcification at its base.",
        "mitral-valve base"),
      Placed("FINDINGS: Calcified gallstone casting a shadow on the duodenum.", "gallbladder"),
    ])
  func elsewhere(_ c: Placed) throws { #expect(try place(c.text) == c.place) }

  @Test(
    "a member of what was named before is one of those things",
    arguments: [
      "FINDINGS: There are nodules in both upper lobes. The one in the right upper lobe is calcified.",
      "FINDINGS: Both lobes of the thyroid hold nodules. On the right, the largest is 18 mm and has calcification.",
      "FINDINGS: Lung nodules in both bases; those on the right are calcified.",
    ])
  func member(_ text: String) throws { #expect(try only(text).host == "nodule") }

  private func place(_ text: String) throws -> String {
    let m = try #require(Reading(text).mentions.last)
    return [m.organ, m.part, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ")
  }
}
