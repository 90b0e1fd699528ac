// Patterns: what they match, what does not compile, what takes too long.

import Testing

@testable import Calx

@Suite("Patterns") struct PatternTests {
  static func all(_ pattern: String, _ text: String) throws -> [String] {
    let compiled = try Pattern(pattern)
    let matcher = PatternMatcher()
    let bytes = Array(text.utf8)
    var result: [String] = []
    var failure: PatternMatchError?
    bytes.withUnsafeBufferPointer { p in
      var at = 0
      do throws(PatternMatchError) {
        while at <= p.count, let hit = try matcher.next(compiled, in: p, from: at) {
          result.append(String(decoding: p[hit], as: UTF8.self))
          at = max(hit.upperBound, hit.lowerBound + 1)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  @Test("match whatever the case, over UTF-8")
  func matches() throws {
    #expect(try Self.all(#"\d+ mm"#, "3 MM and 4 mm") == ["3 MM", "4 mm"])
    #expect(try Self.all("ü.", "Übung ün") == ["Üb", "ün"])
    #expect(try Self.all("x", "abc") == [])
    #expect(try Self.all("x*", "") == [""])
  }

  @Test("say where they do not compile", arguments: ["(", "[a", "a{2,1}", "(?<n", "*"])
  func broken(_ pattern: String) throws {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(try #require(error).message.isEmpty == false)
    #expect(try #require(error).offset <= pattern.utf8.count)
  }

  @Test("are given up at the limit instead of hanging", .timeLimit(.minutes(1)))
  func limit() {
    #expect(throws: PatternMatchError.self) {
      try Self.all("(a+)+$", String(repeating: "a", count: 40) + "b")
    }
  }

  @Test("of the lexicon make a record fail, not the run")
  func record() throws {
    let lexicon = try Lexicon.with("patterns.tsv", "id\tuse\tpattern\nslow\tdate\t(a+)+$\n")
    let text = String(repeating: "a", count: 40) + "b stone"
    let error = #expect(throws: AnalysisError.self) { try Reading(text, lexicon: lexicon) }
    #expect(try #require(error).code == "pattern-limit")
  }
}
