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
  /// Findings that it stands near, as indexes.
  var near: [Int] = []
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
  /// - Parameter words: in the order of the report.
  func hits(_ words: [CompanionWord], _ analysis: Analysis) -> [CompanionHit] {
    if words.isEmpty { return [] }
    let around = neighbourhoods(analysis)
    var hits: [CompanionHit] = []
    hits.reserveCapacity(words.count)
    var from = 0
    var last: (sentence: Int, near: [Int])?
    for word in words {
      while from < around.count, around[from].sentence < word.sentence { from += 1 }
      let near: [Int]
      if word.organ == nil, let last, last.sentence == word.sentence {
        near = last.near
      } else {
        near = self.near(word, around[from...], analysis)
        if word.organ == nil { last = (word.sentence, near) }
      }
      for companion in companions.ofEntry(word.entry) {
        hits.append(
          CompanionHit(
            companion: companion, range: d.byteRange(word.tokens), section: word.section, state: word.state,
            near: near))
      }
    }
    return hits
  }

  private func near(_ word: CompanionWord, _ around: ArraySlice<Neighbour>, _ analysis: Analysis) -> [Int] {
    var near: [Int] = []
    let organ = lexicon.rows.name(word.organ)
    for n in around {
      if n.sentence != word.sentence { break }
      let f = n.finding
      if let organ, let place = analysis.findings[f].slots.organ, organ != place,
        analysis.findings[f].mentions.contains(where: { analysis.mentions[$0].sentence == word.sentence })
      {
        continue
      }
      near.append(f)
    }
    return near
  }

  /// A sentence near a finding.
  private struct Neighbour {
    var sentence: Int
    var finding: Int
  }

  /// The sentences near each finding, in order.
  private func neighbourhoods(_ analysis: Analysis) -> [Neighbour] {
    var all: [Neighbour] = []
    var places = Places(count: d.sentences.count)
    // The last finding that each sentence is near.
    var nearest = [Int32](repeating: -1, count: d.sentences.count)
    for k in analysis.findings.indices {
      let organ = analysis.findings[k].slots.organ.flatMap { lexicon.rows.symbol(of: $0) }
      func add(_ i: Int) -> Bool {
        if nearest[i] == Int32(k) { return false }
        nearest[i] = Int32(k)
        all.append(Neighbour(sentence: i, finding: k))
        return true
      }
      for m in analysis.findings[k].mentions {
        let home = analysis.mentions[m].sentence
        guard d.sentences.indices.contains(home), add(home) else { continue }
        for step in [1, -1] {
          var i = home + step
          while d.sentences.indices.contains(i), abs(i - home) <= Self.reach,
            d.sentences[i].section == d.sentences[home].section
          {
            if abs(i - home) > 1, d.sentences[i].item != d.sentences[home].item { break }
            if places.areOthers(than: organ, in: i, d, lexicon) { break }
            _ = add(i)
            i += step
          }
        }
      }
    }
    all.sort { ($0.sentence, $0.finding) < ($1.sentence, $1.finding) }
    return all
  }

  /// The organs that sentences or their labels name, looked up once a sentence.
  private struct Places {
    private var organs: [Symbol] = []
    /// Of each sentence its organs, nil before they are looked up.
    private var ranges: [Range<Int32>?]

    init(count: Int) { ranges = Array(repeating: nil, count: count) }

    /// The sentence or its labels name organs, and not this one.
    mutating func areOthers(than organ: Symbol?, in i: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
      let range = ranges[i] ?? find(i, d, lexicon)
      var others = false
      for k in range {
        let named = organs[Int(k)]
        if named == organ { return false }
        if !lexicon.rows.traits(named).contains(.generic) { others = true }
      }
      return others
    }

    private mutating func find(_ i: Int, _ d: Document, _ lexicon: Lexicon) -> Range<Int32> {
      let start = Int32(organs.count)
      for label in d.sentences[i].labels { add(label, d, lexicon) }
      add(d.sentences[i].tokens, d, lexicon)
      let range = start..<Int32(organs.count)
      ranges[i] = range
      return range
    }

    private mutating func add(_ tokens: Range<Int>, _ d: Document, _ lexicon: Lexicon) {
      for m in d.matches(in: tokens) where m.category == .site {
        organs.append(lexicon.rows.sites[Int(m.entry)].organ)
      }
    }
  }

  /// Companions among the words of the examination's name and modality.
  func named(by report: Report) -> [Int] {
    var found: [Int] = []
    for name in [report.modality, report.exam] {
      for word in name?.lowercased().split(whereSeparator: { !$0.isLetter }) ?? [] {
        let id = lexicon.vocabulary.id(of: Array(word.utf8))
        guard id >= 0, let entry = lexicon.trie.lookup([id], .companion) else { continue }
        found += companions.ofEntry(Int(entry))
      }
    }
    return found
  }
}
