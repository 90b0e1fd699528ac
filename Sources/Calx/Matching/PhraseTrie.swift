// Phrases as a trie over word ids, as they come out of the tables of a lexicon.

/// What kind of table a phrase comes from. A token may be matched once in each.
enum Category: UInt8, CaseIterable, Sendable {
  case anchor, mask, site, part, host, side, qualifier, quantity, cue, grammar, section, advice, cause,
    companion
}

extension Category {
  var bit: UInt16 { 1 << UInt16(rawValue) }
}

/// Some of the tables.
struct CategorySet: Sendable {
  let rawValue: UInt16
  static let all = CategorySet(rawValue: .max)

  private init(rawValue: UInt16) { self.rawValue = rawValue }
  init(_ categories: Category...) { rawValue = categories.reduce(0) { $0 | $1.bit } }
}

/// A phrase found: which entry of which table, and the tokens it covers.
struct PhraseMatch {
  var category: Category
  /// Index into the lexicon's table of that category.
  var entry: Int32
  /// First token.
  var start: Int32
  /// One past the last token.
  var end: Int32
}

/// All phrases of a lexicon while it is read; `packed()` lays them out for matching.
struct PhraseTrie: Sendable {
  /// What ends at a node: one entry of one table, and the next of the same node.
  struct Payload: Sendable {
    var category: Category
    var entry: Int32
    var next: Int32
  }
  /// What some words have led to: each node has one way in, over the last of them.
  struct Node: Sendable {
    /// First payload, -1 for none.
    var first: Int32 = -1
    /// The node before, and the word from there.
    var parent: Int32 = -1
    var word: Int32 = -1
    /// How many words lead on from here.
    var ways: Int32 = 0
  }

  /// Nodes by parent and word, by open addressing; 0, the root, is an empty slot.
  var slots = [Int32](repeating: 0, count: 1 << 17)
  var mask = (1 << 17) - 1
  /// Nodes, the first of which is the root, and room for more behind `nodeCount`.
  var nodes = [Node](repeating: Node(), count: 3 << 14)
  var nodeCount = 1
  var payloads: [Payload] = []
  /// Node behind the root by word, -1 where no phrase begins with it.
  var rootByWord: [Int32] = []
  /// Categories of the phrases that begin with a word, as bits.
  var rootCategories: [UInt16] = []
  /// Room for `insert`.
  var places: [Place] = []

  /// An empty trie with room for a language.
  init() { payloads.reserveCapacity(1 << 15) }

  /// Where to look for the node behind `node` over `word` first.
  @inline(__always) static func slot(_ node: Int32, _ word: Int32, _ mask: Int) -> Int {
    let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}
