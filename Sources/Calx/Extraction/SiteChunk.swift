// A place as a sentence names it: organ, part and side joined into one noun phrase.

/// A noun phrase that names a place, such as `the upper pole of the left kidney`.
struct SiteChunk {
  var tokens: Range<Int>
  /// The organ, or nil when only a part is named.
  var organ: String?
  /// What most places lack, in one reference, so that a place is copied in a few steps.
  private var names = Names.none
  /// Organs that the parts could belong to, when no organ is named.
  var candidates: [String] {
    get { names.candidates }
    set { names = Names(newValue, names.fallback, names.partText, names.also) }
  }
  /// Organ to assume for a bare part.
  var fallback: String? {
    get { names.fallback }
    set { names = Names(names.candidates, newValue, names.partText, names.also) }
  }
  /// Tokens of the part's words.
  var parts: [Range<Int>] = []
  /// Part that is only contained in a phrase.
  var partText: String? {
    get { names.partText }
    set { names = Names(names.candidates, names.fallback, newValue, names.also) }
  }
  var laterality: Laterality?
  /// Both sides, but only because the organ's name stands in the plural.
  var impliedSide = false
  var sideTokens: Range<Int>?
  /// The organ is not the phrase's own but that of a label, an earlier sentence or a default.
  var borrowed = false
  /// Further organs that the same words name.
  var also: [String] {
    get { names.also }
    set { names = Names(names.candidates, names.fallback, names.partText, newValue) }
  }
  /// Only implied by a disease word.
  var weak = false
  /// Tokens of the organ's own words.
  var organTokens: Range<Int>?

  init(tokens: Range<Int>, organ: String? = nil) {
    self.tokens = tokens
    self.organ = organ
  }

  /// Never changes: a place that changes takes another.
  private final class Names: Sendable {
    static let none = Names([], nil, nil, [])
    let candidates: [String]
    let fallback: String?
    let partText: String?
    let also: [String]

    init(_ candidates: [String], _ fallback: String?, _ partText: String?, _ also: [String]) {
      self.candidates = candidates
      self.fallback = fallback
      self.partText = partText
      self.also = also
    }
  }

  /// Sets all names at once.
  mutating func name(
    candidates: [String] = [], fallback: String? = nil, partText: String?, also: [String] = []
  ) {
    if candidates.isEmpty, fallback == nil, partText == nil, also.isEmpty {
      names = .none
    } else {
      names = Names(candidates, fallback, partText, also)
    }
  }
}

/// Joins organs, parts and sides of a token range into places.
enum SiteChunker {
  private struct Element {
    enum Kind { case side, site, part }
    var kind: Kind
    var tokens: Range<Int>
    var entry: Int
  }

  /// The places named in `range`, in order, and the sides that belong to none.
  static func chunks(
    in range: Range<Int>, _ matches: ArraySlice<PhraseMatch>, _ d: Document, _ lexicon: Lexicon
  ) -> (chunks: [SiteChunk], sides: [(Range<Int>, Laterality)]) {
    var elements: [Element] = []
    var masks: [Range<Int>] = []
    for m in matches where m.category == .mask && lexicon.masks[Int(m.entry)].hidesSite {
      masks.append(Int(m.start)..<Int(m.end))
    }
    for m in matches {
      let r = Int(m.start)..<Int(m.end)
      guard r.lowerBound >= range.lowerBound, r.upperBound <= range.upperBound else { continue }
      switch m.category {
      case .site:
        if masks.contains(where: { $0.overlaps(r) }) { continue }
        elements.append(Element(kind: .site, tokens: r, entry: Int(m.entry)))
      case .part:
        // `1 cm proximal to the insertion` names no part.
        if d.classes[r.upperBound - 1].contains(.away), !d.classes[r.upperBound - 1].contains(.within) {
          continue
        }
        elements.append(Element(kind: .part, tokens: r, entry: Int(m.entry)))
      case .side:
        // `l` and `r` are sides in capitals only.
        let t = d.tokens[r.lowerBound]
        if r.count == 1, t.length == 1, !t.capital { continue }
        elements.append(Element(kind: .side, tokens: r, entry: Int(m.entry)))
      default: continue
      }
    }
    elements.sort { ($0.tokens.lowerBound, -$0.tokens.count) < ($1.tokens.lowerBound, -$1.tokens.count) }
    // A phrase inside a longer one is no element of its own.
    var kept: [Element] = []
    for e in elements {
      if let i = kept.lastIndex(where: { $0.tokens.overlaps(e.tokens) }) {
        if kept[i].tokens.count > e.tokens.count
          || kept[i].tokens == e.tokens && rank(kept[i].kind) >= rank(e.kind)
        {
          continue
        }
        if kept[i].tokens.count == e.tokens.count { kept[i] = e; continue }
        continue
      }
      kept.append(e)
    }
    return join(kept, d, lexicon)
  }

