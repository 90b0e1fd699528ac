// What organs mean to those who bind places and sides (`organs.tsv`).

/// Traits of an organ.
struct OrganTraits: OptionSet, Sendable {
  let rawValue: UInt16
  /// One on each side.
  static let paired = OrganTraits(rawValue: 1 << 0)
  /// Where a calculus can lie.
  static let holdsCalculi = OrganTraits(rawValue: 1 << 1)
  /// A vessel: morphology `vascular` says nothing about it.
  static let vessel = OrganTraits(rawValue: 1 << 2)
  /// Less specific than a neighbour in the same sentence (`abdomen`, `artery`).
  static let generic = OrganTraits(rawValue: 1 << 3)
  /// Other places name its members (`nodes of the mediastinum`).
  static let collective = OrganTraits(rawValue: 1 << 4)
  /// Its parts have sides of their own (`middle lobe`): a part takes over none.
  static let lobed = OrganTraits(rawValue: 1 << 5)
  /// Belongs to the mother in an obstetric report.
  static let maternal = OrganTraits(rawValue: 1 << 6)
  /// It has a row of its own in the table of organs.
  static let known = OrganTraits(rawValue: 1 << 7)
  /// A modality of its own examines it: what is found there is its.
  static let examined = OrganTraits(rawValue: 1 << 8)
  /// Blood flows in it, though it is no vessel (`heart`).
  static let holdsBlood = OrganTraits(rawValue: 1 << 9)
  /// Something flows through it: a stone in it is seldom left alone.
  static let conduit = OrganTraits(rawValue: 1 << 10)
  /// Its words say where something lies over it (`over the greater tuberosity`) as often as in it.
  static let landmark = OrganTraits(rawValue: 1 << 11)
  /// It ends at landmarks, and is what is meant where one is named beside it.
  static let attached = OrganTraits(rawValue: 1 << 12)
  /// Of the limbs: vessels spoken of there lie beside it, not in it.
  static let limb = OrganTraits(rawValue: 1 << 13)

  /// What is scattered in it is as often in another such organ: a label that names two means both.
  static let solid = OrganTraits(rawValue: 1 << 14)

  /// Traits by their names in the table.
  static let names: [String: OrganTraits] = [
    "paired": .paired, "calculi": .holdsCalculi, "vessel": .vessel, "generic": .generic,
    "collective": .collective, "lobed": .lobed, "maternal": .maternal, "blood": .holdsBlood,
    "conduit": .conduit, "landmark": .landmark, "attached": .attached, "limb": .limb, "solid": .solid,
  ]
}

extension Lexicon {
  /// A place of the body. A class: it is looked at without copying its words.
  final class Organ: Sendable {
    let id: String
    let traits: OrganTraits
    /// Where a stone said to lie here really lies (`intrahepatic calculi` → bile duct).
    let stones: String?
    /// Organ whose side it takes over where nothing says its own: a ureter is examined with its kidney.
    let beside: String?
    /// Organ of which its name is a part too, where the words around are of that organ: the pelvis of a kidney.
    let shared: String?
    /// Modality whose reports are about this organ where they say nothing else.
    let modality: String?
    /// Organs and regions that it is a part of, for advice that names them (`MRI of the brain` for a ganglion).
    let within: [String]
    /// Hosts that say the same as the organ.
    let hostNames: [String]

    init(
      id: String, traits: OrganTraits, stones: String?, beside: String?, shared: String?, modality: String?,
      within: [String] = [], hostNames: [String]
    ) {
      self.id = id
      self.traits = traits
      self.stones = stones
      self.beside = beside
      self.shared = shared
      self.modality = modality
      self.within = within
      self.hostNames = hostNames
    }
  }
}

extension LexiconLoader {
  mutating func organ(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let id = t.cell(r, "organ")
    var traits: OrganTraits = .known
    var stones: String?
    var beside: String?
    var shared: String?
    var modality: String?
    var within: [String] = []
    for trait in t.list(r, "traits") {
      if let known = OrganTraits.names[trait] {
        traits.insert(known)
      } else if trait.hasPrefix("stones:") {
        stones = stones ?? String(trait.dropFirst("stones:".count))
      } else if trait.hasPrefix("beside:") {
        beside = beside ?? String(trait.dropFirst("beside:".count))
      } else if trait.hasPrefix("within:") {
        within.append(String(trait.dropFirst("within:".count)))
      } else if trait.hasPrefix("part-of:") {
        shared = shared ?? String(trait.dropFirst("part-of:".count))
      } else if trait.hasPrefix("modality:") {
        modality = modality ?? String(trait.dropFirst("modality:".count))
        traits.insert(.examined)
      } else {
        problem(t, r, "unknown trait '\(trait)'")
      }
    }
    if organs[id] != nil { return }
    if organs.count == OrganSet.capacity { problem(t, r, "more than \(OrganSet.capacity) organs") }
    organs[id] = Lexicon.Organ(
      id: id, traits: traits, stones: stones, beside: beside, shared: shared, modality: modality,
      within: within, hostNames: t.list(r, "hosts"))
  }
}
