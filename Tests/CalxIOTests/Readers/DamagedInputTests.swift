// Every fixture cut off at any byte, and with bytes changed: never a trap, and always the same twice.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("Damaged input") struct DamagedInputTests {
  static let fixtures = [
    "csv/quoted.csv", "csv/epic-order-narrative.csv", "csv/semicolon.csv", "hl7/lines.hl7",
    "hl7/formatted.hl7", "hl7/batch.hl7", "hl7/mllp.hl7", "hl7/orders.hl7", "fhir/report.json",
    "fhir/reports.ndjson", "fhir/bundle.json",
  ]

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Reading.formats.appending(path: name)))
  }

  /// Reads a file again and again under one name, so that only its bytes differ.
  struct Bench {
    let path: String
    init(_ name: String) throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "calx-cut-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      path = folder.appending(path: URL(filePath: name).lastPathComponent).path
    }
    func read(_ bytes: [UInt8], _ format: InputFormat) throws -> Reading {
      try Data(bytes).write(to: URL(filePath: path))
      return try Reading(paths: [path]) {
        $0.format = format
        if path.contains("epic") { $0.preset = .epic }
      }
    }
    func remove() { try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent()) }
  }

  static func format(_ name: String) -> InputFormat {
    name.hasPrefix("csv") ? .csv : name.hasPrefix("hl7") ? .hl7 : .fhir
  }

  @Test("is read up to where it is cut off, at any byte", arguments: fixtures)
  func cut(_ name: String) throws {
    let whole = try Self.bytes(name)
    let bench = try Bench(name)
    defer { bench.remove() }
    let all = try bench.read(whole, Self.format(name))
    let step = max(1, whole.count / 150)
    for end in stride(from: 0, through: whole.count, by: step) {
      let read = try bench.read(Array(whole[..<end]), Self.format(name))
      #expect(read.rows.count == read.originals.count)
      // Only the last row, or the last group and a torn row, can differ from what the whole file gives.
      let same = zip(read.summary, all.summary).prefix { $0 == $1 }.count
      #expect(same >= read.rows.count - 2 || name.hasPrefix("fhir") || name.contains("epic"), "\(end)")
    }
  }

  @Test("never traps, and reads the same twice", arguments: fixtures)
  func changed(_ name: String) throws {
    let whole = try Self.bytes(name)
    let bench = try Bench(name)
    defer { bench.remove() }
    var numbers = SeededNumbers(UInt64(whole.count))
    let dirt = Array("|^~\\&\"{}[],:\r\n\u{B}\u{1C}MSHOBX<>;\0".utf8) + [0xFF, 0xC3, 0x80]
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &numbers) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0...2, using: &numbers) {
        case 0: bytes[at] = dirt.randomElement(using: &numbers) ?? 0
        case 1: bytes.insert(dirt.randomElement(using: &numbers) ?? 0, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &numbers)))
        }
      }
      for format in [Self.format(name), .auto] {
        let once = try bench.read(bytes, format)
        #expect(once.summary == (try bench.read(bytes, format)).summary)
        #expect(once.errors.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty })
      }
    }
  }
}
