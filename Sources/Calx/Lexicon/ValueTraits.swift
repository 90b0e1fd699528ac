// What the values of other tables mean to those who bind words and join mentions (`values.tsv`).

/// Traits of kinds, hosts and descriptors.
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

  /// Traits by slot and name.
  static let names: [Slot: [String: ValueTraits]] = [
    .kind: ["calculus": .calculus, "score": .score, "mass": .mass, "ungraded": .ungraded],
    .host: ["bland": .bland, "layer": .layer],
    .morphology: ["plain": .plain, "of-layer": .ofLayer, "of-vessel": .ofVessel, "concerning": .concerning],
    .distribution: ["concerning": .concerning],
  ]
}

extension Lexicon {
  /// A row of the values.
  struct Value: Sendable {
    var value: String
    var family: String?
    var canBe: String?
    var traits: ValueTraits
  }
}

extension LexiconLoader {
  mutating func meaning(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let slot = value(Slot.self, t.cell(r, "slot"), t, r, "slot"), let names = ValueTraits.names[slot]
    else { return problem(t, r, "slot is 'kind', 'host', 'morphology' or 'distribution'") }
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
      value: t.cell(r, "value"), family: blankIsNil(t.cell(r, "family")),
      canBe: blankIsNil(t.cell(r, "can_be")), traits: traits)
  }
}
