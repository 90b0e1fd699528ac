// The text engine: what it finds stands in the text, in order, and becomes valid output in every format.

@testable import Calx
@testable import CalxIO

enum EngineTarget {
  static let analyzer: Analyzer = {
    guard let lexicon = try? Lexicon.builtIn() else { fatalError("the built-in lexicon does not load") }
    return Analyzer(lexicon: lexicon)
  }()
  nonisolated(unsafe) private static var scratch = Analyzer.Scratch()
  private static let encoder = RecordEncoder(program: "0", lexicon: "0", knowledge: "0")

  static func run(_ bytes: UnsafeRawBufferPointer) {
    check(Report(id: "fuzz", String(decoding: bytes, as: UTF8.self)))
  }

  /// Analyzes a report and checks all that must hold of the result.
  static func check(_ report: Report) {
    guard let analysis = try? analyzer.analyze(report, using: &scratch) else { return }
    let text = report.text
    var at = 0
    for s in analysis.sections {
      require(s.range.lowerBound >= at && s.range.upperBound <= text.count, "sections stand in order")
      if let title = s.title { require(inside(title, text), "a title is in the text") }
      at = s.range.upperBound
    }
    at = 0
    for m in analysis.mentions {
      require(
        m.range.lowerBound >= at && !m.range.isEmpty && inside(m.range, text), "mentions stand in order")
      at = m.range.lowerBound
      for e in m.evidence { require(inside(e.range, text), "evidence is in the text") }
      for r in [m.statedCause, m.recommendation] where r != nil {
        require(r.map { inside($0, text) } ?? true, "a quotation is in the text")
      }
      require(m.count ?? 0 >= 0 && m.sizeMM.allSatisfy { $0.isFinite && $0 >= 0 }, "numbers are numbers")
    }
    for r in analysis.recommendations { require(inside(r.range, text), "advice is in the text") }
    for f in analysis.findings {
      require(f.mentions.allSatisfy(analysis.mentions.indices.contains), "findings have mentions")
    }
    encode(report, analysis)
  }

  private static func encode(_ report: Report, _ analysis: Analysis) {
    var json = JSONBytes()
    encoder.encode(report, analysis, into: &json)
    guard json.bytes.last == 10, !json.bytes.dropLast().contains(10), let record = try? JSONValue(json.bytes)
    else {
      fatalError("broken: a record is one line of JSON")
    }
    let scalars = Array(String(decoding: report.text, as: UTF8.self).unicodeScalars)
    for m in record["mentions"].elements {
      guard let start = m["start"].int, let end = m["end"].int, start < end, end <= scalars.count else {
        fatalError("broken: offsets are in the text")
      }
      var slice = String.UnicodeScalarView()
      slice.append(contentsOf: scalars[start..<end])
      require(m["anchor"].text == String(slice), "offsets slice to the anchor")
    }
  }

  private static func inside(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= text.count && boundary(range.lowerBound, text)
      && boundary(range.upperBound, text)
  }

  private static func boundary(_ at: Int, _ text: [UInt8]) -> Bool {
    at == text.count || text[at] & 0xC0 != 0x80
  }

  /// A phrase and a sentence, divided by the first line feed.
  static func context(_ bytes: UnsafeRawBufferPointer) {
    let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    _ = try? analyzer.context(
      of: String(decoding: parts[0], as: UTF8.self), in: String(decoding: parts[1], as: UTF8.self),
      using: &scratch)
  }
}
