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

  /// The mention, in words; the draft has none left.
  mutating func finish(_ lexicon: Lexicon) -> Mention {
    var said = Mention.Words(kind: "")
    swap(&said, &words)
    said.kind = lexicon.rows.name(kind)
    (said.family, said.canBe) = lexicon.rows.kin(of: kind)
    said.organ = lexicon.rows.name(organ)
    said.host = lexicon.rows.name(host)
    slots.words = said
    return slots
  }
}
