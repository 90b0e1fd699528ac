// What the report found before and speaks of again: `this stone`, `the calcified seroma`, `these microcalcifications`.

extension MentionExtractor {
  /// What was found at a place.
  struct KnownPlace {
    var kind: Symbol
    var host: Symbol?
    var site: BoundSite
    /// Its sentence.
    var sentence: Int
  }

  /// Places to which an anchor can return: the last ones.
  private static let remembered = 64

  /// How an anchor says that it was spoken of before.
  private enum Pointer { case the, this }

  /// Tokens in front of an anchor in which the article of its noun phrase is looked for.
  private static let longestPhrase = 7

  /// Gives an anchor that speaks of something found before the place where that lies: organs that were named in between
  /// are not where it is.
  func returnToKnown(
    _ anchor: SentenceView.AnchorHit, _ bound: HostBinder.Bound?, _ view: SentenceView,
    _ binder: SiteBinder, _ state: State, _ work: inout Work
  ) {
    if state.known.isEmpty || work.places.count > 1 || lexicon.rows.has(anchor.kind, .score) { return }
    let pointer = pointer(to: anchor, view)
    guard let place = work.places.first else {
      if pointer != nil || binder.definite(anchor, view),
        let known = self.known(anchor, bound, view, state)
      {
        work.places.append(known)
      }
      return
    }
    // `The left-sided concretions`: those of that side, if any.
    let ofSide = place.sideEvidence.flatMap { view.range.contains($0.lowerBound) ? place.laterality : nil }
    func known(at here: BoundSite? = nil) -> BoundSite? {
      self.known(anchor, bound, view, state, ofSide: ofSide, at: here)
    }
    switch place.rule {
    case .clause: return
    case .title, .none:
      if pointer != nil || binder.definite(anchor, view), let known = known() {
        work.places[0] = known
      }
    case .before, .modality:
      if pointer != nil, let known = known() { work.places[0] = known }
    case .label:
      guard let pointer else { return }
      if let here = known(at: place) {
        adopt(here, &work.places[0])
      } else if pointer == .this, let known = known() {
        work.places[0] = known
      }
    case .host, .anchor:
      if pointer != nil, let here = known(at: place) {
        adopt(here, &work.places[0])
      }
    }
  }

  /// Adds the part and the side of a known place to one that names its organ only.
  private func adopt(_ known: BoundSite, _ place: inout BoundSite) {
    if place.parts.isEmpty, place.partText == nil {
      place.parts = known.parts
      place.partText = known.partText
    }
    if place.laterality == nil || place.impliedSide {
      place.laterality = known.laterality
      place.impliedSide = known.impliedSide
      place.sideEvidence = known.sideEvidence
    }
  }

  /// The place of the last thing of the same host, or else of the same kind; several are at all of theirs.
  ///
  /// - Parameters:
  ///   - side: the side that it has to be on.
  ///   - here: the organ, and the side where it has one, that it has to be at.
  private func known(
    _ anchor: SentenceView.AnchorHit, _ bound: HostBinder.Bound?, _ view: SentenceView, _ state: State,
    ofSide side: Laterality? = nil, at here: BoundSite? = nil
  ) -> BoundSite? {
    let row = lexicon.rows.anchors[anchor.entry]
    func lies(_ known: KnownPlace) -> Bool {
      if let side, known.site.laterality != side { return false }
      guard let here else { return true }
      return known.site.organ == here.organ
        && (here.laterality == nil || here.impliedSide || known.site.laterality == here.laterality)
    }
    func fits(_ known: KnownPlace) -> Bool {
      if let bound { return bound.name != nil && known.host == bound.name && lies(known) }
      return !row.isAdjective && known.kind == anchor.kind && lies(known)
    }
    let recent = state.known.suffix(Self.remembered)
    guard
      let last = recent.lastIndex(where: fits)
        ?? recent.lastIndex(where: { bound == nil && isNamed(by: anchor, $0) && lies($0) })
    else { return nil }
    var site = state.known[last].site
    let told = d.sentences[state.known[last].sentence]
    let now = d.sentences[view.index]
    if d.sections[told.section].name != d.sections[now.section].name || told.paragraph != now.paragraph {
      // A conclusion that no longer names the part speaks of all of it.
      site.parts = TokenRuns()
      site.partText = nil
      if site.laterality == .bilateral { site.laterality = nil }
      return site
    }
    guard row.number == .plural else { return site }
    for k in (recent.startIndex..<last).reversed() {
      let other = state.known[k]
      guard fits(other), other.site.organ == site.organ,
        other.sentence >= state.known[last].sentence - 1
      else { break }
      if other.site.laterality != site.laterality {
        site.laterality = other.site.laterality == nil || site.laterality == nil ? nil : .bilateral
      }
      if !other.site.parts.isEmpty || !site.parts.isEmpty { site.parts = TokenRuns() }
      site.partText = nil
    }
    return site
  }

  /// `the calcifications` may be what was called microcalcifications; a stone or a score is no calcification.
  private func isNamed(by anchor: SentenceView.AnchorHit, _ known: KnownPlace) -> Bool {
    let row = lexicon.rows.anchors[anchor.entry]
    func isOther(_ kind: Symbol) -> Bool {
      lexicon.rows.has(kind, .calculus) || lexicon.rows.has(kind, .score)
    }
    return !row.isAdjective && !isOther(anchor.kind) && !isOther(known.kind)
  }

  /// It was spoken of before, and nothing asks whether it is there (`if the stone is confirmed`).
  func isKnown(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    pointer(to: anchor, view) != nil
      && !view.cues.contains { hit in
        (0...2).contains(hit.tokens.lowerBound - anchor.tokens.upperBound)
          && lexicon.cues[hit.cues].contains { $0.axis == .presence && $0.value == Presence.present.rawValue }
      }
  }

  /// The article in front of an anchor that says that it was spoken of before.
  private func pointer(to anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Pointer? {
    let first = max(view.body, anchor.tokens.lowerBound - Self.longestPhrase)
    for i in span(first, anchor.tokens.lowerBound).reversed() {
      let t = d.tokens[i]
      let c = d.classes[i]
      // `its calcification` is of something else.
      if c.isSuperset(of: [.definite, .backReference]), !c.contains(.pronoun) { return nil }
      if c.contains(.definite) { return c.contains(.pronoun) ? .this : .the }
      if c.contains(.backReference), !c.contains(.pronoun) || c.contains(.determiner) { return .the }
      if t.kind == .punctuation, !t.gluedHyphen { return nil }
      // `On the right no concrement`
      if view.cues.contains(where: { $0.row.traits.contains(.presenceAhead) && $0.tokens.contains(i) }) {
        return nil
      }
      if !c.isDisjoint(with: [
        .finite, .within, .inside, .away, .with, .and, .or, .but, .relative, .of, .from,
      ]) {
        return nil
      }
    }
    return nil
  }
}
