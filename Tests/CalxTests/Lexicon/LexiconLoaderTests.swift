// Files to a lexicon: what an overlay changes, and what stops a load.

import Testing

@testable import Calx

@Suite("Lexicon loader") struct LexiconLoaderTests {
  static let anchors = "id\tkind\tform\tnumber\torgans\tdefault\thost\tmorphology\tpart\tpresence\tphrases\n"

  @Test("adds an overlay's anchor")
  func addsAnchor() throws {
    let lexicon = try Lexicon.with(
      "anchors.tsv", Self.anchors + "pebble\tcalculus\tnoun\tplural\t\t\t\t\t\t\tpebbles\n")
    #expect(try Reading("Pebbles in the gallbladder.").mentions.isEmpty)
    let m = try Reading("Pebbles in the gallbladder.", lexicon: lexicon).only()
    #expect(m.kind == "calculus")
    #expect(m.organ == "gallbladder")
    #expect(m.multiplicity == .multiple)
  }

  @Test(
    "takes an overlay's files by their full and by their short name",
    arguments: ["sites.tsv", "en/sites.tsv"])
  func names(_ name: String) throws {
    let lexicon = try Lexicon.with(name, "organ\tpart\tlaterality\tphrases\nkidney\t\t\tfiltering organ\n")
    let m = try Reading("Stone in the filtering organ.", lexicon: lexicon).only()
    #expect(m.organ == "kidney")
  }

  @Test(
    "finds anchors by shape, and leaves those that a phrase finds as they are",
    arguments: [
      ("A petrified lump in the spleen.", "petrified", "calcification"),
      ("No petrifying stone in the bladder.", "petrifying", "calcification"),
      ("Calcified node.", "calcified", "calcification"),
    ])
  func shapes(_ sentence: String, _ anchor: String, _ kind: String) throws {
    let lexicon = try Lexicon.with(
      "patterns.tsv", "id\tuse\tpattern\npetrified\tanchor:calcification\t\\b(?:petrif\\w+|calcified)\\b\n")
    let mentions = try Reading(sentence, lexicon: lexicon).mentions
    #expect(mentions.count == (sentence.contains("stone") ? 2 : 1))
    #expect(try Reading(sentence, lexicon: lexicon).mention(anchor).kind == kind)
  }

  @Test(
    "names what is wrong with a shape",
    arguments: [
      ("anchor:pebble", "x", "patterns.tsv:2: unknown kind 'pebble'"),
      ("cue:nobody", "x", "patterns.tsv:2: no cue has the id 'nobody'"),
      ("length", "x", "patterns.tsv:2: unknown use 'length'"), ("mask", "(", "patterns.tsv:2: pattern"),
    ])
  func brokenShapes(_ use: String, _ pattern: String, _ message: String) throws {
    let text = "id\tuse\tpattern\nmine\t\(use)\t\(pattern)\n"
    let error = #expect(throws: LexiconErrors.self) { try Lexicon.with("patterns.tsv", text) }
    #expect(error?.description.contains(message) == true)
  }

  @Test("lets an overlay say what values mean")
  func values() throws {
    let header = "slot\tvalue\tfamily\tcan_be\ttraits\n"
    let text = "FINDINGS: Coarse calcification in the spleen. Rim calcification in the spleen."
    #expect(try Reading(text).analysis.findings.count == 2)
    let plain = try Lexicon.with("values.tsv", header + "morphology\tcoarse\t\t\tplain\n")
    #expect(try Reading(text, lexicon: plain).analysis.findings.count == 1)
    for (row, message) in [
      ("kind\tcalculus\t\t\tbland", "values.tsv:2: unknown trait 'bland'"),
      (
        "organ\tkidney\t\t\t",
        "values.tsv:2: unknown slot 'organ'; one of kind, host, morphology, distribution"
      ),
    ] {
      let error = #expect(throws: LexiconErrors.self) { try Lexicon.with("values.tsv", header + row + "\n") }
      #expect(error?.description.contains(message) == true)
    }
  }

  @Test("lets an overlay win over the built-in row of the same phrase")
  func wins() throws {
    let lexicon = try Lexicon.with("sites.tsv", "organ\tpart\tlaterality\tphrases\nspleen\t\t\tgallbladder\n")
    #expect(try Reading("Stone in the gallbladder.").only().organ == "gallbladder")
    #expect(try Reading("Stone in the gallbladder.", lexicon: lexicon).only().organ == "spleen")
  }

  @Test("lets an overlay's cue deny")
  func cue() throws {
    let lexicon = try Lexicon.with(
      "cues.tsv",
      "id\taxis\tvalue\tdirection\treach\tphrases\nnary\tpresence\tabsent\tforward\tclause\tnary a\n")
    let m = try Reading("Nary a stone.", lexicon: lexicon).only()
    #expect(m.presence == .absent)
    #expect(m.evidence.contains { $0.rule == "en.cue.nary" })
  }

  @Test("gives each overlay a version of its own")
  func version() throws {
    let other = try Lexicon.with("sides.tsv", "laterality\tphrases\nleft\tport side\n")
    #expect(other.version != Lexicon.shared.version)
    #expect(try Lexicon.builtIn().version == Lexicon.shared.version)
  }

  struct Defect: CustomTestStringConvertible {
    let name: String
    let text: String
    let message: String
    var testDescription: String { message }
    init(_ name: String, _ text: String, _ message: String) {
      (self.name, self.text, self.message) = (name, text, message)
    }
  }

  @Test(
    "stops at an error and names file and line",
    arguments: [
      Defect(
        "cues.tsv", "id\taxis\tvalue\tdirection\treach\tphrases\nx\twrong\ty\tforward\tclause\tz\n",
        "cues.tsv:2: unknown axis, direction or reach"),
      Defect(
        "sides.tsv", "laterality\tphrases\nmiddle\tz\n",
        "sides.tsv:2: unknown laterality 'middle'; one of left, right, bilateral, midline"),
      Defect("sides.tsv", "laterality\tphrases\nleft\tz(\n", "sides.tsv:2: '(' is not closed in 'z('"),
      Defect(
        "patterns.tsv", "id\tuse\tpattern\nx\tdate\t(\n",
        "patterns.tsv:2: pattern at offset 1: missing closing parenthesis"),
      Defect("nonsense.tsv", "id\n", "nonsense.tsv: no such lexicon file; expected names as in Lexicons/en/"),
    ])
  func stops(_ d: Defect) throws {
    let error = #expect(throws: LexiconErrors.self) { try Lexicon.with(d.name, d.text) }
    #expect(try #require(error).errors.map(\.description).contains(d.message))
  }

  @Test("collects all errors before it stops")
  func all() throws {
    let files = ["sides.tsv": "laterality\tphrases\nx\ta\ny\tb\n", "cues.tsv": "id\n"]
    let overlay = files.map { LexiconFile(name: $0.key, bytes: Array($0.value.utf8)) }
    let error = #expect(throws: LexiconErrors.self) { try Lexicon.builtIn(overlay: overlay) }
    #expect(try #require(error).errors.count >= 3)
  }

  @Test("knows only the languages that it has")
  func language() {
    #expect(throws: LexiconErrors.self) { try Lexicon.builtIn(language: "xx") }
  }
}
