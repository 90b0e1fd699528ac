// Sentences and clauses without an anchor that say more of the finding in front of them.

import Testing

@testable import Calx

@Suite("What is said of a finding behind it") struct MentionReferenceTests {
  struct Told: CustomTestStringConvertible {
    let text: String
    let change: Change?
    let sizes: [Double]
    var testDescription: String { text }
    init(_ text: String, _ change: Change?, _ sizes: Double...) {
      (self.text, self.change, self.sizes) = (text, change, sizes)
    }
  }

  @Test(
    "gives its change and its sizes, whatever parts the clauses",
    arguments: [
      Told("Coarse calcifications in the left breast. They look the same on the 2016 films.", .stable),
      Told("Coarse calcifications in the left breast; they look the same on the 2016 films.", .stable),
      Told("Coarse calcifications in the left breast, these are unchanged since 2019.", .stable),
      Told("Calcified nodule in the left upper lobe and it has grown.", .increased),
      Told("Calcified nodule in the left upper lobe - this is new.", .new),
      Told("Right renal calculus, it measures 5 mm.", nil, 5),
      Told("Right renal calculus; measures 5 mm.", nil, 5),
      Told("Right renal calculus; which is unchanged.", .stable),
      Told("Right renal calculus, but it was not seen on the last scan.", .new),
      Told("Right renal calculus. This measures 4 mm, previously 3 mm.", .increased, 4),
      Told("Right renal calculus. It measures 5 mm. It is unchanged.", .stable, 5),
      Told("Echogenic focus in the left frontal lobe which was not described before.", .new),
      Told("Calcified focus in the right upper zone, was there in 2017.", .stable),
      Told("Calcified nodes, not enlarged.", nil),
      // What is said of something else is not said of it.
      Told("Right renal calculus. The liver is unchanged.", nil),
      Told("Right renal calculus; the cyst measures 5 mm.", nil),
    ])
  func changes(_ c: Told) throws {
    let mentions = try Reading("FINDINGS: " + c.text).mentions
    #expect(mentions.count == 1)
    #expect(mentions.first?.change == c.change)
    #expect(mentions.first?.sizeMM == c.sizes)
  }

  @Test(
    "gives its place, or the part and the side that were not told yet",
    arguments: [
      Placed("There is a 6 mm calculus. It is located in the distal left ureter.", "ureter distal left"),
      Placed(
        "A 5 mm stone is seen. It lies in the lower pole of the right kidney.", "kidney lower pole right"),
      Placed("A calcified nodule is seen; this is in the right lower lobe.", "lung lower lobe right"),
      Placed(
        "Calcifications are present. They are bilateral and in the basal ganglia.", "basal-ganglia bilateral"),
      Placed("Calculus in the kidney, it is on the left side.", "kidney left"),
      Placed("Prostate has calcification. This is seen in the central zone.", "prostate central zone"),
      Placed(
        "A stone is seen. It is 8 mm in size and lies in the upper calyx of the left kidney.",
        "kidney upper calyx left"),
      // Not where something else lies, and not away from where it was found.
      Placed("Calculus in the left kidney. It causes dilatation in the right ureter.", "kidney left"),
      Placed("Calculus in the left kidney. This is not in the ureter.", "kidney left"),
      Placed("Calcified granuloma of the spleen. It is associated with scarring in the liver.", "spleen"),
    ])
  func places(_ c: Placed) throws {
    let m = try #require(Reading("FINDINGS: " + c.text).mentions.last)
    #expect([m.organ, m.part, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ") == c.place)
  }

  @Test("gives its look")
  func looks() throws {
    let m = try #require(
      Reading("FINDINGS: Left renal calculus. It shows posterior shadowing.").mentions.first)
    #expect(m.morphology == ["shadowing"])
  }
}
