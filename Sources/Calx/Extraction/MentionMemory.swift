// What one sentence owes to others: labels, and what was spoken of before.

extension MentionExtractor {
  /// The host whose word names an organ: the anchor's own noun, or what is said to be calcified.
  func implying(_ bound: HostBinder.Bound?, _ anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Int?
  {
    func names(_ h: Int?) -> Bool {
      h.map { lexicon.rows.hosts[view.hosts[$0].entry].organ != nil } ?? false
    }
    if names(anchor.noun) { return anchor.noun }
    return names(bound?.index) ? bound?.index : names(bound?.container) ? bound?.container : nil
  }

  /// The sentence speaks of a thing of the one before: `it contains`, `its margin shows`, `foci within`.
  func pointsBack(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let end = anchor.noun.map { view.hosts[$0].tokens.upperBound } ?? anchor.tokens.upperBound
    if end < view.range.upperBound, d.classes[end].contains(.inside), !d.classes[end].contains(.of),
      end + 1 >= view.range.upperBound || d.tokens[end + 1].kind == .punctuation
    {
      return true
    }
    return span(view.body, min(view.body + 5, anchor.tokens.lowerBound)).contains { i in
      let c = d.classes[i]
      return c.contains(.backReference) && c.contains(.pronoun) != c.contains(.determiner)
        && c.isDisjoint(with: [.group, .largest, .sideDeterminer])
    }
  }

  /// The first thing of the sentence before, which mentions no calcification, with its size.
  func thing(before view: SentenceView) -> (name: Symbol, sizes: [SizeBinder.Sized])? {
    let i = view.index - 1
    guard i >= 0, d.sentences[i].section == d.sentences[view.index].section else { return nil }
    let sentence = d.sentences[i]
    let before = SentenceView(i, sentence, d.matches(in: sentence.tokens), d, lexicon, text: text)
    guard before.anchors.isEmpty,
      let h = before.hosts.firstIndex(where: {
        let host = lexicon.rows.hosts[$0.entry]
        return !host.isOther && !host.isFeature && host.kind == nil && !host.mass && !host.plural
      })
    else { return nil }
    let sizes = SizeBinder(lexicon: lexicon, reading: reading).owners(in: before, byWords: true)
      .filter { $0.owner == .host(h) && !$0.former }
    return (lexicon.rows.hosts[before.hosts[h].entry].host, sizes)
  }

  /// The second anchor says what the first is: `focus in keeping with a calculus`.
  func identifies(_ a: Range<Int>, _ b: Range<Int>, _ view: SentenceView) -> Bool {
    view.clauses.crossings(from: a.upperBound - 1, to: b.lowerBound) == 0
      && view.cues.contains { hit in
        hit.tokens.lowerBound >= a.upperBound && hit.tokens.upperBound <= b.lowerBound
          && b.lowerBound - hit.tokens.upperBound <= 4 && hit.row.traits.contains(.affirmsAhead)
      }
  }

  /// `this`, `it`, `within it`: the anchor speaks of something named before.
  func refers(to anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    // `calcification within it`, `in any of these`
    for i in span(anchor.tokens.upperBound, min(view.range.upperBound, anchor.tokens.upperBound + 7))
    where d.classes[i].contains(.pronoun) && !d.classes[i].isDisjoint(with: [.backReference, .group])
      && d.classes[i - 1].contains(.inside) && !d.classes[i - 1].contains(.pronoun)
    {
      // `in two of them`
      var end = i + 1
      while end < view.range.upperBound, d.classes[end].isSuperset(of: [.pronoun, .group]) { end += 1 }
      return end >= view.range.upperBound || d.tokens[end].kind == .punctuation
        || d.classes[end].contains(.finite)
    }
    // `it is not calcified`
    guard lexicon.rows.anchors[anchor.entry].isAdjective, anchor.noun == nil else { return false }
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    for i in span(max(clause.lowerBound, view.body), min(clause.lowerBound + 3, anchor.tokens.lowerBound))
    where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference)
      && d.classes[i + 1].contains(.finite)
    { return true }
    return false
  }

