// Records to reports, and what is said of records that are none.

import Testing

@testable import CalxIO
@testable import Calx

@Suite("Report decoder") struct ReportDecoderTests {
  static func decode(_ bytes: [UInt8], keep: Set<String> = []) throws -> (Report, [(String, [UInt8])]) {
    var result: (Report, [(String, [UInt8])])?
    var failure: RecordError?
    bytes.withUnsafeBufferPointer { p in
      do throws(RecordError) { result = try ReportDecoder.report(jsonLine: p, keep: keep, line: 7) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return try #require(result)
  }

  static func decode(_ text: String, keep: Set<String> = []) throws -> (Report, [(String, [UInt8])]) {
    try decode(Array(text.utf8), keep: keep)
  }

  @Test("reads the known members")
  func members() throws {
    let line =
      #"{"id":"a","text":"x","modality":"US","exam":"e","sex":"female","age":"61","date":"d","patient":"p","status":"F","region":"r"}"#
    let r = try Self.decode(line).0
    #expect(
      r.id == "a" && String(decoding: r.text, as: UTF8.self) == "x" && r.modality == "US" && r.exam == "e")
    #expect(
      r.sex == "F" && r.age == 61 && r.date == "d" && r.patient == "p" && r.status == "F" && r.region == "r")
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
    init(_ line: String, _ code: String, _ id: String? = nil) {
      (self.line, self.code, self.id) = (Array(line.utf8), code, id)
    }
    init(_ line: [UInt8], _ code: String) { (self.line, self.code, id) = (line, code, nil) }
  }

  @Test(
    "says what is wrong with a record, by code, line and id",
    arguments: [
      Bad("", "invalid-json"), Bad("no json", "invalid-json"), Bad("[]", "invalid-json"),
      Bad(#"{"id":"a","text":"x""#, "invalid-json", "a"),
      Bad(#"{"id":"a"}"#, "missing-text", "a"), Bad(#"{"id":"a","text":5}"#, "missing-text", "a"),
      Bad(#"{"id":"a","text":null}"#, "missing-text", "a"),
      Bad(#"{"id":"a","text":"x\u0000y"}"#, "binary", "a"), Bad([0x7B, 0xFF, 0x7D], "invalid-utf8"),
      Bad([0, 0, 0], "invalid-json"),
    ])
  func errors(_ bad: Bad) throws {
    let error = try #require(#expect(throws: RecordError.self) { try Self.decode(bad.line) })
    #expect(error.code == bad.code)
    #expect(error.id == bad.id)
    #expect(error.line == 7)
  }

  @Test("never shows the text of a record in a message")
  func privacy() throws {
    let error = try #require(
      #expect(throws: RecordError.self) { try Self.decode(#"{"id":"a","text":"Secret stone" oops"#) })
    #expect(!error.message.contains("Secret"))
  }

  @Test("refuses text files that are none")
  func files() {
    #expect(throws: RecordError.self) { try ReportDecoder.report(id: "a", text: [0x41, 0, 0x42]) }
    #expect(throws: RecordError.self) { try ReportDecoder.report(id: "a", text: [0xC3, 0x28]) }
  }
}
