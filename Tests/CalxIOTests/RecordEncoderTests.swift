// The record: its keys, their order, its offsets.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("Record encoder") struct RecordEncoderTests {
  static let text =
    "\u{FEFF}FINDINGS: é A 4 mm calculus in the left kidney, due to gout.\nIMPRESSION: Renal calculus. Ultrasound in 6 months is recommended."

  static func encode(_ text: String, _ change: (inout RecordEncoder) -> Void = { _ in }) throws -> String {
    var report = Report(id: "r", text)
    report.modality = "US"
    var scratch = Analyzer.Scratch()
    let analysis = try Analyzer(lexicon: .shared).analyze(report, using: &scratch)
    var encoder = RecordEncoder(program: "1", lexicon: "2", knowledge: "3")
    change(&encoder)
    var json = JSONBytes()
    encoder.encode(report, analysis, kept: [("own", Array("[1]".utf8))], into: &json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// The keys of an object in the order in which they stand.
  static func keys(_ json: String) -> [String] {
    var result: [String] = []
    Array(json.utf8).withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      try? scanner.object { key, _ in result.append(key) }
    }
    return result
  }

  static func first(_ member: String, of record: String) throws -> String {
    var found: String?
    Array(record.utf8).withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      try? scanner.object { key, value in
        if key == member, case .raw(let range) = value { found = String(decoding: p[range], as: UTF8.self) }
      }
    }
    // The first element: up to the brace that closes it.
    let list = try #require(found).dropFirst()
    var depth = 0
    for i in list.indices {
      if list[i] == "{" { depth += 1 }
      if list[i] == "}" { depth -= 1 }
      if depth == 0 { return String(list[...i]) }
    }
    return String(list)
  }

  static let slots = [
    "kind", "organ", "part", "laterality", "host", "multiplicity", "count", "size_mm", "size_word",
    "morphology", "distribution",
    "severity", "change", "presence", "temporality", "experiencer",
  ]

  @Test("writes every key, in one order")
  func order() throws {
    let record = try Self.encode(Self.text)
    #expect(record.hasSuffix("}\n"))
    #expect(record.filter { $0 == "\n" }.count == 1)
    #expect(
      Self.keys(record) == [
        "schema", "id", "modality", "text_sha256", "sections", "mentions", "findings", "recommendations",
        "flags", "versions", "own",
      ])
    #expect(
      Self.keys(try Self.first("mentions", of: record)) == ["id", "start", "end", "anchor"] + Self.slots + [
        "section", "stated_cause", "recommendation", "evidence",
      ])
    let finding = Self.keys(try Self.first("findings", of: record))
    #expect(finding.prefix(2) == ["id", "mentions"])
    #expect(finding.filter(Self.slots.contains) == Self.slots)
    for key in ["codes", "causes", "workup", "urgency", "missing"] { #expect(finding.contains(key)) }
    #expect(
      Self.keys(try Self.first("recommendations", of: record))
        == ["start", "end", "text", "modality", "interval_days", "conditional", "negated", "findings"])
  }

  @Test("writes the same top-level keys when there is nothing to say")
  func empty() throws {
    let record = try Self.encode("Normal.")
    #expect(Self.keys(record).prefix(10) == Self.keys(try Self.encode(Self.text)).prefix(10))
    #expect(record.contains(#""mentions":[],"findings":[],"recommendations":[],"flags":[]"#))
  }

  @Test("is JSON that the library reads")
  func json() throws {
    let object =
      try JSONSerialization.jsonObject(with: Data(try Self.encode(Self.text).utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 1)
    #expect((object?["own"] as? [Int]) == [1])
  }

  @Test("writes offsets in the unit that is asked for", arguments: OffsetMap.Unit.allCases)
  func units(_ unit: OffsetMap.Unit) throws {
    let mention = try JSONValue(
      Array(try Self.first("mentions", of: try Self.encode(Self.text) { $0.unit = unit }).utf8))
    let start = try #require(mention["start"].int)
    let end = try #require(mention["end"].int)
    let cut =
      switch unit {
      case .codepoint: String(String.UnicodeScalarView(Array(Self.text.unicodeScalars)[start..<end]))
      case .utf8: String(decoding: Array(Self.text.utf8)[start..<end], as: UTF8.self)
      case .utf16: String(decoding: Array(Self.text.utf16)[start..<end], as: UTF16.self)
      }
    #expect(cut == "calculus")
  }

  @Test("leaves out all text when asked to")
  func noText() throws {
    let record = try Self.encode(Self.text) { $0.noText = true }
    for word in ["gout", "FINDINGS", "Ultrasound in 6", "in the left"] {
      #expect(!record.contains(word), "\(word)")
    }
    #expect(!record.replacing("\"kind\":\"calculus\"", with: "").contains("\"calculus\""))
    #expect(record.contains("\"anchor\":null") && record.contains("\"cue\":null"))
    #expect(record.contains("\"organ\":\"kidney\""))
  }

  @Test("writes an error row with its code, message and line")
  func error() {
    var json = JSONBytes()
    RecordEncoder(program: "", lexicon: "", knowledge: "").encode(
      RecordError(code: "c", message: "m \"q\"", line: 3, id: nil), into: &json)
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"id":null,"error":{"code":"c","message":"m \"q\"","line":3}}"# + "\n")
  }

  @Test(
    "gives the digest that others compute",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func digest(_ text: String, _ hex: String) {
    #expect(SHA256.hex(Array(text.utf8)) == hex)
    #expect(SHA256.portableHex(Array(text.utf8)) == hex)
  }

  @Test("gives one digest with the processor's instructions and without, at every length around a block")
  func lengths() {
    for n in 0..<300 {
      let bytes = (0..<n).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ n) }
      #expect(SHA256.hex(bytes) == SHA256.portableHex(bytes), "\(n) bytes")
    }
  }
}
