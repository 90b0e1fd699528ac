// How many, how thick, how large: numbers behind a place, lengths that count nothing, lengths of what may be one.

import Testing

@testable import Calx

@Suite("Numbers and lengths") struct AmountTests {
  @Test(
    "a number behind the place counts",
    arguments: [
      ("Calculi in the left kidney x 3, up to 4 mm.", 3), ("Calculi lower pole x2.", 2),
      ("Calculi in the left kidney.", nil),
    ])
  func behindPlace(_ text: String, _ count: Int?) throws { #expect(try only(text).count == count) }

  @Test("a thickness makes one calcification of no extended one")
  func thickness() throws {
    let mention = try only("Pericardial calcification, 7 mm thick.")
    #expect(mention.multiplicity == nil)
    #expect(mention.sizeMM == [7])
  }

  @Test("the length of what may be a stone is the stone's, behind a comma too")
  func identity() throws {
    #expect(
      try only("8 mm density over the left hemipelvis, may represent a phlebolith.").sizeMM == [8])
  }

  @Test(
    "an answer outweighs the question",
    arguments: [
      ("?stones – none seen", Presence.absent), ("?CBD stone, none", .absent), ("?gallstones: yes", .present),
      ("Left kidney 10 cm stones N", .absent), ("Stones: Y", .present),
    ])
  func answers(_ text: String, _ presence: Presence) throws {
    let mention = try only(text)
    #expect(mention.presence == presence)
    #expect(mention.temporality == .current)
  }

  @Test(
    "what a history states is past, what it asks is not",
    arguments: [
      ("Hx: gallstones, diabetes.", Temporality.historical), ("History: renal stones 2015.", .historical),
      ("Hx: ?gallstones.", .hypothetical),
    ])
  func history(_ text: String, _ time: Temporality) throws { #expect(try only(text).temporality == time) }

  @Test("what was seen once and is not seen now has resolved")
  func resolved() throws {
    let mention = try only("The previously seen stone at the VUJ is not visualised.")
    #expect(mention.presence == .absent)
    #expect(mention.change == .resolved)
  }

  @Test(
    "each former size is of the present one beside it",
    arguments: [
      (
        "Left upper pole calculus has increased from 4 to 7 mm; right calculus is unchanged at 3 mm.",
        [Change.increased, .stable]
      ),
      ("Calculus on the right 7 mm (previously 4 mm), on the left 3 mm.", [.increased, nil]),
    ] as [(String, [Change?])])
  func former(_ text: String, _ changes: [Change?]) throws {
    #expect(try Reading(text).mentions.map(\.change) == changes)
  }

  @Test(
    "a sentence that says only how something has changed speaks of the one before",
    arguments: [
      ("5 mm stone in the left kidney. Unchanged since 2020.", Change.stable),
      ("5 mm stone in the left kidney. Previously 9 mm.", .decreased),
      ("5 mm stone in the left kidney. It measured 3 mm previously.", .increased),
    ])
  func bare(_ text: String, _ change: Change) throws { #expect(try only(text).change == change) }

  @Test(
    "an order and a grade count nothing",
    arguments: [
      "A 2nd stone of 3 mm in the left kidney.", "Grade 1-2 medullary nephrocalcinosis.",
      "Nodule A: eggshell calcification.",
    ])
  func uncounted(_ text: String) throws { #expect(try only(text).count == nil) }

  @Test("lengths in brackets behind the place of stones are theirs")
  func brackets() throws {
    #expect(try only("Calculi in the left kidney (9 mm and 6 mm).").sizeMM == [9, 6])
  }

  @Test("descriptors in brackets and behind a dash describe")
  func marks() throws {
    #expect(
      try only("Benign secretory (rod-like) calcifications in the left breast.").morphology.sorted()
        == ["benign-appearing", "rod-like"])
    #expect(try only("Coronary calcification – moderate.").severity == .moderate)
  }

  @Test("the head of a column finds nothing, an answer does")
  func columns() throws {
    let table = try Reading("| Nodule | Size | Composition | Calcification |\n| 1 | 12 mm | solid | none |")
    #expect(table.mentions.isEmpty)
    #expect(try Reading("Right kidney | calculi | none").mentions.count == 1)
  }

  @Test("a score of a vessel is its own")
  func scores() throws {
    let mentions = try Reading("CALCIUM SCORE: LM: 0 LAD: 145 RCA: none. Total: 145").mentions
    #expect(mentions.filter { $0.part == "lad" }.map(\.presence) == [.present])
    #expect(mentions.filter { $0.part == "rca" }.map(\.presence) == [.absent])
  }

  @Test("vessels counted are no calcifications counted")
  func vessels() throws { #expect(try only("Severe 3 vessel coronary artery calcification.").count == nil) }
}
