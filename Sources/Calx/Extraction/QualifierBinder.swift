// Shapes, distribution, severity and size words: each to the anchor that it describes.

/// Binds descriptors to anchors.
struct QualifierBinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  struct Bound {
    var slot: Slot
    var value: Symbol
    var tokens: Range<Int>
    var distance: Int
  }

  func qualifiers(
    of index: Int, host: HostBinder.Bound?, in view: SentenceView, into result: inout [Bound]
  ) {
    result.clear()
    if view.qualifiers.isEmpty { return }
    let anchor = view.anchors[index]
    let noun = anchor.noun.map { view.hosts[$0].tokens }
    let end = max(anchor.tokens.upperBound, noun?.upperBound ?? 0)
    for hit in view.qualifiers {
      let q = lexicon.rows.qualifiers[hit.entry]
      if hit.tokens.overlaps(anchor.tokens), hit.tokens.lowerBound >= anchor.tokens.lowerBound,
        q.slot != .morphology
      {
        continue
      }
      guard describes(hit.tokens, q.slot, anchor, noun, end, host, index, view) else { continue }
      var value = q.value
      // `no shadowing calculus`: the calculus is denied, and it would shadow.
      if hit.tokens.upperBound == anchor.tokens.lowerBound,
        view.cues.contains(where: { $0.tokens.lowerBound == hit.tokens.lowerBound }),
        let positive = q.positive
      {
        value = positive
      }
      if denied(hit.tokens, anchor, view) {
        guard let negated = q.negated else { continue }
        value = negated
      }
      let gap = SentenceView.gap(hit.tokens, anchor.tokens).count
      result.append(Bound(slot: q.slot, value: value, tokens: hit.tokens, distance: gap))
    }
  }

  /// A negation stands right in front of the descriptor, behind the anchor.
  private func denied(_ q: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard q.lowerBound >= anchor.tokens.upperBound else { return false }
    return view.cues.contains { hit in
      hit.tokens.lowerBound >= anchor.tokens.upperBound && hit.tokens.upperBound <= q.lowerBound
        && q.lowerBound - hit.tokens.upperBound <= 3 && hit.row.traits.contains(.deniesAhead)
    }
  }

  private func describes(
    _ q: Range<Int>, _ slot: Slot, _ anchor: SentenceView.AnchorHit, _ noun: Range<Int>?,
    _ end: Int,
    _ host: HostBinder.Bound?, _ index: Int, _ view: SentenceView
  ) -> Bool {
    if q.overlaps(anchor.tokens) { return true }
    // A word of a place (`central gland`, `tracheal ring`) describes no calcification.
    if isWordOfPlace(q, view) { return false }
    if q.upperBound <= anchor.tokens.lowerBound {
      if modifies(q.upperBound, anchor.tokens.lowerBound, view, anchor) || identifies(q, anchor, view) {
        return true
      }
      // The descriptor of a host that is itself calcified: `numerous small nodules, some of them calcified`.
      if lexicon.rows.anchors[anchor.entry].isAdjective, noun == nil, let h = host?.index,
        view.hosts[h].tokens.lowerBound >= q.upperBound,
        modifies(q.upperBound, view.hosts[h].tokens.lowerBound, view, anchor)
      {
        return slot == .sizeWord || slot == .distribution
      }
      return false
    }
    // Between the adjective and its noun, or behind the whole.
    if let noun, q.lowerBound >= anchor.tokens.upperBound, q.upperBound <= noun.lowerBound { return true }
    guard q.lowerBound >= end else { return false }
    let gap = span(end, q.lowerBound)
    let inLabel = anchor.tokens.upperBound <= view.body && q.lowerBound >= view.body
    let isParted =
      view.clauses.crossings(from: inLabel ? view.body : gap.lowerBound - 1, to: gap.upperBound) > 0
    if isParted, !followsDash(gap, view) { return false }
    if view.anchors.contains(where: { $0.tokens.lowerBound >= end && $0.tokens.lowerBound < q.lowerBound }) {
      // Another anchor in between takes what follows.
      return false
    }
    if headAhead(q.upperBound, view, anchor) { return false }
    if q.lowerBound - end > 26 { return false }
    if slot == .severity || slot == .sizeWord {
      return isPredicate(gap)
    }
    return true
  }

  /// `calcification – moderate`, `calcifications - fine, linear`: nothing but a dash and other descriptors stands between.
  private func followsDash(_ gap: Range<Int>, _ view: SentenceView) -> Bool {
    guard let first = gap.first, Clauses.isDash(first, d) else { return false }
    return span(first + 1, gap.upperBound).allSatisfy { i in
      d.tokens[i].gluedHyphen || d.tokens[i].byte == UInt8(ascii: ",")
        || !d.classes[i].isDisjoint(with: [.modifier, .and])
        || view.qualifiers.contains { $0.tokens.contains(i) }
    }
  }

  /// A bracket that holds descriptors alone: `secretory (rod-like) calcifications`.
  private func isDescribing(_ bracket: Int, _ view: SentenceView) -> Bool {
    let inner = d.tokens[bracket].byte == UInt8(ascii: "(") ? bracket + 1 : bracket - 1
    return view.qualifiers.contains { $0.tokens.contains(inner) }
  }

  /// Words between an anchor and a grade behind a verb or colon, at most: `is visually graded as`.
  private static let longestGrading = 4

  /// A grade or size stands behind the anchor only as an apposition or predicate: `calcification, moderate`, `calcification
  /// is visually graded as mild`, `CAC: visual moderate`, `CAC moderate`.
  private func isPredicate(_ gap: Range<Int>) -> Bool {
    guard let last = gap.last else { return true }
    let marks = [UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "-")]
    if d.tokens[last].kind == .punctuation, marks.contains(d.tokens[last].byte) { return true }
    let verb = gap.last { d.classes[$0].contains(.be) || d.tokens[$0].byte == UInt8(ascii: ":") }
    guard let verb, last - verb <= Self.longestGrading else { return false }
    return (verb + 1..<gap.upperBound).allSatisfy {
      d.tokens[$0].kind == .word
        && d.classes[$0].isDisjoint(with: [.with, .within, .away, .contain, .and, .or])
    }
  }

  /// The words of an organ or part hold the descriptor.
  private func isWordOfPlace(_ q: Range<Int>, _ view: SentenceView) -> Bool {
    func holds(_ r: Range<Int>) -> Bool {
      r.count > q.count && r.lowerBound <= q.lowerBound && q.upperBound <= r.upperBound
    }
    for k in view.chunks.indices {
      if let organ = view.chunks[k].organTokens, holds(organ) { return true }
      for i in 0..<view.chunks[k].parts.count where holds(view.chunks[k].parts[i]) { return true }
    }
    return false
  }

  /// `7 mm shadowing structure in the mid pole, consistent with a calculus`: the thing described is the anchor.
  private func identifies(_ q: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard view.anchors.count == 1, !lexicon.rows.anchors[anchor.entry].isAdjective,
      !view.hosts.contains(where: {
        $0.tokens.upperBound <= anchor.tokens.lowerBound && !lexicon.rows.hosts[$0.entry].isFeature
      }),
      view.clauses.crossings(from: q.upperBound - 1, to: anchor.tokens.lowerBound) == 0
    else { return false }
    return view.cues.contains { hit in
      hit.tokens.lowerBound >= q.upperBound && hit.tokens.upperBound <= anchor.tokens.lowerBound
        && hit.row.traits.contains(.affirmsAhead)
    }
  }

  /// From a descriptor to the noun it modifies nothing stands but other modifiers.
  private func modifies(_ from: Int, _ to: Int, _ view: SentenceView, _ anchor: SentenceView.AnchorHit)
    -> Bool
  {
    guard to - from <= 12 else { return false }
    if view.clauses.crossings(from: max(from - 1, view.range.lowerBound), to: to) > 0 { return false }
    var unknown = 0
    var i = from
    while i < to {
      let t = d.tokens[i]
      let c = d.classes[i]
      if view.anchors.contains(where: { $0.tokens.contains(i) && $0.tokens != anchor.tokens }) {
        return false
      }
      if let chunk = view.chunks.first(where: { $0.tokens.contains(i) }) {
        i = max(i + 1, min(chunk.tokens.upperBound, to))
        continue
      }
      if view.cues.contains(where: { $0.row.traits.contains(.presenceAhead) && $0.tokens.contains(i) }) {
        return false
      }
      if let h = view.hosts.first(where: { $0.tokens.contains(i) }) {
        if lexicon.rows.hosts[h.entry].isOther { return false }
        i = min(h.tokens.upperBound, to)
        continue
      }
      if view.qualifiers.contains(where: { $0.tokens.contains(i) })
        || view.sides.contains(where: { $0.0.contains(i) })
        || view.quantities.contains(where: { $0.tokens.contains(i) && !d.classes[i].contains(.determiner) })
        || d.shaped[i]
      {
        i += 1
        continue
      }
      if unknown > 0, t.byte == UInt8(ascii: ",") { return false }
      if t.gluedHyphen || t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: "/")
        || t.byte == UInt8(ascii: "&") || c.contains(.and) || c.contains(.or)
        || c.contains(.modifier) || c.contains(.of)
      {
        i += 1
        continue
      }
      if t.byte == UInt8(ascii: "(") || t.byte == UInt8(ascii: ")"), isDescribing(i, view) {
        i += 1
        continue
      }
      if t.kind == .punctuation || c.contains(.finite) || c.contains(.with) || c.contains(.within)
        || c.contains(.away)
        || c.contains(.but) || c.contains(.determiner) || c.contains(.relative)
      {
        return false
      }
      unknown += 1
      if unknown > 2 { return false }
      i += 1
    }
    return true
  }

  /// The descriptor modifies a noun of its own further on.
  private func headAhead(_ from: Int, _ view: SentenceView, _ anchor: SentenceView.AnchorHit) -> Bool {
    var i = from
    while i < view.range.upperBound, i < from + 5 {
      let t = d.tokens[i]
      let c = d.classes[i]
      if view.hosts.contains(where: { $0.tokens.lowerBound == i }) { return true }
      if view.anchors.contains(where: { $0.tokens.lowerBound == i }) { return true }
      if let chunk = view.chunks.first(where: { $0.tokens.contains(i) }) {
        return chunk.organ != nil || i == from
      }
      if t.kind == .punctuation || c.contains(.finite) || c.contains(.within) || c.contains(.with)
        || c.contains(.and) || c.contains(.locate) || c.contains(.away)
      {
        return false
      }
      if view.qualifiers.contains(where: { $0.tokens.contains(i) }) || c.contains(.modifier) {
        i += 1
        continue
      }
      // `severe AS`
      if t.kind == .word, t.allCaps, t.length <= 3, i == from, i > 0, !d.tokens[i - 1].allCaps { return true }
      if !c.isOpen { return false }
      // An unknown noun takes the descriptor: `coarse echotexture`.
      return t.kind == .word && !view.cues.contains(where: { $0.tokens.contains(i) })
    }
    return false
  }
}
