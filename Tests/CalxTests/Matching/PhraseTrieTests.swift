// Phrases found over tokens: longest first, across hyphens and line ends, each table for itself.

import Testing

@testable import Calx

extension PhraseTrie {
  /// Adds every reading of elements, each a list of choices.
  mutating func insert(_ elements: [[[Int32]]], _ category: Calx.Category, entry: Int32) {
    var cell = PhraseCell()
    for element in elements {
      for choice in element {
        for word in choice { cell.add(word: word) }
        cell.endChoice()
      }
      cell.endElement()
    }
    cell.endAlternative()
    var shared: [Int32] = []
    _ = insert(cell, category, entry: entry, shared: &shared)
  }
}

@Suite("Phrase trie") struct PhraseTrieTests {
  /// A trie over plain phrases, numbered in order, all anchors but for those marked as sites.
  struct Phrases {
    var vocabulary = Vocabulary()
    private(set) var trie: PackedTrie

    init(_ anchors: [String], sites: [String] = []) {
      var trie = PhraseTrie()
      self.trie = PackedTrie(trie)
      for (i, p) in anchors.enumerated() { trie.insert([[ids(p)]], .anchor, entry: Int32(i)) }
      for (i, p) in sites.enumerated() { trie.insert([[ids(p)]], .site, entry: Int32(i)) }
      self.trie = PackedTrie(trie)
      vocabulary.note(begins: trie.rootCategories, roots: self.trie.roots)
    }

    private mutating func ids(_ phrase: String) -> [Int32] {
      phrase.split(separator: " ").map { vocabulary.intern(Array($0.utf8)) }
    }

    func find(_ text: String, _ category: Calx.Category = .anchor) -> [String] {
      let bytes = Array(text.utf8)
      var tokens: [Token] = []
      bytes.withUnsafeBufferPointer { Tokenizer.tokenize($0, vocabulary, into: &tokens) }
      var matches: [PhraseMatch] = []
      trie.match(tokens, 0..<tokens.count, into: &matches)
      return matches.filter { $0.category == category }.map { m in
        String(
          decoding: bytes[Int(tokens[Int(m.start)].start)..<Int(tokens[Int(m.end) - 1].end)], as: UTF8.self)
      }
    }
  }

  @Test("finds the longest phrase from the left")
  func longest() {
    let p = Phrases(["bile duct", "common bile duct", "duct stone"])
    #expect(p.find("common bile duct stone") == ["common bile duct"])
    #expect(p.find("bile duct, duct stone") == ["bile duct", "duct stone"])
  }

  @Test("falls back to the shorter phrase when the longer one breaks off")
  func fallback() {
    #expect(Phrases(["bile", "bile duct stone"]).find("bile duct") == ["bile"])
  }

  @Test(
    "looks through glued hyphens and one line end, not through a blank line",
    arguments: [
      ("non calcified", ["non calcified"]), ("non-calcified", ["non-calcified"]),
      ("NON-CALCIFIED", ["NON-CALCIFIED"]),
      ("non\ncalcified", ["non\ncalcified"]), ("non\n\ncalcified", []), ("non, calcified", []),
      ("non - calcified", []),
    ])
  func hyphens(_ text: String, _ expected: [String]) {
    #expect(Phrases(["non calcified"]).find(text) == expected)
  }

  @Test("matches each table for itself")
  func tables() {
    let p = Phrases(["renal stone"], sites: ["renal", "stone"])
    #expect(p.find("renal stone") == ["renal stone"])
    #expect(p.find("renal stone", .site) == ["renal", "stone"])
  }

  @Test("keeps the first of two equal phrases of one table")
  func first() {
    var trie = PhraseTrie()
    trie.insert([[[0]]], .anchor, entry: 0)
    trie.insert([[[0]]], .anchor, entry: 1)
    trie.insert([[[0]]], .site, entry: 2)
    let packed = PackedTrie(trie)
    #expect(packed.lookup([0], .anchor) == 0)
    #expect(packed.lookup([0], .site) == 2)
    #expect(packed.lookup([0, 0], .anchor) == nil)
  }

  @Test("holds every reading of a pattern with choices")
  func choices() {
    var trie = PhraseTrie()
    trie.insert([[[0], [1]], [[2], []], [[3, 4]]], .anchor, entry: 7)
    let packed = PackedTrie(trie)
    for words in [[0, 2, 3, 4], [0, 3, 4], [1, 2, 3, 4], [1, 3, 4]] as [[Int32]] {
      #expect(packed.lookup(words, .anchor) == 7)
    }
    for words in [[0, 2, 3], [2, 3, 4], [3, 4]] as [[Int32]] { #expect(packed.lookup(words, .anchor) == nil) }
  }

  @Test("finds the way on among many", arguments: [1, 8, 9, 40, 300])
  func fan(_ count: Int) {
    let phrases = (0..<count).map { "right w\($0)" }
    let p = Phrases(phrases)
    #expect(p.find(phrases.joined(separator: ", ") + ", right w, right") == phrases)
  }

  @Test("says which tables a word begins phrases of")
  func begins() {
    let p = Phrases(["renal stone"], sites: ["renal", "stone"])
    var tokens: [Token] = []
    let all = Array("renal stone, liver".utf8).withUnsafeBufferPointer {
      Tokenizer.tokenize($0, p.vocabulary, into: &tokens)
    }
    let (anchor, site) = (Category.anchor.bit, Category.site.bit)
    #expect(tokens.map(\.begins) == [anchor | site, site, 0, 0])
    #expect(all == anchor | site)
  }

  @Test("finds every phrase of a thousand")
  func many() {
    let phrases = (0..<1_000).map { "w\($0) x\($0 % 7) y\($0 % 13)" }
    let p = Phrases(phrases)
    #expect(p.find(phrases.joined(separator: ", ")) == phrases)
  }
}
