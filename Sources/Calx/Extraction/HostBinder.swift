// What is calcified, or holds the calcification.

/// Finds the host of an anchor: the noun it describes, the thing it lies in, or the thing said to contain it.
struct HostBinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  /// A host bound to an anchor: an index into the sentence's hosts, or a name from an earlier sentence or label.
  struct Bound {
    var index: Int?
    /// Nil where only a feature of it is named.
    var name: Symbol?
    /// The container, when the host is a feature of it.
    var container: Int?
  }

  func host(of anchor: SentenceView.AnchorHit, in view: SentenceView) -> Bound? {
    if let noun = anchor.noun {
      let entry = lexicon.rows.hosts[view.hosts[noun].entry]
      if entry.isFeature {
        if let c = container(anchor, view, excluding: noun) {
          return Bound(index: noun, name: name(c, view), container: c)
        }
        return Bound(index: noun, name: nil, container: nil)
      }
      // `calcified wall` of a cyst keeps the wall; the cyst gives the size.
      return Bound(index: noun, name: entry.host, container: container(anchor, view, excluding: noun))
    }
    guard let c = container(anchor, view, excluding: nil) else { return nil }
    let entry = lexicon.rows.hosts[view.hosts[c].entry]
    if entry.isFeature {
      if let outer = container(anchor, view, excluding: c) {
        return Bound(index: c, name: name(outer, view), container: outer)
      }
      return Bound(index: c, name: nil, container: nil)
    }
    return Bound(index: c, name: entry.host, container: outer(of: c, anchor, view))
  }

  private func name(_ i: Int, _ view: SentenceView) -> Symbol { lexicon.rows.hosts[view.hosts[i].entry].host }

  /// A feature or a layer of a thing (`focus`, `wall`), no thing by itself.
  private func isAspect(_ entry: Int) -> Bool {
    lexicon.rows.hosts[entry].isFeature || lexicon.rows.has(lexicon.rows.hosts[entry].host, .layer)
  }

  /// `calcification of the wall of a cyst`: the cyst behind the wall.
  private func outer(of host: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Int? {
    guard lexicon.rows.has(name(host, view), .layer) || lexicon.rows.hosts[view.hosts[host].entry].isFeature
    else { return nil }
    return container(anchor, view, excluding: host)
  }

  private func container(_ anchor: SentenceView.AnchorHit, _ view: SentenceView, excluding: Int?) -> Int? {
    var best: (price: Double, index: Int)?
    for i in view.hosts.indices where i != excluding {
      let hit = view.hosts[i]
      let entry = lexicon.rows.hosts[hit.entry]
      if lexicon.rows.has(anchor.kind, .calculus), !entry.holdsCalculi, !entry.isFeature { continue }
      if entry.isOther || entry.kind != nil || hit.tokens.overlaps(anchor.tokens) { continue }
      // `a granuloma with central calcification`: both are named, one holds the other.
      if view.anchors.contains(where: {
        $0.tokens.overlaps(hit.tokens)
          && (!lexicon.rows.has($0.kind, .ungraded) || lexicon.rows.has($0.kind, .calculus))
      }) {
        continue
      }
      guard let price = price(anchor, hit.tokens, view) else { continue }
      if best.map({ price < $0.price }) ?? true { best = (price, i) }
    }
    guard let best, best.price < 5.5 else { return nil }
    return best.index
  }

  /// A negation stands here: `nodes up to 9 mm, no calcification` are the nodes without it.
  private func denied(_ i: Int, _ view: SentenceView) -> Bool {
    view.cues.contains { $0.row.traits.contains(.deniesAhead) && $0.tokens.contains(i) }
  }

  /// The clause of the anchor speaks of what was named in the one before (`nodules; one is calcified`).
  private func refers(_ gap: Range<Int>, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    let first = clause.lowerBound + (d.classes[clause.lowerBound].contains(.and) ? 1 : 0)
    guard gap.contains(clause.lowerBound), first + 1 < anchor.tokens.lowerBound else { return false }
    // `a cyst of 22 mm; its wall is calcified`
    if d.classes[first].isSuperset(of: [.definite, .backReference, .determiner]),
      d.classes[first].isDisjoint(with: [.pronoun]),
      view.hosts.contains(where: {
        $0.tokens.lowerBound == first + 1 && isAspect($0.entry)
      })
    {
      return true
    }
    // `two fibroids: one anterior, non calcified, the other posterior with rim calcification`
    if d.tokens[clause.lowerBound - 1].byte == UInt8(ascii: ":"), gap.contains(clause.lowerBound - 1),
      view.quantities.contains(where: {
        $0.tokens.lowerBound == first && lexicon.quantities[$0.entry].count == 1
      }),
      d.classes[first].contains(.pronoun)
    {
      return true
    }
    return d.classes[first].contains(.pronoun)
      && (d.classes[first].contains(.group)
        || d.classes[first + 1].contains(.finite)
          && view.quantities.contains { $0.tokens.lowerBound == first }
        || isSaidOfIt(anchor, view)
        // `nodes in both hila; those on the right are calcified`
        || d.classes[first].contains(.backReference) && d.classes[first + 1].contains(.within))
  }

  /// `a nodule of 12 mm; it is calcified`: the adjective is said of a pronoun that opens the clause.
  private func isSaidOfIt(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    let first = clause.lowerBound + (d.classes[clause.lowerBound].contains(.and) ? 1 : 0)
    return lexicon.rows.anchors[anchor.entry].isAdjective && anchor.noun == nil
      && clause.lowerBound > view.body && first + 1 < anchor.tokens.lowerBound
      && d.classes[first].isSuperset(of: [.pronoun, .backReference]) && d.classes[first + 1].contains(.finite)
      && d.classes[first].isDisjoint(with: [.relative, .sideDeterminer])
  }

  /// The noun stands behind a preposition that says where another noun in front of it lies.
  private func isPlace(_ host: Range<Int>, _ view: SentenceView) -> Bool {
    let p = view.beforePhrase(host.lowerBound, d)
    // `a fibroid, posterior wall, with rim calcification`
    if p > view.range.lowerBound, d.tokens[p].byte == UInt8(ascii: ","),
      host.upperBound < view.range.upperBound,
      d.tokens[host.upperBound].byte == UInt8(ascii: ","),
      view.hosts.contains(where: {
        $0.tokens.contains(host.lowerBound) && lexicon.rows.has(lexicon.rows.hosts[$0.entry].host, .layer)
      })
    {
      return view.hosts.contains {
        $0.tokens.upperBound <= p && !lexicon.rows.hosts[$0.entry].isOther
          && !lexicon.rows.hosts[$0.entry].isFeature
          && view.clauses.crossings(from: $0.tokens.upperBound - 1, to: p) == 0
      }
    }
    guard p >= view.range.lowerBound, !d.classes[p].isDisjoint(with: [.within, .away]),
      !d.classes[p].contains(.of)
    else {
      return false
    }
    return view.hosts.contains {
      $0.tokens.upperBound <= p && !lexicon.rows.hosts[$0.entry].isOther
        && !lexicon.rows.hosts[$0.entry].isFeature
        && view.clauses.crossings(from: $0.tokens.upperBound - 1, to: p) == 0
    }
  }

  /// `nabothian cysts, tiny calcification in the anterior lip`: the anchor has a place of its own, apart from things that
  /// no number tells.
  private func hasPlace(_ anchor: SentenceView.AnchorHit, beside host: Range<Int>, _ view: SentenceView)
    -> Bool
  {
    guard let hit = view.hosts.first(where: { $0.tokens == host }), lexicon.rows.hosts[hit.entry].plural,
      anchor.tokens.upperBound < view.range.upperBound, d.classes[anchor.tokens.upperBound].contains(.inside)
    else { return false }
    return view.chunks.contains {
      $0.tokens.lowerBound > anchor.tokens.upperBound && $0.tokens.lowerBound <= anchor.tokens.upperBound + 3
    }
  }

  /// Nothing but descriptors and measures stands in front of the noun in its clause.
  private func opens(_ host: Range<Int>, _ view: SentenceView) -> Bool {
    let clause = view.clauses.clause(around: host.lowerBound, in: view.range)
    return span(max(clause.lowerBound, view.body), host.lowerBound).allSatisfy { i in
      d.shaped[i] || d.tokens[i].kind == .number || d.tokens[i].gluedHyphen
        || !d.classes[i].isDisjoint(with: [.determiner, .modifier])
        || view.qualifiers.contains { $0.tokens.contains(i) }
        || view.chunks.contains { $0.tokens.contains(i) }
        || view.quantities.contains { $0.tokens.contains(i) }
        || view.sides.contains { $0.0.contains(i) }
    }
  }

  /// Price of reading `host` as what holds the anchor, nil when the words between do not allow it.
  private func price(_ anchor: SentenceView.AnchorHit, _ host: Range<Int>, _ view: SentenceView) -> Double? {
    // Behind an adjective's own noun (`calcific changes in the wall`) the search goes on from the noun.
    let noun = anchor.noun.flatMap {
      lexicon.rows.hosts[view.hosts[$0].entry].isFeature ? view.hosts[$0].tokens : nil
    }
    let gap = SentenceView.gap(
      noun.map { host.lowerBound >= $0.upperBound ? $0 : anchor.tokens } ?? anchor.tokens, host)
    let crossings = view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound)
    if crossings > 1 || crossings == 1 && !refers(gap, anchor, view) { return nil }
    // Whatever stands between it and its pronoun.
    if crossings == 1, isSaidOfIt(anchor, view) { return 2 + Double(gap.count) * 0.02 }
    let adjective = lexicon.rows.anchors[anchor.entry].isAdjective
    // `calcified nodes, no calcified lung nodule`: what is denied there is a thing by itself.
    let isThing = anchor.noun.map { !isAspect(view.hosts[$0].entry) } ?? false
    var price = Double(gap.count) * 0.12
    var within = false
    var contains = false
    var verb = false
    var away = false
    var commas = 0
    var list = false
    if isThing, gap.contains(where: { denied($0, view) }) { return nil }
    for i in gap {
      let c = d.classes[i]
      if d.tokens[i].byte == UInt8(ascii: ",") { commas += 1 }
      if c.contains(.within) && !c.contains(.finite) { within = true }
      if c.contains(.contain) || c.contains(.with) || denied(i, view) {
        contains = true
        // `wider than tall, containing foci`: what stood away from the host is past.
        away = false
      }
      if c.contains(.finite) { verb = true }
      if c.contains(.away), !c.contains(.within), !c.contains(.contain) { away = true }
      if c.contains(.and) || c.contains(.or) { list = true }
      if view.anchors.contains(where: { $0.tokens.contains(i) }) { price += 1.5 }
    }
    if host.lowerBound >= anchor.tokens.upperBound {
      // `calcification in the wall`, `calcification within a nodule`
      if adjective, noun == nil { return nil }
      // The preposition in front of the host says that it holds something.
      var p = host.lowerBound - 1
      while p > anchor.tokens.upperBound,
        d.classes[p].contains(.determiner) || d.classes[p].contains(.modifier) || d.shaped[p]
          || view.chunks.contains(where: { $0.tokens.contains(p) })
          || d.classes[p].isOpen && d.tokens[p].kind == .word
      { p -= 1 }
      guard p >= anchor.tokens.upperBound, d.classes[p].contains(.inside) else { return nil }
      guard within, !contains, commas == 0 else { return nil }
      // `calcification in the kidney and a second one in the left tendon`: the first has a place of its own.
      if let next = view.anchors.first(where: { gap.contains($0.tokens.lowerBound) }),
        span(gap.lowerBound, next.tokens.lowerBound).contains(where: { d.classes[$0].contains(.within) })
      {
        return nil
      }
      if verb { price += 1 }
      if away { price += 3 }
      // The preposition must be the first thing behind the anchor, or behind a verb of place.
      return price + 0.5
    }
    // `Left tendon normal, right patella with calcification`
    if contains, commas > 0,
      let said = gap.first(where: {
        d.classes[$0].contains(.answer) && d.tokens[$0 + 1].byte == UInt8(ascii: ",")
      }),
      !denied(said, view),
      view.chunks.contains(where: { said < $0.tokens.lowerBound && gap.contains($0.tokens.lowerBound) })
    {
      return nil
    }
    // In front: `nodule with calcification`, `wall calcification`, `the wall is calcified`, `nodules, some calcified`.
    if away { price += 3 }
    // `fibroid in the posterior wall with calcification`: the wall is where the fibroid lies.
    if contains, isPlace(host, view) { return nil }
    if contains, !list || commas > 0 || verb { return price + 0.6 + Double(commas) * 0.4 }
    if !within, !verb, commas == 0 {
      if list { return nil }
      return gap.count <= 4 ? price + 0.2 : nil
    }
    // `Nodule: 14 mm, solid, hypoechoic, punctate echogenic foci`: what is listed behind the thing describes it.
    if !within, !verb, !adjective, !list, commas > 0, lexicon.rows.anchors[anchor.entry].organs.count == 0,
      !lexicon.rows.has(anchor.kind, .calculus), opens(host, view),
      !view.chunks.contains(where: { gap.contains($0.tokens.lowerBound) }),
      !hasPlace(anchor, beside: host, view)
    {
      return price + 1.5
    }
    if isThing { return nil }
    if adjective, verb || commas > 0 { return price + 1.0 + Double(commas) * 0.3 }
    // `nodule in the right lobe with calcification` was caught above; `lesion in segment 4, 5 mm, coarse calcification`.
    if verb, contains { return price + 1.5 }
    return nil
  }
}
