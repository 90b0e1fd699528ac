// Places said in other ways than beside the anchor: by a name that two organs share, as far off, or as being the same.

extension SiteBinder {
  /// `Right kidney: pelvis dilated, with a stone`: the name of a region that is a part of the organ spoken of.
  func nameParts(_ scene: inout Scene, _ view: SentenceView, _ memory: SiteMemory) {
    for i in scene.resolved.indices {
      let chunk = scene.resolved[i]
      guard chunk.tokens.lowerBound >= view.body, chunk.parts.isEmpty, chunk.partText == nil,
        let whole = lexicon.rows.organ(sharing: chunk.organ),
        let owner = owner(whole, of: i, scene, memory),
        // Stones only: veins and bones of the region calcify too.
        !view.anchors.isEmpty,
        view.anchors.allSatisfy({
          lexicon.rows.has($0.kind, .calculus) && lexicon.rows.anchors[$0.entry].organs.count == 0
        })
      else { continue }
      scene.resolved[i].organ = whole
      scene.resolved[i].organTokens = nil
      scene.resolved[i].borrowed = true
      if !isOfAccompaniment(chunk, view) { scene.resolved[i].parts = TokenRuns(chunk.tokens) }
      if chunk.laterality == nil, !owner.impliedSide { scene.resolved[i].laterality = owner.laterality }
    }
  }

  /// The organ in front of a place in the sentence, above it in a label, or in the sentence before.
  private func owner(_ organ: Symbol, of i: Int, _ scene: Scene, _ memory: SiteMemory) -> SiteChunk? {
    if let before = scene.resolved[..<i].last(where: { $0.organ != nil && !generic($0.organ) }) {
      return before.organ == organ ? before : nil
    }
    if scene.labels.count > 0 {
      return scene.labels.places[scene.labels.count - 1].first { $0.organ == organ }
    }
    guard memory.pastCount > 0, memory[0].paragraph == scene.sentence.paragraph,
      memory[0].section == scene.sentence.section, let last = memory[0].chunks.last, last.organ == organ
    else { return nil }
    return last
  }

  /// `The mitral leaflet is thick, with calcification at its base`: a part of what the sentence has named, whatever other
  /// organs have such parts.
  func possessor(of part: SiteChunk, _ scene: Scene, _ view: SentenceView) -> SiteChunk? {
    let i = part.tokens.lowerBound - 1
    guard i > view.body, d.classes[i].isSuperset(of: [.definite, .backReference]),
      d.classes[i].isDisjoint(with: .pronoun)
    else { return nil }
    return scene.resolved.last {
      $0.tokens.upperBound <= i && $0.organ != nil && !generic($0.organ) && !$0.borrowed
        && !isGoal($0.tokens, view)
    }
  }

  /// `traced to the bladder`: where something leads to, or beside what it lies.
  private func isGoal(_ place: Range<Int>, _ view: SentenceView) -> Bool {
    let p = view.beforePhrase(place.lowerBound, d)
    return p > view.body && d.classes[p].contains(.away) && !d.classes[p].contains(.within)
  }

  /// `one in segment 4 with a calcified wall, the other in segment 8`: the words between speak of another thing.
  func isOfOther(_ chunk: SiteChunk, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let gap = SentenceView.gap(anchor.tokens, chunk.tokens)
    guard
      let i = gap.last(where: {
        d.classes[$0].contains(.counterpart) && $0 > view.body && d.classes[$0 - 1].contains(.definite)
      })
    else { return false }
    let isBehind = chunk.tokens.lowerBound >= anchor.tokens.upperBound
    return !isBehind
      || i + 1 < chunk.tokens.lowerBound && !d.classes[i + 1].isDisjoint(with: [.within, .finite])
  }

  /// A place behind the words for how far off it is: `2 cm from the VUJ`.
  func isMeasured(to chunk: SiteChunk, _ view: SentenceView) -> Bool {
    guard let m = view.measurements.last(where: { $0.tokens.upperBound <= chunk.tokens.lowerBound }) else {
      return false
    }
    let gap = span(m.tokens.upperBound, chunk.tokens.lowerBound)
    return gap.count <= 4 && gap.contains { d.classes[$0].contains(.distanceAfter) }
      && gap.allSatisfy { !d.classes[$0].isDisjoint(with: [.distanceAfter, .determiner, .of]) }
  }

  /// `gallbladder with stones, common duct 8 mm`: a conduit behind a comma with a length of its own, where another place
  /// stands in front of the anchor.
  func isMeasuredItself(
    _ chunk: SiteChunk, behind anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> Bool {
    guard chunk.tokens.lowerBound > anchor.tokens.upperBound, chunk.organTokens != nil,
      !lexicon.rows.traits(chunk.organ).isDisjoint(with: [.conduit, .vessel]),
      d.tokens[chunk.tokens.lowerBound - 1].byte == UInt8(ascii: ","),
      view.measurements.contains(where: { $0.tokens.lowerBound == chunk.tokens.upperBound })
    else { return false }
    return view.chunks.contains {
      $0.organ != nil && $0.organ != chunk.organ && $0.tokens.upperBound <= anchor.tokens.lowerBound
    }
  }

  /// `no ulcers, no pancreatitis, no stones`: a disease that is denied names no place.
  func isDenied(_ chunk: SiteChunk, before anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    chunk.weak && chunk.tokens.upperBound <= anchor.tokens.lowerBound
      && view.cues.contains {
        $0.row.traits.contains(.deniesAhead)
          && (0...2).contains(chunk.tokens.lowerBound - $0.tokens.upperBound)
      }
  }

  /// `The aorta is calcified, as are both iliac arteries`: the words that say the same of a place behind the anchor.
  func echo(of anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Int? {
    let end = view.anchors.first { $0.tokens.lowerBound >= anchor.tokens.upperBound }?.tokens.lowerBound
    return span(anchor.tokens.upperBound, end ?? view.range.upperBound).first {
      d.classes[$0].contains(.likewise)
    }
  }

  /// The place that is said to be the same, right behind the words that say so.
  func echoed(_ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene) -> Int? {
    guard let echo = echo(of: anchor, view) else { return nil }
    return scene.resolved.firstIndex {
      $0.tokens.lowerBound > echo && $0.organ != nil
        && span(echo, $0.tokens.lowerBound).allSatisfy { i in
          !d.classes[i].isDisjoint(with: [.likewise, .determiner, .modifier, .adverb, .sideDeterminer])
            || d.classes[i].isOpen
        }
    }
  }
}
