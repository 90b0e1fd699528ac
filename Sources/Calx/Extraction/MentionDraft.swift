// A mention while its slots are filled: symbols where the mention has words.

/// What the binders put together, and in the end a mention.
struct MentionDraft {
  /// The slots that are no words.
  var slots: Mention
  /// Those that are; kind, organ and host come last.
  var words: Mention.Words
  let kind: Symbol
  var organ: Symbol?
  var host: Symbol?

  init(_ anchor: SentenceView.AnchorHit, _ range: Range<Int>, _ section: SectionName) {
    slots = Mention(range: range, section: section)
    words = Mention.Words(kind: "")
    words.evidence.reserveCapacity(8)
    kind = anchor.kind
  }

  /// Takes down why a slot has its value.
  mutating func note(_ slot: Slot, _ range: Range<Int>, _ rule: String, ended: String? = nil) {
    words.evidence.append(Evidence(slot: slot, range: range, rule: rule, ended: ended))
  }

  /// Gives the mention its words; the draft has none left.
  mutating func finish(_ lexicon: Lexicon) {
    words.kind = lexicon.rows.name(kind)
    (words.family, words.canBe) = lexicon.rows.kin(of: kind)
    words.organ = lexicon.rows.name(organ)
    words.host = lexicon.rows.name(host)
    slots.take(&words)
  }
}
