// Which thing a length measures: the noun behind it, or the noun in front of it.

/// Decides the owner of every measurement of a sentence.
struct SizeBinder {
  enum Owner: Equatable {
    case anchor(Int)
    case host(Int)
    case place(Int)
    /// The group spoken of before (`the largest`, `it`).
    case earlier
    case none
    /// No noun claims it.
    case unclaimed
  }
  struct Sized {
    var measurement: Measurement
    var owner: Owner
    /// A former size (`previously 7 mm`).
    var former: Bool
    /// The size of another one of the group (`the smaller one 3 mm`).
    var lesser = false
  }

  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }

  /// - Parameter byWords: words of the past tell a former size.
  func owners(in view: SentenceView, byWords: Bool) -> [Sized] {
    if view.measurements.isEmpty { return [] }
    var result: [Sized] = []
    for m in view.measurements {
      if isDistance(m, view) {
        result.append(Sized(measurement: m, owner: .none, former: false))
        continue
      }
      let leads = leadsFromThen(m, view)
      // `grown from 4 to 7 mm`: what it was and what it is.
      if m.millimetres.count == 2, leads {
        var then = m
        var now = m
        then.millimetres = [m.millimetres[0]]
        now.millimetres = [m.millimetres[1]]
        let owner = ahead(of: m, view) ?? behind(m, view)
        result.append(Sized(measurement: now, owner: owner, former: false))
        result.append(Sized(measurement: then, owner: owner, former: true))
        continue
      }
      var former = leads || isFormer(m, view, byWords) || wasThen(m, view)
      var owner = Owner.none
      if let ahead = ahead(of: m, view) {
        owner = ahead
        // `previously seen 4 mm stone`: the stone was seen before; the only size of the clause is no former one.
        if case .anchor = ahead, former, isOnly(m, view) { former = false }
      } else {
        owner = behind(m, view)
      }
      result.append(Sized(measurement: m, owner: owner, former: former, lesser: isLesser(m, view)))
    }
    if result.count > 1 {
      for k in result.indices.dropLast() where isNow(result[k], result[k + 1], view) {
        result[k].former = true
      }
    }
    return result
  }

  /// `the 4 mm stone in the lower pole, now 6 mm`: the first is what it was.
  private func isNow(_ then: Sized, _ now: Sized, _ view: SentenceView) -> Bool {
    if then.former || now.former { return false }
    let end = then.measurement.tokens.upperBound
    let start = now.measurement.tokens.lowerBound
    // One calcification between them at most, and no new statement.
    guard span(max(end, start - 2), start).contains(where: { d.classes[$0].contains(.now) }),
      view.anchors.lazy.filter({ end - 12 <= $0.tokens.lowerBound && $0.tokens.upperBound <= start }).count
        == 1,
      !span(end, start).contains(where: {
        !d.classes[$0].isDisjoint(with: [.and, .but]) || d.tokens[$0].byte == UInt8(ascii: ";")
      })
    else { return false }
    return view.clauses.crossings(from: end - 1, to: start) <= 1
  }

  func anchorIndex(at i: Int, _ view: SentenceView) -> Int? {
    view.anchors.firstIndex {
      $0.tokens.contains(i) || $0.noun.map { view.hosts[$0].tokens.contains(i) } ?? false
    }
  }

  private func ahead(of m: Measurement, _ view: SentenceView) -> Owner? {
    var i = m.tokens.upperBound
    var place: Int?
    var unknown = 0
    var steps = 0
    let prenominal =
      m.tokens.lowerBound == view.range.lowerBound
      || {
        let k = d.classes[m.tokens.lowerBound - 1]
        return k.contains(.determiner) || k.contains(.and) || k.contains(.with) || k.contains(.contain)
      }()
    while i < view.range.upperBound, steps < 9 {
      steps += 1
      let t = d.tokens[i]
      let c = d.classes[i]
      if c.contains(.dimension) {
        i += 1
        continue
      }
      if let a = anchorIndex(at: i, view) { return .anchor(a) }
      // `RK 10.2 cm no hydro no calculus`, `LK 10.9 cm 4 mm calculus`: what follows is another statement.
      if isDenial(i, view) || view.measurements.contains(where: { $0.tokens.lowerBound == i }) { break }
      if let h = view.hosts.firstIndex(where: { $0.tokens.lowerBound == i }),
        !view.chunks.contains(where: {
          $0.tokens.contains(i) && lexicon.rows.hosts[view.hosts[h].entry].isOther
        })
      {
        // `calcified fibroid 2 cm posterior wall`: the wall says where.
        if lexicon.rows.has(lexicon.rows.hosts[view.hosts[h].entry].host, .layer), hasSubject(before: m, view)
        {
          return nil
        }
        // `9 mm cluster of calcifications`, `2 cm lymph node calcification`: look one noun further.
        let next = view.hosts[h].tokens.upperBound
        // `5 mm nodule of calcification`: the calcification itself.
        let isOf = next + 1 < view.range.upperBound && d.classes[next].contains(.of)
        if next < view.range.upperBound, let a = anchorIndex(at: next + (isOf ? 1 : 0), view) {
          return .anchor(a)
        }
        return lexicon.rows.hosts[view.hosts[h].entry].isOther ? Owner.none : .host(h)
      }
      if let p = view.chunks.firstIndex(where: { $0.tokens.contains(i) }) {
        // `1.2 cm right paratracheal node`: a place whose last word is the thing measured.
        if let h = view.hosts.firstIndex(where: {
          $0.tokens.upperBound == view.chunks[p].tokens.upperBound && $0.tokens.lowerBound > i
        }), !lexicon.hosts[view.hosts[h].entry].isOther, !lexicon.hosts[view.hosts[h].entry].mass {
          let next = view.hosts[h].tokens.upperBound
          if next < view.range.upperBound, let a = anchorIndex(at: next, view) { return .anchor(a) }
          return .host(h)
        }
        place = p
        i = view.chunks[p].tokens.upperBound
        continue
      }
      if view.qualifiers.contains(where: { $0.tokens.contains(i) })
        || view.sides.contains(where: { $0.0.contains(i) })
        || c.contains(.modifier) || t.gluedHyphen
      {
        if c.contains(.within), !c.contains(.modifier), c.contains(.of) == false { break }
        i += 1
        continue
      }
      if c.contains(.of) {
        // `9 mm cluster of`, `5 mm of calcification`
        i += 1
        continue
      }
      // `a 4 mm (850 HU) left renal stone`, `a 6 mm (AP) stone`
      if t.byte == UInt8(ascii: "("), i == m.tokens.upperBound, i + 1 < view.range.upperBound,
        d.tokens[i + 1].kind == .number || d.classes[i + 1].contains(.dimension),
        let closing = (i + 2..<min(i + 6, view.range.upperBound)).first(where: {
          d.tokens[$0].byte == UInt8(ascii: ")")
        })
      {
        i = closing + 1
        continue
      }
      // `right 3 mm and left 5 mm renal stones`: the next length of the list has the same noun.
      if c.contains(.and),
        let next = view.measurements.first(where: {
          $0.tokens.lowerBound > i && $0.tokens.lowerBound <= i + 3
        }),
        span(i + 1, next.tokens.lowerBound).allSatisfy({ k in
          d.classes[k].contains(.modifier) || view.sides.contains { $0.0.contains(k) }
            || view.chunks.contains { $0.sideTokens?.contains(k) ?? false }
        })
      {
        i = next.tokens.upperBound
        continue
      }
      // `a 4 mm dense, fully calcified granuloma`
      if prenominal, place == nil, t.byte == UInt8(ascii: ","), describes(i + 1, view) {
        i += 1
        continue
      }
      // `28 mm fat-containing lesion`
      if d.tokens[i - 1].gluedHyphen, t.kind == .word, c.contains(.with) {
        i += 1
        continue
      }
      if t.kind == .punctuation || c.contains(.finite) || c.contains(.within) || c.contains(.with)
        || c.contains(.away)
        || c.contains(.and) || c.contains(.or) || c.contains(.but) || c.contains(.measureVerb)
        || c.contains(.relative) || c.contains(.locate)
      {
        break
      }
      unknown += 1
      if unknown > 2 { break }
      i += 1
    }
    // `a 6 mm spermatocele`: a noun of its own that nothing knows, unless the report says what it is.
    if prenominal, unknown > 0, place == nil { return .unclaimed }
    if let place, i < view.range.upperBound || steps > 1 {
      // `11 cm right kidney`: only when nothing but the place follows the length.
      let gap = span(m.tokens.upperBound, view.chunks[place].tokens.lowerBound)
      if gap.allSatisfy({ d.classes[$0].contains(.modifier) }), view.chunks[place].organ != nil,
        !hasSubject(before: m, view) || d.classes[max(0, m.tokens.lowerBound - 1)].contains(.determiner)
      {
        return .place(place)
      }
    }
    return nil
  }

  /// A descriptor begins here, itself or behind an adverb.
  private func describes(_ i: Int, _ view: SentenceView) -> Bool {
    func descriptor(_ k: Int) -> Bool {
      guard k < view.range.upperBound else { return false }
      return d.classes[k].contains(.modifier) && d.classes[k].isDisjoint(with: [.determiner, .within])
        || view.qualifiers.contains { $0.tokens.contains(k) }
        || view.anchors.contains {
          $0.tokens.lowerBound == k && lexicon.rows.anchors[$0.entry].isAdjective
        }
    }
    return descriptor(i)
      || i + 1 < view.range.upperBound && d.classes[i].isOpen && d.tokens[i].kind == .word
        && descriptor(i + 1)
  }

  /// No other length stands in the clause.
  private func isOnly(_ m: Measurement, _ view: SentenceView) -> Bool {
    if view.measurements.count == 1 { return true }
    let clause = view.clauses.clause(around: m.tokens.lowerBound, in: view.range)
    return view.measurements.count { clause.contains($0.tokens.lowerBound) } == 1
  }

  private func hasSubject(before m: Measurement, _ view: SentenceView) -> Bool {
    view.anchors.contains { $0.tokens.upperBound <= m.tokens.lowerBound }
      || view.hosts.contains { $0.tokens.upperBound <= m.tokens.lowerBound }
  }

  private func behind(_ m: Measurement, _ view: SentenceView) -> Owner {
    var i = m.tokens.lowerBound
    var largest = false
    while i > view.range.lowerBound {
      i -= 1
      let c = d.classes[i]
      // `granulomas in both lungs, each 2 to 4 mm`
      if c.contains(.largest)
        || i == m.tokens.lowerBound - 1 && c.isSuperset(of: [.sideDeterminer, .pronoun])
      {
        largest = true
      }
      if view.clauses.crossings(from: i, to: i + 1) > 0, !largest,
        i + 1 < m.tokens.lowerBound || view.clauses.crossings(from: i, to: i + 1) > 0
      {
        if d.tokens[i].byte == UInt8(ascii: ":") || d.tokens[i].byte == UInt8(ascii: "-") { continue }
        // `calcification, thickness 9 mm`
        if d.tokens[i].byte == UInt8(ascii: ","), i == m.tokens.lowerBound - 2,
          d.classes[i + 1].contains(.thickness)
        {
          continue
        }
        return startsWithReference(view) ? .earlier : .none
      }
      if let a = anchorIndex(at: i, view) { return .anchor(a) }
      // Another statement's verb: `shadowing which hides 5 mm of the lumen`; not `the stone has grown to 7 mm`.
      if c.contains(.finite), !changes(i, view), c.isDisjoint(with: [.measureVerb, .be, .locate, .within]),
        !largest
      {
        return .unclaimed
      }
      // `plaque in the aorta (20 mm)`
      if i == m.tokens.lowerBound - 1, d.tokens[i].byte == UInt8(ascii: "("),
        let p = view.chunks.firstIndex(where: { $0.tokens.upperBound == i && $0.organ != nil })
      {
        if let a = stone(at: view.chunks[p], m, view) { return .anchor(a) }
        return .place(p)
      }
      // `no calcification, no ventriculomegaly (7 mm)`: the length of the noun in front of the parenthesis.
      if i == m.tokens.lowerBound - 1, d.tokens[i].byte == UInt8(ascii: "("), isUnknownNoun(i - 1, view) {
        return .none
      }
      if let h = view.hosts.firstIndex(where: { $0.tokens.contains(i) }),
        !(largest && lexicon.rows.hosts[view.hosts[h].entry].isOther),
        !view.chunks.contains(where: {
          $0.tokens.contains(i) && lexicon.rows.hosts[view.hosts[h].entry].isOther
        })
      {
        let entry = lexicon.rows.hosts[view.hosts[h].entry]
        if entry.isOther { return .none }
        // `deposit in the supraspinatus tendon, 14 mm`: the tendon says where.
        if let place = view.chunks.first(where: { $0.tokens.contains(i) }), place.organ == entry.organ,
          entry.organ != nil, isObject(place.tokens, view)
        {
          i = place.tokens.lowerBound
          continue
        }
        if entry.isFeature || lexicon.rows.has(entry.host, .layer)
          || entry.mass && entry.organ == nil && isObject(view.hosts[h].tokens, view)
        {
          // A feature in a phrase of place (`on the wall`) does not own the length.
          if isObject(view.hosts[h].tokens, view) {
            i = view.hosts[h].tokens.lowerBound
            continue
          }
        }
        return .host(h)
      }
      if let p = view.chunks.firstIndex(where: { $0.tokens.contains(i) }) {
        let chunk = view.chunks[p]
        i = chunk.tokens.lowerBound
        // `Calcified lymph node on the right, 8 mm`: the noun is a place itself, with its side behind it.
        if let a = chunk.tokens.lazy.compactMap({ anchorIndex(at: $0, view) }).first { return .anchor(a) }
        // A place behind a preposition is where the thing lies, not what is measured; nor is one in apposition
        // (`calcifications, left breast upper inner quadrant, 12 mm`) or in front of `the largest`.
        if largest, hasAnchor(before: chunk.tokens.lowerBound, view) { continue }
        if isObject(chunk.tokens, view) || chunk.organ == nil && !isTopic(chunk.tokens, m, view) { continue }
        if isApposition(chunk.tokens, m, view) || isBeside(chunk.tokens, m, view) { continue }
        return .place(p)
      }
    }
    if largest || startsWithReference(view) { return .earlier }
    return .unclaimed
  }

  private func startsWithReference(_ view: SentenceView) -> Bool {
    guard view.body < view.range.upperBound else { return false }
    for i in span(view.body, min(view.body + 2, view.range.upperBound))
    where d.classes[i].contains(.backReference) || d.classes[i].contains(.largest)
      || d.classes[i].contains(.measureVerb)
    { return true }
    return false
  }

  /// `calculus in the upper calyx (6 mm)`: a part that holds a stone is not what is measured; a duct may be.
  private func stone(at chunk: SiteChunk, _ m: Measurement, _ view: SentenceView) -> Int? {
    guard !chunk.parts.isEmpty || chunk.partText != nil || isSolid(chunk, m),
      !view.hosts.contains(where: { $0.tokens.overlaps(chunk.tokens) }),
      let a = view.anchors.lastIndex(where: { $0.tokens.upperBound <= chunk.tokens.lowerBound }),
      lexicon.rows.has(view.anchors[a].kind, .calculus),
      !view.measurements.contains(where: { $0.tokens.upperBound <= view.anchors[a].tokens.lowerBound }),
      view.clauses.crossings(from: view.anchors[a].tokens.upperBound - 1, to: chunk.tokens.lowerBound) == 0,
      isObject(chunk.tokens, view)
        || span(chunk.tokens.lowerBound - 3, chunk.tokens.lowerBound).contains(where: {
          d.classes[$0].contains(.and)
        }),
      let organ = chunk.organ, !lexicon.rows.traits(organ).contains(.vessel)
    else { return nil }
    return a
  }

  /// The phrase is the object of a preposition.
  private func isObject(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
    let p = view.beforePhrase(tokens.lowerBound, d)
    guard p >= view.range.lowerBound else { return false }
    // `in the pouch and paracolic gutters, up to 14 mm`: one phrase of place.
    if d.classes[p].contains(.and) || d.classes[p].contains(.or),
      let first = view.chunks.last(where: { $0.tokens.upperBound == p })
    {
      return isObject(first.tokens, view)
    }
    return d.classes[p].contains(.within) || d.classes[p].contains(.away) || d.classes[p].contains(.of)
  }
}
