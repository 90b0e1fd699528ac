// What the values of other tables mean to those who bind words and join mentions (`values.tsv`).

/// Traits of kinds, hosts, descriptors and companions.
struct ValueTraits: OptionSet, Sendable {
  let rawValue: UInt16
  /// A kind that lies where a calculus can lie.
  static let calculus = ValueTraits(rawValue: 1 << 0)
  /// A kind that is a number of the whole organ.
  static let score = ValueTraits(rawValue: 1 << 1)
  /// A kind that is one thing where it has a size.
  static let mass = ValueTraits(rawValue: 1 << 2)
  /// A kind without severity.
  static let ungraded = ValueTraits(rawValue: 1 << 3)
  /// A host that another word may name more closely.
  static let bland = ValueTraits(rawValue: 1 << 4)
  /// A host that belongs to what it is the wall of.
  static let layer = ValueTraits(rawValue: 1 << 5)
  /// A shape that does not tell one calcification from another.
  static let plain = ValueTraits(rawValue: 1 << 6)
  /// A shape that says nothing of a layer.
  static let ofLayer = ValueTraits(rawValue: 1 << 7)
  /// A shape that says nothing of a vessel.
  static let ofVessel = ValueTraits(rawValue: 1 << 8)
  /// A shape that is not left alone, so that advice is about it.
  static let concerning = ValueTraits(rawValue: 1 << 9)
  /// A companion that is of a fetus: a report with several such words is, too.
  static let fetus = ValueTraits(rawValue: 1 << 10)
  /// A companion that is of the mother in such a report.
  static let mother = ValueTraits(rawValue: 1 << 11)
  /// A host that lies in vessels and the heart alone.
  static let ofBlood = ValueTraits(rawValue: 1 << 12)

  /// A kind of which tissue is taken where nothing holds it.
  static let sampled = ValueTraits(rawValue: 1 << 13)

  /// What a value is of: a slot, or the companions.
  enum Owner: String, Sendable, CaseIterable { case kind, host, morphology, distribution, part, companion }

  /// Traits by what has them, and by name.
  static let names: [Owner: [String: ValueTraits]] = [
    .kind: [
      "calculus": .calculus, "score": .score, "mass": .mass, "ungraded": .ungraded, "sampled": .sampled,
    ],
    .host: ["bland": .bland, "layer": .layer, "of-blood": .ofBlood],
    .morphology: ["plain": .plain, "of-layer": .ofLayer, "of-vessel": .ofVessel, "concerning": .concerning],
    .distribution: ["concerning": .concerning],
    .companion: ["fetus": .fetus, "mother": .mother],
  ]
}

extension Lexicon {
  /// A row of the values.
  struct Value: Sendable {
    var slot: ValueTraits.Owner
    var value: String
    var family: String?
    var canBe: String?
    var traits: ValueTraits
  }
}

extension LexiconLoader {
  mutating func meaning(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let slot = ValueTraits.Owner(rawValue: t.cell(r, "slot")) else {
      let slots = ValueTraits.Owner.allCases.map(\.rawValue).joined(separator: ", ")
      return problem(t, r, "unknown slot '\(t.cell(r, "slot"))'; one of \(slots)")
    }
    let names = ValueTraits.names[slot] ?? [:]
    var traits: ValueTraits = []
    for name in t.list(r, "traits") {
      guard let trait = names[name] else {
        problem(t, r, "unknown trait '\(name)'; one of \(names.keys.sorted().joined(separator: ", "))")
        continue
      }
      traits.insert(trait)
    }
    let key = slot.rawValue + " " + t.cell(r, "value")
    if values[key] != nil { return }
    values[key] = Lexicon.Value(
      slot: slot, value: t.cell(r, "value"), family: blankIsNil(t.cell(r, "family")),
      canBe: blankIsNil(t.cell(r, "can_be")), traits: traits)
  }
}
