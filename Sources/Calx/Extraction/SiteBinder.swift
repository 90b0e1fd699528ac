// Which place an anchor lies at: the nearest in the clause, then the label, then the sentence before.

/// A place bound to an anchor, and why.
struct BoundSite {
  var organ: String?
  var parts: [Range<Int>] = []
  var partText: String?
  var laterality: Laterality?
  /// Words that decided the organ, and the rule's name.
  var evidence: Range<Int>?
  var sideEvidence: Range<Int>?
  var rule = ""
  var tokens: Range<Int> = 0..<0
  /// Both sides only by the plural.
  var impliedSide = false
  /// The organ was not named in the sentence.
  var borrowed = false
}

/// What earlier sentences leave for later ones to refer to.
struct SiteMemory {
  struct Past {
    var sentence: Int
    var paragraph: Int
    var item: Int
    var section: Int
    var chunks: [SiteChunk]
    var mentioned: [BoundSite]
  }
  /// Places of the examination's title.
  var title: [SiteChunk] = []
  var titleSide: Laterality?
  var past: [Past] = []
  var modality: String?
  /// Side of the last mention of each organ that had one.
  var sides: [String: Laterality] = [:]
  /// Organs of all mentions so far, in order.
  var organs: [String] = []

  /// The side that the same paragraph last gave an organ, nil when it gave both.
  func side(of organ: String, _ sentence: Sentence) -> Laterality? {
    for entry in past.reversed().prefix(4) {
      guard entry.paragraph == sentence.paragraph, entry.section == sentence.section else { return nil }
      let sides = Set(
        entry.chunks.filter { $0.organ == organ && !$0.impliedSide }.compactMap(\.laterality)
          + entry.mentioned.filter { $0.organ == organ && !$0.impliedSide }.compactMap(\.laterality))
      if sides.count == 1 { return sides.first }
      if sides.count > 1 { return nil }
    }
    return nil
  }

  /// The organ that a bare part belongs to by the report as a whole: its title, or what it spoke of.
  func expected(_ part: SiteChunk) -> SiteChunk? {
    if let fallback = part.fallback, organs.contains(fallback) { return nil }
    if let c = title.first(where: { part.candidates.contains($0.organ ?? "") }) {
      return SiteChunk(tokens: c.tokens, organ: c.organ)
    }
    return organs.last { part.candidates.contains($0) }.map { SiteChunk(tokens: 0..<0, organ: $0) }
  }
}

