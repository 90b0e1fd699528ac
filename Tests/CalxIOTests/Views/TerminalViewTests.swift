// The terminal view: marks without colour, lines that fit, and no control character of a report.

import Testing

@testable import Calx
@testable import CalxIO

struct TerminalViewTests {
  static func shown(_ text: String, flag words: String, ansi: Bool = false, width: Int = 60) throws -> String
  {
    let flag = ViewFixture.flag("QA09", .check, "How large is it?", text, [words], "f1", ["TH1"])
    let fixture = try ViewFixture("r1", text, flags: [flag])
    let view = TerminalView(
      ansi: ansi, width: width, catalogue: ViewCatalogue(rules: ["QA09": "Size not given"]))
    var bytes: [UInt8] = []
    view.write(fixture.report, fixture.analysis, kept: [], into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func plainMarks() throws {
    let text = "Left renal calculus. No gallstones. Possible bladder stone. History of ureteral stone."
    let shown = try Self.shown(text, flag: "renal calculus", width: 120)
    #expect(
      shown.contains(
        "Left [renal _calculus_]. No ~gallstones~. Possible bladder ?stone?. History of ureteral (stone)."))
    #expect(
      shown.contains(
        "◆ check QA09 Size not given\n     How large is it?\n     f1 present calculus · left kidney"))
    #expect(shown.contains("line 1 “renal calculus”\n     source TH1"))
    #expect(!shown.contains("\u{1B}"))
  }

  @Test func ansiMarks() throws {
    let shown = try Self.shown("Renal calculus. No gallstones.", flag: "Renal calculus", ansi: true)
    #expect(shown.contains("\u{1B}[1;7mRenal \u{1B}[0m\u{1B}[1;7;4mcalculus\u{1B}[0m"))
    #expect(shown.contains("\u{1B}[9mgallstones\u{1B}[0m"))
  }

  /// What an escape of the view itself may be.
  static func withoutOwnEscapes(_ s: String) -> String {
    var out = ""
    var rest = s[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      out += rest[..<escape]
      let after = rest[rest.index(after: escape)...]
      guard after.first == "[", let m = after.firstIndex(where: { !"[0123456789;".contains($0) }),
        after[m] == "m"
      else {
        return out + "ESC"
      }
      rest = after[after.index(after: m)...]
    }
    return out + rest
  }

  @Test(arguments: [true, false])
  func noActingCharacterReachesTheTerminal(_ ansi: Bool) throws {
    let shown = Self.withoutOwnEscapes(
      String(decoding: try ReviewPageSample.terminal(ansi: ansi, width: 80), as: UTF8.self))
    let acting = shown.unicodeScalars.filter { $0 != "\n" && InertText.acts($0) }
    #expect(acting.isEmpty)
    #expect(shown.contains("ESC␛[31mred"))
  }

  @Test(arguments: [30, 47, 80, 132])
  func linesFit(_ width: Int) throws {
    let text = String(decoding: try ReviewPageSample.terminal(ansi: false, width: width), as: UTF8.self)
    for line in text.split(separator: "\n") {
      let columns = line.unicodeScalars.reduce(0) { $0 + TerminalText.columns($1) }
      #expect(columns <= width, "\(line)")
    }
  }

  @Test func wrappingLosesNoWord() throws {
    let text = try ReviewPageSample.fixtureText("us-renal-55")
    let shown = try Self.shown(text, flag: "no such words", width: 40)
    let words = { (s: String) in s.filter { $0.isLetter || $0.isNumber } }
    let lines = shown.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .map { $0.drop { $0 == " " }.drop { $0.isNumber } }.joined()
    #expect(words(lines).contains(words("there is no stone or debris in its lumen")))
    #expect(words(lines).contains(words("Right grade 1 hydronephrosis. Prostatic calcifications")))
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("石灰化", 6), ("😀", 2), ("אבן", 3),
  ])
  func columns(_ text: String, _ expected: Int) {
    #expect(text.unicodeScalars.reduce(0) { $0 + TerminalText.columns($1) } == expected)
  }
}
