// Where a recommendation begins and ends.

extension AdviceFinder {
  /// The clause around the opening words, without what was said before a semicolon, comma or dash that starts it.
  func extent(_ opening: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>)
    -> Range<Int>
  {
    var start = subject(opening, sentence, matches)
    let bracket = bracket(around: start, sentence)
    while start > sentence.tokens.lowerBound {
      let t = d.tokens[start - 1]
      if start - 1 == bracket?.lowerBound { break }
      if start <= sentence.body, sentence.body > sentence.tokens.lowerBound { break }
      if t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ":") || t.byte == UInt8(ascii: ".")
        || t.byte == UInt8(ascii: "!") || t.byte == UInt8(ascii: ">")
      {
        break
      }
      if t.byte == UInt8(ascii: ",") { break }
      if t.kind == .punctuation, t.byte == UInt8(ascii: "-"), t.spaceBefore, !t.gluedHyphen { break }
      if d.classes[start - 1].contains(.relative), !d.classes[start - 1].contains(.determiner) { break }
      start -= 1
    }
    if SentenceSplitter.isBullet(start, d), start + 2 < sentence.tokens.upperBound {
      start += SentenceSplitter.bulletWidth(start, d)
    }
    var end = bracket?.upperBound ?? sentence.tokens.upperBound
    for i in span(opening.upperBound, max(end, opening.upperBound))
    where d.tokens[i].byte == UInt8(ascii: ";") {
      end = i
      break
    }
    while end > start, d.tokens[end - 1].kind == .punctuation, d.tokens[end - 1].byte != UInt8(ascii: ")") {
      end -= 1
    }
    return span(start, max(end, start))
  }

  /// The brackets, without the closing one, that a token stands in: `5 mm stone (follow-up in 6 months)`.
  private func bracket(around token: Int, _ sentence: Sentence) -> Range<Int>? {
    var open: Int?
    var depth = 0
    for i in stride(from: token - 1, through: sentence.body, by: -1) {
      if d.tokens[i].byte == UInt8(ascii: ")") { depth += 1 }
      if d.tokens[i].byte == UInt8(ascii: "(") {
        if depth == 0 { open = i; break }
        depth -= 1
      }
    }
    guard let open else { return nil }
    depth = 0
    for i in span(token, sentence.tokens.upperBound) {
      if d.tokens[i].byte == UInt8(ascii: "(") { depth += 1 }
      if d.tokens[i].byte == UInt8(ascii: ")") {
        if depth == 0 { return open..<i }
        depth -= 1
      }
    }
    return nil
  }

  /// `serum calcium, phosphate and PTH are suggested`: the first of the examinations listed in front of the verb.
  private func subject(_ opening: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Int
  {
    var start = opening.lowerBound
    var end = opening.lowerBound
    var i = opening.lowerBound
    var depth = 0
    let be = i > sentence.body && d.classes[i - 1].contains(.be)
    // Only what is said of examinations has them in front; `repeat CT` has not.
    guard
      be || d.classes[i].contains(.be) || opening.upperBound >= sentence.tokens.upperBound
        || d.tokens[opening.upperBound].kind == .punctuation
    else { return start }
    if be { i -= 1 }
    while i > sentence.body {
      i -= 1
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ")") { depth += 1 }
      if t.byte == UInt8(ascii: "(") { depth -= 1 }
      if depth < 0 || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ":")
        || t.byte == UInt8(ascii: "!")
        || t.byte == UInt8(ascii: ".") && (t.spaceBefore || d.tokens[i + 1].spaceBefore)
        || depth == 0 && d.classes[i].contains(.finite)
        || depth == 0 && d.classes[i].contains(.relative) && !d.classes[i].contains(.determiner)
        || depth == 0 && Clauses.isDash(i, d)
      {
        break
      }
      guard depth == 0, t.byte == UInt8(ascii: ",") || i == sentence.body else { continue }
      let first = t.byte == UInt8(ascii: ",") ? i + 1 : i
      let piece = matches.filter { first <= Int($0.start) && Int($0.start) < end }
      if piece.contains(where: { m in
        m.category == .anchor
          && !piece.contains { $0.category == .mask && $0.start <= m.start && m.start < $0.end }
      }) {
        break
      }
      if d.classes[first].isDisjoint(with: [.within, .away, .with, .relative, .but, .adverb]),
        piece.contains(where: {
          $0.category == .advice && [.noun, .modality].contains(lexicon.advice[Int($0.entry)].role)
        })
      {
        start = first
      }
      end = i
    }
    return start
  }
}
