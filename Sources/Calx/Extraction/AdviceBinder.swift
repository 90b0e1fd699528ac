// Which mentions a recommendation is about.

/// Gives each recommendation to the mentions that it speaks of.
struct AdviceBinder {
  let lexicon: Lexicon
  let reading: Reading
  let things: NumberedThings
  var d: Document { _read { yield reading.document } }

  init(lexicon: Lexicon, reading: Reading, text: UnsafeBufferPointer<UInt8>) {
    self.lexicon = lexicon
    self.reading = reading
    things = NumberedThings(lexicon: lexicon, reading: reading, text: text)
  }

  func bind(_ advice: [AdviceFinder.Advice], to analysis: inout Analysis) {
    if analysis.mentions.isEmpty {
      analysis.recommendations += advice.map(\.recommendation)
      return
    }
    for a in advice {
      let topic = Topic(a, self)
      let (targets, isReturned) = targets(of: a, topic, analysis.mentions)
      // What a conclusion advises of a nodule is for the finding, but says nothing of its calcification.
      for i in targets where !isReturned && analysis.mentions[i].recommendation == nil {
        analysis.mentions[i].recommendation = a.recommendation.range
        analysis.mentions[i].evidence.append(
          Evidence(slot: .recommendation, range: a.recommendation.range, rule: "en.advice"))
      }
      var recommendation = a.recommendation
      recommendation.mentions = targets
      analysis.recommendations.append(recommendation)
    }
  }

