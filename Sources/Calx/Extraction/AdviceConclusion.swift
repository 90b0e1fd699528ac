// Advice that closes a report without a conclusion: which of all its findings it is about.

extension AdviceBinder {
  /// Sentences between a finding and the advice at the end of a report without a conclusion.
  private static let concludingReach = 12

  /// What is there of the organs or the side that the advice names or its service is for, else the doubtful and the
  /// suspicious, else `last`, or what the last sentence found that found something.
  func concluding(
    _ same: [Int], _ last: [Int], _ organs: Set<String>, _ topic: Topic, _ a: AdviceFinder.Advice,
    _ mentions: [Mention]
  ) -> [Int] {
    var there = same.filter {
      mentions[$0].presence != .absent && mentions[$0].temporality == .current
        && a.sentence - mentions[$0].sentence <= Self.concludingReach
    }
    if !organs.isEmpty { return there.filter { organs.contains(mentions[$0].organ ?? "") } }
    guard a.isSpecific, d.tokens.count <= AdviceFinder.shortReport else { return last }
    if !last.isEmpty, isFollowed(a, mentions) { return last }
    func narrow(_ fits: (Mention) -> Bool) -> Bool {
      let some = there.filter { fits(mentions[$0]) }
      if some.isEmpty || some.count == there.count { return false }
      there = some
      return true
    }
    var chosen = topic.side.map { side in side != .bilateral && narrow { $0.laterality == side } } ?? false
    chosen = narrow { topic.services.contains($0.organ ?? "") } || chosen
    // A closing sentence says again what was found before: the advice behind it is for what it says.
    let isLastServed =
      !topic.services.isEmpty && last.contains { topic.services.contains(mentions[$0].organ ?? "") }
    let isLastConcerning = last.contains { isConcerning(mentions[$0]) }
    // What was asked and is found then is no longer doubtful.
    let areOthers = there.contains { i in
      isConcerning(mentions[i]) && mentions[i].recommendation == nil
        && !(mentions[i].presence == .possible
          && last.contains { mentions[$0].organ == mentions[i].organ && mentions[$0].presence == .present })
    }
    if isLastServed, isLastConcerning || !areOthers {
      return last
    }
    if topic.services.isEmpty, isLastConcerning { return last }
    if !a.recommendation.negated, a.recommendation.isNamed {
      let sentences = Set(there.filter { isConcerning(mentions[$0]) }.map { mentions[$0].sentence })
      chosen = narrow { sentences.contains($0.sentence) } || chosen
    }
    if isPreceded(a, by: there, mentions), !there.contains(where: { mentions[$0].sentence == a.sentence }) {
      return []
    }
    // The sentence in front tells of another finding, and the advice is for no organ of the others alone.
    if last.isEmpty, !there.contains(where: { mentions[$0].sentence == a.sentence - 1 }), a.sentence > 0,
      chosen || !there.isEmpty,
      isOther(d.sentences[a.sentence - 1].tokens, than: there, mentions, anyOrgan: false)
        || !self.organs(in: d.sentences[a.sentence - 1].tokens).isDisjoint(with: topic.services)
          && isOther(d.sentences[a.sentence - 1].tokens, than: there, mentions),
      topic.services.isEmpty
        || !self.organs(in: d.sentences[a.sentence - 1].tokens).isDisjoint(with: topic.services)
    {
      return []
    }
    if !chosen, !last.isEmpty { return last }
    guard !chosen, let late = there.map({ mentions[$0].sentence }).max() else { return there }
    there = there.filter { mentions[$0].sentence == late }
    let isServed = there.contains { topic.services.contains(mentions[$0].organ ?? "") }
    // Findings also tell what is normal: another organ alone is no reason.
    let isOthers =
      !isServed
      && isBehindOther(
        a, max(late, a.sentence - 2), there, mentions, anyOrgan: !topic.services.isEmpty)
    return isOthers ? [] : there
  }

  /// The section goes on behind advice with what is there: the advice closes no report.
  private func isFollowed(_ a: AdviceFinder.Advice, _ mentions: [Mention]) -> Bool {
    let next = mentions.indices.partitioningIndex { mentions[$0].sentence > a.sentence }
    return next < mentions.count && mentions[next].presence != .absent
      && d.sentences[mentions[next].sentence].section == d.sentences[a.sentence].section
  }

  /// It is doubtful, or of a kind that is not left alone.
  func isConcerning(_ m: Mention) -> Bool {
    if lexicon.rows.has(lexicon.rows.symbol(of: m.kind), .calculus), let organ = m.organ,
      lexicon.organs[organ]?.traits.contains(.conduit) ?? false
    {
      return true
    }
    return m.presence == .possible || m.change == .new || m.change == .increased
      || (m.morphology + m.distribution).contains {
        lexicon.rows.has(lexicon.rows.symbol(of: $0), .concerning)
      }
  }
}
