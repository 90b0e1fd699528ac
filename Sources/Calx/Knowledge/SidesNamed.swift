// The side of the body that a sentence names beside a word.

/// Asks sentences for the side that stands nearest to one of their words.
struct SidesNamed {
  let lexicon: Lexicon
  let d: Document

  /// A finding of no side, or of both, is on any.
  static func isOn(_ side: Laterality?, _ slots: Mention) -> Bool {
    guard let side, side == .left || side == .right else { return true }
    return switch slots.laterality {
    case .left: side == .left
    case .right: side == .right
    case .bilateral, .midline, nil: true
    }
  }

  /// The side that a sentence, or else its innermost label with one, names nearest to a word of it.
  func nearest(to word: Range<Int>, _ sentence: Int) -> Laterality? {
    guard d.sentences.indices.contains(sentence) else { return nil }
    var side = nearest(to: word, in: d.sentences[sentence].tokens)
    for label in d.sentences[sentence].labels.reversed() where side == nil {
      side = nearest(to: word, in: label)
    }
    return side
  }

  /// The side that a stretch names nearest to a word.
  func nearest(to word: Range<Int>, in stretch: Range<Int>) -> Laterality? {
    var best: (side: Laterality, gap: Int)?
    for m in d.matches(in: stretch) where m.category == .side || m.category == .site {
      let side =
        m.category == .side ? lexicon.sides[Int(m.entry)].laterality : lexicon.sites[Int(m.entry)].laterality
      guard let side else { continue }
      let gap = gap(word, Int(m.start)..<Int(m.end))
      if gap < best?.gap ?? .max { best = (side, gap) }
    }
    return best?.side
  }

  /// The one side that stands directly in front of a word.
  func beside(_ word: Range<Int>, in stretch: Range<Int>) -> Laterality? {
    for m in d.matches(in: stretch) where m.category == .side && Int(m.end) == word.lowerBound {
      let side = lexicon.sides[Int(m.entry)].laterality
      return side == .left || side == .right ? side : nil
    }
    return nil
  }

  /// How far apart a word and another phrase stand: a word follows what it is said of, so that a phrase behind it counts
  /// as farther, and so does one beyond a comma, a conjunction or, most of all, a semicolon.
  func gap(_ word: Range<Int>, _ other: Range<Int>) -> Int {
    let isBehind = other.lowerBound >= word.upperBound
    let between =
      isBehind ? word.upperBound..<other.lowerBound : span(other.upperBound, word.lowerBound)
    var gap = 0
    for i in between {
      let t = d.tokens[i]
      if t.kind == .punctuation, t.byte == UInt8(ascii: ";") {
        gap += 100
      } else if d.classes[i].contains(.and) || d.classes[i].contains(.but) {
        gap += 12
      } else {
        gap += t.byte == UInt8(ascii: ",") ? 4 : 1
      }
    }
    return isBehind ? 3 * gap : gap
  }
}
