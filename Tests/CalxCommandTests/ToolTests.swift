// `calx context`, `calx evaluate` and `calx lexicon` from the outside.

import Foundation
import Testing

@Suite("calx context") struct ContextCommandTests {
  @Test("answers row by row, bad rows too, and goes on")
  func rows() throws {
    let input =
      "id\tphrase\tsentence\n1\tstone\tNo stone.\n2\tstone\n3\tstone\tNormal.\n\n4\tstone\tA stone.\tmore\r\n5\tstone\tPossible stone."
    let run = try CalxProcess(["context", "-"], input: Data(input.utf8))
    #expect(run.status == 0)
    #expect(
      run.text.split(separator: "\n", omittingEmptySubsequences: false) == [
        "id\tphrase\tsentence\tpresence\ttemporality\texperiencer",
        "1\tstone\tNo stone.\tabsent\tcurrent\tpatient",
        "2\tstone\terror\texpected id, phrase and sentence, found 2 cells\t",
        "3\tstone\tNormal.\terror\tthe phrase is not in the sentence\t",
        "",
        "4\tstone\tA stone.\tmore\tpresent\tcurrent\tpatient",
        "5\tstone\tPossible stone.\tpossible\tcurrent\tpatient",
        "",
      ])
    #expect(try CalxProcess(["context", "--strict", "-"], input: Data(input.utf8)).status == 3)
  }

  @Test("answers bytes that are no UTF-8 with an error")
  func bytes() throws {
    let run = try CalxProcess(
      ["context", "-"], input: Data([0x31, 9, 0xE9, 9, 0x61, 10]) + Data("2\tstone\tStone.\n".utf8))
    #expect(run.lines.count == 2)
    #expect(run.lines.first?.contains("\terror\tbyte 2 of the row is not UTF-8\t") == true)
    #expect(run.lines.last == "2\tstone\tStone.\tpresent\tcurrent\tpatient")
  }

  @Test("has no answer for no row, and none for a file that is not there")
  func none() throws {
    #expect(try CalxProcess(["context", "-"]).output.isEmpty)
    #expect(try CalxProcess(["context", "/nonexistent"]).status == 2)
  }
}

@Suite("calx evaluate") struct EvaluateCommandTests {
  static let text = #""text":"No gallstones. A 3 mm stone in the left kidney.""#
  static let gold = """
    {"id":"a",\(text),"mentions":[{"start":3,"end":13,"anchor":"gallstones","kind":"calculus","organ":"gallbladder","presence":"absent","section":"findings"},\
    {"start":22,"end":27,"anchor":"stone","kind":"calculus","organ":"ureter","laterality":"left","multiplicity":"single","size_mm":[3],"section":"findings"}]}

    """

  @Test("scores the texts of the gold file, or an output file, alike")
  func scores() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let gold = try scratch.file("gold.jsonl", Self.gold).path
    let output = scratch.path("out.jsonl")
    #expect(try CalxProcess(["analyze", gold, "-o", output]).status == 0)
    let table = try CalxProcess(["evaluate", gold])
    #expect(table.status == 0)
    #expect(table.text == (try CalxProcess(["evaluate", gold, output])).text)
    #expect(table.text.contains("1 reports, 1 predicted"))
    let json = try #require(try CalxProcess(["evaluate", gold, "--to", "json"]).records().first)
    let slots = try #require(json["slots"] as? [String: [String: Double]])
    #expect(slots["anchor"]?["f1"] == 1)
    #expect(slots["organ"]?["f1"] == 0.5)
    #expect(slots["presence"]?["macro_f1"] == 1)
  }

  @Test("shows a slot's errors in their context, as many as are asked for")
  func errors() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let gold = try scratch.file("gold.jsonl", Self.gold).path
    let all = try CalxProcess(["evaluate", gold, "--errors", "organ"]).text
    #expect(all.contains("missed a (ureter)") && all.contains("extra  a (kidney)") && all.contains("⟦stone⟧"))
    let one = try CalxProcess(["evaluate", gold, "--errors", "organ", "--limit", "1"]).text
    #expect(one.split(separator: "⟦").count == 2)
  }

  @Test("counts a report without an output as empty")
  func missing() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let gold = try scratch.file("gold.jsonl", Self.gold).path
    let none = try scratch.file("none.jsonl", "").path
    #expect(try CalxProcess(["evaluate", gold, none]).text.contains("1 reports, 0 predicted"))
  }
}

@Suite("calx lexicon") struct LexiconCommandTests {
  static let cue =
    "id\taxis\tvalue\tdirection\treach\tphrases\nnary\tpresence\tabsent\tforward\tclause\tnary a\n"

  @Test("check finds no error in the built-in lexicon")
  func check() throws { #expect(try CalxProcess(["lexicon", "check"]).status == 0) }

  @Test("list gives four cells a line")
  func list() throws {
    let run = try CalxProcess(["lexicon", "list", "cues"])
    #expect(run.status == 0)
    #expect(
      !run.lines.isEmpty
        && run.lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 4 })
    #expect(run.lines.contains { $0.hasPrefix("cues\tno\t") && $0.contains("\ten/cues.tsv:") })
  }

  @Test("diff names the reports that flip, and what flipped")
  func diff() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.file("lex/cues.tsv", Self.cue)
    try scratch.file("r/a.txt", "Nary a stone.")
    try scratch.file("r/b.txt", "A stone.")
    let run = try CalxProcess(["lexicon", "diff", "built-in", scratch.path("lex"), scratch.path("r")])
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(run.text.hasPrefix("a\t") && run.text.contains("presence present → absent at 7-12"))
    #expect(run.errors.contains("1 of 2 reports differ"))
    let same = try CalxProcess(["lexicon", "diff", "built-in", "built-in", scratch.path("r")])
    #expect(same.status == 0 && same.output.isEmpty)
  }
}
