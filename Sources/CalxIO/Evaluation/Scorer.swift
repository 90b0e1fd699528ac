// Gold against output: anchors joined by overlap, then every slot as a set of (anchor, value) tuples.

/// Scores reports one by one.
struct Scorer {
  /// Slots in the order of the result; `strict` is all of `strictSlots` at once.
  static let slots = ["anchor", "strict"] + ScoredMention.scalars + ScoredMention.sets + ScoredMention.texts
  static let strictSlots = ["organ", "laterality", "multiplicity", "presence", "temporality"]

  private(set) var tallies: [String: Tally] = Dictionary(uniqueKeysWithValues: slots.map { ($0, Tally()) })

  mutating func add(report: Int, gold: [ScoredMention], output: [ScoredMention]) {
    let goldAnchors = Set(gold.map(\.anchor))
    let outputAnchors = Set(output.map(\.anchor))
    let joined = Self.join(goldAnchors, outputAnchors)
    let goldKey: (ScoredMention) -> (ScoredMention.Anchor, Bool) = { ($0.anchor, false) }
    let outputKey: (ScoredMention) -> (ScoredMention.Anchor, Bool) = { m in
      joined[m.anchor].map { ($0, false) } ?? (m.anchor, true)
    }
    func tuples(
      _ mentions: [ScoredMention], _ key: (ScoredMention) -> (ScoredMention.Anchor, Bool),
      _ values: (ScoredMention) -> [[String]]
    ) -> Set<SlotTuple> {
      var result = Set<SlotTuple>()
      for m in mentions {
        let k = key(m)
        for v in values(m) { result.insert(SlotTuple(anchor: k.0, extra: k.1, value: v)) }
      }
      return result
    }
    func add(_ slot: String, _ values: (ScoredMention) -> [[String]]) {
      tallies[slot]?.add(
        report: report, gold: tuples(gold, goldKey, values), output: tuples(output, outputKey, values))
    }
    add("anchor") { _ in [[]] }
    for slot in ScoredMention.scalars { add(slot) { m in m.value(slot).map { [[$0]] } ?? [] } }
    for slot in ScoredMention.sets { add(slot) { m in m.values(slot).map { [$0] } } }
    for slot in ScoredMention.texts {
      let wanted = gold.compactMap { m in m.value(slot).map { (m.anchor, $0) } }
      let expected = tuples(gold, goldKey) { m in m.value(slot).map { [[$0]] } ?? [] }
      let found = tuples(output, outputKey) { m in
        guard let text = m.value(slot) else { return [] }
        let key = outputKey(m)
        let hit = key.1 ? nil : wanted.first { $0.0 == key.0 && Self.alike($0.1, text) }
        return [[hit?.1 ?? text]]
      }
      tallies[slot]?.add(report: report, gold: expected, output: found)
    }
    add("strict") { m in [Self.strictSlots.map { m.value($0) ?? "-" }] }
  }

  /// Output anchors to gold anchors, one to one, longest overlap first.
  static func join(
    _ gold: Set<ScoredMention.Anchor>, _ output: Set<ScoredMention.Anchor>
  ) -> [ScoredMention.Anchor: ScoredMention.Anchor] {
    var pairs: [(overlap: Int, gold: ScoredMention.Anchor, output: ScoredMention.Anchor)] = []
    for g in gold { for o in output where g.overlap(o) > 0 { pairs.append((g.overlap(o), g, o)) } }
    pairs.sort { a, b in
      if a.overlap != b.overlap { return a.overlap > b.overlap }
      return a.gold != b.gold ? a.gold < b.gold : a.output < b.output
    }
    var result: [ScoredMention.Anchor: ScoredMention.Anchor] = [:]
    var taken = Set<ScoredMention.Anchor>()
    for p in pairs where result[p.output] == nil && taken.insert(p.gold).inserted {
      result[p.output] = p.gold
    }
    return result
  }

  /// Half of the shorter one's words in common.
  static func alike(_ a: String, _ b: String) -> Bool {
    let x = words(a)
    let y = words(b)
    return !x.isEmpty && !y.isEmpty && 2 * x.intersection(y).count >= min(x.count, y.count)
  }

  private static func words(_ s: String) -> Set<String> {
    Set(
      s.lowercased().unicodeScalars.split {
        !($0.value >= 97 && $0.value <= 122 || $0.value >= 48 && $0.value <= 57)
      }
      .map { String(String.UnicodeScalarView($0)) })
  }
}
