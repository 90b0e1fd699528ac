// The side of a bound place: its own words', the clause's, the label's, the paragraph's or the title's.

extension SiteBinder {
  /// The organ is one of a left and a right.
  func paired(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.paired) }

  /// The side, where the place itself names none: the first of these that has one, from the anchor's own to the title's.
  func side(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ labelSide: Laterality?, _ memory: SiteMemory, _ sentence: Sentence, denied: Bool = false
  ) {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    if takeSideOfPair(&site, view) || takeSideOfEach(&site, anchor, clause, view)
      || takeSideOfTopic(&site, anchor, clause, view)
    {
      return
    }
    let isBefore = site.rule == .clause && site.tokens.upperBound <= anchor.tokens.lowerBound
    if takeSideBehind(&site, anchor, isBefore: isBefore, view)
      || isBefore && takeSideOfSubject(&site, anchor, view)
    {
      return
    }
    // A side from elsewhere (a label, the sentence before, another clause) yields to one right beside the anchor.
    let isElsewhere =
      site.rule != .clause && site.rule != .anchor && site.rule != .host
      || site.laterality == .bilateral && !clause.contains(site.tokens.lowerBound)
      || site.rule == .clause && site.borrowed
        && !(site.sideEvidence.map { view.range.contains($0.lowerBound) } ?? false)
    guard
      site.laterality == nil || site.impliedSide || isElsewhere
        || isBefore && isLed(anchor, behind: site, view)
    else { return }
    if takeSideOfNeighbour(&site, anchor, clause, view) || takeSideInClause(&site, anchor, clause, view)
      || takeSideAsValue(&site, anchor, view)
    {
      return
    }
    // `Lt: coarse calcification`: the label, not the sentence before.
    let isWider = site.rule == .label && site.laterality == .bilateral
    if isWider || site.rule == .before || site.rule == .title || site.rule == .modality, paired(site.organ),
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
    if takeSideOfWiderPlace(&site, anchor, clause, view) || takeOnlySide(&site, anchor, clause, view) {
      return
    }
    recallSide(&site, anchor, view, memory, sentence, denied: denied)
  }

  /// `Both show …` speaks of both members of the pair.
  private func takeSideOfPair(_ site: inout BoundSite, _ view: SentenceView) -> Bool {
    guard view.body < view.range.upperBound, d.classes[view.body].contains(.sideDeterminer),
      paired(site.organ),
      site.rule != .clause || site.borrowed,
      view.body + 1 < view.range.upperBound, !view.chunks.contains(where: { $0.tokens.contains(view.body) }),
      // `two calcified granulomas`, `two 3 mm calculi` count them.
      !view.anchors.contains(where: {
        $0.tokens.lowerBound == view.body + 1
          && (!lexicon.rows.anchors[$0.entry].isAdjective || $0.noun != nil)
          || span(view.body, $0.tokens.lowerBound).count <= 6
            && view.quantities.contains {
              $0.tokens.lowerBound == view.body && lexicon.quantities[$0.entry].count != nil
            }
      })
    else { return false }
    // `Two cysts have …` counts them, too.
    let isCount = !d.classes[view.body].contains(.backReference)
    if isCount, d.classes[view.body + 1].isDisjoint(with: [.finite, .be, .contain]) { return false }
    site.laterality = .bilateral
    site.sideEvidence = view.body..<(view.body + 1)
    return true
  }

  /// The side that opens the sentence.
  private func takeSideOfTopic(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    guard let topic = topicSide(anchor, view), paired(site.organ) || site.organ == nil,
      // A side in the sentence's own place wins, unless it stands in a later clause.
      site.sideEvidence.map({
        !view.range.contains($0.lowerBound) || $0.upperBound <= view.body
          || $0.lowerBound >= anchor.tokens.upperBound && !clause.contains($0.lowerBound)
      }) ?? true
    else { return false }
    site.laterality = topic.1
    site.sideEvidence = topic.0
    return true
  }

  /// `implants on both sides, with calcification on the right`: a side right behind the anchor is its own.
  private func takeSideBehind(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, isBefore: Bool, _ view: SentenceView
  ) -> Bool {
    guard site.laterality == .bilateral || isBefore && view.isBehindAnchor(site.tokens, anchor),
      let own = view.sides.first(where: {
        $0.0.lowerBound >= anchor.tokens.upperBound && $0.0.lowerBound - anchor.tokens.upperBound <= 1
          && ($0.1 == .left || $0.1 == .right
            || isBefore && view.denies(in: span(site.tokens.upperBound, anchor.tokens.lowerBound)))
          && !leadsToAnchor($0.0, view)
      }),
      // `both iliac arteries calcified, left 60% stenosis`: behind a comma something else is said of one of the two.
      site.laterality != .bilateral || own.0.lowerBound == anchor.tokens.upperBound
        || d.tokens[anchor.tokens.upperBound].byte != UInt8(ascii: ",")
          && d.tokens[anchor.tokens.upperBound].byte != UInt8(ascii: ";")
    else { return false }
    // `stones in the right lower pole and one on the left`: the part is the other one's.
    if isBefore, site.laterality != own.1,
      site.laterality != .bilateral || view.isBehindAnchor(site.tokens, anchor)
    {
      site.parts = TokenRuns()
      site.partText = nil
    }
    site.laterality = own.1
    site.sideEvidence = own.0
    return true
  }

  /// `bilateral renal stones with left staghorn stone`: the side right in front of the second.
  private func isLed(
    _ anchor: SentenceView.AnchorHit, behind site: BoundSite, _ view: SentenceView
  ) -> Bool {
    view.anchors.contains {
      $0.tokens.lowerBound >= site.tokens.upperBound && $0.tokens.upperBound <= anchor.tokens.lowerBound
    }
      && view.sides.contains {
        $0.0.upperBound <= anchor.tokens.lowerBound && anchor.tokens.lowerBound - $0.0.upperBound <= 2
          && leadsToAnchor($0.0, view)
      }
  }

  /// The side of a place of another kind behind the anchor.
  private func takeSideOfNeighbour(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    guard site.laterality == nil, paired(site.organ),
      let near = view.chunks.first(where: { saysSide($0, anchor, clause, view) }),
      !opensNext(near, behind: site),
      !view.sides.contains(where: { $0.0.upperBound <= near.tokens.lowerBound })
    else { return false }
    site.laterality = near.laterality
    site.sideEvidence = near.sideTokens
    return true
  }

  /// The nearest of the sides in the clause that belong to no place.
  private func takeSideInClause(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    var best: (Int, Laterality, Range<Int>)?
    for (tokens, l) in view.sides where clause.contains(tokens.lowerBound) {
      let gap = SentenceView.gap(tokens, anchor.tokens)
      if view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }) { continue }
      if tokens.lowerBound >= anchor.tokens.upperBound,
        isOfService(tokens) || isOfNext(tokens, behind: anchor, view)
          || isOfValue(tokens, behind: anchor, view)
      {
        continue
      }
      // `Both kidneys: stones, the largest on the left 3 mm`
      if site.laterality == .bilateral, !site.impliedSide,
        span(anchor.tokens.upperBound, tokens.lowerBound).contains(where: { d.classes[$0].contains(.largest) }
        )
      {
        continue
      }
      // `both iliac arteries: calcified, 60% stenosis left`: something else is said of one of the two.
      if site.laterality == .bilateral, !site.impliedSide || speaksOfEach(clause, anchor),
        tokens.lowerBound > anchor.tokens.upperBound,
        isOfOther(span(anchor.tokens.upperBound, tokens.lowerBound))
      {
        continue
      }
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
      // `vesical calculus, and right hydronephrosis`
      if !paired(site.organ), site.organ != nil, tokens.lowerBound > anchor.tokens.upperBound,
        l != .bilateral,
        gap.contains(where: { d.classes[$0].contains(.and) })
      {
        continue
      }
      if best.map({ gap.count < $0.0 }) ?? true { best = (gap.count, l, tokens) }
    }
    // `4.4 cm right, 4.3 cm left, no nephrocalcinosis`: both were spoken of.
    if let found = best, paired(site.organ), found.0 > 2 || measured(view),
      view.sides.allSatisfy({
        !clause.contains($0.0.lowerBound) || $0.0.upperBound <= anchor.tokens.lowerBound
      }), speaksOfBoth(clause, view)
    {
      site.laterality = .bilateral
      return true
    }
    guard let best else { return false }
    site.laterality = best.1
    site.sideEvidence = best.2
    return true
  }

  /// A place in the same clause that is less specific says the side too: `nodes in the right lower quadrant`.
  private func takeSideOfWiderPlace(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    guard
      let near = view.chunks.first(where: {
        $0.laterality != nil && $0.organ.map(generic) ?? true && !opensNext($0, behind: site)
          && $0.tokens.lowerBound >= anchor.tokens.upperBound && clause.contains($0.tokens.lowerBound)
          && cost(anchor, $0.tokens, view) < 3
      }) ?? view.chunks.first(where: { saysSide($0, anchor, clause, view) && !opensNext($0, behind: site) })
    else { return false }
    site.laterality = near.laterality
    site.sideEvidence = near.sideTokens
    return true
  }

  /// The clause, or else the sentence's places of the same organ, speak of one side only.
  private func takeOnlySide(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    var spoken = SideSet()
    var others = SideSet()
    for c in view.chunks where !c.impliedSide {
      guard let l = c.laterality, !opensNext(c, behind: site) else { continue }
      // `a radiopacity in the right hemipelvis ? ureteric calculus`
      let isRegion = paired(c.organ) && generic(c.organ) && c.tokens.upperBound <= anchor.tokens.lowerBound
      if isOf(site.organ, c) || isRegion { others.insert(l) }
      if clause.contains(c.tokens.lowerBound),
        c.organ == site.organ
          || c.tokens.lowerBound < anchor.tokens.lowerBound && !isListed(behind: c.tokens, anchor, view)
            // `calcified left hilar nodes, no calcified lung nodule`
            && !(view.isBehindAnchor(c.tokens, anchor)
              && view.denies(in: span(c.tokens.upperBound, anchor.tokens.lowerBound)))
      {
        spoken.insert(l)
      }
    }
    for s in view.sides where clause.contains(s.0.lowerBound) && !isOfService(s.0) {
      if s.0.lowerBound < anchor.tokens.upperBound || !isOfValue(s.0, behind: anchor, view) {
        spoken.insert(s.1)
      }
    }
    if spoken == .left || spoken == .right {
      site.laterality = spoken.only
      return true
    }
    guard let l = others.only else { return false }
    site.laterality = l
    return true
  }

  /// `the left with calcification`, `a plaque on the left, 6 mm, is calcified`: the side of what holds the anchor.
  private func takeSideOfSubject(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> Bool {
    let isPair = paired(site.organ)
    guard
      let own = view.sides.last(where: {
        isPair && isSubject($0.0, anchor, view) || isOfThing($0.0, behind: site.tokens, anchor, view)
      })
    else { return false }
    site.laterality = own.1
    site.sideEvidence = own.0
    return true
  }

  /// The side itself is what holds the anchor: `the right shows plaque`.
  private func isSubject(_ side: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    side.lowerBound > view.body && d.classes[side.lowerBound - 1].contains(.definite)
      && side.upperBound < anchor.tokens.lowerBound && anchor.tokens.lowerBound - side.upperBound <= 5
      && !d.classes[side.upperBound].isDisjoint(with: [.with, .contain])
      && !stands(between: side, anchor, view)
  }

  /// The side stands right behind the thing that is said to be calcified.
  private func isOfThing(
    _ side: Range<Int>, behind place: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> Bool {
    lexicon.rows.anchors[anchor.entry].isAdjective && anchor.noun == nil
      && side.upperBound <= anchor.tokens.lowerBound && !stands(between: side, anchor, view)
      && view.hosts.last(where: {
        $0.tokens.upperBound <= anchor.tokens.lowerBound && !lexicon.rows.hosts[$0.entry].isOther
      }).map { $0.tokens.upperBound == side.lowerBound && $0.tokens.lowerBound >= place.upperBound } ?? false
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
    return trails || gap.isEmpty
      || gap.contains { d.classes[$0].contains(.within) }
        && gap.allSatisfy {
          !d.classes[$0].contains(.finite)
            && (!d.classes[$0].contains(.away) || d.classes[$0].contains(.within))
        }
  }

  /// `right ovarian mass with calcified deposits, a calcified node`: a member of a list, not at the place that opened it.
  private func isListed(behind place: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Bool
  {
    view.anchors.contains {
      $0.tokens.lowerBound >= place.upperBound && $0.tokens.upperBound <= anchor.tokens.lowerBound
    }
  }
}
