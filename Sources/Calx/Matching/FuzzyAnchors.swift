// Misspelt anchors: an unknown word one or two typing errors away from an anchor is that anchor.

/// Single-word anchors, for words that no phrase of the lexicon knows.
struct FuzzyAnchors: Sendable {
  /// Shortest anchor that may be misspelt; shorter ones are too near to ordinary words.
  static let shortest = 8
  private struct Candidate {
    var word: [UInt8]
    var count: Int
    var entry: Int32
    var letters: UInt64
  }
  /// All of them, by their first letters.
  private let candidates: [Candidate]
  /// Where the candidates of each first letter stand.
  private let byFirst: [Range<Int>]
  /// Lengths of the candidates of each first letter, as bits; the last bit for all beyond.
  private let lengths: [UInt64]

  init(_ words: [(word: String, entry: Int32)]) {
    var map = [[Candidate]](repeating: [], count: 256)
    var lengths = [UInt64](repeating: 0, count: 256)
    for (word, entry) in words where word.utf8.count >= Self.shortest {
      let bytes = Array(word.utf8)
      let letters = bytes.reduce(0) { $0 | Self.bit($1) }
      map[Int(bytes[0])].append(
        Candidate(word: bytes, count: bytes.count, entry: entry, letters: letters))
      lengths[Int(bytes[0])] |= 1 << UInt64(min(bytes.count, 63))
    }
    var all: [Candidate] = []
    byFirst = map.map { group in
      all += group
      return all.count - group.count..<all.count
    }
    candidates = all
    self.lengths = lengths
  }

  @inline(__always) private static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
  @inline(__always) private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte | 32 : byte
  }

  /// The anchor that a word was meant to be, whatever its case, or nil.
  ///
  /// One error (insertion, deletion, substitution or swap of neighbours) is allowed, two from eleven letters on.
  func anchor(for word: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard word.count >= Self.shortest - 1 else { return nil }
    let first = Int(Self.folded(word[0]))
    // Two letters more or less at most.
    guard word.count > 60 || lengths[first] >> UInt64(word.count - 2) & 0b11111 != 0 else { return nil }
    var letters: UInt64 = 0
    for b in word { letters |= Self.bit(Self.folded(b)) }
    var bytes: [UInt8] = []
    var best: (distance: Int, entry: Int32)?
    for i in byFirst[first] {
      let allowed = candidates[i].count >= 11 ? 2 : 1
      if abs(candidates[i].count - word.count) > allowed { continue }
      // An error takes away at most one letter and brings in at most one.
      let known = candidates[i].letters
      if Self.isMore(letters & ~known, than: allowed) || Self.isMore(known & ~letters, than: allowed) {
        continue
      }
      if bytes.isEmpty { bytes = word.map(Self.folded) }
      let d = Self.distance(bytes, candidates[i].word, limit: allowed)
      if d <= allowed, d < (best?.distance ?? Int.max) { best = (d, candidates[i].entry) }
    }
    return best?.entry
  }

  /// More than one or two bits are set.
  @inline(__always) private static func isMore(_ bits: UInt64, than allowed: Int) -> Bool {
    let less = bits & (bits &- 1)
    return allowed == 1 ? less != 0 : less & (less &- 1) != 0
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
