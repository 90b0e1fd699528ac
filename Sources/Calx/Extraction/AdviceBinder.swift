// Which mentions a recommendation is about.

/// Gives each recommendation to the mentions that it speaks of.
struct AdviceBinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  func bind(_ advice: [AdviceFinder.Advice], to analysis: inout Analysis) {
    for a in advice {
      let targets = targets(of: a, analysis.mentions)
      for i in targets where analysis.mentions[i].recommendation == nil {
        analysis.mentions[i].recommendation = a.recommendation.range
        analysis.mentions[i].evidence.append(
          Evidence(slot: .recommendation, range: a.recommendation.range, rule: "en.advice"))
      }
      var recommendation = a.recommendation
      recommendation.mentions = targets
      analysis.recommendations.append(recommendation)
    }
  }

  private func targets(of a: AdviceFinder.Advice, _ mentions: [Mention]) -> [Int] {
    let sentence = d.sentences[a.sentence]
    let section = d.sections[sentence.section].name
    // Mentions stand in the order of their sentences: what is far away is not looked at.
    let here = first(in: mentions) { mentions[$0].sentence >= a.sentence }
    let own = (here..<mentions.count).prefix { mentions[$0].sentence == a.sentence }
    let eligible: (Int) -> Bool = { mentions[$0].temporality != .historical }
    if !own.isEmpty {
      let before = own.filter { mentions[$0].range.lowerBound < a.recommendation.range.upperBound }
      // Advice about what stands in front of it; what stands inside it is its own subject.
      // Advice that holds its own subject (`CT is recommended to confirm calcification`) is about what came before, too.
      let inside = before.allSatisfy { mentions[$0].range.lowerBound >= a.recommendation.range.lowerBound }
      if !before.isEmpty, !inside { return before.filter(eligible) }
      let near = first(in: mentions) { mentions[$0].sentence >= a.sentence - 2 }
      let earlier = (near..<here).filter {
        d.sentences[mentions[$0].sentence].item == sentence.item
          && d.sentences[mentions[$0].sentence].section == sentence.section && eligible($0)
          && mentions[$0].presence != .absent
      }
      let kinds = Set(before.map { mentions[$0].kind })
      return (before + earlier.filter { kinds.isEmpty || kinds.contains(mentions[$0].kind) }).filter {
        eligible($0) || before.contains($0)
      }
    }
    guard section == .impression || section == .recommendation || section == .addendum || section == .findings
    else { return [] }
    // The organs that the advice names.
    let organs = organs(in: a.tokens)
    let opening = first(in: mentions) { d.sentences[mentions[$0].sentence].section >= sentence.section }
    let same = (min(opening, here)..<here).filter(eligible)
    let item = same.filter { d.sentences[mentions[$0].sentence].item == sentence.item }
    if section == .findings {
      let last = item.filter {
        mentions[$0].sentence == a.sentence - 1 && mentions[$0].presence != .absent
          && (organs.isEmpty || organs.contains(mentions[$0].organ ?? ""))
      }
      return last.isEmpty && concludes(section) ? concluding(same, organs, a, mentions) : last
    }
    if section == .recommendation, same.isEmpty {
      return a.isSpecific ? planned(organs, a, mentions) : []
    }
    if !organs.isEmpty {
      let named = same.filter {
        organs.contains(mentions[$0].organ ?? "") && mentions[$0].presence != .absent
      }
      let near = named.filter { item.contains($0) }
      if !near.isEmpty { return near }
      if !named.isEmpty { return named }
      if !item.isEmpty, item.allSatisfy({ mentions[$0].organ != nil }), section != .recommendation,
        item.contains(where: { mentions[$0].sentence != a.sentence - 1 })
      {
        return []
      }
    }
    guard let last = item.map({ mentions[$0].sentence }).max(), a.sentence - last <= 2 else {
      return item.isEmpty ? previous(same, a, organs, mentions) : []
    }
    return item.filter {
      mentions[$0].sentence == last && (mentions[$0].presence != .absent || mentions[$0].deniesItself)
        || mentions[$0].sentence == last && a.recommendation.negated
    }
  }

  /// The first mention of which something holds that holds of all behind it.
  private func first(in mentions: [Mention], where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = mentions.count
    while low < high {
      let mid = (low + high) / 2
      if holds(mid) { high = mid } else { low = mid + 1 }
    }
    return low
  }

  /// Advice in a section of its own: the impression's findings of the organ that it names, else the report's; the
  /// only finding where it names none.
  private func planned(_ organs: Set<String>, _ a: AdviceFinder.Advice, _ mentions: [Mention]) -> [Int] {
    let eligible = mentions.indices.filter {
      mentions[$0].sentence < a.sentence && mentions[$0].temporality == .current
        && mentions[$0].presence != .absent
        && [.impression, .findings, .addendum].contains(mentions[$0].section)
    }
    for section in [SectionName.impression, .findings] {
      let here = eligible.filter { mentions[$0].section == section }
      let named = here.filter { organs.contains(mentions[$0].organ ?? "") }
      if !named.isEmpty { return named }
      if organs.isEmpty || here.allSatisfy({ mentions[$0].organ == nil }), isOne(here, mentions) {
        return here
      }
    }
    return []
  }

  /// A report without a conclusion concludes where its findings end.
  private func concludes(_ section: SectionName) -> Bool {
    section == .findings && !d.sections.contains { $0.name == .impression || $0.name == .recommendation }
  }

  /// Sentences between a finding and the advice at the end of a report without a conclusion.
  private static let concludingReach = 6

  /// What is there of the organs or the side that the advice names, else of the last sentence that found something.
  private func concluding(
    _ same: [Int], _ organs: Set<String>, _ a: AdviceFinder.Advice, _ mentions: [Mention]
  ) -> [Int] {
    let there = same.filter {
      mentions[$0].presence != .absent && a.sentence - mentions[$0].sentence <= Self.concludingReach
    }
    if !organs.isEmpty { return there.filter { organs.contains(mentions[$0].organ ?? "") } }
    guard a.isSpecific, d.tokens.count <= AdviceFinder.shortReport,
      let last = there.map({ mentions[$0].sentence }).max()
    else { return [] }
    return there.filter { mentions[$0].sentence == last }
  }

  /// An item that only advises is about the one organ of the others: `1. Porcelain gallbladder. 2. Surgical opinion.`
  private func previous(
    _ same: [Int], _ a: AdviceFinder.Advice, _ organs: Set<String>, _ mentions: [Mention]
  ) -> [Int] {
    let sentence = d.sentences[a.sentence]
    let opens =
      a.tokens.lowerBound <= sentence.body
      + (SentenceSplitter.isBullet(sentence.body, d) ? SentenceSplitter.bulletWidth(sentence.body, d) : 0)
    let first = a.sentence == 0 || d.sentences[a.sentence - 1].item != sentence.item
    let there = same.filter { mentions[$0].presence != .absent && mentions[$0].temporality == .current }
    return organs.isEmpty && a.isSpecific && opens && first && isOne(there, mentions) ? there : []
  }

  /// All speak of one organ.
  private func isOne(_ indices: [Int], _ mentions: [Mention]) -> Bool {
    !indices.isEmpty && Set(indices.map { mentions[$0].organ }).count == 1
  }

  private func organs(in tokens: Range<Int>) -> Set<String> {
    var result = Set<String>()
    for m in d.matches(in: tokens) where m.category == .site && Int(m.end) <= tokens.upperBound {
      let organ = lexicon.sites[Int(m.entry)].organ
      if !(lexicon.organs[organ]?.generic ?? false) { result.insert(organ) }
    }
    return result
  }
}
