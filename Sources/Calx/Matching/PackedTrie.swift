// Phrases laid out for matching: one step a token, whatever the size of the lexicon, and over line ends too.

internal import CPrefetch

/// All phrases of a lexicon. Immutable; matching allocates nothing but the result.
///
/// A text touches a few hundred of some ten thousand nodes, none of them twice in a row, so that a match waits for memory
/// more than it computes. Therefore what a look at a node asks for lies together: a head, then what ends there, then the
/// ways on. A node's place in `cells` is its name.
struct PackedTrie: Sendable {
  /// Nodes, one behind the other in the order in which phrases made them.
  private var cells: [UInt32] = []
  /// Node behind the first word of a phrase, by word; 0 where no phrase begins with it.
  private(set) var roots: [UInt32] = []

  /// The first cell of a node.
  private struct Head {
    let rawValue: UInt32
    /// Most ways on that are looked through one by one.
    static let mostInLine = 8

    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(payloads: Int, ways: Int) {
      let bits = ways > Self.mostInLine ? Int.bitWidth - (2 * ways - 1).leadingZeroBitCount : 0
      rawValue = UInt32(payloads) | UInt32(bits) << 4 | UInt32(ways) << 9
    }
    /// Entries that end here, each with its table in the upper four bits.
    var payloads: Int { Int(rawValue & 15) }
    /// Binary logarithm of the places for ways on, by hash; 0 when they stand in line.
    var bits: UInt32 { rawValue >> 4 & 31 }
    var ways: Int { Int(rawValue >> 9) }
    /// Words and nodes of the ways on: two cells each.
    var places: Int { bits == 0 ? ways : 1 << Int(bits) }
    var size: Int { 1 + payloads + 2 * places }
  }

  /// How many tokens ahead the first node is brought near.
  private static let ahead = 12

  /// A place among ways on by hash that is empty.
  private static let empty = UInt32.max

  @inline(__always) private static func place(_ word: UInt32, _ bits: UInt32) -> Int {
    Int((word &* 0x9E37_79B1) >> (32 - bits))
  }

  /// The entry of a phrase in one table.
  func lookup(_ words: some Sequence<Int32>, _ category: Category) -> Int32? {
    withTables { tables in
      var node: Int?
      for w in words {
        guard w >= 0 else { return nil }
        if let from = node { node = tables.next(from, w) } else { node = tables.root(w) }
        if node == nil { return nil }
      }
      return node.flatMap { tables.entry($0, category) }
    }
  }

  /// Appends the leftmost-longest matches of the wanted tables that begin within `range` of the tokens.
  func match(
    _ tokens: [Token], _ range: Range<Int>, of wanted: CategorySet = .all, into matches: inout [PhraseMatch]
  ) {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        // Matches go into the array by the dozen; as many as fit on the stack.
        withUnsafeTemporaryAllocation(of: PhraseMatch.self, capacity: 64) { room in
          var filled = 0
          var longest = Longest()
          var ahead = range.lowerBound
          for start in range where tokens[start].begins & wanted.rawValue != 0 {
            if filled &+ Category.allCases.count > room.count {
              matches.append(contentsOf: room[..<filled])
              filled = 0
            }
            while ahead < min(range.upperBound, start &+ Self.ahead) {
              if tokens[ahead].begins & wanted.rawValue != 0 { tables.prefetch(tokens[ahead].root) }
              ahead &+= 1
            }
            tables.match(tokens, start, wanted.rawValue, &longest, room, &filled)
          }
          matches.append(contentsOf: room[..<filled])
        }
      }
    }
  }

  /// Calls `found` with entry and tokens of each leftmost-longest match of one table that begins within `range` of the
  /// tokens, until it returns false.
  @inline(__always)
  func match(
    _ tokens: [Token], _ range: Range<Int>, of category: Category, _ found: (Int, Range<Int>) -> Bool
  ) {
    withTables { tables in
      tokens.withUnsafeBufferPointer { tokens in
        var start = range.lowerBound
        while start < range.upperBound {
          if tokens[start].begins & category.bit != 0,
            let (entry, end) = tables.longest(tokens, start, category)
          {
            if !found(entry, start..<end) { return }
            start = end
          } else {
            start += 1
          }
        }
      }
    }
  }

  @inline(__always) private func withTables<R>(_ body: (Tables) -> R) -> R {
    roots.withUnsafeBufferPointer { roots in
      cells.withUnsafeBufferPointer { cells in body(Tables(roots: roots, cells: cells)) }
    }
  }

  /// The longest phrase of each table that begins with a token, and how far the last one of each table reached.
  private struct Longest {
    var entry = InlineArray<16, Int32>(repeating: 0)
    var end = InlineArray<16, Int32>(repeating: 0)
    var free = InlineArray<16, Int32>(repeating: 0)
  }

  /// The arrays of a trie, lent for one text.
  private struct Tables {
    let roots: UnsafeBufferPointer<UInt32>
    let cells: UnsafeBufferPointer<UInt32>

    @inline(__always) func prefetch(_ node: UInt32) {
      calx_prefetch(cells.baseAddress?.advanced(by: Int(node)))
    }

    @inline(__always) func root(_ word: Int32) -> Int? {
      guard Int(word) < roots.count, roots[Int(word)] != 0 else { return nil }
      return Int(roots[Int(word)])
    }

    /// The node behind `node` over `word`.
    @inline(__always) func next(_ node: Int, _ word: Int32) -> Int? {
      let head = Head(rawValue: cells[node])
      let first = node &+ 1 &+ head.payloads
      let word = UInt32(bitPattern: word)
      if head.bits == 0 {
        var at = first
        let end = first &+ 2 &* head.ways
        while at < end {
          if cells[at] == word { return Int(cells[at &+ 1]) }
          at &+= 2
        }
        return nil
      }
      let mask = 1 << Int(head.bits) &- 1
      var i = PackedTrie.place(word, head.bits)
      while true {
        let at = first &+ 2 &* i
        if cells[at] == word { return Int(cells[at &+ 1]) }
        if cells[at] == PackedTrie.empty { return nil }
        i = (i &+ 1) & mask
      }
    }

    /// The node behind `node` over the token at `i` or, behind a glued hyphen, the next one; `i` is then that token.
    @inline(__always)
    private func next(_ node: Int, _ tokens: UnsafeBufferPointer<Token>, _ i: inout Int) -> Int? {
      if Head(rawValue: cells[node]).ways == 0 { return nil }
      if i < tokens.count, tokens[i].gluedHyphen { i &+= 1 }
      guard i < tokens.count, tokens[i].linesBefore < 2, tokens[i].word >= 0 else { return nil }
      return next(node, tokens[i].word)
    }

    /// The entry of one table that ends at a node.
    @inline(__always) func entry(_ node: Int, _ category: Category) -> Int32? {
      for at in node &+ 1..<node &+ 1 &+ Head(rawValue: cells[node]).payloads
      where cells[at] >> 28 == UInt32(category.rawValue) {
        return Int32(bitPattern: cells[at] & 0x0FFF_FFFF)
      }
      return nil
    }

    /// Writes the longest matches that begin with the token at `start`, which begins a phrase.
    @inline(__always)
    func match(
      _ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ wanted: UInt16, _ longest: inout Longest,
      _ room: UnsafeMutableBufferPointer<PhraseMatch>, _ filled: inout Int
    ) {
      var node = Int(tokens[start].root)
      if node == 0 { return }
      var touched: UInt16 = 0
      var i = start &+ 1
      while true {
        var at = node &+ 1
        let end = at &+ Head(rawValue: cells[node]).payloads
        while at < end {
          let category = Int(cells[at] >> 28)
          longest.entry[category] = Int32(bitPattern: cells[at] & 0x0FFF_FFFF)
          longest.end[category] = Int32(truncatingIfNeeded: i)
          touched |= 1 << UInt16(truncatingIfNeeded: category)
          at &+= 1
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
        room.initializeElement(
          at: filled,
          to: PhraseMatch(
            category: category, entry: longest.entry[c], start: Int32(truncatingIfNeeded: start),
            end: longest.end[c]))
        filled &+= 1
        longest.free[c] = longest.end[c]
      }
    }

    /// Entry and end of the longest phrase of one table that begins with the token at `start`.
    func longest(_ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ category: Category) -> (Int, Int)? {
      var node = Int(tokens[start].root)
      if node == 0 { return nil }
      var best: (Int, Int)?
      var i = start &+ 1
      while true {
        if let entry = entry(node, category) { best = (Int(entry), i) }
        guard let following = next(node, tokens, &i) else { return best }
        node = following
        i &+= 1
      }
    }
  }
}

