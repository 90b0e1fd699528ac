// Which size, side, number and shape belongs to which calcification.

import Testing

@testable import Calx

@Suite("Binding") struct BindingTests {
  struct Sized: CustomTestStringConvertible {
    let text: String
    let sizes: [[Double]]
    var testDescription: String { text }
    init(_ text: String, _ sizes: [Double]...) { (self.text, self.sizes) = (text, sizes) }
  }

  @Test(
    "gives each calcification its own size",
    arguments: [
      Sized("3 mm stone in the left kidney.", [3]), Sized("Stone in the left kidney measuring 1.2 cm.", [12]),
      Sized("Calculus measuring 4 x 6 mm.", [4, 6]), Sized("Calculi of up to 4 mm.", [4]),
      Sized("Calculi of 4–5 mm.", [4, 5]),
      Sized("Right 3 mm and left 5 mm renal stones.", [3], [5]),
      Sized("A 3 mm stone in the right kidney and a 5 mm stone in the left kidney.", [3], [5]),
      Sized("Several renal stones, the largest measuring 7 mm.", [7]),
      Sized("Gallstones. The largest measures 11 mm.", [11]),
      Sized("8 mm renal calculus, previously 7 mm.", [8]), Sized("Stone on series 3, image 41.", []),
      Sized("Grouped 3 mm calcifications at 2 o'clock, 5 cm FN.", [3]),
      Sized("The right and left kidneys hold stones of 4 and 6 mm respectively.", [4], [6]),
      Sized("Aorta calcified, 24 mm. No aneurysm.", []),
      Sized("Stone in the left kidney has grown to 7 mm.", [7]),
      Sized("Radiopaque mass of 12 mm, likely a sialolith.", [12]),
      Sized("A 3 cm lesion in segment 8. It contains calcification.", [30]),
      Sized("Common bile duct 6 mm, with a stone.", []), Sized("A cyst of 4 cm and a stone.", []),
      Sized("Calcified granuloma RUL 6 mm.", [6]),
      Sized("Uterus: 34 mm fibroid, posterior wall, with rim calcification.", [34]),
    ])
  func sizes(_ c: Sized) throws { #expect(try Reading(c.text).mentions.map(\.sizeMM) == c.sizes) }

  struct Sided: CustomTestStringConvertible {
    let text: String
    let sides: [Laterality?]
    var testDescription: String { text }
    init(_ text: String, _ sides: Laterality?...) { (self.text, self.sides) = (text, sides) }
  }

  @Test(
    "gives each calcification its own side",
    arguments: [
      Sided(
        "The right breast has a cyst. On the left there is a round calcification in the upper inner quadrant.",
        .left),
      Sided("On the left there is a stone, while the right kidney has a calcified cyst.", .left, .right),
      Sided("Kidneys: AP 3 mm R, 4 mm L, no echogenic foci.", .bilateral),
      Sided("Left lower lobe: two calcified granulomas.", .left),
      Sided(
        "Two stones in the lower pole of the right kidney, and one 3 mm stone on the left.", .right, .left),
      Sided("A 5 mm calculus at the right UVJ and a 2 mm calculus on the left.", .right, .left),
      Sided("Calcified subcarinal and right hilar lymph nodes.", nil, .right),
      Sided("R kidney: no stone. L: the 3 mm LP calculus is unchanged.", .right, .left),
      Sided(
        "Rt kidney - 4 mm stone. Further 2 mm stone lower pole. Lt - 3 mm calculus UP.", .right, .right, .left
      ),
      Sided("R - 6 mm VUJ calculus. L - two 3 mm calculi lower pole.", .right, .left),
      Sided("Right bulb - calcified plaque. Left bulb - soft plaque, no calcification.", .right, .left),
      Sided("Calcified pleural plaque along the right hemidiaphragm.", .right),
      Sided("Bilateral renal stones with left staghorn stone.", .bilateral, .left),
      Sided("Left: nodule. Right: no nodule.\nSalivary glands normal, no calculi.", .bilateral),
      Sided("Kidneys symmetrical with, left, a concrement of 4 mm in the lower calyx.", .left),
      Sided(
        "A 5 mm calculus in the right kidney, and 2 calculi, the larger of which is 7 mm, in the left kidney.",
        .right, .left),
      Sided("R/O renal stone.", nil),
      Sided("KIDNEY R: 10 cm\ncalculi: nil\nKIDNEY L: 10 cm\ncalculi: ?3 mm mid pole", .right, .left),
      Sided("Right upper lobe granuloma. Calcified granuloma in the lingula.", .right, nil),
      Sided("Stone in the left kidney.", .left), Sided("Right kidney: 3 mm stone.", .right),
      Sided("RIGHT KIDNEY:\n3 mm stone.", .right),
      Sided("Right kidney: No stone.\nLeft kidney: 3 mm stone.", .right, .left),
      Sided("Bilateral renal stones.", .bilateral),
      Sided("Calcifications in both kidneys.", .bilateral), Sided("Renal stones.", nil),
      Sided("Stone in the bladder.", nil),
      Sided("Right hydronephrosis and left renal stone.", .left),
      Sided("The left kidney is normal. Stone in the right kidney.", .right),
      Sided("Calcification in the right lobe of the liver.", .right),
      Sided("Calcified plaque in the left coronary artery.", .left),
      Sided("Kidneys: no stones.", .bilateral),
      Sided("ADRENALS: Unremarkable, no calcification.", .bilateral),
      Sided("Kidneys: 4 mm stone.", nil),
      Sided(
        "FINDINGS:\nThe right kidney is hydronephrotic. A 6 mm stone lies at the PUJ.\nThe left kidney is normal.",
        .right),
      Sided(
        "FINDINGS:\nRIGHT: CCA: calcified plaque. LEFT: CCA: no plaque. Bulb: calcified plaque.", .right,
        .left),
      Sided(
        "FINDINGS:\nOn the left there is a calcified node. The level III node is heavily calcified, too.",
        .left,
        .left),
      Sided("Right middle lobe broncholith.", .right),
      Sided("Calcified nodules in the left upper and right lower lobes.", .left, .right),
      Sided("Calcified plaque in the right common and internal carotid arteries.", .right, .right),
      Sided("Phleboliths in the right calf.", .right),
    ])
  func sides(_ c: Sided) throws { #expect(try Reading(c.text).mentions.map(\.laterality) == c.sides) }

  struct Placed: CustomTestStringConvertible {
    let text: String
    let organs: [String?]
    var testDescription: String { text }
    init(_ text: String, _ organs: String?...) { (self.text, self.organs) = (text, organs) }
  }

  @Test(
    "gives each calcification its own organs",
    arguments: [
      Placed("Calcific plaques in the aorta and coronary arteries.", "aorta", "coronary-artery"),
      Placed("Calcified granulomas RUL and left hilar nodes.", "lung", "lymph-node"),
      Placed("Calcified granuloma LLL, calcified hilar nodes.", "lung", "lymph-node"),
      Placed("Calcified mediastinal and hilar nodes.", "lymph-node", "lymph-node"),
      Placed("LIVER: Normal.\nSPLEEN: Calcified granuloma.", "spleen"),
      Placed("The spleen contains a calcified granuloma. The liver is normal.", "spleen"),
      Placed("Liver and spleen normal. Kidneys: stones.", "kidney"),
      Placed("No stones in the gallbladder or kidneys.", "gallbladder", "kidney"),
      Placed("Hepatic veins dilated. Mitral annulus: calcification posteriorly, 16 mm.", "mitral-valve"),
      Placed("Aorta and iliacs: calcification, moderate.", "aorta", "iliac-artery"),
      Placed("Severe calcific aortic stenosis.", "aortic-valve"),
      Placed("Clinical: right flank pain, ?stone.", nil),
      Placed("Left kidney normal. No vascular calcification.", "artery"),
      Placed("Renal sinus vascular calcification.", "kidney"),
      Placed("Calcification.", nil), Placed("LUNGS: Clear.\nCalcified granuloma.", "lung"),
      Placed("FINDINGS:\nThe pancreas and spleen are normal. No calcification.", "pancreas", "spleen"),
      Placed("FINDINGS:\nThe gallbladder and ducts look normal. No stones.", "gallbladder", "bile-duct"),
      Placed("CHOLELITHIASIS WITH IMPACTED NECK CALCULUS.", "gallbladder", "gallbladder"),
      Placed("CTA HEAD:\nRight V4 calcification.", "vertebral-artery"),
      Placed("Penis: calcified plaque on the dorsal tunica albuginea.", "penis"),
      Placed("Tunica albuginea calcification of the left testis.", "testis"),
    ])
  func organs(_ c: Placed) throws { #expect(try Reading(c.text).mentions.map(\.organ) == c.organs) }

  struct Part: CustomTestStringConvertible {
    let text: String
    let parts: [String?]
    var testDescription: String { text }
    init(_ text: String, _ parts: String?...) { (self.text, self.parts) = (text, parts) }
  }

  @Test(
    "gives each calcification its own part",
    arguments: [
      Part("Calcified granulomas in the left upper and lower lobes.", "upper", "lower lobes"),
      Part(
        "Calcification of the anterior and posterior tibial arteries.", "anterior",
        "posterior tibial arteries"),
      Part("Right upper lobe fibrosis. Few specks of calcification within the fibrotic areas.", "upper lobe"),
      Part("Enlarged prevascular node. No calcification within.", "prevascular"),
      Part("Right middle lobe broncholith.", "middle lobe"),
      Part("Calcification of the ascending aorta and descending thoracic aorta.", "ascending", "descending"),
      Part(
        "Calcified lymph nodes in the mediastinum, both hila and left axilla.", "mediastinum", "hila",
        "axilla"),
    ])
  func parts(_ c: Part) throws { #expect(try Reading(c.text).mentions.map(\.part) == c.parts) }

  @Test("gives both adjectives the noun behind the second")
  func sharedNoun() throws {
    let r = try Reading("Calcified and non-calcified pleural plaques.")
    #expect(r.mentions.map(\.host) == ["plaque", "plaque"])
    #expect(r.mentions.map(\.presence) == [.present, .absent])
    #expect(r.mentions[0].multiplicity == .multiple)
  }

  struct Counted: CustomTestStringConvertible {
    let text: String
    let multiplicity: Multiplicity?
    let count: Int?
    var testDescription: String { text }
    init(_ text: String, _ multiplicity: Multiplicity?, _ count: Int? = nil) {
      (self.text, self.multiplicity, self.count) = (text, multiplicity, count)
    }
  }

  @Test(
    "counts",
    arguments: [
      Counted("A stone in the left kidney.", .single),
      Counted("Two stones in the left kidney.", .multiple, 2),
      Counted("3 stones in the gallbladder.", .multiple, 3), Counted("Multiple gallstones.", .multiple),
      Counted("Solitary gallstone.", .single),
      Counted("Coronary calcification.", nil), Counted("Scattered calcifications in the liver.", .multiple),
      Counted("3 mm calcified granuloma in the lung.", .single),
      Counted("Calculi (n=3) in the bladder.", .multiple, 3),
      Counted("Five calculi in total in the bladder.", .multiple, 5),
      Counted("3 nos. of calculi in the bladder.", .multiple, 3),
      Counted("Flecks of calcification in the plaque.", .multiple),
      Counted("A calcified aortic arch.", nil), Counted("Small calcified plaque in the bulb.", .single),
    ])
  func counts(_ c: Counted) throws {
    let m = try only(c.text)
    #expect(m.multiplicity == c.multiplicity)
    #expect(m.count == c.count)
  }

  @Test("gives shapes to their calcification and not to the next")
  func shapes() throws {
    let r = try Reading(
      "Coarse calcification in the right lobe and punctate calcifications in the left lobe of the thyroid.")
    #expect(r.mentions.map(\.morphology) == [["coarse"], ["punctate"]])
  }

  @Test(
    "keeps the severity's own word",
    arguments: [
      ("Mild coronary calcification.", Severity.mild), ("Extensive aortic calcification.", .severe),
      ("Mild to moderate calcification of the aorta.", .moderate),
      ("Trace calcification of the mitral annulus.", .minimal),
    ])
  func severity(_ text: String, _ severity: Severity) throws { #expect(try only(text).severity == severity) }

  struct Graded: CustomTestStringConvertible {
    let text: String
    let grades: [Severity?]
    var testDescription: String { text }
    init(_ text: String, _ grades: Severity?...) { (self.text, self.grades) = (text, grades) }
  }

  @Test(
    "takes a grade behind the anchor where it is said of it",
    arguments: [
      Graded("CAC: visual moderate (LAD, LCx).", .moderate), Graded("CAC moderate.", .moderate),
      Graded("Coronary calcification is visually graded as mild.", .mild),
      Graded("Aortic calcification severe.", .severe), Graded("Moderate MAC.", .moderate),
      Graded("Coronary calcification with moderate stenosis.", nil),
      Graded("Valve calcification causing severe aortic stenosis.", nil),
      Graded("The stone is associated with mild hydronephrosis.", nil),
    ])
  func grades(_ c: Graded) throws { #expect(try Reading(c.text).mentions.map(\.severity) == c.grades) }
}
