// Sentences to mentions: finds the anchors, asks each binder, and puts the slots together with their evidence.

/// Reads all mentions of a document.
struct MentionExtractor {
  let lexicon: Lexicon
  let d: Document
  let text: UnsafeBufferPointer<UInt8>
  let report: Report

  struct Output {
    var mentions: [Mention] = []
    var advice: [AdviceFinder.Advice] = []
  }

  private struct State {
    var memory = SiteMemory()
    var obstetric = false
    /// Sentences that held anchors, for sentences that refer back.
    var lastSentence = -1
    var lastHost: String?
    var lastHostOrgan: String?
    var anchors = 0
  }

  func extract() -> Output {
    var output = Output()
    var state = State()
    state.memory.modality = report.modality
    state.obstetric = isObstetric()
    var from = 0
    let sites = SiteBinder(lexicon: lexicon, d: d)
    let advice = AdviceFinder(lexicon: lexicon, d: d, text: text)
    for (i, sentence) in d.sentences.enumerated() {
      while from < d.matches.count, Int(d.matches[from].start) < sentence.tokens.lowerBound { from += 1 }
      var to = from
      while to < d.matches.count, Int(d.matches[to].start) < sentence.tokens.upperBound { to += 1 }
      let matches = d.matches[from..<to]
      let view = SentenceView(i, sentence, matches, d, lexicon, text: text)
      let section = d.sections[sentence.section]
      var mentioned: [BoundSite] = []
      if SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d) { continue }
      if !view.anchors.isEmpty {
        mentioned = read(view, sentence, matches, section, sites, &state, &output)
      } else {
        referBack(view, sentence, state, &output)
      }
      remember(view, sentence, section, mentioned, &state)
      if let a = advice.advice(in: sentence, i, matches, section: section.name, inPlan: section.name == .recommendation) {
        output.advice.append(a)
      }
    }
    return output
  }

  private func isObstetric() -> Bool {
    if let modality = report.modality, lexicon.isObstetric(modality) { return true }
    var seen = Set<Int32>()
    for m in d.matches where m.category == .companion && lexicon.companions[Int(m.entry)].id == "obstetric" {
      seen.insert(d.tokens[Int(m.start)].word)
    }
    return seen.count >= 2
  }

  // MARK: - One sentence

  private func read(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ section: Section,
    _ binder: SiteBinder, _ state: inout State, _ output: inout Output
  ) -> [BoundSite] {
    let context = ContextEngine(lexicon: lexicon)
    let hostBinder = HostBinder(lexicon: lexicon, d: d)
    let qualifierBinder = QualifierBinder(lexicon: lexicon, d: d)
    let quantityBinder = QuantityBinder(lexicon: lexicon, d: d)
    let (labels, labelSides, labelHost) = labelPlaces(sentence, state.memory)
    let sized = SizeBinder(lexicon: lexicon, d: d).owners(in: view) { i in
      view.cues.contains { hit in hit.tokens.contains(i) && lexicon.cues[hit.cues].contains { $0.axis == .temporality && $0.value == "historical" } }
    }
    let causes = CauseFinder(lexicon: lexicon, d: d).causes(in: view, matches)
    var all: [BoundSite] = []
    var hosts: [HostBinder.Bound?] = view.anchors.map { hostBinder.host(of: $0, in: view) }
    for (k, anchor) in view.anchors.enumerated() {
      let entry = lexicon.anchors[anchor.entry]
      var places = binder.sites(
        of: anchor, in: view, sentence, labels: labels, labelSides: labelSides, memory: state.memory, section: section.name, host: implying(hosts[k], anchor, view))
      if places.isEmpty { places = [BoundSite()] ; sideOnly(&places[0], anchor, view, labelSides) }
      let assertion = context.assertion(of: anchor.tokens, in: view, d)
      let bound = hosts[k]
      if bound == nil, refers(to: anchor, view), let earlier = state.lastHost { hosts[k] = HostBinder.Bound(index: nil, name: earlier) }
      let descriptors = qualifierBinder.qualifiers(of: k, host: bound, in: view)
      let own = sized.filter { !$0.former && owns($0.owner, k, bound, view) }
      let sizes = own.isEmpty ? hostSizes(sized, bound, view) : own
      let quantity = quantityBinder.quantity(
        of: k, host: bound, in: view, sized: own.contains { $0.owner == .anchor(k) } && own.count == 1,
        small: descriptors.contains { $0.qualifier.slot == .sizeWord && $0.tokens.upperBound <= anchor.tokens.lowerBound })
      let cause = causes.filter { $0.cue.lowerBound >= anchor.tokens.upperBound }.min { $0.cue.lowerBound < $1.cue.lowerBound }
        ?? causes.first { $0.tokens.upperBound <= anchor.tokens.lowerBound }
      state.anchors += 1
      let perSite = split(sizes, places, view)
      for (p, place) in places.enumerated() {
        var m = Mention(range: d.byteRange(anchor.tokens), kind: anchor.kind, section: section.name)
        m.sentence = view.index
        m.anchor = state.anchors
        m.evidence.append(
          Evidence(slot: .kind, range: m.range, rule: anchor.fuzzy ? "anchor.fuzzy.\(entry.id)" : "en.anchor.\(entry.id)"))
        fill(&m, place: place, entry)
        fill(&m, host: hosts[k], labelHost: labelHost, anchor, view, place)
        fill(&m, descriptors, entry)
        fill(&m, sizes: perSite?[p] ?? sizes)
        fill(&m, assertion, section, place, state, sentence, entry)
        fill(&m, quantity, split: perSite != nil)
        compareFormer(&m, sized, k, bound, view)
        if let cause {
          m.statedCause = d.byteRange(cause.tokens)
          m.evidence.append(Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
        }
        output.mentions.append(m)
      }
      all += places
    }
    for (k, _) in view.anchors.enumerated() { if let name = hosts[k]?.name, !name.isEmpty { state.lastHost = name } }
    if let h = view.hosts.last(where: { !lexicon.hosts[$0.entry].isOther && !lexicon.hosts[$0.entry].isFeature && lexicon.hosts[$0.entry].kind == nil }), hosts.allSatisfy({ $0 == nil }) {
      state.lastHost = lexicon.hosts[h.entry].host
    }
    return all
  }

  /// The host whose word names an organ: the anchor's own noun, or what is said to be calcified.
  private func implying(_ bound: HostBinder.Bound?, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Int? {
    for h in [anchor.noun, bound?.index, bound?.container] {
      if let h, lexicon.hosts[view.hosts[h].entry].organ != nil { return h }
    }
    return nil
  }

  private func owns(_ owner: SizeBinder.Owner, _ k: Int, _ bound: HostBinder.Bound?, _ view: SentenceView) -> Bool {
    switch owner {
    case .anchor(let i): return i == k
    case .earlier:
      // `… stones; the largest 5 mm`: the nearest anchor in front.
      return k == view.anchors.count - 1 || view.anchors.count == 1
    default: return false
    }
  }

  private func hostSizes(_ sized: [SizeBinder.Sized], _ bound: HostBinder.Bound?, _ view: SentenceView) -> [SizeBinder.Sized] {
    guard let bound else { return [] }
    return sized.filter {
      if $0.former { return false }
      if case .host(let h) = $0.owner { return h == bound.index || h == bound.container }
      return false
    }
  }

  /// Sizes that belong to one place each: `5 mm at the upper pole and 9 mm at the lower pole`.
  private func split(_ sizes: [SizeBinder.Sized], _ places: [BoundSite], _ view: SentenceView) -> [[SizeBinder.Sized]]? {
    guard places.count > 1, sizes.count >= places.count else { return nil }
    var result: [[SizeBinder.Sized]] = Array(repeating: [], count: places.count)
    for s in sizes {
      let nearest = places.indices.min {
        SentenceView.gap(places[$0].tokens, s.measurement.tokens).count < SentenceView.gap(places[$1].tokens, s.measurement.tokens).count
      }
      if let nearest { result[nearest].append(s) }
    }
    return result.allSatisfy { !$0.isEmpty } ? result : nil
  }

  /// `this`, `it`, `within it`: the anchor speaks of something named before.
  private func refers(to anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    for i in span(view.body, min(view.range.upperBound, anchor.tokens.upperBound + 4)) where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference) { return true }
    return false
  }

  private func sideOnly(_ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ labelSides: [Laterality]) {
    if let near = view.sides.min(by: { SentenceView.gap($0.0, anchor.tokens).count < SentenceView.gap($1.0, anchor.tokens).count }) {
      site.laterality = near.1
      site.sideEvidence = near.0
    } else {
      site.laterality = labelSides.last
    }
  }

  // MARK: - Labels and memory

  private func labelPlaces(_ sentence: Sentence, _ memory: SiteMemory) -> ([[SiteChunk]], [Laterality], String?) {
    var places: [[SiteChunk]] = []
    var sides: [Laterality] = []
    var host: String?
    for label in sentence.labels {
      let matches = slice(label)
      var (chunks, bare) = SiteChunker.chunks(in: label, matches, d, lexicon)
      for i in chunks.indices where chunks[i].organ == nil {
        // A part in a label takes the organ of the outer label.
        let outer = places.reversed().joined().first { chunks[i].candidates.contains($0.organ ?? "") }
        chunks[i].organ = outer?.organ ?? memory.expected(chunks[i])?.organ ?? chunks[i].fallback
        if chunks[i].laterality == nil, !(outer?.impliedSide ?? false) { chunks[i].laterality = outer?.laterality }
      }
      places.append(chunks)
      for c in chunks where !c.impliedSide { if let l = c.laterality { sides.append(l) } }
      for b in bare { sides.append(b.1) }
      if let h = matches.last(where: { $0.category == .host }), !lexicon.hosts[Int(h.entry)].isOther {
        host = lexicon.hosts[Int(h.entry)].host
      }
    }
    return (places, sides, host)
  }

  private func slice(_ range: Range<Int>) -> ArraySlice<PhraseMatch> {
    // Matches are ordered by their start.
    var low = 0
    var high = d.matches.count
    while low < high {
      let mid = (low + high) / 2
      if Int(d.matches[mid].start) < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    var end = low
    while end < d.matches.count, Int(d.matches[end].start) < range.upperBound { end += 1 }
    return d.matches[low..<end]
  }

  private func remember(_ view: SentenceView, _ sentence: Sentence, _ section: Section, _ mentioned: [BoundSite], _ state: inout State) {
    var chunks = view.chunks
    for i in chunks.indices where chunks[i].organ == nil {
      let earlier = state.memory.past.last?.chunks.first { chunks[i].candidates.contains($0.organ ?? "") }
      chunks[i].organ = earlier?.organ ?? chunks[i].fallback
      if chunks[i].laterality == nil, !(earlier?.impliedSide ?? false) { chunks[i].laterality = earlier?.laterality }
    }
    if sentence.isTitle || section.name == .other && sentence.section <= 1 {
      state.memory.title += chunks
      for c in chunks where !c.impliedSide { if let l = c.laterality { state.memory.titleSide = state.memory.titleSide == nil || state.memory.titleSide == l ? l : .bilateral } }
      for s in view.sides { state.memory.titleSide = state.memory.titleSide == nil || state.memory.titleSide == s.1 ? s.1 : .bilateral }
    }
    state.memory.organs += mentioned.compactMap(\.organ)
    if chunks.isEmpty && mentioned.isEmpty { return }
    if sentence.isTitle, view.anchors.isEmpty { return }
    state.memory.past.append(
      SiteMemory.Past(
        sentence: view.index, paragraph: sentence.paragraph, item: sentence.item, section: sentence.section, chunks: chunks,
        mentioned: mentioned.filter { $0.organ != nil }))
    if state.memory.past.count > 8 { state.memory.past.removeFirst() }
    if let h = view.hosts.last(where: { !lexicon.hosts[$0.entry].isOther && !lexicon.hosts[$0.entry].isFeature }), view.anchors.isEmpty {
      state.lastHost = lexicon.hosts[h.entry].host
    }
    if !view.anchors.isEmpty { state.lastSentence = view.index }
  }

  /// A sentence without an anchor that speaks of the one before: its change and its sizes belong there.
  private func referBack(_ view: SentenceView, _ sentence: Sentence, _ state: State, _ output: inout Output) {
    guard state.lastSentence >= 0, state.lastSentence == view.index - 1, view.body < view.range.upperBound,
      d.sentences[view.index - 1].section == sentence.section
    else { return }
    guard (span(view.body, min(view.body + 2, view.range.upperBound))).contains(where: { d.classes[$0].contains(.backReference) }) else { return }
    let target = view.body..<(view.body + 1)
    let assertion = ContextEngine(lexicon: lexicon).assertion(of: target, in: view, d)
    let sized = SizeBinder(lexicon: lexicon, d: d).owners(in: view) { _ in false }
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == state.lastSentence else { break }
      guard output.mentions[i].presence != .absent else { continue }
      if output.mentions[i].change == nil, let change = assertion.change {
        output.mentions[i].change = change
        if let decision = assertion.decisions.last(where: { $0.cue.axis == .change }) {
          output.mentions[i].evidence.append(Evidence(slot: .change, range: d.byteRange(decision.tokens), rule: decision.cue.id))
        }
      }
      if output.mentions[i].sizeMM.isEmpty { fill(&output.mentions[i], sizes: sized.filter { $0.owner == .earlier && !$0.former }) }
    }
  }

  // MARK: - Slots

  private func fill(_ m: inout Mention, place: BoundSite, _ entry: Lexicon.Anchor) {
    m.organ = place.organ
    m.laterality = place.laterality
    if let tokens = place.evidence, place.organ != nil {
      m.evidence.append(Evidence(slot: .organ, range: d.byteRange(tokens), rule: place.rule))
    }
    if let tokens = place.sideEvidence, place.laterality != nil {
      m.evidence.append(Evidence(slot: .laterality, range: d.byteRange(tokens), rule: "side"))
    }
    var words: [String] = []
    for range in place.parts {
      let piece = partWords(range)
      if !piece.isEmpty, !words.contains(piece) { words.append(piece) }
    }
    if let literal = place.partText, !words.contains(where: { $0.contains(literal) }) { words.insert(literal, at: 0) }
    if words.isEmpty, place.rule == "site.anchor", let part = entry.part { words = [part] }
    if !words.isEmpty {
      m.part = words.joined(separator: ", ")
      if let first = place.parts.first { m.evidence.append(Evidence(slot: .part, range: d.byteRange(first), rule: "site.part")) }
    }
  }

  /// The part's words in lower case, sides left out.
  private func partWords(_ range: Range<Int>) -> String {
    let sides = slice(range).filter { $0.category == .side && Int($0.end) <= range.upperBound && range.count > Int($0.end - $0.start) }
    var result = ""
    for i in range where !sides.contains(where: { Int($0.start) <= i && i < Int($0.end) }) {
      let t = d.tokens[i]
      if !result.isEmpty, t.spaceBefore { result += " " }
      result += String(decoding: text[Int(t.start)..<Int(t.end)].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }, as: UTF8.self)
    }
    return result
  }

  private func fill(_ m: inout Mention, host: HostBinder.Bound?, labelHost: String?, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ place: BoundSite) {
    var name = host?.name.isEmpty ?? true ? nil : host?.name
    if name == nil, host == nil, place.rule == "site.label" || place.tokens.isEmpty || true, let labelHost, host?.index == nil { name = labelHost }
    let organ = m.organ.flatMap { lexicon.organs[$0] }
    if let organ, organ.collective { name = organ.id }
    if let n = name, let organ, organ.hostNames.contains(n) || organ.id == n && !organ.collective { name = nil }
    if m.kind == "calculus", anchor.noun != nil { name = nil }
    if name == "granuloma", m.kind == "granuloma" { name = nil }
    m.host = name
    if let i = host?.index, name != nil {
      m.evidence.append(Evidence(slot: .host, range: d.byteRange(view.hosts[i].tokens), rule: "host"))
    }
  }

  private func fill(_ m: inout Mention, _ bound: [QualifierBinder.Bound], _ entry: Lexicon.Anchor) {
    m.morphology = entry.morphology
    var severity: (Int, Severity)?
    for b in bound {
      let evidence = Evidence(slot: b.qualifier.slot, range: d.byteRange(b.tokens), rule: "en.qualifier.\(b.value)")
      switch b.qualifier.slot {
      case .morphology:
        if b.value == "mural", m.host == "wall" { continue }
        if b.value == "vascular", let organ = m.organ, lexicon.organs[organ]?.vessel ?? false { continue }
        if m.morphology.contains(b.value) { continue }
        m.morphology.append(b.value)
      case .distribution:
        if m.distribution.contains(b.value) { continue }
        m.distribution.append(b.value)
      case .severity:
        if m.kind == "calculus" || m.kind == "granuloma" || m.kind == "echogenic-focus" { continue }
        if severity.map({ b.distance < $0.0 }) ?? true, let s = Severity(rawValue: b.value) { severity = (b.distance, s) }
      case .sizeWord: if m.sizeWord == nil { m.sizeWord = b.value } else { continue }
      default: continue
      }
      m.evidence.append(evidence)
    }
    m.severity = severity?.1
  }

  private func fill(_ m: inout Mention, sizes: [SizeBinder.Sized]) {
    for s in sizes {
      for v in s.measurement.millimetres where !m.sizeMM.contains(v) { m.sizeMM.append(v) }
      m.evidence.append(Evidence(slot: .sizeMM, range: d.byteRange(s.measurement.tokens), rule: "en.pattern.length"))
    }
  }

  private func fill(
    _ m: inout Mention, _ a: Assertion, _ section: Section, _ place: BoundSite, _ state: State, _ sentence: Sentence,
    _ entry: Lexicon.Anchor
  ) {
    m.presence = a.presence
    m.temporality = a.temporality
    m.experiencer = a.experiencer
    m.change = a.change
    if entry.absent {
      // `no noncalcified nodule` is still no calcification.
      m.presence = .absent
      m.evidence.append(Evidence(slot: .presence, range: m.range, rule: "en.anchor.\(entry.id)"))
    }
    for decision in a.decisions {
      let slot: Slot = switch decision.cue.axis {
      case .presence: .presence
      case .temporality: .temporality
      case .experiencer: .experiencer
      case .change: .change
      }
      m.evidence.append(
        Evidence(slot: slot, range: d.byteRange(decision.tokens), rule: decision.cue.id, ended: decision.ended))
    }
    settle(&m, a, section)
    if state.obstetric, m.experiencer == .patient, !a.decisions.contains(where: { $0.cue.axis == .experiencer }) {
      let maternal = m.organ.flatMap { lexicon.organs[$0]?.maternal } ?? false
      if !maternal, !isMaternal(sentence) { m.experiencer = .fetus }
    }
    if let organ = m.organ, m.experiencer == .fetus, lexicon.organs[organ]?.maternal ?? false { m.experiencer = .patient }
  }

  private func isMaternal(_ sentence: Sentence) -> Bool {
    for range in sentence.labels + [sentence.tokens] {
      if slice(range).contains(where: { $0.category == .companion && lexicon.companions[Int($0.entry)].id == "maternal" }) { return true }
    }
    return false
  }

  /// Where axes touch: a question is possible, a past section is past, what is gone is not history.
  private func settle(_ m: inout Mention, _ a: Assertion, _ section: Section) {
    let stated = a.decisions.contains { $0.cue.axis == .temporality }
    switch section.name {
    case .comparison, .history:
      if section.historical, !stated, m.change == nil { m.temporality = .historical }
    case .technique:
      if !stated, m.presence == .present {
        m.temporality = .hypothetical
        m.presence = .possible
      }
    case .indication:
      if m.presence == .possible, m.temporality == .current { m.temporality = .hypothetical }
      if m.presence == .absent, m.temporality == .hypothetical { m.presence = .possible }
    default: break
    }
    if m.temporality == .hypothetical, m.presence == .present { m.presence = .possible }
    if m.temporality == .historical, m.presence == .absent, section.name != .history { m.temporality = .current }
    if m.temporality == .historical, m.change == .stable || m.change == .increased || m.change == .decreased, section.name != .comparison { m.temporality = .current }
    if m.change == .resolved, m.presence == .present { m.presence = .absent }
    if m.presence == .absent, m.change == .stable { m.change = nil }
  }

  private func fill(_ m: inout Mention, _ q: QuantityBinder.Bound, split: Bool) {
    guard m.presence != .absent else { return }
    m.multiplicity = split ? .single : q.multiplicity
    m.count = split ? nil : q.count
    let paired = m.organ.flatMap { lexicon.organs[$0]?.paired } ?? false
    if m.multiplicity == nil, m.laterality == .bilateral, paired, m.kind != "calcium-score" { m.multiplicity = .multiple }
    if m.laterality == .bilateral, paired, m.multiplicity == .single, q.count == nil { m.multiplicity = .multiple }
    if m.multiplicity != nil {
      m.evidence.append(Evidence(slot: .multiplicity, range: d.byteRange(q.tokens), rule: "quantity"))
    }
  }

  /// `8 mm, previously 7 mm` has grown.
  private func compareFormer(_ m: inout Mention, _ sized: [SizeBinder.Sized], _ k: Int, _ bound: HostBinder.Bound?, _ view: SentenceView) {
    guard m.change == nil || m.change == .stable, m.presence != .absent, let now = m.sizeMM.max(),
      let before = sized.first(where: { $0.former }), let then = before.measurement.millimetres.max()
    else { return }
    m.change = now > then ? .increased : now < then ? .decreased : .stable
    m.evidence.removeAll { $0.slot == .change }
    m.evidence.append(Evidence(slot: .change, range: d.byteRange(before.measurement.tokens), rule: "change.former-size"))
  }
}
