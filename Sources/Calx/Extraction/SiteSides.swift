// Sides and parts of a bound place, from its own words, the clause, labels, the paragraph and the title.

extension SiteBinder {
  /// The sentence begins with a word that refers back.
  func startsBack(_ view: SentenceView) -> Bool {
    span(view.body, min(view.body + 2, view.range.upperBound)).contains {
      d.classes[$0].contains(.backReference)
    }
  }

  func paired(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.paired) }

  func refersBack(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard view.body < view.range.upperBound else { return false }
    let start = max(view.body, anchor.tokens.lowerBound - 4)
    for i in span(start, max(start, anchor.tokens.lowerBound))
    where d.classes[i].contains(.backReference) || d.classes[i].contains(.definite) { return true }
    for i in span(view.body, min(view.body + 3, view.range.upperBound))
    where d.classes[i].contains(.backReference) { return true }
    return false
  }

  /// Parts and sides of the same organ said elsewhere in the clause: `renal calculus in the left lower pole`.
  func enrich(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ chunks: [SiteChunk]
  ) {
    for chunk in chunks where chunk.organ == site.organ && chunk.tokens != site.tokens {
      // The value behind a label (`Calculi: 5 mm, lower pole`) is as near as can be.
      let value = anchor.tokens.upperBound <= view.body && chunk.tokens.lowerBound >= view.body
      let price = value ? 1 : cost(anchor, chunk.tokens, view)
      if price > 4.2 { continue }
      if site.laterality == nil, let l = chunk.laterality {
        site.laterality = l
        site.impliedSide = chunk.impliedSide
        site.sideEvidence = chunk.sideTokens
      }
      if let l = chunk.laterality, let own = site.laterality, l != own { continue }
      if modifiesOther(chunk) { continue }
      // `calcific pancreatitis with intraductal calculi`: the part stands in front of another anchor.
      if chunk.tokens.lowerBound >= anchor.tokens.upperBound,
        view.anchors.contains(where: { $0.tokens.lowerBound == chunk.tokens.upperBound })
      {
        continue
      }
      let listed =
        chunk.tokens.upperBound <= anchor.tokens.lowerBound
        && span(chunk.tokens.upperBound, anchor.tokens.lowerBound).contains {
          d.tokens[$0].byte == UInt8(ascii: ",")
        }
      if price < 2.4 || !listed && site.parts.isEmpty && site.partText == nil && price < 3.4 {
        site.parts.append(contentsOf: chunk.parts)
        site.partText = site.partText ?? chunk.partText
      }
    }
    site.parts.sort()
  }

  /// `the ureteric calculus`: it was spoken of before.
  func definite(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    span(max(view.body, anchor.tokens.lowerBound - 4), anchor.tokens.lowerBound).contains {
      d.classes[$0].contains(.definite)
    }
  }

  /// The part describes another noun: `ductal dilatation`, `obstructed lower pole calyces`.
  func modifiesOther(_ chunk: SiteChunk) -> Bool {
    let i = chunk.tokens.upperBound
    guard i < d.tokens.count, d.tokens[i].kind == .word, d.tokens[i].linesBefore == 0 else { return false }
    return d.matches(in: i..<(i + 1)).contains {
      $0.category == .host && lexicon.rows.hosts[Int($0.entry)].isOther
    }
  }

  /// The side, where the place itself names none: the anchor's own, the label's, the sentence's, the title's.
  func side(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ labelSide: Laterality?, _ memory: SiteMemory, _ sentence: Sentence, denied: Bool = false
  ) {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    // `Both show …` speaks of both members of the pair.
    if view.body < view.range.upperBound, d.classes[view.body].contains(.sideDeterminer), paired(site.organ),
      site.rule != .clause || site.borrowed,
      view.body + 1 < view.range.upperBound, !view.chunks.contains(where: { $0.tokens.contains(view.body) }),
      // `two calcified granulomas`, `two 3 mm calculi` count them.
      !view.anchors.contains(where: {
        $0.tokens.lowerBound == view.body + 1
          || span(view.body, $0.tokens.lowerBound).count <= 6
            && view.quantities.contains {
              $0.tokens.lowerBound == view.body && lexicon.quantities[$0.entry].count != nil
            }
      })
    {
      site.laterality = .bilateral
      site.sideEvidence = view.body..<(view.body + 1)
      return
    }
    if let topic = topicSide(anchor, view), paired(site.organ) || site.organ == nil,
      // A side in the sentence's own place wins, unless it stands in a later clause.
      site.sideEvidence.map({
        !view.range.contains($0.lowerBound) || $0.upperBound <= view.body
          || $0.lowerBound >= anchor.tokens.upperBound && !clause.contains($0.lowerBound)
      }) ?? true
    {
      site.laterality = topic.1
      site.sideEvidence = topic.0
      return
    }
    if denied, site.rule == .before, site.laterality == .bilateral { site.laterality = nil }
    // A side from elsewhere (a label, the sentence before, another clause) yields to one right beside the anchor.
    let elsewhere =
      site.rule != .clause && site.rule != .anchor && site.rule != .host
      || site.laterality == .bilateral && !clause.contains(site.tokens.lowerBound)
    // `implants on both sides, with calcification on the right`: a side right behind the anchor is its own.
    let isBefore = site.rule == .clause && site.tokens.upperBound <= anchor.tokens.lowerBound
    if site.laterality == .bilateral || isBefore && view.isBehindAnchor(site.tokens, anchor),
      let own = view.sides.first(where: {
        $0.0.lowerBound >= anchor.tokens.upperBound && $0.0.lowerBound - anchor.tokens.upperBound <= 1
          && ($0.1 == .left || $0.1 == .right) && !leadsToAnchor($0.0, view)
      })
    {
      // `stones in the right lower pole and one on the left`: the part is the other one's.
      if isBefore, site.laterality != own.1,
        site.laterality != .bilateral || view.isBehindAnchor(site.tokens, anchor)
      {
        site.parts = TokenRuns()
        site.partText = nil
      }
      site.laterality = own.1
      site.sideEvidence = own.0
      return
    }
    // `bilateral renal stones with left staghorn stone`: the side right in front of the second.
    let isLed =
      isBefore
      && view.anchors.contains {
        $0.tokens.lowerBound >= site.tokens.upperBound && $0.tokens.upperBound <= anchor.tokens.lowerBound
      }
      && view.sides.contains {
        $0.0.upperBound <= anchor.tokens.lowerBound && anchor.tokens.lowerBound - $0.0.upperBound <= 2
          && leadsToAnchor($0.0, view)
      }
    guard site.laterality == nil || site.impliedSide || elsewhere || isLed else { return }
    if site.laterality == nil, paired(site.organ),
      let near = view.chunks.first(where: { saysSide($0, anchor, clause, view) }),
      !view.sides.contains(where: { $0.0.upperBound <= near.tokens.lowerBound })
    {
      site.laterality = near.laterality
      site.sideEvidence = near.sideTokens
      return
    }
    var best: (Int, Laterality, Range<Int>)?
    for (tokens, l) in view.sides where clause.contains(tokens.lowerBound) {
      let gap = SentenceView.gap(tokens, anchor.tokens)
      if view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }) { continue }
      // A side that modifies some other noun is not the anchor's.
      let directly = gap.count <= 3
      if !directly, site.laterality != nil, !site.impliedSide, gap.count > 5, site.laterality != .bilateral {
        continue
      }
      if !paired(site.organ), l == .bilateral, tokens.count == 1,
        d.classes[tokens.lowerBound].contains(.sideDeterminer)
      {
        continue
      }
      if !directly, !(paired(site.organ) || site.organ == nil) { continue }
      if best.map({ gap.count < $0.0 }) ?? true { best = (gap.count, l, tokens) }
    }
    // `4.4 cm right, 4.3 cm left, no nephrocalcinosis`: both were spoken of.
    if let found = best, paired(site.organ), found.0 > 2 || measured(view),
      view.sides.allSatisfy({
        !clause.contains($0.0.lowerBound) || $0.0.upperBound <= anchor.tokens.lowerBound
      }), speaksOfBoth(clause, view)
    {
      site.laterality = .bilateral
      return
    }
    if let best {
      site.laterality = best.1
      site.sideEvidence = best.2
      return
    }
    // `Lt: coarse calcification`: the label, not the sentence before.
    if site.rule == .before || site.rule == .title || site.rule == .modality, paired(site.organ),
      let l = labelSide, l != .bilateral
    {
      site.laterality = l
      return
    }
    guard paired(site.organ),
      site.laterality == nil
        || site.impliedSide && labelSide != nil && labelSide != .bilateral
          // `Salivary glands normal, no calculi`: the plural is the sentence's own.
          && !(denied && site.rule == .clause && !site.borrowed)
    else { return }
    if let l = labelSide {
      site.laterality = l
      return
    }
    guard site.laterality == nil else { return }
    // A place in the same clause that is less specific says the side too: `nodes in the right lower quadrant`.
    if let near = view.chunks.first(where: {
      $0.laterality != nil && $0.organ.map(generic) ?? true
        && $0.tokens.lowerBound >= anchor.tokens.upperBound && clause.contains($0.tokens.lowerBound)
        && cost(anchor, $0.tokens, view) < 3
    }) ?? view.chunks.first(where: { saysSide($0, anchor, clause, view) }) {
      site.laterality = near.laterality
      site.sideEvidence = near.sideTokens
      return
    }
    // The clause speaks of one side only.
    var spoken = SideSet()
    var others = SideSet()
    for c in view.chunks where !c.impliedSide {
      guard let l = c.laterality else { continue }
      if c.organ == site.organ { others.insert(l) }
      if clause.contains(c.tokens.lowerBound),
        c.organ == site.organ
          || c.tokens.lowerBound < anchor.tokens.lowerBound && !isListed(behind: c.tokens, anchor, view)
      {
        spoken.insert(l)
      }
    }
    for s in view.sides where clause.contains(s.0.lowerBound) { spoken.insert(s.1) }
    if spoken == .left || spoken == .right {
      site.laterality = spoken.only
      return
    }
    if let l = others.only {
      site.laterality = l
      return
    }
    // Not where the sentence names the organ itself (`no renal calculi`).
    if let organ = site.organ,
      site.rule != .clause || site.borrowed || !site.parts.isEmpty, !denied || startsBack(view),
      d.sections[sentence.section].name == .findings, let l = memory.side(of: organ, sentence)
    {
      site.laterality = l
      return
    }
    if let organ = site.organ, definite(anchor, view), let l = memory.lastSide(of: organ) {
      site.laterality = l
      return
    }
    if let l = memory.titleSide, l == .left || l == .right, !memory.namesSeveral(in: lexicon) {
      site.laterality = l
    }
  }

  /// Only modifiers stand between the side and the next anchor.
  private func leadsToAnchor(_ side: Range<Int>, _ view: SentenceView) -> Bool {
    guard let next = view.anchors.first(where: { $0.tokens.lowerBound >= side.upperBound }) else {
      return false
    }
    let gap = span(side.upperBound, next.tokens.lowerBound)
    return gap.count <= 3
      && gap.allSatisfy { i in
        d.classes[i].contains(.modifier) && !d.classes[i].contains(.within) || d.shaped[i]
          || view.qualifiers.contains { $0.tokens.contains(i) }
      }
  }

  /// A place of another kind behind the anchor says the side: `plaque along the left hemidiaphragm`, `stones over both
  /// rami`, `calcification lateral to C3 on the right`.
  private func saysSide(
    _ chunk: SiteChunk, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    guard let side = chunk.sideTokens ?? (chunk.laterality == .bilateral ? chunk.organTokens : nil),
      chunk.laterality != nil, !chunk.impliedSide, chunk.tokens.lowerBound >= anchor.tokens.upperBound,
      clause.contains(chunk.tokens.lowerBound), chunk.tokens.lowerBound - anchor.tokens.upperBound <= 6,
      !view.anchors.contains(where: {
        $0.tokens.lowerBound >= anchor.tokens.upperBound && $0.tokens.upperBound <= chunk.tokens.lowerBound
      })
    else { return false }
    let trails = chunk.organTokens.map { side.lowerBound >= $0.upperBound } ?? false
    let gap = span(anchor.tokens.upperBound, chunk.tokens.lowerBound)
    return trails
      || gap.contains { d.classes[$0].contains(.within) }
        && gap.allSatisfy {
          !d.classes[$0].contains(.finite)
            && (!d.classes[$0].contains(.away) || d.classes[$0].contains(.within))
        }
  }

  /// The clause, or the measures of the sentence, name the left and the right.
  private func speaksOfBoth(_ clause: Range<Int>, _ view: SentenceView) -> Bool {
    let measured = measured(view)
    var both = SideSet()
    for s in view.sides where measured || clause.contains(s.0.lowerBound) { both.insert(s.1) }
    return both.contains([.left, .right])
  }

  /// `right ovarian mass with calcified deposits, a calcified node`: another calcification stands between, so that
  /// this one is a member of a list and not at the place that opened it.
  private func isListed(behind place: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Bool
  {
    view.anchors.contains {
      $0.tokens.lowerBound >= place.upperBound && $0.tokens.upperBound <= anchor.tokens.lowerBound
    }
  }

  /// `On the left there is …`: the side that opens the sentence, where no other stands between it and the anchor.
  private func topicSide(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> (Range<Int>, Laterality)?
  {
    guard let first = view.sides.first(where: { $0.0.lowerBound >= view.body }),
      first.1 == .left || first.1 == .right, first.0.lowerBound <= view.body + 2,
      first.0.upperBound <= anchor.tokens.lowerBound,
      (view.body..<first.0.lowerBound).allSatisfy({
        !d.classes[$0].isDisjoint(with: [.within, .determiner, .definite])
      }),
      first.0.lowerBound > view.body || first.0.count > 2 || d.tokens[first.0.upperBound].kind == .punctuation
    else { return nil }
    let between = first.0.upperBound..<anchor.tokens.lowerBound
    return view.sides.contains { between.contains($0.0.lowerBound) }
      || view.chunks.contains { $0.sideTokens.map { between.contains($0.lowerBound) } ?? false } ? nil : first
  }

  /// `4.4 cm right, 4.3 cm left`: both sides are measured.
  private func measured(_ view: SentenceView) -> Bool {
    if view.measurements.isEmpty { return false }
    var sides = SideSet()
    for s in view.sides where view.measurements.contains(where: { $0.tokens.upperBound == s.0.lowerBound }) {
      sides.insert(s.1)
    }
    return sides.contains([.left, .right])
  }
}
