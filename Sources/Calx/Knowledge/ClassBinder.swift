// Finds of which findings a class is said: BI-RADS 4 of the group on the right, TR5 of the nodule that was just described.

/// Binds words of a class (scopes `lesion` and `exam`) to the findings that they are said of.
///
/// Of the findings of the class's organs, in this order:
/// 1. those of its own sentence, those on the side that it names beside the class, and of these the nearest;
/// 2. those on the side that its sentence or its labels name;
/// 3. those of the sentences in front of it, back to the last word of the same kind of class;
/// 4. those on the side that the sentence behind it names;
/// 5. all that no such word is said of: a class of the examination anywhere, one of a lesion only near its word.
struct ClassBinder {
  let lexicon: Lexicon
  let companions: CompanionNumbers
  let d: Document
  let analysis: Analysis

  /// A word of a class and what it was bound to.
  private struct Word {
    /// Its place among the hits.
    var hit: Int
    var sentence: Int
    var tokens: Range<Int>
    /// What its kind of class is called.
    var family: Int
    var of = FindingSet()
    /// It is said of no finding in particular.
    var isGeneral = false
  }

  /// Narrows the findings near each class to those that it is said of.
  ///
  /// - Parameters:
  ///   - hits: with the findings near them, in the order of the report.
  ///   - places: sentence and tokens of each hit.
  func bind(_ hits: inout [CompanionHit], _ places: [(sentence: Int, tokens: Range<Int>)]) {
    var words: [Word] = []
    for i in hits.indices where companions.scope(hits[i].companion).isClass {
      // Denied classes and those of earlier examinations act on no finding.
      switch hits[i].state {
      case .present, .suspected, .possible: break
      case .denied, .past: continue
      }
      guard d.sentences.indices.contains(places[i].sentence) else { continue }
      words.append(
        Word(
          hit: i, sentence: places[i].sentence, tokens: places[i].tokens,
          family: companions.family(hits[i].companion)))
    }
    if words.isEmpty { return }
    for i in words.indices {
      // Taken out: a word bound where it stands would copy all of them.
      var word = words[i]
      bind(&word, i, words, hits)
      words[i] = word
    }
    for word in words {
      hits[word.hit].near = word.isGeneral ? unclaimed(word, words, hits) : word.of
    }
  }

  // MARK: - One word

  private func bind(_ word: inout Word, _ i: Int, _ words: [Word], _ hits: [CompanionHit]) {
    let hit = hits[word.hit]
    let open = candidates(hit)
    let here = open.filter { stands($0, in: word.sentence) }
    // `Right BI-RADS 4, biopsy for proof of calcification`: said of the side.
    if let side = sides.beside(word.tokens, in: d.sentences[word.sentence].tokens) {
      word.of = FindingSet(of: open.filter { isOn(side, $0) })
      return
    }
    if !here.isEmpty {
      let side = sides.nearest(to: word.tokens, in: d.sentences[word.sentence].tokens)
      let beside = here.filter { isOn(side, $0) }
      word.of = nearest(to: word, beside.isEmpty ? here : beside)
      return
    }
    let own = d.sentences[word.sentence]
    let side = sides.nearest(to: word.tokens, word.sentence)
    if side == .left || side == .right {
      word.of = FindingSet(of: open.filter { isOn(side, $0) })
      return
    }
    if companions.scope(hit.companion) == .lesion, isOfItsOwn(own) { return }
    let inFront = self.inFront(word, i, words, hits, open)
    if !inFront.isEmpty {
      word.of = FindingSet(of: inFront)
      return
    }
    if let side = sideBehind(word, words) {
      word.of = FindingSet(of: open.filter { isOn(side, $0) })
      return
    }
    word.isGeneral = true
  }

  /// Findings of the class's organs; of a lesion's class those near it.
  private func candidates(_ hit: CompanionHit) -> [Int] {
    let isNear = companions.scope(hit.companion) == .lesion
    return analysis.findings.indices.filter { k in
      (!isNear || hit.near.contains(k))
        && companions.isClass(hit.companion, of: analysis.findings[k].slots.organ)
    }
  }

