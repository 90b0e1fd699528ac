// Which sizes are a mention's own: those of its words, its host, its label, or of the thing it is said to be.

extension MentionExtractor {
  /// The sizes that are of the anchor itself.
  func ownSizes(
    of k: Int, _ bound: HostBinder.Bound?, _ sized: [SizeBinder.Sized], _ view: SentenceView,
    at places: [BoundSite]
  ) -> [SizeBinder.Sized] {
    if sized.isEmpty { return sized }
    var own = sized.filter { !$0.former && owns($0.owner, k, view) }
    // `a 9 mm stone; of the fragments the largest is 4 mm`: what has a size of its own is not the group.
    let anchor = view.anchors[k].tokens
    if own.count > 1, lexicon.rows.anchors[view.anchors[k].entry].number == .singular,
      own.contains(where: { $0.measurement.tokens.upperBound <= anchor.lowerBound })
    {
      own.removeAll { s in
        span(anchor.upperBound, s.measurement.tokens.lowerBound).contains { d.classes[$0].contains(.largest) }
      }
    }
    return own.isEmpty || measuresPlace(view.anchors[k], bound, places.first, view) ? [] : own
  }

  /// The length says how thick or how far, and counts nothing: `calcification, 7 mm thick`.
  func isThickness(_ m: Measurement) -> Bool {
    m.tokens.upperBound < d.tokens.count && d.classes[m.tokens.upperBound].contains(.thickness)
  }

  private func owns(_ owner: SizeBinder.Owner, _ k: Int, _ view: SentenceView) -> Bool {
    switch owner {
    case .anchor(let i): return i == k
    case .earlier:
      // `… stones; the largest 5 mm`: the nearest anchor in front.
      return k == view.anchors.count - 1 || view.anchors.count == 1
    default: return false
    }
  }

  /// `aorta calcified, 24 mm`: the place is what is measured, the adjective says something of it.
  private func measuresPlace(
    _ anchor: SentenceView.AnchorHit, _ bound: HostBinder.Bound?, _ site: BoundSite?, _ view: SentenceView
  ) -> Bool {
    guard lexicon.rows.anchors[anchor.entry].isAdjective, anchor.noun == nil, bound == nil, let site,
      lexicon.rows.traits(site.organ).contains(.vessel), site.rule == .clause || site.rule == .label,
      site.tokens.upperBound <= anchor.tokens.lowerBound
    else { return false }
    return !span(site.tokens.upperBound, anchor.tokens.lowerBound).contains {
      d.classes[$0].contains(.with) || d.classes[$0].contains(.contain) || d.classes[$0].contains(.determiner)
    }
  }

  func hostSizes(
    _ sized: [SizeBinder.Sized], _ bound: HostBinder.Bound?, _ organ: Symbol?, _ view: SentenceView
  ) -> [SizeBinder.Sized] {
    guard let bound, !sized.isEmpty else { return [] }
    // A host that only repeats the organ (`common bile duct 6 mm, with a stone`) gives its size to nothing.
    if let organ, let name = bound.name, lexicon.rows.repeats(name, organ) { return [] }
    return sized.filter {
      if $0.former { return false }
      if case .host(let h) = $0.owner { return h == bound.index || h == bound.container }
      return false
    }
  }

  /// Sizes that belong to one place each: `5 mm at the upper pole and 9 mm at the lower pole`.
  func split(_ sizes: [SizeBinder.Sized], _ places: [BoundSite], _ view: SentenceView, count: Int?)
    -> [[SizeBinder.Sized]]?
  {
    if sizes.isEmpty { return nil }
    if places.count == 1, sizes.count == 2, let a = sideBeside(sizes[0].measurement, view),
      let b = sideBeside(sizes[1].measurement, view), a != b
    {
      return sizes.map { [$0] }
    }
    // `calculi in the right kidney, 3 mm in the upper pole and 5 mm in the lower pole`
    if places.count == 1, sizes.count > 1, count ?? sizes.count == sizes.count {
      let parts = sizes.map { partBeside($0.measurement, places[0].organ, view) }
      if parts.allSatisfy({ $0 != nil }), Set(parts.map { $0?.first?.lowerBound }).count == sizes.count {
        return sizes.map { [$0] }
      }
    }
    // `two stones, 4 mm and 7 mm` are two stones.
    if count == 2, places.count == 1 {
      if sizes.count == 2, sizes.allSatisfy({ $0.measurement.millimetres.count == 1 }) {
        return sizes.map { [$0] }
      }
      if sizes.count == 1, sizes[0].measurement.millimetres.count == 2, isList(sizes[0].measurement) {
        return sizes[0].measurement.millimetres.map { v in
          var one = sizes[0]
          one.measurement.millimetres = [v]
          return [one]
        }
      }
    }
    // `the right and left kidneys measuring 4 and 6 mm respectively`
    if sizes.count == 1, isList(sizes[0].measurement) {
      let values = sizes[0].measurement.millimetres
      let isOrdered =
        values.count == places.count && places.count > 1
        || values.count == 2 && places.count == 1 && places[0].laterality == .bilateral
          && sidesInOrder(before: sizes[0].measurement.tokens.lowerBound, view) != nil
      if isOrdered {
        return values.map { v in
          var one = sizes[0]
          one.measurement.millimetres = [v]
          return [one]
        }
      }
    }
    guard places.count > 1, sizes.count >= places.count else { return nil }
    // `calculi of 3 mm, 5 mm and 7 mm in the UP, MP and LP`
    if sizes.count == places.count,
      sizes.allSatisfy({ s in
        places.allSatisfy { s.measurement.tokens.upperBound <= $0.tokens.lowerBound }
      }), zip(places, places.dropFirst()).allSatisfy({ $0.tokens.upperBound <= $1.tokens.lowerBound }),
      !sizes[0].measurement.tokens.isEmpty,
      !span(sizes[0].measurement.tokens.upperBound, sizes[sizes.count - 1].measurement.tokens.lowerBound)
        .contains(where: { d.classes[$0].contains(.within) })
    {
      return sizes.map { [$0] }
    }
    var result: [[SizeBinder.Sized]] = Array(repeating: [], count: places.count)
    for s in sizes {
      // The place that follows the length (`5 mm at the upper pole`), else the one in front of it.
      func distance(_ i: Int) -> Int {
        let gap = SentenceView.gap(places[i].tokens, s.measurement.tokens)
        let follows =
          places[i].tokens.lowerBound >= s.measurement.tokens.upperBound && gap.count <= 4
          && !gap.contains { d.classes[$0].contains(.and) }
        return follows ? gap.count : gap.count + 4
      }
      let nearest = places.indices.min { distance($0) < distance($1) }
      if let nearest { result[nearest].append(s) }
    }
    return result.allSatisfy { !$0.isEmpty } ? result : nil
  }

