// Findings given in fields: parted by dashes, semicolons or brackets, or one attribute a line.

import Testing

@testable import Calx

@Suite("Fields") struct FieldTests {
  struct Line: CustomTestStringConvertible {
    let text: String
    let place: String
    let sizes: [Double]
    let change: Change?
    var testDescription: String { text }
    init(_ text: String, _ place: String, _ sizes: [Double] = [], _ change: Change? = nil) {
      (self.text, self.place, self.sizes, self.change) = (text, place, sizes, change)
    }
  }

  @Test(
    "are all of the finding that opens the line",
    arguments: [
      Line("Stone - lower pole of right kidney - 7 mm - unchanged.", "kidney lower pole right", [7], .stable),
      Line("Stone lower pole of right kidney; 7 mm; unchanged.", "kidney lower pole right", [7], .stable),
      Line(
        "Calcified nodule – right lower lobe – 6 mm – stable since 2019.", "lung lower lobe right", [6],
        .stable),
      Line(
        "[Calculus] [left kidney] [lower pole] [6 mm] [unchanged]", "kidney lower pole left", [6], .stable),
      Line("Calculus (left VUJ) - 4 mm", "ureter vuj left", [4]),
      // A statement of its own keeps what it says.
      Line("Stone in the right kidney; left kidney 11 cm.", "kidney right"),
      Line("Stone in the right kidney - the liver is unchanged.", "kidney right"),
    ])
  func fields(_ c: Line) throws { try check(c) }

  @Test(
    "of attributes are of the finding above them",
    arguments: [
      Line("Stone: yes\nSide: left\nLocation: lower pole\nSize: 6 mm", "kidney lower pole left", [6]),
      Line("There is a renal calculus. Size: 6 mm. Location: lower pole.", "kidney lower pole", [6]),
      Line(
        "Calcification: present\nSite: left breast, upper outer quadrant", "breast upper outer quadrant left"),
    ])
  func attributes(_ c: Line) throws { try check(c) }

  struct Sided: CustomTestStringConvertible {
    let text: String
    let mentions: [String]
    var testDescription: String { text }
    init(_ text: String, _ mentions: String...) { (self.text, self.mentions) = (text, mentions) }
  }

  @Test(
    "by side are a mention each",
    arguments: [
      Sided("Stones R: 2, L: 0", "right present 2 []", "left absent - []"),
      Sided("Calculi - Rt: nil / Lt: 5 mm lower pole", "right absent - []", "left present - [5.0]"),
      Sided("Calculi: right 2, left 3.", "right present 2 []", "left present 3 []"),
      Sided(
        "Renal calculi, right up to 4 mm and left up to 7 mm.", "right present - [4.0]",
        "left present - [7.0]"),
    ])
  func sides(_ c: Sided) throws {
    let mentions = try Reading("FINDINGS: " + c.text).mentions
    #expect(
      mentions.map {
        "\($0.laterality?.rawValue ?? "-") \($0.presence.rawValue) \($0.count.map(String.init) ?? "-") \($0.sizeMM)"
      } == c.mentions)
  }

  @Test("the wall behind a length says where, not what is measured")
  func walls() throws {
    let m = try #require(Reading("Calcified fibroid 2 cm posterior wall.").mentions.first)
    #expect(m.sizeMM == [20])
  }

  private func check(_ c: Line) throws {
    let m = try #require(Reading("FINDINGS: " + c.text).mentions.first)
    #expect([m.organ, m.part, m.laterality?.rawValue].compactMap(\.self).joined(separator: " ") == c.place)
    #expect(m.sizeMM == c.sizes)
    #expect(m.change == c.change)
  }
}
