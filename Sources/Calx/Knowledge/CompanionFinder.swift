// Finds the company of findings in a report: which other things it asserts, near what, and what it only denies.

/// A companion that a report speaks of.
struct CompanionHit: Sendable {
  typealias State = CompanionWord.State
  /// Its number among `CompanionNumbers`.
  var companion: Int
  /// UTF-8 byte range.
  var range: Range<Int>
  /// The section that it stands in.
  var section: SectionName
  var state: State
  /// Findings that it stands near.
  var near = FindingSet()
}

/// Binds the companions of a document to the findings that they stand near.
///
/// Near is the mention's own sentence (where several organs are named, the organ next to the companion decides) and
/// the sentences around it up to one that names other organs: one sentence either way within the section, more
/// within the same list item or paragraph, eight at most.
struct CompanionFinder {
  let lexicon: Lexicon
  let companions: CompanionNumbers
  let d: Document

  /// Sentences that a neighbourhood goes at most, either way.
  private static let reach = 8

  /// All companions, each with the findings of `analysis` near it.
  ///
  /// - Parameters:
  ///   - words: in the order of the report.
  ///   - organs: of the findings, in their order.
  func hits(_ words: [CompanionWord], _ analysis: Analysis, organs: [Symbol?]) -> [CompanionHit] {
    if words.isEmpty { return [] }
    let around = neighbourhoods(analysis, organs)
    var hits: [CompanionHit] = []
    hits.reserveCapacity(words.count)
    for word in words {
      let near =
        around.indices.contains(word.sentence)
        ? near(word, around[word.sentence], analysis, organs) : FindingSet()
      for companion in companions.ofEntry(word.entry) {
        hits.append(
          CompanionHit(
            companion: companion, range: d.byteRange(word.tokens), section: word.section, state: word.state,
            near: near))
      }
    }
    return hits
  }

  /// Of the findings near a companion's sentence those that it can belong to: where the sentence names several organs, a
  /// finding of it must be of the companion's.
  private func near(
    _ word: CompanionWord, _ around: FindingSet, _ analysis: Analysis, _ organs: [Symbol?]
  ) -> FindingSet {
    guard let organ = word.organ else { return around }
    var near = FindingSet()
    around.forEach { f in
      if organs[f] != nil, organs[f] != organ,
        analysis.findings[f].mentions.contains(where: { analysis.mentions[$0].sentence == word.sentence })
      {
        return
      }
      near.insert(f)
    }
    return near
  }

  /// The findings near each sentence.
  private func neighbourhoods(_ analysis: Analysis, _ organs: [Symbol?]) -> [FindingSet] {
    var near = [FindingSet](repeating: FindingSet(), count: d.sentences.count)
    var places = Places(count: d.sentences.count)
    for k in analysis.findings.indices {
      for m in analysis.findings[k].mentions {
        let home = analysis.mentions[m].sentence
        guard near.indices.contains(home), !near[home].contains(k) else { continue }
        near[home].insert(k)
        for step in [1, -1] {
          var i = home + step
          while near.indices.contains(i), abs(i - home) <= Self.reach,
            d.sentences[i].section == d.sentences[home].section
          {
            if abs(i - home) > 1, d.sentences[i].item != d.sentences[home].item { break }
            if places.areOthers(than: organs[k], in: i, d, lexicon) { break }
            near[i].insert(k)
            i += step
          }
        }
      }
    }
    return near
  }

  /// The organs that sentences or their labels name, looked up once a sentence.
  private struct Places {
    /// What one sentence names.
    struct Named {
      /// Its organs among `organs`; negative before they are looked up.
      var first: Int32 = -1
      var end: Int32 = -1
      /// One of them is more than a region.
      var isSpecific = false
    }
    private var organs: [Symbol] = []
    private var named: [Named]

    init(count: Int) { named = Array(repeating: Named(), count: count) }

    /// The sentence or its labels name organs, and not this one.
    mutating func areOthers(than organ: Symbol?, in i: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
      if named[i].first < 0 { find(i, d, lexicon) }
      if !named[i].isSpecific { return false }
      for k in named[i].first..<named[i].end where organs[Int(k)] == organ { return false }
      return true
    }

    private mutating func find(_ i: Int, _ d: Document, _ lexicon: Lexicon) {
      named[i].first = Int32(organs.count)
      for label in d.sentences[i].labels { add(label, d, lexicon) }
      add(d.sentences[i].tokens, d, lexicon)
      named[i].end = Int32(organs.count)
      for k in named[i].first..<named[i].end
      where !lexicon.rows.traits(organs[Int(k)]).contains(.generic) {
        named[i].isSpecific = true
      }
    }

    private mutating func add(_ tokens: Range<Int>, _ d: Document, _ lexicon: Lexicon) {
      for m in d.matches(in: tokens) where m.category == .site {
        organs.append(lexicon.rows.sites[Int(m.entry)].organ)
      }
    }
  }
}
