// The built `calx`, run as its users run it.

import Foundation
import Testing

/// A run of the program that stands beside the test runner.
struct CalxProcess {
  let status: Int32
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "calx")
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL
  static let reports = root.appending(path: "Fixtures/reports").path

  /// Runs calx with arguments and bytes on standard input.
  init(_ arguments: [String], input: Data = Data()) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    // Files, not pipes: no output is too long for them.
    let source = try scratch.file("in", input)
    let out = try scratch.file("out", Data())
    let err = try scratch.file("err", Data())
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try Data(contentsOf: out)
    errors = try String(contentsOf: err, encoding: .utf8)
  }

  /// Runs a shell command in which `$CALX` is the program; its status and output.
  static func shell(_ command: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["CALX": program.path, "REPORTS": reports], uniquingKeysWith: { $1 })
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// The records of the output.
  func records() throws -> [[String: Any]] {
    try lines.map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line.prefix(200))")
    }
  }

  /// The code of an error row.
  static func code(_ record: [String: Any]) -> String? {
    (record["error"] as? [String: Any])?["code"] as? String
  }
}

/// A folder for one test.
struct Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "calx-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  @discardableResult
  func file(_ name: String, _ data: Data) throws -> URL {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Data(text.utf8)) }

  func path(_ name: String) -> String { folder.appending(path: name).path }
}
