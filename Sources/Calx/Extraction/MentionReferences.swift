// Sentences without an anchor that say more of the finding in front of them: `It lies in the lower pole and is unchanged.`

extension MentionExtractor {
  /// Gives a cause to the mentions of a sentence that are there and state none.
  private func give(_ cause: CauseFinder.Cause, to sentence: Int, _ output: inout Output) {
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == sentence else { break }
      if output.mentions[i].presence == .absent || output.mentions[i].statedCause != nil { continue }
      output.mentions[i].statedCause = d.byteRange(cause.tokens)
      output.mentions[i].evidence.append(
        Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
    }
  }

  /// Words of a sentence that says only how something has changed, at most.
  private static let bareWords = 9

  /// `Unchanged since 2020.`, `Previously 9 mm.`: no thing or place of its own.
  private func isBare(_ view: SentenceView, _ former: [SizeBinder.Sized]) -> Bool {
    guard view.range.upperBound - view.body <= Self.bareWords, view.chunks.isEmpty, view.sides.isEmpty,
      view.hosts.isEmpty, view.body == view.range.lowerBound, opens(view, withFormer: former.count == 1)
    else { return false }
    return view.range.allSatisfy { i in
      d.tokens[i].kind != .word || d.shaped[i] || !d.classes[i].isOpen
        || view.cues.contains { $0.tokens.contains(i) }
        || view.measurements.contains { $0.tokens.contains(i) }
        || d.matches(in: i..<(i + 1)).contains { $0.category == .advice || $0.category == .companion }
    }
  }

  /// Words of what stood still or moved begin it, or, with a former length, words of the past.
  private func opens(_ view: SentenceView, withFormer: Bool) -> Bool {
    view.cues.contains { hit in
      hit.tokens.lowerBound - view.body <= 1
        && lexicon.cues[hit.cues].contains { cue in
          if cue.direction == .pseudo { return false }
          if withFormer { return cue.axis == .temporality && cue.value == Temporality.historical.rawValue }
          return view.measurements.isEmpty && cue.axis == .change
            && [Change.stable, .increased, .decreased].contains { $0.rawValue == cue.value }
        }
    }
  }