/// Binds anchors to places by cost: each reading of the sentence has a price, the cheapest wins.
struct SiteBinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  private struct Candidate {
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
    var candidates: [Candidate] = []
    for (i, chunk) in resolved.enumerated() {
      guard chunk.organ != nil else { continue }
      let c = cost(anchor, chunk, view) + (chunk.borrowed && resolved.contains { !$0.borrowed && $0.organ != nil && $0.organ != chunk.organ && cost(anchor, $0, view) < 1.6 } ? 0.8 : 0)
      candidates.append(Candidate(chunk: chunk, cost: c, rule: "site.clause", inSentence: i))
    }
    // The sentence names an organ itself: an inherited label yields to it.
    let speaks = resolved.contains { $0.organ != nil && !generic($0.organ) && !$0.weak && $0.tokens.lowerBound >= sentence.body }
    for (depth, chunks) in labels.reversed().enumerated() {
      let own = chunks.contains { $0.tokens.overlaps(view.range) }
      for (i, chunk) in chunks.enumerated() where chunk.organ != nil {
        candidates.append(
          Candidate(chunk: chunk, cost: 4.0 + Double(depth) * 0.3 + Double(i) * 0.05 + (own || !speaks ? 0 : 2.3), rule: "site.label", group: chunks))
      }
    }
    let back = startsBack(view) ? 2.0 : 0
    for (steps, past) in memory.past.reversed().enumerated().prefix(4) {
      guard past.section == sentence.section || section == .findings || section == .recommendation || section == .addendum else { break }
      let far = Double(steps) * 0.7 - back + (past.paragraph != sentence.paragraph ? 2.5 : 0) + (past.item != sentence.item && section == .impression ? 3 : 0)
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
      if let modality = memory.modality, let organ = lexicon.organs.values.first(where: { $0.modality == modality }) {
        candidates.append(
          Candidate(chunk: SiteChunk(tokens: 0..<0, organ: organ.id), cost: 5.2, rule: "site.modality"))
      }
    }
    for i in candidates.indices {
      if calculus, let organ = candidates[i].chunk.organ, !(lexicon.organs[organ]?.holdsCalculi ?? true) {
        candidates[i].cost += candidates[i].cost < 0.5 ? 0 : 8
      }
      if candidates[i].chunk.weak { candidates[i].cost += 1.2 }
      if generic(candidates[i].chunk.organ) { candidates[i].cost += candidates[i].rule == "site.clause" ? 0.6 : 2 }
    }
    // A noun that belongs to an organ (`calcified fibroid`) decides by itself.
    if let h = host, let organ = lexicon.hosts[view.hosts[h].entry].organ {
      let same = candidates.filter { $0.chunk.organ == organ }.min { $0.cost < $1.cost }
      if let same, same.cost < 6 { return finish(same, anchor, view, resolved, labels, labelSides, memory, sentence: sentence) }
      var implied = SiteChunk(tokens: view.hosts[h].tokens, organ: organ)
      implied.organTokens = view.hosts[h].tokens
      // A place beside it says where: `meningioma over the frontal convexity`.
      if let near = candidates.filter({ $0.inSentence != nil && $0.cost < 2 }).min(by: { $0.cost < $1.cost }) {
        implied.parts = near.chunk.parts.isEmpty ? [near.chunk.organTokens ?? near.chunk.tokens] : near.chunk.parts
        implied.laterality = near.chunk.laterality
        implied.sideTokens = near.chunk.sideTokens
      }
      return finish(Candidate(chunk: implied, cost: 1, rule: "site.host"), anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
    }
    if !entry.organs.isEmpty { return inherent(anchor, entry, view, candidates, resolved, labels, labelSides, memory, sentence) }
    let best = candidates.min { $0.cost < $1.cost }
    guard let best, best.cost < 14 else { return [] }
    return finish(best, anchor, view, resolved, labels, labelSides, memory, denied: denied, sentence: sentence)
  }

  private func generic(_ organ: String?) -> Bool { organ.flatMap { lexicon.organs[$0]?.generic } ?? false }

  /// Bare parts take the organ of a neighbour, a label or the sentence before; else their own default.
  private func resolve(
    _ view: SentenceView, _ labels: [[SiteChunk]], _ memory: SiteMemory, _ sentence: Sentence
  ) -> [SiteChunk] {
    var chunks = view.chunks
    headNouns(&chunks)
    for i in chunks.indices where chunks[i].organ == nil {
      let part = chunks[i]
      var source: SiteChunk?
      // Neighbours in the same list first, then the rest of the sentence by distance.
      let others = chunks.indices.filter { $0 != i && view.chunks[$0].organ != nil }
        .sorted { abs(chunks[$0].tokens.lowerBound - part.tokens.lowerBound) < abs(chunks[$1].tokens.lowerBound - part.tokens.lowerBound) }
      for o in others where part.candidates.contains(chunks[o].organ ?? "") {
        source = chunks[o]
        break
      }
      if source == nil {
        for label in labels.reversed() {
          if let c = label.first(where: { part.candidates.contains($0.organ ?? "") }) {
            source = c
            break
          }
        }
      }
      let expected = part.fallback.map { f in memory.organs.contains(f) || memory.title.contains { $0.organ == f } } ?? false
      if source == nil, expected {
        // The default organ, with the side that the paragraph last gave it.
        if let side = memory.side(of: part.fallback ?? "", sentence) {
          source = SiteChunk(tokens: 0..<0, organ: part.fallback)
          source?.laterality = side
        }
      }
      if source == nil, !expected {
        search: for (back, past) in memory.past.reversed().enumerated().prefix(5) {
          if past.paragraph != sentence.paragraph && part.fallback != nil && back > 0 { break }
          for site in past.mentioned where part.candidates.contains(site.organ ?? "") {
            var c = SiteChunk(tokens: site.tokens, organ: site.organ)
            c.parts = site.parts
            if past.item == sentence.item || d.sections[sentence.section].name == .findings { c.laterality = site.laterality }
            source = c
            break search
          }
          for c in past.chunks where part.candidates.contains(c.organ ?? "") {
            source = c
            break search
          }
        }
      }
      if source == nil, !expected { source = memory.expected(part) }
      if let source {
        chunks[i].organ = source.organ
        chunks[i].borrowed = !view.range.contains(source.tokens.lowerBound) || source.tokens.isEmpty
        // Parts of lobed organs have sides of their own; an unpaired organ's part has none to take over.
        let lobed = lexicon.organs[source.organ ?? ""]?.lobed ?? false
        let inherits = view.range.contains(source.tokens.lowerBound) || paired(source.organ) && !(lobed && !source.parts.isEmpty)
        if chunks[i].laterality == nil, !source.impliedSide, inherits { chunks[i].laterality = source.laterality }
      } else {
        chunks[i].organ = part.fallback
        chunks[i].borrowed = true
      }
    }
    return chunks
  }