  /// Where the report gives no organ: the nearest side, or the label's.
  func sideOnly(_ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ labelSide: Laterality?) -> BoundSite
  {
    var site = BoundSite()
    site.laterality = labelSide
    var nearest = Int.max
    func take(_ tokens: Range<Int>, _ side: Laterality) {
      let distance = SentenceView.gap(tokens, anchor.tokens).count
      if distance >= nearest { return }
      nearest = distance
      site.laterality = side
      site.sideEvidence = tokens
    }
    for side in view.sides { take(side.0, side.1) }
    // `Rt apical granuloma`: the side of a part of no known organ.
    for c in view.chunks where c.organ == nil { if let t = c.sideTokens, let l = c.laterality { take(t, l) } }
    return site
  }

  /// What the labels of a sentence name, to `work.scene.labels`.
  func labelPlaces(_ sentence: Sentence, _ memory: SiteMemory, _ work: inout Work) {
    work.scene.labels.count = 0
    work.scene.labels.side = nil
    work.scene.labels.host = nil
    for label in sentence.labels {
      let matches = slice(label)
      let k = work.scene.labels.count
      if work.scene.labels.places.count == k { work.scene.labels.places.append([]) }
      work.chunker.find(in: label, matches, d, lexicon, into: &work.scene.labels.places[k], &work.sides)
      var i = 1
      while i < work.scene.labels.places[k].count {
        let part = work.scene.labels.places[k][i]
        if work.scene.labels.places[k][i - 1].takeInLabel(part, d) {
          work.scene.labels.places[k].remove(at: i)
        } else {
          i += 1
        }
      }
      for i in work.scene.labels.places[k].indices where work.scene.labels.places[k][i].organ == nil {
        // A part in a label takes the organ of the outer label.
        var part = work.scene.labels.places[k][i]
        let outer = work.scene.labels.place(of: part.candidates, outside: k)
        part.borrowed = true
        part.organ =
          outer?.organ ?? memory.expected(part)?.organ ?? part.organOfSide(lexicon) ?? part.fallback
        if part.laterality == nil, !(outer?.impliedSide ?? false) { part.laterality = outer?.laterality }
        work.scene.labels.places[k][i] = part
      }
      work.scene.labels.count = k + 1
      // `LEFT KIDNEY:` above `Ureters and bladder:`: both sides now.
      if work.scene.labels.places[k].contains(where: { $0.impliedSide && !$0.borrowed && $0.organ != nil }) {
        work.scene.labels.side = nil
      }
      for c in work.scene.labels.places[k] where !c.impliedSide {
        work.scene.labels.side = c.laterality ?? work.scene.labels.side
      }
      work.scene.labels.side = work.sides.last?.1 ?? work.scene.labels.side
      // `Both: popliteal artery calcified`
      if label.count == 1, d.classes[label.lowerBound].isSuperset(of: [.sideDeterminer, .sideWord]) {
        work.scene.labels.side = .bilateral
      }
      if let h = matches.last(where: { $0.category == .host }) {
        let host = lexicon.rows.hosts[Int(h.entry)]
        if !host.isOther, !host.isFeature, host.kind == nil, !host.mass,
          !matches.contains(where: { $0.category == .anchor && Int($0.end) <= label.upperBound })
        {
          work.scene.labels.host = host.host
          work.scene.labels.isOneHost = !host.plural
          // `Fibroids:` says which organ, too.
          if let organ = host.organ, work.scene.labels.places[k].isEmpty {
            work.scene.labels.places[k].append(SiteChunk(tokens: label, organ: organ))
          }
        }
      }
    }
  }

  /// A cause belongs to the nearest anchor in front of it, or, when it opens the sentence, to the first behind it; of
  /// several the first that is said outright.
  func cause(of k: Int, _ causes: [CauseFinder.Cause], _ view: SentenceView) -> CauseFinder.Cause? {
    let anchor = view.anchors[k].tokens
    var weak: CauseFinder.Cause?
    for c in causes {
      let isHere =
        c.cue.lowerBound <= view.body && k == 0
        ? d.tokens[c.cue.lowerBound].kind == .word && c.tokens.upperBound <= anchor.lowerBound
        : c.cue.lowerBound >= anchor.upperBound
          && !view.anchors.contains {
            $0.tokens.lowerBound > anchor.lowerBound && $0.tokens.upperBound <= c.cue.lowerBound
          }
      if !isHere { continue }
      if !c.isWeak { return c }
      if weak == nil { weak = c }
    }
    return weak
  }