  /// The left and the right as they stand in front of a list of two lengths.
  func sidesInOrder(before end: Int, _ view: SentenceView) -> [Laterality]? {
    var sides = view.sides.filter { $0.1 == .left || $0.1 == .right }
    for c in view.chunks {
      if let t = c.sideTokens, let l = c.laterality, l == .left || l == .right { sides.append((t, l)) }
      if c.laterality != .bilateral { continue }
      // `right and left` is one phrase.
      for i in c.tokens {
        guard let row = lexicon.trie.lookup([d.tokens[i].word], .side) else { continue }
        sides.append((i..<(i + 1), lexicon.sides[Int(row)].laterality))
      }
    }
    sides = sides.filter { $0.0.upperBound <= end }.sorted { $0.0.lowerBound < $1.0.lowerBound }
    guard sides.count == 2, sides[0].1 != sides[1].1 else { return nil }
    return sides.map(\.1)
  }

  /// The side said beside a length: `2 mm on the left and 1 mm on the right`.
  func sideBeside(_ m: Measurement, _ view: SentenceView) -> Laterality? {
    var sides = view.sides
    for c in view.chunks { if let t = c.sideTokens, let l = c.laterality { sides.append((t, l)) } }
    let near = sides.filter { $0.1 == .left || $0.1 == .right }
      .map { (SentenceView.gap($0.0, m.tokens).count, $0.0.lowerBound < m.tokens.lowerBound ? 1 : 0, $0.1) }
      .filter { $0.0 <= 3 }.min { ($0.0, $0.1) < ($1.0, $1.1) }
    return near?.2
  }

  /// The part of the organ said behind a length: `3 mm in the upper pole and 5 mm in the lower pole`.
  func partBeside(_ m: Measurement, _ organ: Symbol?, _ view: SentenceView) -> TokenRuns? {
    guard let organ,
      let chunk = view.chunks.first(where: {
        (0...4).contains($0.tokens.lowerBound - m.tokens.upperBound) && !$0.parts.isEmpty
          && ($0.organ == organ || $0.organ == nil && $0.candidates.contains(organ))
      }),
      span(m.tokens.upperBound, chunk.tokens.lowerBound).allSatisfy({
        !d.classes[$0].isDisjoint(with: [.within, .determiner]) || d.tokens[$0].byte == UInt8(ascii: ")")
      })
    else { return nil }
    return chunk.parts
  }

  /// The host's sizes that a label gives: in the label's own line, or in this one (`Nodule 1: 14 mm, punctate foci`).
  func labelSizes(
    _ sized: [SizeBinder.Sized], _ sentence: Sentence, _ view: SentenceView, _ state: State
  ) -> [SizeBinder.Sized] {
    let here =
      sized.isEmpty
      ? []
      : sized.filter { s in
        if s.former { return false }
        if case .host(let h) = s.owner { return view.hosts[h].tokens.upperBound <= view.body }
        return false
      }
    if !here.isEmpty { return here }
    if state.labelSizes.isEmpty { return [] }
    for label in sentence.labels.reversed() { if let s = state.labelSizes[label.lowerBound] { return s } }
    return []
  }

