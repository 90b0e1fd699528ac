// Parts that are named without an organ (`the lower pole`): which organ they are of.

extension SiteBinder {
  /// Bare parts take the organ of a neighbour, a label or the sentence before; else their own default.
  func resolve(_ scene: inout Scene, _ view: SentenceView, _ memory: SiteMemory) {
    scene.resolved.clear()
    if view.chunks.isEmpty { return }
    scene.resolved.append(contentsOf: view.chunks)
    headNouns(&scene.resolved)
    nameParts(&scene, view, memory)
    for i in scene.resolved.indices where scene.resolved[i].organ == nil {
      let part = scene.resolved[i]
      let expected =
        part.fallback.map { f in memory.organs.contains(f) || memory.title.contains { $0.organ == f } }
        ?? false
      var source =
        possessor(of: part, scene, view) ?? neighbour(of: i, scene, view)
        ?? scene.labels.place(of: part.candidates, outside: scene.labels.count)
        ?? named(part, view)
      // `Mitral annulus: calcification posteriorly`: the label's organ has no such part, and no other is meant.
      if source == nil, view.body > view.range.lowerBound,
        scene.labels.places[..<scene.labels.count].last?.contains(where: {
          $0.tokens.overlaps(view.range) && $0.organ != nil && !generic($0.organ) && !$0.borrowed
            && !(isVessel($0.organ) && isVessel(part.fallback))
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
      if source == nil, !expected, !isSegment(part) {
        source =
          earlier(part, scene.sentence, memory)
          ?? memory.expected(part).flatMap { canBeOf($0.organ, part) ? $0 : nil }
      }
      // `R: clear. L: the lower pole calculus`: the label's side, not that of the sentence before.
      if let said = scene.labels.side, said != .bilateral, let place = source,
        place.tokens.isEmpty || place.tokens.upperBound <= view.range.lowerBound,
        place.laterality == .bilateral && place.tokens.upperBound <= view.range.lowerBound
          || !scene.labels.places[..<scene.labels.count].joined().contains(where: {
            $0.tokens == place.tokens
          })
      {
        source?.laterality = paired(place.organ) ? said : place.laterality
      }
      guard let source else {
        scene.resolved[i].organ = part.organOfSide(lexicon) ?? part.fallback
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
      // `Right lobe 5 x 2 cm: nodule in the mid third`: the side named before in the sentence.
      if scene.resolved[i].laterality == nil, !isHere, paired(source.organ),
        let before = scene.resolved[..<i].last(where: { $0.organ == source.organ && $0.laterality != nil }),
        !before.impliedSide
      {
        scene.resolved[i].laterality = before.laterality
      }
    }
  }

  private func isVessel(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.vessel) }

  /// `segment 7`: of an organ without sides, unless a side is said; what was spoken of before decides nothing.
  private func isSegment(_ part: SiteChunk) -> Bool {
    guard part.laterality == nil, let fallback = part.fallback, !paired(fallback),
      let words = part.parts.first
    else { return false }
    return d.classes[words.lowerBound].contains(.numbering)
  }

  /// The nearest place of the sentence that names an organ the part can belong to, one of the same clause first; in
  /// front of another as far away.
  private func neighbour(of i: Int, _ scene: Scene, _ view: SentenceView) -> SiteChunk? {
    let part = scene.resolved[i]
    var best: (distance: Int, index: Int)?
    for o in scene.resolved.indices where o != i && view.chunks[o].organ != nil {
      guard part.candidates.contains(scene.resolved[o].organ) else { continue }
      var distance = abs(scene.resolved[o].tokens.lowerBound - part.tokens.lowerBound)
      let gap = SentenceView.gap(scene.resolved[o].tokens, part.tokens)
      if view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) > 0 { distance += 1000 }
      if best.map({ distance < $0.distance }) ?? true { best = (distance, o) }
    }
    return best.map { scene.resolved[$0.index] }
  }

  /// The organ that an anchor's own word names: `cholelithiasis with an impacted neck calculus`.
  private func named(_ part: SiteChunk, _ view: SentenceView) -> SiteChunk? {
    for anchor in view.anchors {
      let row = lexicon.rows.anchors[anchor.entry]
      if row.organIsDefault || row.organs.count != 1 { continue }
      let organ = lexicon.rows.lists[Int(row.organs.start)]
      if part.candidates.contains(organ) { return SiteChunk(tokens: anchor.tokens, organ: organ) }
    }
    return nil
  }

  /// The place of an earlier sentence that the part can belong to.
  private func earlier(_ part: SiteChunk, _ sentence: Sentence, _ memory: SiteMemory) -> SiteChunk? {
    for back in 0..<min(5, memory.pastCount) {
      let past = memory[back]
      if past.paragraph != sentence.paragraph && part.fallback != nil && back > 0 { return nil }
      for site in past.mentioned where part.candidates.contains(site.organ) && canBeOf(site.organ, part) {
        var c = SiteChunk(tokens: site.tokens, organ: site.organ)
        c.parts = site.parts
        if past.item == sentence.item || d.sections[sentence.section].name == .findings {
          c.laterality = site.laterality
        }
        return c
      }
      for c in past.chunks where part.candidates.contains(c.organ) && canBeOf(c.organ, part) { return c }
    }
    return nil
  }
}
