// What a recommendation asks for: by which modality, after which interval, under which condition.

extension AdviceFinder {
  /// The first modality that the advice names.
  func modality(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> String? {
    for m in matches where m.category == .advice && tokens.contains(Int(m.start)) {
      let word = lexicon.advice[Int(m.entry)]
      if word.role == .modality { return word.value }
    }
    return nil
  }

  /// The condition stands in the advice or in front of it (`if symptoms persist, …`), not in what follows.
  func isConditional(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> Bool {
    matches.contains {
      $0.category == .advice && lexicon.advice[Int($0.entry)].role == .condition
        && Int($0.start) < tokens.upperBound
    }
  }

  /// A number stands in front of a unit of time.
  func isCounted(_ unit: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Bool {
    var i = unit.lowerBound - 1
    while i > sentence.tokens.lowerBound, d.tokens[i].gluedHyphen { i -= 1 }
    guard i >= sentence.tokens.lowerBound else { return false }
    return d.tokens[i].kind == .number || d.classes[i].isSuperset(of: [.indefinite, .determiner])
      || matches.contains {
        $0.category == .quantity && Int($0.start) <= i && i < Int($0.end)
          && lexicon.quantities[Int($0.entry)].count != nil
      }
  }

  /// Numbers that one unit of time follows: `at 6, 12, 18 and 24 months`.
  private static let mostNumbers = 5

  /// Shortest and longest interval in days; of hours, the days begun.
  func intervals(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> [Int]? {
    for m in matches where m.category == .advice {
      let word = lexicon.advice[Int(m.entry)]
      guard word.role == .interval || word.role == .period else { continue }
      let unit = Int(m.start)
      guard tokens.contains(unit), let (days, share) = word.days else { continue }
      var numbers: [Int] = []
      var i = unit
      while i > tokens.lowerBound, numbers.count < Self.mostNumbers {
        i -= 1
        let t = d.tokens[i]
        if t.kind == .number {
          var value = 0
          for b in text[Int(t.start)..<Int(t.end)] where b >= 48 && b <= 57 {
            value = min(value * 10 + Int(b - 48), 100_000)
          }
          numbers.insert(value, at: 0)
        } else if let q = matches.first(where: {
          $0.category == .quantity && Int($0.start) <= i && i < Int($0.end)
        }),
          let n = lexicon.quantities[Int(q.entry)].count
        {
          numbers.insert(n, at: 0)
        } else if !(t.kind == .punctuation || d.classes[i].contains(.and) || d.classes[i].contains(.within)
          || d.classes[i].contains(.or) || lexicon.numerals[t.word]?.role == .range)
        {
          break
        }
      }
      if numbers.isEmpty,
        word.role == .period || unit > 0 && d.classes[unit - 1].isSuperset(of: [.indefinite, .determiner])
      {
        numbers = [1]
      }
      guard let least = numbers.first, let most = numbers.last else { continue }
      return [(least * days + share - 1) / share, (most * days + share - 1) / share]
    }
    return nil
  }
}
