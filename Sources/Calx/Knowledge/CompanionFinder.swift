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
/// the sentences around it up to one that names other organs or the other side: one sentence either way within the section, more
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
    var holdsClass = false
    for word in words {
      var side: Laterality??
      let near =
        around.indices.contains(word.sentence)
        ? near(word, around[word.sentence], analysis, organs) : FindingSet()
      for companion in companions.ofEntry(word.entry) {
        let scope = companions.scope(companion)
        if scope.isClass { holdsClass = true }
        if scope == .side, side == nil { side = .some(sides.nearest(to: word.tokens, word.sentence)) }
        hits.append(
          CompanionHit(
            companion: companion, range: d.byteRange(word.tokens), section: word.section, state: word.state,
            near: scope == .side
              ? on(side ?? nil, analysis) : scope == .named ? named(by: word, near, analysis, organs) : near))
      }
    }
    if holdsClass {
      let places = words.flatMap { word in
        companions.ofEntry(word.entry).map { _ in (sentence: word.sentence, tokens: word.tokens) }
      }
      ClassBinder(lexicon: lexicon, companions: companions, d: d, analysis: analysis).bind(&hits, places)
    }
    return hits
  }

  private var sides: SidesNamed { SidesNamed(lexicon: lexicon, d: d) }

  /// The findings that are not on the other side.
  private func on(_ side: Laterality?, _ analysis: Analysis) -> FindingSet {
    FindingSet(of: analysis.findings.indices.filter { SidesNamed.isOn(side, analysis.findings[$0].slots) })
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

  /// Of the findings near a word that names a cause those that it names it of: those of its own sentence; where there
  /// are none, those of the sentence in front, unless its own speaks of a thing with a place or a size.
  private func named(by word: CompanionWord, _ near: FindingSet, _ analysis: Analysis, _ organs: [Symbol?])
    -> FindingSet
  {
    let own = near.filter { stands($0, in: word.sentence, analysis) }
    if !own.isEmpty || word.sentence == 0 { return own }
    let concluded = concluded(by: word, analysis, organs)
    if !concluded.isEmpty { return concluded }
    let sentence = d.sentences[word.sentence]
    if d.sentences[word.sentence - 1].section != sentence.section { return own }
    for m in d.matches(in: sentence.tokens) where m.category == .site || m.category == .part {
      if !(Int(m.start)..<Int(m.end)).overlaps(word.tokens) { return own }
    }
    if d.measurements.contains(where: { sentence.tokens.contains($0.tokens.lowerBound) }) { return own }
    return near.filter { stands($0, in: word.sentence - 1, analysis) }
  }

  /// An impression that names the cause alone (`Impression: Craniopharyngioma.`) means what is mentioned in front of it
  /// only: findings of an organ that its sentence names, or the one finding that there is.
  private func concluded(by word: CompanionWord, _ analysis: Analysis, _ organs: [Symbol?]) -> FindingSet {
    guard word.section == .impression else { return FindingSet() }
    var open: [Int] = []
    for k in analysis.findings.indices where analysis.findings[k].slots.isReal {
      if analysis.findings[k].mentions.contains(where: { analysis.mentions[$0].section == .impression }) {
        continue
      }
      open.append(k)
    }
    if open.isEmpty { return FindingSet() }
    var isPlaced = false
    var found: [Int] = []
    for m in d.matches(in: d.sentences[word.sentence].tokens) where m.category == .site {
      let organ = lexicon.rows.sites[Int(m.entry)].organ
      if lexicon.rows.traits(organ).contains(.generic) { continue }
      isPlaced = true
      found += open.filter { organs[$0] == organ }
    }
    if isPlaced { return FindingSet(of: found) }
    return FindingSet(of: open.count == 1 ? open : [])
  }

  private func stands(_ finding: Int, in sentence: Int, _ analysis: Analysis) -> Bool {
    analysis.findings[finding].mentions.contains { analysis.mentions[$0].sentence == sentence }
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
            if places.areOthers(than: organs[k], analysis.findings[k].slots.laterality, in: i, d, lexicon) {
              break
            }
            if places.areApart(home, i, d) { break }
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
      /// Sides of the body.
      var left = false
      var right = false
    }
    private var organs: [Symbol] = []
    private var named: [Named]

    init(count: Int) { named = Array(repeating: Named(), count: count) }

    /// The sentence or its labels name organs, and not this one, or the other side alone.
    mutating func areOthers(
      than organ: Symbol?, _ side: Laterality?, in i: Int, _ d: Document, _ lexicon: Lexicon
    ) -> Bool {
      if named[i].first < 0 { find(i, d, lexicon) }
      if named[i].left != named[i].right, side == .left || side == .right,
        named[i].left != (side == .left)
      {
        return true
      }
      if !named[i].isSpecific { return false }
      for k in named[i].first..<named[i].end where organs[Int(k)] == organ { return false }
      return true
    }

    /// Each of two sentences has a label of its own that names a place, and another one (`Segment 8: …`, `Segment 4: …`).
    func areApart(_ home: Int, _ i: Int, _ d: Document) -> Bool {
      let a = ownPlace(home, d)
      let b = ownPlace(i, d)
      if a.isEmpty || b.isEmpty { return false }
      if a.count != b.count { return true }
      return zip(a, b).contains { x, y in
        let (s, t) = (d.tokens[x], d.tokens[y])
        return s.word != t.word || s.length != t.length || s.byte != t.byte
      }
    }

    /// The tokens of a sentence's own label that names a place.
    private func ownPlace(_ i: Int, _ d: Document) -> Range<Int> {
      let label = d.sentences[i].tokens.lowerBound..<d.sentences[i].body
      if label.isEmpty { return label }
      let names = d.matches(in: label).contains { $0.category == .site || $0.category == .part }
      return names ? label : label.lowerBound..<label.lowerBound
    }

    private mutating func find(_ i: Int, _ d: Document, _ lexicon: Lexicon) {
      named[i].first = Int32(organs.count)
      for label in d.sentences[i].labels { add(label, i, d, lexicon) }
      add(d.sentences[i].tokens, i, d, lexicon)
      named[i].end = Int32(organs.count)
      for k in named[i].first..<named[i].end
      where !lexicon.rows.traits(organs[Int(k)]).contains(.generic) {
        named[i].isSpecific = true
      }
    }

    private mutating func add(_ tokens: Range<Int>, _ i: Int, _ d: Document, _ lexicon: Lexicon) {
      for m in d.matches(in: tokens) {
        let side: Laterality?
        switch m.category {
        case .site:
          organs.append(lexicon.rows.sites[Int(m.entry)].organ)
          side = lexicon.sites[Int(m.entry)].laterality
        case .side: side = lexicon.sides[Int(m.entry)].laterality
        default: continue
        }
        if side == .left || side == .bilateral { named[i].left = true }
        if side == .right || side == .bilateral { named[i].right = true }
      }
    }
  }
}
