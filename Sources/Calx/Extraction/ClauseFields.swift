// Fields that marks part and that are no statements: `Stone - left kidney - 7 mm - unchanged`, `[calculus] [4 mm]`.

extension Clauses {
  /// Tokens of a field, at most.
  private static let longestField = 8

  /// Takes back the boundaries in front of fields: what stands in them is said of the finding that opens the line.
  mutating func joinFields(_ range: Range<Int>, _ d: Document) {
    var i = range.lowerBound + 1
    while i < range.upperBound {
      guard isBoundary(at: i), let mark = mark(before: i, range, d) else {
        i += 1
        continue
      }
      let end = fieldEnd(from: i, range, d)
      if isField(i..<end, behind: mark, range, d) {
        unmark(span(mark, end + 1))
      }
      i = max(end, i + 1)
    }
  }

  /// The first of the marks that part a field from what is in front of it.
  private func mark(before i: Int, _ range: Range<Int>, _ d: Document) -> Int? {
    var k = i
    while k > range.lowerBound + 1, isMark(k - 1, d) { k -= 1 }
    return k < i ? k : nil
  }

  private func isMark(_ i: Int, _ d: Document) -> Bool {
    switch d.tokens[i].byte {
    case UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"): true
    case UInt8(ascii: "-"): !d.tokens[i].gluedHyphen
    default: false
    }
  }

  private func fieldEnd(from i: Int, _ range: Range<Int>, _ d: Document) -> Int {
    var k = i
    while k < range.upperBound, k - i <= Self.longestField, !isMark(k, d) { k += 1 }
    return k
  }

  /// The words only measure, place, describe or compare: they name nothing of their own, and do not say both where and
  /// how long.
  private func isField(_ words: Range<Int>, behind mark: Int, _ range: Range<Int>, _ d: Document) -> Bool {
    guard !words.isEmpty, words.count <= Self.longestField else { return false }
    var places = false
    var measures = false
    var i = words.lowerBound
    while i < words.upperBound {
      let t = d.tokens[i]
      let c = d.classes[i]
      if !c.isDisjoint(with: [.finite, .existential, .but, .pronoun, .answer, .backReference]) {
        return false
      }
      var end = i
      for m in d.matches(in: i..<(i + 1)) where Int(m.end) <= words.upperBound {
        switch m.category {
        case .anchor, .host, .section, .advice: return false
        case .site, .part, .side:
          places = true
          end = max(end, Int(m.end))
        case .qualifier, .quantity, .cue: end = max(end, Int(m.end))
        default: break
        }
      }
      if end == i, t.kind == .number || d.shaped[i] {
        measures = true
        end = i + 1
      } else if end == i {
        if t.kind == .word, c.isOpen, !c.contains(.attribute) { return false }
        end = i + 1
      }
      i = end
    }
    if places, measures { return false }
    // Behind a semicolon a place opens a statement: `right renal stone; left kidney`.
    let isLoose = d.tokens[mark].byte == UInt8(ascii: ";")
    return !(places && isLoose)
  }
}
