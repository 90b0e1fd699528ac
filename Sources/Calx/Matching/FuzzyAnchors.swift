// Misspelt anchors: an unknown word one or two typing errors away from an anchor is that anchor.

/// Single-word anchors, for words that no phrase of the lexicon knows.
struct FuzzyAnchors: Sendable {
  /// Shortest anchor that may be misspelt; shorter ones are too near to ordinary words.
  static let shortest = 8
  private struct Candidate {
    var word: [UInt8]
    var count: Int
    var entry: Int32
    /// Its place among all: of two that are as near, the first one is meant.
    var ordinal: Int
    var letters: UInt64
  }
  /// All of them, by first letter and length.
  private let candidates: [Candidate]
  /// Where the candidates of a first letter and length begin, `lengths` for each letter that is one.
  private let starts: [Int32]
  /// Row of `starts` for each first letter, -1 for none.
  private let rows: [Int16]
  /// Longer words are never taken for misspelt.
  private static let longest = 59
  private static let lengths = longest + 5

  init(_ words: [(word: String, entry: Int32)]) {
    var map: [UInt8: [[Candidate]]] = [:]
    for (ordinal, (word, entry)) in words.enumerated()
    where (Self.shortest...Self.longest).contains(word.utf8.count) {
      let bytes = Array(word.utf8)
      let letters = bytes.reduce(0) { $0 | Self.bit($1 | 32) }
      map[bytes[0], default: Array(repeating: [], count: Self.lengths)][bytes.count].append(
        Candidate(word: bytes, count: bytes.count, entry: entry, ordinal: ordinal, letters: letters))
    }
    var rows = [Int16](repeating: -1, count: 256)
    var starts: [Int32] = []
    var all: [Candidate] = []
    for first in map.keys.sorted() {
      rows[Int(first)] = Int16(starts.count / Self.lengths)
      for group in map[first] ?? [] {
        starts.append(Int32(all.count))
        all += group
      }
    }
    starts.append(Int32(all.count))
    self.rows = rows
    self.starts = starts
    candidates = all
  }

  @inline(__always) private static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
  @inline(__always) private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte | 32 : byte
  }

  /// The anchor that a word was meant to be, whatever its case, or nil.
  ///
  /// One error (insertion, deletion, substitution or swap of neighbours) is allowed, two from eleven letters on.
  func anchor(for word: UnsafeBufferPointer<UInt8>) -> Int32? {
    let n = word.count
    guard n >= Self.shortest - 1, n <= Self.longest + 2 else { return nil }
    let row = Int(rows[Int(Self.folded(word[0]))])
    guard row >= 0 else { return nil }
    // Two letters more or less at most.
    let from = starts[row * Self.lengths + n - 2]
    let to = starts[min(row * Self.lengths + n + 3, row * Self.lengths + Self.lengths)]
    if from == to { return nil }
    var letters: UInt64 = 0
    for b in word { letters |= Self.bit(b | 32) }
    var bytes: [UInt8] = []
    var best: (distance: Int, candidate: Int)?
    for i in Int(from)..<Int(to) {
      let count = candidates[i].count
      let allowed = count >= 11 ? 2 : 1
      if abs(count - n) > allowed { continue }
      // An error takes away at most one letter and brings in at most one.
      let known = candidates[i].letters
      if Self.isMore(letters & ~known, than: allowed) || Self.isMore(known & ~letters, than: allowed) {
        continue
      }
      if bytes.isEmpty { bytes = word.map(Self.folded) }
      let d = Self.distance(bytes, candidates[i].word, limit: allowed)
      guard d <= allowed else { continue }
      if let best, (best.distance, candidates[best.candidate].ordinal) < (d, candidates[i].ordinal) {
        continue
      }
      best = (d, i)
    }
    return best.map { candidates[$0.candidate].entry }
  }

  /// More than one or two bits are set.
  @inline(__always) private static func isMore(_ bits: UInt64, than allowed: Int) -> Bool {
    let less = bits & (bits &- 1)
    return allowed == 1 ? less != 0 : less & (less &- 1) != 0
  }

  /// Optimal string alignment distance, given up above `limit`.
  static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    // Three rows of the table: the one before the last, the last, and the one that is filled.
    let width = b.count + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { rows in
      rows.initialize(repeating: 0)
      var (before, last, row) = (0, width, 2 * width)
      for j in 0..<width { rows[last + j] = j }
      for i in 1...a.count {
        rows[row] = i
        var least = i
        for j in 1...b.count {
          let cost = a[i - 1] == b[j - 1] ? 0 : 1
          var d = min(rows[last + j] + 1, rows[row + j - 1] + 1, rows[last + j - 1] + cost)
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
            d = min(d, rows[before + j - 2] + 1)
          }
          rows[row + j] = d
          least = min(least, d)
        }
        if least > limit { return limit + 1 }
        (before, last, row) = (last, row, before)
      }
      return rows[last + b.count]
    }
  }
}