  private static func rank(_ k: Element.Kind) -> Int { k == .site ? 2 : k == .part ? 1 : 0 }

  private static func join(
    _ elements: [Element], _ d: Document, _ lexicon: Lexicon
  ) -> (chunks: [SiteChunk], sides: [(Range<Int>, Laterality)]) {
    var chunks: [SiteChunk] = []
    var sides: [(Range<Int>, Laterality)] = []
    var pending: (Range<Int>, Laterality)?
    for e in elements {
      if e.kind == .side {
        let side = lexicon.sides[e.entry].laterality
        if let p = pending { sides.append(p) }
        pending = nil
        // Behind a place: `kidneys bilaterally`, `kidney on the right`.
        if let last = chunks.last, last.laterality == nil || last.impliedSide,
          trails(last.tokens.upperBound, e.tokens, d),
          !leads(e, elements, d)
        {
          chunks[chunks.count - 1].laterality = side
          chunks[chunks.count - 1].impliedSide = false
          chunks[chunks.count - 1].sideTokens = e.tokens
          chunks[chunks.count - 1].tokens = last.tokens.lowerBound..<e.tokens.upperBound
          continue
        }
        pending = (e.tokens, side)
        continue
      }
      var chunk = chunk(e, d, lexicon)
      var start = e.tokens.lowerBound
      if let p = pending {
        if adjoins(p.0.upperBound, e.tokens.lowerBound, d) {
          if chunk.laterality == nil || chunk.laterality == .bilateral || p.1 == .bilateral {
            chunk.laterality = p.1
            chunk.impliedSide = false
          }
          chunk.sideTokens = p.0
          start = p.0.lowerBound
        } else {
          sides.append(p)
        }
        pending = nil
      }
      chunk.tokens = start..<e.tokens.upperBound
      if let last = chunks.last, let merged = merge(last, chunk, d, lexicon) {
        chunks[chunks.count - 1] = merged
      } else {
        chunks.append(chunk)
      }
    }
    if let pending { sides.append(pending) }
    // `neither`, `both` are sides only of a place.
    sides.removeAll { $0.0.count == 1 && d.classes[$0.0.lowerBound].contains(.sideDeterminer) }
    return (chunks, sides)
  }

  private static func chunk(_ e: Element, _ d: Document, _ lexicon: Lexicon) -> SiteChunk {
    var c = SiteChunk(tokens: e.tokens)
    if e.kind == .site {
      let site = lexicon.sites[e.entry]
      c.organ = site.organ
      c.organTokens = e.tokens
      c.weak = site.weak
      c.laterality = site.laterality
      c.impliedSide = site.laterality == .bilateral && !lexicon.sides.isEmpty && !namesSide(e.tokens, d)
      if site.partIsPhrase { c.parts = [e.tokens] }
      c.name(partText: site.part, also: site.also)
    } else {
      let part = lexicon.parts[e.entry]
      c.name(candidates: part.organs, fallback: part.fallback, partText: nil)
      c.parts = [e.tokens]
    }
    return c
  }

  /// The phrase holds a word of side itself (`both kidneys`); such rows exist for glued words only.
  private static func namesSide(_ tokens: Range<Int>, _ d: Document) -> Bool {
    tokens.contains { d.classes[$0].contains(.sideWord) }
  }

  /// Is this side the beginning of the next place rather than the end of the last?
  private static func leads(_ side: Element, _ elements: [Element], _ d: Document) -> Bool {
    guard
      let next = elements.first(where: { $0.tokens.lowerBound >= side.tokens.upperBound && $0.kind != .side })
    else { return false }
    return adjoins(side.tokens.upperBound, next.tokens.lowerBound, d)
  }

  /// Only modifiers and determiners stand between.
  private static func adjoins(_ end: Int, _ start: Int, _ d: Document) -> Bool {
    guard start - end <= 4 else { return false }
    for i in span(end, start) {
      let c = d.classes[i]
      let t = d.tokens[i]
      if t.gluedHyphen { continue }
      if c.contains(.modifier) || c.contains(.determiner) || t.kind == .word && c.isEmpty && i > end {
        continue
      }
      return false
    }
    return true
  }

  private static func trails(_ end: Int, _ side: Range<Int>, _ d: Document) -> Bool {
    guard side.lowerBound - end <= 2 else { return false }
    for i in end..<side.lowerBound {
      let c = d.classes[i]
      if c.contains(.within) || c.contains(.determiner) || d.tokens[i].byte == UInt8(ascii: "(")
        || d.tokens[i].gluedHyphen
      {
        continue
      }
      if d.tokens[i].byte == UInt8(ascii: ",") {
        return side.lowerBound - end == 1 && d.tokens.count > side.upperBound
          && d.tokens[side.upperBound].kind == .punctuation
      }
      return false
    }
    return true
  }

