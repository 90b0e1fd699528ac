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
