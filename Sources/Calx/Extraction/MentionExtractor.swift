// Sentences to mentions: finds the anchors, asks each binder, and puts the slots together with their evidence.

/// Reads all mentions of a document.
struct MentionExtractor {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }
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
    /// Sizes in the lines of labels that name a host, by the label's first token.
    var labelSizes: [Int: [SizeBinder.Sized]] = [:]
  }

  func extract() -> Output {
    var output = Output()
    var state = State()
    state.memory.modality = report.modality
    state.obstetric = isObstetric()
    var from = 0
    let sites = SiteBinder(lexicon: lexicon, reading: reading)
    let advice = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
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
        referBack(view, sentence, matches, state, &output)
      }
      remember(view, sentence, section, mentioned, &state)
      guard !sentence.isTitle, [.findings, .impression, .recommendation, .addendum].contains(section.name) else { continue }
      if let a = advice.advice(in: sentence, i, matches, section: section.name, inPlan: section.name == .recommendation) {
        output.advice.append(a)
      }
    }
    return output
  }

  private func isObstetric() -> Bool {
    if let modality = report.modality, lexicon.isObstetric(modality) { return true }
    var seen = Set<Int32>()
    for m in d.matches where m.category == .companion && lexicon.companions[Int(m.entry)].contains(where: { $0.id == "obstetric" }) {
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
    let hostBinder = HostBinder(lexicon: lexicon, reading: reading)
    let qualifierBinder = QualifierBinder(lexicon: lexicon, reading: reading)
    let quantityBinder = QuantityBinder(lexicon: lexicon, reading: reading)
    let (labels, labelSides, labelHost) = labelPlaces(sentence, state.memory)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view) { i in
      view.cues.contains { hit in hit.tokens.contains(i) && lexicon.cues[hit.cues].contains { $0.axis == .temporality && $0.value == "historical" } }
    }
    let causes = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches)
    var all: [BoundSite] = []
    var hosts: [HostBinder.Bound?] = view.anchors.map { hostBinder.host(of: $0, in: view) }
    for (k, anchor) in view.anchors.enumerated() {
      let entry = lexicon.anchors[anchor.entry]
      let assertion = context.assertion(of: anchor.tokens, in: view, d)
      var places = binder.sites(
        of: anchor, in: view, sentence, labels: labels, labelSides: labelSides, memory: state.memory, section: section.name,
        host: implying(hosts[k], anchor, view), denied: assertion.presence == .absent)
      if places.isEmpty { places = [BoundSite()] ; sideOnly(&places[0], anchor, view, labelSides) }
      let bound = hosts[k]
      if bound == nil, anchor.kind != "calculus", refers(to: anchor, view), let earlier = state.lastHost {
        hosts[k] = HostBinder.Bound(index: nil, name: earlier)
        // `no calcification within it`: the node spoken of before is the place, too.
        if let organ = state.lastHostOrgan, places.count == 1, places[0].rule != "site.clause" { places[0].organ = organ }
      }
      let descriptors = qualifierBinder.qualifiers(of: k, host: bound, in: view)
      let own = sized.filter { !$0.former && owns($0.owner, k, bound, view) }
      var sizes = own.isEmpty ? hostSizes(sized, bound, places.first?.organ, view) : own
      if sizes.isEmpty, bound == nil { sizes = labelSizes(sized, sentence, view, state) }
      if sizes.isEmpty { sizes = identitySizes(sized, anchor, view) }
      let quantity = quantityBinder.quantity(
        of: k, host: bound, in: view, sized: own.contains { $0.owner == .anchor(k) && ($0.measurement.tokens.upperBound <= anchor.tokens.lowerBound || ($0.measurement.millimetres.max() ?? 99) <= 10) },
        small: descriptors.contains { $0.qualifier.slot == .sizeWord && $0.tokens.upperBound <= anchor.tokens.lowerBound })
      let cause = causes.first { c in
        // A cause belongs to the nearest anchor in front of it, or, when it opens the sentence, to the first behind it.
        if c.cue.lowerBound <= view.body, k == 0 { return c.tokens.upperBound <= anchor.tokens.lowerBound }
        return c.cue.lowerBound >= anchor.tokens.upperBound && !view.anchors.contains { $0.tokens.lowerBound > anchor.tokens.lowerBound && $0.tokens.upperBound <= c.cue.lowerBound }
      }
      state.anchors += 1
      let split = split(sizes, places, view, count: quantity.count)
      if let split, split.count > places.count {
        places = split.map { part in
          var place = places[0]
          if let side = sideBeside(part[0].measurement, view) { place.laterality = side }
          return place
        }
      }
      for (p, place) in places.enumerated() {
        var m = Mention(range: d.byteRange(anchor.tokens), kind: anchor.kind, section: section.name)
        m.sentence = view.index
        m.anchor = state.anchors
        m.evidence.append(
          Evidence(slot: .kind, range: m.range, rule: anchor.fuzzy ? "anchor.fuzzy.\(entry.id)" : "en.anchor.\(entry.id)"))
        fill(&m, place: place, entry)
        fill(&m, host: hosts[k], labelHost: labelHost, anchor, view, place)
        fill(&m, descriptors, entry)
        fill(&m, sizes: split?[p] ?? sizes)
        fill(&m, cause.map { outside($0, assertion) } ?? assertion, section, place, state, sentence, entry)
        fill(&m, quantity, split: split != nil, entry)
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

  private func hostSizes(_ sized: [SizeBinder.Sized], _ bound: HostBinder.Bound?, _ organ: String?, _ view: SentenceView) -> [SizeBinder.Sized] {
    guard let bound else { return [] }
    // A host that only repeats the organ (`common bile duct 6 mm, with a stone`) gives its size to nothing.
    if let organ, lexicon.organs[organ]?.hostNames.contains(bound.name) ?? false { return [] }
    return sized.filter {
      if $0.former { return false }
      if case .host(let h) = $0.owner { return h == bound.index || h == bound.container }
      return false
    }
  }

  /// Sizes that belong to one place each: `5 mm at the upper pole and 9 mm at the lower pole`.
  private func split(_ sizes: [SizeBinder.Sized], _ places: [BoundSite], _ view: SentenceView, count: Int?) -> [[SizeBinder.Sized]]? {
    if places.count == 1, sizes.count == 2, let a = sideBeside(sizes[0].measurement, view), let b = sideBeside(sizes[1].measurement, view), a != b {
      return sizes.map { [$0] }
    }
    // `two stones, 4 mm and 7 mm` are two stones.
    if count == 2, places.count == 1 {
      if sizes.count == 2, sizes.allSatisfy({ $0.measurement.millimetres.count == 1 }) { return sizes.map { [$0] } }
      if sizes.count == 1, sizes[0].measurement.millimetres.count == 2, isList(sizes[0].measurement) {
        return sizes[0].measurement.millimetres.map { v in
          var one = sizes[0]
          one.measurement.millimetres = [v]
          return [one]
        }
      }
    }
    guard places.count > 1, sizes.count >= places.count else { return nil }
    var result: [[SizeBinder.Sized]] = Array(repeating: [], count: places.count)
    for s in sizes {
      // The place that follows the length (`5 mm at the upper pole`), else the one in front of it.
      func distance(_ i: Int) -> Int {
        let gap = SentenceView.gap(places[i].tokens, s.measurement.tokens).count
        return places[i].tokens.lowerBound >= s.measurement.tokens.upperBound && gap <= 4 ? gap : gap + 4
      }
      let nearest = places.indices.min { distance($0) < distance($1) }
      if let nearest { result[nearest].append(s) }
    }
    return result.allSatisfy { !$0.isEmpty } ? result : nil
  }

  /// The side said beside a length: `2 mm on the left and 1 mm on the right`.
  private func sideBeside(_ m: Measurement, _ view: SentenceView) -> Laterality? {
    var sides = view.sides
    for c in view.chunks { if let t = c.sideTokens, let l = c.laterality { sides.append((t, l)) } }
    let near = sides.filter { $0.1 == .left || $0.1 == .right }
      .map { (SentenceView.gap($0.0, m.tokens).count, $0.1) }.filter { $0.0 <= 3 }.min { $0.0 < $1.0 }
    return near?.1
  }

  /// The host's sizes that a label gives: in the label's own line, or in this one (`Nodule 1: 14 mm, punctate foci`).
  private func labelSizes(_ sized: [SizeBinder.Sized], _ sentence: Sentence, _ view: SentenceView, _ state: State) -> [SizeBinder.Sized] {
    let here = sized.filter { s in
      if s.former { return false }
      if case .host(let h) = s.owner { return view.hosts[h].tokens.upperBound <= view.body }
      return false
    }
    if !here.isEmpty { return here }
    for label in sentence.labels.reversed() { if let s = state.labelSizes[label.lowerBound] { return s } }
    return []
  }

  /// `a focus measuring 4 mm, likely a calcification`: the thing measured is the calcification.
  private func identitySizes(_ sized: [SizeBinder.Sized], _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> [SizeBinder.Sized] {
    guard view.anchors.count == 1 else { return [] }
    return sized.filter { s in
      guard s.owner == .unclaimed, !s.former, s.measurement.tokens.upperBound <= anchor.tokens.lowerBound else { return false }
      let gap = span(s.measurement.tokens.upperBound, anchor.tokens.lowerBound)
      return view.clauses.crossings(from: gap.lowerBound - 1, to: gap.upperBound) == 0
        && view.cues.contains { hit in
          gap.contains(hit.tokens.lowerBound)
            && lexicon.cues[hit.cues].contains { $0.axis == .presence && $0.value != Presence.absent.rawValue && $0.direction == .forward }
        }
    }
  }

  /// The numbers are listed, not multiplied or a range.
  private func isList(_ m: Measurement) -> Bool {
    m.tokens.contains { d.classes[$0].contains(.and) || d.classes[$0].contains(.or) || d.tokens[$0].byte == UInt8(ascii: ",") }
  }

  /// `this`, `it`, `within it`: the anchor speaks of something named before.
  private func refers(to anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    // `calcification within it`, `in any of these`
    for i in span(anchor.tokens.upperBound, min(view.range.upperBound, anchor.tokens.upperBound + 7))
    where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference) && d.classes[i - 1].contains(.inside) {
      return i + 1 >= view.range.upperBound || d.tokens[i + 1].kind == .punctuation || d.classes[i + 1].contains(.finite)
    }
    // `it is not calcified`
    guard lexicon.anchors[anchor.entry].form == .adjective, anchor.noun == nil else { return false }
    let clause = view.clauses.clause(around: anchor.tokens.lowerBound, in: view.range)
    for i in span(max(clause.lowerBound, view.body), min(clause.lowerBound + 3, anchor.tokens.lowerBound))
    where d.classes[i].contains(.pronoun) && d.classes[i].contains(.backReference) && d.classes[i + 1].contains(.finite) { return true }
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
        chunks[i].borrowed = true
        chunks[i].organ = outer?.organ ?? memory.expected(chunks[i])?.organ ?? chunks[i].fallback
        if chunks[i].laterality == nil, !(outer?.impliedSide ?? false) { chunks[i].laterality = outer?.laterality }
      }
      places.append(chunks)
      for c in chunks where !c.impliedSide { if let l = c.laterality { sides.append(l) } }
      for b in bare { sides.append(b.1) }
      if let h = matches.last(where: { $0.category == .host }), !lexicon.hosts[Int(h.entry)].isOther,
        !lexicon.hosts[Int(h.entry)].isFeature, lexicon.hosts[Int(h.entry)].kind == nil, !lexicon.hosts[Int(h.entry)].mass
      {
        host = lexicon.hosts[Int(h.entry)].host
      }
    }
    return (places, sides, host)
  }

  private func slice(_ range: Range<Int>) -> ArraySlice<PhraseMatch> { d.matches(in: range) }

  private func remember(_ view: SentenceView, _ sentence: Sentence, _ section: Section, _ mentioned: [BoundSite], _ state: inout State) {
    if let label = sentence.labels.last, view.range.contains(label.lowerBound), !view.measurements.isEmpty,
      view.hosts.contains(where: { label.contains($0.tokens.lowerBound) && !lexicon.hosts[$0.entry].isOther }), view.measurements[0].tokens.lowerBound <= view.body + 1
    {
      state.labelSizes[label.lowerBound] = [SizeBinder.Sized(measurement: view.measurements[0], owner: .none, former: false)]
    }
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
    for site in mentioned { if let organ = site.organ, let l = site.laterality, l == .left || l == .right { state.memory.sides[organ] = l } }
    if chunks.isEmpty && mentioned.isEmpty { return }
    if sentence.isTitle, view.anchors.isEmpty { return }
    state.memory.past.append(
      SiteMemory.Past(
        sentence: view.index, paragraph: sentence.paragraph, item: sentence.item, section: sentence.section, chunks: chunks,
        mentioned: mentioned.filter { $0.organ != nil }))
    if state.memory.past.count > 8 { state.memory.past.removeFirst() }
    if let h = view.hosts.last(where: { !lexicon.hosts[$0.entry].isOther && !lexicon.hosts[$0.entry].isFeature }), view.anchors.isEmpty {
      state.lastHost = lexicon.hosts[h.entry].host
      state.lastHostOrgan = lexicon.hosts[h.entry].organ
    }
    if !view.anchors.isEmpty { state.lastSentence = view.index }
  }

  /// A sentence without an anchor that speaks of the one before: its change and its sizes belong there.
  private func referBack(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ state: State, _ output: inout Output
  ) {
    guard state.lastSentence >= 0, state.lastSentence == view.index - 1, view.body < view.range.upperBound,
      d.sentences[view.index - 1].section == sentence.section
    else { return }
    guard (span(view.body, min(view.body + 2, view.range.upperBound))).contains(where: { d.classes[$0].contains(.backReference) }) else { return }
    let target = view.body..<(view.body + 1)
    let assertion = ContextEngine(lexicon: lexicon).assertion(of: target, in: view, d)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view) { _ in false }
    let cause = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches).first
    for i in output.mentions.indices.reversed() {
      guard output.mentions[i].sentence == state.lastSentence else { break }
      guard output.mentions[i].presence != .absent else { continue }
      if output.mentions[i].change == nil, let change = assertion.change {
        output.mentions[i].change = change
        if let decision = assertion.decisions.last(where: { $0.cue.axis == .change }) {
          output.mentions[i].evidence.append(Evidence(slot: .change, range: d.byteRange(decision.tokens), rule: decision.cue.id))
        }
      }
      if output.mentions[i].statedCause == nil, let cause {
        output.mentions[i].statedCause = d.byteRange(cause.tokens)
        output.mentions[i].evidence.append(Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
      }
      if output.mentions[i].sizeMM.isEmpty { fill(&output.mentions[i], sizes: sized.filter { $0.owner == .earlier && !$0.former }) }
    }
  }

  /// The context without the cues that stand inside the stated cause (`from treated tuberculosis in childhood`).
  private func outside(_ cause: CauseFinder.Cause, _ a: Assertion) -> Assertion {
    var result = a
    let past = a.decisions.filter { $0.cue.axis == .temporality && $0.tokens.overlaps(cause.cue.lowerBound..<(cause.tokens.upperBound + 2)) }
    guard !past.isEmpty else { return a }
    result.decisions.removeAll { d in past.contains { $0.tokens == d.tokens && $0.cue.id == d.cue.id } }
    result.temporality = .current
    return result
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
      m.deniesItself = true
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
    settle(&m, a, section, isTitle: sentence.isTitle)
    if state.obstetric, m.experiencer == .patient, !a.decisions.contains(where: { $0.cue.axis == .experiencer }) {
      let maternal = m.organ.flatMap { lexicon.organs[$0]?.maternal } ?? false
      if !maternal, !isMaternal(sentence) { m.experiencer = .fetus }
    }
    if let organ = m.organ, m.experiencer == .fetus, lexicon.organs[organ]?.maternal ?? false { m.experiencer = .patient }
  }

  private func isMaternal(_ sentence: Sentence) -> Bool {
    for range in sentence.labels + [sentence.tokens] {
      if slice(range).contains(where: { $0.category == .companion && lexicon.companions[Int($0.entry)].contains { $0.id == "maternal" } }) { return true }
    }
    return false
  }

  /// Where axes touch: a question is possible, a past section is past, what is gone is not history.
  private func settle(_ m: inout Mention, _ a: Assertion, _ section: Section, isTitle: Bool) {
    let stated = a.decisions.contains { $0.cue.axis == .temporality }
    let asked = isTitle || [.indication, .history, .comparison, .technique].contains(section.name)
    if !asked, a.decisions.contains(where: { $0.cue.axis == .temporality && $0.cue.reach == .request }) { m.temporality = .current }
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
    // What relatives had is past, unless the report says otherwise.
    if m.experiencer == .family, m.temporality == .current, !stated { m.temporality = .historical }
    if m.temporality == .historical, m.presence == .absent, section.name != .history, section.name != .comparison { m.temporality = .current }
    if m.temporality == .historical, m.change == .stable || m.change == .increased || m.change == .decreased || m.change == .new, section.name != .comparison { m.temporality = .current }
    if m.change == .resolved, m.presence == .present { m.presence = .absent }
    if m.presence == .absent, m.change == .stable { m.change = nil }
  }

  private func fill(_ m: inout Mention, _ q: QuantityBinder.Bound, split: Bool, _ entry: Lexicon.Anchor) {
    guard m.presence != .absent else { return }
    m.multiplicity = split ? .single : q.multiplicity
    m.count = split ? nil : q.count
    let paired = m.organ.flatMap { lexicon.organs[$0]?.paired } ?? false
    let vessel = m.organ.flatMap { lexicon.organs[$0]?.vessel } ?? false
    if m.multiplicity == nil, m.laterality == .bilateral, paired, !vessel, m.kind != "calcium-score", entry.number != .extent { m.multiplicity = .multiple }
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
