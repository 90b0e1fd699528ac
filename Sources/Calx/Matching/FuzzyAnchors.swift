// Misspelt anchors: an unknown word one or two typing errors away from an anchor is that anchor.

/// Single-word anchors, for words that no phrase of the lexicon knows.
struct FuzzyAnchors: Sendable {
  /// Shortest anchor that may be misspelt; shorter ones are too near to ordinary words.
  static let shortest = 8
  private let byFirst: [UInt8: [(word: [UInt8], entry: Int32)]]

  init(_ words: [(word: String, entry: Int32)]) {
    var map: [UInt8: [(word: [UInt8], entry: Int32)]] = [:]
    for (word, entry) in words where word.utf8.count >= Self.shortest {
      let bytes = Array(word.utf8)
      map[bytes[0], default: []].append((bytes, entry))
    }
    byFirst = map
  }

  /// The anchor that a folded word was meant to be, or nil.
  ///
  /// One error (insertion, deletion, substitution or swap of neighbours) is allowed, two from eleven letters on.
  func anchor(for word: [UInt8]) -> Int32? {
    guard word.count >= Self.shortest - 1, let candidates = byFirst[word[0]] else { return nil }
    var best: (distance: Int, entry: Int32)?
    for (anchor, entry) in candidates {
      let allowed = anchor.count >= 11 ? 2 : 1
      if abs(anchor.count - word.count) > allowed { continue }
      let d = Self.distance(word, anchor, limit: allowed)
      if d <= allowed, d < (best?.distance ?? Int.max) { best = (d, entry) }
    }
    return best?.entry
  }

  /// Optimal string alignment distance, given up above `limit`.
  static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: 0, count: b.count + 1)
      row[0] = i
      var least = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var d = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { d = min(d, before[j - 2] + 1) }
        row[j] = d
        least = min(least, d)
      }
      if least > limit { return limit + 1 }
      before = last
      last = row
    }
    return last[b.count]
  }
}
