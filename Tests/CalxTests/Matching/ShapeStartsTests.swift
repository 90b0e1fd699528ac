// A pattern tried only at tokens at which it can begin finds what it finds everywhere.

import Testing

@testable import Calx

@Suite("Shape starts") struct ShapeStartsTests {
  /// All matches of each pattern of a lexicon, looked for by token or everywhere; and how many patterns go by token.
  static func all(_ text: String, _ lexicon: Lexicon, _ matcher: PatternMatcher, byToken: Bool) throws
    -> (matches: [[Range<Int>]], gated: Int)
  {
    var result: [[Range<Int>]] = []
    var gated = 0
    var failure: PatternMatchError?
    Array(text.utf8).withUnsafeBufferPointer { p in
      var tokens: [Token] = []
      Tokenizer.tokenize(p, lexicon.vocabulary, into: &tokens)
      matcher.starts.read(p, tokens, lexicon, matcher)
      do throws(PatternMatchError) {
        for (i, pattern) in lexicon.patterns.all.enumerated() {
          if matcher.starts.tokens(of: i) != nil { gated += 1 }
          var found: [Range<Int>] = []
          var at = 0
          var token = 0
          while at < p.count,
            let hit = byToken
              ? try matcher.next(pattern, i, in: p, tokens, from: at, token: &token)
              : try matcher.next(pattern, in: p, from: at)
          {
            found.append(hit)
            at = max(hit.upperBound, hit.lowerBound + 1)
          }
          result.append(found)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return (result, gated)
  }

  @Test("find what the patterns find in the fixtures")
  func fixtures() throws {
    let matcher = PatternMatcher()
    var found = 0
    for text in FirstPassTests.texts {
      let quick = try Self.all(text, .shared, matcher, byToken: true)
      #expect(
        try quick.matches == Self.all(text, .shared, matcher, byToken: false).matches, "\(text.prefix(80))")
      #expect(quick.gated > 8)
      found += quick.matches.reduce(0) { $0 + $1.count }
    }
    #expect(found > 1_000)
  }

  /// Patterns, and a text in which they are looked for.
  static let own: [(pattern: String, text: String)] = [
    (#"\d+ pm"#, "at 12.30 pm, 5 pm, T12 pm, é7 pm, _8 pm"), (#"mm\b"#, "3mm 3 mm 3_mm mm3 (mm)"),
    (#"patient's stone"#, "patient’s stone, patient's stone, PATIENT'S STONE"),
    (#"\(see \w+\)"#, "(see note) (SEE note)( see note)"), (#"\s+stone"#, "a  stone"),
    (#"ü\w+"#, "Übung, übung"),
    (#"skin|kin"#, "ſkin, \u{212A}in, skin"), (#"(?<=no )stone"#, "no stone, a stone"),
    (#"(?<!no )stone"#, "no stone, a stone"), (#"(?<!^)stone"#, "stone, stone"),
    (#"(?!\bmm)m\w"#, "3mm mm"),
    (#"^liver|a$"#, "liver liver a a"), (#"x*"#, "axxb"), (#"ca{2}"#, "caa CAA"),
    (#"(?-i)Ab"#, "ab Ab AB Ab"),
    (#"o\Kne"#, "one one"), (#"\.5"#, "0.5 .5 a.5"), (#"'s\b"#, "patient's 's"), (#"\Bone"#, "stone one"),
    (#"\bone|two"#, "stone two retwo one"), (#"\b[](|]?one|two"#, "one two atwo"),
    (#"\bmm"#, "3mm 3 mm 2.5mm é_mm"),
    (#"(?<!no )\bone|\btwo"#, "no one, one, two, é'two"),
    (#"\b\d+\s+mm|\bca\b"#, "12.5 mm, ca. 3 mm, T12 mm"),
  ]

  @Test("find patterns of one's own wherever they begin")
  func ownPatterns() throws {
    let rows = Self.own.enumerated().map { "own\($0)\tmask\t\($1.pattern)\n" }
    let lexicon = try Lexicon.with("en/patterns.tsv", "id\tuse\tpattern\n" + rows.joined())
    let matcher = PatternMatcher()
    for (pattern, text) in Self.own {
      for text in [text, text, "one \(text)"] {
        let quick = try Self.all(text, lexicon, matcher, byToken: true).matches
        #expect(quick.count > Self.own.count)
        #expect(
          try quick == Self.all(text, lexicon, matcher, byToken: false).matches, "\(pattern): \(text)")
      }
    }
  }
}

@Suite("Pattern source") struct PatternSourceTests {
  @Test(
    "leaves out what looks back",
    arguments: [
      (#"\b\d+ mm"#, #"\b\d+ mm"#), (#"(?<!no )stone"#, "stone"), (#"\d+(?<=mm|cm)(?!\w)"#, #"\d+(?!\w)"#),
      (#"(?<=[(,] |[(,])was\b"#, #"was\b"#), (#"a(?:b|(?<!c)d)"#, "a(?:b|d)"), (#"[(?<=]a"#, "[(?<=]a"),
      (#"[]()]a\(?<=b"#, #"[]()]a\(?<=b"#), (#"[[:alpha:])]x"#, #"[[:alpha:])]x"#),
      (#"a\(?(?:b)"#, #"a\(?(?:b)"#),
    ])
  func aheadOnly(_ source: String, _ expected: String) {
    #expect(PatternSource(source).aheadOnly == expected)
  }

  @Test(
    "does not answer for what more text in front could turn from no to yes",
    arguments: [
      "^a", "a|^b", #"(?!(?<=b)c)a"#, #"a\Kb"#, "(?i)a", "(?<name>a)", "(?1)", "(a)(?(1)b)", #"\Ba"#,
      "(?<=b)*a", "(?R)", "(*UCP)a",
    ])
  func notAskable(_ source: String) {
    #expect(PatternSource(source).aheadOnly == nil)
  }

  @Test("the lexicon's patterns can be asked of words")
  func lexicon() {
    for (i, pattern) in Lexicon.shared.patterns.all.enumerated() {
      #expect(pattern.isAskable && pattern.starts != nil, "pattern \(i)")
    }
  }
}
