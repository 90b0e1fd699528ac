// From the cheapest reading to places: bare parts get their organ, lists their members, words that name an organ their place.

extension SiteBinder {
  func generic(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.generic) }

  /// Bare parts take the organ of a neighbour, a label or the sentence before; else their own default.
  func resolve(_ scene: inout Scene, _ view: SentenceView, _ memory: SiteMemory) {
    scene.resolved.clear()
    if view.chunks.isEmpty { return }
    scene.resolved.append(contentsOf: view.chunks)
    headNouns(&scene.resolved)
    for i in scene.resolved.indices where scene.resolved[i].organ == nil {
      let part = scene.resolved[i]
      let expected =
        part.fallback.map { f in memory.organs.contains(f) || memory.title.contains { $0.organ == f } }
        ?? false
      var source =
        neighbour(of: i, scene, view)
        ?? scene.labels.place(of: part.candidates, outside: scene.labels.count)
      // `Mitral annulus: calcification posteriorly`: the label's organ has no such part, and no other is meant.
      if source == nil, view.body > view.range.lowerBound,
        scene.labels.places[..<scene.labels.count].last?.contains(where: {
          $0.tokens.overlaps(view.range) && $0.organ != nil && !generic($0.organ) && !$0.borrowed
        }) ?? false
      {
        continue
      }
      if source == nil, expected {
        // The default organ, with the side that the paragraph last gave it.
        if let side = memory.side(of: part.fallback, scene.sentence) {
          source = SiteChunk(tokens: 0..<0, organ: part.fallback)
          source?.laterality = side
        }
      }
      if source == nil, !expected {
        source = earlier(part, scene.sentence, memory) ?? memory.expected(part)
      }
      // `R: clear. L: the lower pole calculus`: the label's side, not that of the sentence before.
      if let said = scene.labels.side, said != .bilateral, let place = source,
        place.tokens.isEmpty || place.tokens.upperBound <= view.range.lowerBound,
        !scene.labels.places[..<scene.labels.count].joined().contains(where: { $0.tokens == place.tokens })
      {
        source?.laterality = paired(place.organ) ? said : place.laterality
      }
      guard let source else {
        scene.resolved[i].organ = part.fallback
        scene.resolved[i].borrowed = true
        continue
      }
      scene.resolved[i].organ = source.organ
      let isHere = view.range.contains(source.tokens.lowerBound)
      scene.resolved[i].borrowed = !isHere || source.tokens.isEmpty
      // Parts of lobed organs have sides of their own; an unpaired organ's part has none to take over.
      let lobed = lexicon.rows.traits(source.organ).contains(.lobed)
      let inherits = isHere || paired(source.organ) && !(lobed && !source.parts.isEmpty)
      if part.laterality == nil, !source.impliedSide, inherits {
        scene.resolved[i].laterality = source.laterality
      }
    }
  }

  /// The nearest place of the sentence that names an organ the part can belong to; in front of another as far away.
  private func neighbour(of i: Int, _ scene: Scene, _ view: SentenceView) -> SiteChunk? {
    let part = scene.resolved[i]
    var best: (distance: Int, index: Int)?
    for o in scene.resolved.indices where o != i && view.chunks[o].organ != nil {
      guard part.candidates.contains(scene.resolved[o].organ) else { continue }
      let distance = abs(scene.resolved[o].tokens.lowerBound - part.tokens.lowerBound)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, o) }
    }
    return best.map { scene.resolved[$0.index] }
  }

  /// The place of an earlier sentence that the part can belong to.
  private func earlier(_ part: SiteChunk, _ sentence: Sentence, _ memory: SiteMemory) -> SiteChunk? {
    for back in 0..<min(5, memory.pastCount) {
      let past = memory[back]
      if past.paragraph != sentence.paragraph && part.fallback != nil && back > 0 { return nil }
      for site in past.mentioned where part.candidates.contains(site.organ) {
        var c = SiteChunk(tokens: site.tokens, organ: site.organ)
        c.parts = site.parts
        if past.item == sentence.item || d.sections[sentence.section].name == .findings {
          c.laterality = site.laterality
        }
        return c
      }
      for c in past.chunks where part.candidates.contains(c.organ) { return c }
    }
    return nil
  }

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
        if !generic(best.organ) || lexicon.rows.contains(rows, best.organ) || best.cost < 1.5 {
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
        return $0.cost < (isBehind ? 2.6 : 6)
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
      result.append(site)
    }
    for i in result.indices {
      if result[i].partText == nil, result[i].parts.isEmpty { result[i].partText = entry.part }
      side(&result[i], anchor, view, scene.labels.side, memory, scene.sentence)
    }
  }

  /// The winning place with its list, its parts and its side.
  func finish(
    _ best: Choice, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene,
    _ memory: SiteMemory, denied: Bool = false, into result: inout [BoundSite]
  ) {
    result.clear()
    var labelSide = scene.labels.side
    if denied {
      // Nodes denied below another organ's label, or stones of the whole tract, have no side of the label's.
      let elsewhere =
        lexicon.rows.traits(best.chunk.organ).contains(.collective)
        && scene.labels.namesOnlyOthers(best.chunk.organ)
      let tract = best.chunk.weak && best.chunk.tokens.upperBound == anchor.tokens.lowerBound
      if tract || elsewhere { labelSide = nil }
    }
    var carried: (Laterality, Range<Int>?)?
    if let i = best.inSentence {
      let members = list(around: i, anchor, view, scene.resolved)
      for k in members { place(scene.resolved[k], best, anchor, view, &carried, &result) }
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
      }
    } else {
      place(best.chunk, best, anchor, view, &carried, &result)
    }
    // Sides run backwards too: `mediastinal and bilateral hilar` does not, `renal and ureteral stones on the left` does.
    if lexicon.rows.has(anchor.kind, .calculus) {
      for i in result.indices { result[i].organ = lexicon.rows.stones(result[i].organ) ?? result[i].organ }
    }
    merge(&result)
    for i in result.indices {
      if best.inSentence != nil || anchor.tokens.upperBound <= view.body, result.count == 1 {
        enrich(&result[i], anchor, view, scene.resolved)
      }
      if result[i].isSideless { continue }
      side(&result[i], anchor, view, labelSide, memory, scene.sentence, denied: denied)
    }
  }

  /// A member of the list as a place.
  private func place(
    _ chunk: SiteChunk, _ best: Choice, _ anchor: SentenceView.AnchorHit, _ view: SentenceView,
    _ carried: inout (Laterality, Range<Int>?)?, _ result: inout [BoundSite]
  ) {
    var site = BoundSite(
      organ: chunk.organ, parts: chunk.parts, partText: chunk.partText,
      laterality: chunk.impliedSide && best.inSentence == nil ? nil : chunk.laterality,
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
      return chunk.sideTokens.map { $0.upperBound != i } ?? true
    }
    return false
  }
}
