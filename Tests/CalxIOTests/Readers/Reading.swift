// Reads bytes as a file of some name, and shows what came out in a form that tables of expectations can hold.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

/// All that came out of an input.
struct Reading {
  /// One record: its report, or what is wrong with it.
  enum Row {
    case report(Report, kept: [String: String])
    case failed(RecordError)
  }

  var rows: [Row] = []
  var originals: [[UInt8]] = []
  var tally = InputTally()

  static let formats = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/formats").standardizedFileURL

  /// Reads files or folders.
  init(paths: [String], keep: Set<String> = [], _ change: (inout ReadingOptions) -> Void = { _ in }) throws {
    var options = ReadingOptions()
    change(&options)
    var source = try ReportSource(paths: paths, options: options)
    tally = source.tally
    while let item = try source.item() {
      originals.append(item.originalBytes(longest: options.longest))
      do throws(RecordError) {
        let (report, kept) = try item.report(keep: keep, longest: options.longest)
        rows.append(
          .report(
            report,
            kept: Dictionary(
              kept.map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }, uniquingKeysWith: { $1 })))
      } catch {
        rows.append(.failed(error))
      }
    }
  }

  /// Reads bytes as a file of that name.
  init(
    _ bytes: [UInt8], as name: String, keep: Set<String> = [],
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calx-reading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    try self.init(paths: [file.path], keep: keep, change)
  }

  init(
    _ text: String, as name: String, keep: Set<String> = [],
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws {
    try self.init(Array(text.utf8), as: name, keep: keep, change)
  }

  var reports: [Report] {
    rows.compactMap {
      if case .report(let report, _) = $0 { report } else { nil }
    }
  }

  var errors: [RecordError] {
    rows.compactMap {
      if case .failed(let error) = $0 { error } else { nil }
    }
  }

  var texts: [String] { reports.map { String(decoding: $0.text, as: UTF8.self) } }

  /// `id: text` for a report, `id @line code` for an error.
  var summary: [String] {
    rows.map {
      switch $0 {
      case .report(let report, _): "\(report.id): \(String(decoding: report.text, as: UTF8.self))"
      case .failed(let error): "\(error.id ?? "?") @\(error.line.map(String.init) ?? "?") \(error.code)"
      }
    }
  }

  /// Packs bytes with gzip, as one member.
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
    let plain = folder.appending(path: "calx-gzip-\(UUID().uuidString)")
    try Data(bytes).write(to: plain)
    defer { try? FileManager.default.removeItem(at: plain) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "gzip -nc '\(plain.path)'"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let packed = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Array(packed)
  }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
