// Scores listed by vessel: `Agatston score: 384 (LM 12, LAD 250)`, or a line for each vessel.

extension MentionExtractor {
  /// A place with its own score.
  struct Scored {
    var chunk: SiteChunk
    var isZero: Bool
    var number: Range<Int>
  }

  /// Tokens between the score's words and the list, and between its members.
  private static let reach = 14
  private static let step = 6

  /// The places scored beside an anchor, in the order written; empty unless there are two at least.
  func scores(beside anchor: Range<Int>, _ sentence: Sentence, _ organ: Symbol, _ chunker: inout SiteChunker)
    -> [Scored]
  {
    let section = d.sectionTokens[sentence.section]
    var result: [Scored] = []
    var end = anchor.upperBound
    for m in d.matches(in: span(end, min(section.upperBound, end + 60)))
    where m.category == .site && lexicon.rows.sites[Int(m.entry)].organ == organ {
      guard Int(m.start) - end <= (result.isEmpty ? Self.reach : Self.step) else { break }
      if let scored = scored(m, section.upperBound, &chunker) {
        result.append(scored)
        end = scored.number.upperBound
      }
    }
    if result.count > 1 { return result }
    result.removeAll()
    // The total stands behind the list.
    var start = anchor.lowerBound
    for m in d.matches(in: span(max(section.lowerBound, start - 60), start)).reversed()
    where m.category == .site && lexicon.rows.sites[Int(m.entry)].organ == organ && Int(m.end) <= start {
      guard let scored = scored(m, start, &chunker),
        start - scored.number.upperBound <= Self.step
      else { break }
      result.insert(scored, at: 0)
      start = Int(m.start)
    }
    return result.count > 1 ? result : []
  }

  /// A number behind the place, itself no length, share or date.
  private func scored(_ m: PhraseMatch, _ end: Int, _ chunker: inout SiteChunker) -> Scored? {
    var i = Int(m.end)
    while i < end, i < Int(m.end) + 2, d.tokens[i].kind == .punctuation,
      d.tokens[i].byte != UInt8(ascii: ";"),
      d.tokens[i].byte != UInt8(ascii: ",")
    {
      i += 1
    }
    // `RCA none`
    let isNone = i < end && d.classes[i].isSuperset(of: [.answer, .negativePlan])
    guard i < end, isNone || d.tokens[i].kind == .number, !d.shaped[i] else { return nil }
    if i + 1 < d.tokens.count {
      let next = d.tokens[i + 1]
      if next.byte == UInt8(ascii: "%") || next.kind == .word && !next.spaceBefore { return nil }
    }
    var chunks: [SiteChunk] = []
    var sides: [BareSide] = []
    let words = Int(m.start)..<Int(m.end)
    chunker.find(in: words, d.matches(in: words), d, lexicon, into: &chunks, &sides)
    guard let chunk = chunks.first else { return nil }
    return Scored(chunk: chunk, isZero: isNone || isZero(i), number: i..<(i + 1))
  }

  /// Most tokens between an anchor and its number.
  private static let toNumber = 4

  /// `CAC score 0`, `a calcium score of zero`: the number behind the anchor says that there is none.
  func nought(behind anchor: Range<Int>, _ view: SentenceView) -> Range<Int>? {
    var i = anchor.upperBound
    while i < min(view.range.upperBound, anchor.upperBound + Self.toNumber),
      !d.classes[i].isDisjoint(with: [.be, .of, .total]) || d.tokens[i].byte == UInt8(ascii: ":")
        || d.tokens[i].byte == UInt8(ascii: "=") || d.tokens[i].byte == UInt8(ascii: "-")
    {
      i += 1
    }
    guard i < view.range.upperBound, d.tokens[i].linesBefore == 0, !d.shaped[i] else { return nil }
    switch d.tokens[i].kind {
    case .number: if !isZero(i) { return nil }
    case .word:
      guard let numeral = lexicon.numerals[d.tokens[i].word], numeral.role == .number, numeral.value == 0
      else { return nil }
    case .punctuation: return nil
    }
    // `0 in the left main`, `0-10`, `0 to 10`, `0%`, `0th` are no number of the whole.
    if i + 1 < view.range.upperBound {
      let next = d.tokens[i + 1]
      if !d.classes[i + 1].isDisjoint(with: [.within, .of]) || next.kind != .punctuation && !next.spaceBefore
        || next.byte == UInt8(ascii: "%") || next.byte == UInt8(ascii: "-")
        || lexicon.numerals[next.word]?.role == .range
      {
        return nil
      }
    }
    return i..<(i + 1)
  }

  /// All digits of a number are noughts.
  private func isZero(_ i: Int) -> Bool {
    !text[Int(d.tokens[i].start)..<Int(d.tokens[i].end)].contains {
      $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
    }
  }

  /// The places of the list in the place of those found, behind one for the whole where its score is given.
  func tabulate(_ table: [Scored], _ anchor: Range<Int>, _ organ: Symbol, _ places: inout [BoundSite]) {
    places.clear()
    if isTotalled(anchor, table) { places.append(BoundSite(organ: organ, evidence: anchor, rule: .anchor)) }
    for member in table {
      places.append(
        BoundSite(
          organ: organ, parts: member.chunk.parts, partText: member.chunk.partText,
          laterality: member.chunk.impliedSide ? nil : member.chunk.laterality, evidence: member.chunk.tokens,
          sideEvidence: member.chunk.sideTokens, rule: .clause, tokens: member.chunk.tokens))
    }
  }

  /// A number of the whole stands behind the anchor, or the anchor says itself that it is one (`total Agatston score`).
  private func isTotalled(_ anchor: Range<Int>, _ table: [Scored]) -> Bool {
    guard let first = table.first, let last = table.last else { return false }
    func total(_ range: Range<Int>) -> Bool { range.contains { d.classes[$0].contains(.total) } }
    if first.chunk.tokens.lowerBound < anchor.lowerBound { return true }
    let before = span(max(0, anchor.lowerBound - 2), anchor.lowerBound)
    let between = anchor.upperBound..<first.chunk.tokens.lowerBound
    let behind = span(last.number.upperBound, min(d.tokens.count, last.number.upperBound + 4))
    return total(before) || total(between) || total(behind)
      || between.contains { d.tokens[$0].kind == .number }
  }
}
