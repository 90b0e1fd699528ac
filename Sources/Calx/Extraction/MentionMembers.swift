// Members of a group that is named once: `two calculi in the right kidney and one in the left`, and values by side
// behind a label: `Renal stones: right - none; left - 4 mm`.

extension MentionExtractor {
  /// A member with its own place.
  struct Member {
    var place: BoundSite
    var quantity: QuantityBinder.Bound
    var sizes: [SizeBinder.Sized] = []
    var isAbsent = false
  }

  /// The members behind an anchor, and whether the anchor's own place is one more.
  func members(
    of k: Int, _ whole: BoundSite, _ quantity: QuantityBinder.Bound, _ sized: [SizeBinder.Sized],
    _ view: SentenceView
  ) -> (members: [Member], hasOwn: Bool) {
    let anchor = view.anchors[k]
    if lexicon.rows.anchors[anchor.entry].isAdjective, anchor.noun == nil { return ([], false) }
    let values = valuesBySide(anchor, whole, quantity, sized, view)
    if !values.isEmpty { return (values, false) }
    if view.quantities.isEmpty { return ([], false) }
    let end = view.anchors[(k + 1)...].first?.tokens.lowerBound ?? view.range.upperBound
    var result: [Member] = []
    var first: Int?
    var isAdded = false
    for q in view.quantities
    where q.tokens.lowerBound >= anchor.tokens.upperBound && q.tokens.upperBound < end {
      let row = lexicon.quantities[q.entry]
      let start = q.tokens.lowerBound
      let isOther =
        row.count == nil && row.multiplicity == .single && d.tokens[start].length > 2
        && !d.classes[start].contains(.sideDeterminer)
      guard row.count != nil || isOther, !d.shaped[start], opensMember(start, anchor),
        var member = member(behind: q.tokens.upperBound, end, whole, sized, anchor, view)
      else { continue }
      let many = (row.count ?? 1) > 1
      member.quantity = QuantityBinder.Bound(
        multiplicity: many ? .multiple : .single, count: row.count, tokens: q.tokens)
      if first == nil { first = start }
      isAdded = isAdded || isOther || d.classes[start - 1].contains(.and)
      result.append(member)
    }
    guard let first, !result.isEmpty else { return ([], false) }
    let sum = result.reduce(0) { $0 + ($1.quantity.count ?? 1) }
    let isHere = whole.tokens.upperBound <= first && whole.tokens.lowerBound >= view.range.lowerBound
    if result.count == 1 {
      // `two stones, one in the lower pole` says where one of the two is.
      return isAdded && (isHere || quantity.count == nil) ? (result, true) : ([], false)
    }
    let isOwn =
      quantity.tokens.lowerBound < anchor.tokens.upperBound && quantity.count != sum
      && (quantity.multiplicity == .single || quantity.count != nil) && isHere
    return (result, isOwn)
  }

  /// A number behind a joining word or mark, or right behind the anchor.
  private func opensMember(_ i: Int, _ anchor: SentenceView.AnchorHit) -> Bool {
    let before = d.tokens[i - 1]
    return i == anchor.tokens.upperBound || d.classes[i - 1].contains(.and)
      || before.kind == .punctuation && before.byte != UInt8(ascii: "/") && !before.gluedHyphen
  }

