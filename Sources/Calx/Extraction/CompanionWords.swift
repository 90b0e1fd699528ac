// Words of the companions tables in a sentence, and what the sentence says of them.

/// A word of the companions tables in a report.
struct CompanionWord {
  /// What the report says of it. Suspected is what a word in front of it calls possible (`suspicious for`, `likely`), possible
  /// what is only not excluded.
  enum State: Sendable { case present, suspected, possible, denied, past }
  /// Its row in the lexicon's companions.
  var entry: Int
  var tokens: Range<Int>
  /// Ordinal of its sentence.
  var sentence: Int
  /// The section that it stands in.
  var section: SectionName
  var state: State
  /// The organ named next to it, where its sentence names several.
  var organ: Symbol?
}

/// Reads the companions of a sentence that has been gathered with its context.
struct CompanionWords {
  let lexicon: Lexicon

  /// There is a companion to read among the matches.
  static func stand(in matches: ArraySlice<PhraseMatch>, of section: SectionName) -> Bool {
    if section == .technique { return false }
    for m in matches where m.category == .companion { return true }
    return false
  }

  func read(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ section: SectionName,
    _ d: Document, into words: inout [CompanionWord]
  ) {
    let context = ContextEngine(lexicon: lexicon)
    for m in matches where m.category == .companion {
      let tokens = Int(m.start)..<Int(m.end)
      words.append(
        CompanionWord(
          entry: Int(m.entry), tokens: tokens, sentence: view.index, section: section,
          state: Self.state(context.assertion(of: tokens, in: view, d), section, sentence, d),
          organ: nearestOrgan(tokens, view)))
    }
  }

  private static func state(_ a: Assertion, _ section: SectionName, _ sentence: Sentence, _ d: Document)
    -> CompanionWord.State
  {
    if a.presence == .absent || a.temporality == .hypothetical || a.experiencer == .family
      || a.experiencer == .other
    {
      return .denied
    }
    if a.change == .resolved || section == .recommendation { return .denied }
    switch section {
    case .indication, .history, .comparison: return a.presence == .possible ? .denied : .past
    default: break
    }
    if sentence.isTitle {
      // Under the title a line that is a sentence tells the history: `Flank pain and fever.`
      let isTold = d.tokens[sentence.tokens.upperBound - 1].byte == UInt8(ascii: ".")
      return isTold && a.presence == .present ? .past : .denied
    }
    if a.temporality == .historical { return .past }
    if a.presence != .possible { return .present }
    switch a.presenceCue?.cue.direction {
    case .forward, .final: return .suspected
    default: return .possible
    }
  }

  /// The organ named next to a companion, where its sentence names several; nil where it does not matter.
  private func nearestOrgan(_ tokens: Range<Int>, _ view: SentenceView) -> Symbol? {
    var first: Symbol?
    var nearest: (organ: Symbol, gap: Int)?
    var isOne = true
    for i in view.chunks.indices where !view.chunks[i].weak {
      guard let organ = view.chunks[i].organ, !lexicon.rows.traits(organ).contains(.generic) else { continue }
      // Of two at one distance the one behind: `in the liver and a mass in the kidney`.
      let place = view.chunks[i].tokens
      var gap = place.overlaps(tokens) ? 0 : SentenceView.gap(place, tokens).count * 2
      if place.upperBound <= tokens.lowerBound { gap += 1 }
      if let first { isOne = isOne && first == organ } else { first = organ }
      if gap < nearest?.gap ?? .max { nearest = (organ, gap) }
    }
    return isOne ? nil : nearest?.organ
  }
}