extension PackedTrie {
  /// Lays out a trie. Every start of the program runs this.
  init(_ trie: PhraseTrie) {
    let count = trie.nodeCount
    // No node stands at 0, which means none.
    var size = 1
    // Where each node stands, and where its next way on goes.
    var places = [(node: UInt32, way: UInt32)](repeating: (0, 0), count: count)
    trie.nodes.withUnsafeBufferPointer { nodes in
      trie.payloads.withUnsafeBufferPointer { payloads in
        places.withUnsafeMutableBufferPointer { places in
          for node in 1..<max(1, count) {
            var ends = 0
            var p = nodes[node].first
            while p >= 0 {
              ends &+= 1
              p = payloads[Int(p)].next
            }
            places[node] = (UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size &+ 1 &+ ends))
            size &+= Head(payloads: ends, ways: Int(nodes[node].ways)).size
          }
          cells = [UInt32](repeating: Self.empty, count: size)
          cells.withUnsafeMutableBufferPointer { cells in
            for node in 1..<max(1, count) {
              let place = Int(places[node].node)
              var at = place &+ 1
              var p = nodes[node].first
              while p >= 0 {
                let payload = payloads[Int(p)]
                let category = UInt32(payload.category.rawValue)
                cells[at] = category << 28 | UInt32(bitPattern: payload.entry) & 0x0FFF_FFFF
                at &+= 1
                p = payload.next
              }
              cells[place] = Head(payloads: at &- place &- 1, ways: Int(nodes[node].ways)).rawValue
              let parent = Int(nodes[node].parent)
              if parent > 0 {
                Self.add(UInt32(bitPattern: nodes[node].word), places[node].node, to: &places[parent], cells)
              }
            }
          }
        }
      }
    }
    roots = trie.rootByWord.map { $0 > 0 ? places[Int($0)].node : 0 }
  }

  /// Adds a way on to a node, which stands in front of what it leads to.
  @inline(__always)
  private static func add(
    _ word: UInt32, _ target: UInt32, to node: inout (node: UInt32, way: UInt32),
    _ cells: UnsafeMutableBufferPointer<UInt32>
  ) {
    let head = Head(rawValue: cells[Int(node.node)])
    var at = Int(node.way)
    if head.bits == 0 {
      node.way &+= 2
    } else {
      var i = place(word, head.bits)
      while cells[at &+ 2 &* i] != empty { i = (i &+ 1) & (head.places &- 1) }
      at &+= 2 &* i
    }
    cells[at] = word
    cells[at &+ 1] = target
  }
}
