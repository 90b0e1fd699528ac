// Which words are the anchor: an adjective takes in the thing behind it, and that thing is no anchor of its own.

/// Joins adjectives (`calcified`) with the noun they describe.
enum AnchorFinder {
  /// Anchors with their nouns; nouns that an adjective describes are no longer anchors.
  static func absorb(
    _ found: [SentenceView.AnchorHit], _ hosts: [SentenceView.HostHit], _ chunks: [SiteChunk], _ d: Document,
    _ lexicon: Lexicon, into result: inout [SentenceView.AnchorHit]
  ) {
    var taken: [Range<Int>] = []
    for var hit in found {
      if !taken.isEmpty, taken.contains(where: { $0.overlaps(hit.tokens) }) { continue }
      guard lexicon.rows.anchors[hit.entry].isAdjective else {
        if result.contains(where: { $0.tokens.overlaps(hit.tokens) }) { continue }
        // `milk of calcium calcifications` is one anchor, the last word its head.
        if let last = result.last, last.tokens.upperBound == hit.tokens.lowerBound, last.noun == nil,
          last.kind == hit.kind
        {
          hit.tokens = last.tokens.lowerBound..<hit.tokens.upperBound
          result[result.count - 1] = hit
          continue
        }
        // `calcium score (Agatston)` is one anchor.
        if let last = result.last, lexicon.rows.has(last.kind, .score), last.kind == hit.kind,
          hit.tokens.lowerBound - last.tokens.upperBound == 1,
          d.tokens[last.tokens.upperBound].byte == UInt8(ascii: "(")
        {
          continue
        }
        result.append(hit)
        continue
      }
      // The noun: the first host behind the adjective that only modifiers, places and joined modifiers part from it.
      if let h = noun(behind: hit.tokens.upperBound, found, hosts, chunks, d, lexicon) {
        let host = lexicon.rows.hosts[hosts[h].entry]
        hit.noun = h
        if hosts[h].tokens.lowerBound == hit.tokens.upperBound, host.absorbs {
          hit.tokens = hit.tokens.lowerBound..<hosts[h].tokens.upperBound
        }
        taken.append(hosts[h].tokens)
        if let kind = host.kind {
          hit.kind = kind
          // `calcified tonsillolith`: the noun is the anchor, with all that it says.
          if let own = found.first(where: {
            $0.tokens.overlaps(hosts[h].tokens) && $0.tokens != hit.tokens
              && !lexicon.rows.anchors[$0.entry].isAdjective
          }),
            hosts[h].tokens.lowerBound == hit.tokens.upperBound
              || hit.tokens.upperBound == hosts[h].tokens.upperBound
          {
            hit.entry = own.entry
            hit.noun = nil
          }
        }
      }
      if result.contains(where: { $0.tokens.overlaps(hit.tokens) }) { continue }
      result.append(hit)
    }
    // A noun that stands as an anchor inside an adjective's noun phrase was taken above; drop what came before it.
    if taken.isEmpty { return }
    share(&result, hosts, d, lexicon)
    result.drop { hit in
      taken.contains { $0.overlaps(hit.tokens) && !hit.tokens.contains($0.lowerBound) }
    }
  }

  /// `calcified and noncalcified plaques`: the first adjective has the noun of the second.
  private static func share(
    _ result: inout [SentenceView.AnchorHit], _ hosts: [SentenceView.HostHit], _ d: Document,
    _ lexicon: Lexicon
  ) {
    for k in result.indices.dropLast()
    where result[k].noun == nil && lexicon.rows.anchors[result[k].entry].isAdjective {
      let next = result[k + 1]
      guard let h = next.noun, lexicon.rows.hosts[hosts[h].entry].kind == nil else { continue }
      let gap = result[k].tokens.upperBound..<max(result[k].tokens.upperBound, next.tokens.lowerBound)
      if (1...2).contains(gap.count),
        gap.allSatisfy({ d.tokens[$0].gluedHyphen || !d.classes[$0].isDisjoint(with: [.and, .or]) })
      {
        result[k].noun = h
      }
    }
  }

  private static func noun(
    behind end: Int, _ found: [SentenceView.AnchorHit], _ hosts: [SentenceView.HostHit],
    _ chunks: [SiteChunk], _ d: Document, _ lexicon: Lexicon
  ) -> Int? {
    var i = end
    var last: Int?
    while i < d.tokens.count, i < end + 9 {
      if let h = hosts.firstIndex(where: { $0.tokens.lowerBound == i }) {
        if lexicon.rows.hosts[hosts[h].entry].isOther { return last }
        last = h
        i = hosts[h].tokens.upperBound
        // `calcified granuloma node`: the last noun of the run is the head.
        if i < d.tokens.count,
          hosts.contains(where: { $0.tokens.lowerBound == i && !lexicon.rows.hosts[$0.entry].isOther })
        {
          continue
        }
        return last
      }
      if let c = chunks.first(where: { $0.tokens.contains(i) }) {
        // A place behind the adjective ends the search unless more noun phrase follows it.
        i = c.tokens.upperBound
        if let h = hosts.firstIndex(where: { $0.tokens.upperBound == i && $0.tokens.lowerBound >= end })
          // `calcified retroperitoneal lymph nodes left paraaortic`
          ?? hosts.lastIndex(where: {
            $0.tokens.lowerBound >= end && $0.tokens.upperBound < i
              && c.organTokens?.upperBound == $0.tokens.upperBound
              && !lexicon.rows.hosts[$0.entry].isOther
          })
        {
          // `calcified posterior wall plaque`: the last noun is the head.
          if hosts.contains(where: { $0.tokens.lowerBound == i && !lexicon.rows.hosts[$0.entry].isOther }) {
            last = h
            continue
          }
          return h
        }
        continue
      }
      let c = d.classes[i]
      let t = d.tokens[i]
      if t.gluedHyphen || t.byte == UInt8(ascii: "/") { i += 1; continue }
      // `a calcified 50% lesion`
      if t.byte == UInt8(ascii: "%"), d.tokens[i - 1].kind == .number { i += 1; continue }
      // `calcified and non-calcified plaques`
      if i == end, c.contains(.and) || c.contains(.or),
        let next = found.first(where: { $0.tokens.lowerBound == i + 1 }),
        lexicon.rows.anchors[next.entry].isAdjective
      {
        i = next.tokens.upperBound
        continue
      }
      if t.kind == .punctuation && t.byte != UInt8(ascii: ",") { return last }
      if t.byte == UInt8(ascii: ",") || c.contains(.and) || c.contains(.or) {
        // Only a list of modifiers goes on: `mediastinal and right hilar granulomas`.
        guard i > end, i + 1 < d.tokens.count, chunks.contains(where: { $0.tokens.contains(i - 1) }),
          d.classes[i + 1].contains(.modifier) || chunks.contains(where: { $0.tokens.lowerBound == i + 1 })
        else { return last }
        i += 1
        continue
      }
      if c.contains(.finite) || c.contains(.within) || c.contains(.away) || c.contains(.with)
        || c.contains(.but)
        || c.contains(.determiner) || c.contains(.relative) || c.contains(.existential)
      {
        return last
      }
      i += 1
    }
    return last
  }
}
