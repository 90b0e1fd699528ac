// The slots of a mention from what the binders found, and the places where the axes of context touch.

extension MentionExtractor {
  /// The context without the cues that stand inside the stated cause (`from treated tuberculosis in childhood`).
  func outside(_ cause: CauseFinder.Cause, _ a: Assertion) -> Assertion {
    var result = a
    let words = cause.cue.lowerBound..<(cause.tokens.upperBound + 2)
    if let cue = a.temporalityCue, cue.tokens.overlaps(words) { result.forgetTime() }
    // `reflecting longstanding renal failure`: the disease is old, not the calcification unchanged.
    if let cue = a.changeCue, cause.tokens.contains(cue.tokens.lowerBound) {
      result.change = nil
      result.changeCue = nil
    }
    return result
  }

  /// The context without the cues that speak of a former size (`9 mm, 8 mm six months ago`).
  func outside(_ a: Assertion, former sized: [SizeBinder.Sized]) -> Assertion {
    guard let cue = a.temporalityCue, cue.cue.temporality == .historical else { return a }
    var result = a
    if sized.contains(where: {
      $0.former
        && ((0...2).contains(cue.tokens.lowerBound - $0.measurement.tokens.upperBound)
          // `which at the last examination still measured 7 mm`
          || cue.cue.direction == .backward
            && (0...7).contains($0.measurement.tokens.lowerBound - cue.tokens.upperBound))
    }) {
      result.forgetTime()
    }
    // `which measured the same on the prior examination`: what it is compared with is past.
    if let change = a.changeCue, (0...1).contains(cue.tokens.lowerBound - change.tokens.upperBound),
      cue.cue.direction == .backward, a.change == .stable
    {
      result.forgetTime()
    }
    return result
  }

  func fill(_ m: inout MentionDraft, place: BoundSite, _ entry: PlainRows.Anchor, _ bytes: inout [UInt8]) {
    m.organ = place.organ
    m.slots.laterality = place.laterality
    if let tokens = place.evidence, !tokens.isEmpty, place.organ != nil {
      m.note(.organ, d.byteRange(tokens), place.rule.name)
    }
    if let tokens = place.sideEvidence, place.laterality != nil {
      m.note(.laterality, d.byteRange(tokens), "side")
    }
    let literal = lexicon.rows.name(place.partText)
    if place.parts.count == 1, literal == nil {
      let piece = partWords(place.parts[0], &bytes)
      if !piece.isEmpty { m.words.part = piece }
    } else if !place.parts.isEmpty || literal != nil {
      m.words.part = partWords(place.parts, literal, &bytes)
    }
    if m.words.part == nil, place.rule == .anchor { m.words.part = lexicon.rows.name(entry.part) }
    if m.words.part != nil, let first = place.parts.first {
      m.note(.part, d.byteRange(first), "site.part")
    }
  }

