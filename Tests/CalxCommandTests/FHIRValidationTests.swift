// The resources against the models of the library `fhir.resources` (Python), where it is installed.
// PYTHON names the interpreter, python3 otherwise.

import Foundation
import Testing

@Suite("FHIR models") struct FHIRValidationTests {
  static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
  static let script = CalxProcess.root.appending(path: "Tests/Tools/validate_fhir.py").path
  static let isInstalled =
    (try? CalxProcess.shell("\(python) -c 'import fhir.resources.R4B'").status) == 0

  static func validate(_ lines: Data) throws -> (status: Int32, output: String) {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let path = try scratch.file("out.ndjson", lines).path
    return try CalxProcess.shell("\(python) '\(script)' '\(path)'")
  }

  @Test(
    "admit every resource that calx writes",
    .enabled(if: isInstalled, "needs Python with fhir.resources"),
    arguments: [[], ["--no-text"], ["--fhir-ids", "--offsets", "utf16"]])
  func valid(_ arguments: [String]) throws {
    let inputs = ["Fixtures/reports", "Fixtures/formats/notes.jsonl"].map {
      CalxProcess.root.appending(path: $0).path
    }
    let hostile =
      #"{"id":" ","patient":"\n","text":"\u0001Stone\u001f in the left kidney.\u000b CT in 3 months."}"#
    let run = try CalxProcess(
      ["analyze", "--to", "fhir", "-"] + inputs + arguments, input: Data(hostile.utf8))
    let (status, output) = try Self.validate(run.output)
    #expect(status == 0, "\(output)")
    for kind in ["Observation", "Task", "OperationOutcome"] { #expect(output.contains("\(kind)=")) }
  }

  @Test(
    "refuse what is wrong", .enabled(if: isInstalled, "needs Python with fhir.resources"),
    arguments: [
      #"{"resourceType":"Observation","id":"a","code":{"text":"x"}}"#,
      #"{"resourceType":"Observation","id":"a","status":"preliminary","code":{"text":"x"},"derived":1}"#,
      #"{"resourceType":"Observation","id":"a_b","status":"preliminary","code":{"text":"x"}}"#,
      #"{"resourceType":"Task","id":"a","status":"requested","intent":"proposal","focus":{"reference":"Observation/b"}}"#,
    ])
  func wrong(_ line: String) throws {
    #expect(try Self.validate(Data("\(line)\n".utf8)).status == 1)
  }
}
