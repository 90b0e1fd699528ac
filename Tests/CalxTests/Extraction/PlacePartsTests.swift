// The small types that places are made of: part words in common, token runs, sets of organs, symbols.

import Testing

@testable import Calx

@Suite("Parts of places") struct PlacePartsTests {
  @Test(
    "find a word in common as sets of words do",
    arguments: [
      "upper pole", "lower pole", "lower", "apex, mid-pole", "left main, proximal", "proximal-mid",
      "pôle supérieur", "po\u{302}le", "segment vi, segment vii", "tail", "",
      String(repeating: "segment ", count: 40) + "tail",
    ])
  func common(_ a: String) {
    let others = ["pole", "mid", "left main", "pôle", "segment", "tail", "upper, tail", "-", "VI"]
    for b in others {
      func words(_ s: String) -> Set<Substring> {
        Set(s.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }))
      }
      #expect(PartWords.meet(a, b) == !words(a).isDisjoint(with: words(b)), "\(a) | \(b)")
    }
  }

  @Test("keep runs of tokens in order, however many", arguments: 0...5)
  func runs(_ n: Int) {
    var runs = TokenRuns()
    let ranges = (0..<n).map { k in (10 - k)..<(12 - k) }
    for r in ranges { runs.append(r) }
    #expect(runs.count == n)
    #expect((0..<n).map { runs[$0] } == ranges)
    runs.sort()
    #expect((0..<n).map { runs[$0] } == ranges.sorted { $0.lowerBound < $1.lowerBound })
    #expect(runs.first == ranges.last)
  }

  @Test("hold organs by their symbols, and none beyond their room")
  func organs() {
    var set = OrganSet()
    #expect(set.isEmpty && !set.contains(nil))
    let ids: [Int32] = [0, 63, 64, 130, 255]
    for id in ids { set.insert(Symbol(id: id)) }
    for id in 0..<Int32(300) { #expect(set.contains(Symbol(id: id)) == ids.contains(id)) }
    var other = OrganSet()
    other.insert(Symbol(id: 64))
    other.insert(Symbol(id: 65))
    var both = OrganSet()
    both.insert(Symbol(id: 64))
    #expect(set.intersection(other) == both)
  }

  @Test("give each text one symbol")
  func symbols() {
    var table = SymbolTable()
    let texts = (0..<3_000).map { "value-\($0 % 1_500)" }
    let symbols = texts.map { table.insert($0) }
    #expect(table.names.count == 1_500)
    for (text, symbol) in zip(texts, symbols) {
      #expect(table.names[Int(symbol.id)] == text)
      #expect(table.symbol(of: text) == symbol)
    }
    #expect(table.symbol(of: "value") == nil)
  }
}
