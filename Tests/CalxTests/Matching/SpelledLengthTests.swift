// Lengths that are written out, and number words that measure nothing.

import Testing

@testable import Calx

@Suite("Spelled-out lengths") struct SpelledLengthTests {
  @Test(
    "are read in mm",
    arguments: [
      Length("Stone measuring six millimeters.", [6]), Length("A six-millimeter stone.", [6]),
      Length("SEVEN MILLIMETRE CALCULUS", [7]), Length("stone of four mm", [4]),
      Length("twenty-two millimeters", [22]), Length("a half centimeter granuloma", [5]),
      Length("half a centimetre", [5]), Length("one and a half cm", [15]), Length("2 and a half cm", [25]),
      Length("one point two centimeters", [12]), Length("one point two five centimeters", [12.5]),
      Length("two to three millimeters", [2, 3]), Length("twelve by eight millimeters", [12, 8]),
      Length("three millimeters by four millimeters", [3, 4]), Length("three and five millimeters", [3, 5]),
      Length("two six-millimeter stones", [6]), Length("a three\nmillimeter stone", [3]),
      Length("4 mm on the right, five millimeters on the left", [4], [5]),
    ])
  func lengths(_ c: Length) throws {
    #expect(try Reading(c.text).document.measurements.map(\.millimetres) == c.millimetres)
  }

  @Test(
    "are not seen in number words without a unit",
    arguments: [
      "six stones", "one of the two nodules", "half of the gland", "at this point", "a few millimeters",
    ]
  )
  func none(_ text: String) throws { #expect(try Reading(text).document.measurements.isEmpty) }

  @Test("leave the count to the number that counts")
  func counts() throws {
    let one = try only("Six millimeter stone in the left kidney.")
    #expect(one.multiplicity == .single && one.count == nil && one.sizeMM == [6])
    let two = try only("Two six-millimeter stones in the left kidney.")
    #expect(two.multiplicity == .multiple && two.count == 2 && two.sizeMM == [6])
  }
}
