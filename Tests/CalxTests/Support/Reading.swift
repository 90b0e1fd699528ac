// A text read as a report, for tests that look at what came out.

import Testing

@testable import Calx

/// What calx makes of one text.
struct Reading {
  let text: String
  let bytes: [UInt8]
  let analysis: Analysis
  let document: Document

  init(_ text: String, modality: String? = nil, lexicon: Lexicon = .shared) throws {
    self.text = text
    bytes = Array(text.utf8)
    var report = Report(id: "test", text: bytes)
    report.modality = modality
    var scratch = Analyzer.Scratch()
    analysis = try Analyzer(lexicon: lexicon).analyze(report, using: &scratch)
    var document = Document()
    try bytes.withUnsafeBufferPointer {
      _ = try document.read($0, lexicon, PatternMatcher(), whole: true)
    }
    self.document = document
  }

  var mentions: [Mention] { analysis.mentions }

  func words(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func words(_ range: Range<Int>?) -> String? { range.map { words($0) } }

  /// The anchors in order.
  var anchors: [String] { mentions.map { words($0.range) } }

  /// The text's sentences, white space folded.
  var sentences: [String] {
    document.sentences.map { s in
      words(document.byteRange(s.tokens)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  /// The only mention.
  func only(sourceLocation: SourceLocation = #_sourceLocation) throws -> Mention {
    try #require(mentions.count == 1, "mentions: \(anchors)", sourceLocation: sourceLocation)
    return mentions[0]
  }

  /// The first mention whose anchor holds these words.
  func mention(_ anchor: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Mention {
    try #require(
      mentions.first { words($0.range).lowercased().contains(anchor) }, "mentions: \(anchors)",
      sourceLocation: sourceLocation)
  }
}

/// The only mention of a text.
func only(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Mention {
  try Reading(text).only(sourceLocation: sourceLocation)
}
