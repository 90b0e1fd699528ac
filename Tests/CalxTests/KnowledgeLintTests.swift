// The linter over the built-in tables (no errors) and over broken rows, each with its file and line.

import Testing

@testable import Calx

@Suite("Knowledge: linter and loader")
struct KnowledgeLintTests {
  static let lexicon = try? Lexicon.builtIn()

  private func defects(_ name: String, _ text: String) throws -> [String] {
    let overlay = [
      LexiconFile(name: "knowledge/" + name, bytes: Array(text.replacing("|TAB|", with: "\t").utf8))
    ]
    let lexicon = try #require(Self.lexicon)
    return KnowledgeLinter.check(overlay: overlay, lexicon: lexicon).map(\.description)
      .filter { $0.hasPrefix("knowledge/" + name) }
  }

  @Test("the built-in tables load and have no errors")
  func builtIn() throws {
    let base = try KnowledgeBase.builtIn()
    #expect(base.sites.count >= 60)
    #expect(base.version == KnowledgeBase.version())
    let lexicon = try #require(Self.lexicon)
    let errors = KnowledgeLinter.check(lexicon: lexicon).filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
  }

  @Test("no statement advises a patient or names a licensed terminology")
  func content() throws {
    let base = try KnowledgeBase.builtIn()
    #expect(!base.codes.contains { $0.system == "snomed" })
    for rule in base.rules { #expect(!rule.text.contains("Usual tier")) }
  }

  static let shiftHeader = "site\tid\twhen\traises\tlowers\tplaces\tbecause\tsources\tverified\n"

  @Test(
    "broken shifts are named with file and line",
    arguments: [
      ("B01\tx\torgan=liver &\tliver-granuloma\t\t\tz\tM\tpage", "column 14"),
      ("B01\tx\tcolour=red\tliver-granuloma\t\t\tz\tM\tpage", "unknown slot 'colour'"),
      ("B01\tx\torgan=tentacle\tliver-granuloma\t\t\tz\tM\tpage", "unknown organ 'tentacle'"),
      ("B01\tx\tmorphology=furry\tliver-granuloma\t\t\tz\tM\tpage", "unknown morphology 'furry'"),
      ("B01\tx\tcompany=unicorn\tliver-granuloma\t\t\tz\tM\tpage", "no words for the companion 'unicorn'"),
      ("B01\tx\thost=teapot\tliver-granuloma\t\t\tz\tM\tpage", "unknown host 'teapot'"),
      ("B01\tx\tsection(epilogue)\tliver-granuloma\t\t\tz\tM\tpage", "unknown section 'epilogue'"),
      ("B01\tx\twith(kind=pebble)\tliver-granuloma\t\t\tz\tM\tpage", "unknown kind 'pebble'"),
      ("B01\tx\tcompany=cancer & !history=cancer\tliver-granuloma\t\t\tz\tM\tpage", "never holds"),
      ("B99\tx\t\tliver-granuloma\t\t\tz\tM\tpage", "unknown site 'B99'"),
      ("B01\tx\t\tliver-gravel\t\t\tz\tM\tpage", "unknown cause 'liver-gravel'"),
      ("B01\tx\t\tspleen-granuloma\t\t\tz\tM\tpage", "belongs to B08"),
      ("B01\tx\t\t\t\t\tz\tM\tpage", "moves nothing"),
      ("B01\tx\t\tliver-granuloma\tliver-granuloma\t\tz\tM\tpage", "raised and lowered"),
      ("B01\tx\t\tliver-granuloma\t\t\t\tM\tpage", "'because' is empty"),
      ("B01\tx\t\tliver-granuloma\t\t-1\tz\tM\tpage", "places is a number"),
      ("B01\tx\t\tliver-granuloma\t\t\tz\tZZ9\tpage", "unknown source 'ZZ9'"),
      ("B01\tx\t\tliver-granuloma\t\t\tz\t\tpage", "no source"),
      ("B01\tx\t\tliver-granuloma\t\t\tz\tM\trumour", "unknown verified 'rumour'"),
      ("B01\tx\t\tliver-granuloma\t\t\tz\tM", "expected 9 tab-separated cells"),
    ])
  func shifts(_ row: String, _ message: String) throws {
    let found = try defects("extra/shifts.tsv", Self.shiftHeader + row + "\n")
    #expect(
      found.contains { $0.hasPrefix("knowledge/extra/shifts.tsv:2: ") && $0.contains(message) }, "\(found)")
  }

  @Test(
    "other tables",
    arguments: [
      (
        "extra/sites.tsv", "id\tname\twhen\ttier\tsources\tverified\nX1\tx\torgan=graft\tsoon\tM\tpage\n",
        "X1 has no causes"
      ),
      (
        "extra/sites.tsv", "id\tname\twhen\ttier\tsources\tverified\nX1\tx\torgan=graft\tlate\tM\tpage\n",
        "unknown tier"
      ),
      (
        "extra/causes.tsv",
        "site\tid\tname\tclass\trank\twhen\tsources\tverified\nB01\tx\tx\tbenign\t99\t\tM\tpage\n",
        "nothing can select 'x'"
      ),
      (
        "extra/causes.tsv",
        "site\tid\tname\tclass\trank\twhen\tsources\tverified\nB01\tx\tx\tfunny\t1\t\tM\tpage\n",
        "unknown class 'funny'"
      ),
      (
        "extra/expectations.tsv",
        "site\tid\tslot\twhen\ttext\tsources\tverified\nB01\tx\tcompany:unicorn\t\tx\tM\tpage\n",
        "no words for the companion 'unicorn'"
      ),
      ("extra/workup.tsv", "site\tid\twhen\ttext\tsources\tverified\nB01\tx\t\t\tM\tpage\n", "no text"),
      (
        "extra/crossrules.tsv",
        "id\tname\twhen\tunless\ttier\ttext\tsources\tverified\nX\tx\t\t\tsoon\tx\tM\tpage\n",
        "would always fire"
      ),
      ("extra/gossip.tsv", "id\n", "unknown knowledge table 'gossip'"),
      ("extra/scopes.tsv", "id\tscope\timplies\nfat\tgalaxy\t\n", "unknown scope 'galaxy'"),
      ("extra/scopes.tsv", "id\tscope\timplies\nfat\tlesion\tmass\n", "a class needs its organs"),
      ("extra/scopes.tsv", "id\tscope\timplies\torgans\nfat\texam\t\tliver\n", "a class needs its organs"),
    ])
  func tables(_ name: String, _ text: String, _ message: String) throws {
    let found = try defects(name, text)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test("a row of an overlay wins over the built-in row of its id, and the version tells")
  func overlay() throws {
    let text =
      "site\tid\tname\tclass\trank\twhen\tsources\tverified\nB01\tliver-granuloma\tOURS\tbenign\t1\t\tM\tpage\n"
    let overlay = [LexiconFile(name: "knowledge/ours/causes.tsv", bytes: Array(text.utf8))]
    let base = try KnowledgeBase.builtIn(overlay: overlay)
    #expect(base.causes.filter { $0.id == "liver-granuloma" }.map(\.name) == ["OURS"])
    #expect(base.version != KnowledgeBase.shared.version)
    #expect(base.version == KnowledgeBase.version(builtIn: BuiltInLexicons.files, overlay: overlay))
  }

  @Test("a broken overlay is refused with file and line")
  func refused() {
    let overlay = [LexiconFile(name: "knowledge/codes.tsv", bytes: Array("system\tcode\n".utf8))]
    #expect(throws: LexiconErrors.self) { try KnowledgeBase.builtIn(overlay: overlay) }
  }
}
