// The first pass may skip only what changes nothing: reports read with it and without it give the same record.

import Foundation
import Testing

@testable import Calx

@Suite("First pass") struct FirstPassTests {
  /// The texts of all fixtures: reports, gold reports, pairs.
  static let texts: [String] = {
    var texts = Fixtures.reports.filter { $0.name.hasSuffix(".txt") }.map {
      String(decoding: $0.text, as: UTF8.self)
    }
    for folder in ["reports", "gold"] {
      let path = Fixtures.folder.appending(path: folder)
      for name in ((try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []).sorted()
      where name.hasSuffix(".jsonl") {
        for line in ((try? Data(contentsOf: path.appending(path: name))) ?? Data()).split(separator: 10) {
          let record = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
          if let text = record?["text"] as? String { texts.append(text) }
        }
      }
    }
    return texts
  }()

  /// A source of numbers that gives the same ones every time.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Whether reading `text` gives the same with the first pass and without it, and whether the pass skipped it.
  static func same(_ text: String, _ lexicon: Lexicon) throws -> (same: Bool, skipped: Bool) {
    let analyzer = Analyzer(lexicon: lexicon)
    var scratch = Analyzer.Scratch()
    let report = Report(id: "x", text)
    let quick = try analyzer.analyze(report, using: &scratch)
    let skipped = try !anchored(text, lexicon)
    let whole = try analyzer.analyze(report, using: &scratch, whole: true)
    return (String(describing: quick) == String(describing: whole), skipped)
  }

  static func anchored(_ text: String, _ lexicon: Lexicon) throws -> Bool {
    var document = Document()
    return try Array(text.utf8).withUnsafeBufferPointer {
      try document.read($0, lexicon, PatternMatcher())
    }
  }

  @Test("changes nothing in the fixtures")
  func fixtures() throws {
    #expect(Self.texts.count > 100)
    for text in Self.texts { #expect(try Self.same(text, .shared).same, "\(text.prefix(80))") }
  }

  /// The sentences with an anchor left out, so that most texts are skipped.
  static func bare(_ text: String, _ lexicon: Lexicon) throws -> String {
    try text.split(separator: ".", omittingEmptySubsequences: false).filter { sentence in
      try !anchored(String(sentence), lexicon)
    }.joined(separator: ".")
  }

  @Test("changes nothing in fixtures without their mentions, and skips them")
  func withoutMentions() throws {
    var skipped = 0
    for text in Self.texts {
      let result = try Self.same(try Self.bare(text, .shared), .shared)
      #expect(result.same, "\(text.prefix(80))")
      if result.skipped { skipped += 1 }
    }
    #expect(skipped * 10 > Self.texts.count * 8)
  }

  @Test("changes nothing in mangled text", arguments: [1, 2, 3] as [UInt64])
  func mangled(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    let words = Self.texts.flatMap { $0.split(separator: " ") }
    let anchors = LexiconLinter.entries().filter { $0.table == "anchors" }.map(\.phrase)
    for text in Self.texts where Int.random(in: 0..<3, using: &random) == 0 {
      var parts = try Self.bare(text, .shared).split(separator: " ", omittingEmptySubsequences: false)
        .map(String.init)
      for _ in 0..<6 where !parts.isEmpty {
        let i = Int.random(in: 0..<parts.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: parts.remove(at: i)
        case 1: parts.insert(String(words[Int.random(in: 0..<words.count, using: &random)]), at: i)
        case 2: parts[i] = parts[i].uppercased()
        case 3:
          // An anchor with a typing error or two.
          var anchor = Array(anchors[Int.random(in: 0..<anchors.count, using: &random)])
          for _ in 0..<Int.random(in: 0..<3, using: &random) where anchor.count > 1 {
            anchor.remove(at: Int.random(in: 0..<anchor.count, using: &random))
          }
          parts[i] = String(anchor)
        default: parts[i] += [":", "\n", "\n\n", ".", ";", " - "].randomElement(using: &random) ?? ""
        }
      }
      let mangled = parts.joined(separator: " ")
      #expect(try Self.same(mangled, .shared).same, "\(mangled)")
    }
  }

  @Test("sees anchors by shape, in whatever letters")
  func shapes() throws {
    let lexicon = try Lexicon.with(
      "en/patterns.tsv", "id\tuse\tpattern\nagatston\tanchor:calcification\tagatston score of \\d+\n")
    let text = "HEART: AGATSTON score of 412."
    #expect(try Self.anchored(text, lexicon))
    #expect(try !Self.anchored("HEART: score of 412.", lexicon))
    #expect(try !Analyzer(lexicon: lexicon).mentions(text).isEmpty)
  }

  @Test(
    "skips reports that ask for nothing",
    arguments: [
      ("Normal liver. Echogenic kidneys.", false), ("No st0nes.", false), ("Calcifcation.", true),
      ("NEPHROLITHIASIS", true), ("Milk of\ncalcium", true), ("", false),
    ])
  func skips(_ text: String, _ anchored: Bool) throws {
    #expect(try Self.anchored(text, .shared) == anchored)
  }
}

extension Analyzer {
  fileprivate func mentions(_ text: String) throws -> [Mention] {
    var scratch = Scratch()
    return try analyze(Report(id: "x", text), using: &scratch).mentions
  }
}