  /// The mentions that a piece of advice is about, and whether it only comes back to them.
  private func targets(of a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> (
    mentions: [Int], isReturned: Bool
  ) {
    if let numbered = numbered(a, topic, mentions) { return (numbered, false) }
    func fitting(_ all: [Int]) -> [Int] {
      narrowed(preferred(all, topic, a, mentions), topic, a, mentions)
    }
    let near = beyondVessels(fitting(subjects(of: a, topic, mentions)), topic, a, mentions)
    return near.isEmpty ? (fitting(described(a, topic, mentions)), true) : (near, false)
  }

  /// What advice itself says of the finding that it is about.
  struct Topic {
    /// Organs named in it.
    var organs: Set<String>
    /// Organs that its service or examination is for (`urology`, `stereotactic biopsy`), and those of a region that
    /// it names (`pelvic ultrasound`).
    var services: Set<String>
    var side: Laterality?
    /// It is about two findings (`FNA of both`).
    let isOfBoth: Bool
    /// It asks for tissue (`biopsy`).
    var isSampling = false

    init(_ a: AdviceFinder.Advice, _ binder: AdviceBinder) {
      organs = binder.withParts(binder.organs(in: a.tokens))
      services = binder.regions(in: a.tokens)
      isOfBoth = a.tokens.contains { binder.d.classes[$0].isSuperset(of: [.sideWord, .backReference]) }
      for m in binder.d.matches(in: a.tokens) where Int(m.end) <= a.tokens.upperBound {
        if m.category == .advice {
          // `surgical opinion and LFTs`: what both are for.
          let own = Set(binder.lexicon.advice[Int(m.entry)].organs)
          let shared = services.intersection(own)
          services = shared.isEmpty ? services.union(own) : shared
          isSampling = isSampling || binder.lexicon.advice[Int(m.entry)].value == Lexicon.Advice.sampling
        } else if m.category == .side,
          Int(m.end) - Int(m.start) > 1 || binder.d.tokens[Int(m.start)].length > 1
        {
          let said = binder.lexicon.sides[Int(m.entry)].laterality
          side = side == nil || side == said ? said : .bilateral
        }
      }
    }
  }

  /// Of several mentions those at the side and of the organs that the advice is for; what is denied gives way to what is
  /// there, and what a semicolon parts from the advice to what stands with it.
  private func preferred(_ all: [Int], _ topic: Topic, _ a: AdviceFinder.Advice, _ mentions: [Mention])
    -> [Int]
  {
    var result = all
    func prefer(_ fits: (Mention) -> Bool) {
      if result.count < 2 { return }
      let some = result.filter { fits(mentions[$0]) }
      if !some.isEmpty { result = some }
    }
    prefer { $0.presence != .absent || $0.deniesItself }
    if !topic.organs.isEmpty, result.count > 1 {
      // `biopsy of the mass and FNA of the node`: the node is a place, too.
      let things = Set(objects(of: a).compactMap { $0.host.map(lexicon.rows.name) })
      prefer {
        $0.organ.map(topic.organs.contains) ?? false
          || things.count > 1 && ($0.host.map(things.contains) ?? false)
      }
    }
    if let side = topic.side, side != .bilateral { prefer { $0.laterality == side } }
    if topic.organs.isEmpty { prefer { $0.organ.map(topic.services.contains) ?? false } }
    let start = d.tokens[d.sentences[a.sentence].tokens].last {
      $0.byte == UInt8(ascii: ";") && Int($0.start) < a.recommendation.range.lowerBound
    }
    if let start, a.tokens.lowerBound > 0, d.tokens[a.tokens.lowerBound - 1].byte != UInt8(ascii: ";") {
      prefer { $0.range.lowerBound > Int(start.start) }
    }
    return result
  }

  /// Organs named between the sentence's start and the advice, and whether a thing is named there, in a sentence that
  /// mentions no calcification: `small cyst in the left lobe, repeat in 12 months`.
  private func subject(of a: AdviceFinder.Advice, _ sentence: Sentence) -> (
    organs: Set<String>, hosts: Set<String>
  ) {
    let words = span(sentence.tokens.lowerBound, a.tokens.lowerBound)
    guard !words.isEmpty else { return ([], []) }
    let isNew = d.classes[min(sentence.body, words.upperBound - 1)].isDisjoint(with: [
      .definite, .backReference,
    ])
    let matches = d.matches(in: words)
    let things = matches.filter { m in
      guard isNew, m.category == .host, Int(m.end) <= words.upperBound else { return false }
      let host = lexicon.rows.hosts[Int(m.entry)]
      // `cannot rule out hydatid, serology`: what is asked is no other thing.
      return !host.isOther && !host.isFeature
        && !matches.contains {
          $0.category == .cue && $0.start < m.start
            && lexicon.rows.cueRows[Int($0.entry)].traits.contains(.presenceAhead)
        }
    }
    return (organs(in: words), Set(things.map { lexicon.rows.name(lexicon.rows.hosts[Int($0.entry)].host) }))
  }

  /// What a piece of advice could be about, by where it stands and what it names.
  private func subjects(of a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> [Int] {
    let sentence = d.sentences[a.sentence]
    let section = d.sections[sentence.section].name
    // Mentions stand in the order of their sentences: what is far away is not looked at.
    let here = mentions.indices.partitioningIndex { mentions[$0].sentence >= a.sentence }
    let own = (here..<mentions.count).prefix { mentions[$0].sentence == a.sentence }
    if !own.isEmpty { return targets(of: a, own: own, mentions) }
    guard AdviceFinder.counts(in: section), !a.recommendation.isAside else { return [] }
    let held = heldByObject(a, topic, mentions)
    if !held.isEmpty { return held }
    let each = ofEachService(a, topic, mentions)
    if !each.isEmpty { return each }
    let subject = subject(of: a, sentence)
    let organs = topic.organs.isEmpty ? subject.organs : topic.organs
    let opening = mentions.indices.partitioningIndex {
      d.sentences[mentions[$0].sentence].section >= sentence.section
    }
    let same = (min(max(opening, here - Self.reach), here)..<here).filter {
      mentions[$0].temporality != .historical
    }
    if !subject.hosts.isEmpty {
      return same.filter { i in
        let m = mentions[i]
        return a.sentence - m.sentence <= 2 && m.presence != .absent
          && m.host.map(subject.hosts.contains) ?? false
          && m.organ.map(subject.organs.contains) ?? false
      }
    }
    let item = same.filter { d.sentences[mentions[$0].sentence].item == sentence.item }
    if section == .findings {
      let both = ofBoth(same, topic, mentions)
      if !both.isEmpty { return both }
      let last = item.filter {
        mentions[$0].sentence == a.sentence - 1 && mentions[$0].presence != .absent
          && (organs.isEmpty || organs.contains(mentions[$0].organ ?? ""))
      }
      if d.hasConclusion { return last }
      let chosen = concluding(same, last, organs, topic, a, mentions)
      // What several sentences say of several organs is not what one piece of advice is for.
      let isOne = isOne(chosen, mentions) || !areApart(chosen, mentions) || topic.isOfBoth
      if isOne, !chosen.isEmpty { return chosen }
      // `Left gland: no calculus. Referral for the right side.`
      guard let side = topic.side, side == .left || side == .right, organs.isEmpty else { return [] }
      let sided = same.filter {
        mentions[$0].laterality == side && mentions[$0].presence != .absent
          && a.sentence - mentions[$0].sentence <= 3
      }
      return self.isOne(sided, mentions) ? sided : []
    }
    if organs.isEmpty, let served = served(same, item, section, topic, a, mentions) { return served }
    let named = organs.isEmpty ? self.organs(in: a.tokens, services: true) : organs
    if section == .impression || section == .addendum, !named.isEmpty, item.isEmpty,
      !same.contains(where: { named.contains(mentions[$0].organ ?? "") })
    {
      let elsewhere = planned(named, topic, a, mentions)
      if !elsewhere.isEmpty { return elsewhere }
    }
    if same.isEmpty, named.isEmpty {
      let held = holding(a, mentions)
      if !held.isEmpty { return held }
    }
    let isPlanned =
      section == .recommendation
      && (same.isEmpty || !organs.isEmpty && !same.contains { organs.contains(mentions[$0].organ ?? "") })
    if isPlanned { return planned(organs, topic, a, mentions) }
    if !organs.isEmpty, let named = self.named(organs, same, item, section, a, mentions) { return named }
    guard let last = item.map({ mentions[$0].sentence }).max(), a.sentence - last <= 2 else {
      return item.isEmpty ? previous(same, a, organs, topic, mentions) : []
    }
    let late = item.filter { mentions[$0].sentence == last }
    if !topic.isOfBoth, isBehindOther(a, last, late, mentions) { return [] }
    return item.filter {
      mentions[$0].sentence == last
        && (mentions[$0].presence != .absent || mentions[$0].deniesItself || a.recommendation.negated)
    }
  }

  /// Of advice in a sentence with mentions of its own: what stands in front of it, and with what the item's earlier
  /// sentences say of the same kinds where the advice holds its own subject (`CT is recommended to confirm calcification`).
  private func targets(of a: AdviceFinder.Advice, own: Range<Int>, _ mentions: [Mention]) -> [Int] {
    let sentence = d.sentences[a.sentence]
    let eligible: (Int) -> Bool = { mentions[$0].temporality != .historical }
    let before = own.filter { mentions[$0].range.lowerBound < a.recommendation.range.upperBound }
    let inside = before.allSatisfy { mentions[$0].range.lowerBound >= a.recommendation.range.lowerBound }
    if !before.isEmpty, !inside { return before.filter(eligible) }
    let near = mentions.indices.partitioningIndex { mentions[$0].sentence >= a.sentence - 1 }
    let kinds = Set(before.map { mentions[$0].kind })
    let earlier = (near..<own.lowerBound).filter {
      d.sentences[mentions[$0].sentence].item == sentence.item
        && d.sentences[mentions[$0].sentence].section == sentence.section && eligible($0)
        && mentions[$0].presence != .absent && (kinds.isEmpty || kinds.contains(mentions[$0].kind))
    }
    return before + earlier
  }

  /// Of advice that names a service (`urology`) and no organ: what there is of the organs that it is for; nil where
  /// something else must decide.
  private func served(
    _ same: [Int], _ item: [Int], _ section: SectionName, _ topic: Topic, _ a: AdviceFinder.Advice,
    _ mentions: [Mention]
  ) -> [Int]? {
    if topic.services.isEmpty { return nil }
    if isPreceded(a, by: same.filter { topic.services.contains(mentions[$0].organ ?? "") }, mentions) {
      return []
    }
    let served = same.filter {
      topic.services.contains(mentions[$0].organ ?? "") && mentions[$0].presence != .absent
        && mentions[$0].temporality == .current
    }
    let near = served.filter { item.contains($0) }
    // `Pancreatic calcifications. Fatty liver. Liver function tests`
    if let last = near.map({ mentions[$0].sentence }).max(), last < a.sentence,
      span(last + 1, a.sentence).contains(where: { k in
        isOther(d.sentences[k].tokens, than: near, mentions)
          && !self.organs(in: d.sentences[k].tokens).isDisjoint(with: topic.services)
      })
    {
      return []
    }
    let worrying = near.filter { isConcerning(mentions[$0]) }
    if !worrying.isEmpty, a.recommendation.isNamed { return worrying }
    let late = near.filter { mentions[$0].sentence == item.map { mentions[$0].sentence }.max() }
    if !near.isEmpty { return late.isEmpty ? near : late }
    let opensItem =
      a.sentence == 0 || d.sentences[a.sentence - 1].item != d.sentences[a.sentence].item
    return !served.isEmpty && (section == .recommendation || !item.isEmpty || opensItem) ? served : nil
  }

  /// Of advice that names organs: what there is of them, in its own item first; nil where something else must decide.
  private func named(
    _ organs: Set<String>, _ same: [Int], _ item: [Int], _ section: SectionName, _ a: AdviceFinder.Advice,
    _ mentions: [Mention]
  ) -> [Int]? {
    let named = same.filter { organs.contains(mentions[$0].organ ?? "") && mentions[$0].presence != .absent }
    let near = named.filter { item.contains($0) }
    if !near.isEmpty { return near }
    if !named.isEmpty { return named }
    let isOthers =
      !item.isEmpty && item.allSatisfy { mentions[$0].organ != nil } && section != .recommendation
      && item.contains { mentions[$0].sentence != a.sentence - 1 }
    return isOthers ? [] : nil
  }

  /// Mentions, and sentences, in front of advice and behind it, at most, that it is looked for among: no report holds as
  /// many, and a file that is one report is not read again for each piece of advice.
  static let reach = 256

  /// The mentions that advice could be about.
  func near(_ a: AdviceFinder.Advice, _ mentions: [Mention]) -> Range<Int> {
    let here = mentions.indices.partitioningIndex { mentions[$0].sentence >= a.sentence }
    return max(0, here - Self.reach)..<min(mentions.count, here + Self.reach)
  }

  /// Advice in a section of its own: the impression's findings of the organ that it names, else the report's; the
  /// only finding where it names none.
  private func planned(
    _ organs: Set<String>, _ topic: Topic, _ a: AdviceFinder.Advice, _ mentions: [Mention]
  ) -> [Int] {
    let eligible = near(a, mentions).filter {
      mentions[$0].sentence < a.sentence && mentions[$0].temporality == .current
        && mentions[$0].presence != .absent
        && [.impression, .findings, .addendum].contains(mentions[$0].section)
    }
    for section in [SectionName.impression, .findings] {
      let here = eligible.filter { mentions[$0].section == section }
      let wanted = organs.isEmpty ? topic.services : organs
      let named = here.filter { wanted.contains(mentions[$0].organ ?? "") }
      if !named.isEmpty {
        if !a.isSpecific { return [] }
        let worrying =
          a.recommendation.isNamed && organs.isEmpty ? named.filter { isConcerning(mentions[$0]) } : []
        let chosen = worrying.isEmpty ? named : worrying
        let isServed = organs.isEmpty && a.recommendation.isNamed && a.recommendation.modality == nil
        return section == .findings && !isServed && areApart(chosen, mentions) ? [] : chosen
      }
      guard organs.isEmpty || here.allSatisfy({ mentions[$0].organ == nil }), isOne(here, mentions) else {
        // What the impression found instead is what it asks for.
        if here.isEmpty, wanted.isEmpty, section == .impression,
          states(section, otherThan: eligible, mentions)
        {
          return []
        }
        continue
      }
      // The other findings of its section may have asked for it.
      if !a.isSpecific, section != .impression { return [] }
      let areConcerning =
        topic.services.isEmpty && a.isSpecific && here.allSatisfy { isConcerning(mentions[$0]) }
      return !areConcerning && isAccompanied(here, mentions) ? [] : here
    }
    return []
  }

  /// An item that only advises is about the one organ of the others: `1. Porcelain gallbladder. 2. Surgical opinion.`
  private func previous(
    _ same: [Int], _ a: AdviceFinder.Advice, _ organs: Set<String>, _ topic: Topic, _ mentions: [Mention]
  ) -> [Int] {
    let sentence = d.sentences[a.sentence]
    // What stands in front of it may say when (`if symptoms persist, …`), but names nothing else.
    // `2. 6-month follow-up`: the number of the item may stand alone.
    let first =
      a.sentence == 0 || d.sentences[a.sentence - 1].item != sentence.item
      || d.sentences[a.sentence - 1].tokens.count <= 2
    let there = same.filter { mentions[$0].presence != .absent && mentions[$0].temporality == .current }
    guard organs.isEmpty, first, isOne(there, mentions), !isPreceded(a, by: there, mentions) else {
      return []
    }
    // A service for other organs is for what stands with them.
    let isServed =
      topic.services.isEmpty || there.contains { topic.services.contains(mentions[$0].organ ?? "") }
    return a.isSpecific && isServed || !isAccompanied(there, mentions) ? there : []
  }

  /// They stand in several sentences.
  func areApart(_ indices: [Int], _ mentions: [Mention]) -> Bool {
    indices.contains { mentions[$0].sentence != mentions[indices[0]].sentence }
  }

  /// All speak of one organ.
  private func isOne(_ indices: [Int], _ mentions: [Mention]) -> Bool {
    !indices.isEmpty && Set(indices.map { mentions[$0].organ }).count == 1
  }

}
