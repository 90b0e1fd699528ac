// Phrases of places, parts and sides to the places that a sentence names.

/// A side that belongs to no place.
typealias BareSide = (Range<Int>, Laterality)

/// Joins organs, parts and sides of a token range into places. Reused from sentence to sentence.
struct SiteChunker {
  private struct Element {
    enum Kind { case side, site, part }
    var kind: Kind
    var tokens: Range<Int>
    var entry: Int
  }
  private var elements: [Element] = []
  private var masks: [Range<Int>] = []

  /// The places named in `range`, in order, and the sides that belong to none.
  mutating func find(
    in range: Range<Int>, _ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon,
    into chunks: inout [SiteChunk], _ sides: inout [BareSide]
  ) {
    chunks.clear()
    sides.clear()
    elements.clear()
    masks.clear()
    for m in matches where m.category == .mask && lexicon.masks[Int(m.entry)].hidesSite {
      masks.append(Int(m.start)..<Int(m.end))
    }
    for m in matches {
      let kind: Element.Kind
      switch m.category {
      case .site: kind = .site
      case .part: kind = .part
      case .side: kind = .side
      default: continue
      }
      let r = Int(m.start)..<Int(m.end)
      guard r.lowerBound >= range.lowerBound, r.upperBound <= range.upperBound else { continue }
      switch kind {
      case .site: if masks.contains(where: { $0.overlaps(r) }) { continue }
      case .part:
        if masks.contains(where: { $0.overlaps(r) }) { continue }
        // `1 cm proximal to the insertion` names no part.
        if d.classes[r.upperBound - 1].contains(.away), !d.classes[r.upperBound - 1].contains(.within) {
          continue
        }
        // `stone UP` in capitals beside small letters is the upper pole, `up` is not.
        if r.count == 1, !d.classes[r.lowerBound].isDisjoint(with: [.adverb, .limit]) {
          let isCalled =
            d.tokens[r.lowerBound].allCaps && r.lowerBound > range.lowerBound
            && !d.tokens[r.lowerBound - 1].allCaps && !d.classes[r.lowerBound].contains(.limit)
            && !matches.contains { $0.category == .advice && $0.start <= m.start && m.start < $0.end }
          if !isCalled { continue }
        }
      case .side:
        if masks.contains(where: { $0.overlaps(r) }) { continue }
        // `l` and `r` are sides in capitals only.
        let t = d.tokens[r.lowerBound]
        if r.count == 1, t.length == 1, !t.capital { continue }
        // Nor inside a longer phrase: `R/O stone`.
        if r.count == 1, t.length == 1,
          matches.contains(where: { $0.category == .cue && $0.start <= m.start && m.end < $0.end })
        {
          continue
        }
      }
      elements.append(Element(kind: kind, tokens: r, entry: Int(m.entry)))
    }
    if elements.isEmpty { return }
    defer { Self.coordinate(&chunks, &sides, range.lowerBound, d, lexicon) }
    elements.settle { ($0.tokens.lowerBound, -$0.tokens.count) < ($1.tokens.lowerBound, -$1.tokens.count) }
    // A phrase inside a longer one is no element of its own. What is kept never overlaps, so that only the last can.
    var kept = 0
    for i in elements.indices {
      let e = elements[i]
      if kept > 0, elements[kept - 1].tokens.overlaps(e.tokens) {
        let last = elements[kept - 1]
        // `right and left main renal artery`: the last word of the sides begins a name with a side of its own.
        if last.kind == .side, e.kind == .site, last.tokens.count > 1,
          e.tokens.lowerBound == last.tokens.upperBound - 1, e.tokens.count > 1
        {
          elements[kept] = e
          elements[kept].tokens = last.tokens.upperBound..<e.tokens.upperBound
          kept += 1
          continue
        }
        if last.tokens.count == e.tokens.count,
          last.tokens != e.tokens || Self.rank(last.kind) < Self.rank(e.kind)
        {
          elements[kept - 1] = e
        }
        continue
      }
      elements[kept] = e
      kept += 1
    }
    while kept < elements.count { elements.removeLast() }
    join(from: range.lowerBound, d, lexicon, &chunks, &sides)
  }

  private static func rank(_ k: Element.Kind) -> Int { k == .site ? 2 : k == .part ? 1 : 0 }

