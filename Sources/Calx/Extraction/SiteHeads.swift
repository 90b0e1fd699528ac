// Places that share the head noun of the last: `upper and lower lobes`, `right common and internal carotid arteries`.

extension SiteChunker {
  /// Widest head noun that is shared.
  private static let widest = 3

  /// Gives each modifier that is joined to a place a place of its own with the head noun of that.
  static func coordinate(
    _ chunks: inout [SiteChunk], _ sides: inout [BareSide], _ start: Int, _ d: Document, _ lexicon: Lexicon
  ) {
    var k = chunks.count - 1
    while k >= 0 {
      if let member = member(
        before: chunks[k], after: k > 0 ? chunks[k - 1].tokens.upperBound : start, d, lexicon)
      {
        var chunk = member
        if let s = sides.firstIndex(where: { $0.0.upperBound == chunk.tokens.lowerBound }) {
          chunk.laterality = sides[s].1
          chunk.impliedSide = false
          chunk.sideTokens = sides[s].0
          chunk.tokens = sides[s].0.lowerBound..<chunk.tokens.upperBound
          sides.remove(at: s)
          if chunks[k].impliedSide {
            chunks[k].laterality = chunk.laterality
            chunks[k].impliedSide = false
            chunks[k].sideTokens = chunk.sideTokens
          }
        } else if chunks[k].sideTokens.map({ $0.lowerBound >= chunk.tokens.upperBound }) ?? false,
          chunks[k].sideTokens.map({ s in chunks[k].organTokens.map { $0.upperBound <= s.lowerBound } ?? true
          })
            ?? false
        {
          // `upper and lower lobes on the right`
          chunk.laterality = chunks[k].laterality
          chunk.impliedSide = false
        }
        chunks.insert(chunk, at: k)
        continue
      }
      k -= 1
    }
  }

  /// The place that the modifier in front of `place` names with its head noun.
  private static func member(before place: SiteChunk, after: Int, _ d: Document, _ lexicon: Lexicon)
    -> SiteChunk?
  {
    var own = place.parts.first ?? place.organTokens ?? place.tokens
    if let organ = place.organTokens, organ.lowerBound < own.lowerBound { own = organ }
    guard !place.weak else { return nil }
    var i = place.tokens.lowerBound - 1
    while i > after, d.classes[i].contains(.determiner) { i -= 1 }
    guard i > after, d.tokens[i].linesBefore == 0 else { return nil }
    if d.classes[i].contains(.and) || d.classes[i].contains(.or) {
      i -= 1
      if i > after, d.tokens[i].byte == UInt8(ascii: ",") { i -= 1 }
    } else if d.tokens[i].byte == UInt8(ascii: ",") || d.tokens[i].byte == UInt8(ascii: "/") {
      // `upper, middle and lower`: only in front of a member found before.
      guard own.count == 1, place.tokens.upperBound < d.tokens.count,
        !d.classes[place.tokens.upperBound].isDisjoint(with: [.and, .or])
          || d.tokens[place.tokens.upperBound].byte == UInt8(ascii: ",")
          || d.tokens[i].byte == UInt8(ascii: "/")
      else { return nil }
      i -= 1
    } else {
      return nil
    }
    guard i >= after, d.tokens[i].kind == .word, d.tokens[i].word >= 0,
      d.classes[i].isOpen || d.classes[i].contains(.modifier),
      d.classes[i].isDisjoint(with: [.determiner, .sideWord, .within, .finite])
    else { return nil }
    // A member found before has only its modifier; the head stands behind the last.
    var head = own
    if own.count == 1 {
      var end = own.upperBound
      while end < d.tokens.count, end < own.upperBound + 8,
        !d.classes[end].isDisjoint(with: [.and, .or, .modifier]) || d.tokens[end].byte == UInt8(ascii: ",")
          || d.tokens[end].byte == UInt8(ascii: "/")
      {
        end += 1
      }
      guard end > own.upperBound, end < d.tokens.count else { return nil }
      head = (end - 1)..<min(end + widest, d.tokens.count)
      for width in stride(from: min(widest, head.count - 1), through: 1, by: -1) {
        if let chunk = chunk(i, end..<(end + width), d, lexicon) { return chunk }
      }
      return nil
    }
    for width in stride(from: min(widest, own.count - 1), through: 1, by: -1) {
      if let chunk = chunk(i, (own.upperBound - width)..<own.upperBound, d, lexicon) { return chunk }
    }
    return nil
  }

  /// What the modifier and the head noun name together.
  private static func chunk(_ i: Int, _ head: Range<Int>, _ d: Document, _ lexicon: Lexicon) -> SiteChunk? {
    let words = [d.tokens[i].word] + head.map { d.tokens[$0].word }
    var chunk = SiteChunk(tokens: i..<(i + 1))
    if let entry = lexicon.trie.lookup(words, .site) {
      let site = lexicon.rows.sites[Int(entry)]
      if site.weak { return nil }
      chunk.organ = site.organ
      chunk.organTokens = i..<(i + 1)
      chunk.laterality = site.laterality
      chunk.impliedSide = site.laterality == .bilateral
      chunk.parts = site.partIsPhrase ? TokenRuns(i..<(i + 1)) : TokenRuns()
      chunk.partText = site.part
      chunk.also = site.also
      return chunk
    }
    guard let entry = lexicon.trie.lookup(words, .part) else { return nil }
    let part = lexicon.rows.parts[Int(entry)]
    chunk.candidates = part.organs
    chunk.fallback = part.fallback
    chunk.parts = TokenRuns(i..<(i + 1))
    return chunk
  }
}
