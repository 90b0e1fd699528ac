// One sentence as the binders see it: its anchors, places, hosts, descriptors, cues and clauses.

/// Everything found in one sentence, by kind, in order. Reused from sentence to sentence.
struct SentenceView {
  struct AnchorHit {
    var tokens: Range<Int>
    var entry: Int
    var kind: Symbol
    /// The noun behind an adjective (`calcified granuloma`), wherever it stands.
    var noun: Int?
    var fuzzy = false
  }
  struct HostHit {
    var tokens: Range<Int>
    var entry: Int
  }
  struct QualifierHit {
    var tokens: Range<Int>
    var entry: Int
  }
  struct QuantityHit {
    var tokens: Range<Int>
    var entry: Int
  }
  struct CueHit {
    var tokens: Range<Int>
    /// Ordinal of its row in the lexicon's cues.
    var cues: Int
    var row: PlainCue.Row
  }

  private(set) var index = 0
  private(set) var range: Range<Int> = 0..<0
  private(set) var body = 0
  /// Tables of its phrases, as bits.
  private(set) var categories: UInt16 = 0
  var anchors: [AnchorHit] = []
  private(set) var chunks: [SiteChunk] = []
  private(set) var sides: [BareSide] = []
  private(set) var hosts: [HostHit] = []
  private(set) var qualifiers: [QualifierHit] = []
  private(set) var quantities: [QuantityHit] = []
  private(set) var cues: [CueHit] = []
  private(set) var measurements: [Measurement] = []
  private(set) var clauses = Clauses()
  /// Where cues begin that end the scope of others, by token within the sentence.
  private var stops: [Stop] = []
  private var found: [AnchorHit] = []
  private var masks: [Range<Int>] = []
  private var chunker = SiteChunker()

  struct Stop: OptionSet {
    let rawValue: UInt8
    /// A cue on presence that acts forward: it takes over from the cue before it.
    static let presence = Stop(rawValue: 1)
    /// A cue that only ends scopes (`except for`).
    static let terminator = Stop(rawValue: 2)
  }

  /// Another anchor stands in front of this place, which stands in front of `anchor`: it is the other's place first.
  func isBehindAnchor(_ place: Range<Int>, _ anchor: AnchorHit) -> Bool {
    anchors.contains { $0.tokens.upperBound <= place.lowerBound }
      && place.upperBound <= anchor.tokens.lowerBound
  }

  /// What ends a scope at this token.
  func stop(at token: Int) -> Stop { stops[token - range.lowerBound] }

  /// A sentence of nothing, to gather others into.
  init() {}

  /// A sentence gathered, see `gather`.
  init(
    _ index: Int, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon,
    text: UnsafeBufferPointer<UInt8>, context: Bool = true
  ) {
    gather(index, sentence, matches, d, lexicon, text: text, context: context)
  }

  /// Gathers a sentence in the place of the one before. `matches` must be those of the sentence's tokens, in order of
  /// their start.
  ///
  /// - Parameter context: gather cues, descriptors, quantities and clauses even where there is no anchor.
  mutating func gather(
    _ index: Int, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon,
    text: UnsafeBufferPointer<UInt8>, context: Bool
  ) {
    self.index = index
    range = sentence.tokens
    body = sentence.body
    found.clear()
    anchors.clear()
    hosts.clear()
    qualifiers.clear()
    quantities.clear()
    cues.clear()
    sort(matches, d, lexicon)
    misspelt(d, lexicon, text)
    if categories & Self.placed == 0 {
      chunks.clear()
      sides.clear()
    } else {
      chunker.find(in: range, matches, d, lexicon, into: &chunks, &sides)
    }
    d.measurements(in: range, into: &measurements)
    if found.isEmpty, !context { return }
    settle(d, lexicon)
    found.settle { $0.tokens.lowerBound < $1.tokens.lowerBound }
    clauses.split(range, d)
    if found.isEmpty { return }
    AnchorFinder.absorb(found, hosts, chunks, d, lexicon, into: &anchors)
    // `Echogenic foci: macrocalcification`: the value is the mention, the label only asks for it.
    if anchors.contains(where: { $0.tokens.lowerBound >= sentence.body }) {
      anchors.drop { $0.tokens.upperBound <= sentence.body }
    }
  }

  private static var gathered: UInt16 {
    Category.anchor.bit | Category.host.bit | Category.qualifier.bit | Category.quantity.bit
      | Category.cue.bit
  }
  private static var placed: UInt16 { Category.site.bit | Category.part.bit | Category.side.bit }

  /// The sentence holds a phrase of this table.
  func holds(_ category: Category) -> Bool { categories & category.bit != 0 }

  /// Phrases to their kinds.
  private mutating func sort(_ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon) {
    masks.clear()
    categories = 0
    for m in matches {
      categories |= m.category.bit
      if m.category == .mask, lexicon.masks[Int(m.entry)].hidesAnchor {
        masks.append(Int(m.start)..<Int(m.end))
      }
    }
    if categories & Self.gathered == 0 { return }
    for m in matches {
      let r = Int(m.start)..<Int(m.end)
      let entry = Int(m.entry)
      switch m.category {
      case .anchor:
        if masks.contains(where: { $0.overlaps(r) }) || d.masked[r.lowerBound] || d.isColumnHead(r) {
          continue
        }
        found.append(AnchorHit(tokens: r, entry: entry, kind: lexicon.rows.anchors[entry].kind))
      case .host: hosts.append(HostHit(tokens: r, entry: entry))
      case .qualifier: qualifiers.append(QualifierHit(tokens: r, entry: entry))
      case .quantity:
        // The number of a table's row counts nothing.
        let t = d.tokens[r.lowerBound]
        if t.linesBefore > 0, t.kind == .number, r.count == 1, r.upperBound < d.tokens.count,
          d.tokens[r.upperBound].start - t.end >= 3
        {
          continue
        }
        quantities.append(QuantityHit(tokens: r, entry: entry))
      case .cue: cues.append(CueHit(tokens: r, cues: entry, row: lexicon.rows.cueRows[entry]))
      default: break
      }
    }
  }

