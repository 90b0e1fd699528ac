// Lengths: numbers, units, ranges, lists, and what only looks like one.

import Testing

@testable import Calx

@Suite("Measurements") struct MeasurementTests {
  @Test(
    "are read in mm",
    arguments: [
      Length("a 3 mm stone", [3]), Length("a 3mm stone", [3]), Length("a 3-mm stone", [3]),
      Length("1.2 cm", [12]),
      Length("1,2 cm", [12]), Length(".5 cm", [5]), Length("3 x 4 mm", [3, 4]),
      Length("3x4x5 mm", [3, 4, 5]),
      Length("3 × 4 mm", [3, 4]), Length("3 mm x 4 mm", [3, 4]), Length("1.2 x 0.8 cm", [12, 8]),
      Length("4-5 mm", [4, 5]),
      Length("4–5 mm", [4, 5]), Length("4 to 5 mm", [4, 5]), Length("3 and 5 mm", [3, 5]),
      Length("3, 4 and 5 mm", [3, 4, 5]),
      Length("3 millimeters", [3]), Length("2 centimetres", [20]), Length("up to 4 mm.", [4]),
      Length("5 mm on the right, 7 mm on the left", [5], [7]), Length("3\u{A0}mm", [3]),
    ])
  func lengths(_ c: Length) throws {
    #expect(try Reading(c.text).document.measurements.map(\.millimetres) == c.millimetres)
  }

  @Test(
    "are not seen in dates, images, levels, speeds and volumes",
    arguments: [
      "on 3/4/2021", "series 3, image 4", "L4-5", "120 cm/s", "3 ml", "4 cm3", "30 mmHg", "3 months",
      "HU 300", "version 1.2", "10000 mm", "12345678901234567890123456789012345678901234567890 mm",
    ])
  func none(_ text: String) throws { #expect(try Reading(text).document.measurements.isEmpty) }
}
