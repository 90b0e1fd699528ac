// Phrases as a trie over word ids: one step a token, whatever the size of the lexicon, and over line ends too.

/// What kind of table a phrase comes from. A token may be matched once in each.
enum Category: UInt8, CaseIterable, Sendable {
  case anchor, mask, site, part, host, side, qualifier, quantity, cue, grammar, section, advice, cause,
    companion
}

extension Category {
  var bit: UInt32 { 1 << UInt32(rawValue) }
}

/// Some of the tables.
struct CategorySet: Sendable {
  let rawValue: UInt32
  static let all = CategorySet(rawValue: .max)

  private init(rawValue: UInt32) { self.rawValue = rawValue }
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

/// All phrases of a lexicon. Immutable once built; matching allocates nothing but the result.
struct PhraseTrie: Sendable {
  /// What ends at a node: one entry of one table, and the next of the same node.
  private struct Payload: Sendable {
    var category: Category
    var entry: Int32
    var next: Int32
  }

  // Edges by open addressing: (node << 32 | word) → node.
  private var keys = [UInt64](repeating: .max, count: 1 << 16)
  private var targets = [Int32](repeating: 0, count: 1 << 16)
  private var mask = (1 << 16) - 1
  private var edges = 0
  private struct Node: Sendable {
    /// First payload, -1 for none.
    var first: Int32 = -1
    /// Bits of the words that lead on from here: most words that do not are told from one look at this.
    var words: UInt64 = 0
  }
  private var nodes = [Node()]
  private var payloads: [Payload] = []
  private var rootByWord: [Int32] = []
  /// Categories of the phrases that begin with a word, as bits.
  private var rootCategories: [UInt32] = []

  /// A trie of nothing, to put in the place of one that is being filled.
  static let empty = PhraseTrie(keys: [], targets: [], mask: 0)

  /// An empty trie with room for a language.
  init() {}

  private init(keys: [UInt64], targets: [Int32], mask: Int) {
    self.keys = keys
    self.targets = targets
    self.mask = mask
  }

  @inline(__always) private static func key(_ node: Int32, _ word: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  @inline(__always) private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  @inline(__always) private static func bit(_ word: Int32) -> UInt64 { 1 << UInt64(word & 63) }

  /// The node behind `node` over `word`, made when it is missing.
  private mutating func step(_ node: Int32, _ word: Int32) -> Int32 {
    if let known = next(node, word) { return known }
    let target = Int32(nodes.count)
    nodes.append(Node())
    nodes[Int(node)].words |= Self.bit(word)
    edges += 1
    if edges * 2 > keys.count { grow() }
    place(Self.key(node, word), target)
    if node == 0 {
      while rootByWord.count <= Int(word) {
        rootByWord.append(-1)
        rootCategories.append(0)
      }
      rootByWord[Int(word)] = target
    }
    return target
  }

  private mutating func place(_ key: UInt64, _ target: Int32) {
    var i = Self.slot(key, mask)
    while keys[i] != .max { i = (i + 1) & mask }
    keys[i] = key
    targets[i] = target
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldTargets = targets
    keys = Array(repeating: .max, count: oldKeys.count * 2)
    targets = Array(repeating: 0, count: oldKeys.count * 2)
    mask = keys.count - 1
    for (i, k) in oldKeys.enumerated() where k != .max { place(k, oldTargets[i]) }
  }

  /// Adds every reading of a pattern whose elements are choices of word runs.
  ///
  /// - Parameter merge: for a phrase that its table holds already, the entry that serves both rows; nil keeps the first.
  mutating func insert(
    _ elements: [[[Int32]]], _ category: Category, entry: Int32, merge: (Int32) -> Int32? = { _ in nil }
  ) {
    insert(elements, from: 0, node: 0, root: -1, category, entry, merge)
  }

  /// Adds a phrase of words; see `insert(_:_:entry:merge:)`.
  mutating func insert(
    path: [Int32], _ category: Category, entry: Int32, merge: (Int32) -> Int32? = { _ in nil }
  ) {
    guard let root = path.first else { return }
    var node: Int32 = 0
    for word in path { node = step(node, word) }
    rootCategories[Int(root)] |= category.bit
    end(node, category, entry, merge)
  }

  private mutating func insert(
    _ elements: [[[Int32]]], from i: Int, node: Int32, root: Int32, _ category: Category, _ entry: Int32,
    _ merge: (Int32) -> Int32?
  ) {
    guard i < elements.count else {
      if node != 0 {
        rootCategories[Int(root)] |= category.bit
        end(node, category, entry, merge)
      }
      return
    }
    for choice in elements[i] {
      var at = node
      for word in choice { at = step(at, word) }
      let root = root >= 0 ? root : choice.first ?? -1
      insert(elements, from: i + 1, node: at, root: root, category, entry, merge)
    }
  }

  private mutating func end(_ node: Int32, _ category: Category, _ entry: Int32, _ merge: (Int32) -> Int32?) {
    var p = nodes[Int(node)].first
    while p >= 0 {
      if payloads[Int(p)].category == category {
        if let both = merge(payloads[Int(p)].entry) { payloads[Int(p)].entry = both }
        return
      }
      p = payloads[Int(p)].next
    }
    payloads.append(Payload(category: category, entry: entry, next: nodes[Int(node)].first))
    nodes[Int(node)].first = Int32(payloads.count - 1)
  }

  /// The entry of a phrase in one table.
  func lookup(_ words: some Sequence<Int32>, _ category: Category) -> Int32? {
    var node: Int32 = 0
    for w in words {
      guard w >= 0, let next = next(node, w) else { return nil }
      node = next
    }
    var p = nodes[Int(node)].first
    while p >= 0 {
      if payloads[Int(p)].category == category { return payloads[Int(p)].entry }
      p = payloads[Int(p)].next
    }
    return nil
  }

  @inline(__always) private func next(_ node: Int32, _ word: Int32) -> Int32? {
    if nodes[Int(node)].words & Self.bit(word) == 0 { return nil }
    let k = Self.key(node, word)
    var i = Self.slot(k, mask)
    while true {
      let found = keys[i]
      if found == k { return targets[i] }
      if found == UInt64.max { return nil }
      i = (i + 1) & mask
    }
  }

  /// Appends the leftmost-longest matches of the wanted tables that begin within `range` of the tokens.
  func match(
    _ tokens: [Token], _ range: Range<Int>, of wanted: CategorySet = .all, into matches: inout [PhraseMatch]
  ) {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        var free = InlineArray<16, Int32>(repeating: 0)
        for start in range {
          let w = Int(tokens[start].word)
          if w >= 0, w < tables.roots.count, tables.roots[w] & wanted.rawValue != 0 {
            tables.match(tokens, start, wanted.rawValue, &free, &matches)
          }
        }
      }
    }
  }

