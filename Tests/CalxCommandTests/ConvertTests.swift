// `calx convert`, and every format through the whole program.

import Foundation
import Testing

@Suite("calx convert") struct ConvertTests {
  static let formats = CalxProcess.root.appending(path: "Fixtures/formats").path

  @Test(
    "shows the text that calx reads: its output is analyzed as its input is",
    arguments: [
      ["hl7"], ["fhir"], ["csv/quoted.csv"], ["csv/epic-order-narrative.csv", "--preset", "epic"],
      ["csv/mimic-iii.csv", "--preset", "mimic-iii"],
    ])
  func same(_ input: [String]) throws {
    let arguments = ["\(Self.formats)/\(input[0])"] + input.dropFirst()
    let converted = try CalxProcess(["convert"] + arguments)
    #expect(converted.status == 0 && !converted.lines.isEmpty)
    let good = converted.lines.filter { !$0.contains(#""error":{"#) }
    #expect(!good.isEmpty)
    let direct = try CalxProcess(["analyze"] + arguments).lines
    #expect(direct.count == converted.lines.count)
    let again = try CalxProcess(["analyze"], input: Data(good.joined(separator: "\n").utf8)).lines
    #expect(direct.filter { !$0.contains(#""error":{"#) } == again)
  }

  @Test("reads messages and resources from a pipe as it reads them from a file, and leaves nothing behind")
  func pipe() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    for name in ["hl7/versions.hl7", "hl7/batch.hl7", "fhir/versions.ndjson", "fhir/bundle.json"] {
      let path = "\(Self.formats)/\(name)"
      let file = try CalxProcess(["convert", path])
      #expect(file.text == (try CalxProcess(["convert"], input: Data(contentsOf: URL(filePath: path)))).text)
      let (status, output) = try CalxProcess.shell(
        "cat '\(path)' | gzip | TMPDIR='\(scratch.folder.path)' \"$CALX\" convert 2>/dev/null")
      #expect(status == 0 && output == file.text)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
  }

  @Test("says what it passed over, and carries fields through")
  func remarks() throws {
    let batch = try CalxProcess(["convert", "\(Self.formats)/hl7/batch.hl7", "--keep", "accessions", "OBR-4"])
    #expect(batch.errors.contains("holds 5 messages (BTS-1) and holds 4"))
    #expect(batch.errors.contains("3 records, 1 failed"))
    #expect(
      batch.lines.first?.contains(#""OBR-4":"71250^CT CHEST WO CONTRAST^CPT","accessions":["ACC0010"]"#)
        == true)
  }

  @Test(
    "runs like an analysis: in one order whatever the workers, with rejects, a summary, and 3 with --strict")
  func runs() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let input = scratch.folder.appending(path: "in.jsonl")
    let lines = (1...300).map { #"{"id":"r\#($0)","text":"Stone \#($0)."}"# } + ["broken"]
    try Data(lines.joined(separator: "\n").utf8).write(to: input)
    let (out, bad, summary) = ("out.jsonl", "bad.jsonl", "run.json")
    let place = { (name: String) in scratch.folder.appending(path: name).path }
    let run = try CalxProcess([
      "convert", input.path, "-o", place(out), "--rejects", place(bad), "--summary", place(summary),
      "--strict", "--jobs", "4",
    ])
    #expect(run.status == 3 && run.text.isEmpty)
    #expect(run.errors.contains("301 records, 1 failed") && !run.errors.contains("mentions"))
    #expect(try String(contentsOfFile: place(bad), encoding: .utf8) == "broken\n")
    #expect(
      try String(contentsOfFile: place(summary), encoding: .utf8).contains(#""records":301,"written":300"#))
    let plain = try CalxProcess(["convert", input.path, "--jobs", "1", "--quiet"])
    #expect(plain.status == 0 && plain.errors.isEmpty)
    #expect(try String(contentsOfFile: place(out), encoding: .utf8) == plain.text)
  }

  @Test(
    "refuses wrong options with 64, and a column that is not there with 2",
    arguments: [
      (["--from", "pdf"], 64), (["--columns", "colour=x"], 64), (["--order-by", "n"], 64),
      (["--preset", "other"], 64), (["--columns", "text=nothing"], 2), (["--group-by", "nothing"], 2),
    ] as [([String], Int32)])
  func usage(_ options: [String], _ status: Int32) throws {
    let run = try CalxProcess(["convert", "\(Self.formats)/csv/quoted.csv"] + options)
    #expect(run.status == status && !run.errors.isEmpty)
  }
}
