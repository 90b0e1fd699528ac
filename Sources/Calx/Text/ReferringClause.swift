// Clauses that say more of the finding in front of them: `…; these are unchanged`, `…, it measures 5 mm`.

extension SentenceSplitter {
  /// Words between a pronoun and its verb, at most: `it now measures`.
  private static let longestLead = 2

  /// The end of a sentence whose next clause opens with a pronoun as its subject, before token `i`; nil where it goes on.
  ///
  /// Such a clause is read as the sentence that it could be: it has a verb of its own, and what it says belongs to the
  /// calcification in front of it. One that names a calcification itself says what the first one is, and stays.
  static func end(
    beforeReferenceAt i: Int, start: Int, _ d: Document, _ lexicon: Lexicon
  ) -> Int? {
    let mark = d.tokens[i]
    let isMark = mark.kind == .punctuation && !mark.gluedHyphen && joins(mark.byte)
    guard isMark || !d.classes[i].isDisjoint(with: [.and, .but]), i > start + 1 else { return nil }
    var subject = i + 1
    if isMark, subject < d.tokens.count, !d.classes[subject].isDisjoint(with: [.and, .but]) { subject += 1 }
    guard subject + 1 < d.tokens.count, d.tokens[subject].linesBefore < 2,
      opens(subject, behindBreak: isMark && mark.byte != UInt8(ascii: ","), d),
      // `If stones are found, they are removed.`
      d.classes[start].isDisjoint(with: [.relative, .but]),
      d.names(anchorIn: start..<i, lexicon),
      !d.names(anchorIn: subject..<clauseEnd(from: subject, d), lexicon)
    else { return nil }
    return isMark ? i + 1 : i
  }

  /// A pronoun as the subject of a verb; behind a mark that breaks the sentence also a relative one, or the verb alone
  /// (`…; measures 5 mm`).
  private static func opens(_ subject: Int, behindBreak: Bool, _ d: Document) -> Bool {
    let c = d.classes[subject]
    if behindBreak, !c.isDisjoint(with: [.finite, .be]) {
      return c.isDisjoint(with: [.existential, .pronoun, .relative])
    }
    return c.isSuperset(of: [.pronoun, .backReference]) && (behindBreak || !c.contains(.relative))
      && hasVerb(behind: subject, d)
  }

  private static func joins(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-")
  }

  private static func hasVerb(behind subject: Int, _ d: Document) -> Bool {
    for k in span(subject + 1, min(d.tokens.count, subject + 2 + longestLead)) {
      let c = d.classes[k]
      if !c.isDisjoint(with: [.finite, .be]) { return !c.contains(.relative) }
      if c.isDisjoint(with: .adverb) { return false }
    }
    return false
  }

  /// The token at which the clause's sentence ends at the latest.
  private static func clauseEnd(from start: Int, _ d: Document) -> Int {
    var i = start
    while i < d.tokens.count, i - start < longSentence, d.tokens[i].linesBefore < 2 {
      if d.tokens[i].byte == UInt8(ascii: ".") || d.tokens[i].byte == UInt8(ascii: ";") { return i }
      i += 1
    }
    return i
  }
}