  /// A sentence without an anchor that speaks of the one before: its change and its sizes belong there.
  func referBack(
    _ view: inout SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>,
    _ binder: SiteBinder, _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    guard state.lastSentence >= 0, state.lastReference == view.index - 1, view.body < view.range.upperBound,
      d.sentences[state.lastSentence].section == sentence.section
    else { return }
    let cause = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches).first
    let subject = view.body..<min(view.body + 2, view.range.upperBound)
    let refers = subject.contains { d.classes[$0].contains(.backReference) }
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view, byWords: true)
    let former = sized.filter(\.former)
    let isBare = !refers && isBare(view, former)
    let tells = isAttribute(view)
    guard refers || isBare || tells || opensWithVerb(view) else {
      // `Likely sequela of old TB.`: a sentence that opens with a cause gives it to the one before.
      if let cause, state.lastSentence == view.index - 1, cause.cue.lowerBound <= view.body + 1,
        cause.tokens.upperBound + 1 >= view.range.upperBound
      {
        give(cause, to: state.lastSentence, &output)
      }
      return
    }
    state.lastReference = view.index
    let target = tells ? view.range.lowerBound..<view.body : view.body..<(view.body + (refers ? 1 : 0))
    let assertion = ContextEngine(lexicon: lexicon).assertion(of: target, in: view, d)
    let present = sized.filter { !$0.former }
    let last = output.mentions.last?.anchor
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == state.lastSentence else { break }
      guard output.mentions[i].presence != .absent, !isBare || output.mentions[i].anchor == last else {
        continue
      }
      var words = output.mentions[i].words
      if output.mentions[i].change == nil, let change = assertion.change {
        output.mentions[i].change = change
        if let cue = assertion.changeCue {
          words.evidence.append(
            Evidence(slot: .change, range: d.byteRange(cue.tokens), rule: cue.id(lexicon)))
        }
      }
      if words.sizeMM.isEmpty { fill(&words, sizes: present.filter { tells || $0.owner == .earlier }) }
      if output.mentions[i].change == nil, former.count == 1, let before = former.first,
        let now = words.sizeMM.max(), tells || present.allSatisfy({ $0.owner == .earlier }),
        let then = before.measurement.millimetres.max()
      {
        output.mentions[i].change = now > then ? .increased : now < then ? .decreased : .stable
        words.evidence.append(
          Evidence(
            slot: .change, range: d.byteRange(before.measurement.tokens), rule: "change.former-size"))
      }
      if output.mentions[i].statedCause == nil, let cause {
        output.mentions[i].statedCause = d.byteRange(cause.tokens)
        words.evidence.append(
          Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
      }
      output.mentions[i].words = words
    }
    // `The largest lies in the lower pole`: not all of them do.
    if tells || refers && d.classes[view.body].contains(.pronoun) {
      tellMore(of: target, &view, sentence, binder, &state, &work, &output)
    }
  }

  /// `Size: 6 mm`, `Location: left kidney`: a label that names an attribute, and its value.
  private func isAttribute(_ view: SentenceView) -> Bool {
    view.body > view.range.lowerBound && view.body < view.range.upperBound && view.hosts.isEmpty
      && span(view.range.lowerBound, view.body).allSatisfy {
        d.tokens[$0].kind == .punctuation || d.classes[$0].contains(.attribute)
      }
  }

  /// `Measures 5 mm.`, `Is unchanged.`: the subject is that of the sentence before.
  private func opensWithVerb(_ view: SentenceView) -> Bool {
    guard view.body == view.range.lowerBound, view.hosts.isEmpty, view.chunks.isEmpty else { return false }
    let c = d.classes[view.body]
    return !c.isDisjoint(with: [.finite, .be]) && c.isDisjoint(with: [.existential, .pronoun, .relative])
  }

  // MARK: - Place and look

  /// Reads the pronoun of a sentence as if it were the anchor that it stands for, and gives the mentions of that anchor
  /// the place and the descriptions that they lack.
  private func tellMore(
    of pronoun: Range<Int>, _ view: inout SentenceView, _ sentence: Sentence, _ binder: SiteBinder,
    _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    guard var anchor = state.lastAnchor, let ordinal = output.mentions.last?.anchor,
      !view.chunks.isEmpty || !view.sides.isEmpty || !view.qualifiers.isEmpty
    else { return }
    anchor.tokens = pronoun
    anchor.noun = nil
    view.anchors.append(anchor)
    defer { view.anchors.removeAll(keepingCapacity: true) }
    let place = place(of: anchor, view, sentence, binder, state, &work)
    QualifierBinder(lexicon: lexicon, reading: reading).qualifiers(
      of: 0, host: nil, in: view, into: &work.descriptors)
    var told = MentionDraft(anchor, d.byteRange(pronoun), d.sections[sentence.section].name)
    told.organ = place?.organ ?? work.last.last?.organ
    fill(&told, work.descriptors, anchor.entry)
    var k = work.last.count
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == state.lastSentence, output.mentions[i].anchor == ordinal else {
        break
      }
      k -= 1
      if output.mentions[i].presence == .absent { continue }
      if let place, k >= 0, let moved = moved(work.last[k], to: place) {
        write(moved, anchor, to: &output.mentions[i], &work)
        for p in state.known.indices.reversed() {
          if state.known[p].sentence != state.lastSentence { break }
          if state.known[p].site.tokens == work.last[k].tokens { state.known[p].site = moved }
        }
        work.last[k] = moved
      }
      describe(&output.mentions[i], told)
    }
  }

  /// The place where the sentence says that the pronoun lies: its verb is one of being, and a preposition leads there.
  private func place(
    of pronoun: SentenceView.AnchorHit, _ view: SentenceView, _ sentence: Sentence, _ binder: SiteBinder,
    _ state: State, _ work: inout Work
  ) -> BoundSite? {
    guard
      let first = [view.chunks.first?.tokens.lowerBound, view.sides.first?.0.lowerBound].compactMap(\.self)
        .min(),
      view.body > pronoun.tokens.lowerBound
        || locates(pronoun.tokens.upperBound..<max(first, pronoun.tokens.upperBound), view)
    else { return nil }
    labelPlaces(sentence, state.memory, &work)
    work.scene.sentence = sentence
    work.scene.section = d.sections[sentence.section].name
    binder.open(&work.scene, view, state.memory)
    binder.sites(
      of: pronoun, in: view, &work.scene, memory: state.memory, host: nil, denied: false, into: &work.places)
    guard work.places.count <= 1 else { return nil }
    if let place = work.places.first, place.rule == .clause { return place }
    let side = sideOnly(pronoun, view, nil)
    return side.sideEvidence == nil ? nil : side
  }

  /// Words that are no part of the grammar between a pronoun and its place, at most: `is located in`.
  private static let openWords = 1

  /// The words between the pronoun and its place say that it lies there, and nothing else.
  private func locates(_ words: Range<Int>, _ view: SentenceView) -> Bool {
    var isLed = false
    var open = 0
    for i in words {
      let c = d.classes[i]
      if view.hosts.contains(where: { $0.tokens.contains(i) })
        || view.cues.contains(where: { $0.tokens.contains(i) && $0.row.traits.contains(.deniesAhead) })
        || !c.isDisjoint(with: [.with, .from, .relative, .but, .purpose])
        || c.contains(.away) && !c.contains(.within)
      {
        return false
      }
      if c.contains(.dimension) { continue }
      if !c.isDisjoint(with: [.within, .inside]) { isLed = true }
      if c.isOpen, d.tokens[i].kind == .word, !d.shaped[i],
        !view.cues.contains(where: { $0.tokens.contains(i) })
      {
        // `causes obstruction in`: what is done there is not where it lies.
        if i == words.lowerBound || d.classes[i - 1].isDisjoint(with: [.be, .adverb]) { return false }
        open += 1
      }
    }
    // `They are bilateral.`
    let isState = words.last.map { d.classes[$0].contains(.be) } ?? false
    return (isLed || isState) && open <= Self.openWords
  }

  /// A place with what was told behind it: all of it where there was none, else part and side that it lacked; nil where
  /// nothing is new.
  private func moved(_ old: BoundSite, to new: BoundSite) -> BoundSite? {
    guard new.organ == nil || new.organ == old.organ else {
      // What the sentence itself named is not somewhere else.
      guard old.organ == nil || [.before, .title, .modality, .label].contains(old.rule) else { return nil }
      var site = new
      site.laterality = new.laterality ?? old.laterality
      return site
    }
    let isPartNew = old.parts.isEmpty && old.partText == nil && (!new.parts.isEmpty || new.partText != nil)
    let isSideNew = (old.laterality == nil || old.impliedSide) && new.laterality != nil
    if !isPartNew, !isSideNew { return nil }
    var site = old
    if isPartNew {
      site.parts = new.parts
      site.partText = new.partText
    }
    if isSideNew {
      site.laterality = new.laterality
      site.impliedSide = new.impliedSide
      site.sideEvidence = new.sideEvidence
    }
    return site
  }

  /// Gives a mention another place.
  private func write(
    _ site: BoundSite, _ anchor: SentenceView.AnchorHit, to m: inout Mention, _ work: inout Work
  ) {
    var draft = MentionDraft(anchor, m.range, m.section)
    fill(&draft, place: site, lexicon.rows.anchors[anchor.entry], &work.bytes)
    m.laterality = site.laterality
    var words = m.words
    words.organ = lexicon.rows.name(site.organ)
    words.part = draft.words.part
    words.evidence.removeAll { $0.slot == .organ || $0.slot == .part || $0.slot == .laterality }
    words.evidence += draft.words.evidence
    if words.organ == words.host, !lexicon.rows.traits(site.organ).contains(.collective) { words.host = nil }
    m.words = words
  }

  /// Gives a mention the descriptions of its pronoun.
  private func describe(_ m: inout Mention, _ told: MentionDraft) {
    var words = m.words
    let before = words.evidence.count
    for evidence in told.words.evidence {
      switch evidence.slot {
      case .morphology, .distribution: words.evidence.append(evidence)
      case .severity where m.severity == nil: words.evidence.append(evidence)
      case .sizeWord where words.sizeWord == nil: words.evidence.append(evidence)
      default: break
      }
    }
    if words.evidence.count == before { return }
    for shape in told.words.morphology where !words.morphology.contains(shape) {
      words.morphology.append(shape)
    }
    for spread in told.words.distribution where !words.distribution.contains(spread) {
      words.distribution.append(spread)
    }
    words.sizeWord = words.sizeWord ?? told.words.sizeWord
    m.severity = m.severity ?? told.slots.severity
    m.words = words
  }
}
