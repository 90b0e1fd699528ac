// Options of output that do not fit together are wrong use, not silence.

import Foundation
import Testing

@Suite("Options of output") struct OutputOptionsTests {
  @Test(
    "that do nothing in the format asked for are wrong use",
    arguments: [
      ["--bom"], ["--raw-csv", "--to", "omop", "--nlp-date", "2026-02-01"], ["--no-header"],
      ["--start-id", "1", "--to", "csv"], ["--nlp-date", "today"], ["--concept-map", "x.csv"],
      ["--to", "omop"], ["--to", "omop", "--nlp-date", "2026-02-30"],
      ["--to", "omop", "--nlp-date", "2026-02-01T10:00"],
      ["--to", "omop", "--nlp-date", "2026-02-01", "--start-id", "-1"],
      ["--to", "csv", "--explain", "--bom"], ["--to", "xlsx"],
    ])
  func wrong(_ arguments: [String]) throws {
    let run = try CalxProcess(["analyze"] + arguments, input: Data("A stone.".utf8))
    #expect(run.status == 64 && run.output.isEmpty)
  }

  @Test("end the run when a file that they name is not there")
  func missing() throws {
    let run = try CalxProcess(
      ["analyze", "--to", "omop", "--nlp-date", "today", "--concept-map", "/nonexistent.csv"],
      input: Data("A stone.".utf8))
    #expect(run.status == 2 && run.output.isEmpty)
  }

  @Test("carry members of the input into columns of CSV")
  func keep() throws {
    let run = try CalxProcess(
      ["analyze", "--to", "csv", "--keep", "ward", "n"],
      input: Data(#"{"id":"1","text":"","n":[1,2],"ward":"W\"1"}"#.utf8))
    #expect(run.text.hasPrefix("report_id,row,"))
    #expect(run.text.hasSuffix(",\"W\"\"1\",\"[1,2]\"\r\n"))
    #expect(run.text.contains("error_line,ward,n\r\n"))
  }
}