  /// From a number on: descriptors, a length, a preposition, and the place.
  private func member(
    behind start: Int, _ end: Int, _ whole: BoundSite, _ sized: [SizeBinder.Sized],
    _ anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> Member? {
    var i = start
    var sizes: [SizeBinder.Sized] = []
    var place = whole
    place.parts = TokenRuns()
    place.partText = nil
    place.impliedSide = false
    if place.laterality == .bilateral { place.laterality = nil }
    var found: Range<Int>?
    while i < end, i < start + 12 {
      if let s = sized.first(where: { $0.measurement.tokens.lowerBound == i }) {
        sizes.append(s)
        i = s.measurement.tokens.upperBound
        continue
      }
      if let chunk = view.chunks.first(where: { $0.tokens.contains(i) }) {
        guard !chunk.weak, fits(chunk, whole.organ, anchor) else { return nil }
        place.organ = chunk.organ ?? whole.organ
        place.parts = chunk.parts
        place.partText = chunk.partText
        if let side = chunk.laterality, !chunk.impliedSide {
          place.laterality = side
          place.sideEvidence = chunk.sideTokens
        }
        found = chunk.tokens
        break
      }
      if let side = view.sides.first(where: { $0.0.contains(i) }) {
        place.laterality = side.1
        place.sideEvidence = side.0
        found = side.0
        break
      }
      let c = d.classes[i]
      let leads =
        c.contains(.of)
        ? sized.contains { $0.measurement.tokens.lowerBound == i + 1 }
        : !c.isDisjoint(with: [.within, .determiner, .measureVerb, .be, .locate, .modifier])
          && !c.contains(.with)
          || view.qualifiers.contains { $0.tokens.contains(i) } || d.tokens[i].gluedHyphen
      guard leads else { return nil }
      i += 1
    }
    guard let found else { return nil }
    place.tokens = found
    // `one in the upper pole measuring 4 mm`
    if sizes.isEmpty,
      let s = sized.first(where: { $0.measurement.tokens.lowerBound >= found.upperBound }),
      s.measurement.tokens.upperBound <= end,
      span(found.upperBound, s.measurement.tokens.lowerBound).allSatisfy({
        !d.classes[$0].isDisjoint(with: [.measureVerb, .be, .of]) && !d.classes[$0].contains(.and)
          || d.tokens[$0].byte == UInt8(ascii: "(") || d.tokens[$0].byte == UInt8(ascii: ",")
      })
    {
      sizes = [s]
    }
    return Member(
      place: place, quantity: QuantityBinder.Bound(multiplicity: nil, count: nil, tokens: found), sizes: sizes
    )
  }

  /// A place that the same kind of thing can lie at as the anchor's own.
  private func fits(_ chunk: SiteChunk, _ organ: Symbol?, _ anchor: SentenceView.AnchorHit) -> Bool {
    guard let own = chunk.organ else { return organ == nil || chunk.candidates.contains(organ) }
    return own == organ
      || lexicon.rows.has(anchor.kind, .calculus) && lexicon.rows.traits(own).contains(.holdsCalculi)
  }

  /// Where the values behind a label or a colon begin: `A stone is seen in each kidney: right 4 mm, left 5 mm`.
  private func values(of anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Int? {
    if anchor.tokens.upperBound <= view.body {
      // `Stones R: 2, L: 0`: the first side stands in the label.
      let inLabel = view.sides.first {
        anchor.tokens.upperBound <= $0.0.lowerBound && $0.0.upperBound < view.body
      }
      return inLabel?.0.lowerBound ?? view.body
    }
    guard view.anchors.last?.tokens == anchor.tokens else { return nil }
    // `Calculi - Rt: nil / Lt: 5 mm`, `Stones R: 2, L: 0`
    let next = anchor.tokens.upperBound
    if Clauses.isDash(next, before: view.range.upperBound, d) { return next + 1 }
    if let side = view.sides.first(where: { $0.0.lowerBound == next }),
      side.0.upperBound < view.range.upperBound,
      d.tokens[side.0.upperBound].byte == UInt8(ascii: ":")
    {
      return next
    }
    return span(anchor.tokens.upperBound, view.range.upperBound).first {
      d.tokens[$0].byte == UInt8(ascii: ":")
    }.map { $0 + 1 }
  }

  /// Places that each have a length of their own behind a group: `stones in each kidney: right upper calyx 4 mm, left
  /// lower pole 5 mm`.
  func sizedPlaces(
    of k: Int, _ whole: BoundSite, _ sized: [SizeBinder.Sized], _ view: SentenceView
  ) -> [Member] {
    if sized.count < 2 { return [] }
    let anchor = view.anchors[k]
    if lexicon.rows.anchors[anchor.entry].isAdjective, anchor.noun == nil { return [] }
    let end = k + 1 < view.anchors.count ? view.anchors[k + 1].tokens.lowerBound : view.range.upperBound
    var result: [Member] = []
    var last = 0
    for s in sized
    where s.measurement.tokens.lowerBound >= anchor.tokens.upperBound
      && s.measurement.tokens.upperBound <= end
    {
      let length = s.measurement.tokens
      let mark = d.tokens[length.lowerBound - 1]
      let isMarked =
        mark.kind == .punctuation && mark.byte != UInt8(ascii: ",") && mark.byte != UInt8(ascii: ";")
      var stop = length.lowerBound - (isMarked ? 1 : 0)
      // `right up to 4 mm, left up to 7 mm`
      let isLimited = stop > anchor.tokens.upperBound + 1 && d.classes[stop - 1].contains(.limit)
      while stop > anchor.tokens.upperBound + 1, d.classes[stop - 1].contains(.limit) { stop -= 1 }
      var place = whole
      place.parts = TokenRuns()
      place.partText = nil
      place.impliedSide = false
      if place.laterality == .bilateral { place.laterality = nil }
      if let chunk = view.chunks.first(where: { $0.tokens.upperBound == stop }) {
        let isNamed = chunk.parts.isEmpty && chunk.partText == nil
        guard fits(chunk, whole.organ, anchor), !s.former,
          !isNamed || (s.measurement.millimetres.max() ?? 0) <= Self.longestOfOrgan
        else { break }
        place.organ = chunk.organ ?? whole.organ
        place.parts = chunk.parts
        place.partText = chunk.partText
        if let side = chunk.laterality, !chunk.impliedSide {
          place.laterality = side
          place.sideEvidence = chunk.sideTokens
        }
        place.tokens = chunk.tokens
      } else if let side = view.sides.first(where: { $0.0.upperBound == stop }) {
        place.laterality = side.1
        place.sideEvidence = side.0
        place.tokens = side.0
      } else {
        break
      }
      guard opensSized(place.tokens.lowerBound, behind: result.isEmpty ? nil : last, anchor) else { break }
      last = length.upperBound
      result.append(
        Member(
          place: place,
          quantity: QuantityBinder.Bound(
            multiplicity: isLimited ? .multiple : .single, count: nil, tokens: length), sizes: [s]))
    }
    return result.count > 1 ? result : []
  }

  /// Longest length that is a stone's where an organ's name stands in front of it.
  private static let longestOfOrgan = 50.0

  /// Only marks and joining words part the members of a list; the first stands behind a mark or the anchor itself.
  private func opensSized(_ i: Int, behind last: Int?, _ anchor: SentenceView.AnchorHit) -> Bool {
    guard let last else { return i == anchor.tokens.upperBound || d.tokens[i - 1].kind == .punctuation }
    return span(last, i).allSatisfy {
      d.tokens[$0].kind == .punctuation && d.tokens[$0].byte != UInt8(ascii: "/")
        || !d.classes[$0].isDisjoint(with: [.and, .determiner, .within])
    }
  }

  /// `Renal stones: right - none; left - 4 mm, mid pole`
  private func valuesBySide(
    _ anchor: SentenceView.AnchorHit, _ whole: BoundSite, _ quantity: QuantityBinder.Bound,
    _ sized: [SizeBinder.Sized], _ view: SentenceView
  ) -> [Member] {
    guard anchor.tokens.lowerBound >= view.range.lowerBound, let start = values(of: anchor, view) else {
      return []
    }
    var sides = view.sides
    for c in view.chunks { if let t = c.sideTokens, let l = c.laterality { sides.append((t, l)) } }
    sides = sides.filter { $0.0.lowerBound >= start && ($0.1 == .left || $0.1 == .right) }
      .sorted { $0.0.lowerBound < $1.0.lowerBound }
    guard sides.count == 2, sides[0].1 != sides[1].1, sides[0].0.lowerBound <= start + 1 else {
      return []
    }
    var result: [Member] = []
    for (n, side) in sides.enumerated() {
      let segment = span(side.0.upperBound, n == 0 ? sides[1].0.lowerBound : view.range.upperBound)
      guard let value = segment.first(where: { d.tokens[$0].kind != .punctuation }) else { return [] }
      var place = whole
      place.laterality = side.1
      place.sideEvidence = side.0
      place.parts = TokenRuns()
      place.partText = nil
      for c in view.chunks
      where (segment.contains(c.tokens.lowerBound) || c.sideTokens == side.0) && fits(c, whole.organ, anchor)
      {
        place.parts.append(contentsOf: c.parts)
      }
      let count = view.quantities.first {
        segment.contains($0.tokens.lowerBound) && !d.shaped[$0.tokens.lowerBound]
      }.map { lexicon.quantities[$0.entry].count }
      let isAbsent =
        count == 0
        || view.cues.contains { hit in
          hit.tokens.lowerBound == value
            && (0..<Int(hit.row.count)).contains {
              lexicon.rows.cues[Int(hit.row.start) + $0].presence == .absent
            }
        }
      let sizes = sized.filter { segment.contains($0.measurement.tokens.lowerBound) && !$0.former }
      if !isAbsent, sizes.isEmpty, place.parts.isEmpty, (count ?? nil) == nil { return [] }
      var own = QuantityBinder.Bound(multiplicity: nil, count: nil, tokens: side.0)
      if let count = count ?? nil {
        own.count = count
        own.multiplicity = count == 1 ? .single : .multiple
      } else {
        own.multiplicity = sizes.count == 1 ? .single : quantity.multiplicity
      }
      result.append(Member(place: place, quantity: own, sizes: sizes, isAbsent: isAbsent))
    }
    return result
  }
}
