// Advice of several services, and advice that the walls of vessels in front of it do not ask for.

extension AdviceBinder {
  /// Of advice that names services for different organs (`Urology and endocrine review`) and no organ: what its section
  /// finds of each; nothing where one service alone has something.
  func ofEachService(_ a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> [Int] {
    guard topic.organs.isEmpty, topic.services.count > 1 else { return [] }
    var groups: [Set<String>] = []
    for m in d.matches(in: a.tokens) where m.category == .advice && Int(m.end) <= a.tokens.upperBound {
      let own = Set(lexicon.advice[Int(m.entry)].organs)
      if !own.isEmpty, groups.allSatisfy({ $0.isDisjoint(with: own) }) { groups.append(own) }
    }
    if groups.count < 2 { return [] }
    let section = d.sentences[a.sentence].section
    let there = near(a, mentions).filter { i in
      let m = mentions[i]
      return m.sentence < a.sentence && d.sentences[m.sentence].section == section && m.presence != .absent
        && m.temporality == .current
    }
    let served = groups.map { group in there.filter { group.contains(mentions[$0].organ ?? "") } }
    return served.contains(where: \.isEmpty) ? [] : served.flatMap { $0 }.sorted()
  }

  /// `FNAC of both`: what two sentences find of what the service is for.
  func ofBoth(_ same: [Int], _ topic: Topic, _ mentions: [Mention]) -> [Int] {
    guard topic.isOfBoth, !topic.services.isEmpty else { return [] }
    let served = same.filter {
      let m = mentions[$0]
      return m.presence != .absent && m.temporality == .current && topic.services.contains(m.organ ?? "")
    }
    return Set(served.map { mentions[$0].sentence }).count == 2 ? served : []
  }

  /// Nobody scans a calcified vessel again for itself: advice behind one is for the finding in front of it
  /// (`4 mm stone. Aortic calcification. Repeat ultrasound in 6 months.`), or for none.
  func beyondVessels(
    _ all: [Int], _ topic: Topic, _ a: AdviceFinder.Advice, _ mentions: [Mention]
  ) -> [Int] {
    guard a.recommendation.isNamed || a.recommendation.intervalDays != nil, !a.recommendation.negated,
      !all.isEmpty, topic.organs.isEmpty,
      all.allSatisfy({ i in
        let m = mentions[i]
        return m.sentence < a.sentence && isPlainWall(m) && !topic.services.contains(m.organ ?? "")
      })
    else { return all }
    let sentence = d.sentences[a.sentence]
    let others = near(a, mentions).filter { i in
      let m = mentions[i]
      return a.sentence - m.sentence <= Self.vesselReach && m.sentence < a.sentence
        && d.sentences[m.sentence].section == sentence.section
        && d.sentences[m.sentence].item == sentence.item
        && m.presence != .absent && m.temporality == .current && !isPlainWall(m)
        && (topic.services.isEmpty || topic.services.contains(m.organ ?? ""))
    }
    if let last = others.last { return others.filter { mentions[$0].sentence == mentions[last].sentence } }
    return a.recommendation.intervalDays != nil ? [] : all
  }

  /// Sentences between a finding and the advice for it, past calcified vessels.
  private static let vesselReach = 3

  /// Calcium in the wall of a vessel, without narrowing, widening or a length in its sentence.
  private func isPlainWall(_ m: Mention) -> Bool {
    guard lexicon.rows.has(lexicon.rows.symbol(of: m.kind), .mass), !isConcerning(m), m.sizeMM.isEmpty,
      m.host.map({ lexicon.rows.has(lexicon.rows.symbol(of: $0), .layer) }) ?? true,
      m.organ.flatMap({ lexicon.organs[$0] })?.traits.contains(.vessel) ?? false
    else { return false }
    let tokens = d.sentences[m.sentence].tokens
    return !tokens.contains { i in
      d.shaped[i] || d.classes[i].contains(.accompaniment) || d.tokens[i].byte == UInt8(ascii: "%")
    }
  }
}