  private func join(
    from lower: Int, _ d: Document, _ lexicon: Lexicon, _ chunks: inout [SiteChunk], _ sides: inout [BareSide]
  ) {
    var pending: BareSide?
    for k in elements.indices {
      let e = elements[k]
      if e.kind == .side {
        let side = lexicon.sides[e.entry].laterality
        if let p = pending { sides.append(p) }
        pending = nil
        // Behind a place: `kidneys bilaterally`, `kidney on the right`.
        let last = chunks.count - 1
        // `kidneys symmetrical` says nothing of what lies in them.
        if last >= 0, d.classes[e.tokens.lowerBound].contains(.leadingSide),
          Self.trails(chunks[last].tokens.upperBound, e.tokens, d), !leads(k, d)
        {
          continue
        }
        if last >= 0, chunks[last].laterality == nil || chunks[last].impliedSide,
          Self.trails(chunks[last].tokens.upperBound, e.tokens, d), !leads(k, d)
        {
          chunks[last].laterality = side
          chunks[last].impliedSide = false
          chunks[last].sideTokens = e.tokens
          chunks[last].tokens = chunks[last].tokens.lowerBound..<e.tokens.upperBound
          continue
        }
        pending = (e.tokens, side)
        continue
      }
      var chunk = Self.chunk(e, d, lexicon)
      var start = e.tokens.lowerBound
      // `anterior bladder`, `distal splenic vein`: which part, said by a word that is none by itself.
      if e.kind == .site, chunk.parts.isEmpty, chunk.partText == nil, !chunk.weak,
        start > (k > 0 ? elements[k - 1].tokens.upperBound : lower),
        d.classes[start - 1].contains(.position)
      {
        start -= 1
        chunk.parts = TokenRuns(start..<(start + 1))
      }
      if let p = pending {
        // `both the gallbladder and the duct`: two places, not two sides.
        let isOfTwo =
          p.0.count == 1 && start > p.0.upperBound && d.classes[p.0.lowerBound].contains(.sideDeterminer)
          && d.classes[p.0.upperBound].contains(.definite) && chunk.organ != nil
          && chunk.laterality != .bilateral && e.tokens.upperBound < d.tokens.count
          && d.classes[e.tokens.upperBound].contains(.and)
        if !isOfTwo, Self.adjoins(p.0, start, d) {
          if chunk.laterality == nil || chunk.laterality == .bilateral || p.1 == .bilateral {
            chunk.laterality = p.1
            chunk.impliedSide = false
          }
          chunk.sideTokens = p.0
          start = p.0.lowerBound
        } else if !isOfTwo {
          sides.append(p)
        }
        pending = nil
      }
      chunk.tokens = start..<e.tokens.upperBound
      let last = chunks.count - 1
      if last < 0 || !chunks[last].join(chunk, d, lexicon) { chunks.append(chunk) }
    }
    if let pending { sides.append(pending) }
    // `neither`, `both` are sides only of a place.
    sides.drop { $0.0.count == 1 && d.classes[$0.0.lowerBound].contains(.sideDeterminer) }
  }

  private static func chunk(_ e: Element, _ d: Document, _ lexicon: Lexicon) -> SiteChunk {
    var c = SiteChunk(tokens: e.tokens)
    if e.kind == .site {
      let site = lexicon.rows.sites[e.entry]
      c.organ = site.organ
      c.organTokens = e.tokens
      c.weak = site.weak
      c.laterality = site.laterality
      c.impliedSide = site.laterality == .bilateral && !lexicon.sides.isEmpty && !namesSide(e.tokens, d)
      if site.partIsPhrase { c.parts = TokenRuns(e.tokens) }
      c.partText = site.part
      c.also = site.also
    } else {
      let part = lexicon.rows.parts[e.entry]
      c.candidates = part.organs
      c.fallback = part.fallback
      c.parts = TokenRuns(e.tokens)
    }
    return c
  }

  /// The phrase holds a word of side itself (`both kidneys`); such rows exist for glued words only.
  private static func namesSide(_ tokens: Range<Int>, _ d: Document) -> Bool {
    tokens.contains { d.classes[$0].contains(.sideWord) }
  }

  /// Is this side the beginning of the next place rather than the end of the last?
  private func leads(_ side: Int, _ d: Document) -> Bool {
    var next = side + 1
    while next < elements.count, elements[next].kind == .side { next += 1 }
    guard next < elements.count else { return false }
    return Self.adjoins(elements[side].tokens, elements[next].tokens.lowerBound, d)
  }

  /// Only modifiers and determiners stand between.
  private static func adjoins(_ side: Range<Int>, _ start: Int, _ d: Document) -> Bool {
    let end = side.upperBound
    guard start - end <= 4 else { return false }
    for i in span(end, start) {
      let c = d.classes[i]
      let t = d.tokens[i]
      if t.gluedHyphen { continue }
      // `Rt. frontal lobe`, `the right border of the heart`
      if i == end, t.byte == UInt8(ascii: "."), !t.spaceBefore, side.count == 1, d.tokens[i - 1].length <= 2,
        i < 2 || d.classes[i - 2].isDisjoint(with: [.within, .determiner])
      {
        continue
      }
      if i > end, c.contains(.of) { continue }
      if c.contains(.modifier) || c.contains(.determiner) || t.kind == .word && c.isOpen && i > end {
        continue
      }
      return false
    }
    return true
  }

  private static func trails(_ end: Int, _ side: Range<Int>, _ d: Document) -> Bool {
    guard side.lowerBound - end <= 2 else { return false }
    for i in end..<side.lowerBound {
      let c = d.classes[i]
      if c.contains(.within) || c.contains(.determiner) || d.tokens[i].byte == UInt8(ascii: "(")
        || d.tokens[i].gluedHyphen
      {
        continue
      }
      if d.tokens[i].byte == UInt8(ascii: ",") {
        return side.lowerBound - end == 1 && d.tokens.count > side.upperBound
          && d.tokens[side.upperBound].kind == .punctuation
      }
      return false
    }
    return true
  }
}
