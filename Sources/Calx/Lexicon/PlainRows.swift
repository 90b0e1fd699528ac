// The lexicon's rows as plain values: symbols and bits in place of words, so that reading a sentence copies no text.

/// What the binders ask of a lexicon's rows, by the rows' own ordinals.
struct PlainRows: Sendable {
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let paired = Traits(rawValue: 1)
    static let holdsCalculi = Traits(rawValue: 2)
    static let vessel = Traits(rawValue: 4)
    static let generic = Traits(rawValue: 8)
    static let collective = Traits(rawValue: 16)
    static let lobed = Traits(rawValue: 32)
    static let maternal = Traits(rawValue: 64)
    /// It has a row of its own in the table of organs.
    static let known = Traits(rawValue: 128)
  }
  /// A stretch of `lists`.
  struct List: Sendable {
    var start: Int32 = 0
    var count: Int32 = 0
  }
  struct Organ: Sendable {
    var traits: Traits = []
    var stones: Symbol?
    var hostNames = List()
  }
  struct Anchor: Sendable {
    var kind: Symbol
    var host: Symbol?
    var part: Symbol?
    var organs = List()
    var organIsDefault: Bool
    var isAdjective: Bool
    var number: Lexicon.Anchor.Number
    var absent: Bool
  }
  struct Site: Sendable {
    var organ: Symbol
    var part: Symbol?
    var partIsPhrase: Bool
    var weak: Bool
    var laterality: Laterality?
    var also = List()
  }
  struct Part: Sendable {
    var organs = OrganSet()
    var fallback: Symbol?
  }
  struct Host: Sendable {
    var host: Symbol
    var organ: Symbol?
    var kind: Symbol?
    var plural: Bool
    var mass: Bool
    var isFeature: Bool
    var absorbs: Bool
    var holdsCalculi: Bool
    var isOther: Bool
  }
  struct Qualifier: Sendable {
    var slot: Slot
    var value: Symbol
    /// What it says when it is denied.
    var negated: Symbol?
    /// The descriptor that says this one when it is denied.
    var positive: Symbol?
  }

  struct Named: Sendable {
    var calculus: Symbol?
    var calciumScore: Symbol?
    var granuloma: Symbol?
    var echogenicFocus: Symbol?
    var calcification: Symbol?
    var microcalcification: Symbol?
    var wall: Symbol?
    var mural: Symbol?
    var vascular: Symbol?
  }

  /// Texts of the symbols.
  private var table = SymbolTable()
  /// Organs by their symbol.
  private(set) var organs: [Organ] = []
  private(set) var anchors: [Anchor] = []
  private(set) var sites: [Site] = []
  private(set) var parts: [Part] = []
  private(set) var hosts: [Host] = []
  private(set) var qualifiers: [Qualifier] = []
  private(set) var lists: [Symbol] = []
  /// Cues of all rows, one row's after the other's.
  private(set) var cues: [PlainCue] = []
  /// Where the cues of a row are.
  private(set) var cueRows: [PlainCue.Row] = []
  /// Rule ids of evidence: of anchors by their row, of descriptors by the symbol of what they say.
  private(set) var anchorRules: [String] = []
  private(set) var qualifierRules: [String] = []
  /// Rows of the companions that speak of a fetus.
  let isObstetric: [Bool]
  /// Rows of the companions that speak of the mother.
  let isMaternal: [Bool]
  /// Kinds and hosts that binders know by name.
  private(set) var named = Named()

  init(
    anchors: [Lexicon.Anchor], sites: [Lexicon.Site], parts: [Lexicon.Part], hosts: [Lexicon.Host],
    organs: [String: Lexicon.Organ], qualifiers: [Lexicon.Qualifier], cues: [[Cue]],
    companions: [[Lexicon.Companion]]
  ) {
    isObstetric = companions.map { $0.contains { $0.id == "obstetric" } }
    isMaternal = companions.map { $0.contains { $0.id == "maternal" } }
    // Organs first, so that their symbols are small.
    for id in organs.keys.sorted() { _ = symbol(id) }
    for s in sites { _ = symbol(s.organ); for o in s.also { _ = symbol(o) } }
    for p in parts { for o in p.organs { _ = symbol(o) }; _ = p.fallback.map { symbol($0) } }
    for a in anchors { for o in a.organs { _ = symbol(o) } }
    for h in hosts { _ = h.organ.map { symbol($0) } }
    for o in organs.values { _ = o.stones.map { symbol($0) } }
    for name in table.names { self.organs.append(organ(organs[name])) }
    for a in anchors {
      self.anchors.append(
        Anchor(
          kind: symbol(a.kind), host: a.host.map { symbol($0) }, part: a.part.map { symbol($0) },
          organs: list(a.organs), organIsDefault: a.organIsDefault, isAdjective: a.form == .adjective,
          number: a.number, absent: a.absent))
      anchorRules.append("en.anchor.\(a.id)")
    }
    for s in sites {
      self.sites.append(
        Site(
          organ: symbol(s.organ), part: s.part.map { symbol($0) }, partIsPhrase: s.partIsPhrase, weak: s.weak,
          laterality: s.laterality, also: list(s.also)))
    }
    for p in parts {
      var row = Part(fallback: p.fallback.map { symbol($0) })
      for o in p.organs { row.organs.insert(symbol(o)) }
      self.parts.append(row)
    }
    for h in hosts {
      self.hosts.append(
        Host(
          host: symbol(h.host), organ: h.organ.map { symbol($0) }, kind: h.kind.map { symbol($0) },
          plural: h.plural, mass: h.mass, isFeature: h.isFeature, absorbs: h.absorbs,
          holdsCalculi: h.holdsCalculi, isOther: h.isOther))
    }
    for q in qualifiers {
      let positive = qualifiers.first { $0.slot == q.slot && $0.negated == q.value }
      self.qualifiers.append(
        Qualifier(
          slot: q.slot, value: symbol(q.value), negated: q.negated.map { symbol($0) },
          positive: positive.map { symbol($0.value) }))
    }
    for row in cues {
      cueRows.append(PlainCue.Row(start: Int32(self.cues.count), row))
      self.cues += row.map(PlainCue.init)
    }
    named = Named(
      calculus: table.symbol(of: "calculus"), calciumScore: table.symbol(of: "calcium-score"),
      granuloma: table.symbol(of: "granuloma"),
      echogenicFocus: table.symbol(of: "echogenic-focus"), calcification: table.symbol(of: "calcification"),
      microcalcification: table.symbol(of: "microcalcification"), wall: table.symbol(of: "wall"),
      mural: table.symbol(of: "mural"),
      vascular: table.symbol(of: "vascular"))
    qualifierRules = Array(repeating: "", count: table.names.count)
    for q in self.qualifiers {
      for value in [q.value, q.negated, q.positive] {
        if let value { qualifierRules[Int(value.id)] = "en.qualifier.\(table.names[Int(value.id)])" }
      }
    }
  }

  private mutating func symbol(_ name: String) -> Symbol { table.insert(name) }

  private mutating func list(_ names: [String]) -> List {
    let start = Int32(lists.count)
    for name in names { lists.append(symbol(name)) }
    return List(start: start, count: Int32(names.count))
  }

  private mutating func organ(_ row: Lexicon.Organ?) -> Organ {
    guard let row else { return Organ() }
    var traits: Traits = .known
    if row.paired { traits.insert(.paired) }
    if row.holdsCalculi { traits.insert(.holdsCalculi) }
    if row.vessel { traits.insert(.vessel) }
    if row.generic { traits.insert(.generic) }
    if row.collective { traits.insert(.collective) }
    if row.lobed { traits.insert(.lobed) }
    if row.maternal { traits.insert(.maternal) }
    return Organ(traits: traits, stones: row.stones.map { symbol($0) }, hostNames: list(row.hostNames))
  }

  /// The symbol of a word of the lexicon's columns, nil for any other word.
  func symbol(of name: String) -> Symbol? { table.symbol(of: name) }

  /// The text of a symbol.
  func name(_ symbol: Symbol) -> String { table.names[Int(symbol.id)] }
  func name(_ symbol: Symbol?) -> String? { symbol.map { table.names[Int($0.id)] } }

  /// What is known of an organ; nothing of a symbol that is none.
  func traits(_ organ: Symbol?) -> Traits {
    guard let organ, Int(organ.id) < organs.count else { return [] }
    return organs[Int(organ.id)].traits
  }

  /// Where a stone said to lie in an organ really lies.
  func stones(_ organ: Symbol?) -> Symbol? {
    guard let organ, Int(organ.id) < organs.count else { return nil }
    return organs[Int(organ.id)].stones
  }

  /// A stone can lie there, as far as anything is known of the place.
  func canHoldCalculi(_ organ: Symbol) -> Bool {
    let traits = traits(organ)
    return traits.contains(.holdsCalculi) || !traits.contains(.known)
  }

  /// The host says the same as the organ.
  func repeats(_ host: Symbol, _ organ: Symbol) -> Bool {
    guard Int(organ.id) < organs.count else { return false }
    return contains(organs[Int(organ.id)].hostNames, host)
  }

  func contains(_ list: List, _ symbol: Symbol?) -> Bool {
    guard let symbol else { return false }
    for i in 0..<list.count where lists[Int(list.start + i)] == symbol { return true }
    return false
  }
}
