// The small language of `phrases` cells.

import Testing

@testable import Calx

@Suite("Phrase syntax") struct PhraseSyntaxTests {
  struct Cell: CustomTestStringConvertible {
    let cell: String
    let phrases: [String]
    var testDescription: String { cell.debugDescription }
    init(_ cell: String, _ phrases: String...) { (self.cell, self.phrases) = (cell, phrases) }
  }

  @Test(
    "spells a cell out",
    arguments: [
      Cell("stone", "stone"),
      Cell("stone | calculus", "stone", "calculus"),
      Cell("kidney(s)", "kidneys", "kidney"),
      Cell("(common) bile duct", "common bile duct", "bile duct"),
      Cell("{left,right} kidney", "left kidney", "right kidney"),
      Cell("{a,b} (c,d) e", "a c e", "a d e", "a e", "b c e", "b d e", "b e"),
      Cell("stone | stone(s)", "stone", "stones"),
      Cell("  many   blanks  ", "many blanks"),
      Cell("(", "("),
      Cell("( | )", "(", ")"),
    ])
  func expands(_ c: Cell) throws { #expect(try PhraseSyntax.expand(cell: c.cell) == c.phrases) }

  @Test("says what is wrong", arguments: ["kidney(s", "kidney{s", "kidneys)", "a | | b", "", "(x)", "{a,b"])
  func rejects(_ cell: String) {
    #expect(throws: PhraseSyntax.SyntaxError.self) { try PhraseSyntax.expand(cell: cell) }
  }
}
