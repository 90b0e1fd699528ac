// What a reading costs: how far a place stands from an anchor in words, clauses and direction; and which places are listed.

extension SiteBinder {
  /// `aortic and mitral valves`, `mediastinal and hilar lymph nodes`: the first takes the head noun of the second.
  func headNouns(_ chunks: inout [SiteChunk]) {
    guard chunks.count > 1 else { return }
    for i in stride(from: chunks.count - 2, through: 0, by: -1) {
      let a = chunks[i]
      let b = chunks[i + 1]
      guard joined(a.tokens.upperBound, b.tokens.lowerBound), let organTokens = b.organTokens,
        organTokens.count >= 2 || !b.parts.isEmpty && lexicon.rows.traits(b.organ).contains(.collective),
        // `the aortic arch, origins of the great vessels`: the second has a head noun of its own.
        !span(b.tokens.lowerBound, organTokens.lowerBound).contains(where: { d.classes[$0].contains(.of) }),
        let own = a.organTokens ?? a.parts.first
      else { continue }
      for width in 1...max(1, min(2, organTokens.count - 1)) {
        let words =
          own.map { d.tokens[$0].word }
          + (organTokens.upperBound - width..<organTokens.upperBound).map { d.tokens[$0].word }
        if let entry = lexicon.trie.lookup(words, .site) {
          let site = lexicon.rows.sites[Int(entry)]
          if site.organ == a.organ { continue }
          chunks[i].organ = site.organ
          chunks[i].candidates = OrganSet()
          chunks[i].partText = site.part
          chunks[i].parts = site.partIsPhrase || site.part != nil ? TokenRuns(own) : TokenRuns()
          chunks[i].laterality = a.laterality
          break
        }
        if let organ = b.organ, lexicon.rows.traits(organ).contains(.collective), a.organ != organ,
          canNameMembers(a, of: organ)
        {
          chunks[i].organ = organ
          chunks[i].parts = TokenRuns(own)
          chunks[i].partText = nil
          chunks[i].candidates = OrganSet()
          break
        }
      }
    }
  }

  /// `mediastinal and hilar nodes` are nodes twice; in `RUL and hilar nodes` the lobe is a place of its own.
  private func canNameMembers(_ a: SiteChunk, of organ: Symbol) -> Bool {
    guard let own = a.organ else { return a.candidates.isEmpty || a.candidates.contains(organ) }
    return lexicon.rows.traits(own).contains(.generic) || a.partText == nil && a.parts.isEmpty
  }

