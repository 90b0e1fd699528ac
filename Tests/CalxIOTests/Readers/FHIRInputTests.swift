// FHIR: which form has the text, resources one a line or in a Bundle, Binaries, versions, and what is none of it.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("FHIR input") struct FHIRInputTests {
  static func fixture(_ name: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws -> Reading {
    try Reading(paths: [Reading.formats.appending(path: "fhir/\(name)").path], change)
  }

  static let html = "FINDINGS\n\nStone of < 4 mm,\nleft kidney & ureter.\n\nRCA 120\nLAD 0"

  static let bundle = [
    "ACC0001: FINDINGS: Coronary artery calcification, moderate.", "ACC0002: \(html)",
    "r3: IMPRESSION:\nStone of 5 µm, ≥3 mm {left}.\n", "r4: Stone in a Binary.", "r5: Stone by fullUrl.",
    "r6: Contained stone.", "r7 @? text-not-inline", "r8 @? text-not-read", "r9: IMPRESSION:\n\nGranuloma.",
    "r10: IMPRESSION:\nCoronary artery calcification, moderate.", "r11 @? base64", "r12: 5 µm",
    "r13 @? no-text", "? @? fhir-invalid",
  ]

  @Test("takes the form that has the text, in a Bundle of any layout")
  func bundle() throws {
    let read = try Self.fixture("bundle.json")
    #expect(read.summary == Self.bundle)
    #expect(read.tally.skipped == ["fhir-other-resource": 1])
    let report = try #require(read.reports.first)
    #expect(report.modality == "CT" && report.exam == "CT Chest" && report.patient == "p1")
    #expect(report.status == "F" && report.date == "2026-01-05T09:50:00Z")
    let file = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Reading.formats.appending(path: "fhir/bundle.json")))
    let minified = try JSONSerialization.data(withJSONObject: file)
    let sorted = try JSONSerialization.data(withJSONObject: file, options: [.sortedKeys, .prettyPrinted])
    #expect(try Reading(Array(minified), as: "a.json").summary == Self.bundle)
    #expect(try Reading(Array(sorted), as: "a.json") { $0.format = .fhir }.summary == Self.bundle)
    #expect(try Reading(try Reading.gzip(Array(minified)), as: "a.json.gz").summary == Self.bundle)
  }

  @Test("reads one resource a line, goes on behind a line that is none, and keeps its bytes")
  func lines() throws {
    let read = try Self.fixture("reports.ndjson")
    #expect(
      read.summary == [
        "ACC0001: FINDINGS: Coronary artery calcification, moderate.", "ACC0002: \(Self.html)",
        "r3: IMPRESSION:\nStone of 5 µm, ≥3 mm {left}.\n", "r4: Stone in a Binary.", "? @6 invalid-json",
        "? @8 fhir-no-type",
      ])
    #expect(
      String(decoding: read.originals[4], as: UTF8.self)
        == #"{"resourceType":"DiagnosticReport","id":"torn","conc"#)
    #expect(try Self.fixture("report.json").summary == [Self.bundle[0]])
  }

  @Test("finds Binaries in another file of the run")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calx-fhir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let binary = #"{"resourceType":"Binary","id":"b1","contentType":"text/plain","data":"U3RvbmUu"}"#
    let report =
      #"{"resourceType":"DiagnosticReport","id":"r1","status":"final","presentedForm":[{"url":"https://ehr.example/fhir/Binary/b1"}]}"#
    try Data(binary.utf8).write(to: folder.appending(path: "Binary.ndjson"))
    try Data(report.utf8).write(to: folder.appending(path: "DiagnosticReport.ndjson"))
    #expect(try Reading(paths: [folder.path]).summary == ["r1: Stone."])
  }

  @Test(
    "keeps the versions that are asked for, and counts the others",
    arguments: [
      (
        InputVersions.latest,
        ["a: IMPRESSION: Two.", "c: IMPRESSION: Newest first.", "d: IMPRESSION: Early."],
        ["superseded": 2, "withdrawn": 1, "no-result": 1]
      ),
      (
        .finalOnly, ["a: IMPRESSION: Two.", "c: IMPRESSION: Newest first."],
        ["superseded": 1, "withdrawn": 1, "no-result": 1, "preliminary": 2]
      ),
      (
        .all,
        [
          "a: IMPRESSION: One.", "a: IMPRESSION: Two.", "b: IMPRESSION: Wrong.",
          "c: IMPRESSION: Newest first.",
          "c: IMPRESSION: Older.", "d: IMPRESSION: Early.",
        ], ["no-result": 1]
      ),
    ])
  func versions(_ policy: InputVersions, _ rows: [String], _ skipped: [String: Int]) throws {
    let read = try Self.fixture("versions.ndjson") { $0.versions = policy }
    #expect(read.summary == rows && read.tally.skipped == skipped)
  }

  @Test("refuses what is nested like a bomb, and says where a Bundle is cut off")
  func nested() throws {
    let bomb =
      #"{"resourceType":"DiagnosticReport","id":"x","extension":"# + String(repeating: "[", count: 100_000)
      + String(repeating: "]", count: 100_000) + "}"
    #expect(try Reading(bomb, as: "a.ndjson") { $0.format = .fhir }.errors.map(\.code) == ["invalid-json"])
    let file = try Data(contentsOf: Reading.formats.appending(path: "fhir/bundle.json"))
    let cut = try Reading(Array(file.prefix(3_000)), as: "a.json")
    #expect(cut.errors.last?.message.contains("cut off") == true)
  }

  @Test("holds entries to the longest record")
  func long() throws {
    let long = String(repeating: "x", count: 300_000)
    func report(_ id: String, _ text: String) -> String {
      #"{"resourceType":"DiagnosticReport","id":"\#(id)","conclusion":"IMPRESSION: \#(text)"}"#
    }
    let entries = [report("a", long), report("b", "y")].map { #"{"resource":\#($0)}"# }.joined(separator: ",")
    let bundle = #"{"resourceType":"Bundle","entry":[\#(entries)],"link":[]}"#
    #expect(
      try Reading(bundle, as: "a.json") { $0.longest = 100_000 }.summary == [
        "? @? too-long", "b: IMPRESSION: y",
      ])
    let lines = [report("a", long), report("b", "y")].joined(separator: "\n")
    #expect(
      try Reading(lines, as: "a.ndjson") {
        $0.longest = 100_000
        $0.format = .fhir
      }.summary.last == "b: IMPRESSION: y")
  }

  @Test(
    "shows HTML as text",
    arguments: [
      ("a<br>b<br/>c", "a\nb\nc"), ("<p>a</p><p>b</p>", "a\n\nb"), ("a  \n b", "a b"),
      ("<3 mm & x > 2", "<3 mm & x > 2"),
      ("a<!-- b -->c", "ac"), ("<script>x</script>a", "a"), ("<b>a</b>b", "ab"),
      ("&#65;&#x42;&eacute;&nix;", "ABé&nix;"),
      ("<a title='>'>b</a>", "b"), ("<pre>a\n  b</pre>", "a\n  b"), ("<div>a</div><div>b</div>", "a\nb"),
      ("<p", "<p"),
      ("", ""), ("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"), ("a<br><br>b", "a\n\nb"),
    ])
  func html(_ html: String, _ text: String) {
    #expect(String(decoding: HTMLText.plain(Array(html.utf8)), as: UTF8.self) == text)
  }

  @Test(
    "shows RTF as text",
    arguments: [
      (#"{\rtf1 a\par b}"#, "a\nb"), (#"{\rtf1{\fonttbl{\f0 Arial;}}a}"#, "a"),
      (#"{\rtf1\'e9\u233?\u8805 ?}"#, "éé≥"),
      (#"{\rtf1\uc2\u181??b}"#, "µb"), (#"{\rtf1{\*\x y}a\{\}\\}"#, #"a{}\"#),
      (#"{\rtf1 a\bin3 xyz b}"#, "a b"),
      (#"{\rtf1 a"#, "a"), (#"{\rtf1 }}}a"#, "a"), (#"{\rtf1\u-10179?\u-8704?}"#, "😀"),
    ])
  func rtf(_ rtf: String, _ text: String) throws {
    #expect(String(decoding: try RTFText.plain(Array(rtf.utf8), line: nil, id: ""), as: UTF8.self) == text)
  }

  @Test("refuses RTF that is none, or nested without end")
  func badRTF() {
    for text in ["a", #"{\rtf1"# + String(repeating: "{", count: 1_000)] {
      #expect(throws: RecordError.self) { try RTFText.plain(Array(text.utf8), line: nil, id: "") }
    }
  }
}