  /// The findings of the sentences between the last word of its kind and this one.
  ///
  /// Where a section gives one class of the examination and gives it on a line of its own, it is said of all.
  private func inFront(
    _ word: Word, _ i: Int, _ words: [Word], _ hits: [CompanionHit], _ open: [Int]
  ) -> [Int] {
    let own = d.sentences[word.sentence]
    let isOfLesion = companions.scope(hits[word.hit].companion) == .lesion
    var isOnly = true
    var last = -1
    for (k, other) in words.enumerated() where k != i && other.family == word.family {
      guard d.sentences[other.sentence].section == own.section else { continue }
      if hits[other.hit].companion != hits[word.hit].companion { isOnly = false }
      if other.sentence < word.sentence { last = max(last, other.sentence) }
    }
    if !isOfLesion, isOnly, d.tokens[own.tokens.lowerBound].linesBefore > 0 { return [] }
    var s = word.sentence - 1
    var found: [Int] = []
    while s > last, d.sentences[s].section == own.section, !isOnly || d.sentences[s].item == own.item {
      let here = open.filter { stands($0, in: s) }
      if isOfLesion, !here.isEmpty { return here }
      found += here
      s -= 1
    }
    return found
  }

  /// The one side that the sentence behind names, where it goes on about the class: `BI-RADS 4. Biopsy of the left breast.`
  private func sideBehind(_ word: Word, _ words: [Word]) -> Laterality? {
    let next = word.sentence + 1
    guard d.sentences.indices.contains(next), d.sentences[next].section == d.sentences[word.sentence].section,
      d.sentences[next].item == d.sentences[word.sentence].item,
      !words.contains(where: { $0.sentence == next }),
      !analysis.mentions.contains(where: { $0.sentence == next })
    else { return nil }
    let tokens = d.sentences[next].tokens
    let side = sides.nearest(to: tokens.lowerBound..<tokens.lowerBound, in: tokens)
    return side == .left || side == .right ? side : nil
  }

  /// The findings of a class of which no word of its kind is said in particular.
  private func unclaimed(_ word: Word, _ words: [Word], _ hits: [CompanionHit]) -> FindingSet {
    var rest = FindingSet()
    for k in candidates(hits[word.hit])
    where !words.contains(where: { !$0.isGeneral && $0.family == word.family && $0.of.contains(k) }) {
      rest.insert(k)
    }
    return rest
  }

  // MARK: - Places

  private var sides: SidesNamed { SidesNamed(lexicon: lexicon, d: d) }

  /// The sentence describes a lesion: it has a place, by label or by name, and a thing or a size there.
  private func isOfItsOwn(_ sentence: Sentence) -> Bool {
    var place = sentence.body > sentence.tokens.lowerBound
    var thing = d.measurements.contains { sentence.tokens.contains($0.tokens.lowerBound) }
    for m in d.matches(in: sentence.tokens) {
      if m.category == .site || m.category == .part { place = true }
      if m.category == .host { thing = true }
    }
    return place && thing
  }

  private func stands(_ finding: Int, in sentence: Int) -> Bool {
    analysis.findings[finding].mentions.contains { analysis.mentions[$0].sentence == sentence }
  }

  private func isOn(_ side: Laterality?, _ finding: Int) -> Bool {
    SidesNamed.isOn(side, analysis.findings[finding].slots)
  }

  /// Those of some findings whose mention in the word's sentence stands nearest.
  private func nearest(to word: Word, _ findings: [Int]) -> FindingSet {
    if findings.count == 1 { return FindingSet(of: findings) }
    let gaps = findings.map { f in
      analysis.findings[f].mentions.reduce(Int.max) { best, m in
        let mention = analysis.mentions[m]
        if mention.sentence != word.sentence { return best }
        return min(
          best, sides.gap(word.tokens, tokens(of: mention.range, in: d.sentences[word.sentence].tokens)))
      }
    }
    let least = gaps.min() ?? .max
    return FindingSet(of: zip(findings, gaps).filter { $1 == least }.map { $0.0 })
  }

  /// The tokens of a range of bytes within a stretch of tokens.
  private func tokens(of bytes: Range<Int>, in stretch: Range<Int>) -> Range<Int> {
    let first = stretch.first { Int(d.tokens[$0].end) > bytes.lowerBound } ?? stretch.lowerBound
    let end = stretch.first { Int(d.tokens[$0].start) >= bytes.upperBound } ?? stretch.upperBound
    return first..<max(first, end)
  }
}