  /// Only list words, articles, prepositions and modifiers stand between two places.
  func joined(_ end: Int, _ start: Int) -> Bool {
    guard end <= start, start - end <= 6 else { return false }
    var list = false
    for i in span(end, start) {
      let c = d.classes[i]
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: "/") || t.byte == UInt8(ascii: "&")
        || t.byte == UInt8(ascii: "+")
      {
        list = true
      } else if t.gluedHyphen || t.byte == UInt8(ascii: "-") {
        list = true
      } else if c.contains(.and) || c.contains(.or) {
        list = true
      } else if c.contains(.determiner) || c.contains(.modifier) || c.contains(.within) && !c.contains(.away)
        || c.contains(.of)
      {
        continue
      } else if list, t.kind == .word && c.isOpen || c.contains(.adverb) {
        continue
      } else {
        return false
      }
    }
    return list
  }

  /// `mediastinal and right hilar nodes`, `the thyroid and also the left lung`: the side that opens the next of several
  /// places is not that of the one before.
  func opensNext(_ chunk: SiteChunk, behind site: BoundSite) -> Bool {
    guard let side = chunk.sideTokens, side.lowerBound == chunk.tokens.lowerBound else { return false }
    let gap = span(site.tokens.upperBound, chunk.tokens.lowerBound)
    if gap.isEmpty || chunk.organ == nil && !lexicon.rows.traits(site.organ).contains(.collective) {
      return false
    }
    if lexicon.rows.traits(site.organ).contains(.collective), gap.count <= 2 {
      return gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.and, .or]) || d.tokens[$0].byte == UInt8(ascii: ",")
      }
    }
    // `origins of the brachiocephalic and left subclavian arteries`
    if chunk.organ == site.organ, gap.count == 1, d.classes[gap.lowerBound].contains(.and),
      !chunk.parts.isEmpty, !site.parts.isEmpty, site.sideEvidence == nil
    {
      return true
    }
    return gap.count <= 6 && chunk.organ != site.organ
      && gap.contains { !d.classes[$0].isDisjoint(with: [.and, .or]) }
      && gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.and, .or, .determiner, .within, .adverb])
          || d.tokens[$0].byte == UInt8(ascii: ",")
      }
  }

  /// Price of reading `place` as the place of `anchor`.
  func cost(_ anchor: SentenceView.AnchorHit, _ place: Range<Int>, _ view: SentenceView) -> Double {
    let a = anchor.tokens
    if place.overlaps(a) { return 0 }
    var price = 0.0
    let gap = SentenceView.gap(a, place)
    let crossings = view.clauses.crossings(from: gap.lowerBound - 1, to: max(gap.upperBound, gap.lowerBound))
    var otherAnchors = 0
    for other in view.anchors where gap.contains(other.tokens.lowerBound) { otherAnchors += 1 }
    price += min(1.2, Double(gap.count) * 0.1)
    if place.lowerBound >= a.upperBound {
      var kind = 0  // 0 modifiers only, 1 preposition, 2 else
      var away = false
      var commas = 0
      let aside = aside(in: gap, view)
      for i in gap {
        if aside.contains(i) { continue }
        let c = d.classes[i]
        let t = d.tokens[i]
        if t.byte == UInt8(ascii: ",") { commas += 1 }
        if c.contains(.within) && !(c.contains(.away) && !c.contains(.of)) {
          kind = max(kind, 1)
        } else if c.contains(.finite) && !c.contains(.locate) {
          kind = 2
        } else if c.contains(.with) || c.contains(.contain) {
          kind = 2
        }
      }
      // The preposition right in front of the place decides nearness.
      var p = place.lowerBound - 1
      while p >= a.upperBound, d.classes[p].contains(.determiner) || d.classes[p].contains(.modifier) {
        p -= 1
      }
      if p >= a.upperBound, d.classes[p].contains(.away), !d.classes[p].contains(.within), !isAdjective(p) {
        away = true
      }
      if kind == 0,
        gap.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) })
          || view.denies(in: gap)
      {
        kind = 2
      }
      price += kind == 0 ? (commas > 0 ? 1.5 : 0.3) : kind == 1 ? 1.0 : 2.6
      // `no calcification, no cervical nodes`: the place of what is denied next.
      if kind == 2, commas > 0, !gap.contains(where: { d.classes[$0].contains(.within) }),
        view.denies(in: gap)
      {
        price += Self.deniedNextCost
      }
      price += Double(commas) * 0.8 + Double(crossings) * 5 + (away ? 4 : 0) + Double(otherAnchors) * 2.0
      // `a calculus near the hilum and no stones in the parotids`
      if otherAnchors > 0, view.denies(in: gap) { price += 4 }
      // The place is the subject of what follows: `…, the liver is normal`.
      if kind == 2 && crossings > 0 { price += 1 }
    } else {
      var plain = true
      for i in gap {
        let c = d.classes[i]
        let t = d.tokens[i]
        if t.gluedHyphen || t.byte == UInt8(ascii: "/") { continue }
        if c.contains(.finite) || c.contains(.with) || c.contains(.contain)
          || c.contains(.within) && !c.contains(.modifier) || c.contains(.away)
          || c.contains(.but) || c.contains(.determiner) || c.contains(.relative) || t.kind == .punctuation
        {
          plain = false
        }
        if t.byte == UInt8(ascii: ",") { price += 0.4 }
        if c.contains(.and) || c.contains(.or), plain {
          price += 0.2
          // `renal and ureteral calculi` is a list of places; `of the artery and moderate calcification` is not.
          if !view.chunks.contains(where: {
            $0.tokens.lowerBound > i && $0.tokens.upperBound <= a.lowerBound + 1
          }) {
            plain = false
          }
        }
      }
      if view.denies(in: gap) { plain = false }
      price += plain && gap.count <= 6 ? 0.1 : 2.5
      price += Double(crossings) * 2.0 + Double(otherAnchors) * 0.8
      var p = place.lowerBound - 1
      while p > view.range.lowerBound, d.classes[p].contains(.determiner) || d.classes[p].contains(.modifier)
      { p -= 1 }
      if p >= view.range.lowerBound, d.classes[p].contains(.away), !d.classes[p].contains(.within),
        !isAdjective(p)
      {
        price += 3.5
      } else if !plain, p < view.range.lowerBound || d.tokens[p].kind == .punctuation {
        price -= 0.5
      } else if !plain, opensBody(p, place, a, view) {
        price -= 1.2
      }
    }
    return price
  }

  /// The place of another member of a list of denials comes behind the label's and the sentence before's.
  private static let deniedNextCost = 5.0

  /// `Right elbow: in the subcutaneous fat, a deposit`: the place that opens what is said under a label.
  private func opensBody(_ p: Int, _ place: Range<Int>, _ anchor: Range<Int>, _ view: SentenceView) -> Bool {
    p == view.body && p > view.range.lowerBound && d.classes[p].contains(.inside)
      && view.clauses.crossings(from: place.upperBound - 1, to: anchor.lowerBound) == 0
  }

  /// `the adjacent fat`: behind an article the word is no preposition.
  private func isAdjective(_ i: Int) -> Bool { i > 0 && d.classes[i - 1].contains(.determiner) }

  /// `2 calculi, the larger of which is 7 mm, in the lower pole`: what commas enclose about the size.
  func aside(in gap: Range<Int>, _ view: SentenceView) -> Range<Int> {
    guard gap.count > 4, d.tokens[gap.lowerBound].byte == UInt8(ascii: ","),
      let end = gap.last(where: { d.tokens[$0].byte == UInt8(ascii: ",") }), end > gap.lowerBound + 2,
      view.measurements.contains(where: {
        gap.lowerBound < $0.tokens.lowerBound && $0.tokens.upperBound <= end
      }),
      d.classes[min(end + 1, gap.upperBound - 1)].contains(.within)
    else { return gap.lowerBound..<gap.lowerBound }
    return gap.lowerBound..<(end + 1)
  }

  /// The places listed with the chosen one.
  func list(
    around i: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ chunks: [SiteChunk]
  ) -> Range<Int> {
    var first = i
    var last = i
    // `calcified lymph nodes in the mediastinum, both hila and the left axilla`: the place takes in the anchor.
    let behind = chunks[i].tokens.upperBound > anchor.tokens.upperBound
    func linked(_ a: Int, _ b: Int) -> Bool {
      let end = behindMeasure(chunks[a].tokens.upperBound, view)
      let gap = span(end, chunks[b].tokens.lowerBound)
      if view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }) { return false }
      if view.hosts.contains(where: {
        gap.contains($0.tokens.lowerBound) && !lexicon.rows.hosts[$0.entry].isFeature
          && !($0.tokens.lowerBound == end && lexicon.rows.has(lexicon.rows.hosts[$0.entry].host, .layer))
      }) {
        return false
      }
      if view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) > 0 { return false }
      // `5 mm at the upper pole and 9 mm at the lower pole` lists parts of one organ.
      // `upper ribs and extensive dense pleural calcification`: a new description, not a list of places.
      if !behind, view.qualifiers.contains(where: { gap.contains($0.tokens.lowerBound) }) { return false }
      if view.measurements.contains(where: { gap.contains($0.tokens.lowerBound) }) {
        guard chunks[a].organ == chunks[b].organ, !gap.contains(where: { d.classes[$0].contains(.relative) })
        else { return false }
        let sides =
          chunks[a].laterality != nil && chunks[b].laterality != nil
          && chunks[a].laterality != chunks[b].laterality
        return sides || !chunks[a].parts.isEmpty && opensWithLength(gap, view)
          || gap.contains { d.classes[$0].contains(.and) } && gap.contains { d.classes[$0].contains(.within) }
      }
      guard joined(end, chunks[b].tokens.lowerBound), chunks[b].organ != nil,
        chunks[a].weak == chunks[b].weak, !isOfAccompaniment(chunks[b], view),
        !behind || !isOfThing(chunks[b], anchor, view)
      else { return false }
      // A comma alone joins two places only when an `and` or `or` closes the list.
      if gap.contains(where: { d.tokens[$0].byte == UInt8(ascii: ",") }),
        !gap.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) })
      {
        // `CAC: LAD, LCx, RCA`: neither does one that is all the value of a label.
        if anchor.tokens.upperBound <= view.body,
          span(view.body, chunks[0].tokens.lowerBound).isEmpty,
          chunks.allSatisfy({ $0.organ == chunks[i].organ })
        {
          return true
        }
        // `in three sites (pancreatic tail, left adrenal, right psoas)`: a list in parentheses needs no closing word.
        if isInParentheses(chunks[a].tokens.lowerBound, chunks[b].tokens.upperBound, view) { return true }
        var next = b
        while next + 1 < chunks.count,
          joined(chunks[next].tokens.upperBound, chunks[next + 1].tokens.lowerBound)
        {
          let between = span(chunks[next].tokens.upperBound, chunks[next + 1].tokens.lowerBound)
          if between.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) }) {
            return true
          }
          next += 1
        }
        return false
      }
      return true
    }
    while last + 1 < chunks.count, behind || chunks[last + 1].tokens.upperBound <= anchor.tokens.lowerBound,
      linked(last, last + 1)
    { last += 1 }
    while first > 0, !behind || chunks[first - 1].tokens.lowerBound >= anchor.tokens.upperBound,
      linked(first - 1, first)
    { first -= 1 }
    return first..<(last + 1)
  }

  /// `3 mm upper calyx, 5 mm in the lower calyx`: each length in front of its place.
  private func opensWithLength(_ gap: Range<Int>, _ view: SentenceView) -> Bool {
    guard let mark = gap.first,
      d.tokens[mark].byte == UInt8(ascii: ",") || d.tokens[mark].byte == UInt8(ascii: ";"),
      let length = view.measurements.first(where: { $0.tokens.lowerBound == mark + 1 })
    else { return false }
    return span(length.tokens.upperBound, gap.upperBound).allSatisfy {
      !d.classes[$0].isDisjoint(with: [.within, .determiner]) && !d.classes[$0].contains(.away)
    }
  }

  /// `a stone at the UVJ and perinephric fat stranding`: the place only says where something else is.
  func isOfAccompaniment(_ chunk: SiteChunk, _ view: SentenceView) -> Bool {
    for i in span(chunk.tokens.upperBound, min(view.range.upperBound, chunk.tokens.upperBound + 3)) {
      let c = d.classes[i]
      guard d.tokens[i].kind == .word, d.tokens[i].linesBefore == 0 else { return false }
      if c.contains(.accompaniment) { return true }
      if !c.contains(.modifier), !c.isOpen { return false }
    }
    return false
  }

  /// `a calcified granuloma in the spleen and hepatic cysts`: the place says where another thing is.
  func isOfThing(_ chunk: SiteChunk, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let own = anchor.noun.map { lexicon.rows.hosts[view.hosts[$0].entry] }
    if let noun = anchor.noun, view.hosts[noun].tokens.upperBound > chunk.tokens.lowerBound { return false }
    guard
      lexicon.rows.has(anchor.kind, .calculus)
        || own.map({ !$0.isFeature && !lexicon.rows.has($0.host, .layer) }) ?? false,
      let hit = view.hosts.first(where: {
        (chunk.tokens.lowerBound...chunk.tokens.upperBound).contains($0.tokens.lowerBound)
          && $0.tokens.upperBound > chunk.tokens.upperBound
      })
    else { return false }
    let row = lexicon.rows.hosts[hit.entry]
    return !row.isFeature && !lexicon.rows.has(row.host, .layer)
  }

  /// Past how far off a place lies: `the left breast at 2:00, 4 cm from the nipple, and the right at 9:00`.
  private func behindDistance(_ i: Int, _ view: SentenceView) -> Int? {
    guard i < view.range.upperBound else { return nil }
    let start = d.tokens[i].byte == UInt8(ascii: ",") ? i + 1 : i
    guard let m = view.measurements.first(where: { $0.tokens.lowerBound == start }) else { return nil }
    var end = m.tokens.upperBound
    while end < view.range.upperBound, d.classes[end].contains(.distanceAfter) { end += 1 }
    return end > m.tokens.upperBound ? end : nil
  }

  /// Past a measure in parentheses: `the aorta (20 mm) and both iliac arteries`.
  private func behindMeasure(_ i: Int, _ view: SentenceView) -> Int {
    if let end = behindDistance(i, view) { return end }
    guard i < view.range.upperBound, d.tokens[i].byte == UInt8(ascii: "("),
      let m = view.measurements.first(where: { $0.tokens.lowerBound == i + 1 }),
      m.tokens.upperBound < view.range.upperBound, d.tokens[m.tokens.upperBound].byte == UInt8(ascii: ")")
    else { return i }
    return m.tokens.upperBound + 1
  }

  /// One pair of parentheses holds both tokens.
  private func isInParentheses(_ a: Int, _ b: Int, _ view: SentenceView) -> Bool {
    var i = a
    while i > view.range.lowerBound, d.tokens[i].byte != UInt8(ascii: "("),
      d.tokens[i].byte != UInt8(ascii: ")")
    {
      i -= 1
    }
    guard d.tokens[i].byte == UInt8(ascii: "(") else { return false }
    return !span(i + 1, b).contains { d.tokens[$0].byte == UInt8(ascii: ")") }
  }

  /// Same organ on two sides is one bilateral place; the same place twice is one.
  func merge(_ sites: inout [BoundSite]) {
    if sites.count < 2 { return }
    var kept = 0
    for k in sites.indices {
      let site = sites[k]
      var same: Int?
      for i in 0..<kept where sites[i].organ == site.organ && areSameParts(sites[i], site) {
        same = i
        break
      }
      if let i = same {
        if let a = sites[i].laterality, let b = site.laterality, a != b {
          sites[i].laterality = .bilateral
        } else if sites[i].laterality == nil {
          sites[i].laterality = site.laterality
        }
        continue
      }
      sites[kept] = site
      kept += 1
    }
    while kept < sites.count { sites.removeLast() }
  }

  /// The parts are the same in words.
  private func areSameParts(_ a: BoundSite, _ b: BoundSite) -> Bool {
    a.partText == b.partText && words(a.parts).elementsEqual(words(b.parts))
  }

  private func words(_ parts: TokenRuns) -> [Int32] {
    var words: [Int32] = []
    for k in 0..<parts.count { for i in parts[k] { words.append(d.tokens[i].word) } }
    return words
  }
}
