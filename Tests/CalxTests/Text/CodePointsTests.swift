// Offsets in code points, bytes and UTF-16 units, in texts where the three differ.

import Testing

@testable import Calx

@Suite("Offsets") struct CodePointsTests {
  static let texts = [
    "plain", "line\r\nends\r\nhere", "e\u{301}cho of cafe\u{301}", "𝟑 mm stone 🪨 here",
    "\u{FEFF}Findings: stone",
    "3×4 mm – “stone”", String(repeating: "é🪨a", count: 400),
  ]

  @Test("are those of a scan over the text", arguments: texts)
  func scan(_ text: String) {
    let bytes = Array(text.utf8)
    let codepoints = OffsetMap(bytes, unit: .codepoint)
    let utf16 = OffsetMap(bytes, unit: .utf16)
    let utf8 = OffsetMap(bytes, unit: .utf8)
    var at = (byte: 0, scalar: 0, unit: 0)
    for scalar in text.unicodeScalars {
      #expect(codepoints.offset(at.byte) == at.scalar)
      #expect(utf16.offset(at.byte) == at.unit)
      #expect(utf8.offset(at.byte) == at.byte)
      at.byte += String(scalar).utf8.count
      at.scalar += 1
      at.unit += scalar.value > 0xFFFF ? 2 : 1
    }
    #expect(codepoints.offset(bytes.count) == at.scalar)
    #expect(utf16.offset(bytes.count) == at.unit)
  }

  /// The anchor that code points cut out of a text must be the anchor that bytes cut out.
  static func slices(_ text: String) throws -> [(String, String)] {
    let r = try Reading(text)
    let map = OffsetMap(r.bytes, unit: .codepoint)
    let scalars = Array(text.unicodeScalars)
    return r.mentions.map { m in
      let cut = scalars[map.offset(m.range.lowerBound)..<map.offset(m.range.upperBound)]
      return (String(String.UnicodeScalarView(cut)), r.words(m.range))
    }
  }

  @Test(
    "cut every anchor out of its text",
    arguments: [
      "\u{FEFF}Findings: a stone.", "Line one.\r\nCafe\u{301} au lait.\r\nA stone – “small”.",
      "🪨🪨 A renal calculus.",
      "𝟑 mm calcification, 4×5 mm.",
    ])
  func cut(_ text: String) throws {
    let slices = try Self.slices(text)
    #expect(slices.count >= 1)
    for (a, b) in slices { #expect(a == b) }
  }

  @Test(
    "cut every anchor out of every example report, also with wide characters in front",
    arguments: Fixtures.reports.map(\.name))
  func reports(_ name: String) throws {
    let text = String(decoding: try #require(Fixtures.reports.first { $0.name == name }).text, as: UTF8.self)
    for variant in [text, text.replacing("\n", with: "\r\n"), "🪨é\n\n" + text] {
      for (a, b) in try Self.slices(variant) {
        #expect(a == b)
        #expect(!a.isEmpty)
      }
    }
  }
}
