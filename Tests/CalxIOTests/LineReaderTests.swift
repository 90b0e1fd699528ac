// Lines out of a descriptor: long ones, unfinished ones, none.

import Foundation
import Testing

@testable import CalxIO

@Suite("Line reader") struct LineReaderTests {
  /// Lines as text, `<n>` for one of n bytes that was too long.
  static func lines(_ bytes: [UInt8], longest: Int = 1 << 20) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appending(path: "calx-lines-\(UUID().uuidString)").path
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let handle = try #require(FileHandle(forReadingAtPath: path))
    var reader = LineReader(descriptor: handle.fileDescriptor, name: "test", longest: longest)
    var result: [String] = []
    while let line = try reader.next() {
      switch line {
      case .line(let bytes): result.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong(let n): result.append("<\(n)>")
      case .damaged(let error, _): result.append(error.code)
      }
      #expect(reader.line == result.count)
    }
    return result
  }

  @Test(
    "gives every line, the last one with or without a line feed",
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
      ("a\n\nb\n", ["a", "", "b"]), ("a\r\nb", ["a\r", "b"]),
    ])
  func lines(_ text: String, _ expected: [String]) throws {
    #expect(try Self.lines(Array(text.utf8)) == expected)
  }

  @Test("skips a line over the limit and goes on behind it", arguments: [100, 70_000, 300_000])
  func long(_ n: Int) throws {
    let long = String(repeating: "x", count: n)
    #expect(try Self.lines(Array("a\n\(long)\nb\n".utf8), longest: 99) == ["a", "<\(n)>", "b"])
    #expect(try Self.lines(Array("a\n\(long)".utf8), longest: 99) == ["a", "<\(n)>"])
    #expect(try Self.lines(Array("a\n\(long)\nb\n".utf8)) == ["a", long, "b"])
  }

  @Test("gives back what went in, whatever the lengths")
  func whole() throws {
    let lines = (0..<3_000).map { String(repeating: "x", count: $0 * 37 % 1_000) + "\($0)" }
    #expect(try Self.lines(Array(lines.joined(separator: "\n").utf8)) == lines)
  }
}
