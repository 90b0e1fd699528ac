// The slots of a mention from what the binders found, and the places where the axes of context touch.

extension MentionExtractor {
  /// The context without the cues that stand inside the stated cause (`from treated tuberculosis in childhood`).
  func outside(_ cause: CauseFinder.Cause, _ a: Assertion) -> Assertion {
    var result = a
    let words = cause.cue.lowerBound..<(cause.tokens.upperBound + 2)
    let count = result.decisions.count
    result.decisions.removeAll { $0.cue.axis == .temporality && $0.tokens.overlaps(words) }
    if result.decisions.count < count { result.temporality = .current }
    return result
  }

  /// The context without the cues that speak of a former size (`9 mm, 8 mm six months ago`).
  func outside(_ a: Assertion, former sized: [SizeBinder.Sized]) -> Assertion {
    var result = a
    let count = result.decisions.count
    result.decisions.removeAll { decision in
      decision.cue.axis == .temporality && decision.cue.value == Temporality.historical.rawValue
        && sized.contains {
          $0.former && (0...2).contains(decision.tokens.lowerBound - $0.measurement.tokens.upperBound)
        }
    }
    if result.decisions.count < count { result.temporality = .current }
    return result
  }

  func fill(_ m: inout Mention, place: BoundSite, _ entry: Lexicon.Anchor) {
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
    if let literal = place.partText, !words.contains(where: { $0.contains(literal) }) {
      words.insert(literal, at: 0)
    }
    if words.isEmpty, place.rule == "site.anchor", let part = entry.part { words = [part] }
    if !words.isEmpty {
      m.part = words.joined(separator: ", ")
      if let first = place.parts.first {
        m.evidence.append(Evidence(slot: .part, range: d.byteRange(first), rule: "site.part"))
      }
    }
  }

  /// The part's words in lower case, sides left out.
  func partWords(_ range: Range<Int>) -> String {
    let sides = slice(range).filter {
      $0.category == .side && Int($0.end) <= range.upperBound && range.count > Int($0.end - $0.start)
    }
    var result = ""
    for i in range where !sides.contains(where: { Int($0.start) <= i && i < Int($0.end) }) {
      let t = d.tokens[i]
      if !result.isEmpty, t.spaceBefore { result += " " }
      result += String(
        decoding: text[Int(t.start)..<Int(t.end)].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }, as: UTF8.self)
    }
    return result
  }

  func fill(
    _ m: inout Mention, host: HostBinder.Bound?, labelHost: String?, _ anchor: SentenceView.AnchorHit,
    _ view: SentenceView, _ place: BoundSite
  ) {
    var name = host?.name.isEmpty ?? true ? nil : host?.name
    if name == nil, host == nil, place.rule == "site.label" || place.tokens.isEmpty || true, let labelHost,
      host?.index == nil
    {
      name = labelHost
    }
    let organ = m.organ.flatMap { lexicon.organs[$0] }
    if let organ, organ.collective { name = organ.id }
    if let n = name, let organ, organ.hostNames.contains(n) || organ.id == n && !organ.collective {
      name = nil
    }
    if m.kind == "calculus", anchor.noun != nil { name = nil }
    if name == "granuloma", m.kind == "granuloma" { name = nil }
    m.host = name
    if let i = host?.index, name != nil {
      m.evidence.append(Evidence(slot: .host, range: d.byteRange(view.hosts[i].tokens), rule: "host"))
    }
  }

  func fill(_ m: inout Mention, _ bound: [QualifierBinder.Bound], _ entry: Lexicon.Anchor) {
    m.morphology = entry.morphology
    var severity: (Int, Severity)?
    for b in bound {
      let evidence = Evidence(
        slot: b.qualifier.slot, range: d.byteRange(b.tokens), rule: "en.qualifier.\(b.value)")
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
        if severity.map({ b.distance < $0.0 }) ?? true, let s = Severity(rawValue: b.value) {
          severity = (b.distance, s)
        }
      case .sizeWord: if m.sizeWord == nil { m.sizeWord = b.value } else { continue }
      default: continue
      }
      m.evidence.append(evidence)
    }
    m.severity = severity?.1
  }

  func fill(_ m: inout Mention, sizes: [SizeBinder.Sized]) {
    for s in sizes {
      for v in s.measurement.millimetres where !m.sizeMM.contains(v) { m.sizeMM.append(v) }
      m.evidence.append(
        Evidence(slot: .sizeMM, range: d.byteRange(s.measurement.tokens), rule: "en.pattern.length"))
    }
  }

  func fill(
    _ m: inout Mention, _ a: Assertion, _ section: Section, _ place: BoundSite, _ state: State,
    _ sentence: Sentence,
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
      let slot: Slot =
        switch decision.cue.axis {
        case .presence: .presence
        case .temporality: .temporality
        case .experiencer: .experiencer
        case .change: .change
        }
      m.evidence.append(
        Evidence(
          slot: slot, range: d.byteRange(decision.tokens), rule: decision.cue.id, ended: decision.ended))
    }
    settle(&m, a, section, isTitle: sentence.isTitle)
    if state.obstetric, m.experiencer == .patient,
      !a.decisions.contains(where: { $0.cue.axis == .experiencer })
    {
      let maternal = m.organ.flatMap { lexicon.organs[$0]?.maternal } ?? false
      if !maternal, !isMaternal(sentence) { m.experiencer = .fetus }
    }
    if let organ = m.organ, m.experiencer == .fetus, lexicon.organs[organ]?.maternal ?? false {
      m.experiencer = .patient
    }
  }

  func isMaternal(_ sentence: Sentence) -> Bool {
    for range in sentence.labels + [sentence.tokens] {
      if slice(range).contains(where: {
        $0.category == .companion && lexicon.companions[Int($0.entry)].contains { $0.id == "maternal" }
      }) {
        return true
      }
    }
    return false
  }

  /// Where axes touch: a question is possible, a past section is past, what is gone is not history.
  func settle(_ m: inout Mention, _ a: Assertion, _ section: Section, isTitle: Bool) {
    let stated = a.decisions.contains { $0.cue.axis == .temporality }
    let asked = isTitle || [.indication, .history, .comparison, .technique].contains(section.name)
    if !asked, a.decisions.contains(where: { $0.cue.axis == .temporality && $0.cue.reach == .request }) {
      m.temporality = .current
    }
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
      a.decisions.contains(where: { $0.cue.axis == .temporality && $0.cue.reach == .phrase }), a.spoken
    {
      m.temporality = .current
    }
    if m.change == .resolved, m.presence == .present { m.presence = .absent }
    if m.presence == .absent, m.change == .stable { m.change = nil }
  }

  func fill(_ m: inout Mention, _ q: QuantityBinder.Bound, split: Bool, _ entry: Lexicon.Anchor) {
    guard m.presence != .absent else { return }
    m.multiplicity = split ? .single : q.multiplicity
    m.count = split ? nil : q.count
    let paired = m.organ.flatMap { lexicon.organs[$0]?.paired } ?? false
    let vessel = m.organ.flatMap { lexicon.organs[$0]?.vessel } ?? false
    if m.multiplicity == nil, m.laterality == .bilateral, paired, !vessel, m.kind != "calcium-score",
      entry.number != .extent
    {
      m.multiplicity = .multiple
    }
    if m.laterality == .bilateral, paired, m.multiplicity == .single, q.count == nil {
      m.multiplicity = .multiple
    }
    if m.multiplicity != nil {
      m.evidence.append(Evidence(slot: .multiplicity, range: d.byteRange(q.tokens), rule: "quantity"))
    }
  }
}
