// A few stretches of tokens, the first two in place: what the words of a part are, mostly one stretch.

/// A short list of token ranges.
struct TokenRuns {
  private(set) var count = 0
  @Packed private var one: Range<Int> = 0..<0
  @Packed private var two: Range<Int> = 0..<0
  /// Those behind the second.
  private var rest: [Range<Int>]?

  init() {}
  init(_ range: Range<Int>) {
    count = 1
    one = range
  }

  var isEmpty: Bool { count == 0 }
  var first: Range<Int>? { count == 0 ? nil : one }

  subscript(i: Int) -> Range<Int> {
    switch i {
    case 0: one
    case 1: two
    default: rest?[i - 2] ?? 0..<0
    }
  }

  mutating func append(_ range: Range<Int>) {
    switch count {
    case 0: one = range
    case 1: two = range
    case 2: rest = [range]
    default: rest?.append(range)
    }
    count += 1
  }

  mutating func append(contentsOf other: TokenRuns) {
    for i in 0..<other.count { append(other[i]) }
  }

  /// In the order of the text.
  mutating func sort() {
    if count < 2 { return }
    if count == 2 {
      if two.lowerBound < one.lowerBound { (one, two) = (two, one) }
      return
    }
    let sorted = (0..<count).map { self[$0] }.sorted { $0.lowerBound < $1.lowerBound }
    self = TokenRuns()
    for range in sorted { append(range) }
  }
}

extension Array {
  /// Empties a list that is filled anew at once; its room stays.
  @inline(__always) mutating func clear() {
    while !isEmpty { removeLast() }
  }

  /// Empties a list of any length; its room stays. Lists that are empty already cost nothing.
  @inline(__always) mutating func empty() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }

  /// Sets the first `n` elements, and makes room where there are fewer.
  @inline(__always) mutating func blank(_ n: Int, _ value: Element) {
    let known = Swift.min(n, count)
    for i in 0..<known { self[i] = value }
    for _ in known..<n { append(value) }
  }

  /// Takes out what does not hold, in place and without a copy.
  @inline(__always) mutating func drop(where drops: (Element) -> Bool) {
    var kept = 0
    for i in indices where !drops(self[i]) {
      if kept < i { swapAt(kept, i) }
      kept += 1
    }
    while kept < count { removeLast() }
  }

  /// Sorts a short, nearly sorted list in place; equals keep their order.
  @inline(__always) mutating func settle(by precedes: (Element, Element) -> Bool) {
    if count < 2 { return }
    for i in 1..<count {
      var k = i
      while k > 0, precedes(self[k], self[k - 1]) {
        swapAt(k, k - 1)
        k -= 1
      }
    }
  }
}