  /// Unknown words that an anchor could have been meant by.
  private mutating func misspelt(_ d: Document, _ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>) {
    for i in range {
      let t = d.tokens[i]
      guard t.word < 0, t.kind == .word, t.length >= FuzzyAnchors.shortest - 1 else { continue }
      let word = UnsafeBufferPointer(rebasing: text[Int(t.start)..<Int(t.end)])
      if let entry = lexicon.fuzzy.anchor(for: word) {
        let kind = lexicon.rows.anchors[Int(entry)].kind
        found.append(AnchorHit(tokens: i..<(i + 1), entry: Int(entry), kind: kind, fuzzy: true))
      }
    }
  }

  /// Descriptors and cues inside one another, and where cues end the scope of others.
  private mutating func settle(_ d: Document, _ lexicon: Lexicon) {
    // A cue inside a longer one, which a pattern found (`not seen` in `not seen in 2019`), is none.
    if cues.contains(where: { $0.tokens.count > 3 }) {
      let all = cues
      cues.drop { c in
        all.contains {
          $0.tokens.count > c.tokens.count && $0.tokens.lowerBound <= c.tokens.lowerBound
            && c.tokens.upperBound <= $0.tokens.upperBound
        }
      }
    }
    // A descriptor inside a cue (`suspicious for`) is none.
    if !cues.isEmpty {
      qualifiers.drop { q in
        cues.contains {
          $0.tokens.count > q.tokens.count && $0.tokens.lowerBound <= q.tokens.lowerBound
            && q.tokens.upperBound <= $0.tokens.upperBound
        }
      }
    }
    // Nor one inside a thing's name (`radio-opaque shadow`).
    if !hosts.isEmpty {
      qualifiers.drop { q in
        hosts.contains {
          $0.tokens.count > q.tokens.count && $0.tokens.lowerBound <= q.tokens.lowerBound
            && q.tokens.upperBound <= $0.tokens.upperBound && lexicon.rows.hosts[$0.entry].isFeature
        }
      }
    }
    // A cue inside a descriptor (`without shadowing`) speaks of the descriptor only.
    if !qualifiers.isEmpty {
      cues.drop { cue in
        qualifiers.contains { q in
          // `no shadowing calculus` denies the calculus.
          if q.tokens.lowerBound == cue.tokens.lowerBound,
            found.contains(where: { $0.tokens.lowerBound == q.tokens.upperBound })
          {
            return false
          }
          return q.tokens.count > cue.tokens.count && q.tokens.lowerBound <= cue.tokens.lowerBound
            && cue.tokens.upperBound <= q.tokens.upperBound
        }
      }
    }
    stops.blank(range.count, [])
    for hit in cues {
      let at = hit.tokens.lowerBound
      if hit.row.traits.contains(.terminates) { stops[at - range.lowerBound].insert(.terminator) }
      if hit.row.traits.contains(.presenceAhead) { stops[at - range.lowerBound].insert(.presence) }
      // `no mass and no increase in the calcified nodule`: the second member of the pair is no longer denied.
      if hit.row.traits.contains(.pseudoPresence), at > range.lowerBound,
        !d.classes[at - 1].isDisjoint(with: [.and, .or, .but]) || d.tokens[at - 1].kind == .punctuation
      {
        stops[at - range.lowerBound].insert(.presence)
      }
    }
  }

  /// A cue that stands in these tokens denies what follows.
  func denies(in gap: Range<Int>) -> Bool {
    cues.contains { $0.row.traits.contains(.deniesAhead) && gap.contains($0.tokens.lowerBound) }
  }

  /// The token in front of a noun phrase: articles, modifiers and unknown words that lead up to `start` left out.
  func beforePhrase(_ start: Int, _ d: Document) -> Int {
    var p = start - 1
    var unknown = 0
    while p > range.lowerBound {
      let c = d.classes[p]
      if c.contains(.determiner) || c.contains(.modifier) && !c.contains(.within) || d.tokens[p].gluedHyphen
        || qualifiers.contains(where: { $0.tokens.contains(p) })
      {
        p -= 1
        continue
      }
      guard c.isOpen, d.tokens[p].kind == .word, unknown < 2,
        !anchors.contains(where: { $0.tokens.contains(p) }),
        !hosts.contains(where: { $0.tokens.contains(p) }),
        !chunks.contains(where: { $0.tokens.contains(p) }), !cues.contains(where: { $0.tokens.contains(p) })
      else { break }
      unknown += 1
      p -= 1
    }
    return p
  }

  /// Tokens between two ranges, whichever comes first.
  static func gap(_ a: Range<Int>, _ b: Range<Int>) -> Range<Int> {
    if a.upperBound <= b.lowerBound { return a.upperBound..<b.lowerBound }
    if b.upperBound <= a.lowerBound { return b.upperBound..<a.lowerBound }
    return a.lowerBound..<a.lowerBound
  }
}
