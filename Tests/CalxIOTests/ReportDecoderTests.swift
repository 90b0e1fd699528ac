// Records to reports, and what is said of records that are none.

import Testing

@testable import CalxIO
@testable import Calx

@Suite("Report decoder") struct ReportDecoderTests {
  static func decode(_ bytes: [UInt8], keep: Set<String> = []) throws -> (Report, [(String, [UInt8])]) {
    var result: (Report, [(String, [UInt8])])?
    var failure: RecordError?
    bytes.withUnsafeBufferPointer { p in
      do throws(RecordError) { result = try ReportDecoder.report(jsonLine: p, keep: keep, line: 7) } catch { failure = error }
    }
    if let failure { throw failure }
    return try #require(result)
  }

  static func decode(_ text: String, keep: Set<String> = []) throws -> (Report, [(String, [UInt8])]) {
    try decode(Array(text.utf8), keep: keep)
  }

  @Test("reads the known members")
  func members() throws {
    let line = #"{"id":"a","text":"x","modality":"US","exam":"e","sex":"female","age":"61","date":"d","patient":"p","status":"F","region":"r"}"#
    let r = try Self.decode(line).0
    #expect(r.id == "a" && String(decoding: r.text, as: UTF8.self) == "x" && r.modality == "US" && r.exam == "e")
    #expect(r.sex == "F" && r.age == 61 && r.date == "d" && r.patient == "p" && r.status == "F" && r.region == "r")
  }

  @Test("takes numbers as ids and lines without one by their number")
  func ids() throws {
    #expect(try Self.decode(#"{"id":12,"text":"x"}"#).0.id == "12")
    #expect(try Self.decode(#"{"text":"x"}"#).0.id == "line-7")
    #expect(try Self.decode(#"{"id":null,"text":"x"}"#).0.id == "line-7")
  }

  @Test("keeps the members that are asked for as they stand")
  func keep() throws {
    let kept = try Self.decode(#"{"text":"x","a":[1, 2],"b":"é\"","c":3}"#, keep: ["a", "b"]).1
    #expect(kept.map(\.0) == ["a", "b"])
    #expect(kept.map { String(decoding: $0.1, as: UTF8.self) } == ["[1, 2]", #""é\"""#])
  }

  struct Bad: CustomTestStringConvertible {
    let line: [UInt8]
    let code: String
    let id: String?
    var testDescription: String { String(decoding: line, as: UTF8.self).debugDescription }
    init(_ line: String, _ code: String, _ id: String? = nil) { (self.line, self.code, self.id) = (Array(line.utf8), code, id) }
    init(_ line: [UInt8], _ code: String) { (self.line, self.code, id) = (line, code, nil) }
  }

  @Test("says what is wrong with a record, by code, line and id", arguments: [
    Bad("", "invalid-json"), Bad("no json", "invalid-json"), Bad("[]", "invalid-json"), Bad(#"{"id":"a","text":"x""#, "invalid-json", "a"),
    Bad(#"{"id":"a"}"#, "missing-text", "a"), Bad(#"{"id":"a","text":5}"#, "missing-text", "a"), Bad(#"{"id":"a","text":null}"#, "missing-text", "a"),
    Bad(#"{"id":"a","text":"x\u0000y"}"#, "binary", "a"), Bad([0x7B, 0xFF, 0x7D], "invalid-utf8"), Bad([0, 0, 0], "invalid-json"),
  ])
  func errors(_ bad: Bad) throws {
    let error = try #require(#expect(throws: RecordError.self) { try Self.decode(bad.line) })
    #expect(error.code == bad.code)
    #expect(error.id == bad.id)
    #expect(error.line == 7)
  }

  @Test("never shows the text of a record in a message")
  func privacy() throws {
    let error = try #require(#expect(throws: RecordError.self) { try Self.decode(#"{"id":"a","text":"Secret stone" oops"#) })
    #expect(!error.message.contains("Secret"))
  }

  @Test("refuses text files that are none")
  func files() {
    #expect(throws: RecordError.self) { try ReportDecoder.report(id: "a", text: [0x41, 0, 0x42]) }
    #expect(throws: RecordError.self) { try ReportDecoder.report(id: "a", text: [0xC3, 0x28]) }
  }
}

@Suite("UTF-8 validation") struct UTF8Tests {
  static func firstBad(_ bytes: [UInt8]) -> Int? { bytes.withUnsafeBufferPointer(ReportDecoder.firstInvalidUTF8) }

  @Test("accepts every scalar")
  func all() {
    for v in UInt32(0)..<0x11_0000 where v % 97 == 0 || v < 0x900 {
      guard let s = Unicode.Scalar(v) else { continue }
      #expect(Self.firstBad(Array(String(s).utf8)) == nil, "U+\(String(v, radix: 16))")
    }
  }

  @Test("finds the first bad byte", arguments: [
    ([0x80], 0), ([0x41, 0xC0, 0xAF], 1), ([0xC1, 0x81], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0),
    ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xC3], 0), ([0xE2, 0x82], 0), ([0xF0, 0x9F, 0xAA], 0), ([0xFF], 0),
    (Array("abcdefgh".utf8) + [0xC3, 0x28], 8), (Array("é".utf8) + [0x80], 2),
  ] as [([UInt8], Int)])
  func bad(_ bytes: [UInt8], _ at: Int) { #expect(Self.firstBad(bytes) == at) }

  @Test("agrees with the library on random bytes")
  func random() {
    var random = SystemRandomNumberGenerator.seeded(2)
    let pieces: [[UInt8]] = [[0x41], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0xAA, 0xA8], [0x80], [0xED, 0xA0], [0xF4, 0x90], [0xC3]]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<12, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      #expect((Self.firstBad(bytes) == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }
}