  /// `aortic and mitral valves`, `mediastinal and hilar lymph nodes`: the first takes the head noun of the second.
  private func headNouns(_ chunks: inout [SiteChunk]) {
    guard chunks.count > 1 else { return }
    for i in stride(from: chunks.count - 2, through: 0, by: -1) {
      let a = chunks[i]
      let b = chunks[i + 1]
      guard joined(a.tokens.upperBound, b.tokens.lowerBound), let organTokens = b.organTokens, organTokens.count >= 2,
        let own = a.organTokens ?? a.parts.first
      else { continue }
      for width in 1...min(2, organTokens.count - 1) {
        let words = own.map { d.tokens[$0].word } + (organTokens.upperBound - width..<organTokens.upperBound).map { d.tokens[$0].word }
        if let entry = lexicon.trie.lookup(words, .site) {
          let site = lexicon.sites[Int(entry)]
          if site.organ == a.organ { continue }
          chunks[i].organ = site.organ
          chunks[i].candidates = []
          chunks[i].partText = site.part
          if site.partIsPhrase || site.part != nil { chunks[i].parts = [own] } else { chunks[i].parts = [] }
          chunks[i].laterality = a.laterality
          break
        }
        if let organ = b.organ, lexicon.organs[organ]?.collective ?? false, a.organ != organ {
          chunks[i].organ = organ
          chunks[i].parts = [own]
          chunks[i].partText = nil
          chunks[i].candidates = []
          break
        }
      }
    }
  }

