// The context of phrases of one's own, row by row and over the context fixture.

import Foundation
import Testing

@testable import Calx

@Suite("Phrase context") struct PhraseContextTests {
  static func context(_ phrase: String, _ sentence: String) throws -> PhraseContext {
    var scratch = Analyzer.Scratch()
    return try Analyzer(lexicon: .shared).context(of: phrase, in: sentence, using: &scratch)
  }

  @Test("finds the phrase whatever its case, whole words first")
  func finds() throws {
    #expect(try Self.context("STONE", "No stone is seen.").presence == .absent)
    // Inside a word it counts only when no whole word is there.
    #expect(try Self.context("stone", "No gallstones; a stone in the left kidney.").presence == .present)
    #expect(try Self.context("stone", "No gallstones.").presence == .absent)
    #expect(try Self.context("renal stone", "No renal\n  stone.").presence == .absent)
  }

  @Test("says why there is no answer")
  func errors() {
    #expect(throws: PhraseContextError.notFound) { try Self.context("stone", "Normal liver.") }
    #expect(throws: PhraseContextError.notFound) { try Self.context("stone", "") }
    #expect(throws: PhraseContextError.emptyPhrase) { try Self.context(" ", "Normal liver.") }
  }

  @Test(
    "knows that calcified inside noncalcified is absent",
    arguments: ["noncalcified nodule", "non-calcified nodule"])
  func deniesItself(_ words: String) throws {
    #expect(try Self.context("calcified", "A \(words) in the lung.").presence == .absent)
    #expect(try Self.context("nodule", "A \(words) in the lung.").presence == .present)
  }
}

/// Counts of one value of one axis.
private struct Count {
  var tp = 0
  var fp = 0
  var fn = 0
  var f1: Double { tp == 0 ? 0 : 2 * Double(tp) / Double(2 * tp + fp + fn) }
}

@Suite("Context fixture") struct ContextTableTests {
  struct Axis: CustomTestStringConvertible {
    let name: String
    let column: Int
    /// The value of a sentence that says nothing.
    let silent: String
    var testDescription: String { name }
  }

  static let axes = [
    Axis(name: "presence", column: 3, silent: "present"),
    Axis(name: "temporality", column: 4, silent: "current"),
    Axis(name: "experiencer", column: 5, silent: "patient"),
  ]

  @Test(
    "reaches an F1 of 0.95 on each axis, over all values and over those that a cue must give", arguments: axes
  )
  func f1(_ axis: Axis) throws {
    let text = try String(contentsOf: Fixtures.folder.appending(path: "context/context.tsv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    var counts: [String: Count] = [:]
    var wrong: [String] = []
    for row in rows {
      let context = try? PhraseContextTests.context(row[1], row[2])
      let answers = context.map { [$0.presence.rawValue, $0.temporality.rawValue, $0.experiencer.rawValue] }
      let answer = answers?[axis.column - 3] ?? "error"
      if answer == row[axis.column] {
        counts[answer, default: Count()].tp += 1
      } else {
        counts[answer, default: Count()].fp += 1
        counts[row[axis.column], default: Count()].fn += 1
        wrong.append("\(row[0]) '\(row[1])' is \(row[axis.column]), not \(answer): \(row[2])")
      }
    }
    let micro = total(counts.values)
    let spoken = total(counts.filter { $0.key != axis.silent }.values)
    let values = counts.sorted { $0.key < $1.key }.map { "\($0.key) \(rounded($0.value.f1))" }.joined(
      separator: ", ")
    print(
      "context \(axis.name): F1 \(rounded(micro.f1)), without \(axis.silent) \(rounded(spoken.f1)) (\(values))"
    )
    #expect(micro.f1 >= 0.95, "\(wrong.joined(separator: "\n"))")
    #expect(spoken.f1 >= 0.95)
  }

  private func total(_ counts: some Sequence<Count>) -> Count {
    counts.reduce(into: Count()) { sum, c in
      sum.tp += c.tp
      sum.fp += c.fp
      sum.fn += c.fn
    }
  }

  private func rounded(_ f: Double) -> Double { (f * 1000).rounded() / 1000 }
}
