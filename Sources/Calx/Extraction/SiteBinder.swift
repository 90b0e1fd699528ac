// Which place an anchor lies at: the nearest in the clause, then the label, then the sentence before.

/// Binds anchors to places by cost: each reading of the sentence has a price, the cheapest wins.
struct SiteBinder {
  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }

  struct Candidate {
    var chunk: SiteChunk
    var cost: Double
    var rule: String
    var inSentence: Int?
    var group: [SiteChunk] = []
  }

  /// The places of an anchor, in the order written; empty when the report gives none.
  func sites(
    of anchor: SentenceView.AnchorHit, in view: SentenceView, _ sentence: Sentence, labels: [[SiteChunk]],
    labelSides: [Laterality], memory: SiteMemory, section: SectionName, host: Int?, denied: Bool
  ) -> [BoundSite] {
    let entry = lexicon.anchors[anchor.entry]
    let calculus = anchor.kind == "calculus"
    let resolved = resolve(view, labels, memory, sentence)
    // The sentence names an organ itself: an inherited label yields to it.
    let speaks = resolved.contains {
      $0.organ != nil && !generic($0.organ) && !$0.weak && $0.tokens.lowerBound >= sentence.body
    }
    var candidates: [Candidate] = []
    for (i, chunk) in resolved.enumerated() {
      guard chunk.organ != nil else { continue }
      // `Fetal abdomen: foci with shadowing, in the right lobe of the liver`: the label is the less specific.
      let broad = speaks && generic(chunk.organ) && chunk.tokens.upperBound <= sentence.body
      let c =
        cost(anchor, chunk, view) + (broad ? 2.3 : 0)
        + (chunk.borrowed
          && resolved.contains {
            !$0.borrowed && $0.organ != nil && $0.organ != chunk.organ && cost(anchor, $0, view) < 1.6
          } ? 0.8 : 0)
      candidates.append(Candidate(chunk: chunk, cost: c, rule: "site.clause", inSentence: i))
    }
    for (depth, chunks) in labels.reversed().enumerated() {
      let own = chunks.contains { $0.tokens.overlaps(view.range) }
      for (i, chunk) in chunks.enumerated() where chunk.organ != nil {
        candidates.append(
          Candidate(
            chunk: chunk, cost: 4.0 + Double(depth) * 0.3 + Double(i) * 0.05 + (own || !speaks ? 0 : 2.3),
            rule: "site.label", group: chunks))
      }
    }
    let back = startsBack(view) ? 2.0 : 0
    for (steps, past) in memory.past.reversed().enumerated().prefix(4) {
      guard
        past.section == sentence.section || section == .findings || section == .recommendation
          || section == .addendum
      else { break }
      let far =
        Double(steps) * 0.7 - back + (past.paragraph != sentence.paragraph ? 2.5 : 0)
        + (past.item != sentence.item && section == .impression ? 3 : 0)
      for (i, site) in past.mentioned.enumerated() {
        guard let organ = site.organ else { continue }
        var chunk = SiteChunk(tokens: site.tokens, organ: organ)
        chunk.parts = site.parts
        chunk.partText = site.partText
        chunk.laterality = site.laterality
        candidates.append(
          Candidate(chunk: chunk, cost: 6.4 + far + Double(i) * 0.1, rule: "site.before"))
      }
      for (i, chunk) in past.chunks.enumerated() where chunk.organ != nil {
        candidates.append(
          Candidate(chunk: chunk, cost: 6.5 + far + Double(i) * 0.15, rule: "site.before"))
      }
    }
    if section != .indication && section != .history {
      for chunk in memory.title where chunk.organ != nil && !generic(chunk.organ) {
        candidates.append(Candidate(chunk: chunk, cost: 11, rule: "site.title"))
      }
      if let modality = memory.modality, let organ = lexicon.organOfModality[modality] {
        candidates.append(
          Candidate(chunk: SiteChunk(tokens: 0..<0, organ: organ.id), cost: 5.2, rule: "site.modality"))
      }
    }
    for i in candidates.indices {
      if calculus, let organ = candidates[i].chunk.organ, !(lexicon.organs[organ]?.holdsCalculi ?? true) {
        candidates[i].cost += candidates[i].cost < 0.5 ? 0 : 8
      }
      if candidates[i].chunk.weak { candidates[i].cost += 1.2 }
      if generic(candidates[i].chunk.organ) {
        candidates[i].cost += candidates[i].rule == "site.clause" ? 0.6 : 2
      }
    }
    // A noun that belongs to an organ (`calcified fibroid`) decides by itself.
    if let h = host, let organ = lexicon.hosts[view.hosts[h].entry].organ {
      let same = candidates.filter { $0.chunk.organ == organ }.min { $0.cost < $1.cost }
      if let same, same.cost < 6 {
        return finish(same, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
      }
      var implied = SiteChunk(tokens: view.hosts[h].tokens, organ: organ)
      implied.organTokens = view.hosts[h].tokens
      // A place beside it says where: `meningioma over the frontal convexity`.
      if let near = candidates.filter({ $0.inSentence != nil && $0.cost < 2 }).min(by: { $0.cost < $1.cost })
      {
        implied.parts =
          near.chunk.parts.isEmpty ? [near.chunk.organTokens ?? near.chunk.tokens] : near.chunk.parts
        implied.laterality = near.chunk.laterality
        implied.sideTokens = near.chunk.sideTokens
      }
      return finish(
        Candidate(chunk: implied, cost: 1, rule: "site.host"), anchor, view, resolved, labels, labelSides,
        memory, sentence: sentence)
    }
    if !entry.organs.isEmpty {
      return inherent(anchor, entry, view, candidates, resolved, labels, labelSides, memory, sentence)
    }
    let best = candidates.min { $0.cost < $1.cost }
    guard let best, best.cost < 14 else { return [] }
    return finish(
      best, anchor, view, resolved, labels, labelSides, memory, denied: denied, sentence: sentence)
  }

}
