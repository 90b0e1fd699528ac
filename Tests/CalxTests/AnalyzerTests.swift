// The whole reader on texts of every shape: it never fails, and what it says points into the text.

import Testing

@testable import Calx

@Suite("Analyzer") struct AnalyzerTests {
  @Test("keeps every range inside the text, on character boundaries", arguments: Fixtures.reports.map(\.name))
  func ranges(_ name: String) throws {
    let text = String(decoding: try #require(Fixtures.reports.first { $0.name == name }).text, as: UTF8.self)
    let r = try Reading(text)
    for m in r.mentions {
      for range in [m.range, m.statedCause, m.recommendation].compactMap({ $0 }) + m.evidence.map(\.range) {
        #expect(!range.isEmpty && range.upperBound <= r.bytes.count)
        for edge in [range.lowerBound, range.upperBound] where edge < r.bytes.count {
          #expect(r.bytes[edge] & 0xC0 != 0x80)
        }
      }
      #expect(m.size(inside: 0...10_000))
    }
    #expect(r.analysis.findings.flatMap(\.mentions).sorted() == Array(r.mentions.indices))
  }

  @Test(
    "reads any text without a failure",
    arguments: [
      "", " ", "\n", ".", ":", "::::", "(((((", ")))))", "no", "No.", "stone", "stone:", ": stone", "-stone-",
      "no no no stone",
      "stone stone stone", "\u{FEFF}", "🪨", "3 mm", "no\n\n\nstone", "FINDINGS", "FINDINGS:", "1.",
      "1.\n2.\n3.", "\t\t\tstone",
      "stone\u{0301}", "calc\u{00AD}ification", "ＳＴＯＮＥ", "a" + String(repeating: ".a", count: 500),
    ])
  func anything(_ text: String) throws { _ = try Reading(text) }

  @Test("reads every prefix and suffix of a report")
  func cuts() throws {
    let text = String(decoding: try #require(Fixtures.reports.first).text, as: UTF8.self)
    let characters = Array(text.unicodeScalars)
    for n in stride(from: 0, through: characters.count, by: 7) {
      _ = try Reading(String(String.UnicodeScalarView(characters[..<n])))
      _ = try Reading(String(String.UnicodeScalarView(characters[n...])))
    }
  }

  @Test("gives the same analysis with used and with new scratch space")
  func scratch() throws {
    let analyzer = Analyzer(lexicon: .shared)
    var used = Analyzer.Scratch()
    for (name, text) in Fixtures.reports {
      var new = Analyzer.Scratch()
      let report = Report(id: name, text: text)
      let a = try analyzer.analyze(report, using: &used)
      let b = try analyzer.analyze(report, using: &new)
      #expect("\(a.mentions)" == "\(b.mentions)", "\(name)")
    }
  }

  @Test(
    "needs time in proportion to the text, whatever stands in it", .timeLimit(.minutes(1)),
    arguments: [
      "no ", "stone ", "(", "a, ", "3 x ", "and ", "no stone, ", "LIVER: ", "1. ", "\n", "3 mm and ", "éé ",
      "if ", "calcified ", "Liver: no stone\n", "(Gallbladder: ", "stone in the left kidney, 4 mm; ",
      "calcification | ", "Right renal calculus. Urology and endocrinology review advised. ",
      "Calcified right thyroid nodule of 9 mm. TR5 nodule on the right. FNA is recommended. ",
    ])
  func long(_ piece: String) throws { _ = try Reading(String(repeating: piece, count: 4000)) }
}

extension Mention {
  fileprivate func size(inside bounds: ClosedRange<Double>) -> Bool { sizeMM.allSatisfy(bounds.contains) }
}
