// A place bound to an anchor, and what earlier sentences leave for later ones to refer to.

/// Why a place is an anchor's.
enum SiteRule: UInt8 {
  /// No place was found.
  case none
  case clause, label, before, title, modality, host, anchor
  /// As evidence names it.
  var name: String {
    switch self {
    case .none: ""
    case .clause: "site.clause"
    case .label: "site.label"
    case .before: "site.before"
    case .title: "site.title"
    case .modality: "site.modality"
    case .host: "site.host"
    case .anchor: "site.anchor"
    }
  }
}

/// A place bound to an anchor, and why.
struct BoundSite {
  var organ: Symbol?
  var parts = TokenRuns()
  var partText: Symbol?
  var laterality: Laterality?
  /// Words that decided the organ, and the rule's name.
  @PackedOptional var evidence: Range<Int>? = nil
  @PackedOptional var sideEvidence: Range<Int>? = nil
  var rule = SiteRule.none
  @Packed var tokens: Range<Int> = 0..<0
  /// Both sides only by the plural.
  var impliedSide = false
  /// The organ was not named in the sentence.
  var borrowed = false
  /// It lies in the middle or on one side for good.
  var isSideless = false
}

/// What the labels of a sentence name. Reused from sentence to sentence.
struct LabelPlaces {
  /// Places of each label, outermost first; only the first `count` are of this sentence.
  var places: [[SiteChunk]] = []
  var count = 0
  /// The innermost side.
  var side: Laterality?
  var host: Symbol?
  /// The host is one thing (`Nodule 3:`).
  var isOneHost = false

  /// One thing, or a group of such as are named together (`Nodes: calcified, subcarinal`).
  func multiplicity(at organ: Symbol?, _ lexicon: Lexicon) -> Multiplicity? {
    isOneHost ? .single : lexicon.rows.traits(organ).contains(.collective) ? .multiple : nil
  }

  /// The place of the innermost label outside `level` that names one of the organs.
  func place(of organs: OrganSet, outside level: Int) -> SiteChunk? {
    for k in (0..<level).reversed() {
      if let c = places[k].first(where: { organs.contains($0.organ) }) { return c }
    }
    return nil
  }

  /// Some label names an organ, and none names this one.
  func namesOnlyOthers(_ organ: Symbol?) -> Bool {
    var names = false
    for k in 0..<count {
      for c in places[k] where c.organ != nil {
        if c.organ == organ { return false }
        names = true
      }
    }
    return names
  }
}

/// Sides that were spoken of, each once.
struct SideSet: OptionSet {
  let rawValue: UInt8
  static let left = SideSet(rawValue: 1)
  static let right = SideSet(rawValue: 2)
  static let bilateral = SideSet(rawValue: 4)
  static let midline = SideSet(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  mutating func insert(_ side: Laterality) {
    switch side {
    case .left: insert(Self.left)
    case .right: insert(Self.right)
    case .bilateral: insert(Self.bilateral)
    case .midline: insert(Self.midline)
    }
  }

  /// The only one.
  var only: Laterality? {
    switch self {
    case .left: .left
    case .right: .right
    case .bilateral: .bilateral
    case .midline: .midline
    default: nil
    }
  }
}

/// What earlier sentences leave for later ones to refer to. Reused from report to report.
struct SiteMemory {
  struct Past {
    var paragraph = 0
    var item = 0
    var section = 0
    var chunks: [SiteChunk] = []
    var mentioned: [BoundSite] = []
  }
  /// No title names more places; a report without headings is not one long title.
  static let longestTitle = 24
  /// Sentences in front of the first heading that may still name the examination.
  static let titleSentences = 3
  /// Tokens of the line of a diagnosis or procedure that says what the report is about, at most.
  static let longestSubject = 40
  /// Sentences held; binders look back to fewer, so that one more can be written before it is kept.
  private static let depth = 8
  /// Places of the examination's title.
  var title: [SiteChunk] = []
  var titleSide: Laterality?
  /// The last sentences that named places; `past` reads them, the latest first.
  private var ring: [Past] = []
  private var newest = -1
  private(set) var pastCount = 0
  /// The organ of the examination's modality.
  var modalityOrgan: Symbol?
  /// Side of the last mention of each organ that had one.
  private var sides: [(organ: Symbol, side: Laterality)] = []
  /// Organs of all mentions so far, each once, the latest last.
  private(set) var organs: [Symbol] = []

  /// Forgets the report.
  mutating func reset() {
    title.clear()
    titleSide = nil
    pastCount = 0
    modalityOrgan = nil
    sides.clear()
    organs.clear()
  }

  /// Where the sentence `back` steps before lies in `ring`: 0 is the latest.
  private func slot(_ back: Int) -> Int { (newest - back + Self.depth) % Self.depth }

  /// A sentence that named places, 0 the latest.
  subscript(back: Int) -> Past {
    _read { yield ring[slot(back)] }
  }

