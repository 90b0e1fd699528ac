// What one sentence owes to others: labels, what was spoken of before, and sentences that refer back.

extension MentionExtractor {
  /// The host whose word names an organ: the anchor's own noun, or what is said to be calcified.
  func implying(_ bound: HostBinder.Bound?, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Int?
  {
    for h in [anchor.noun, bound?.index, bound?.container] {
      if let h, lexicon.hosts[view.hosts[h].entry].organ != nil { return h }
    }
    return nil
  }

  /// `this`, `it`, `within it`: the anchor speaks of something named before.
  func refers(to anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    // `calcification within it`, `in any of these`
    for i in span(anchor.tokens.upperBound, min(view.range.upperBound, anchor.tokens.upperBound + 7))
    where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference)
      && d.classes[i - 1].contains(.inside)
    {
      return i + 1 >= view.range.upperBound || d.tokens[i + 1].kind == .punctuation
        || d.classes[i + 1].contains(.finite)
    }
    // `it is not calcified`
    guard lexicon.anchors[anchor.entry].form == .adjective, anchor.noun == nil else { return false }
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    for i in span(max(clause.lowerBound, view.body), min(clause.lowerBound + 3, anchor.tokens.lowerBound))
    where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference)
      && d.classes[i + 1].contains(.finite)
    { return true }
    return false
  }

  func sideOnly(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ labelSides: [Laterality]
  ) {
    if let near = view.sides.min(by: {
      SentenceView.gap($0.0, anchor.tokens).count < SentenceView.gap($1.0, anchor.tokens).count
    }) {
      site.laterality = near.1
      site.sideEvidence = near.0
    } else {
      site.laterality = labelSides.last
    }
  }

  func labelPlaces(_ sentence: Sentence, _ memory: SiteMemory) -> (
    [[SiteChunk]], [Laterality], String?
  ) {
    var places: [[SiteChunk]] = []
    var sides: [Laterality] = []
    var host: String?
    for label in sentence.labels {
      let matches = slice(label)
      var (chunks, bare) = SiteChunker.chunks(in: label, matches, d, lexicon)
      for i in chunks.indices where chunks[i].organ == nil {
        // A part in a label takes the organ of the outer label.
        let outer = places.reversed().joined().first { chunks[i].candidates.contains($0.organ ?? "") }
        chunks[i].borrowed = true
        chunks[i].organ = outer?.organ ?? memory.expected(chunks[i])?.organ ?? chunks[i].fallback
        if chunks[i].laterality == nil, !(outer?.impliedSide ?? false) {
          chunks[i].laterality = outer?.laterality
        }
      }
      places.append(chunks)
      for c in chunks where !c.impliedSide { if let l = c.laterality { sides.append(l) } }
      for b in bare { sides.append(b.1) }
      if let h = matches.last(where: { $0.category == .host }), !lexicon.hosts[Int(h.entry)].isOther,
        !lexicon.hosts[Int(h.entry)].isFeature, lexicon.hosts[Int(h.entry)].kind == nil,
        !lexicon.hosts[Int(h.entry)].mass,
        !matches.contains(where: { $0.category == .anchor && Int($0.end) <= label.upperBound })
      {
        host = lexicon.hosts[Int(h.entry)].host
      }
    }
    return (places, sides, host)
  }

  func slice(_ range: Range<Int>) -> ArraySlice<PhraseMatch> { d.matches(in: range) }

  func remember(
    _ view: SentenceView, _ sentence: Sentence, _ section: Section, _ mentioned: [BoundSite],
    _ state: inout State
  ) {
    if let label = sentence.labels.last, view.range.contains(label.lowerBound), !view.measurements.isEmpty,
      view.hosts.contains(where: { label.contains($0.tokens.lowerBound) && !lexicon.hosts[$0.entry].isOther }
      ), view.measurements[0].tokens.lowerBound <= view.body + 1
    {
      state.labelSizes[label.lowerBound] = [
        SizeBinder.Sized(measurement: view.measurements[0], owner: .none, former: false)
      ]
    }
    var chunks = view.chunks
    for i in chunks.indices where chunks[i].organ == nil {
      let earlier = state.memory.past.last?.chunks.first { chunks[i].candidates.contains($0.organ ?? "") }
      chunks[i].organ = earlier?.organ ?? chunks[i].fallback
      if chunks[i].laterality == nil, !(earlier?.impliedSide ?? false) {
        chunks[i].laterality = earlier?.laterality
      }
    }
    if sentence.isTitle
      || section.name == .other && sentence.section <= 1 && view.index < SiteMemory.titleSentences
    {
      state.memory.title += chunks.prefix(SiteMemory.longestTitle - state.memory.title.count)
      for c in chunks where !c.impliedSide {
        if let l = c.laterality {
          state.memory.titleSide =
            state.memory.titleSide == nil || state.memory.titleSide == l ? l : .bilateral
        }
      }
      for s in view.sides {
        state.memory.titleSide =
          state.memory.titleSide == nil || state.memory.titleSide == s.1 ? s.1 : .bilateral
      }
    }
    for organ in mentioned.compactMap(\.organ) where organ != state.memory.organs.last {
      state.memory.organs.removeAll { $0 == organ }
      state.memory.organs.append(organ)
    }
    for site in mentioned {
      if let organ = site.organ, let l = site.laterality, l == .left || l == .right {
        state.memory.sides[organ] = l
      }
    }
    if chunks.isEmpty && mentioned.isEmpty { return }
    if sentence.isTitle, view.anchors.isEmpty { return }
    state.memory.past.append(
      SiteMemory.Past(
        sentence: view.index, paragraph: sentence.paragraph, item: sentence.item, section: sentence.section,
        chunks: chunks,
        mentioned: mentioned.filter { $0.organ != nil }))
    if state.memory.past.count > 8 { state.memory.past.removeFirst() }
    if let h = view.hosts.last(where: {
      !lexicon.hosts[$0.entry].isOther && !lexicon.hosts[$0.entry].isFeature
    }), view.anchors.isEmpty {
      state.lastHost = lexicon.hosts[h.entry].host
      state.lastHostOrgan = lexicon.hosts[h.entry].organ
    }
    if !view.anchors.isEmpty { state.lastSentence = view.index }
  }

  /// A sentence without an anchor that speaks of the one before: its change and its sizes belong there.
  func referBack(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ state: State,
    _ output: inout Output
  ) {
    guard state.lastSentence >= 0, state.lastSentence == view.index - 1, view.body < view.range.upperBound,
      d.sentences[view.index - 1].section == sentence.section
    else { return }
    guard
      (span(view.body, min(view.body + 2, view.range.upperBound))).contains(where: {
        d.classes[$0].contains(.backReference)
      })
    else { return }
    let target = view.body..<(view.body + 1)
    let assertion = ContextEngine(lexicon: lexicon).assertion(of: target, in: view, d)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view) { _ in false }
    let cause = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches).first
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == state.lastSentence else { break }
      guard output.mentions[i].presence != .absent else { continue }
      if output.mentions[i].change == nil, let change = assertion.change {
        output.mentions[i].change = change
        if let decision = assertion.decisions.last(where: { $0.cue.axis == .change }) {
          output.mentions[i].evidence.append(
            Evidence(slot: .change, range: d.byteRange(decision.tokens), rule: decision.cue.id))
        }
      }
      if output.mentions[i].statedCause == nil, let cause {
        output.mentions[i].statedCause = d.byteRange(cause.tokens)
        output.mentions[i].evidence.append(
          Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
      }
      if output.mentions[i].sizeMM.isEmpty {
        fill(&output.mentions[i], sizes: sized.filter { $0.owner == .earlier && !$0.former })
      }
    }
  }
}
