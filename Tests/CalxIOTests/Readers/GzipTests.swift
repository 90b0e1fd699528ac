// Packed inputs: members in a row, cut off, damaged, nested, and far too large when unpacked.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("gzip") struct GzipTests {
  static let lines = (0..<2_000).map { #"{"id":"\#($0)","text":"Stone \#($0 &* 7_919)."}"# + "\n" }
  static let plain = Array(lines.joined().utf8)

  @Test("unpacks every format by its first bytes, whatever the name")
  func names() throws {
    let packed = try Reading.gzip(Self.plain)
    for name in ["a.jsonl.gz", "a.jsonl", "a.ndjson.GZ", "a"] {
      #expect(try Reading(packed, as: name).reports.count == 2_000, "\(name)")
    }
    let text = try Reading(try Reading.gzip(Array("A stone.".utf8)), as: "s5.txt.gz")
    #expect(text.summary == ["s5: A stone."])
  }

  @Test("reads members one behind the other, and zeros that fill up the last block")
  func members() throws {
    let a = try Reading.gzip(Array(Self.lines[0].utf8))
    let b = try Reading.gzip(Array(Self.lines[1].utf8))
    let all = try Reading(a + b + a + [0, 0, 0], as: "a.jsonl.gz")
    #expect(all.reports.map(\.id) == ["0", "1", "0"] && all.errors.isEmpty)
    #expect(try Reading(try Reading.gzip([]), as: "a.jsonl.gz").rows.isEmpty)
    #expect(try Reading(a + Array("tail".utf8), as: "a.jsonl.gz").summary.last == "? @2 gzip-corrupt")
  }

  @Test("says that data are cut off, after what could be read")
  func truncated() throws {
    let packed = try Reading.gzip(Self.plain)
    for cut in stride(from: 20, to: packed.count, by: 997) {
      let read = try Reading(Array(packed[..<cut]), as: "a.jsonl.gz")
      #expect(read.errors.map(\.code) == ["gzip-truncated"])
      #expect(read.reports.map(\.id) == (0..<read.reports.count).map(String.init))
    }
    let text = try Reading(Array(try Reading.gzip(Self.plain).dropLast(9)), as: "a.txt.gz")
    #expect(text.summary == ["a @? gzip-truncated"])
  }

  @Test("says that data are damaged")
  func corrupt() throws {
    var packed = try Reading.gzip(Self.plain)
    packed[packed.count / 2] ^= 0xFF
    let read = try Reading(packed, as: "a.jsonl.gz")
    #expect(read.errors.last?.code == "gzip-corrupt")
    #expect(read.reports.count < 2_000)
  }

  @Test("refuses gzip within gzip")
  func nested() throws {
    let twice = try Reading.gzip(try Reading.gzip(Self.plain))
    #expect(try Reading(twice, as: "a.jsonl.gz").summary == ["? @1 gzip-nested"])
  }

  @Test("refuses a record that unfolds out of all proportion")
  func bomb() throws {
    let zeros = try Reading.gzip([UInt8](repeating: 32, count: 80 << 20))
    #expect(try Reading(zeros, as: "a.jsonl.gz").errors.map(\.code) == ["gzip-bomb"])
    #expect(try Reading(zeros, as: "a.txt.gz").errors.map(\.code) == ["too-long"])
  }

  @Test("does not take well packed records for a bomb")
  func repetitive() throws {
    // 80 MB of records of 80 kB each: together over the limit, alone far below it.
    var lines = [UInt8](repeating: 32, count: 80 << 20)
    for end in stride(from: 81_919, to: lines.count, by: 81_920) { lines[end] = 10 }
    let packed = try Reading.gzip(lines)
    let path = FileManager.default.temporaryDirectory.appending(path: "calx-gzip-\(UUID().uuidString)").path
    try Data(packed).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = LineReader(ByteReader(try ByteSource(path: path, id: nil)), longest: 1 << 20)
    while let line = try reader.next() { if case .damaged(let error, _) = line { throw error } }
    #expect(reader.line == 1_024)
  }
}