  /// Writes the places of a sentence down in the place of the oldest; bare parts take the organ of the sentence before,
  /// that of the title, or their own default.
  mutating func write(_ chunks: [SiteChunk], side: Laterality?) {
    let next = (newest + 1) % Self.depth
    while ring.count <= next { ring.append(Past()) }
    ring[next].chunks.clear()
    for chunk in chunks {
      var chunk = chunk
      if let side, chunk.laterality == nil { chunk.laterality = side }
      guard chunk.organ == nil else {
        ring[next].chunks.append(chunk)
        continue
      }
      let earlier =
        pastCount == 0 ? nil : ring[newest].chunks.first { chunk.candidates.contains($0.organ) }
      chunk.organ = earlier?.organ ?? expected(chunk)?.organ ?? chunk.fallback
      if chunk.laterality == nil, !(earlier?.impliedSide ?? false) { chunk.laterality = earlier?.laterality }
      ring[next].chunks.append(chunk)
    }
  }

  /// Keeps the sentence written down last, with the places of its mentions.
  mutating func keep(_ sentence: Sentence, _ mentioned: [BoundSite]) {
    newest = (newest + 1) % Self.depth
    pastCount = min(pastCount + 1, Self.depth)
    ring[newest].paragraph = sentence.paragraph
    ring[newest].item = sentence.item
    ring[newest].section = sentence.section
    ring[newest].mentioned.clear()
    for k in mentioned.indices where mentioned[k].organ != nil { ring[newest].mentioned.append(mentioned[k]) }
  }

  /// Takes the places written down last as those of a title.
  mutating func entitle(_ bare: [BareSide], in lexicon: Lexicon) {
    let chunks = ring[(newest + 1) % Self.depth].chunks
    title.append(contentsOf: chunks.prefix(Self.longestTitle - title.count))
    // `Clips RUQ.` says no side of what is examined.
    for c in chunks where !c.impliedSide {
      guard let l = c.laterality,
        c.organ == nil || !lexicon.rows.traits(c.organ).isDisjoint(with: [.paired, .vessel])
      else { continue }
      entitle(l)
    }
    for s in bare { entitle(s.1) }
  }

  /// Takes sides as those of the title.
  mutating func entitle(sides: [BareSide]) { for s in sides { entitle(s.1) } }

  private mutating func entitle(_ side: Laterality) {
    titleSide = titleSide == nil || titleSide == side ? side : .bilateral
  }

  /// Takes up the organs and sides of mentions.
  mutating func remember(_ mentioned: [BoundSite]) {
    for k in mentioned.indices {
      guard let organ = mentioned[k].organ, organ != organs.last else { continue }
      organs.drop { $0 == organ }
      organs.append(organ)
    }
    for k in mentioned.indices {
      guard let organ = mentioned[k].organ, let l = mentioned[k].laterality, l == .left || l == .right else {
        continue
      }
      if let i = sides.firstIndex(where: { $0.organ == organ }) {
        sides[i].side = l
      } else {
        sides.append((organ, l))
      }
    }
  }

  /// The title names several organs.
  func namesSeveral(in lexicon: Lexicon) -> Bool {
    var named = 0
    for c in title where !lexicon.rows.traits(c.organ).contains(.generic) { named += 1 }
    return named > 1
  }

  /// The side that the organ last had in a mention.
  func lastSide(of organ: Symbol) -> Laterality? { sides.first { $0.organ == organ }?.side }

  /// The side that the same paragraph last gave an organ, nil when it gave both.
  ///
  /// - Parameter reach: how many sentences with places are looked back to.
  func side(of organ: Symbol?, _ sentence: Sentence, reach: Int = 4) -> Laterality? {
    guard let organ else { return nil }
    for back in 0..<min(reach, pastCount) {
      let k = slot(back)
      guard ring[k].paragraph == sentence.paragraph, ring[k].section == sentence.section else { return nil }
      var sides = SideSet()
      for c in ring[k].chunks where c.organ == organ && !c.impliedSide {
        if let l = c.laterality { sides.insert(l) }
      }
      for s in ring[k].mentioned where s.organ == organ && !s.impliedSide {
        if let l = s.laterality { sides.insert(l) }
      }
      if let only = sides.only { return only }
      if !sides.isEmpty { return nil }
    }
    return nil
  }

  /// The side that the sentence before in the same paragraph says of an organ by its own words.
  func toldSide(of organ: Symbol, _ sentence: Sentence) -> Laterality? {
    guard pastCount > 0, ring[newest].paragraph == sentence.paragraph,
      ring[newest].section == sentence.section
    else { return nil }
    var sides = SideSet()
    for c in ring[newest].chunks where c.organ == organ && c.sideTokens != nil {
      if let l = c.laterality { sides.insert(l) }
    }
    return sides.only
  }

  /// The organ that a bare part belongs to by the report as a whole: its title, or what it spoke of.
  func expected(_ part: SiteChunk) -> SiteChunk? {
    if let fallback = part.fallback, organs.contains(fallback) { return nil }
    for c in title where part.candidates.contains(c.organ) {
      return SiteChunk(tokens: c.tokens, organ: c.organ)
    }
    return organs.last { part.candidates.contains($0) }.map { SiteChunk(tokens: 0..<0, organ: $0) }
  }
}
