// What `calx lexicon check` finds, and what `calx lexicon list` lists.

import Testing

@testable import Calx

@Suite("Lexicon linter") struct LexiconLinterTests {
  static func found(_ name: String, _ text: String) -> [String] {
    LexiconLinter.defects(overlay: [LexiconFile(name: name, bytes: Array(text.utf8))]).map(\.description)
      .filter { $0.hasPrefix(name) }
  }

  @Test("finds no error in the built-in lexicon")
  func builtIn() {
    let errors = LexiconLinter.defects().filter { $0.severity == .error }
    #expect(errors.map(\.description) == [])
  }

  @Test("finds phrases that are the same to the matcher")
  func normalized() {
    let found = Self.found("sides.tsv", "laterality\tphrases\nleft\tport-side\nright\tPort side\n")
    #expect(
      found == [
        "sides.tsv:3: warning: 'Port side' never matches: 'port-side' in sides.tsv:2 is the same to the matcher"
      ])
  }

  @Test("finds one phrase under two meanings")
  func ambiguous() {
    let found = Self.found("sides.tsv", "laterality\tphrases\nleft\tport\nright\tport\n")
    #expect(found == ["sides.tsv:3: warning: 'port' is already in sides.tsv:2, which wins"])
  }

  @Test("finds a cue that a row of the same axis, direction and reach hides")
  func cues() {
    let head = "id\taxis\tvalue\tdirection\treach\tphrases\n"
    let rows =
      "a\tpresence\tabsent\tforward\tclause\tnary\nb\tpresence\tpossible\tforward\tclause\tnary\nc\tchange\tnew\tforward\tclause\tnary\n"
    #expect(
      Self.found("cues.tsv", head + rows) == [
        "cues.tsv:3: warning: 'nary' is already in cues.tsv:2, which wins"
      ])
  }

  @Test("finds anchors that a mask hides")
  func masked() {
    let row = "x\tcalculus\tnoun\tsingular\t\t\t\t\t\t\tvery dental calculus\n"
    let found = Self.found("anchors.tsv", LexiconLoaderTests.anchors + row)
    #expect(
      found == ["anchors.tsv:2: warning: 'very dental calculus' never counts: a phrase of masks.tsv hides it"]
    )
  }

  @Test("finds unknown ids, unknown values and empty tables")
  func domains() {
    #expect(
      Self.found("sites.tsv", "organ\tpart\tlaterality\tphrases\ngizzard\t\t\tgizzard\n") == [
        "sites.tsv:2: unknown organ 'gizzard'"
      ])
    let cue = "id\taxis\tvalue\tdirection\treach\tphrases\nx\tpresence\tmaybe\tforward\tclause\tnary\n"
    #expect(
      Self.found("cues.tsv", cue) == ["cues.tsv:2: unknown value 'maybe'; one of present, absent, possible"])
    #expect(Self.found("sides.tsv", "laterality\tphrases\n") == ["sides.tsv: warning: the table has no rows"])
  }

  @Test("takes organs of the overlay as known")
  func ownOrgans() {
    let files = [
      LexiconFile(name: "organs.tsv", bytes: Array("organ\ttraits\thosts\ngizzard\t\t\n".utf8)),
      LexiconFile(
        name: "sites.tsv", bytes: Array("organ\tpart\tlaterality\tphrases\ngizzard\t\t\tgizzard\n".utf8)),
    ]
    let errors = LexiconLinter.defects(overlay: files).filter { $0.severity == .error }
    #expect(errors.map(\.description) == [])
  }

  @Test("lists every table, and an overlay's row in place of the built-in one")
  func list() {
    let entries = LexiconLinter.entries()
    let tables = Set(entries.map(\.table))
    #expect(tables.isSuperset(of: ["anchors", "cues", "sites", "organs", "grammar", "advice", "patterns"]))
    let overlay = LexiconFile(name: "sides.tsv", bytes: Array("laterality\tphrases\nright\tleft\n".utf8))
    let sides = LexiconLinter.entries(overlay: [overlay]).filter {
      $0.table == "sides" && $0.phrase == "left"
    }
    #expect(sides.map(\.meaning) == ["laterality=right"])
  }
}