  func slice(_ range: Range<Int>) -> ArraySlice<PhraseMatch> { d.matches(in: range) }

  /// Takes up what a sentence leaves for those that follow.
  ///
  /// - Parameter mentioned: the places of its anchors.
  func remember(
    _ view: SentenceView, _ sentence: Sentence, _ section: Section, _ mentioned: [BoundSite],
    _ state: inout State
  ) {
    if let label = sentence.labels.last, let first = view.measurements.first,
      view.range.contains(label.lowerBound), first.tokens.lowerBound <= view.body + 1,
      view.hosts.contains(where: {
        label.contains($0.tokens.lowerBound) && !lexicon.rows.hosts[$0.entry].isOther
      }), !isOfAnchor(first, view)
    {
      state.labelSizes[label.lowerBound] = [SizeBinder.Sized(measurement: first, owner: .none, former: false)]
    }
    // `LEFT: CCA: no plaque`: the side in front is that of the places behind it.
    let side =
      view.sides.last { $0.0.lowerBound < view.body }?.1
      ?? view.sides.first { $0.0.lowerBound == view.body && view.body > view.range.lowerBound }?.1
    state.memory.write(view.chunks, side: side)
    // What is measured is looked at already: `Right kidney 11 cm.`
    // So is what a label of its own names below the title: `PFA: patent`.
    let isEntry =
      view.index > 0 && view.body < view.range.upperBound
      && view.chunks.contains { $0.tokens.upperBound <= view.body && $0.organ != nil }
    let isTitle = sentence.isTitle && view.measurements.isEmpty && !isEntry
    if isTitle
      || section.name == .other && sentence.section <= 1 && view.index < SiteMemory.titleSentences
    {
      state.memory.entitle(view.sides, in: lexicon)
    } else if section.isSubject, state.memory.titleSide == nil,
      view.range.count <= SiteMemory.longestSubject,
      view.index == 0 || d.sentences[view.index - 1].section != sentence.section
    {
      state.memory.entitle(view.sides, in: lexicon)
    }
    // `US LEFT SHOULDER: supraspinatus – …`
    if view.index == 0, view.body > view.range.lowerBound, view.body < view.range.upperBound,
      namesExamination(view.range.lowerBound..<view.body)
    {
      for c in view.chunks where c.tokens.upperBound <= view.body && !c.impliedSide {
        if let l = c.laterality { state.memory.entitle(sides: [(c.tokens, l)]) }
      }
      state.memory.entitle(sides: view.sides.filter { $0.0.upperBound <= view.body })
    }
    state.memory.remember(mentioned)
    if view.chunks.isEmpty && mentioned.isEmpty { return }
    if isTitle, view.anchors.isEmpty { return }
    state.memory.keep(sentence, mentioned)
    if let anchor = view.anchors.last {
      state.lastSentence = view.index
      state.lastReference = view.index
      state.lastAnchor = anchor
    } else if let h = view.hosts.last(where: {
      !lexicon.rows.hosts[$0.entry].isOther && !lexicon.rows.hosts[$0.entry].isFeature
    }) {
      state.lastHost = lexicon.rows.hosts[h.entry].host
      state.lastHostOrgan = lexicon.rows.hosts[h.entry].organ
    }
  }

  /// `Supraspinatus tendon: 12 mm calcification`: the length leads to what is calcified, not to what the label names.
  private func isOfAnchor(_ m: Measurement, _ view: SentenceView) -> Bool {
    guard !view.anchors.isEmpty,
      let first = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view, byWords: true).first,
      first.measurement.tokens == m.tokens, case .anchor = first.owner
    else { return false }
    return true
  }

  /// A modality is named among the words.
  private func namesExamination(_ words: Range<Int>) -> Bool {
    d.matches(in: words).contains {
      $0.category == .advice && lexicon.advice[Int($0.entry)].role == .modality
    }
  }
}
