// The side of a place that its own sentence does not tell: what was said before, or what the report is about.

extension SiteBinder {
  /// A part that a row names (`isthmus of the thyroid`); of nodes only `the level III node`, which was spoken of.
  private func isPartSpokenOf(_ site: BoundSite, _ view: SentenceView) -> Bool {
    site.partText != nil
      && (!lexicon.rows.traits(site.organ).contains(.collective)
        || view.body < view.range.upperBound && d.classes[view.body].contains(.definite))
  }

  /// The side that the paragraph, an earlier mention of the organ or the title says.
  func recallSide(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ memory: SiteMemory,
    _ sentence: Sentence, denied: Bool
  ) {
    // `Calcifications in the left neck. These may represent calcified carotid atheroma.`
    if startsBack(view), memory.pastCount > 0, let l = memory[0].mentioned.last?.laterality, l != .bilateral,
      view.cues.contains(where: {
        $0.row.traits.contains(.affirmsAhead) && $0.tokens.upperBound <= anchor.tokens.lowerBound
      })
    {
      site.laterality = l
      return
    }
    // `Native kidneys: several calcifications`: the plural takes over no side of one.
    if site.impliedSide, site.rule == .label, !site.borrowed { return }
    // Not where the sentence names the organ itself (`no renal calculi`).
    if let organ = site.organ,
      site.rule != .clause || site.borrowed && !isStation(site, anchor, view)
        || !site.parts.isEmpty && !isStation(site, anchor, view) || isPartSpokenOf(site, view),
      !denied || startsBack(view), d.sections[sentence.section].name == .findings,
      let l = memory.side(of: organ, sentence)
    {
      site.laterality = l
      return
    }
    // `Right kidney 11 cm. A 4 mm renal calculus.`
    if !denied, !lexicon.rows.traits(site.organ).contains(.collective),
      d.sections[sentence.section].name == .findings,
      let l = memory.side(of: site.organ, sentence, reach: 1)
    {
      site.laterality = l
      return
    }
    if !denied, d.sections[sentence.section].name == .findings,
      let l = memory.side(of: lexicon.rows.organ(beside: site.organ), sentence)
    {
      site.laterality = l
      return
    }
    // `The left kidney is small. No calculus or hydronephrosis.`: denied with what else that organ would have.
    // `The right kidney is small. The pelvic stone is no longer present.`
    if denied, isOfFinding(site, anchor, view) || site.rule == .clause && definite(anchor, view),
      d.sections[sentence.section].name == .findings, let l = memory.side(of: site.organ, sentence, reach: 2)
    {
      site.laterality = l
      return
    }
    // `BI-RADS 4, left breast. The calcifications are …`
    if let organ = site.organ, definite(anchor, view),
      let l = memory.toldSide(of: organ, sentence) ?? memory.lastSide(of: organ)
    {
      site.laterality = l
      return
    }
    if let l = memory.titleSide, l == .left || l == .right, !memory.namesSeveral(in: lexicon) {
      site.laterality = l
    }
  }
}
