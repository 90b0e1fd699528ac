// Places listed behind what they are parts of: `calcified nodes, subcarinal and left hilar`, `coronary calcification in
// the LAD and RCA`.

extension SiteBinder {
  /// Farthest that such a list begins behind the anchor.
  private static let reach = 7

  /// The parts listed behind an anchor whose own words name only the whole; empty unless there are two at least.
  func listed(behind i: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene)
    -> [SiteChunk]
  {
    let whole = scene.resolved[i]
    let end = max(anchor.tokens.upperBound, anchor.noun.map { view.hosts[$0].tokens.upperBound } ?? 0)
    guard let organ = whole.organ, !whole.borrowed, !whole.weak, whole.tokens.lowerBound < end,
      let first = scene.resolved.indices.first(where: {
        $0 > i && scene.resolved[$0].tokens.lowerBound >= end
      }),
      first + 1 < scene.resolved.count,
      opensList(
        span(max(end, whole.tokens.upperBound), scene.resolved[first].tokens.lowerBound), whole, view),
      let one = member(first, of: whole, organ, scene)
    else { return [] }
    var members = [one]
    // `nodes in the mediastinum, both hila and the left axilla`
    if whole.tokens.upperBound > end { members.insert(whole, at: 0) }
    var last = first
    while last + 1 < scene.resolved.count, follows(last, view, scene),
      let next = member(last + 1, of: whole, organ, scene),
      !isOfAccompaniment(scene.resolved[last + 1], view), !isOfThing(scene.resolved[last + 1], anchor, view)
    {
      members.append(next)
      last += 1
    }
    return members.count > 1 ? members : []
  }

  /// Only marks, prepositions and verbs of place stand between the anchor and the list.
  private func opensList(_ gap: Range<Int>, _ whole: SiteChunk, _ view: SentenceView) -> Bool {
    guard gap.count <= Self.reach, !view.denies(in: gap),
      whole.parts.isEmpty && whole.partText == nil
        || !gap.isEmpty && lexicon.rows.traits(whole.organ).contains(.collective)
          && d.tokens[gap.lowerBound].kind == .punctuation,
      !view.measurements.contains(where: { gap.contains($0.tokens.lowerBound) }),
      !view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }),
      !view.hosts.contains(where: {
        gap.contains($0.tokens.lowerBound) && !lexicon.rows.hosts[$0.entry].isFeature
      })
    else { return false }
    // `calcified nodes right hilar and subcarinal`
    if gap.isEmpty { return true }
    var isOpen = false
    for i in gap {
      let c = d.classes[i]
      if !c.isDisjoint(with: [.and, .or, .largest, .but, .relative]) && !c.contains(.within) { return false }
      if c.contains(.away), !c.contains(.within) { return false }
      if c.contains(.within) || d.tokens[i].kind == .punctuation && !d.tokens[i].gluedHyphen { isOpen = true }
    }
    return isOpen
  }

  /// The next place is listed with this one.
  private func follows(_ a: Int, _ view: SentenceView, _ scene: Scene) -> Bool {
    let gap = span(scene.resolved[a].tokens.upperBound, scene.resolved[a + 1].tokens.lowerBound)
    return joined(gap.lowerBound, gap.upperBound)
      && view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) == 0
      && !view.anchors.contains { gap.contains($0.tokens.lowerBound) }
      && !view.qualifiers.contains { gap.contains($0.tokens.lowerBound) }
      && !view.hosts.contains { gap.contains($0.tokens.lowerBound) }
  }

  /// A place as a part of the whole, nil where it is another one.
  private func member(_ k: Int, of whole: SiteChunk, _ organ: Symbol, _ scene: Scene) -> SiteChunk? {
    var chunk = scene.resolved[k]
    guard !chunk.weak else { return nil }
    if chunk.organ != organ {
      guard let grouped = asMember(chunk, of: organ) else { return nil }
      chunk = grouped
    }
    guard !chunk.parts.isEmpty || chunk.partText != nil else { return nil }
    if let side = whole.laterality, !whole.impliedSide {
      guard chunk.laterality == nil || chunk.laterality == side else { return nil }
      chunk.laterality = side
      chunk.sideTokens = chunk.sideTokens ?? whole.sideTokens
    }
    return chunk
  }

  /// A region as the place of members of a group: `nodes in the left hilum`.
  func asMember(_ chunk: SiteChunk, of organ: Symbol) -> SiteChunk? {
    guard lexicon.rows.traits(organ).contains(.collective),
      generic(chunk.organ) && lexicon.rows.traits(chunk.organ).isDisjoint(with: .vessel)
        || chunk.candidates.contains(organ)
    else { return nil }
    var member = chunk
    if member.parts.isEmpty, member.partText == nil {
      member.parts = TokenRuns(chunk.organTokens ?? chunk.tokens)
    }
    member.organ = organ
    member.candidates = OrganSet()
    return member
  }
}
