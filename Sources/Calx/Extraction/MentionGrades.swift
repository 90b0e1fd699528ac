// Grades by place: `calcification: severe in the LAD, moderate in the RCA`, `moderate in the aorta, mild in the iliacs`.

extension MentionExtractor {
  /// A place with a grade of its own.
  struct Graded {
    var place: BoundSite
    var severity: Severity
    /// The grade's words, and its row.
    var tokens: Range<Int>
    var value: Symbol
  }

  /// The graded places behind an anchor, and whether the anchor's own place is one more.
  func graded(_ k: Int, _ whole: BoundSite, _ view: SentenceView) -> (places: [Graded], hasOwn: Bool) {
    let anchor = view.anchors[k]
    if lexicon.rows.has(anchor.kind, .ungraded) || lexicon.rows.has(anchor.kind, .calculus) {
      return ([], false)
    }
    let end = k + 1 < view.anchors.count ? view.anchors[k + 1].tokens.lowerBound : view.range.upperBound
    var result: [Graded] = []
    for q in view.qualifiers
    where q.tokens.lowerBound >= anchor.tokens.upperBound && q.tokens.upperBound < end {
      let row = lexicon.rows.qualifiers[q.entry]
      guard row.slot == .severity, let severity = Severity(rawValue: lexicon.rows.name(row.value)) else {
        continue
      }
      // `LAD mild, RCA moderate`
      if let chunk = listed(before: q.tokens, anchor, view), let place = place(chunk, like: whole) {
        result.append(Graded(place: place, severity: severity, tokens: q.tokens, value: row.value))
        continue
      }
      guard opensGrade(q.tokens.lowerBound, anchor),
        d.classes[q.tokens.upperBound].contains(.inside) || opensPlace(q.tokens.upperBound, view)
      else { continue }
      var from = q.tokens.upperBound + (d.classes[q.tokens.upperBound].contains(.inside) ? 1 : 0)
      while from < end, !d.classes[from].isDisjoint(with: [.determiner, .modifier]),
        !view.chunks.contains(where: { $0.tokens.lowerBound == from })
      {
        from += 1
      }
      guard let first = view.chunks.firstIndex(where: { $0.tokens.lowerBound == from }) else {
        guard let side = view.sides.first(where: { $0.0.lowerBound == from }) else { continue }
        var place = whole
        place.laterality = side.1
        place.sideEvidence = side.0
        place.tokens = side.0
        result.append(Graded(place: place, severity: severity, tokens: q.tokens, value: row.value))
        continue
      }
      var last = first
      while true {
        let chunk = view.chunks[last]
        if let place = place(chunk, like: whole) {
          result.append(Graded(place: place, severity: severity, tokens: q.tokens, value: row.value))
        }
        guard last + 1 < view.chunks.count, view.chunks[last + 1].tokens.upperBound <= end,
          span(chunk.tokens.upperBound, view.chunks[last + 1].tokens.lowerBound).allSatisfy({
            !d.classes[$0].isDisjoint(with: [.and, .determiner])
          })
        else { break }
        last += 1
      }
    }
    guard let first = result.first else { return ([], false) }
    let isLed = view.qualifiers.contains { q in
      lexicon.rows.qualifiers[q.entry].slot == .severity
        && (0...3).contains(anchor.tokens.lowerBound - q.tokens.upperBound)
    }
    let isBetween = view.chunks.contains { chunk in
      chunk.tokens.lowerBound >= anchor.tokens.upperBound
        && chunk.tokens.upperBound <= first.tokens.lowerBound
        && !result.contains { $0.place.tokens == chunk.tokens }
    }
    let hasOwn = isLed || isBetween
    // `CAC mild LAD`: one grade alone, and the place it names.
    let isAlone =
      first.tokens.lowerBound == anchor.tokens.upperBound && opensPlace(first.tokens.upperBound, view)
    return hasOwn || result.count > 1 || isAlone ? (result, hasOwn) : ([], false)
  }

  /// A vessel or another place begins right here, behind its grade: `mild LAD`.
  private func opensPlace(_ i: Int, _ view: SentenceView) -> Bool {
    view.chunks.contains { $0.tokens.lowerBound == i && lexicon.rows.traits($0.organ).contains(.vessel) }
  }

  /// The vessel in front of its grade in a list behind the anchor: `LAD mild, RCA moderate`.
  private func listed(before grade: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> SiteChunk?
  {
    guard
      let chunk = view.chunks.first(where: {
        $0.tokens.upperBound == grade.lowerBound && $0.tokens.lowerBound >= anchor.tokens.upperBound
          && lexicon.rows.traits($0.organ).contains(.vessel)
      }), opensGrade(chunk.tokens.lowerBound, anchor),
      grade.upperBound >= view.range.upperBound || d.tokens[grade.upperBound].kind == .punctuation
        || d.classes[grade.upperBound].contains(.and)
    else { return nil }
    return chunk
  }

  /// Behind the anchor, a mark, a joining word or the verb; `most marked in` opens none.
  private func opensGrade(_ i: Int, _ anchor: SentenceView.AnchorHit) -> Bool {
    i == anchor.tokens.upperBound || d.tokens[i - 1].kind == .punctuation && !d.tokens[i - 1].gluedHyphen
      || !d.classes[i - 1].isDisjoint(with: [.and, .but, .be])
  }

  /// A place as the grade names it; a bare part is the whole's.
  private func place(_ chunk: SiteChunk, like whole: BoundSite) -> BoundSite? {
    guard !chunk.weak else { return nil }
    var place = BoundSite(
      organ: chunk.organ, parts: chunk.parts, partText: chunk.partText,
      laterality: chunk.laterality, evidence: chunk.organTokens ?? chunk.tokens,
      sideEvidence: chunk.sideTokens, rule: .clause, tokens: chunk.tokens)
    place.impliedSide = chunk.impliedSide
    if chunk.organ == nil {
      guard let organ = whole.organ, chunk.candidates.contains(organ) else { return nil }
      place.organ = organ
      place.laterality = chunk.laterality ?? whole.laterality
    }
    return place
  }

  /// The anchor's own places without what its grades name.
  func withoutGraded(_ graded: [Graded], _ places: inout [BoundSite]) {
    places.drop { p in graded.contains { $0.place.tokens.overlaps(p.tokens) } }
    for i in places.indices where places[i].parts.count > 1 {
      var own = TokenRuns()
      for k in 0..<places[i].parts.count
      where !graded.contains(where: { $0.place.tokens.overlaps(places[i].parts[k]) }) {
        own.append(places[i].parts[k])
      }
      places[i].parts = own
    }
  }
}
