// Sides that stand by themselves: as the value of a label, or said of both members of a pair.

extension SiteBinder {
  /// `Renal calculi: right`, `Renal calculi - left`: all that is said of the anchor is its side.
  func takeSideAsValue(_ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Bool
  {
    let sign = anchor.tokens.upperBound
    guard site.laterality == nil, paired(site.organ), sign < view.range.upperBound,
      d.tokens[sign].byte == UInt8(ascii: ":") || d.tokens[sign].byte == UInt8(ascii: "-"),
      let own = view.sides.first(where: { $0.0.lowerBound == sign + 1 }),
      own.0.upperBound >= view.range.upperBound || d.tokens[own.0.upperBound].kind == .punctuation
    else { return false }
    site.laterality = own.1
    site.sideEvidence = own.0
    return true
  }

  /// `The heart is normal. A nodule at the right apex.`: what has a side is no part of a whole that has none, where
  /// another organ is the likely one.
  func canBeOf(_ organ: Symbol?, _ part: SiteChunk) -> Bool {
    part.laterality == nil || part.fallback == nil || part.fallback == organ || !generic(organ)
      || paired(organ)
  }

  /// The clause, or the measures of the sentence, name the left and the right.
  func speaksOfBoth(_ clause: Range<Int>, _ view: SentenceView) -> Bool {
    let measured = measured(view)
    var both = SideSet()
    for s in view.sides where measured || clause.contains(s.0.lowerBound) { both.insert(s.1) }
    return both.contains([.left, .right])
  }

  /// `4.4 cm right, 4.3 cm left`: both sides are measured.
  func measured(_ view: SentenceView) -> Bool {
    if view.measurements.isEmpty { return false }
    var sides = SideSet()
    for s in view.sides where view.measurements.contains(where: { $0.tokens.upperBound == s.0.lowerBound }) {
      sides.insert(s.1)
    }
    return sides.contains([.left, .right])
  }

  /// `On the left there is …`: the side that opens the sentence, where no other stands between it and the anchor.
  func topicSide(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> (Range<Int>, Laterality)? {
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

  /// `Carotid bulbs: both calcified`
  func speaksOfEach(_ clause: Range<Int>, _ anchor: SentenceView.AnchorHit) -> Bool {
    span(clause.lowerBound, anchor.tokens.lowerBound).contains { d.classes[$0].contains(.sideDeterminer) }
  }

  /// `calcified paratracheal nodes`: another station than the one spoken of before, unless it is `the` node.
  func isStation(_ site: BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    lexicon.rows.traits(site.organ).contains(.collective) && !site.parts.isEmpty && !definite(anchor, view)
  }

  /// Only the name of another finding says which organ is meant: `no calculus or hydronephrosis`.
  func isOfFinding(_ site: BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    site.rule == .clause && site.tokens.upperBound != anchor.tokens.lowerBound
      && view.chunks.contains { $0.weak && $0.tokens == site.tokens }
  }

  /// `Cholelithiasis and right nephrolithiasis`: the side belongs to what is joined behind it.
  func isOfNext(_ side: Range<Int>, behind anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    span(anchor.tokens.upperBound, side.lowerBound).contains { !d.classes[$0].isDisjoint(with: [.and, .or]) }
      && leadsToAnchor(side, view)
  }

  /// `calcification (right 1.4, left 1.1)`, `some of them calcified, with extension on the left`: a value of that side, or
  /// where something else lies.
  func isOfValue(_ side: Range<Int>, behind anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let gap = span(anchor.tokens.upperBound, side.lowerBound)
    // Numbers that are no lengths are values.
    if let open = gap.last(where: { d.tokens[$0].byte == UInt8(ascii: "(") }),
      !span(open, side.lowerBound).contains(where: { d.tokens[$0].byte == UInt8(ascii: ")") }),
      let first = view.sides.first(where: { $0.0.lowerBound == open + 1 })?.0,
      first.upperBound < view.range.upperBound, d.tokens[first.upperBound].kind == .number,
      !view.measurements.contains(where: { $0.tokens.lowerBound == first.upperBound }),
      !view.quantities.contains(where: { $0.tokens.lowerBound == first.upperBound })
    {
      return true
    }
    guard
      let with = gap.first(where: {
        d.classes[$0].contains(.with) && d.tokens[$0 - 1].byte == UInt8(ascii: ",")
      })
    else { return false }
    return span(with + 1, side.lowerBound).contains {
      d.classes[$0].isOpen && d.tokens[$0].kind == .word
    }
  }

  /// `renal stones, s/p right URS`: the side is that of a treatment or an examination.
  func isOfService(_ side: Range<Int>) -> Bool {
    d.matches(in: side.upperBound..<(side.upperBound + 1)).contains {
      $0.category == .advice && [.noun, .modality].contains(lexicon.advice[Int($0.entry)].role)
    }
  }

  /// Only modifiers stand between the side and the next anchor.
  func leadsToAnchor(_ side: Range<Int>, _ view: SentenceView) -> Bool {
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

  /// Another anchor stands between the side and this one.
  func stands(
    between side: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> Bool {
    view.anchors.contains {
      side.upperBound <= $0.tokens.lowerBound && $0.tokens.upperBound <= anchor.tokens.lowerBound
    }
  }

  /// `Right kidney 6 cm and left 5.8 cm; each also holds a stone`: the clause speaks of both members of the pair.
  func takeSideOfEach(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ clause: Range<Int>, _ view: SentenceView
  ) -> Bool {
    let first = clause.lowerBound + (d.classes[clause.lowerBound].contains(.and) ? 1 : 0)
    guard paired(site.organ), clause.lowerBound > view.body, first + 1 < anchor.tokens.lowerBound,
      d.classes[first].isSuperset(of: [.sideDeterminer, .pronoun]), site.tokens.upperBound <= first,
      !d.classes[first + 1].isDisjoint(with: [.finite, .contain, .adverb])
    else { return false }
    site.laterality = .bilateral
    site.sideEvidence = first..<(first + 1)
    return true
  }

  /// The place is of the organ, or a part that can be.
  func isOf(_ organ: Symbol?, _ chunk: SiteChunk) -> Bool {
    chunk.organ == nil ? chunk.candidates.contains(organ) : chunk.organ == organ
  }

  /// Behind a comma, what only accompanies a calcification is named.
  func isOfOther(_ gap: Range<Int>) -> Bool {
    gap.contains { d.classes[$0].contains(.accompaniment) }
      && gap.contains { d.tokens[$0].byte == UInt8(ascii: ",") || d.tokens[$0].byte == UInt8(ascii: ";") }
  }
}
