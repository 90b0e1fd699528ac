// Many workers, one order: the same bytes whatever their number, and a row for every record.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("Ordered pipeline") struct OrderedPipelineTests {
  static let folder = FileManager.default.temporaryDirectory.appending(
    path: "calx-pipeline-\(UUID().uuidString)")

  static func run(_ lines: [String], workers: Int) throws -> ([String], RunTotals) {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let input = folder.appending(path: "\(UUID().uuidString).jsonl").path
    let output = folder.appending(path: UUID().uuidString).path
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: input))
    defer { for path in [input, output] { try? FileManager.default.removeItem(atPath: path) } }
    var run = Run(
      analyzer: Analyzer(lexicon: .shared),
      writer: JSONLWriter(RecordEncoder(program: "", lexicon: "", knowledge: "")))
    run.jobs = workers
    let sink = try Output(path: output)
    let totals = try run(try ReportSource(paths: [input], format: .auto, longest: 1 << 20), to: sink)
    try sink.close()
    let written = try String(contentsOf: URL(filePath: output), encoding: .utf8)
    return (written.split(separator: "\n").map(String.init), totals)
  }

  static let records = (0..<500).map { i in
    switch i % 7 {
    case 0: #"{"id":"\#(i)","text":"No stones."}"#
    case 1:
      #"{"id":"\#(i)","text":"\#(String(repeating: "A 3 mm stone in the left kidney. ", count: i % 40))"}"#
    case 2: #"{"id":"\#(i)""#
    case 3: #"{"id":"\#(i)"}"#
    default: #"{"id":"\#(i)","text":"Calcified granuloma \#(i) mm in the spleen."}"#
    }
  }

  @Test("writes the same bytes with any number of workers", arguments: [2, 5])
  func same(_ workers: Int) throws {
    let (one, a) = try Self.run(Self.records, workers: 1)
    let (many, b) = try Self.run(Self.records, workers: workers)
    #expect(one == many)
    #expect(a.records == b.records && a.failed == b.failed)
  }

  @Test("gives one row for every record, in order, bad ones too", arguments: [1, 2, 5])
  func inIsOut(_ workers: Int) throws {
    let (rows, totals) = try Self.run(Self.records, workers: workers)
    #expect(rows.count == Self.records.count)
    #expect(totals.records == Self.records.count)
    #expect(
      totals.failed == [
        "invalid-json": Self.records.count { $0.hasSuffix("\"") },
        "missing-text": Self.records.indices.count { $0 % 7 == 3 },
      ])
    for (i, row) in rows.enumerated() { #expect(row.contains("\"id\":\"\(i)\"")) }
  }

  @Test("reads a record among others as it reads it alone")
  func alone() throws {
    // A bad record first, last, and several in a row; more of them than are read together.
    let lines =
      Array(Self.records[2...40]) + ["{", "[]", "", #"{"id":"x","text":"Hilar calcified node."}"#, "{"]
    let (together, _) = try Self.run(lines, workers: 1)
    var alone: [String] = []
    for line in lines { alone += try Self.run([line], workers: 1).0 }
    // What a record's line is called differs: it is the number of its line in the file.
    func body(_ row: String) -> String { row.replacing(/"line":\d+/, with: "") }
    #expect(together.map(body) == alone.map(body))
  }

  @Test("has nothing to write for nothing", arguments: [1, 5])
  func nothing(_ workers: Int) throws {
    let (rows, totals) = try Self.run([], workers: workers)
    #expect(rows.isEmpty && totals.records == 0)
  }
}
