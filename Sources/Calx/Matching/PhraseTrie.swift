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
    /// Bits of the words that lead on from here: most words that do not are told from one look at this.
    var words: UInt32 = 0
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
  var rootCategories: [UInt32] = []
  /// Room for `insert`.
  var places: [Place] = []

  /// An empty trie with room for a language.
  init() { payloads.reserveCapacity(1 << 15) }

  /// Where to look for the node behind `node` over `word` first.
  @inline(__always) static func slot(_ node: Int32, _ word: Int32, _ mask: Int) -> Int {
    let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  @inline(__always) static func bit(_ word: Int32) -> UInt32 { 1 << UInt32(word & 31) }

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

  @inline(__always) func next(_ node: Int32, _ word: Int32) -> Int32? {
    if nodes[Int(node)].words & Self.bit(word) == 0 { return nil }
    var i = Self.slot(node, word, mask)
    while true {
      let found = slots[i]
      if found == 0 { return nil }
      if nodes[Int(found)].parent == node, nodes[Int(found)].word == word { return found }
      i = (i + 1) & mask
    }
  }

  /// Appends the leftmost-longest matches of the wanted tables that begin within `range` of the tokens.
  func match(
    _ tokens: [Token], _ range: Range<Int>, of wanted: CategorySet = .all, into matches: inout [PhraseMatch]
  ) {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        var longest = Longest()
        for start in range {
          let w = Int(tokens[start].word)
          if w >= 0, w < tables.roots.count, tables.roots[w] & wanted.rawValue != 0 {
            tables.match(tokens, start, wanted.rawValue, &longest, &matches)
          }
        }
      }
    }
  }

  /// Whether a phrase of one table begins at any token.
  func holds(_ category: Category, in tokens: [Token]) -> Bool {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        for start in tokens.indices {
          let w = Int(tokens[start].word)
          if w >= 0, w < tables.roots.count, tables.roots[w] & category.bit != 0,
            tables.longest(tokens, start, category) != nil
          {
            return true
          }
        }
        return false
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

  @inline(__always) private func withTables<R>(_ body: (Tables) -> R) -> R {
    rootCategories.withUnsafeBufferPointer { roots in
      rootByWord.withUnsafeBufferPointer { first in
        nodes.withUnsafeBufferPointer { nodes in
          payloads.withUnsafeBufferPointer { payloads in
            slots.withUnsafeBufferPointer { slots in
              body(
                Tables(
                  roots: roots, first: first, nodes: nodes, payloads: payloads, slots: slots, mask: mask))
            }
          }
        }
      }
    }
  }

  /// The longest phrase of each table that begins with a token, and how far the last one of each table reached.
  private struct Longest {
    var entry = InlineArray<16, Int32>(repeating: 0)
    var end = InlineArray<16, Int32>(repeating: 0)
    var free = InlineArray<16, Int32>(repeating: 0)
  }

  /// The tables of a trie, lent for one text.
  private struct Tables {
    let roots: UnsafeBufferPointer<UInt32>
    let first: UnsafeBufferPointer<Int32>
    let nodes: UnsafeBufferPointer<Node>
    let payloads: UnsafeBufferPointer<Payload>
    let slots: UnsafeBufferPointer<Int32>
    let mask: Int

    /// The node behind `node` over `word`.
    @inline(__always) private func next(_ node: Int32, _ word: Int32) -> Int32? {
      if nodes[Int(node)].words & PhraseTrie.bit(word) == 0 { return nil }
      var i = PhraseTrie.slot(node, word, mask)
      while true {
        let found = slots[i]
        if found == 0 { return nil }
        if nodes[Int(found)].parent == node, nodes[Int(found)].word == word { return found }
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
    @inline(__always)
    func match(
      _ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ wanted: UInt32, _ longest: inout Longest,
      _ matches: inout [PhraseMatch]
    ) {
      var node = first[Int(tokens[start].word)]
      var touched: UInt32 = 0
      var i = start &+ 1
      while true {
        var p = nodes[Int(node)].first
        while p >= 0 {
          let payload = payloads[Int(p)]
          longest.entry[Int(payload.category.rawValue)] = payload.entry
          longest.end[Int(payload.category.rawValue)] = Int32(truncatingIfNeeded: i)
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
        guard start >= longest.free[c], let category = Category(rawValue: UInt8(c)) else { continue }
        matches.append(
          PhraseMatch(
            category: category, entry: longest.entry[c], start: Int32(truncatingIfNeeded: start),
            end: longest.end[c]))
        longest.free[c] = longest.end[c]
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