  private static func compatible(_ part: SiteChunk, _ organ: String?) -> Bool {
    guard let organ else { return false }
    return part.candidates.isEmpty || part.candidates.contains(organ)
  }

  /// Two neighbours as one place, or nil when they are two.
  private static func merge(_ a: SiteChunk, _ b: SiteChunk, _ d: Document, _ lexicon: Lexicon) -> SiteChunk? {
    guard let gap = gap(a.tokens.upperBound, b.tokens.lowerBound, d) else { return nil }
    if let x = a.laterality, let y = b.laterality, x != y, gap != .none, !a.impliedSide, !b.impliedSide {
      return nil
    }
    if a.weak || b.weak { return nil }
    var m = a
    m.tokens = a.tokens.lowerBound..<b.tokens.upperBound
    let named = a.impliedSide && b.laterality != nil ? b : a.laterality != nil ? a : b
    m.laterality = named.laterality
    m.impliedSide = named.impliedSide
    m.sideTokens = a.sideTokens ?? b.sideTokens
    m.parts = a.parts + b.parts
    if a.partText == nil, b.partText != nil { m.partText = b.partText }
    switch (a.organ, b.organ) {
    case (nil, nil):
      // Parts of parts: `superior segment of the lower lobe`.
      let both = a.candidates.filter(b.candidates.contains)
      guard !both.isEmpty, gap != .comma || b.candidates == a.candidates else { return nil }
      m.candidates = both
      m.fallback = [a.fallback, b.fallback].compactMap { $0 }.first { both.contains($0) }
      return m
    case (nil, let organ?):
      guard compatible(a, organ), gap != .comma else { return nil }
      m.organ = organ
      m.organTokens = b.organTokens
      return m
    case (let organ?, nil):
      guard compatible(b, organ), gap != .place else { return nil }
      if gap == .comma, !endsNounPhrase(b.tokens.upperBound, d) { return nil }
      return m
    case (let x?, let y?):
      // `aorta-coronary artery`: a hyphen between two organs is a list.
      if gap == .none, b.tokens.lowerBound > a.tokens.upperBound, d.tokens[a.tokens.upperBound].gluedHyphen,
        x != y
      {
        return nil
      }
      if x == y, gap == .none || gap == .of || gap == .parenthesis { return m }
      guard gap == .none || gap == .of else { return nil }
      let xGeneric = lexicon.organs[x]?.generic ?? false
      let yGeneric = lexicon.organs[y]?.generic ?? false
      if gap == .of {
        // `nodes of the mediastinum`, `vessels of the neck`: the head noun is the organ, the other its part.
        if lexicon.organs[x]?.collective ?? false || yGeneric, let t = b.organTokens {
          m.parts = a.parts + [t]
          return m
        }
        if xGeneric {
          m.organ = y
          m.organTokens = b.organTokens
          return m
        }
        return nil
      }
      // Side by side: the last word is the head, the first says which part.
      m.organ = yGeneric && !xGeneric ? x : y
      m.organTokens = yGeneric && !xGeneric ? a.organTokens : b.organTokens
      if !yGeneric, let t = a.organTokens, b.parts.isEmpty { m.parts = [t] }
      return m
    }
  }

  private enum Gap { case none, of, place, comma, parenthesis }

  private static func gap(_ end: Int, _ start: Int, _ d: Document) -> Gap? {
    var kind = Gap.none
    guard start - end <= 5 else { return nil }
    for i in span(end, start) {
      let t = d.tokens[i]
      let c = d.classes[i]
      if t.gluedHyphen { continue }
      if t.byte == UInt8(ascii: ",") {
        if start - end > 1 { return nil }
        kind = .comma
      } else if t.byte == UInt8(ascii: "(") {
        kind = .parenthesis
      } else if c.contains(.of) {
        if kind != .none { return nil }
        kind = .of
      } else if c.contains(.within), !c.contains(.away) || c.contains(.of) {
        if kind != .none { return nil }
        kind = .place
      } else if c.contains(.determiner), kind != .none {
        continue
      } else if c.contains(.modifier) {
        continue
      } else {
        return nil
      }
    }
    return kind
  }

  private static func endsNounPhrase(_ i: Int, _ d: Document) -> Bool {
    guard i < d.tokens.count else { return true }
    return d.tokens[i].kind == .punctuation || d.tokens[i].linesBefore > 0 || d.classes[i].contains(.within)
      || d.classes[i].contains(.finite)
  }
}
