// One or several, and how many.

/// Decides multiplicity and count from number words, articles, plurals and measures.
struct QuantityBinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  struct Bound {
    var multiplicity: Multiplicity?
    var count: Int?
    var tokens: Range<Int>
  }

  func quantity(of index: Int, host: HostBinder.Bound?, in view: SentenceView, sized: Bool, small: Bool)
    -> Bound
  {
    let anchor = view.anchors[index]
    let entry = lexicon.rows.anchors[anchor.entry]
    var result = Bound(multiplicity: nil, count: nil, tokens: anchor.tokens)
    var countable = false
    var plural = false
    if entry.isAdjective {
      let noun = anchor.noun ?? host?.index.flatMap { anchor.noun == nil ? $0 : nil }
      if let h = noun {
        let host = lexicon.rows.hosts[view.hosts[h].entry]
        plural = host.plural && (!host.mass || anchor.noun != nil)
        countable = !host.mass && (anchor.noun != nil || predicate(h, anchor, view))
      }
    } else {
      plural = entry.number == .plural
      countable = entry.number == .singular
    }
    if entry.isAdjective, anchor.noun == nil, let part = partOfGroup(anchor, host?.index, view) {
      let q = lexicon.quantities[part.entry]
      result.multiplicity = q.count.map { $0 == 1 ? .single : .multiple } ?? q.multiplicity
      result.count = q.count == 1 ? nil : q.count
      result.tokens = part.tokens
      return result
    }
    let before = nounPhrase(
      before: anchor, host: entry.isAdjective && anchor.noun == nil ? host?.index : nil, view)
    // A number says more than `multiple` or an article, wherever it stands in the phrase.
    for hit in before {
      guard let n = lexicon.quantities[hit.entry].count else { continue }
      // A number in front of a singular measure is no count.
      result.count = n
      // `nodules, one calcified`
      let isOne = n == 1 && (!plural || entry.isAdjective && anchor.noun == nil)
      result.multiplicity = isOne ? .single : .multiple
      result.tokens = hit.tokens
      return result
    }
    for hit in before {
      let q = lexicon.quantities[hit.entry]
      if q.multiplicity == .multiple {
        let isGroup = !plural && !countable && d.classes[hit.tokens.lowerBound].contains(.group)
        result.multiplicity = isGroup ? nil : .multiple
        result.tokens = hit.tokens
        return result
      }
      // `a calcified aortic arch` counts nothing.
      if q.multiplicity == .single, entry.isAdjective, !countable, anchor.noun == nil, host == nil,
        d.classes[hit.tokens.lowerBound].contains(.determiner)
      {
        continue
      }
      if q.multiplicity == .single, !plural {
        result.multiplicity = .single
        result.tokens = hit.tokens
        return result
      }
    }
    if entry.isAdjective, anchor.noun == nil, host == nil, let hit = ofSubject(anchor, view) {
      result.multiplicity = .multiple
      result.tokens = hit.tokens
      return result
    }
    if anchor.tokens.upperBound <= view.body, anchor.tokens.lowerBound >= view.range.lowerBound,
      plural || countable
    {
      // `Calculi: solitary`: the value behind the label says how many.
      for hit in view.quantities
      where hit.tokens.lowerBound >= view.body && hit.tokens.lowerBound <= view.body + 3
        && !isMeasured(hit, view)
      {
        let q = lexicon.quantities[hit.entry]
        result.multiplicity = q.count.map { $0 == 1 ? .single : .multiple } ?? q.multiplicity
        result.count = q.count
        result.tokens = hit.tokens
        return result
      }
    }
    if plural || countable || entry.number == .mass, let hit = behind(anchor, view),
      plural || countable || isTimes(hit.tokens), let n = lexicon.quantities[hit.entry].count
    {
      result.count = n
      result.multiplicity = n == 1 && !plural ? .single : .multiple
      result.tokens = hit.tokens
      return result
    }
    if plural {
      result.multiplicity = .multiple
      return result
    }
    // `gallstone pancreatitis`, `stone former`: a word in front of another noun says nothing of the number.
    if countable, !entry.isAdjective, isModifier(anchor, view) { return result }
    if countable {
      result.multiplicity = .single
      return result
    }
    // `a small calcified plaque`
    if entry.isAdjective, let noun = anchor.noun, small || sized,
      lexicon.rows.hosts[view.hosts[noun].entry].mass,
      !lexicon.rows.has(lexicon.rows.hosts[view.hosts[noun].entry].host, .layer)
    {
      result.multiplicity = .single
    }
    if !entry.isAdjective, entry.number == .mass, entry.organs.count == 0 || entry.organIsDefault,
      lexicon.rows.has(anchor.kind, .mass) || lexicon.rows.has(anchor.kind, .calculus), sized || small
    {
      result.multiplicity = .single
    }
    return result
  }

  /// `All cusps are calcified`, `Several crural arteries are calcified`: the number of the places that the adjective is said
  /// of.
  private func ofSubject(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> SentenceView.QuantityHit?
  {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    let first = max(clause.lowerBound, view.body)
    return view.quantities.first { hit in
      hit.tokens.lowerBound == first && lexicon.quantities[hit.entry].multiplicity == .multiple
        && !d.shaped[first]
        && span(hit.tokens.upperBound, anchor.tokens.lowerBound).contains {
          d.classes[$0].isSuperset(of: [.be, .finite])
        }
        && view.chunks.contains {
          $0.tokens.lowerBound <= hit.tokens.upperBound + 1 && $0.tokens.upperBound > hit.tokens.upperBound
            && $0.tokens.upperBound < anchor.tokens.lowerBound
        }
    }
  }

  /// The number belongs to a length or a time: `calculi: 3 mm`, `calcified nodule: CT within 2 weeks`.
  private func isMeasured(_ hit: SentenceView.QuantityHit, _ view: SentenceView) -> Bool {
    d.shaped[hit.tokens.lowerBound]
      || d.matches(in: hit.tokens.upperBound..<(hit.tokens.upperBound + 1)).contains {
        $0.category == .advice && lexicon.advice[Int($0.entry)].role == .interval
      }
  }

  /// The number behind the noun: `calculi x3`, `stones (2)`, `gallstones, two in number`.
  private func behind(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> SentenceView.QuantityHit? {
    var i = anchor.tokens.upperBound
    guard i < view.range.upperBound else { return nil }
    let mark = d.tokens[i].byte
    // `echogenic foci (3)` gives points.
    let bracket = mark == UInt8(ascii: "(")
    let comma = mark == UInt8(ascii: ",") || mark == UInt8(ascii: "-")
    if bracket || comma { i += 1 }
    guard let hit = view.quantities.first(where: { $0.tokens.lowerBound == i }) else {
      return behindPlace(anchor, view)
    }
    if bracket {
      if hit.tokens.count == 1, d.tokens[i].kind == .number, !lexicon.rows.has(anchor.kind, .calculus) {
        return nil
      }
      let closing = hit.tokens.upperBound
      guard closing < view.range.upperBound, d.tokens[closing].byte == UInt8(ascii: ")") else { return nil }
      // `(1) Right renal stone (2) Gallstone` counts a list.
      return closing + 1 < view.range.upperBound && d.tokens[closing + 1].capital ? nil : hit
    }
    // A bare number may be anything.
    return hit.tokens.count > 1 || d.tokens[i].kind != .number && !comma && d.classes[i].isOpen ? hit : nil
  }

  /// Words of the place between a noun and its number, at most.
  private static let longestPlace = 8

  /// The number behind the place of the noun: `stones in the left kidney x 3`.
  private func behindPlace(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> SentenceView
    .QuantityHit?
  {
    var i = anchor.tokens.upperBound
    let end = min(view.range.upperBound, i + Self.longestPlace)
    while i < end,
      !d.classes[i].isDisjoint(with: [.within, .of, .determiner])
        || view.chunks.contains(where: { $0.tokens.contains(i) })
        || view.sides.contains(where: { $0.0.contains(i) })
    {
      i += 1
    }
    guard i < end, i > anchor.tokens.upperBound else { return nil }
    // `tonsilloliths on the left, 2 in number`
    let isParted = d.tokens[i].byte == UInt8(ascii: ",")
    if isParted { i += 1 }
    return view.quantities.first { hit in
      hit.tokens.lowerBound == i && !d.shaped[i]
        && (isTimes(hit.tokens) || isParted && hit.tokens.count > 1 && closes(hit.tokens.upperBound, view))
    }
  }

  /// A mark or the end of the sentence.
  private func closes(_ i: Int, _ view: SentenceView) -> Bool {
    i >= view.range.upperBound || d.tokens[i].kind == .punctuation
  }

  /// `x 3`, `×3`
  private func isTimes(_ tokens: Range<Int>) -> Bool {
    let first = d.tokens[tokens.lowerBound]
    return first.kind != .number
      && (first.byte | 0x20 == UInt8(ascii: "x") || first.byte == Self.timesSign)
      && (first.length <= 3 || tokens.count > 1)
  }

  /// The first byte of `×`.
  private static let timesSign: UInt8 = 0xC3

  /// A noun follows at once: the anchor only modifies it.
  private func isModifier(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    var i = anchor.tokens.upperBound
    guard i < view.range.upperBound else { return false }
    if d.tokens[i].gluedHyphen { i += 1 }
    guard i < view.range.upperBound, d.tokens[i].kind == .word, d.tokens[i].linesBefore == 0,
      d.classes[i].isOpen,
      // `concretion UP`: an abbreviation of its own.
      !d.tokens[i].allCaps || d.tokens[anchor.tokens.lowerBound].allCaps
    else { return false }
    return !view.qualifiers.contains { $0.tokens.contains(i) } && !view.sides.contains { $0.0.contains(i) }
      && !view.chunks.contains { $0.tokens.contains(i) && !$0.weak }
      && !view.quantities.contains { $0.tokens.contains(i) }
      && !view.cues.contains { $0.tokens.contains(i) }
  }

  /// How many of a group are calcified: `nodules, two of which are calcified`, `three of the nodules are calcified`.
  private func partOfGroup(_ anchor: SentenceView.AnchorHit, _ host: Int?, _ view: SentenceView)
    -> SentenceView.QuantityHit?
  {
    guard let host, view.hosts[host].tokens.upperBound <= anchor.tokens.lowerBound else { return nil }
    let h = view.hosts[host].tokens
    return view.quantities.last { q in
      guard q.tokens.upperBound < anchor.tokens.lowerBound else { return false }
      let next = q.tokens.upperBound
      if q.tokens.lowerBound >= h.upperBound {
        // A pronoun behind the host that opens what is said of its part.
        return d.tokens[q.tokens.lowerBound - 1].kind == .punctuation
          && (d.classes[q.tokens.lowerBound].contains(.group)
            || d.classes[q.tokens.lowerBound].contains(.pronoun) && d.classes[next].contains(.finite))
          && !view.hosts.contains {
            $0.tokens.lowerBound > q.tokens.lowerBound
              && $0.tokens.upperBound <= anchor.tokens.lowerBound && !lexicon.rows.hosts[$0.entry].isOther
          }
      }
      return next + 1 < h.lowerBound && d.classes[next].contains(.of)
        && d.classes[next + 1].contains(.definite)
        && span(next + 2, h.lowerBound).allSatisfy {
          d.classes[$0].contains(.modifier) || d.classes[$0].isOpen
            || view.chunks.contains { c in c.tokens.contains(h.lowerBound - 1) }
        }
    }
  }

  /// The host is the subject of which the adjective is said.
  private func predicate(_ h: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    view.hosts[h].tokens.upperBound <= anchor.tokens.lowerBound
  }

  /// Number words of the anchor's noun phrase, nearest first.
  private func nounPhrase(before anchor: SentenceView.AnchorHit, host: Int?, _ view: SentenceView)
    -> [SentenceView.QuantityHit]
  {
    var hits: [SentenceView.QuantityHit] = []
    if view.quantities.isEmpty { return hits }
    func walk(from start: Int) {
      var i = start
      var unknown = 0
      var comma = false
      while i > view.range.lowerBound {
        i -= 1
        let t = d.tokens[i]
        let c = d.classes[i]
        if t.byte == UInt8(ascii: ",") { comma = true }
        if view.chunks.contains(where: {
          t.kind == .number ? $0.tokens.contains(i) : $0.organTokens?.contains(i) ?? false
        }) {
          continue
        }
        if let q = view.quantities.last(where: { $0.tokens.contains(i) }), !d.shaped[i] {
          let bare = t.kind == .number
          // A number is a count only in front of words, never behind a numbering noun or as a list item.
          // `three-vessel`; an article inside a descriptor (`a little`).
          let glued =
            i + 1 < view.range.upperBound && d.tokens[i + 1].gluedHyphen && q.tokens.upperBound == i + 1
          let described = view.qualifiers.contains {
            $0.tokens.count > q.tokens.count && $0.tokens.contains(i)
          }
          // `Nodule A: eggshell calcification`
          let lettered =
            t.length == 1 && t.capital && i > view.range.lowerBound && d.classes[i - 1].contains(.numbering)
          // `a 2nd stone`, `three vessel calcification`
          let isOrdinal =
            q.tokens.upperBound < view.range.upperBound && lexicon.quantities[q.entry].count != nil
            && d.classes[q.tokens.upperBound].contains(.ordinal)
          // `Grade 1-2 nephrocalcinosis`
          let isGrade =
            t.kind == .number && i > view.range.lowerBound + 2 && d.tokens[i - 2].kind == .number
            && d.classes[i - 3].contains(.numbering)
          if !glued, !described, !lettered, !isOrdinal, !isGrade,
            !(comma && lexicon.quantities[q.entry].count != nil),
            !(bare
              && (i == view.range.lowerBound && d.tokens[i + 1].kind == .punctuation
                || d.tokens[i + 1].byte == UInt8(ascii: ")")
                  && !(i > view.range.lowerBound + 1 && d.tokens[i - 1].byte == UInt8(ascii: "(")
                    && d.tokens[i - 1].linesBefore == 0 && d.tokens[i - 2].kind == .word
                    && i + 2 < d.tokens.count && !d.tokens[i + 2].capital)
                || i > 0 && d.classes[i - 1].contains(.numbering)
                || i > 0
                  && (d.tokens[i - 1].byte == UInt8(ascii: "/")
                    || d.tokens[i - 1].byte == UInt8(ascii: ".") && !d.tokens[i].spaceBefore)))
          {
            hits.append(q)
          }
          i = q.tokens.lowerBound
          if c.contains(.determiner), !c.contains(.modifier) { return }
          continue
        }
        if view.chunks.contains(where: { $0.tokens.contains(i) && $0.tokens.upperBound <= start })
          || d.shaped[i]
        {
          continue
        }
        if t.byte == UInt8(ascii: "(") || t.byte == UInt8(ascii: ")") { continue }
        // `an eggshell rim of calcification`: the article belongs to the rim.
        if d.classes[i + 1].contains(.of),
          view.hosts.contains(where: { $0.tokens.contains(i) && lexicon.rows.hosts[$0.entry].isFeature })
        {
          return
        }
        if t.gluedHyphen || t.byte == UInt8(ascii: ",") && i + 1 < start || c.contains(.modifier)
          || view.qualifiers.contains(where: { $0.tokens.contains(i) })
          || view.hosts.contains(where: { $0.tokens.contains(i) && !lexicon.rows.hosts[$0.entry].isOther })
            && i + 3 > start
          || view.sides.contains(where: { $0.0.contains(i) })
          || c.contains(.and) && i + 1 < start
            && (d.classes[i + 1].contains(.modifier)
              || view.chunks.contains(where: { $0.tokens.lowerBound == i + 1 }))
        {
          continue
        }
        if t.kind == .punctuation || c.contains(.finite) || c.contains(.with)
          || c.contains(.within) && !c.contains(.of) || c.contains(.away) && i + 1 < start
          || c.contains(.determiner)
          || c.contains(.but) || c.contains(.contain) || c.contains(.backReference)
        {
          return
        }
        // `three adjacent stones`
        if c.contains(.of) || c.contains(.away) && i + 1 == start { continue }
        if view.cues.contains(where: { $0.tokens.contains(i) }) { continue }
        unknown += 1
        if unknown > 2 { return }
      }
    }
    walk(from: anchor.tokens.lowerBound)
    if hits.isEmpty, let host { walk(from: view.hosts[host].tokens.lowerBound) }
    return hits
  }
}
