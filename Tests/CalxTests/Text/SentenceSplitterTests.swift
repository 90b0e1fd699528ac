// Where sentences end, and where they do not.

import Testing

@testable import Calx

@Suite("Sentences") struct SentenceSplitterTests {
  struct Split: CustomTestStringConvertible {
    let text: String
    let sentences: [String]
    var testDescription: String { text.debugDescription }
    init(_ text: String, _ sentences: String...) { (self.text, self.sentences) = (text, sentences) }
  }

  @Test(
    "end at full stops",
    arguments: [
      Split("The liver is normal. No stones.", "The liver is normal.", "No stones."),
      Split("No stones! Normal liver.", "No stones!", "Normal liver."),
      Split("Liver clear.Kidneys normal.", "Liver clear.", "Kidneys normal."),
    ])
  func fullStops(_ c: Split) throws { #expect(try Reading(c.text).sentences == c.sentences) }

  @Test(
    "do not end inside numbers, abbreviations and initials",
    arguments: [
      "A stone of 4.5 mm in the lower pole.",
      "Reviewed by Dr. Miller with the team.",
      "A stone measuring approx. 5 mm is seen.",
      "Compared with J. Smith's report of 01.02.2020 there is no change.",
    ])
  func whole(_ text: String) throws { #expect(try Reading(text).sentences.count == 1) }

  @Test(
    "go on over a wrapped line",
    arguments: [
      "There is a small calcification in the lower pole of\nthe left kidney.",
      "There is a small calcification in the lower pole of\r\nthe left kidney.",
      "Calcified granuloma,\nright lower lobe.",
    ])
  func wrapped(_ text: String) throws { #expect(try Reading(text).sentences.count == 1) }

  @Test(
    "end at list items and blank lines, also without full stops",
    arguments: [
      Split("1. Renal stone\n2. Gallstone", "1. Renal stone", "2. Gallstone"),
      Split("- Renal stone\n- Gallstone", "- Renal stone", "- Gallstone"),
      Split("• Renal stone\n• Gallstone", "• Renal stone", "• Gallstone"),
      Split("No renal stone\n\nGallstone", "No renal stone", "Gallstone"),
      Split("No renal stone\n \nGallstone", "No renal stone", "Gallstone"),
      Split("No renal stone\r\n\r\nGallstone", "No renal stone", "Gallstone"),
    ])
  func lists(_ c: Split) throws { #expect(try Reading(c.text).sentences == c.sentences) }

  @Test("end at a template's lines")
  func template() throws {
    let r = try Reading("LIVER: Normal\nGALLBLADDER: Stones\nKIDNEYS: No stones")
    #expect(r.sentences == ["LIVER: Normal", "GALLBLADDER: Stones", "KIDNEYS: No stones"])
  }

  @Test("cover every token once", arguments: Fixtures.reports.map(\.name))
  func cover(_ name: String) throws {
    let text = try #require(Fixtures.reports.first { $0.name == name }).text
    let d = try Reading(String(decoding: text, as: UTF8.self)).document
    var next = 0
    for s in d.sentences {
      #expect(s.tokens.lowerBound == next)
      #expect(!s.tokens.isEmpty)
      next = s.tokens.upperBound
    }
    #expect(next == d.tokens.count)
  }
}
