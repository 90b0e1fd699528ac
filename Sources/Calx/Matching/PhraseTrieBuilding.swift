// Filling a trie with the phrases of a lexicon, whole cells at a time. Every start of the program runs this.

extension PhraseTrie {
  /// A node that some words have led to, and the first of them; -1 before it.
  struct Place: Sendable {
    var node: Int32
    var root: Int32
  }

  /// Most readings of one cell that a trie takes in.
  static let mostReadings = 1 << 20

  /// Adds every reading of a cell.
  ///
  /// - Parameter shared: the payloads of readings that their table holds already are appended; they keep their entry.
  /// - Returns: false when the cell has more than `mostReadings`, and nothing was added.
  mutating func insert(
    _ cell: PhraseCell, _ category: Category, entry: Int32, shared: inout [Int32]
  ) -> Bool {
    guard let size = Self.size(of: cell) else { return false }
    makeRoom(size, cell)
    var filling = Filling(nodeCount: nodeCount, mask: mask, category: category, entry: entry)
    Self.fill(
      &filling, cell, &nodes, &slots, &places, &rootByWord, &rootCategories, &payloads, &shared)
    nodeCount = filling.nodeCount
    return true
  }

  /// The entry of a payload that `insert` has found shared.
  func entry(of payload: Int32) -> Int32 { payloads[Int(payload)].entry }

  /// Changes the entry of a payload.
  mutating func set(entry: Int32, of payload: Int32) { payloads[Int(payload)].entry = entry }

  /// At most how many nodes the cell asks for, and places on the way of one alternative; nil when too many.
  private static func size(of cell: PhraseCell) -> (nodes: Int, places: Int)? {
    var result = (nodes: 0, places: 0)
    var all = 0
    var (element, choice, word) = (0, 0, 0)
    for alternative in cell.alternatives {
      var readings = 1
      var places = 1
      while element < alternative {
        let choices = Int(cell.elements[element]) - choice
        choice += choices
        let words = (choice > 0 ? Int(cell.choices[choice - 1]) : 0) - word
        word += words
        result.nodes += readings * words
        readings *= choices
        places += readings
        element += 1
        if readings > mostReadings || result.nodes > mostReadings { return nil }
      }
      all += readings
      result.places = max(result.places, places)
      if all > mostReadings { return nil }
    }
    return result
  }

  private mutating func makeRoom(_ size: (nodes: Int, places: Int), _ cell: PhraseCell) {
    let most = nodeCount + size.nodes
    if most > nodes.count {
      nodes += repeatElement(Node(), count: max(most - nodes.count, nodes.count / 2))
    }
    if size.places > places.count {
      places += repeatElement(Place(node: 0, root: -1), count: size.places * 2 - places.count)
    }
    while most * 2 > slots.count { grow() }
    let words = Int(cell.words.max() ?? -1) + 1
    if words > rootByWord.count {
      let missing = max(words - rootByWord.count, rootByWord.count / 2)
      rootByWord += repeatElement(-1, count: missing)
      rootCategories += repeatElement(0, count: missing)
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for node in 1..<max(1, nodeCount) {
      var i = Self.slot(nodes[node].parent, nodes[node].word, mask)
      while slots[i] != 0 { i = (i + 1) & mask }
      slots[i] = Int32(truncatingIfNeeded: node)
    }
  }

  /// What changes while a cell's readings become nodes.
  private struct Filling {
    var nodeCount: Int
    let mask: Int
    let category: Category
    let entry: Int32

    /// The node behind `node` over `word`, made when it is missing.
    @inline(__always)
    mutating func step(
      _ node: Int32, _ word: Int32, _ nodes: UnsafeMutableBufferPointer<Node>,
      _ slots: UnsafeMutableBufferPointer<Int32>
    ) -> Int32 {
      var i = PhraseTrie.slot(node, word, mask)
      while slots[i] != 0 {
        let found = slots[i]
        if nodes[Int(found)].parent == node, nodes[Int(found)].word == word { return found }
        i = (i + 1) & mask
      }
      let made = Int32(truncatingIfNeeded: nodeCount)
      nodeCount += 1
      slots[i] = made
      nodes[Int(made)] = Node(parent: node, word: word)
      nodes[Int(node)].ways &+= 1
      return made
    }
  }

  /// Walks every reading of the cell, in order. The arrays have room for all.
  private static func fill(
    _ filling: inout Filling, _ cell: PhraseCell, _ nodes: inout [Node], _ slots: inout [Int32],
    _ places: inout [Place], _ roots: inout [Int32], _ categories: inout [UInt16],
    _ payloads: inout [Payload], _ shared: inout [Int32]
  ) {
    nodes.withUnsafeMutableBufferPointer { nodes in
      slots.withUnsafeMutableBufferPointer { slots in
        places.withUnsafeMutableBufferPointer { places in
          cell.withUnsafeArrays { words, choices, elements, alternatives in
            var (element, choice, word) = (0, 0, 0)
            for alternative in alternatives {
              // Places that the elements so far lead to, in the order of the choices.
              places[0] = Place(node: 0, root: -1)
              var (first, last) = (0, 1)
              while element < alternative {
                let (firstChoice, firstWord) = (choice, word)
                var next = last
                for from in first..<last {
                  choice = firstChoice
                  word = firstWord
                  while choice < elements[element] {
                    var place = places[from]
                    while word < choices[choice] {
                      place.node = filling.step(place.node, words[word], nodes, slots)
                      if place.root < 0 {
                        place.root = words[word]
                        roots[Int(place.root)] = place.node
                      }
                      word += 1
                    }
                    places[next] = place
                    next += 1
                    choice += 1
                  }
                }
                (first, last) = (last, next)
                element += 1
              }
              for i in first..<last where places[i].node != 0 {
                let root = Int(places[i].root)
                let bit = filling.category.bit
                if categories[root] & bit == 0 { categories[root] |= bit }
                end(filling, places[i].node, nodes, &payloads, &shared)
              }
            }
          }
        }
      }
    }
  }

  /// A reading ends at `node`.
  @inline(__always)
  private static func end(
    _ filling: Filling, _ node: Int32, _ nodes: UnsafeMutableBufferPointer<Node>, _ payloads: inout [Payload],
    _ shared: inout [Int32]
  ) {
    let first = nodes[Int(node)].first
    var p = first
    while p >= 0 {
      if payloads[Int(p)].category == filling.category {
        shared.append(p)
        return
      }
      p = payloads[Int(p)].next
    }
    nodes[Int(node)].first = Int32(truncatingIfNeeded: payloads.count)
    payloads.append(Payload(category: filling.category, entry: filling.entry, next: first))
  }
}
