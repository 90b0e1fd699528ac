// A token of a report: a stretch of bytes with the id of its word.

/// A word, number or punctuation mark of a report.
struct Token {
  enum Kind: UInt8 { case word, number, punctuation }

  /// First byte of the token in the report.
  var start: Int32
  /// One past its last byte.
  var end: Int32
  /// The word's id in the lexicon's `Vocabulary`, or -1 for a word that no phrase uses.
  var word: Int32
  /// Tables of the phrases that begin with the word, as bits of `Category`.
  var begins: UInt16
  /// Where these phrases go on in the lexicon's trie, 0 for none.
  var root: UInt32
  var kind: Kind
  /// White space stands before the token.
  var spaceBefore: Bool
  /// How many line ends stand before the token (2 or more: a blank line).
  var linesBefore: UInt8
  /// The token's first letter is a capital.
  var capital: Bool
  /// All letters are capitals, and there are at least two.
  var allCaps: Bool
  /// A hyphen glued to both neighbours: phrases look through it.
  var gluedHyphen: Bool
  /// First byte, for punctuation.
  var byte: UInt8

  var length: Int { Int(end - start) }
}

/// The range from `a` to `b`, empty where `b` stands before `a`: stretches between tokens are often empty.
@inline(__always) func span(_ a: Int, _ b: Int) -> Range<Int> { a < b ? a..<b : a..<a }

extension Range<Int> {
  /// The first place at which something holds that holds at all behind it; the end where it holds nowhere. Reads as many
  /// places as their number has bits.
  @inline(__always) func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let mid = low + (high - low) / 2
      if holds(mid) { high = mid } else { low = mid + 1 }
    }
    return low
  }
}
