// Places between a thing and its length, which say where the thing lies and are not what is measured.

extension SizeBinder {
  /// A place that opens its part of a list with its own length: `no calcification, ventricles 6 mm`.
  func isTopic(_ tokens: Range<Int>, _ m: Measurement, _ view: SentenceView) -> Bool {
    guard tokens.lowerBound > view.range.lowerBound else { return tokens.upperBound == m.tokens.lowerBound }
    return tokens.upperBound == m.tokens.lowerBound && d.tokens[tokens.lowerBound - 1].kind == .punctuation
  }

  /// A place between commas, behind an anchor or a host.
  func isApposition(_ tokens: Range<Int>, _ m: Measurement, _ view: SentenceView) -> Bool {
    guard tokens.lowerBound > view.range.lowerBound, tokens.upperBound < m.tokens.lowerBound,
      partsFields(tokens.lowerBound - 1), partsFields(m.tokens.lowerBound - 1)
    else { return false }
    return view.anchors.contains {
      $0.tokens.upperBound <= tokens.lowerBound
        && view.clauses.crossings(from: $0.tokens.upperBound - 1, to: tokens.lowerBound) == 0
    }
  }

  /// A mark between the fields of a line.
  private func partsFields(_ i: Int) -> Bool {
    guard d.tokens[i].kind == .punctuation, !d.tokens[i].gluedHyphen else { return false }
    return switch d.tokens[i].byte {
    case UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "|"): true
    default: false
    }
  }

  /// `Calcified granuloma RUL 6 mm`, `Stone left kidney of size 6 mm`: a place right behind the thing, and the length
  /// right behind the place.
  func isBeside(_ tokens: Range<Int>, _ m: Measurement, _ view: SentenceView) -> Bool {
    let gap = span(tokens.upperBound, m.tokens.lowerBound)
    return gap.count <= 4
      && gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.dimension, .of]) || d.tokens[$0].kind == .punctuation
          || d.classes[$0].contains(.measureVerb) && d.classes[$0].isDisjoint(with: [.finite, .within])
      }
      && view.anchors.contains { a in
        (a.noun.map { max(a.tokens.upperBound, view.hosts[$0].tokens.upperBound) } ?? a.tokens.upperBound)
          == tokens.lowerBound && (lexicon.rows.anchors[a.entry].isAdjective == (a.noun != nil))
      }
  }
}
