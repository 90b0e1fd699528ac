// `calx analyze` as a part of a pipeline: input of every kind, output to every place.

import Foundation
import Testing

@Suite("calx analyze") struct AnalyzeTests {
  static let stone = #"{"id":"a","text":"A 3 mm stone in the left kidney."}"#

  @Test("gives one record for each report of a folder, in sorted order, named by path")
  func folder() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.file("r/b.txt", "Stone.")
    try scratch.file("r/a/c.txt", "No stone.")
    try scratch.file("r/B.txt", "Normal.")
    let run = try CalxProcess(["analyze", scratch.path("r")])
    #expect(run.status == 0)
    #expect(run.errors.contains("3 records, 0 failed"))
    #expect(try run.records().map { $0["id"] as? String } == ["B", "a/c", "b"])
  }

  @Test("reads JSONL and text from standard input by their first bytes")
  func standardInput() throws {
    let lines = try CalxProcess(["analyze"], input: Data("\(Self.stone)\n\n\(Self.stone)".utf8))
    #expect(try lines.records().map { $0["id"] as? String } == ["a", "a"])
    let text = try CalxProcess(["analyze", "-"], input: Data("A stone.".utf8))
    #expect(try text.records().map { $0["id"] as? String } == ["stdin"])
  }

  @Test("reads an empty file as an empty report")
  func empty() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let run = try CalxProcess(["analyze", try scratch.file("empty.txt", "").path])
    #expect(run.status == 0)
    #expect(try run.records().map { ($0["mentions"] as? [Any])?.count } == [0])
    #expect(try CalxProcess(["analyze", try scratch.file("empty.jsonl", "").path]).lines == [])
  }

  struct Broken: CustomTestStringConvertible {
    let name: String
    let data: Data
    let code: String
    var testDescription: String { name }
  }

  @Test(
    "answers what it cannot read with an error row, and exits 3 only with --strict",
    arguments: [
      Broken(name: "nul.txt", data: Data(count: 5_000), code: "binary"),
      Broken(name: "latin.txt", data: Data([0x4E, 0x6F, 0x20, 0xE9, 0x2E]), code: "invalid-utf8"),
      Broken(
        name: "latin.jsonl", data: Data(#"{"id":"x","text":""#.utf8) + Data([0xE9]) + Data("\"}\n".utf8),
        code: "invalid-utf8"),
      Broken(
        name: "cut.jsonl", data: Data(#"{"id":"x","text":"A stone in the le"#.utf8), code: "invalid-json"),
      Broken(name: "none.jsonl", data: Data(#"{"id":"x"}"#.utf8), code: "missing-text"),
    ])
  func broken(_ b: Broken) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let bad = try scratch.file(b.name, b.data).path
    let good = try scratch.file("z.jsonl", Self.stone + "\n").path
    let run = try CalxProcess(["analyze", bad, good])
    #expect(run.status == 0)
    #expect(try run.records().map(CalxProcess.code) == [b.code, nil])
    #expect(run.errors.contains("2 records, 1 failed (\(b.code) 1)"))
    #expect(try CalxProcess(["analyze", "--quiet", bad, good]).errors == "")
    #expect(try CalxProcess(["analyze", "--strict", bad, good]).status == 3)
    #expect(try CalxProcess(["analyze", "--strict", good]).status == 0)
  }

  @Test("answers a line of 50 MB with an error row and goes on behind it")
  func long() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    var data = Data(#"{"id":"long","text":""#.utf8)
    data.append(Data(repeating: UInt8(ascii: "x"), count: 50 << 20))
    data.append(Data("\"}\n\(Self.stone)\n".utf8))
    let run = try CalxProcess(["analyze", try scratch.file("long.jsonl", data).path])
    #expect(run.status == 0)
    #expect(try run.records().map(CalxProcess.code) == ["too-long", nil])
    #expect(run.output.count < 1 << 20)
  }

  @Test("fails on a path that is not there, with 2")
  func missing() throws {
    let run = try CalxProcess(["analyze", "/nonexistent/report.txt"])
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot open"))
    #expect(run.output.isEmpty)
  }

  @Test(
    "answers a file that it may not read with an error row",
    .enabled(if: getuid() != 0, "root may read everything"))
  func unreadable() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let path = try scratch.file("secret.txt", "Stone.").path
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(try CalxProcess(["analyze", path]).records().map(CalxProcess.code) == ["unreadable"])
  }

  @Test("writes to a file that appears when it is whole")
  func output() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let path = scratch.path("out.jsonl")
    let run = try CalxProcess(["analyze", CalxProcess.reports, "-o", path])
    #expect(run.status == 0 && run.output.isEmpty)
    let written = try Data(contentsOf: URL(filePath: path))
    #expect(written == (try CalxProcess(["analyze", CalxProcess.reports])).output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["out.jsonl"])
    #expect(try CalxProcess(["analyze", CalxProcess.reports, "-o", "/nonexistent/out"]).status == 2)
  }

  @Test("ends quietly when nobody reads any more")
  func closedPipe() throws {
    let (status, output) = try CalxProcess.shell(
      "set -o pipefail; for i in 1 2 3 4 5 6 7 8; do set -- \"$@\" \"$REPORTS\"; done; \"$CALX\" analyze \"$@\" \"$@\" \"$@\" | head -1"
    )
    #expect(status == 141 || status == 0)
    #expect(output.split(separator: "\n").count == 1)
  }

  @Test("writes the same bytes whatever --jobs")
  func jobs() throws {
    let one = try CalxProcess(["analyze", CalxProcess.reports])
    for n in ["2", "5"] {
      #expect(try CalxProcess(["analyze", CalxProcess.reports, "--jobs", n]).output == one.output)
    }
    #expect(try CalxProcess(["analyze", CalxProcess.reports]).output == one.output)
  }

  @Test("shows a table and the reasons for a reader at a terminal")
  func table() throws {
    let input = Data("No stones in the gallbladder.".utf8)
    let plain = try CalxProcess(["analyze", "--to", "table"], input: input)
    #expect(plain.text.contains("[-stones-]") && plain.text.contains("gallbladder"))
    #expect(
      try CalxProcess(["analyze", "--to", "table", "--color", "always"], input: input).text.contains(
        "\u{1B}["))
    #expect(try CalxProcess(["analyze", "--explain"], input: input).text.contains("en.cue.no"))
  }

  @Test("keeps report text out of messages and, with --no-text, out of records")
  func privacy() throws {
    let input = Data((Self.stone + "\n" + #"{"id":"secret-id","text":"Secret words"#).utf8)
    let run = try CalxProcess(["analyze", "--no-text"], input: input)
    #expect(!run.errors.contains("Secret") && !run.errors.contains("secret-id"))
    #expect(!run.text.contains("\"stone\"") && !run.text.contains("in the left kidney"))
  }
}
