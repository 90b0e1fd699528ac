// What advice is about by its own words, and what stands between it and a finding.

extension AdviceBinder {
  /// Organs named in a stretch of tokens; not those in the name of a test or service (`thyroid ultrasound`), unless
  /// it is for them and `services` are asked for, too.
  func organs(in tokens: Range<Int>, services: Bool = false) -> Set<String> {
    sites(in: tokens, services: services) { lexicon.organs[$0]?.traits.contains(.generic) != true }
  }

  /// The organs of the regions named in a stretch of tokens (`pelvic ultrasound`).
  func regions(in tokens: Range<Int>) -> Set<String> {
    let regions = sites(in: tokens, services: false) {
      lexicon.organs[$0]?.traits.contains(.generic) == true
    }
    return regions.isEmpty ? regions : withParts(regions).subtracting(regions)
  }

  private func sites(in tokens: Range<Int>, services: Bool, where holds: (String) -> Bool) -> Set<String> {
    var result = Set<String>()
    let matches = d.matches(in: tokens)
    for m in matches where m.category == .site && Int(m.end) <= tokens.upperBound {
      let organ = lexicon.sites[Int(m.entry)].organ
      let isHidden = matches.contains {
        guard $0.start <= m.start, m.start < $0.end else { return false }
        if $0.category == .mask { return lexicon.masks[Int($0.entry)].hidesSite }
        guard $0.category == .advice else { return false }
        let service = lexicon.advice[Int($0.entry)]
        return !service.organs.isEmpty && !(services && service.organs.contains(organ))
      }
      if !isHidden, holds(organ) { result.insert(organ) }
    }
    return result
  }

  /// Organs, and those that are parts of them.
  func withParts(_ organs: Set<String>) -> Set<String> {
    if organs.isEmpty { return organs }
    var result = organs
    for (id, organ) in lexicon.organs where organ.within.contains(where: organs.contains) {
      result.insert(id)
    }
    return result
  }

  /// One is the other, a part of it, or a part of the same.
  func isKin(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    let parts = lexicon.organs[one]?.within ?? []
    let others = lexicon.organs[other]?.within ?? []
    return parts.contains(other) || others.contains(one)
      || parts.contains { others.contains($0) && lexicon.organs[$0]?.traits.contains(.generic) != true }
  }

  /// A finding of its own stands between the mentions of the sentence `last` and the advice.
  func isBehindOther(
    _ a: AdviceFinder.Advice, _ last: Int, _ mentions: [Int], _ all: [Mention], anyOrgan: Bool = true
  ) -> Bool {
    isPreceded(a, by: mentions, all)
      || span(last + 1, a.sentence).contains {
        isOther(d.sentences[$0].tokens, than: mentions, all, anyOrgan: anyOrgan)
      }
  }

  /// The advice is about a finding of its own that its sentence names in front of it.
  func isPreceded(_ a: AdviceFinder.Advice, by mentions: [Int], _ all: [Mention]) -> Bool {
    isOther(span(d.sentences[a.sentence].tokens.lowerBound, a.tokens.lowerBound), than: mentions, all)
  }

  /// The section of the mentions holds findings of its own that no mention is of.
  func isAccompanied(_ mentions: [Int], _ all: [Mention]) -> Bool {
    guard let first = mentions.first else { return false }
    let section = d.sentences[all[first].sentence].section
    var i = all[first].sentence
    while i > 0, d.sentences[i - 1].section == section { i -= 1 }
    while i < d.sentences.count, d.sentences[i].section == section {
      if !mentions.contains(where: { all[$0].sentence == i }),
        isOther(d.sentences[i].tokens, than: mentions, all)
      {
        return true
      }
      i += 1
    }
    return false
  }

  /// Words state that something else is there: another organ, a finding without calcium, or another thing at a place
  /// or of a size.
  ///
  /// - Parameter anyOrgan: another organ is enough.
  func isOther(
    _ words: Range<Int>, than mentions: [Int], _ all: [Mention], anyOrgan: Bool = true
  ) -> Bool {
    guard !mentions.isEmpty, var first = words.first else { return false }
    if SentenceSplitter.isBullet(first, d) { first += SentenceSplitter.bulletWidth(first, d) }
    guard words.contains(first), d.classes[first].isDisjoint(with: [.definite, .backReference, .pronoun])
    else { return false }
    let matches = d.matches(in: words)
    // What is denied, what is normal and what only advises are no findings.
    if matches.contains(where: { m in
      switch m.category {
      case .cue: Int(m.start) <= first + 1 && denies(m)
      case .advice:
        switch lexicon.advice[Int(m.entry)].role {
        case .not: true
        case .verb, .aside, .unneeded: Int(m.start) <= first + 3
        default: false
        }
      default: false
      }
    }) {
      return false
    }
    if words.contains(where: { d.classes[$0].contains(.topic) }) { return true }
    let named = organs(in: words)
    let isElsewhere = mentions.allSatisfy { i in
      guard let organ = all[i].organ else { return false }
      if !named.isEmpty { return !named.contains { isKin($0, organ) } }
      return matches.contains { m in
        guard m.category == .part,
          !matches.contains(where: { $0.category == .advice && $0.start < m.start && m.start < $0.end })
        else { return false }
        let part = lexicon.parts[Int(m.entry)]
        return part.fallback != nil && part.fallback != organ && !part.organs.contains(organ)
      }
    }
    if isElsewhere, anyOrgan { return true }
    let isPlaced =
      words.contains { d.shaped[$0] }
      || matches.contains { $0.category == .site || $0.category == .part || $0.category == .side }
    return isPlaced
      && matches.contains { m in
        guard m.category == .host, Int(m.end) <= words.upperBound else { return false }
        let host = lexicon.rows.hosts[Int(m.entry)]
        if host.isOther || host.isFeature || host.mass { return false }
        let name = lexicon.rows.name(host.host)
        return mentions.allSatisfy { all[$0].host != name && all[$0].kind != name }
      }
  }

  /// A section holds findings of its own that no mention is of.
  func states(_ section: SectionName, otherThan mentions: [Int], _ all: [Mention]) -> Bool {
    d.sentences.contains {
      d.sections[$0.section].name == section && isOther($0.tokens, than: mentions, all)
    }
  }

  private func denies(_ m: PhraseMatch) -> Bool {
    lexicon.cues[Int(m.entry)].contains {
      $0.axis == .presence && $0.value == Presence.absent.rawValue && $0.direction == .forward
    }
  }
}
