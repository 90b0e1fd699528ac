// TSV tables: every defect is named with its file and line.

import Testing

@testable import Calx

@Suite("Lexicon table") struct LexiconTableTests {
  static func read(_ text: String, _ columns: [String] = ["id", "phrases"]) -> (LexiconTable, [String]) {
    var errors: [LexiconError] = []
    let table = LexiconTable(
      LexiconFile(name: "en/x.tsv", bytes: Array(text.utf8)), columns: columns, errors: &errors)
    return (table, errors.map(\.description))
  }

  @Test("reads rows by the names of their columns, in any order, past comments and blank lines")
  func rows() throws {
    let (table, errors) = Self.read("# what it is\nphrases\tid\n\none | two\ta\r\n# more\nthree\tb\n")
    #expect(errors == [])
    #expect(table.rows.map { table.cell($0, "id") } == ["a", "b"])
    #expect(table.rows.map(\.line) == [4, 6])
    #expect(table.cell(try #require(table.rows.first), "phrases") == "one | two")
    #expect(table.cell(try #require(table.rows.first), "none") == "")
  }

  @Test("splits lists at commas")
  func lists() throws {
    let (table, _) = Self.read("id\tphrases\na\tx, y ,,z\n")
    #expect(table.list(try #require(table.rows.first), "phrases") == ["x", "y", "z"])
  }

  struct Defect: CustomTestStringConvertible {
    let text: String
    let message: String
    var testDescription: String { message }
    init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }
  }

  @Test(
    "names file and line of a defect",
    arguments: [
      Defect("id\n", "en/x.tsv:1: missing column 'phrases'"),
      Defect("id\tphrases\tmore\n", "en/x.tsv:1: unknown column 'more'; expected id, phrases"),
      Defect("# c\nid\tphrases\na\n", "en/x.tsv:3: expected 2 tab-separated cells, found 1"),
      Defect("id\tphrases\na\tb\tc\n", "en/x.tsv:2: expected 2 tab-separated cells, found 3"),
      Defect("id\tphrases\na\tb \n", "en/x.tsv:2: blank at an end of the cell 'phrases'"),
      Defect("id\tphrases\na\t b\n", "en/x.tsv:2: blank at an end of the cell 'phrases'"),
      Defect("# only a comment\n", "en/x.tsv: no header row"),
      Defect("", "en/x.tsv: no header row"),
    ])
  func defects(_ d: Defect) { #expect(Self.read(d.text).1.contains(d.message)) }

  @Test("goes on behind a defect")
  func goesOn() {
    let (table, errors) = Self.read("id\tphrases\nbroken\na\tb\nbroken\n")
    #expect(errors.count == 2)
    #expect(table.rows.count == 1)
  }
}
