// Counting one slot: what was found, what was missed, what was too much.

/// Precision, recall and F1.
struct Rates: Sendable {
  /// Right ones among the found.
  var precision: Double
  /// Found ones among the right.
  var recall: Double
  /// Their harmonic mean.
  var f1: Double

  /// Rates from counts.
  init(truePositives tp: Int, falsePositives fp: Int, falseNegatives fn: Int) {
    precision = tp + fp > 0 ? Double(tp) / Double(tp + fp) : 0
    recall = tp + fn > 0 ? Double(tp) / Double(tp + fn) : 0
    f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
}

/// One (anchor, value) tuple of a slot.
struct SlotTuple: Hashable, Comparable {
  /// The gold anchor, or that of the output where no gold anchor overlaps.
  var anchor: ScoredMention.Anchor
  var extra: Bool
  var value: [String]

  static func < (a: SlotTuple, b: SlotTuple) -> Bool {
    if a.anchor != b.anchor { return a.anchor < b.anchor }
    return a.value.lexicographicallyPrecedes(b.value)
  }
}

/// The counts of one slot over all reports, and its errors.
struct Tally {
  struct Counts {
    var tp = 0
    var fp = 0
    var fn = 0
    var rates: Rates { Rates(truePositives: tp, falsePositives: fp, falseNegatives: fn) }
  }
  struct Miss {
    /// Missing in the output, or too much in it.
    var missed: Bool
    var report: Int
    var tuple: SlotTuple
  }

  var counts = Counts()
  var byValue: [String: Counts] = [:]
  var misses: [Miss] = []

  mutating func add(report: Int, gold: Set<SlotTuple>, output: Set<SlotTuple>) {
    for t in gold.intersection(output) { count(t, \.tp) }
    for t in output.subtracting(gold).sorted() {
      count(t, \.fp)
      misses.append(Miss(missed: false, report: report, tuple: t))
    }
    for t in gold.subtracting(output).sorted() {
      count(t, \.fn)
      misses.append(Miss(missed: true, report: report, tuple: t))
    }
  }

  private mutating func count(_ t: SlotTuple, _ kind: WritableKeyPath<Counts, Int>) {
    counts[keyPath: kind] += 1
    byValue[t.value.last ?? "", default: Counts()][keyPath: kind] += 1
  }

  /// Mean F1 over the values that the gold has.
  var macroF1: Double {
    let f = byValue.sorted { $0.key < $1.key }.filter { $0.value.tp + $0.value.fn > 0 }.map(\.value.rates.f1)
    return f.isEmpty ? 0 : f.reduce(0, +) / Double(f.count)
  }
}
