// The context engine for phrases of one's own: is this phrase of this sentence present, current, the patient's?

/// What a sentence says of a phrase in it.
public struct PhraseContext: Sendable, Equatable {
  /// Whether it is there.
  public var presence: Presence
  /// Now, once, or only asked about.
  public var temporality: Temporality
  /// Whose it is.
  public var experiencer: Experiencer
}

/// Why a phrase has no context.
public enum PhraseContextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The phrase has no word.
  case emptyPhrase
  /// The sentence does not hold the phrase.
  case notFound
  /// A pattern of the lexicon exceeded its limits in the sentence (PCRE2's code).
  case patternLimit(code: Int32)

  /// What is wrong.
  public var description: String {
    switch self {
    case .emptyPhrase: "the phrase is empty"
    case .notFound: "the phrase is not in the sentence"
    case .patternLimit(let code):
      "a pattern of the lexicon took too many steps in the sentence (PCRE2 \(code))"
    }
  }
}

extension Analyzer {
  /// The context of the first occurrence of a phrase in a sentence, whatever its case; whole words win over parts of words.
  ///
  /// The cues, scopes and rules are those that mentions are read with; nothing is taken from a section.
  ///
  /// - Throws: `PhraseContextError` when the phrase is empty, not in the sentence, or the sentence exceeds a limit.
  public func context(
    of phrase: String, in sentence: String, using scratch: inout Scratch
  ) throws(PhraseContextError) -> PhraseContext {
    let words = PhraseFinder.folded(Array(phrase.utf8))
    if words.isEmpty { throw .emptyPhrase }
    let bytes = Array(sentence.utf8)
    var result: PhraseContext?
    var failure: PhraseContextError?
    bytes.withUnsafeBufferPointer { text in
      do throws(PatternMatchError) {
        try scratch.document.read(text, lexicon, scratch.matcher, whole: true)
      } catch {
        failure = .patternLimit(code: error.code)
        return
      }
      result = context(of: words, text, scratch.document)
    }
    if let failure { throw failure }
    guard let result else { throw .notFound }
    return result
  }

  private func context(of words: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ d: Document) -> PhraseContext?
  {
    guard let found = PhraseFinder.find(words, text, d.tokens),
      let index = d.sentences.firstIndex(where: { $0.tokens.contains(found.tokens.lowerBound) })
    else { return nil }
    let sentence = d.sentences[index]
    let target = found.tokens.clamped(to: sentence.tokens)
    let matches = d.matches.filter { sentence.tokens.contains(Int($0.start)) }
    let view = SentenceView(index, sentence, matches[...], d, lexicon, text: text)
    var assertion = ContextEngine(lexicon: lexicon).assertion(of: target, in: view, d)
    if deniesItself(found.bytes.lowerBound, matches, d) { assertion.presence = .absent }
    // A title in the row itself that speaks of the past (`Past medical history: …`).
    if d.sections[sentence.section].historical,
      assertion.temporalityCue == nil
    {
      assertion.temporality = .historical
    }
    assertion.settle()
    return PhraseContext(
      presence: assertion.presence, temporality: assertion.temporality, experiencer: assertion.experiencer)
  }

  /// The phrase begins inside a word that denies itself (`noncalcified`), behind its denying part.
  private func deniesItself(_ start: Int, _ matches: [PhraseMatch], _ d: Document) -> Bool {
    matches.contains { m in
      guard m.category == .anchor, lexicon.anchors[Int(m.entry)].absent else { return false }
      let range = d.byteRange(Int(m.start)..<Int(m.end))
      return range.lowerBound < start && start < range.upperBound
    }
  }
}

extension Assertion {
  /// Where axes touch in language alone: what is gone is absent and past; what stands, grows or shrinks is not past. A
  /// condition leaves presence as it is worded (`call if X occurs`), and a denied past stays past (`no history of X`).
  fileprivate mutating func settle() {
    if change == .resolved {
      if presence == .present { presence = .absent }
      if presence == .absent, temporality == .current { temporality = .historical }
    }
    let moved = change == .stable || change == .increased || change == .decreased
    if temporality == .historical, moved, presence != .absent { temporality = .current }
  }
}
