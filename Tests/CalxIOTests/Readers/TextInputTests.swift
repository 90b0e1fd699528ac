// Text folders, names, patterns and encodings.

import Foundation
import Testing

@testable import CalxIO

@Suite("Text input") struct TextInputTests {
  @Test(
    "holds a pattern against the path, or against the name when it has no slash",
    arguments: [
      ("*.txt", "a.txt", true), ("*.txt", "p1/p10/a.txt", true), ("*.txt", "a.txt.gz", false),
      ("p1/*.txt", "p1/a.txt", true), ("p1/*.txt", "p1/p10/a.txt", false), ("p1/**/*.txt", "p1/a.txt", true),
      ("p1/**/*.txt", "p1/x/y/a.txt", true), ("**/s5*.txt", "s50.txt", true), ("**/s5*", "a/b/s50", true),
      ("**/s5*", "a/b/xs50", false), ("**", "a/b/c", true), ("a/**", "a/b/c", true), ("a/**", "b/c", false),
      ("?.txt", "a.txt", true), ("?.txt", "ab.txt", false), ("[a-c]1", "b1", true), ("[!a-c]1", "b1", false),
      ("[!a-c]1", "d1", true), ("[]x]", "]", true), ("a[", "a[", true), ("p?x/y", "p/x/y", false),
      ("", "", true), ("", "a", false), ("*", "", true), ("**/", "a", false),
    ])
  func glob(_ pattern: String, _ path: String, _ matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test("reads the files of a folder that a pattern names, in sorted order, named by path")
  func folder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calx-text-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("p1/s2.txt", "b"), ("p1/s1.txt", "a"), ("p1/s3.v2.txt", "c"), ("p1/note.md", "x")] {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let read = try Reading(paths: [folder.path]) { $0.glob = Glob("s*.txt") }
    #expect(read.summary == ["p1/s1: a", "p1/s2: b", "p1/s3.v2: c"])
    #expect(try Reading(paths: [folder.path]).reports.count == 4)
  }

  @Test("decodes what the encoding says, and names the byte that it cannot")
  func encodings() throws {
    let bytes: [UInt8] = Array("5 ".utf8) + [0xB5, 0x6D, 0x20, 0x93, 0x78, 0x94]
    #expect(try Reading(bytes, as: "a.txt") { $0.encoding = .windows1252 }.texts == ["5 µm “x”"])
    #expect(try Reading(bytes, as: "a.txt") { $0.encoding = .latin1 }.texts == ["5 µm \u{93}x\u{94}"])
    let plain = try Reading(bytes, as: "a.txt").errors
    #expect(plain.map(\.code) == ["invalid-utf8"] && plain[0].message.contains("byte 2 of the file"))
    let undefined = try Reading([0x41, 0x81], as: "a.txt") { $0.encoding = .windows1252 }.errors
    #expect(undefined.map(\.code) == ["undecodable"] && undefined[0].message.contains("byte 1 of the file"))
    let json = Array(#"{"id":"a","text":""#.utf8) + [0xB5] + Array(#""}"#.utf8)
    #expect(try Reading(json, as: "a.jsonl") { $0.encoding = .latin1 }.texts == ["µ"])
    #expect(try Reading([0xFF, 0xFE, 0x41, 0], as: "a.txt").errors.map(\.code) == ["utf-16"])
    #expect(try Reading([0x41, 0, 0x42], as: "a.txt").errors.map(\.code) == ["binary"])
  }
}

@Suite("JSONL input") struct JSONLInputTests {
  @Test(
    "takes other names of id and text where the usual ones are missing",
    arguments: [
      (#"{"report_id":1,"narrative":"x"}"#, "1: x"), (#"{"note_id":"n","note_text":"x"}"#, "n: x"),
      (#"{"study_id":"s","accession":"a","report":"x"}"#, "a: x"),
      (#"{"accession":"a","id":"i","report":"y","text":"x"}"#, "i: x"),
      (#"{"accession_number":"00123","report_text":"x"}"#, "00123: x"), (#"{"text":"x"}"#, "line-1: x"),
      (#"{"id":"i","report":"y","narrative":"x"}"#, "i @1 ambiguous-text"),
      (#"{"id":"i","report":{"a":"y"},"narrative":"x"}"#, "i: x"),
      (#"{"note_id":null,"report_id":"r"}"#, "r @1 missing-text"),
    ])
  func names(_ line: String, _ expected: String) throws {
    #expect(try Reading(line, as: "a.jsonl").summary == [expected])
  }

  @Test(
    "takes no JSON for text, and no FHIR for JSONL",
    arguments: [
      ("a.jsonl", "", []), ("a.ndjson", "\n", []), ("a.jsonl", "text", ["? @1 invalid-json"]),
      ("a.json", "[{\"id\":1}]", ["? @1 invalid-json"]), ("a.json", "{\"id\":1,\"text\":\"x\"}", ["1: x"]),
      (
        "a.jsonl", #"{"resourceType":"DiagnosticReport","id":"r","conclusion":"IMPRESSION: x"}"#,
        ["r: IMPRESSION: x"]
      ),
      ("a", #"{"id":"r","text":"\"resourceType\": x"}"#, ["r: \"resourceType\": x"]),
      ("a", "[Normal]", ["a: [Normal]"]), ("a", "MSH is short for", ["a: MSH is short for"]),
      ("a", "MSH|^~\\&|||||||ORU^R01|1\rOBX|1|TX|||x", ["1: x"]),
    ])
  func formats(_ name: String, _ text: String, _ rows: [String]) throws {
    #expect(try Reading(text, as: name).summary == rows)
  }

  @Test("keeps the bytes of every record")
  func originals() throws {
    let read = try Reading("{\"id\":1,\"text\":\"x\"}\r\n\n{\"id\":2\n", as: "a.jsonl")
    #expect(
      read.originals.map { String(decoding: $0, as: UTF8.self) } == [
        "{\"id\":1,\"text\":\"x\"}\r", "{\"id\":2",
      ])
    #expect(try Reading("A stone.", as: "a.txt").originals == [Array("A stone.".utf8)])
  }
}
