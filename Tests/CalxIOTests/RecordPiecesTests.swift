// What records are written of without looking at it: words of slots, rows that were rendered, and their fast ways.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("Pieces of records") struct RecordPiecesTests {
  static func json(_ word: StaticString) -> String {
    var j = JSONBytes()
    j.word(word)
    return String(decoding: j.bytes, as: UTF8.self)
  }

  /// Every value of a slot as it is written, beside what its raw value gives.
  static func both<Value: CaseIterable & RawRepresentable>(
    _: Value.Type, _ word: (Value) -> StaticString
  ) -> [(String, String)] where Value.RawValue == String {
    Value.allCases.map { value in (json(word(value)), JSONBytesTests.written { $0.string(value.rawValue) }) }
  }

  @Test("words of slots are written as their raw values are")
  func words() {
    let all =
      Self.both(Laterality.self, \.json) + Self.both(Multiplicity.self, \.json)
      + Self.both(Presence.self, \.json) + Self.both(Temporality.self, \.json)
      + Self.both(Experiencer.self, \.json) + Self.both(Change.self, \.json)
      + Self.both(Severity.self, \.json) + Self.both(SectionName.self, \.json)
      + Self.both(Urgency.self, \.json) + Self.both(Flag.Severity.self, \.json) + Self.both(Slot.self, \.json)
    #expect(all.count > 60)
    for (fast, slow) in all { #expect(fast == slow) }
  }

  @Test("strings of every length around a block are written with their escapes, wherever these stand")
  func strings() throws {
    for n in 0..<70 {
      let plain = (0..<n).map { UInt8(97 + $0 % 26) }
      #expect(
        JSONBytesTests.written { $0.string(utf8: plain) } == "\"\(String(decoding: plain, as: UTF8.self))\"")
      for special in [UInt8(0), 9, 10, 31, 34, 92, 127] {
        for place in 0..<n {
          var bytes = plain
          bytes[place] = special
          let written = JSONBytesTests.written { j in
            j.begin("[")
            j.string("before")
            j.string(utf8: bytes)
            j.end("]")
          }
          let back = try JSONDecoder().decode([String].self, from: Data(written.utf8))
          #expect(back == ["before", String(decoding: bytes, as: UTF8.self)])
        }
      }
    }
  }

  @Test("whole numbers are written as the library writes them")
  func numbers() {
    for n in Array(0...10_001) + [99_999, 100_000, -7, -9_999, -10_000] {
      #expect(JSONBytesTests.written { $0.int(n) } == String(n))
    }
  }

  @Test("a row is rendered once, and what is rendered stays")
  func rendered() {
    let row = RenderedRow()
    #expect(Array(row.bytes { [1, 2, 3] }) == [1, 2, 3])
    #expect(Array(row.bytes { [4] }) == [1, 2, 3])
    let empty = RenderedRow()
    #expect(empty.bytes { [] }.isEmpty)
  }

  @Test("findings that share an explanation are written as those that do not")
  func shared() throws {
    let report = Report(
      id: "r",
      "FINDINGS: A 4 mm calculus in the left kidney. Calcified granuloma in the liver. Coarse calcification in the thyroid, in a nodule. Calcified splenic artery aneurysm of 2.4 cm."
    )
    var scratch = Analyzer.Scratch()
    var analysis = try Analyzer(lexicon: .shared).analyze(report, using: &scratch)
    let encoder = RecordEncoder(program: "1", lexicon: "2", knowledge: "3")
    func written() -> [UInt8] {
      var json = JSONBytes()
      encoder.encode(report, analysis, into: &json)
      return json.bytes
    }
    let kept = written()
    #expect(analysis.findings.count >= 4 && analysis.findings.contains { $0.explanation.isKept })
    for k in analysis.findings.indices { analysis.findings[k].missing.reserveCapacity(9) }
    #expect(!analysis.findings.contains { $0.explanation.isKept })
    #expect(written() == kept)
  }

  @Test("what an overlay names is written with its escapes, the first time and from then on")
  func escapes() throws {
    let name = #"a "quoted" back\slash <é>"#
    let causes =
      "site\tid\tname\tclass\trank\twhen\tsources\tverified\nB09\tours\t\(name)\tbenign\t1\t\tM\tpage\n"
    let steps = "site\tid\twhen\ttext\tsources\tverified\nB09\tours-step\t\tCommonly: \(name)\tM\tpage\n"
    let base = try KnowledgeBase.builtIn(overlay: [
      LexiconFile(name: "knowledge/ours/causes.tsv", bytes: Array(causes.utf8)),
      LexiconFile(name: "knowledge/ours/workup.tsv", bytes: Array(steps.utf8)),
    ])
    let analyzer = Analyzer(lexicon: .shared, knowledge: base)
    var scratch = Analyzer.Scratch()
    let encoder = RecordEncoder(program: "1", lexicon: "2", knowledge: "3")
    for _ in 0..<2 {
      let report = Report(id: "r \"1\"", "FINDINGS: A 4 mm calculus in the left kidney.")
      let analysis = try analyzer.analyze(report, using: &scratch)
      var json = JSONBytes()
      encoder.encode(report, analysis, into: &json)
      let record = try JSONValue(Array(json.bytes.dropLast()))
      let finding = try #require(record["findings"].elements.first)
      #expect(record["id"].text == "r \"1\"")
      #expect(finding["causes"].elements.contains { $0["id"].text == "ours" && $0["name"].text == name })
      #expect(finding["workup"].elements.contains { $0["text"].text == "Commonly: " + name })
      // The same as the values say.
      let causes = analysis.findings[0].causes
      #expect(finding["causes"].elements.map { $0["id"].text } == causes.map(\.id))
      #expect(finding["causes"].elements.map { $0["rank"].int } == causes.map(\.rank))
      #expect(finding["causes"].elements.map { $0["class"].text } == causes.map(\.category))
      for (written, cause) in zip(finding["causes"].elements, causes) {
        #expect(written["sources"].elements.map(\.text) == cause.sources)
        #expect(written["because"].elements.map(\.text) == cause.because)
        #expect(written["verified"].text == cause.verified.rawValue)
      }
    }
  }
}