  /// Only list words, articles, prepositions and modifiers stand between two places.
  func joined(_ end: Int, _ start: Int) -> Bool {
    guard end <= start, start - end <= 6 else { return false }
    var list = false
    for i in span(end, start) {
      let c = d.classes[i]
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: "/") || t.byte == UInt8(ascii: "&") || t.byte == UInt8(ascii: "+") {
        list = true
      } else if t.gluedHyphen || t.byte == UInt8(ascii: "-") {
        list = true
      } else if c.contains(.and) || c.contains(.or) {
        list = true
      } else if c.contains(.determiner) || c.contains(.modifier) || c.contains(.within) && !c.contains(.away) || c.contains(.of) {
        continue
      } else if t.kind == .word, c.isEmpty, list {
        continue
      } else {
        return false
      }
    }
    return list
  }

  /// Price of reading `chunk` as the place of `anchor`.
  private func cost(_ anchor: SentenceView.AnchorHit, _ chunk: SiteChunk, _ view: SentenceView) -> Double {
    let a = anchor.tokens
    if chunk.tokens.overlaps(a) { return 0 }
    var price = 0.0
    let gap = SentenceView.gap(a, chunk.tokens)
    let crossings = view.clauses.crossings(from: gap.lowerBound - 1, to: max(gap.upperBound, gap.lowerBound))
    let otherAnchors = view.anchors.filter { gap.contains($0.tokens.lowerBound) }.count
    price += min(1.2, Double(gap.count) * 0.1)
    if chunk.tokens.lowerBound >= a.upperBound {
      var kind = 0  // 0 modifiers only, 1 preposition, 2 else
      var away = false
      var commas = 0
      for i in gap {
        let c = d.classes[i]
        let t = d.tokens[i]
        if t.byte == UInt8(ascii: ",") { commas += 1 }
        if c.contains(.within) && !(c.contains(.away) && !c.contains(.of)) { kind = max(kind, 1) } else if c.contains(.finite) && !c.contains(.locate) { kind = 2 }
        else if c.contains(.with) || c.contains(.contain) { kind = 2 }
      }
      // The preposition right in front of the place decides nearness.
      var p = chunk.tokens.lowerBound - 1
      while p >= a.upperBound, d.classes[p].contains(.determiner) || d.classes[p].contains(.modifier) { p -= 1 }
      if p >= a.upperBound, d.classes[p].contains(.away), !d.classes[p].contains(.within) { away = true }
      if kind == 0, gap.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) }) || cueBetween(gap, view) { kind = 2 }
      price += kind == 0 ? (commas > 0 ? 1.5 : 0.3) : kind == 1 ? 1.0 : 2.6
      price += Double(commas) * 0.8 + Double(crossings) * 5 + (away ? 4 : 0) + Double(otherAnchors) * 2.0
      // The place is the subject of what follows: `…, the liver is normal`.
      if kind == 2 && crossings > 0 { price += 1 }
    } else {
      var plain = true
      for i in gap {
        let c = d.classes[i]
        let t = d.tokens[i]
        if t.gluedHyphen || t.byte == UInt8(ascii: "/") { continue }
        if c.contains(.finite) || c.contains(.with) || c.contains(.contain) || c.contains(.within) && !c.contains(.modifier) || c.contains(.away)
          || c.contains(.but) || c.contains(.determiner) || c.contains(.relative) || t.kind == .punctuation
        {
          plain = false
        }
        if t.byte == UInt8(ascii: ",") { price += 0.4 }
        if c.contains(.and) || c.contains(.or), plain {
          price += 0.2
          // `renal and ureteral calculi` is a list of places; `of the artery and moderate calcification` is not.
          if !view.chunks.contains(where: { $0.tokens.lowerBound > i && $0.tokens.upperBound <= a.lowerBound + 1 }) { plain = false }
        }
      }
      if cueBetween(gap, view) { plain = false }
      price += plain && gap.count <= 6 ? 0.1 : 2.5
      price += Double(crossings) * 2.0 + Double(otherAnchors) * 0.8
      var p = chunk.tokens.lowerBound - 1
      while p > view.range.lowerBound, d.classes[p].contains(.determiner) || d.classes[p].contains(.modifier) { p -= 1 }
      if p >= view.range.lowerBound, d.classes[p].contains(.away), !d.classes[p].contains(.within) { price += 3.5 } else if !plain, p < view.range.lowerBound || d.tokens[p].kind == .punctuation { price -= 0.5 }
    }
    return price
  }

  /// A negation or other cue stands between: the place in front is a subject, not a modifier.
  private func cueBetween(_ gap: Range<Int>, _ view: SentenceView) -> Bool {
    view.cues.contains { hit in
      gap.contains(hit.tokens.lowerBound)
        && lexicon.cues[hit.cues].contains { $0.axis == .presence && $0.direction == .forward && $0.value == "absent" }
    }
  }

  /// Anchors that name their organ: the sentence can still give part and side, or for defaults another organ.
  private func inherent(
    _ anchor: SentenceView.AnchorHit, _ entry: Lexicon.Anchor, _ view: SentenceView, _ candidates: [Candidate],
    _ resolved: [SiteChunk], _ labels: [[SiteChunk]], _ labelSides: [Laterality], _ memory: SiteMemory, _ sentence: Sentence
  ) -> [BoundSite] {
    if entry.organIsDefault {
      // A place that fits the word's own organ comes first (`density in the pelvis is a phlebolith`).
      let own = candidates.filter { entry.organs.contains($0.chunk.organ ?? "") && $0.inSentence != nil && $0.cost < 8 }
      if let best = (own.isEmpty ? candidates : own).min(by: { $0.cost < $1.cost }), best.cost < (own.isEmpty ? 6 : 8) {
        let organ = best.chunk.organ
        if !generic(organ) || entry.organs.contains(organ ?? "") || best.cost < 1.5 {
          return finish(best, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
        }
      }
    } else if anchor.kind == "calculus", let best = candidates.filter({ $0.inSentence != nil }).min(by: { $0.cost < $1.cost }),
      best.cost < 2, let organ = best.chunk.organ, !entry.organs.contains(organ), lexicon.organs[organ]?.holdsCalculi ?? false,
      !generic(organ), !best.chunk.weak, best.chunk.tokens.lowerBound > anchor.tokens.upperBound
    {
      // `gallstones in the common bile duct`
      return finish(best, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
    }
    var result: [BoundSite] = []
    for organ in entry.organs {
      if let same = candidates.filter({ $0.chunk.organ == organ && $0.cost < ($0.inSentence != nil && $0.chunk.tokens.lowerBound >= anchor.tokens.upperBound ? 2.6 : 6) }).min(by: { $0.cost < $1.cost }) {
        var sites = finish(same, anchor, view, resolved, labels, labelSides, memory, sentence: sentence).filter { $0.organ == organ }
        if sites.isEmpty { sites = [BoundSite(organ: organ, evidence: anchor.tokens, rule: "site.anchor")] }
        result += sites
        continue
      }
      var site = BoundSite(organ: organ, evidence: anchor.tokens, rule: "site.anchor", tokens: anchor.tokens)
      // A bare part in the sentence may be one of this organ: `gallstone in the neck`.
      for chunk in view.chunks where chunk.organ == nil && chunk.candidates.contains(organ) && cost(anchor, chunk, view) < 2.5 {
        site.parts += chunk.parts
        site.laterality = site.laterality ?? chunk.laterality
        site.sideEvidence = chunk.sideTokens
      }
      result.append(site)
    }
    for i in result.indices {
      if result[i].partText == nil, result[i].parts.isEmpty { result[i].partText = entry.part }
      side(&result[i], anchor, view, labelSides, memory, sentence)
    }
    return result
  }

  /// The winning place with its list, its parts and its side.
  private func finish(
    _ best: Candidate, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ resolved: [SiteChunk],
    _ labels: [[SiteChunk]], _ labelSides: [Laterality], _ memory: SiteMemory, denied: Bool = false,
    sentence: Sentence? = nil
  ) -> [BoundSite] {
    var chunks = [best.chunk]
    if let i = best.inSentence { chunks = list(around: i, anchor, view, resolved) }
    if best.rule == "site.label", best.group.count > 1, denied {
      // `Aortic valve and mitral annulus: no calcification` denies both.
      chunks = best.group.filter { $0.organ != nil && !$0.borrowed }
      if chunks.isEmpty { chunks = [best.chunk] }
    } else if best.rule == "site.label", best.group.count > 1 {
      // A label with several organs: those of the kind that can hold the anchor.
      let fit = best.group.filter { $0.organ == best.chunk.organ }
      chunks = fit.isEmpty ? chunks : [fit[0]]
    }
    var result: [BoundSite] = []
    var carried: (Laterality, Range<Int>?)?
    for chunk in chunks {
      var site = BoundSite(
        organ: chunk.organ, parts: chunk.parts, partText: chunk.partText,
        laterality: chunk.impliedSide && best.inSentence == nil ? nil : chunk.laterality,
        evidence: chunk.organTokens ?? chunk.tokens, sideEvidence: chunk.sideTokens, rule: best.rule,
        tokens: chunk.tokens)
      if best.rule == "site.before" {
        site.parts = refersBack(anchor, view) ? chunk.parts : []
        if !refersBack(anchor, view) { site.partText = nil }
      }
      site.impliedSide = chunk.impliedSide
      site.borrowed = chunk.borrowed
      if let l = site.laterality { carried = (l, chunk.sideTokens) } else if let c = carried, paired(site.organ), c.0 != .midline, !(lexicon.organs[site.organ ?? ""]?.collective ?? false) {
        site.laterality = c.0
        site.sideEvidence = c.1
      }
      result.append(site)
      for organ in chunk.also {
        site.organ = organ
        result.append(site)
      }
    }
    // Sides run backwards too: `mediastinal and bilateral hilar` does not, `renal and ureteral stones on the left` does.
    if anchor.kind == "calculus" {
      for i in result.indices { if let organ = result[i].organ, let real = lexicon.organs[organ]?.stones { result[i].organ = real } }
    }
    merge(&result)
    for i in result.indices {
      if best.inSentence != nil || anchor.tokens.upperBound <= view.body, result.count == 1 { enrich(&result[i], anchor, view, resolved) }
      side(&result[i], anchor, view, labelSides, memory, sentence, denied: denied)
    }
    return result
  }

  /// The sentence begins with a word that refers back.
  private func startsBack(_ view: SentenceView) -> Bool {
    span(view.body, min(view.body + 2, view.range.upperBound)).contains { d.classes[$0].contains(.backReference) }
  }

  private func paired(_ organ: String?) -> Bool { organ.flatMap { lexicon.organs[$0]?.paired } ?? false }

  private func refersBack(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard view.body < view.range.upperBound else { return false }
    let start = max(view.body, anchor.tokens.lowerBound - 4)
    for i in span(start, max(start, anchor.tokens.lowerBound)) where d.classes[i].contains(.backReference) || d.classes[i].contains(.definite) { return true }
    for i in span(view.body, min(view.body + 3, view.range.upperBound)) where d.classes[i].contains(.backReference) { return true }
    return false
  }

  /// The places listed with the chosen one.
  private func list(around i: Int, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ chunks: [SiteChunk]) -> [SiteChunk] {
    var first = i
    var last = i
    let behind = chunks[i].tokens.lowerBound >= anchor.tokens.upperBound
    func linked(_ a: Int, _ b: Int) -> Bool {
      let gap = span(chunks[a].tokens.upperBound, chunks[b].tokens.lowerBound)
      if view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }) { return false }
      if view.hosts.contains(where: { gap.contains($0.tokens.lowerBound) && !lexicon.hosts[$0.entry].isFeature }) { return false }
      if view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) > 0 { return false }
      // `5 mm at the upper pole and 9 mm at the lower pole` lists parts of one organ.
      // `upper ribs and extensive dense pleural calcification`: a new description, not a list of places.
      if !behind, view.qualifiers.contains(where: { gap.contains($0.tokens.lowerBound) }) { return false }
      if view.measurements.contains(where: { gap.contains($0.tokens.lowerBound) }) {
        guard chunks[a].organ == chunks[b].organ else { return false }
        let sides = chunks[a].laterality != nil && chunks[b].laterality != nil && chunks[a].laterality != chunks[b].laterality
        return sides || gap.contains { d.classes[$0].contains(.and) } && gap.contains { d.classes[$0].contains(.within) }
      }
      guard joined(chunks[a].tokens.upperBound, chunks[b].tokens.lowerBound), chunks[b].organ != nil, chunks[a].weak == chunks[b].weak else { return false }
      // A comma alone joins two places only when an `and` or `or` closes the list.
      if gap.contains(where: { d.tokens[$0].byte == UInt8(ascii: ",") }), !gap.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) }) {
        var next = b
        while next + 1 < chunks.count, joined(chunks[next].tokens.upperBound, chunks[next + 1].tokens.lowerBound) {
          let between = span(chunks[next].tokens.upperBound, chunks[next + 1].tokens.lowerBound)
          if between.contains(where: { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) }) { return true }
          next += 1
        }
        return false
      }
      return true
    }
    while last + 1 < chunks.count, behind || chunks[last + 1].tokens.upperBound <= anchor.tokens.lowerBound, linked(last, last + 1) { last += 1 }
    while first > 0, !behind || chunks[first - 1].tokens.lowerBound >= anchor.tokens.upperBound, linked(first - 1, first) { first -= 1 }
    return Array(chunks[first...last])
  }

  /// Same organ on two sides is one bilateral place; the same place twice is one.
  private func merge(_ sites: inout [BoundSite]) {
    var result: [BoundSite] = []
    for site in sites {
      if let i = result.firstIndex(where: { $0.organ == site.organ && text(of: $0) == text(of: site) }) {
        if let a = result[i].laterality, let b = site.laterality, a != b { result[i].laterality = .bilateral } else if result[i].laterality == nil {
          result[i].laterality = site.laterality
        }
        continue
      }
      result.append(site)
    }
    sites = result
  }

  private func text(of site: BoundSite) -> [Int32] {
    site.parts.flatMap { $0.map { d.tokens[$0].word } } + (site.partText == nil ? [] : [-2])
  }

  /// Parts and sides of the same organ said elsewhere in the clause: `renal calculus in the left lower pole`.
  private func enrich(_ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ chunks: [SiteChunk]) {
    for chunk in chunks where chunk.organ == site.organ && chunk.tokens != site.tokens {
      // The value behind a label (`Calculi: 5 mm, lower pole`) is as near as can be.
      let value = anchor.tokens.upperBound <= view.body && chunk.tokens.lowerBound >= view.body
      let price = value ? 1 : cost(anchor, chunk, view)
      if price > 4.2 { continue }
      if site.laterality == nil, let l = chunk.laterality {
        site.laterality = l
        site.sideEvidence = chunk.sideTokens
      }
      if let l = chunk.laterality, let own = site.laterality, l != own { continue }
      if modifiesOther(chunk) { continue }
      let listed = chunk.tokens.upperBound <= anchor.tokens.lowerBound && span(chunk.tokens.upperBound, anchor.tokens.lowerBound).contains { d.tokens[$0].byte == UInt8(ascii: ",") }
      if price < 2.4 || !listed && site.parts.isEmpty && site.partText == nil && price < 3.4 {
        site.parts += chunk.parts
        site.partText = site.partText ?? chunk.partText
      }
    }
    site.parts.sort { $0.lowerBound < $1.lowerBound }
  }

  /// `the ureteric calculus`: it was spoken of before.
  private func definite(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    span(max(view.body, anchor.tokens.lowerBound - 4), anchor.tokens.lowerBound).contains { d.classes[$0].contains(.definite) }
  }

  /// The part describes another noun: `ductal dilatation`, `obstructed lower pole calyces`.
  private func modifiesOther(_ chunk: SiteChunk) -> Bool {
    let i = chunk.tokens.upperBound
    guard i < d.tokens.count, d.tokens[i].kind == .word, d.tokens[i].linesBefore == 0 else { return false }
    return d.matches(in: i..<(i + 1)).contains { $0.category == .host && lexicon.hosts[Int($0.entry)].isOther }
  }

  /// The side, where the place itself names none: the anchor's own, the label's, the sentence's, the title's.
  private func side(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ labelSides: [Laterality],
    _ memory: SiteMemory, _ sentence: Sentence?, denied: Bool = false
  ) {
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    // `Both show …` speaks of both members of the pair.
    if view.body < view.range.upperBound, d.classes[view.body].contains(.sideDeterminer), paired(site.organ), site.rule != "site.clause" || site.borrowed,
      view.body + 1 < view.range.upperBound, !view.chunks.contains(where: { $0.tokens.contains(view.body) })
    {
      site.laterality = .bilateral
      site.sideEvidence = view.body..<(view.body + 1)
      return
    }
    if denied, site.rule == "site.before", site.laterality == .bilateral { site.laterality = nil }
    // A side from elsewhere (a label, the sentence before, another clause) yields to one right beside the anchor.
    let elsewhere = site.rule != "site.clause" && site.rule != "site.anchor" && site.rule != "site.host" || site.laterality == .bilateral && !clause.contains(site.tokens.lowerBound)
    // `implants on both sides, with calcification on the right`: a side right behind the anchor is its own.
    if site.laterality == .bilateral, let own = view.sides.first(where: { $0.0.lowerBound >= anchor.tokens.upperBound && $0.0.lowerBound - anchor.tokens.upperBound <= 1 && ($0.1 == .left || $0.1 == .right) }) {
      site.laterality = own.1
      site.sideEvidence = own.0
      return
    }
    guard site.laterality == nil || site.impliedSide || elsewhere else { return }
    var best: (Int, Laterality, Range<Int>)?
    for (tokens, l) in view.sides where clause.contains(tokens.lowerBound) {
      let gap = SentenceView.gap(tokens, anchor.tokens)
      if view.anchors.contains(where: { gap.contains($0.tokens.lowerBound) }) { continue }
      // A side that modifies some other noun is not the anchor's.
      let directly = gap.count <= 3
      if !directly, site.laterality != nil, !site.impliedSide, gap.count > 5, site.laterality != .bilateral { continue }
      if !paired(site.organ), l == .bilateral, tokens.count == 1, d.classes[tokens.lowerBound].contains(.sideDeterminer) { continue }
      if !directly, !(paired(site.organ) || site.organ == nil) { continue }
      if best.map({ gap.count < $0.0 }) ?? true { best = (gap.count, l, tokens) }
    }
    // `4.4 cm right, 4.3 cm left, no nephrocalcinosis`: both were spoken of.
    let both = Set(view.sides.filter { clause.contains($0.0.lowerBound) }.map(\.1))
    if let found = best, found.0 > 2, paired(site.organ), view.sides.allSatisfy({ !clause.contains($0.0.lowerBound) || $0.0.upperBound <= anchor.tokens.lowerBound }), both.contains(.left), both.contains(.right) {
      site.laterality = .bilateral
      return
    }
    if let best {
      site.laterality = best.1
      site.sideEvidence = best.2
      return
    }
    guard paired(site.organ), site.laterality == nil || site.impliedSide && labelSides.last != nil && labelSides.last != .bilateral else { return }
    if let l = labelSides.last {
      site.laterality = l
      return
    }
    guard site.laterality == nil else { return }
    // A place in the same clause that is less specific says the side too: `nodes in the right lower quadrant`.
    if let near = view.chunks.first(where: { $0.laterality != nil && $0.organ.map(generic) ?? true && $0.tokens.lowerBound >= anchor.tokens.upperBound && clause.contains($0.tokens.lowerBound) && cost(anchor, $0, view) < 3 }) {
      site.laterality = near.laterality
      site.sideEvidence = near.sideTokens
      return
    }
    // The clause speaks of one side only.
    let spoken = Set(view.chunks.filter { clause.contains($0.tokens.lowerBound) && !$0.impliedSide && ($0.tokens.lowerBound < anchor.tokens.lowerBound || $0.organ == site.organ) }.compactMap(\.laterality) + view.sides.filter { clause.contains($0.0.lowerBound) }.map(\.1))
    if spoken.count == 1, let l = spoken.first, l == .left || l == .right {
      site.laterality = l
      return
    }
    let others = Set(view.chunks.filter { $0.organ == site.organ && !$0.impliedSide }.compactMap(\.laterality))
    if others.count == 1, let l = others.first {
      site.laterality = l
      return
    }
    // Not where the sentence names the organ itself (`no renal calculi`).
    if let sentence, let organ = site.organ, site.rule != "site.clause" || site.borrowed || !site.parts.isEmpty, !denied || startsBack(view), d.sections[sentence.section].name == .findings, let l = memory.side(of: organ, sentence) {
      site.laterality = l
      return
    }
    if let organ = site.organ, definite(anchor, view), let l = memory.sides[organ] {
      site.laterality = l
      return
    }
    if memory.title.filter({ !generic($0.organ) }).count <= 1, let l = memory.titleSide, l == .left || l == .right { site.laterality = l }
  }
}
