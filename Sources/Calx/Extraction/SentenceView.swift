// One sentence as the binders see it: its anchors, places, hosts, descriptors, cues and clauses.

/// Everything found in one sentence, by kind, in order.
struct SentenceView {
  struct AnchorHit {
    var tokens: Range<Int>
    var entry: Int
    var kind: String
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
    var cues: Int
  }

  var index = 0
  var range: Range<Int> = 0..<0
  var body = 0
  var anchors: [AnchorHit] = []
  var chunks: [SiteChunk] = []
  var sides: [(Range<Int>, Laterality)] = []
  var hosts: [HostHit] = []
  var qualifiers: [QualifierHit] = []
  var quantities: [QuantityHit] = []
  var cues: [CueHit] = []
  var measurements: [Measurement] = []
  var clauses = Clauses()
  /// Where cues begin that end the scope of others, by token within the sentence.
  private var stops: [Stop] = []

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

  /// Gathers the sentence. `matches` must be those of the sentence's tokens, in order of their start.
  ///
  /// - Parameter context: gather cues, descriptors, quantities and clauses even where there is no anchor.
  init(
    _ index: Int, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon,
    text: UnsafeBufferPointer<UInt8>, context: Bool = true
  ) {
    self.index = index
    range = sentence.tokens
    body = sentence.body
    var masks: [Range<Int>] = []
    for m in matches where m.category == .mask && lexicon.masks[Int(m.entry)].hidesAnchor {
      masks.append(Int(m.start)..<Int(m.end))
    }
    var found: [AnchorHit] = []
    for m in matches {
      let r = Int(m.start)..<Int(m.end)
      switch m.category {
      case .anchor:
        if masks.contains(where: { $0.overlaps(r) }) || d.masked[r.lowerBound] { continue }
        found.append(AnchorHit(tokens: r, entry: Int(m.entry), kind: lexicon.anchors[Int(m.entry)].kind))
      case .host: hosts.append(HostHit(tokens: r, entry: Int(m.entry)))
      case .qualifier: qualifiers.append(QualifierHit(tokens: r, entry: Int(m.entry)))
      case .quantity: quantities.append(QuantityHit(tokens: r, entry: Int(m.entry)))
      case .cue: cues.append(CueHit(tokens: r, cues: Int(m.entry)))
      default: break
      }
    }
    for i in range
    where d.tokens[i].word < 0 && d.tokens[i].kind == .word && d.tokens[i].length >= FuzzyAnchors.shortest - 1
    {
      let word = UnsafeBufferPointer(rebasing: text[Int(d.tokens[i].start)..<Int(d.tokens[i].end)])
      if let entry = lexicon.fuzzy.anchor(for: word) {
        found.append(
          AnchorHit(
            tokens: i..<(i + 1), entry: Int(entry), kind: lexicon.anchors[Int(entry)].kind, fuzzy: true))
      }
    }
    (chunks, sides) = SiteChunker.chunks(in: range, matches, d, lexicon)
    measurements = d.measurements(in: range)
    if found.isEmpty, !context { return }
    // A descriptor inside a cue (`suspicious for`) is none.
    qualifiers.removeAll { q in
      cues.contains {
        $0.tokens.count > q.tokens.count && $0.tokens.lowerBound <= q.tokens.lowerBound
          && q.tokens.upperBound <= $0.tokens.upperBound
      }
    }
    // A cue inside a descriptor (`without shadowing`) speaks of the descriptor only.
    cues.removeAll { cue in
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
    stops = Array(repeating: [], count: range.count)
    for hit in cues {
      for cue in lexicon.cues[hit.cues] {
        if cue.direction == .terminate { stops[hit.tokens.lowerBound - range.lowerBound].insert(.terminator) }
        if cue.axis == .presence, cue.direction == .forward {
          stops[hit.tokens.lowerBound - range.lowerBound].insert(.presence)
        }
        // `no mass and no increase in the calcified nodule`: the second member of the pair is no longer denied.
        if cue.axis == .presence, cue.direction == .pseudo, hit.tokens.lowerBound > range.lowerBound,
          !d.classes[hit.tokens.lowerBound - 1].isDisjoint(with: [.and, .or, .but])
            || d.tokens[hit.tokens.lowerBound - 1].kind == .punctuation
        {
          stops[hit.tokens.lowerBound - range.lowerBound].insert(.presence)
        }
      }
    }
    found.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    clauses.split(range, d)
    anchors = AnchorFinder.absorb(found, hosts, chunks, d, lexicon)
    // `Echogenic foci: macrocalcification`: the value is the mention, the label only asks for it.
    if anchors.contains(where: { $0.tokens.lowerBound >= sentence.body }) {
      anchors.removeAll { $0.tokens.upperBound <= sentence.body }
    }
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
      guard c.isEmpty, d.tokens[p].kind == .word, unknown < 2,
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
