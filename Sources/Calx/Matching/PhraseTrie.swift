// Phrases as a trie over word ids: one step a token, whatever the size of the lexicon, and over line ends too.

/// What kind of table a phrase comes from. A token may be matched once in each.
enum Category: UInt8, CaseIterable, Sendable {
  case anchor, mask, site, part, host, side, qualifier, quantity, cue, grammar, section, advice, cause, companion
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
  struct Payload: Sendable {
    var category: Category
    var entry: Int32
  }

  private var edges: [UInt64: Int32] = [:]
  private var payloads: [[Payload]] = [[]]
  // The finished trie: edges in an open-addressed table, payloads flat.
  private var keys: [UInt64] = []
  private var targets: [Int32] = []
  private var mask = 0
  private var rootByWord: [Int32] = []
  private var payloadStart: [Int32] = []
  private var payloadFlat: [Payload] = []

  @inline(__always) private static func key(_ node: Int32, _ word: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  @inline(__always) private func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  /// Adds a phrase; false when the same table holds it already (the first one stays).
  @discardableResult
  mutating func insert(_ words: [Int32], _ category: Category, entry: Int32) -> Bool {
    var node: Int32 = 0
    for w in words {
      let k = Self.key(node, w)
      if let next = edges[k] {
        node = next
      } else {
        let next = Int32(payloads.count)
        payloads.append([])
        edges[k] = next
        node = next
      }
    }
    if payloads[Int(node)].contains(where: { $0.category == category }) { return false }
    payloads[Int(node)].append(Payload(category: category, entry: entry))
    return true
  }

  /// The entry of a phrase in one table.
  func lookup(_ words: some Sequence<Int32>, _ category: Category) -> Int32? {
    var node: Int32 = 0
    for w in words {
      guard w >= 0, let next = next(node, w) else { return nil }
      node = next
    }
    let s = Int(payloadStart[Int(node)])
    let e = Int(payloadStart[Int(node) + 1])
    for i in s..<e where payloadFlat[i].category == category { return payloadFlat[i].entry }
    return nil
  }

  /// Freezes the trie for matching. Call once after the last `insert`.
  mutating func finish(words: Int) {
    var size = 16
    while size < edges.count * 2 { size *= 2 }
    mask = size - 1
    keys = Array(repeating: UInt64.max, count: size)
    targets = Array(repeating: 0, count: size)
    rootByWord = Array(repeating: -1, count: words)
    for (k, target) in edges {
      if k >> 32 == 0 { rootByWord[Int(k & 0xFFFF_FFFF)] = target }
      var i = slot(k)
      while keys[i] != UInt64.max { i = (i + 1) & mask }
      keys[i] = k
      targets[i] = target
    }
    payloadStart = []
    payloadFlat = []
    for p in payloads {
      payloadStart.append(Int32(payloadFlat.count))
      payloadFlat.append(contentsOf: p)
    }
    payloadStart.append(Int32(payloadFlat.count))
    edges = [:]
    payloads = []
  }

  @inline(__always) private func next(_ node: Int32, _ word: Int32) -> Int32? {
    let k = Self.key(node, word)
    var i = slot(k)
    while true {
      let found = keys[i]
      if found == k { return targets[i] }
      if found == UInt64.max { return nil }
      i = (i + 1) & mask
    }
  }

  /// Appends the leftmost-longest matches of every table within `range` of the tokens.
  func match(_ tokens: [Token], _ range: Range<Int>, into matches: inout [PhraseMatch]) {
    var free = InlineArray<16, Int32>(repeating: 0)
    var best = InlineArray<16, Int32>(repeating: -1)
    var bestEnd = InlineArray<16, Int32>(repeating: 0)
    tokens.withUnsafeBufferPointer { tokens in
      for start in range {
        let w = tokens[start].word
        if w < 0 { continue }
        var node = rootByWord[Int(w)]
        if node < 0 { continue }
        var i = start + 1
        var touched: UInt32 = 0
        while true {
          let s = Int(payloadStart[Int(node)])
          let e = Int(payloadStart[Int(node) + 1])
          for p in s..<e {
            let c = Int(payloadFlat[p].category.rawValue)
            best[c] = payloadFlat[p].entry
            bestEnd[c] = Int32(i)
            touched |= 1 << UInt32(c)
          }
          if i < range.upperBound, tokens[i].gluedHyphen { i += 1 }
          if i >= range.upperBound || tokens[i].linesBefore > 1 { break }
          let word = tokens[i].word
          guard word >= 0, let following = next(node, word) else { break }
          node = following
          i += 1
        }
        while touched != 0 {
          let c = touched.trailingZeroBitCount
          touched &= touched - 1
          guard let category = Category(rawValue: UInt8(c)) else { continue }
          // Cues and grammar words may overlap one another; the tables of things may not.
          if Int32(start) < free[c] { continue }
          matches.append(
            PhraseMatch(category: category, entry: best[c], start: Int32(start), end: bestEnd[c]))
          free[c] = bestEnd[c]
        }
      }
    }
  }
}
