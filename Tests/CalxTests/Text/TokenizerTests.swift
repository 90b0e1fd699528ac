// Words, numbers, marks and hyphens as tokens.

import Testing

@testable import Calx

@Suite("Tokenizer") struct TokenizerTests {
  static func tokens(_ text: String) -> [Token] {
    var result: [Token] = []
    Array(text.utf8).withUnsafeBufferPointer { Tokenizer.tokenize($0, Vocabulary(), into: &result) }
    return result
  }

  static func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return tokens(text).map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
  }

  struct Split: CustomTestStringConvertible {
    let text: String
    let words: [String]
    var testDescription: String { text.debugDescription }
    init(_ text: String, _ words: String...) { (self.text, self.words) = (text, words) }
  }

  @Test(
    "splits words, numbers and marks",
    arguments: [
      Split("no stones.", "no", "stones", "."),
      Split("3mm", "3", "mm"),
      Split("4.5 cm", "4.5", "cm"),
      Split("4,5 cm", "4,5", "cm"),
      Split("L4-5", "L4", "-", "5"),
      Split("non-obstructing", "non", "-", "obstructing"),
      Split("patient's", "patient's"),
      Split("patient’s", "patient’s"),
      Split("(3 x 4)", "(", "3", "x", "4", ")"),
      Split("3×4", "3", "×", "4"),
      Split("naïve café", "naïve", "café"),
      Split("kidney,ureter;bladder", "kidney", ",", "ureter", ";", "bladder"),
      Split("𝟑 mm", "𝟑", "mm"),
      Split("", []),
      Split(" \t\r\n", []),
    ])
  func splits(_ c: Split) { #expect(Self.words(c.text) == c.words) }

  @Test("marks a hyphen between words as glued, one between blanks as not")
  func hyphens() {
    #expect(Self.tokens("non-calcified")[1].gluedHyphen)
    #expect(Self.tokens("non‐calcified")[1].gluedHyphen)
    #expect(!Self.tokens("lungs - clear")[1].gluedHyphen)
    #expect(!Self.tokens("lungs -clear")[1].gluedHyphen)
    #expect(!Self.tokens("- clear")[0].gluedHyphen)
  }

  @Test(
    "counts line ends once, whatever ends the line",
    arguments: ["a\nb", "a\r\nb", "a\rb", "a \n b", "a\u{2028}b"])
  func lineEnds(_ text: String) { #expect(Self.tokens(text)[1].linesBefore == 1) }

  @Test(
    "sees blank lines, also with blanks on them", arguments: ["a\n\nb", "a\r\n\r\nb", "a\n \t\nb", "a\r\rb"])
  func blankLines(_ text: String) { #expect(Self.tokens(text)[1].linesBefore == 2) }

  @Test(
    "reads a byte order mark and no-break spaces as white space",
    arguments: ["\u{FEFF}a b", "a\u{A0}b", "a\u{202F}b"])
  func spaces(_ text: String) {
    #expect(Self.words(text) == ["a", "b"])
    #expect(Self.tokens(text)[1].spaceBefore)
  }

  @Test("knows capitals")
  func capitals() {
    let t = Self.tokens("FINDINGS Liver stone X")
    #expect(t.map(\.allCaps) == [true, false, false, false])
    #expect(t.map(\.capital) == [true, true, false, true])
  }

  @Test("gives one word one id whatever its case and apostrophe")
  func ids() {
    var vocabulary = Vocabulary()
    let id = vocabulary.intern(Array("patient's".utf8))
    for text in ["patient's", "PATIENT'S", "Patient’s"] {
      var result: [Token] = []
      Array(text.utf8).withUnsafeBufferPointer { Tokenizer.tokenize($0, vocabulary, into: &result) }
      #expect(result.first?.word == id, "\(text)")
    }
    #expect(vocabulary.id(of: Array("unknown".utf8)) == -1)
  }

  @Test("covers every byte that is no white space, in order, without overlap")
  func covers() {
    for (name, text) in Fixtures.reports {
      var end = 0
      let tokens = Self.tokens(String(decoding: text, as: UTF8.self))
      for t in tokens {
        #expect(Int(t.start) >= end, "\(name)")
        end = Int(t.end)
      }
      let covered = tokens.reduce(0) { $0 + $1.length }
      let ink = String(decoding: text, as: UTF8.self).unicodeScalars.filter {
        !$0.properties.isWhitespace && $0.value != 0xFEFF
      }
      #expect(covered == ink.reduce(0) { $0 + String($1).utf8.count }, "\(name)")
    }
  }
}

extension TokenizerTests.Split {
  init(_ text: String, _ words: [String]) { (self.text, self.words) = (text, words) }
}
