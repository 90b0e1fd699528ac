// Groups of which a part is calcified, sizes of their members, and what stood there before.

import Testing

@testable import Calx

@Suite("Groups and members") struct GroupTests {
  struct Part: CustomTestStringConvertible {
    let text: String
    let host: String
    let multiplicity: Multiplicity?
    let count: Int?
    var testDescription: String { text }
    init(_ text: String, _ host: String, _ multiplicity: Multiplicity?, _ count: Int? = nil) {
      (self.text, self.host, self.multiplicity, self.count) = (text, host, multiplicity, count)
    }
  }

  @Test(
    "know what is calcified and how many",
    arguments: [
      Part("Several fibroids, one of which is calcified.", "fibroid", .single),
      Part("Numerous fibroids, some of which are calcified.", "fibroid", .multiple),
      Part("Four lung nodules, two of which are calcified.", "nodule", .multiple, 2),
      Part("Three of the nodules in the thyroid are calcified.", "nodule", .multiple, 3),
      Part("One of the nodules in the thyroid is calcified.", "nodule", .single),
      Part("Multiple hepatic cysts; one is calcified.", "cyst", .single),
      Part("Thyroid nodules, two of which contain coarse calcification.", "nodule", nil),
    ])
  func parts(_ c: Part) throws {
    let m = try only(c.text)
    #expect(m.host == c.host)
    #expect(m.multiplicity == c.multiplicity)
    #expect(m.count == c.count)
  }

  struct Member: CustomTestStringConvertible {
    let text: String
    let slots: [String]
    var testDescription: String { text }
    init(_ text: String, _ slots: String...) { (self.text, self.slots) = (text, slots) }
  }

  @Test(
    "give each member its size, place and number",
    arguments: [
      Member(
        "Bilateral renal calculi up to 8 mm on the right and 5 mm on the left.", "right  [8.0] multiple",
        "left  [5.0] multiple"),
      Member(
        "Two stones in the left kidney, 4 mm in the upper pole and 6 mm in the lower pole.",
        "left upper pole [4.0] single", "left lower pole [6.0] single"),
      Member("The larger bladder stone measures 9 mm, the smaller one 4 mm.", "  [9.0] single"),
      Member(
        "A 5 mm dense, fully calcified granuloma in the left lower lobe.", "left lower lobe [5.0] single"),
      Member(
        "Calcifications, left breast upper outer quadrant, 14 mm.",
        "left upper outer quadrant [14.0] multiple"),
      Member("7 mm shadowing structure in the left kidney consistent with a calculus.", "left  [7.0] single"),
    ])
  func members(_ c: Member) throws {
    let slots = try Reading(c.text).mentions.map {
      "\($0.laterality?.rawValue ?? "") \($0.part ?? "") \($0.sizeMM) \($0.multiplicity?.rawValue ?? "")"
    }
    #expect(slots == c.slots)
  }

  struct Past: CustomTestStringConvertible {
    let text: String
    let presence: Presence
    let temporality: Temporality
    let change: Change?
    var testDescription: String { text }
    init(_ text: String, _ presence: Presence, _ temporality: Temporality, _ change: Change? = nil) {
      (self.text, self.presence, self.temporality, self.change) = (text, presence, temporality, change)
    }
  }

  @Test(
    "tell what was seen before from what is there",
    arguments: [
      Past("Previously seen ureteric stone.", .present, .historical),
      Past("Background of recurrent renal stones.", .present, .historical),
      Past("In the background of chronic pancreatitis the duct contains a stone.", .present, .current),
      Past("The previously noted ureteric stone measures 5 mm.", .present, .current),
      Past("Previously seen renal calculus is no longer seen.", .absent, .current, .resolved),
      Past("The previously described calculus has passed into the bladder.", .absent, .current, .resolved),
      Past("The previously noted stone was removed in 2019.", .present, .historical),
      Past("9 mm stone in the left kidney (8 mm 6 months ago).", .present, .current, .increased),
      Past("7 mm ureteric calculus with decreasing hydronephrosis.", .present, .current),
    ])
  func past(_ c: Past) throws {
    let m = try only(c.text)
    #expect(m.presence == c.presence)
    #expect(m.temporality == c.temporality)
    #expect(m.change == c.change)
  }
}
