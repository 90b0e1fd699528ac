// What a sentence takes over from the title and the sentences before: organs of bare parts, and sides.

import Testing

@testable import Calx

@Suite("Places from before") struct PlaceMemoryTests {
  @Test(
    "gives organ and side to the last mention",
    arguments: [
      Placed(
        "Thyroid US\nClinical: lump.\nThe right lobe holds 2 nodules: N1 upper pole 8 mm. N2 mid 12 mm with punctate echogenic foci.",
        "thyroid right"),
      Placed(
        "Thyroid US\nClinical: lump.\nLeft lobe 48 x 19 x 17 mm. Lower pole nodule with a coarse calcification.",
        "thyroid left"),
      Placed("FINDINGS: Right kidney 11 cm. A 4 mm renal calculus is seen.", "kidney right"),
      Placed("Renal US\nLeft kidney 10 cm. Renal calculus of 4 mm.", "kidney left"),
      Placed(
        "FINDINGS: Right kidney 11 cm, mild hydronephrosis. A 13 mm calculus at the PUJ.", "ureter right"),
      Placed("FINDINGS: Left testis 4 x 2 cm. Calcification of the epididymal tail.", "epididymis left"),
      Placed("FINDINGS: Right kidney 11 cm. No stone. Bladder: calculus of 9 mm.", "bladder"),
      Placed(
        "FINDINGS: Calcified left hilar node. Noncalcified nodes are absent. Calcified mediastinal node.",
        "lymph-node"),
      Placed("FINDINGS: Calcified right hilar and subcarinal nodes.", "lymph-node"),
    ])
  func remembered(_ c: Placed) throws {
    let m = try #require(Reading(c.text).analysis.mentions.last)
    #expect([m.organ, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ") == c.place)
  }

  @Test("the side that opens the next place of a list is not that of the one before")
  func next() throws {
    let mentions = try Reading("FINDINGS: Calcified mediastinal and right hilar nodes.").analysis.mentions
    #expect(mentions.map(\.laterality) == [nil, .right])
  }

  @Test("what a label holds belongs to no place of another organ")
  func labelled() throws {
    let m = try #require(
      Reading("FINDINGS: Left thyroid nodule 18 mm: FNA needed. Injection granulomas of both buttocks.")
        .analysis
        .mentions.last)
    #expect(m.host == nil && m.sizeMM.isEmpty)
  }

  @Test("the part in front of the next thing of a list is that one's")
  func nextPart() throws {
    let mentions = try Reading(
      "FINDINGS: Pancreas with scattered calcifications and an intraductal stone in the head."
    ).analysis.mentions
    #expect(mentions.first?.part == nil)
  }

  @Test(
    "a number with a bracket behind it counts a list, not stones",
    arguments: [
      "Imp: 1) Right renal stone. 2) Gallstone.", "IMPRESSION: (1) Right renal stone (2) Gallstone",
    ])
  func enumerated(_ text: String) throws {
    #expect(try Reading("FINDINGS: Unremarkable.\n" + text).analysis.mentions.map(\.count) == [nil, nil])
  }
}
