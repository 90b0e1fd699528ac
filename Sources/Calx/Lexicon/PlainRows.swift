// The lexicon's rows as plain values: symbols and bits in place of words, so that reading a sentence copies no text.

/// What the binders ask of a lexicon's rows, by the rows' own ordinals.
struct PlainRows: Sendable {
  /// A stretch of `lists`.
  struct List: Sendable {
    var start: Int32 = 0
    var count: Int32 = 0
  }
  struct Organ: Sendable {
    var traits: OrganTraits = []
    var stones: Symbol?
    var beside: Symbol?
    var shared: Symbol?
    var hostNames = List()
  }
  struct Anchor: Sendable {
    var kind: Symbol
    var part: Symbol?
    var organs = List()
    var organIsDefault: Bool
    var isAdjective: Bool
    var number: Lexicon.Anchor.Number
    var absent: Bool
    /// What the words name as calcified (`calc granuloma`).
    var host: Symbol?
  }
  struct Site: Sendable {
    var organ: Symbol
    var part: Symbol?
    var partIsPhrase: Bool
    var weak: Bool
    var laterality: Laterality?
    var isConditional: Bool
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

  /// What a kind can speak of together with others.
  struct Kin: Sendable {
    var kind: Symbol
    var family: Symbol?
    var canBe: Symbol?
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
  /// Traits of the companions' rows.
  let companions: [ValueTraits]
  private var kin: [Kin] = []
  /// Which words of parts exclude each other.
  private(set) var partAxes = PartAxes([])
  /// Traits of values by symbol.
  private var valueTraits: [ValueTraits] = []

  init(
    anchors: [Lexicon.Anchor], sites: [Lexicon.Site], parts: [Lexicon.Part], hosts: [Lexicon.Host],
    organs: [String: Lexicon.Organ], qualifiers: [Lexicon.Qualifier], cues: [[Cue]],
    companions: [[Lexicon.Companion]], values: [Lexicon.Value]
  ) {
    let ofCompanions = values.filter { $0.slot == .companion }
    self.companions = companions.map { row in
      ofCompanions.reduce(into: []) { traits, v in
        if row.contains(where: { $0.id == v.value }) { traits.formUnion(v.traits) }
      }
    }
    // Organs first, so that their symbols are small; those that rows name and no table knows come next.
    let known = organs.keys.sorted()
    for id in known { _ = symbol(id) }
    for id in known { self.organs.append(organ(organs[id])) }
    self.sites.reserveCapacity(sites.count)
    for s in sites {
      let also = list(s.also)
      self.sites.append(
        Site(
          organ: symbol(s.organ), part: symbol(s.part), partIsPhrase: s.partIsPhrase, weak: s.weak,
          laterality: s.laterality, isConditional: s.isConditional, also: also))
    }
    for p in parts {
      var row = Part(fallback: symbol(p.fallback))
      for o in p.organs { row.organs.insert(symbol(o)) }
      self.parts.append(row)
    }
    for a in anchors {
      let organs = list(a.organs)
      self.anchors.append(
        Anchor(
          kind: symbol(a.kind), part: symbol(a.part), organs: organs,
          organIsDefault: a.organIsDefault, isAdjective: a.form == .adjective, number: a.number,
          absent: a.absent, host: symbol(a.host)))
      anchorRules.append("en.anchor.\(a.id)")
    }
    for h in hosts {
      self.hosts.append(
        Host(
          host: symbol(h.host), organ: symbol(h.organ), kind: symbol(h.kind),
          plural: h.plural, mass: h.mass, isFeature: h.isFeature, absorbs: h.absorbs,
          holdsCalculi: h.holdsCalculi, isOther: h.isOther))
    }
    let denied = qualifiers.filter { $0.negated != nil }
    for q in qualifiers {
      let positive = denied.first { $0.slot == q.slot && $0.negated == q.value }
      self.qualifiers.append(
        Qualifier(
          slot: q.slot, value: symbol(q.value), negated: q.negated.map { symbol($0) },
          positive: symbol(positive?.value)))
    }
    for row in cues {
      cueRows.append(PlainCue.Row(start: Int32(self.cues.count), row))
      self.cues += row.map(PlainCue.init)
    }
    for v in values where v.slot != .part && (v.family != nil || v.canBe != nil) {
      kin.append(Kin(kind: symbol(v.value), family: symbol(v.family), canBe: symbol(v.canBe)))
    }
    partAxes = PartAxes(values)
    valueTraits = Array(repeating: [], count: table.names.count)
    for v in values where v.slot != .companion {
      if let symbol = table.symbol(of: v.value) { valueTraits[Int(symbol.id)].formUnion(v.traits) }
    }
    qualifierRules = Array(repeating: "", count: table.names.count)
    for q in self.qualifiers {
      for value in [q.value, q.negated, q.positive] {
        if let value { qualifierRules[Int(value.id)] = "en.qualifier.\(table.names[Int(value.id)])" }
      }
    }
  }

  private mutating func symbol(_ name: String) -> Symbol { table.insert(name) }
  private mutating func symbol(_ name: String?) -> Symbol? { name.map { table.insert($0) } }

  private mutating func list(_ names: [String]) -> List {
    let start = Int32(lists.count)
    for name in names { lists.append(symbol(name)) }
    return List(start: start, count: Int32(names.count))
  }

  private mutating func organ(_ row: Lexicon.Organ?) -> Organ {
    guard let row else { return Organ() }
    return Organ(
      traits: row.traits, stones: symbol(row.stones), beside: symbol(row.beside),
      shared: symbol(row.shared), hostNames: list(row.hostNames))
  }

  /// The symbol of a word of the lexicon's columns, nil for any other word.
  func symbol(of name: String) -> Symbol? { table.symbol(of: name) }

  /// The text of a symbol.
  func name(_ symbol: Symbol) -> String { table.names[Int(symbol.id)] }
  func name(_ symbol: Symbol?) -> String? { symbol.map { table.names[Int($0.id)] } }

  /// What is known of an organ; nothing of a symbol that is none.
  func traits(_ organ: Symbol?) -> OrganTraits {
    guard let organ, Int(organ.id) < organs.count else { return [] }
    return organs[Int(organ.id)].traits
  }

  /// Where a stone said to lie in an organ really lies.
  func stones(_ organ: Symbol?) -> Symbol? {
    guard let organ, Int(organ.id) < organs.count else { return nil }
    return organs[Int(organ.id)].stones
  }

  /// The organ whose side an organ takes over where nothing says its own.
  func organ(beside organ: Symbol?) -> Symbol? {
    guard let organ, Int(organ.id) < organs.count else { return nil }
    return organs[Int(organ.id)].beside
  }

  /// The organ of which an organ's name is a part too.
  func organ(sharing organ: Symbol?) -> Symbol? {
    guard let organ, Int(organ.id) < organs.count else { return nil }
    return organs[Int(organ.id)].shared
  }

  /// Whether a value has a trait.
  func has(_ value: Symbol?, _ trait: ValueTraits) -> Bool {
    guard let value else { return false }
    return valueTraits[Int(value.id)].contains(trait)
  }

  /// The family of a kind, and what a vague kind can turn out to be.
  func kin(of kind: Symbol) -> (family: String, canBe: String?) {
    for k in kin where k.kind == kind { return (name(k.family ?? kind), name(k.canBe)) }
    return (name(kind), nil)
  }

  /// The organ that a descriptor means where the report names none.
  func organ(meantBy value: Symbol) -> Symbol? { kin.first { $0.kind == value }?.canBe }

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