  /// Calls `found` with entry and tokens of each leftmost-longest match of one table.
  @inline(__always)
  func match(_ tokens: [Token], of category: Category, _ found: (Int, Range<Int>) -> Void) {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        var start = 0
        while start < tokens.count {
          let w = Int(tokens[start].word)
          if w >= 0, w < tables.roots.count, tables.roots[w] & category.bit != 0,
            let (entry, end) = tables.longest(tokens, start, category)
          {
            found(entry, start..<end)
            start = end
          } else {
            start += 1
          }
        }
      }
    }
  }

  @inline(__always) private func withTables(_ body: (Tables) -> Void) {
    rootCategories.withUnsafeBufferPointer { roots in
      rootByWord.withUnsafeBufferPointer { first in
        nodes.withUnsafeBufferPointer { nodes in
          payloads.withUnsafeBufferPointer { payloads in
            keys.withUnsafeBufferPointer { keys in
              targets.withUnsafeBufferPointer { targets in
                body(
                  Tables(
                    roots: roots, first: first, nodes: nodes, payloads: payloads, keys: keys,
                    targets: targets, mask: mask))
              }
            }
          }
        }
      }
    }
  }

  /// The tables of a trie, lent for one text.
  private struct Tables {
    let roots: UnsafeBufferPointer<UInt32>
    let first: UnsafeBufferPointer<Int32>
    let nodes: UnsafeBufferPointer<Node>
    let payloads: UnsafeBufferPointer<Payload>
    let keys: UnsafeBufferPointer<UInt64>
    let targets: UnsafeBufferPointer<Int32>
    let mask: Int

    /// The node behind `node` over `word`.
    @inline(__always) private func next(_ node: Int32, _ word: Int32) -> Int32? {
      if nodes[Int(node)].words & PhraseTrie.bit(word) == 0 { return nil }
      let key = PhraseTrie.key(node, word)
      var i = PhraseTrie.slot(key, mask)
      while true {
        let found = keys[i]
        if found == key { return targets[i] }
        if found == UInt64.max { return nil }
        i = (i &+ 1) & mask
      }
    }

    /// The node behind `node` over the token at `i` or, behind a glued hyphen, the next one; `i` is then that token.
    @inline(__always)
    private func next(_ node: Int32, _ tokens: UnsafeBufferPointer<Token>, _ i: inout Int) -> Int32? {
      if nodes[Int(node)].words == 0 { return nil }
      if i < tokens.count, tokens[i].gluedHyphen { i &+= 1 }
      guard i < tokens.count, tokens[i].linesBefore < 2, tokens[i].word >= 0 else { return nil }
      return next(node, tokens[i].word)
    }

    /// Appends the longest matches that begin with the token at `start`, which begins a phrase.
    func match(
      _ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ wanted: UInt32,
      _ free: inout InlineArray<16, Int32>, _ matches: inout [PhraseMatch]
    ) {
      var node = first[Int(tokens[start].word)]
      var best = InlineArray<16, PhraseMatch?>(repeating: nil)
      var touched: UInt32 = 0
      var i = start &+ 1
      while true {
        var p = nodes[Int(node)].first
        while p >= 0 {
          let payload = payloads[Int(p)]
          best[Int(payload.category.rawValue)] = PhraseMatch(
            category: payload.category, entry: payload.entry, start: Int32(truncatingIfNeeded: start),
            end: Int32(truncatingIfNeeded: i))
          touched |= payload.category.bit
          p = payload.next
        }
        guard let following = next(node, tokens, &i) else { break }
        node = following
        i &+= 1
      }
      touched &= wanted
      while touched != 0 {
        let c = touched.trailingZeroBitCount
        touched &= touched &- 1
        // No table overlaps itself.
        guard let match = best[c], match.start >= free[c] else { continue }
        matches.append(match)
        free[c] = match.end
      }
    }

    /// Entry and end of the longest phrase of one table that begins with the token at `start`.
    func longest(_ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ category: Category) -> (Int, Int)? {
      var node = first[Int(tokens[start].word)]
      var best: (Int, Int)?
      var i = start &+ 1
      while true {
        var p = nodes[Int(node)].first
        while p >= 0 {
          if payloads[Int(p)].category == category { best = (Int(payloads[Int(p)].entry), i) }
          p = payloads[Int(p)].next
        }
        guard let following = next(node, tokens, &i) else { return best }
        node = following
        i &+= 1
      }
    }
  }
}
