// Finds the company of findings in a report: which other things it asserts, near what, and what it only denies.

/// A word of the companions tables in a report.
struct CompanionHit: Sendable {
  /// What the report says of it.
  enum State: Sendable { case present, possible, denied, past }
  /// Its number among `CompanionNumbers`.
  var companion: Int
  /// UTF-8 byte range.
  var range: Range<Int>
  /// Ordinal of its sentence.
  var sentence: Int
  /// The section that it stands in.
  var section: SectionName
  var state: State
  /// Findings that it stands near, as indexes.
  var near: [Int] = []
}

/// Collects companion hits of a document and binds them to the findings that they stand near.
///
/// Near is the mention's own sentence (where several organs are named, the organ next to the companion decides) and
/// the sentences around it up to one that names other organs: one sentence either way within the section, more
/// within the same list item or paragraph, eight at most.
struct CompanionFinder {
  let lexicon: Lexicon
  let companions: CompanionNumbers
  let d: Document
  let text: UnsafeBufferPointer<UInt8>

  /// Sentences that a neighbourhood goes at most, either way.
  private static let reach = 8

  /// All hits, each with the findings of `analysis` near it.
  func hits(_ analysis: Analysis) -> [CompanionHit] {
    guard d.matches.contains(where: { $0.category == .companion }) else { return [] }
    var hits: [CompanionHit] = []
    var around: [Int: [Int]] = [:]
    for (k, f) in analysis.findings.enumerated() {
      for i in neighbourhood(f, analysis) { around[i, default: []].append(k) }
    }
    let context = ContextEngine(lexicon: lexicon)
    for (i, sentence) in d.sentences.enumerated() {
      let matches = d.matches(in: sentence.tokens)
      guard matches.contains(where: { $0.category == .companion }) else { continue }
      let section = d.sections[sentence.section]
      if section.name == .technique { continue }
      let view = SentenceView(i, sentence, matches, d, lexicon, text: text)
      for m in matches where m.category == .companion {
        let tokens = Int(m.start)..<Int(m.end)
        let a = context.assertion(of: tokens, in: view, d)
        let state = state(a, section, sentence)
        let organ = nearestOrgan(tokens, view)
        var near: [Int] = []
        for k in around[i] ?? [] {
          let f = analysis.findings[k]
          let own = f.mentions.contains { analysis.mentions[$0].sentence == i }
          if own, let organ, let place = f.slots.organ, organ != place { continue }
          near.append(k)
        }
        for companion in companions.ofEntry(Int(m.entry)) {
          hits.append(
            CompanionHit(
              companion: companion, range: d.byteRange(tokens), sentence: i, section: section.name,
              state: state,
              near: near))
        }
      }
    }
    return hits
  }

  private func state(_ a: Assertion, _ section: Section, _ sentence: Sentence) -> CompanionHit.State {
    if a.presence == .absent || a.temporality == .hypothetical || a.experiencer == .family
      || a.experiencer == .other
    {
      return .denied
    }
    if a.change == .resolved || section.name == .recommendation { return .denied }
    switch section.name {
    case .indication, .history, .comparison: return a.presence == .possible ? .denied : .past
    default: break
    }
    if sentence.isTitle { return .denied }
    if a.temporality == .historical { return .past }
    return a.presence == .possible ? .possible : .present
  }

  /// The organ named next to a companion, where its sentence names several; nil where it does not matter.
  private func nearestOrgan(_ tokens: Range<Int>, _ view: SentenceView) -> String? {
    var named: [(organ: Symbol, gap: Int)] = []
    for c in view.chunks where !c.weak {
      guard let organ = c.organ, !lexicon.rows.traits(organ).contains(.generic) else { continue }
      // Of two at one distance the one behind: `in the liver and a mass in the kidney`.
      let gap = c.tokens.overlaps(tokens) ? 0 : SentenceView.gap(c.tokens, tokens).count * 2
      named.append((organ, c.tokens.upperBound <= tokens.lowerBound ? gap + 1 : gap))
    }
    guard let first = named.first, named.contains(where: { $0.organ != first.organ }) else { return nil }
    return lexicon.rows.name(named.min { $0.gap < $1.gap }?.organ)
  }

  /// The sentences near a finding.
  private func neighbourhood(_ f: Finding, _ analysis: Analysis) -> Set<Int> {
    var result = Set<Int>()
    for m in f.mentions {
      let home = analysis.mentions[m].sentence
      guard d.sentences.indices.contains(home), result.insert(home).inserted else { continue }
      for step in [1, -1] {
        var i = home + step
        while d.sentences.indices.contains(i), abs(i - home) <= Self.reach,
          d.sentences[i].section == d.sentences[home].section
        {
          if abs(i - home) > 1, d.sentences[i].item != d.sentences[home].item { break }
          if namesOthers(d.sentences[i], than: f.slots.organ) { break }
          result.insert(i)
          i += step
        }
      }
    }
    return result
  }

  /// The sentence or its labels name organs, and not this one.
  private func namesOthers(_ sentence: Sentence, than organ: String?) -> Bool {
    var others = false
    for range in sentence.labels + [sentence.tokens] {
      for m in d.matches(in: range) where m.category == .site {
        let named = lexicon.sites[Int(m.entry)].organ
        if named == organ { return false }
        if !(lexicon.organs[named]?.generic ?? false) { others = true }
      }
    }
    return others
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
