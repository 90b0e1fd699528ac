// Exit codes of usage errors, broken overlays and help.

import Foundation
import Testing

@Suite("Exit codes") struct ExitCodeTests {
  @Test(
    "64 for a wrong use",
    arguments: [
      ["nonsense"], ["analyze", "--nonsense"], ["analyze", "--to", "nonsense"], ["analyze", "--jobs", "x"],
      ["context"], ["evaluate"],
      ["lexicon", "diff", "built-in"], ["lexicon", "list", "nonsense"],
      ["evaluate", "x", "--errors", "nonsense"],
    ])
  func usage(_ arguments: [String]) throws { #expect(try CalxProcess(arguments).status == 64) }

  @Test(
    "0 for help and version",
    arguments: [["--help"], ["--version"], ["help", "analyze"], ["analyze", "--help"]])
  func help(_ arguments: [String]) throws {
    let run = try CalxProcess(arguments)
    #expect(run.status == 0)
    #expect(!run.output.isEmpty)
  }

  @Test(
    "2 for a broken overlay, with file and line",
    arguments: [["analyze"], ["context", "-"], ["lexicon", "check"]])
  func overlay(_ arguments: [String]) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.file("lex/sides.tsv", "laterality\tphrases\nsideways\tport\n")
    let run = try CalxProcess(arguments + ["--lexicons", scratch.path("lex")])
    #expect(run.status == 2)
    #expect((run.errors + run.text).contains("sides.tsv:2: unknown laterality 'sideways'"))
  }

  @Test("2 for an overlay folder that is not there")
  func noOverlay() throws { #expect(try CalxProcess(["analyze", "--lexicons", "/nonexistent"]).status == 2) }

  @Test("2 for a gold file that is not there or no JSONL")
  func gold() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    #expect(try CalxProcess(["evaluate", "/nonexistent"]).status == 2)
    let run = try CalxProcess([
      "evaluate", try scratch.file("g.jsonl", "{\"id\":\"a\",\"mentions\":[]}\n{oops\n").path,
    ])
    #expect(run.status == 2)
    #expect(run.errors.contains("g.jsonl:2: "))
  }
}