  /// The size that opens a line under a label that names a host, behind nothing but its place: `NODULES: - LLL: 12 x 9 mm
  /// with eccentric calcification`.
  func openingSizes(_ sized: [SizeBinder.Sized], _ view: SentenceView) -> [SizeBinder.Sized] {
    guard let first = sized.first, !first.former else { return [] }
    switch first.owner {
    case .unclaimed, .none, .place: break
    default: return []
    }
    let opens = span(view.body, first.measurement.tokens.lowerBound).allSatisfy { i in
      d.tokens[i].kind == .punctuation || i == view.body + 1 && d.tokens[i].kind == .number
        || view.chunks.contains { $0.tokens.contains(i) }
        || view.sides.contains { $0.0.contains(i) }
        || !d.classes[i].isDisjoint(with: [.determiner, .within, .of, .modifier])
    }
    return opens ? [first] : []
  }

  /// `a focus measuring 4 mm, likely a calcification`: the thing measured is the calcification.
  func identitySizes(
    _ sized: [SizeBinder.Sized], _ anchor: SentenceView.AnchorHit, _ view: SentenceView
  ) -> [SizeBinder.Sized] {
    guard !sized.isEmpty, view.anchors.count == 1 || areAlternatives(view) else { return [] }
    let first = view.anchors[0].tokens.lowerBound
    return sized.filter { s in
      // `a 7 mm shadowing structure consistent with a calculus`: a word that says nothing of its own.
      var bland = s.owner == .unclaimed
      if case .host(let h) = s.owner {
        let host = lexicon.rows.hosts[view.hosts[h].entry]
        bland = host.isFeature || lexicon.rows.has(host.host, .bland) && host.organ == nil
      }
      guard bland, !s.former, s.measurement.tokens.upperBound <= anchor.tokens.lowerBound
      else { return false }
      guard s.measurement.tokens.upperBound <= first else { return false }
      let gap = span(s.measurement.tokens.upperBound, first)
      // `a radiopacity of 5 mm ? phlebolith`
      if gap.count <= 8, gap.last.map({ d.tokens[$0].byte == UInt8(ascii: "?") }) ?? false { return true }
      // `a density over the pelvis, may represent a phlebolith`: what it may be stands behind the comma.
      let doubt = view.cues.first {
        gap.contains($0.tokens.lowerBound) && $0.row.traits.contains(.affirmsAhead)
      }
      let pause = doubt.map { $0.tokens.lowerBound - 1 } ?? 0
      if pause > gap.lowerBound, d.tokens[pause].byte == UInt8(ascii: ",") {
        return view.clauses.crossings(from: gap.lowerBound - 1, to: pause) == 0
          && view.clauses.crossings(from: pause + 1, to: gap.upperBound) == 0
      }
      guard view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) == 0 else { return false }
      // `an 8 mm signal void in the gluteal fat is an injection granuloma`
      if let be = gap.last(where: { d.classes[$0].contains(.be) }), be + 1 < anchor.tokens.lowerBound,
        d.classes[be + 1].contains(.indefinite)
      {
        return true
      }
      return doubt != nil
    }
  }

  /// `? phlebolith ? ureteric calculus`, `calculus vs phlebolith`: one thing that is one or the other.
  private func areAlternatives(_ view: SentenceView) -> Bool {
    (1..<view.anchors.count).allSatisfy { k in
      let gap = span(view.anchors[k - 1].tokens.upperBound, view.anchors[k].tokens.lowerBound)
      return gap.count <= 5
        && gap.contains {
          d.tokens[$0].byte == UInt8(ascii: "?") || !d.classes[$0].isDisjoint(with: [.or, .versus])
        }
    }
  }

  /// The numbers are listed, not multiplied or a range.
  private func isList(_ m: Measurement) -> Bool {
    m.tokens.contains {
      d.classes[$0].contains(.and) || d.classes[$0].contains(.or) || d.tokens[$0].byte == UInt8(ascii: ",")
    }
  }

  /// `8 mm, previously 7 mm` has grown. Of several former sizes each is of the present one beside it.
  func compareFormer(_ m: inout MentionDraft, _ own: [SizeBinder.Sized], _ sized: [SizeBinder.Sized]) {
    guard m.slots.change == nil || m.slots.change == .stable,
      m.slots.presence != .absent || m.slots.deniesItself,
      let now = m.words.sizeMM.max(),
      let before = sized.first(where: { $0.former && isOf(own, $0, sized) }),
      let then = before.measurement.millimetres.max()
    else { return }
    m.slots.change = now > then ? .increased : now < then ? .decreased : .stable
    m.words.evidence.removeAll { $0.slot == .change }
    m.note(.change, d.byteRange(before.measurement.tokens), "change.former-size")
  }

  /// The present size nearest to a former one is the mention's own.
  private func isOf(_ own: [SizeBinder.Sized], _ former: SizeBinder.Sized, _ sized: [SizeBinder.Sized])
    -> Bool
  {
    let then = former.measurement.tokens
    func distance(_ s: SizeBinder.Sized) -> Int {
      let now = s.measurement.tokens
      return now == then ? 0 : SentenceView.gap(now, then).count + 1
    }
    guard let nearest = sized.lazy.filter({ !$0.former }).min(by: { distance($0) < distance($1) }) else {
      return true
    }
    return own.isEmpty || own.contains { $0.measurement.tokens == nearest.measurement.tokens }
  }
}