  /// The words of several parts, each once, those of the place's row first.
  private func partWords(_ parts: TokenRuns, _ literal: String?, _ bytes: inout [UInt8]) -> String? {
    var words: [String] = []
    for k in 0..<parts.count {
      let piece = partWords(parts[k], &bytes)
      if piece.isEmpty || words.contains(piece) { continue }
      // `medial` and `femoral condyle` that stand together are one part.
      if k > 0, parts[k - 1].upperBound == parts[k].lowerBound, let last = words.popLast() {
        words.append(last + " " + piece)
      } else {
        words.append(piece)
      }
    }
    if let literal, !words.contains(where: { $0.contains(literal) }) { words.insert(literal, at: 0) }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// The part's words in lower case, sides left out.
  private func partWords(_ range: Range<Int>, _ bytes: inout [UInt8]) -> String {
    bytes.clear()
    let matches = slice(range)
    for i in range {
      let isSide =
        range.count > 1
        && matches.contains {
          $0.category == .side && Int($0.start) <= i && i < Int($0.end) && Int($0.end) <= range.upperBound
            && range.count > Int($0.end - $0.start)
        }
      if isSide { continue }
      let t = d.tokens[i]
      if !bytes.isEmpty, t.spaceBefore { bytes.append(UInt8(ascii: " ")) }
      for b in text[Int(t.start)..<Int(t.end)] { bytes.append(b >= 65 && b <= 90 ? b | 32 : b) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func fill(
    _ m: inout MentionDraft, host: HostBinder.Bound?, labelHost: Symbol?, _ anchor: SentenceView.AnchorHit,
    _ view: SentenceView
  ) {
    var name = host == nil ? lexicon.rows.anchors[anchor.entry].host ?? labelHost : host?.name
    let traits = lexicon.rows.traits(m.organ)
    if let organ = m.organ, traits.contains(.known) {
      if traits.contains(.collective) { name = organ }
      if let n = name, lexicon.rows.repeats(n, organ) || organ == n && !traits.contains(.collective) {
        name = nil
      }
    }
    if lexicon.rows.has(m.kind, .calculus), anchor.noun != nil { name = nil }
    if name == m.kind { name = nil }
    m.host = name
    if let i = host?.index, name != nil { m.note(.host, d.byteRange(view.hosts[i].tokens), "host") }
  }

  func fill(_ m: inout MentionDraft, _ bound: [QualifierBinder.Bound], _ entry: Int) {
    m.words.morphology = lexicon.anchors[entry].morphology
    var severity: (Int, Severity)?
    for b in bound {
      let value = lexicon.rows.name(b.value)
      switch b.slot {
      case .morphology:
        if lexicon.rows.has(b.value, .ofLayer), lexicon.rows.has(m.host, .layer) { continue }
        if lexicon.rows.has(b.value, .ofVessel), lexicon.rows.traits(m.organ).contains(.vessel) { continue }
        if m.words.morphology.contains(value) { continue }
        m.words.morphology.append(value)
      case .distribution:
        if m.words.distribution.contains(value) { continue }
        m.words.distribution.append(value)
      case .severity:
        if lexicon.rows.has(m.kind, .ungraded) { continue }
        if severity.map({ b.distance < $0.0 }) ?? true, let s = Severity(rawValue: value) {
          severity = (b.distance, s)
        }
      case .sizeWord: if m.words.sizeWord == nil { m.words.sizeWord = value } else { continue }
      default: continue
      }
      m.note(b.slot, d.byteRange(b.tokens), lexicon.rows.qualifierRules[Int(b.value.id)])
    }
    m.slots.severity = severity?.1
  }

  func fill(_ words: inout Mention.Words, sizes: [SizeBinder.Sized]) {
    for s in sizes {
      for v in s.measurement.millimetres where !words.sizeMM.contains(v) { words.sizeMM.append(v) }
      words.evidence.append(
        Evidence(slot: .sizeMM, range: d.byteRange(s.measurement.tokens), rule: "en.pattern.length"))
    }
  }

  func fill(
    _ m: inout MentionDraft, _ a: Assertion, _ section: Section, _ sentence: Sentence, _ entry: Int,
    isObstetric: Bool
  ) {
    m.slots.presence = a.presence
    m.slots.temporality = a.temporality
    m.slots.experiencer = a.experiencer
    m.slots.change = a.change
    if lexicon.rows.anchors[entry].absent {
      // `no noncalcified nodule` is still no calcification.
      m.slots.presence = .absent
      m.slots.deniesItself = true
      m.note(.presence, m.slots.range, lexicon.rows.anchorRules[entry])
    }
    // The mother of a fetus is the patient.
    if isObstetric, m.slots.experiencer == .family, section.name == .findings || section.name == .impression,
      isMaternal(sentence)
    {
      m.slots.experiencer = .patient
    }
    note(a.presenceCue, .presence, &m)
    note(a.temporalityCue, .temporality, &m)
    note(a.experiencerCue, .experiencer, &m)
    note(a.changeCue, .change, &m)
    settle(&m.slots, a, section, isTitle: sentence.isTitle)
    let maternal = lexicon.rows.traits(m.organ).contains(.maternal)
    if isObstetric, m.slots.experiencer == .patient, a.experiencerCue == nil {
      if !maternal, !isMaternal(sentence) { m.slots.experiencer = .fetus }
    }
    if m.slots.experiencer == .fetus, maternal { m.slots.experiencer = .patient }
  }

  private func note(_ decision: Assertion.Decision?, _ slot: Slot, _ m: inout MentionDraft) {
    guard let decision else { return }
    m.note(slot, d.byteRange(decision.tokens), decision.id(lexicon), ended: decision.ended.name)
  }

  func isMaternal(_ sentence: Sentence) -> Bool {
    func names(_ range: Range<Int>) -> Bool {
      slice(range).contains {
        $0.category == .companion && lexicon.rows.companions[Int($0.entry)].contains(.mother)
      }
    }
    return sentence.labels.contains(where: names) || names(sentence.tokens)
  }

  /// Where axes touch: a question is possible, a past section is past, what is gone is not history.
  func settle(_ m: inout Mention, _ a: Assertion, _ section: Section, isTitle: Bool) {
    let stated = a.temporalityCue != nil
    if !isTitle, a.temporalityCue?.cue.reach == .request {
      switch section.name {
      case .indication, .history, .comparison, .technique: break
      default: m.temporality = .current
      }
    }
    switch section.name {
    case .comparison, .history:
      // `She denies gallstones` is said of today, whatever the title.
      // What a history states and does not ask is of the past (`Hx: gallstones, diabetes`).
      let isPast =
        section.historical || m.presence == .present && !a.told && !a.isReason && a.presenceCue == nil
      if isPast, !stated, m.change == nil, m.presence != .absent || section.name == .comparison {
        m.temporality = .historical
      }
    case .technique:
      // `The microcalcifications were targeted` tells what was done, `CT for stones` what was looked for.
      if !stated, m.presence == .present, !a.told {
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
    // `The stone seen previously is not visualised today.`
    if m.temporality == .historical, m.presence == .absent, m.change == nil, !m.deniesItself,
      section.name == .findings || section.name == .impression, a.temporalityCue?.cue.direction == .forward,
      let cue = a.presenceCue, cue.cue.direction == .backward || cue.cue.direction == .final
    {
      m.change = .resolved
    }
    if m.temporality == .historical, m.presence == .absent, section.name != .history,
      section.name != .comparison
    {
      m.temporality = .current
    }
    if m.temporality == .historical,
      m.change == .stable || m.change == .increased || m.change == .decreased || m.change == .new,
      section.name != .comparison
    {
      m.temporality = .current
    }
    // `the previously noted stone measures 5 mm`: what is said of it is said of now.
    if m.temporality == .historical, section.name == .findings || section.name == .impression,
      a.temporalityCue?.cue.reach == .phrase, a.spoken
    {
      m.temporality = .current
    }
    if m.change == .resolved, m.presence == .present { m.presence = .absent }
    if m.presence == .absent, m.change == .stable, !m.deniesItself { m.change = nil }
  }

  /// - Parameter bothSaid: the report says `both` or `bilateral`, not only a plural.
  func fill(
    _ m: inout MentionDraft, _ q: QuantityBinder.Bound, split: Bool, bothSaid: Bool, _ entry: PlainRows.Anchor
  ) {
    guard m.slots.presence != .absent else { return }
    m.slots.multiplicity = split ? .single : q.multiplicity
    m.slots.count = split ? nil : q.count
    let traits = lexicon.rows.traits(m.organ)
    if m.slots.laterality == .bilateral, traits.contains(.paired) {
      if m.slots.multiplicity == nil, bothSaid || !traits.contains(.vessel),
        !lexicon.rows.has(m.kind, .score),
        entry.number != .extent
      {
        m.slots.multiplicity = .multiple
      }
      if m.slots.multiplicity == .single, q.count == nil {
        // `the lungs contain a single granuloma`: it is in one of them.
        if !bothSaid, isNumbered(q, m.slots.range) {
          m.slots.laterality = nil
        } else {
          m.slots.multiplicity = .multiple
        }
      }
    }
    if m.slots.multiplicity != nil { m.note(.multiplicity, d.byteRange(q.tokens), "quantity") }
  }

  /// A word other than an article says that it is one.
  private func isNumbered(_ q: QuantityBinder.Bound, _ anchor: Range<Int>) -> Bool {
    !q.tokens.isEmpty && !d.byteRange(q.tokens).overlaps(anchor)
      && q.tokens.contains { d.tokens[$0].kind == .word && d.classes[$0].isDisjoint(with: .determiner) }
  }

  /// Only a word that joins stands between two anchors.
  func coordinated(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    let gap = span(a.upperBound, b.lowerBound)
    return !gap.isEmpty && gap.count <= 2
      && gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.and, .or]) || d.tokens[$0].byte == UInt8(ascii: ",")
      }
  }
}
