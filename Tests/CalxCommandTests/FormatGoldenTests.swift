// Every format of output, byte for byte, over a few reports that try it.

import Foundation
import Testing

@Suite("Golden formats") struct FormatGoldenTests {
  struct Case: CustomTestStringConvertible {
    let file: String
    let arguments: [String]
    var testDescription: String { file }
  }

  static let cases = [
    Case(file: "findings.csv", arguments: ["--to", "csv", "--bom"]),
    Case(file: "findings-raw.csv", arguments: ["--to", "csv", "--raw-csv", "--no-header", "--no-text"]),
    Case(file: "note_nlp.csv", arguments: ["--to", "omop", "--nlp-date", "2026-02-01", "--start-id", "500"]),
    Case(file: "resources.ndjson", arguments: ["--to", "fhir"]),
  ]

  @Test("are what calx writes now, whatever --jobs (after a wanted change: make golden)", arguments: cases)
  func golden(_ c: Case) throws {
    let input = CalxProcess.root.appending(path: "Fixtures/formats/notes.jsonl").path
    let expected = try Data(contentsOf: CalxProcess.root.appending(path: "Fixtures/expected/\(c.file)"))
    let versions = /calx [0-9.]+ \(lexicon [^;]*; knowledge [^)]*\)/
    for jobs in ["1", "3"] {
      let run = try CalxProcess(["analyze", input, "--jobs", jobs] + c.arguments)
      #expect(run.status == 0)
      let actual = run.text.replacing(versions, with: "calx")
      let at = zip(actual.utf8, String(decoding: expected, as: UTF8.self).utf8).prefix { $0 == $1 }.count
      #expect(
        Data(actual.utf8) == expected,
        "differs at byte \(at): …\(String(decoding: actual.utf8.dropFirst(max(0, at - 80)).prefix(160), as: UTF8.self))…"
      )
    }
  }
}
