// From the cheapest reading to places: bare parts get their organ, lists their members, words that name an organ their place.

extension SiteBinder {
  func generic(_ organ: String?) -> Bool { organ.flatMap { lexicon.organs[$0]?.generic } ?? false }

  /// Bare parts take the organ of a neighbour, a label or the sentence before; else their own default.
  func resolve(
    _ view: SentenceView, _ labels: [[SiteChunk]], _ memory: SiteMemory, _ sentence: Sentence
  ) -> [SiteChunk] {
    var chunks = view.chunks
    headNouns(&chunks)
    for i in chunks.indices where chunks[i].organ == nil {
      let part = chunks[i]
      var source: SiteChunk?
      // Neighbours in the same list first, then the rest of the sentence by distance.
      let others = chunks.indices.filter { $0 != i && view.chunks[$0].organ != nil }
        .sorted {
          abs(chunks[$0].tokens.lowerBound - part.tokens.lowerBound)
            < abs(chunks[$1].tokens.lowerBound - part.tokens.lowerBound)
        }
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
      let expected =
        part.fallback.map { f in memory.organs.contains(f) || memory.title.contains { $0.organ == f } }
        ?? false
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
            if past.item == sentence.item || d.sections[sentence.section].name == .findings {
              c.laterality = site.laterality
            }
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
        let inherits =
          view.range.contains(source.tokens.lowerBound)
          || paired(source.organ) && !(lobed && !source.parts.isEmpty)
        if chunks[i].laterality == nil, !source.impliedSide, inherits {
          chunks[i].laterality = source.laterality
        }
      } else {
        chunks[i].organ = part.fallback
        chunks[i].borrowed = true
      }
    }
    return chunks
  }

  /// Anchors that name their organ: the sentence can still give part and side, or for defaults another organ.
  func inherent(
    _ anchor: SentenceView.AnchorHit, _ entry: Lexicon.Anchor, _ view: SentenceView,
    _ candidates: [Candidate],
    _ resolved: [SiteChunk], _ labels: [[SiteChunk]], _ labelSides: [Laterality], _ memory: SiteMemory,
    _ sentence: Sentence
  ) -> [BoundSite] {
    if entry.organIsDefault {
      // A place that fits the word's own organ comes first (`density in the pelvis is a phlebolith`).
      let own = candidates.filter {
        entry.organs.contains($0.chunk.organ ?? "") && $0.inSentence != nil && $0.cost < 8
      }
      if let best = (own.isEmpty ? candidates : own).min(by: { $0.cost < $1.cost }),
        best.cost < (own.isEmpty ? 6 : 8)
      {
        let organ = best.chunk.organ
        if !generic(organ) || entry.organs.contains(organ ?? "") || best.cost < 1.5 {
          return finish(best, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
        }
      }
    } else if anchor.kind == "calculus",
      let best = candidates.filter({ $0.inSentence != nil }).min(by: { $0.cost < $1.cost }),
      best.cost < 2, let organ = best.chunk.organ, !entry.organs.contains(organ),
      lexicon.organs[organ]?.holdsCalculi ?? false,
      !generic(organ), !best.chunk.weak, best.chunk.tokens.lowerBound > anchor.tokens.upperBound
    {
      // `gallstones in the common bile duct`
      return finish(best, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
    }
    var result: [BoundSite] = []
    for organ in entry.organs {
      if let same = candidates.filter({
        $0.chunk.organ == organ
          && $0.cost
            < ($0.inSentence != nil && $0.chunk.tokens.lowerBound >= anchor.tokens.upperBound ? 2.6 : 6)
      }).min(by: { $0.cost < $1.cost }) {
        var sites = finish(same, anchor, view, resolved, labels, labelSides, memory, sentence: sentence)
          .filter { $0.organ == organ }
        if sites.isEmpty { sites = [BoundSite(organ: organ, evidence: anchor.tokens, rule: "site.anchor")] }
        result += sites
        continue
      }
      var site = BoundSite(organ: organ, evidence: anchor.tokens, rule: "site.anchor", tokens: anchor.tokens)
      // A bare part in the sentence may be one of this organ: `gallstone in the neck`.
      for chunk in view.chunks
      where chunk.organ == nil && chunk.candidates.contains(organ) && cost(anchor, chunk, view) < 2.5 {
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
  func finish(
    _ best: Candidate, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ resolved: [SiteChunk],
    _ labels: [[SiteChunk]], _ labelSides: [Laterality], _ memory: SiteMemory, denied: Bool = false,
    sentence: Sentence? = nil
  ) -> [BoundSite] {
    // Nodes denied below another organ's label, or stones of the whole tract, have no side of the label's.
    let ruled = labels.joined().compactMap(\.organ)
    let elsewhere =
      lexicon.organs[best.chunk.organ ?? ""]?.collective ?? false && !ruled.isEmpty
      && !ruled.contains(best.chunk.organ ?? "")
    let tract = best.chunk.weak && best.chunk.tokens.upperBound == anchor.tokens.lowerBound
    let labelSides = denied && (tract || elsewhere) ? [] : labelSides
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
      if sideless(chunk) {
        site.laterality = nil
        site.sideEvidence = nil
      } else if let l = site.laterality {
        carried = (l, chunk.sideTokens)
      } else if let c = carried, paired(site.organ), c.0 != .midline,
        !(lexicon.organs[site.organ ?? ""]?.collective ?? false)
      {
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
      for i in result.indices {
        if let organ = result[i].organ, let real = lexicon.organs[organ]?.stones { result[i].organ = real }
      }
    }
    merge(&result)
    for i in result.indices {
      if best.inSentence != nil || anchor.tokens.upperBound <= view.body, result.count == 1 {
        enrich(&result[i], anchor, view, resolved)
      }
      if chunks.contains(where: { $0.tokens == result[i].tokens && sideless($0) }) { continue }
      side(&result[i], anchor, view, labelSides, memory, sentence, denied: denied)
    }
    return result
  }

  /// A place that lies in the middle or on one side for good (`subcarinal`, `lingula`) takes no side from elsewhere.
  private func sideless(_ chunk: SiteChunk) -> Bool {
    guard let word = chunk.tokens.first(where: { d.classes[$0].contains(.unsided) }) else { return false }
    return chunk.sideTokens.map { $0.upperBound != word } ?? true
  }
}
