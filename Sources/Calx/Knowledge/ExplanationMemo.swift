// Explanations made before: findings of which the same rows of the knowledge base hold are explained alike.

/// Which rows hold of a finding, as bits by their places in their lists. It decides the explanation.
struct ExplanationKey: Equatable {
  /// Number of the organ, which tells the codes on offer.
  var organ: Int32 = -1
  /// Negative for an organ without a page.
  var site: Int32 = -1
  /// The code of each system by its place among them, from 1, sixteen bits a system.
  var codes: UInt64 = 0
  var causes: UInt64 = 0
  var shifts: UInt64 = 0
  var tiers: UInt64 = 0
  var steps: UInt64 = 0
  /// Expectations that hold and are not met.
  var missing: UInt64 = 0

  /// Places that each list may have.
  static let longest = 64
  /// Systems, and codes of one system.
  static let systems = 4
  static let mostCodes = Int(UInt16.max) - 1

  var hash: Int {
    var h = UInt64(UInt32(bitPattern: organ)) << 32 | UInt64(UInt32(bitPattern: site))
    func add(_ word: UInt64) {
      h = (h ^ word) &* 0x9E37_79B9_7F4A_7C15
      h ^= h >> 29
    }
    add(codes)
    add(causes)
    add(shifts)
    add(tiers)
    add(steps)
    add(missing)
    return Int(truncatingIfNeeded: h >> 8)
  }
}

/// One worker's explanations, found again by what held of their findings.
///
/// Reports repeat themselves: a kidney stone on the left, a granuloma of the lung. What is said of such a finding depends
/// on the rows that hold of it alone, so it is put together, and rendered, once. When the room is full all are forgotten:
/// memory stays constant, and the output is the same with and without.
final class ExplanationMemo {
  /// Explanations that are kept.
  static let most = 2048

  /// What is kept, in one value: a look at it is one access to the object.
  private struct Table {
    /// Those of this program; another one's are forgotten.
    var program: KnowledgeProgram?
    var keys: [ExplanationKey] = []
    var explanations: [Explanation] = []
    /// Places of keys, plus one, by hash; 0 is free. At most half are taken.
    var index: [Int32] = []
    /// What cross-organ rules have made of explanations.
    var added: [Addition: (of: Explanation, result: Explanation)] = [:]

    /// Where a key is, or where it would be.
    func slot(_ key: ExplanationKey) -> Int {
      let mask = index.count - 1
      var i = key.hash & mask
      while index[i] != 0, keys[Int(index[i]) - 1] != key { i = (i + 1) & mask }
      return i
    }

    /// Forgets what another program said.
    mutating func belong(to program: KnowledgeProgram) {
      if self.program === program { return }
      forget()
      self.program = program
    }

    private mutating func forget() {
      keys.removeAll(keepingCapacity: true)
      explanations.removeAll(keepingCapacity: true)
      added.removeAll(keepingCapacity: true)
      for i in index.indices { index[i] = 0 }
    }

    func explanation(_ key: ExplanationKey) -> Explanation? {
      if index.isEmpty { return nil }
      let i = index[slot(key)]
      return i == 0 ? nil : explanations[Int(i) - 1]
    }

    mutating func keep(_ explanation: Explanation, _ key: ExplanationKey) {
      if keys.count == ExplanationMemo.most { forget() }
      if index.isEmpty { index = Array(repeating: 0, count: 2 * ExplanationMemo.most) }
      let free = slot(key)
      keys.append(key)
      explanations.append(explanation)
      index[free] = Int32(keys.count)
    }
  }

  /// A cross-organ rule and the explanation to which it adds.
  private struct Addition: Hashable {
    var explanation: ObjectIdentifier
    var rule: Int
  }

  private var table = Table()

  /// The explanation that was kept under a key.
  func explanation(_ key: ExplanationKey, of program: KnowledgeProgram) -> Explanation? {
    table.belong(to: program)
    return table.explanation(key)
  }

  /// Keeps an explanation under a key that has none.
  func keep(_ explanation: Explanation, _ key: ExplanationKey) { table.keep(explanation, key) }

  /// What a cross-organ rule makes of an explanation that is kept; made when it is first asked for.
  func explanation(
    _ kept: Explanation, with rule: Int, of program: KnowledgeProgram, _ make: () -> Explanation
  ) -> Explanation {
    table.belong(to: program)
    // The explanation stays with what was made of it, so that its identity is no other's.
    let key = Addition(explanation: ObjectIdentifier(kept), rule: rule)
    if let known = table.added[key] { return known.result }
    let made = make()
    if table.added.count == Self.most { table.added.removeAll(keepingCapacity: true) }
    table.added[key] = (kept, made)
    return made
  }
}
