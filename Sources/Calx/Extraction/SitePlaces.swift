// From the cheapest reading to places: lists get their members, words that name an organ their place.

extension SiteBinder {
  func generic(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.generic) }

  /// Anchors that name their organ: the sentence can still give part and side, or for defaults another organ.
  func inherent(
    _ anchor: SentenceView.AnchorHit, _ entry: PlainRows.Anchor, _ view: SentenceView, _ scene: Scene,
    _ memory: SiteMemory, into result: inout [BoundSite]
  ) {
    let rows = entry.organs
    if entry.organIsDefault {
      // A place that fits the word's own organ comes first (`density in the pelvis is a phlebolith`).
      let own = cheapest(scene.candidates) {
        $0.origin == .sentence && $0.cost < 8 && lexicon.rows.contains(rows, $0.organ)
      }
      if let best = own ?? cheapest(scene.candidates, where: { _ in true }), best.cost < (own == nil ? 6 : 8)
      {
        let holds =
          best.origin == .sentence && lexicon.rows.traits(best.organ).contains(.holdsCalculi)
          && (scene.resolved[Int(best.index)].tokens.lowerBound >= view.body
            || lexicon.rows.traits(best.organ).contains(.vessel))
        if !generic(best.organ) || lexicon.rows.contains(rows, best.organ) || best.cost < (holds ? 4 : 1.5) {
          return finish(choice(best, scene, memory), anchor, view, scene, memory, into: &result)
        }
      }
    } else if lexicon.rows.has(anchor.kind, .calculus),
      let best = cheapest(scene.candidates, where: { $0.origin == .sentence }), best.cost < 2,
      let organ = best.organ, !lexicon.rows.contains(rows, organ),
      lexicon.rows.traits(organ).contains(.holdsCalculi), !generic(organ), !best.weak,
      !scene.resolved[Int(best.index)].borrowed,
      scene.resolved[Int(best.index)].tokens.lowerBound > anchor.tokens.upperBound
    {
      // `gallstones in the common bile duct`
      return finish(choice(best, scene, memory), anchor, view, scene, memory, into: &result)
    }
    var found: [BoundSite] = []
    for k in 0..<rows.count {
      let organ = lexicon.rows.lists[Int(rows.start + k)]
      let same = cheapest(scene.candidates) {
        guard $0.organ == organ else { return false }
        let isBehind =
          $0.origin == .sentence
          && scene.resolved[Int($0.index)].tokens.lowerBound >= anchor.tokens.upperBound
        // `CAC: LAD, LCx, RCA`: the value of a label that is the anchor.
        let isValue =
          isBehind && anchor.tokens.upperBound <= view.body
          && scene.resolved[Int($0.index)].tokens.lowerBound == view.body
        return $0.cost < (isValue ? 12 : isBehind ? 2.6 : 6)
      }
      if let same {
        finish(choice(same, scene, memory), anchor, view, scene, memory, into: &found)
        found.drop { $0.organ != organ }
        if found.isEmpty { found.append(BoundSite(organ: organ, evidence: anchor.tokens, rule: .anchor)) }
        result.append(contentsOf: found)
        continue
      }
      var site = BoundSite(organ: organ, evidence: anchor.tokens, rule: .anchor, tokens: anchor.tokens)
      // A bare part in the sentence may be one of this organ: `gallstone in the neck`.
      for chunk in view.chunks
      where chunk.organ == nil && chunk.candidates.contains(organ)
        && cost(anchor, chunk.tokens, view) < 2.5
      {
        site.parts.append(contentsOf: chunk.parts)
        site.laterality = site.laterality ?? chunk.laterality
        site.sideEvidence = chunk.sideTokens
      }
      // `right middle lobe broncholith`: another organ right in front says where.
      if site.parts.isEmpty, entry.part == nil,
        let near = scene.resolved.first(where: { $0.tokens.upperBound == anchor.tokens.lowerBound }),
        near.organ != nil, near.organ != organ, !near.weak, !generic(near.organ)
      {
        site.parts = near.parts
        site.partText = near.partText
      }
      result.append(site)
    }
    for i in result.indices {
      if result[i].partText == nil, result[i].parts.isEmpty { result[i].partText = entry.part }
      // `right middle lobe broncholith`: a place of another organ right in front says the side.
      if result[i].laterality == nil, result[i].rule == .anchor,
        let near = view.chunks.first(where: { $0.tokens.upperBound == anchor.tokens.lowerBound }),
        let side = near.sideTokens
      {
        result[i].laterality = near.laterality
        result[i].sideEvidence = side
        continue
      }
      if result[i].isSideless { continue }
      side(&result[i], anchor, view, scene.labels.side, memory, scene.sentence)
    }
  }

  /// The winning place with its list, its parts and its side.
  func finish(
    _ best: Choice, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene,
    _ memory: SiteMemory, denied: Bool = false, into result: inout [BoundSite]
  ) {
    result.clear()
    var best = best
    best.isDenied = denied && best.rule == .label
    var labelSide = scene.labels.side
    if denied {
      // Nodes denied below another organ's label, or stones of the whole tract, have no side of the label's.
      let elsewhere =
        lexicon.rows.traits(best.chunk.organ).contains(.collective)
        && scene.labels.namesOnlyOthers(best.chunk.organ)
      let tract = best.chunk.weak && best.chunk.tokens.upperBound == anchor.tokens.lowerBound
      if tract || elsewhere { labelSide = nil }
    }
    // `Right: prosthesis. Pelvic phleboliths.`: a region that a later sentence names is not on the label's side.
    if best.rule == .clause, !best.chunk.borrowed, view.body == view.range.lowerBound,
      generic(best.chunk.organ),
      lexicon.rows.traits(best.chunk.organ).isDisjoint(with: [.vessel, .limb])
    {
      labelSide = nil
    }
    var carried: (Laterality, Range<Int>?)?
    if let i = best.inSentence {
      if let whole = group(of: i, anchor, view, scene) {
        place(whole, best, anchor, view, &carried, &result)
      } else {
        let own = listed(behind: i, anchor, view, scene)
        for chunk in own { place(chunk, best, anchor, view, &carried, &result) }
        let members = own.isEmpty ? list(around: i, anchor, view, scene.resolved) : i..<i
        let head = members.first.flatMap { scene.resolved[$0].organ }
        for k in members {
          var chunk = scene.resolved[k]
          // `nodes in the mediastinum, both hila and the left axilla`
          if k > members.lowerBound, let head, chunk.organ != head, let member = asMember(chunk, of: head) {
            chunk = member
          }
          if denied && isFinding(k, anchor, view) || isLack(chunk, view) { chunk.forgetParts() }
          place(chunk, best, anchor, view, &carried, &result)
        }
      }
    } else if let k = best.label, scene.labels.places[k].count > 1 {
      let group = scene.labels.places[k]
      let vessels = group.allSatisfy { lexicon.rows.traits($0.organ).contains(.vessel) }
      if denied || vessels {
        // `Aortic valve and mitral annulus: no calcification` denies both; `Aorta and iliacs: calcified` means both.
        for chunk in group where chunk.organ != nil && !chunk.borrowed {
          place(chunk, best, anchor, view, &carried, &result)
        }
        if result.isEmpty { place(best.chunk, best, anchor, view, &carried, &result) }
      } else {
        // A label with several organs: those of the kind that can hold the anchor.
        let fit = group.first { $0.organ == best.chunk.organ }
        place(fit ?? best.chunk, best, anchor, view, &carried, &result)
        // `Liver and spleen: calcified granulomas`
        if isGroup(anchor, view) {
          for chunk in group where areAlike(chunk.organ, best.chunk.organ) && !chunk.borrowed {
            place(chunk, best, anchor, view, &carried, &result)
          }
        }
      }
    } else if denied, let back = best.past, memory[back].mentioned.isEmpty,
      anchor.tokens.lowerBound - view.body <= 3, view.range.upperBound - view.body <= 8
    {
      // `The pancreas and spleen are unremarkable. No calcifications.` denies them in both.
      let listed = listed(with: best.chunk, memory[back].chunks)
      for chunk in listed { place(chunk, best, anchor, view, &carried, &result) }
    } else {
      place(best.chunk, best, anchor, view, &carried, &result)
    }
    if let e = echoed(anchor, view, scene), !result.isEmpty {
      carried = nil
      let same = Choice(chunk: scene.resolved[e], cost: best.cost, rule: .clause, inSentence: e)
      for k in list(around: e, anchor, view, scene.resolved) {
        place(scene.resolved[k], same, anchor, view, &carried, &result)
      }
    }
    // Sides run backwards too: `mediastinal and bilateral hilar` does not, `renal and ureteral stones on the left` does.
    if lexicon.rows.has(anchor.kind, .calculus) {
      for i in result.indices { result[i].organ = lexicon.rows.stones(result[i].organ) ?? result[i].organ }
    }
    merge(&result)
    if result.count > 1, result.contains(where: { $0.laterality != nil }) {
      // Each of several groups of nodes has the side that its own words say.
      for i in result.indices
      where result[i].laterality == nil && lexicon.rows.traits(result[i].organ).contains(.collective) {
        result[i].isSideless = true
      }
    }
    for i in result.indices {
      if best.inSentence != nil || anchor.tokens.upperBound <= view.body, result.count == 1,
        !result[i].isSideless
      {
        enrich(&result[i], anchor, view, scene.resolved)
      }
      if best.inSentence != nil { takeNumbered(&result[i], anchor, view, scene) }
      // `over the left greater tuberosity at the supraspinatus insertion`
      if result[i].laterality == nil,
        lexicon.rows.traits(result[i].organ).contains(result[i].rule == .clause ? .attached : .limb),
        let landmark = scene.resolved.first(where: {
          $0.laterality != nil && !$0.impliedSide && lexicon.rows.traits($0.organ).contains(.landmark)
        })
      {
        result[i].laterality = landmark.laterality
        result[i].sideEvidence = landmark.sideTokens
      }
      // `MEDIASTINUM: Several nodes, some of them calcified.`
      if result[i].parts.isEmpty, result[i].partText == nil,
        lexicon.rows.traits(result[i].organ).contains(.collective),
        let label = scene.labels.places[..<scene.labels.count].last?.first(where: { generic($0.organ) }),
        let words = label.organTokens, label.parts.isEmpty, !denied
      {
        result[i].parts = TokenRuns(words)
      }
      if result[i].isSideless { continue }
      side(&result[i], anchor, view, labelSide, memory, scene.sentence, denied: denied)
    }
  }

  /// Several things are meant.
  private func isGroup(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let row = lexicon.rows.anchors[anchor.entry]
    if row.isAdjective { return anchor.noun.map { lexicon.rows.hosts[view.hosts[$0].entry].plural } ?? false }
    return row.number == .plural && !lexicon.rows.has(anchor.kind, .calculus)
      || anchor.noun.map { lexicon.rows.hosts[view.hosts[$0].entry].plural } ?? false
  }

  /// Two organs in which the same things are scattered.
  private func areAlike(_ a: Symbol?, _ b: Symbol?) -> Bool {
    a != b && lexicon.rows.traits(a).contains(.solid) && lexicon.rows.traits(b).contains(.solid)
  }

  /// `LAD: proximal calcified plaque`, `T11-12: calcified disc protrusion`, `L4-5: ligamentum flavum with calcification`: the level that the sentence's own
  /// label names stands in front of the part, or in the place of one that is only the host's word.
  private func takeNumbered(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene
  ) {
    guard site.tokens.lowerBound >= view.body, site.partText == nil, let words = site.parts.first,
      !isNumbered(words),
      let label = scene.labels.places[..<scene.labels.count].last?.first,
      label.organ == site.organ, label.tokens.overlaps(view.range),
      let level = label.parts.first ?? (label.partText == nil ? nil : label.organTokens),
      isNumbered(level) || !label.impliedSide && isWhole(level, of: words)
    else { return }
    let isHost = anchor.noun.map { view.hosts[$0].tokens.overlaps(words) } ?? false
    let own = isHost ? TokenRuns() : site.parts
    site.partText = label.partText
    site.laterality = site.laterality ?? label.laterality
    site.parts = label.parts
    site.parts.append(contentsOf: own)
  }

  /// `Right upper lobe: granuloma, apical`, `Gluteus medius tendon: deposit at the insertion`: what the label names is no
  /// other part than what the sentence does (`Upper pole: a stone in the lower pole`).
  private func isWhole(_ level: Range<Int>, of words: Range<Int>) -> Bool {
    !level.contains { i in words.contains { d.tokens[$0].word == d.tokens[i].word } }
  }

  /// `4-5`, and `L5-S1`, whose words are short and in capitals.
  private func isNumbered(_ words: Range<Int>) -> Bool {
    words.contains { d.tokens[$0].kind == .number }
      || words.allSatisfy { d.tokens[$0].kind != .word || d.tokens[$0].capital && d.tokens[$0].length <= 3 }
  }

  /// `stones bilaterally, the largest 7 mm in the left lower pole`: the place behind `the largest` is that one's; the
  /// group's is on both sides, by its own words or its label's.
  private func group(of i: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene)
    -> SiteChunk?
  {
    var chunk = scene.resolved[i]
    guard let side = chunk.laterality, side == .left || side == .right,
      let largest = span(anchor.tokens.upperBound, chunk.tokens.lowerBound).first(where: {
        d.classes[$0].contains(.largest)
      }),
      !aside(in: span(anchor.tokens.upperBound, chunk.tokens.lowerBound), view).contains(largest)
    else { return nil }
    let both = view.sides.first { $0.1 == .bilateral && $0.0.upperBound <= largest }?.0
    let isOnBoth =
      both != nil
      || scene.resolved.contains {
        $0.laterality == .bilateral && $0.organ == chunk.organ && $0.tokens.upperBound <= largest
      }
      || scene.labels.places[..<scene.labels.count].last {
        $0.contains { $0.organ == chunk.organ }
      }?.contains { $0.organ == chunk.organ && $0.laterality == .bilateral } ?? false
    guard isOnBoth else { return nil }
    chunk.laterality = .bilateral
    chunk.sideTokens = both
    chunk.forgetParts()
    return chunk
  }

  /// The organs that a sentence lists with the one chosen.
  private func listed(with chosen: SiteChunk, _ chunks: [SiteChunk]) -> [SiteChunk] {
    guard let i = chunks.firstIndex(where: { $0.tokens == chosen.tokens }) else { return [chosen] }
    func links(_ a: Int) -> Bool {
      joined(chunks[a].tokens.upperBound, chunks[a + 1].tokens.lowerBound)
        && [a, a + 1].allSatisfy { chunks[$0].organ != nil && !chunks[$0].weak }
    }
    var first = i
    var last = i
    while first > 0, links(first - 1) { first -= 1 }
    while last + 1 < chunks.count, links(last) { last += 1 }
    return Array(chunks[first...last])
  }

  /// A part that a list says something else of, in front of what it denies: `normal cortex, no stones`.
  private func isFinding(_ i: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let part = view.chunks[i].tokens
    guard view.chunks[i].organ == nil, part.lowerBound >= view.body,
      part.upperBound < anchor.tokens.lowerBound,
      d.tokens[part.upperBound].byte == UInt8(ascii: ","),
      view.denies(in: span(part.upperBound + 1, part.upperBound + 2)),
      !part.contains(where: { d.classes[$0].contains(.within) })
    else { return false }
    let p = view.beforePhrase(part.lowerBound, d)
    return p < view.range.lowerBound || d.classes[p].isDisjoint(with: [.within])
  }

  /// What is missing is no place: `node without fatty hilum, with microcalcifications`.
  func isLack(_ chunk: SiteChunk, _ view: SentenceView) -> Bool {
    let last = chunk.tokens.upperBound - 1
    guard last >= view.range.lowerBound, last < view.range.upperBound, d.classes[last].contains(.expected)
    else { return false }
    var first = chunk.tokens.lowerBound
    while first > view.range.lowerBound, d.classes[first - 1].contains(.expected) { first -= 1 }
    let p = view.beforePhrase(first, d)
    return view.cues.contains { $0.row.traits.contains(.deniesAhead) && $0.tokens.contains(p) }
  }

  /// A member of the list as a place.
  private func place(
    _ chunk: SiteChunk, _ best: Choice, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ carried: inout (Laterality, Range<Int>?)?, _ result: inout [BoundSite]
  ) {
    var site = BoundSite(
      organ: chunk.organ, parts: chunk.parts, partText: chunk.partText,
      laterality: chunk.impliedSide && best.inSentence == nil && !best.isDenied ? nil : chunk.laterality,
      evidence: chunk.organTokens ?? chunk.tokens, sideEvidence: chunk.sideTokens, rule: best.rule,
      tokens: chunk.tokens)
    if best.rule == .before, !refersBack(anchor, view) {
      site.parts = TokenRuns()
      site.partText = nil
    }
    if best.inSentence != nil, opensNext(chunk, behind: anchor, view) {
      site.parts = TokenRuns()
      site.partText = nil
    }
    site.impliedSide = chunk.impliedSide
    site.borrowed = chunk.borrowed
    if sideless(chunk) {
      site.isSideless = true
      site.laterality = nil
      site.sideEvidence = nil
    } else if let l = site.laterality {
      carried = (l, chunk.sideTokens)
    } else if let c = carried, paired(site.organ), c.0 != .midline,
      !lexicon.rows.traits(site.organ).contains(.collective)
    {
      site.laterality = c.0
      site.sideEvidence = c.1
    }
    result.append(site)
    for k in 0..<chunk.also.count {
      site.organ = lexicon.rows.lists[Int(chunk.also.start + k)]
      result.append(site)
    }
  }

  /// `scattered calcifications and an intraductal stone`: the part in front of the next anchor of a list is that one's.
  private func opensNext(_ chunk: SiteChunk, behind anchor: SentenceView.AnchorHit, _ view: SentenceView)
    -> Bool
  {
    let gap = span(anchor.tokens.upperBound, chunk.tokens.lowerBound)
    return !gap.isEmpty && gap.contains { !d.classes[$0].isDisjoint(with: [.and, .or]) }
      && view.anchors.contains { $0.tokens.lowerBound == chunk.tokens.upperBound }
  }

  /// A place that lies in the middle or on one side for good (`subcarinal`, `lingula`) takes no side from elsewhere.
  private func sideless(_ chunk: SiteChunk) -> Bool {
    for i in chunk.tokens where d.classes[i].contains(.unsided) {
      guard let side = chunk.sideTokens, side.upperBound <= i else { return true }
      // `the right hilar`, but also `the left upper mediastinal`
      return !(side.upperBound..<i).allSatisfy { d.classes[$0].contains(.position) }
    }
    return false
  }
}
