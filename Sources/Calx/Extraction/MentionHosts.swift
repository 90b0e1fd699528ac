// Hosts that an earlier sentence names: of words that refer back, and of members of a group.

extension MentionExtractor {
  /// Gives an anchor without a host the one that an earlier sentence names, where it speaks of that.
  ///
  /// - Returns: the sizes of a thing that the sentence before names.
  func takeEarlierHost(
    for k: Int, _ view: SentenceView, _ state: State, _ work: inout Work
  ) -> [SizeBinder.Sized] {
    let anchor = view.anchors[k]
    // What names its own organ (`CAC`) lies in nothing that was named before.
    if lexicon.rows.has(anchor.kind, .calculus) || namesOrgan(anchor) { return [] }
    if refers(to: anchor, view) || speaksOfMember(anchor, view), let earlier = state.lastHost {
      work.hosts[k] = HostBinder.Bound(index: nil, name: earlier)
      // `no calcification within it`: the node spoken of before is the place, too.
      if let organ = state.lastHostOrgan, work.places.count == 1, work.places[0].rule != .clause {
        work.places[0].organ = organ
      }
    }
    // `A 3 cm lesion in segment 8. It contains calcification.`
    if k == 0, pointsToMember(anchor, view), let earlier = state.lastHost, named(earlier, before: view) {
      work.hosts[k] = HostBinder.Bound(index: nil, name: earlier)
      return []
    }
    guard k == 0, pointsBack(anchor, view), let thing = thing(before: view) else { return [] }
    work.hosts[k] = HostBinder.Bound(index: nil, name: thing.name)
    return thing.sizes
  }

  /// Leaves the sentence's last host to those that follow.
  func rememberHosts(_ view: SentenceView, _ hosts: [HostBinder.Bound?], _ state: inout State) {
    for host in hosts { if let name = host?.name { state.lastHost = name } }
    if let h = view.hosts.last(where: {
      let row = lexicon.rows.hosts[$0.entry]
      return !row.isOther && !row.isFeature && row.kind == nil
    }), hosts.allSatisfy({ $0 == nil }) {
      state.lastHost = lexicon.rows.hosts[h.entry].host
    }
  }

  /// `The largest, in the lower pole, has rim calcification`, `A second, 9 mm, shows …`: one of the things named before.
  func pointsToMember(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let opening = span(view.body, min(view.body + 2, anchor.tokens.lowerBound))
    let isMember =
      opening.contains { d.classes[$0].contains(.largest) }
      || view.quantities.contains { q in
        let row = lexicon.quantities[q.entry]
        guard opening.contains(q.tokens.lowerBound), row.multiplicity == .single, (row.count ?? 1) == 1 else {
          return false
        }
        // `A second, 9 mm, shows …`
        var end = q.tokens.upperBound
        if end < anchor.tokens.lowerBound, d.classes[end].contains(.modifier) { end += 1 }
        return end < anchor.tokens.lowerBound
          && (!d.classes[end].isDisjoint(with: [.within, .contain, .finite])
            || row.count == nil && d.tokens[end].kind == .punctuation)
      }
    guard isMember else { return false }
    let between = span(view.body, anchor.tokens.lowerBound)
    return between.contains { d.classes[$0].contains(.contain) }
      && !view.hosts.contains {
        between.contains($0.tokens.lowerBound) && !lexicon.rows.hosts[$0.entry].isFeature
      }
  }

  /// `On the right, the largest is 18 mm and has calcification`, `The one in the upper lobe is calcified`: one of the things
  /// that an earlier sentence names.
  func speaksOfMember(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let isNamed = view.hosts.contains {
      let host = lexicon.rows.hosts[$0.entry]
      return !host.isOther && !host.isFeature && $0.tokens.lowerBound < anchor.tokens.lowerBound
    }
    if isNamed || anchor.noun != nil { return false }
    return span(view.body, anchor.tokens.lowerBound).contains { i in
      let next = d.classes[i + 1]
      if d.classes[i].contains(.largest) {
        return next.contains(.finite) || d.shaped[i + 1] || d.tokens[i + 1].byte == UInt8(ascii: ",")
      }
      let isMember =
        d.classes[i].contains(.member)
        && (d.classes[i].contains(.definite) || i > view.body && d.classes[i - 1].contains(.definite))
      return isMember && !next.isDisjoint(with: [.finite, .within])
    }
  }

  /// The sentence before names the host.
  func named(_ host: Symbol, before view: SentenceView) -> Bool {
    let i = view.index - 1
    guard i >= 0, d.sentences[i].section == d.sentences[view.index].section else { return false }
    return d.matches(in: d.sentences[i].tokens).contains {
      $0.category == .host && lexicon.rows.hosts[Int($0.entry)].host == host
    }
  }
}
