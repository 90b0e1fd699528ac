// Sides and parts of a bound place, from its own words, the clause, labels, the paragraph and the title.

extension SiteBinder {
  /// The sentence begins with a word that refers back.
  func startsBack(_ view: SentenceView) -> Bool {
    span(view.body, min(view.body + 2, view.range.upperBound)).contains {
      d.classes[$0].contains(.backReference)
    }
  }

  func paired(_ organ: String?) -> Bool { organ.flatMap { lexicon.organs[$0]?.paired } ?? false }

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
      let price = value ? 1 : cost(anchor, chunk, view)
      if price > 4.2 { continue }
      if site.laterality == nil, let l = chunk.laterality {
        site.laterality = l
        site.sideEvidence = chunk.sideTokens
      }
      if let l = chunk.laterality, let own = site.laterality, l != own { continue }
      if modifiesOther(chunk) { continue }
      let listed =
        chunk.tokens.upperBound <= anchor.tokens.lowerBound
        && span(chunk.tokens.upperBound, anchor.tokens.lowerBound).contains {
          d.tokens[$0].byte == UInt8(ascii: ",")
        }
      if price < 2.4 || !listed && site.parts.isEmpty && site.partText == nil && price < 3.4 {
        site.parts += chunk.parts
        site.partText = site.partText ?? chunk.partText
      }
    }
    site.parts.sort { $0.lowerBound < $1.lowerBound }
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
      $0.category == .host && lexicon.hosts[Int($0.entry)].isOther
    }
  }

  /// The side, where the place itself names none: the anchor's own, the label's, the sentence's, the title's.
  func side(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ labelSides: [Laterality],
    _ memory: SiteMemory, _ sentence: Sentence?, denied: Bool = false
  ) {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    // `Both show …` speaks of both members of the pair.
    if view.body < view.range.upperBound, d.classes[view.body].contains(.sideDeterminer), paired(site.organ),
      site.rule != "site.clause" || site.borrowed,
      view.body + 1 < view.range.upperBound, !view.chunks.contains(where: { $0.tokens.contains(view.body) }),
      // `two calcified granulomas` counts them.
      !view.anchors.contains(where: { $0.tokens.lowerBound == view.body + 1 })
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
    if denied, site.rule == "site.before", site.laterality == .bilateral { site.laterality = nil }
    // A side from elsewhere (a label, the sentence before, another clause) yields to one right beside the anchor.
    let elsewhere =
      site.rule != "site.clause" && site.rule != "site.anchor" && site.rule != "site.host"
      || site.laterality == .bilateral && !clause.contains(site.tokens.lowerBound)
    // `implants on both sides, with calcification on the right`: a side right behind the anchor is its own.
    let isBefore = site.rule == "site.clause" && site.tokens.upperBound <= anchor.tokens.lowerBound
    if site.laterality == .bilateral || isBefore && view.isBehindAnchor(site.tokens, anchor),
      let own = view.sides.first(where: {
        $0.0.lowerBound >= anchor.tokens.upperBound && $0.0.lowerBound - anchor.tokens.upperBound <= 1
          && ($0.1 == .left || $0.1 == .right)
      })
    {
      // `stones in the right lower pole and one on the left`: the part is the other one's.
      if isBefore, site.laterality != own.1,
        site.laterality != .bilateral || view.isBehindAnchor(site.tokens, anchor)
      {
        site.parts = []
        site.partText = nil
      }
      site.laterality = own.1
      site.sideEvidence = own.0
      return
    }
    guard site.laterality == nil || site.impliedSide || elsewhere else { return }
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
    let both = Set(
      view.sides.filter { clause.contains($0.0.lowerBound) || measured(view) }.map(\.1))
    if let found = best, found.0 > 2 || measured(view), paired(site.organ),
      view.sides.allSatisfy({
        !clause.contains($0.0.lowerBound) || $0.0.upperBound <= anchor.tokens.lowerBound
      }), both.contains(.left), both.contains(.right)
    {
      site.laterality = .bilateral
      return
    }
    if let best {
      site.laterality = best.1
      site.sideEvidence = best.2
      return
    }
    guard paired(site.organ),
      site.laterality == nil || site.impliedSide && labelSides.last != nil && labelSides.last != .bilateral
    else { return }
    if let l = labelSides.last {
      site.laterality = l
      return
    }
    guard site.laterality == nil else { return }
    // A place in the same clause that is less specific says the side too: `nodes in the right lower quadrant`.
    if let near = view.chunks.first(where: {
      $0.laterality != nil && $0.organ.map(generic) ?? true
        && $0.tokens.lowerBound >= anchor.tokens.upperBound && clause.contains($0.tokens.lowerBound)
        && cost(anchor, $0, view) < 3
    }) {
      site.laterality = near.laterality
      site.sideEvidence = near.sideTokens
      return
    }
    // The clause speaks of one side only.
    let spoken = Set(
      view.chunks.filter {
        clause.contains($0.tokens.lowerBound) && !$0.impliedSide
          && ($0.organ == site.organ
            || $0.tokens.lowerBound < anchor.tokens.lowerBound && !isListed(behind: $0.tokens, anchor, view))
      }.compactMap(\.laterality) + view.sides.filter { clause.contains($0.0.lowerBound) }.map(\.1))
    if spoken.count == 1, let l = spoken.first, l == .left || l == .right {
      site.laterality = l
      return
    }
    let others = Set(
      view.chunks.filter { $0.organ == site.organ && !$0.impliedSide }.compactMap(\.laterality))
    if others.count == 1, let l = others.first {
      site.laterality = l
      return
    }
    // Not where the sentence names the organ itself (`no renal calculi`).
    if let sentence, let organ = site.organ,
      site.rule != "site.clause" || site.borrowed || !site.parts.isEmpty, !denied || startsBack(view),
      d.sections[sentence.section].name == .findings, let l = memory.side(of: organ, sentence)
    {
      site.laterality = l
      return
    }
    if let organ = site.organ, definite(anchor, view), let l = memory.sides[organ] {
      site.laterality = l
      return
    }
    if memory.title.filter({ !generic($0.organ) }).count <= 1, let l = memory.titleSide,
      l == .left || l == .right
    {
      site.laterality = l
    }
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
    let sides = view.sides.filter { side in
      view.measurements.contains { $0.tokens.upperBound == side.0.lowerBound }
    }.map(\.1)
    return sides.contains(.left) && sides.contains(.right)
  }
}
