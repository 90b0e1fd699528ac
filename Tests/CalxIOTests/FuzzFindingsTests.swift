// What fuzzing found, kept: every file of Fixtures/fuzz is read as its folder says, and its records are sound.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("Findings of fuzzing") struct FuzzFindingsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Fixtures/fuzz"
  ).standardizedFileURL

  static let files: [String] = {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return paths.filter { $0.contains("/") }.sorted()
  }()

  @Test("are read without a trap, into one sound line for each record", arguments: files)
  func sound(_ file: String) throws {
    let source = try ReportSource(
      paths: [Self.folder.appending(path: file).path], options: ReadingOptions())
    let run = Run(
      analyzer: Analyzer(lexicon: .shared),
      writer: JSONLWriter(RecordEncoder(program: "", lexicon: "", knowledge: "")))
    let path = FileManager.default.temporaryDirectory.appending(path: "calx-fuzz-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let output = try Output(path: path)
    let totals = try run(source, to: output)
    try output.close()
    let rows = try Data(contentsOf: URL(filePath: path)).split(separator: 10)
    #expect(rows.count == totals.records && totals.records > 0)
    for row in rows { #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: row) } }
  }
}
