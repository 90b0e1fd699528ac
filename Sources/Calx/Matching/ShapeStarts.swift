// Where in a text a pattern can begin: at few of its tokens, and whether at one is asked once for each word.

/// The tokens at which each pattern of a lexicon can begin. Never shared; reused from text to text.
///
/// A pattern whose first byte is known begins at such a byte. Whether it can begin within a word is a question to the
/// word alone: a partial match, which ends where the word ends, says yes to all that what follows would have to decide. The
/// answers are remembered by word, so that most tokens cost one look at a table for all patterns together. Where a pattern
/// can begin in a word (`5`, `in`), the same is asked of the word with the token behind it (`5 calyces`, `in both`).
/// Nothing but one worker touches the tables: accesses go unchecked.
final class ShapeStarts {
  /// Patterns that this can be said of, at most; the others are looked for everywhere.
  private static let most = 63
  /// Says that the answer for a word is known.
  private static let isAsked: UInt64 = 1 << 63

  @exclusivity(unchecked) private var lexicon: Lexicon?
  @exclusivity(unchecked) private var patterns: [Pattern] = []
  /// Patterns that can begin with a byte, as bits.
  @exclusivity(unchecked) private var byByte = [UInt64](repeating: 0, count: 256)
  /// Patterns of which the first byte is known.
  @exclusivity(unchecked) private var known: UInt64 = 0
  /// Patterns of which a word can be asked; of the others only its bytes.
  @exclusivity(unchecked) private var asked: UInt64 = 0
  /// Patterns that begin with the first byte of a word.
  @exclusivity(unchecked) private var bounded: UInt64 = 0
  /// Patterns that can begin at a word of the lexicon.
  @exclusivity(unchecked) private var byWord: [UInt64] = []
  /// Patterns that can begin at other words and at numbers, by hash.
  @exclusivity(unchecked) private var others: [(hash: UInt64, patterns: UInt64)] = []
  /// Patterns that can begin in a token when another one stands behind it, by hash of the bytes of both; and of which
  /// patterns that is known.
  @exclusivity(unchecked) private var pairs: [(hash: UInt64, known: UInt64, patterns: UInt64)] = []
  /// Longest pair that is asked, in bytes: such as come again.
  private static let longestPair = 24
  /// Bounded patterns that can begin with two or three letters.
  @exclusivity(unchecked) private var byPrefix: [(prefix: UInt32, patterns: UInt64)] = []
  /// Patterns that in this text are looked for by token.
  @exclusivity(unchecked) private var gated: UInt64 = 0
  /// Tokens at which a pattern can begin.
  @exclusivity(unchecked) private var tokens: [[Int32]] = []

  /// The tokens at which a pattern can begin, nil when it can begin anywhere.
  func tokens(of pattern: Int) -> [Int32]? {
    pattern < Self.most && gated >> UInt64(pattern) & 1 != 0 ? tokens[pattern] : nil
  }

  /// Takes up a text.
  func read(
    _ text: UnsafeBufferPointer<UInt8>, _ tokens: [Token], _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) {
    if lexicon !== self.lexicon { prepare(lexicon) }
    for i in self.tokens.indices { self.tokens[i].removeAll(keepingCapacity: true) }
    gated = known
    // The other case of some letters is beyond ASCII, where tokens are not what PCRE2 takes for words.
    if !text.isASCII { for b in text where b >= 128 { gated &= ~byByte[Int(b)] } }
    tokens.withUnsafeBufferPointer { tokens in
      for i in tokens.indices {
        var found = patterns(at: i, tokens, text, matcher) & gated
        if found & asked != 0 { found = narrowed(found, at: i, tokens, text, matcher) }
        while found != 0 {
          self.tokens[found.trailingZeroBitCount].append(Int32(truncatingIfNeeded: i))
          found &= found &- 1
        }
      }
    }
  }

  private func prepare(_ lexicon: Lexicon) {
    self.lexicon = lexicon
    patterns = lexicon.patterns.all
    byByte = Array(repeating: 0, count: 256)
    known = 0
    asked = 0
    bounded = 0
    for (i, pattern) in patterns.enumerated() where i < Self.most {
      guard let starts = pattern.starts else { continue }
      known |= 1 << UInt64(i)
      for b in 0..<256 where starts[b] { byByte[b] |= 1 << UInt64(i) }
      if pattern.isAskable { asked |= 1 << UInt64(i) }
      if pattern.isAskable, pattern.beginsAtBoundary { bounded |= 1 << UInt64(i) }
    }
    byWord = Array(repeating: 0, count: lexicon.vocabulary.count)
    others = Array(repeating: (0, 0), count: 1 << 10)
    pairs = Array(repeating: (0, 0, 0), count: 1 << 12)
    byPrefix = Array(repeating: (0, 0), count: 1 << 11)
    tokens = Array(repeating: [], count: min(patterns.count, Self.most))
  }

  @inline(__always)
  private func patterns(
    at i: Int, _ tokens: UnsafeBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>,
    _ matcher: PatternMatcher
  ) -> UInt64 {
    let start = Int(tokens[i].start)
    if tokens[i].kind == .punctuation { return byByte[Int(text[start])] }
    let word = Int(tokens[i].word)
    let glued = start > 0 && Self.isWord(text[start - 1])
    if word >= 0, !glued, byWord[word] != 0 { return byWord[word] }
    return patterns(in: UnsafeBufferPointer(rebasing: text[start..<Int(tokens[i].end)]), word, glued, matcher)
  }

  /// A byte of what PCRE2 takes for a word.
  @inline(__always) private static func isWord(_ b: UInt8) -> Bool {
    (b | 32) &- 97 < 26 || b &- 48 < 10 || b == UInt8(ascii: "_")
  }

  /// Asks a word or number.
  ///
  /// - Parameter glued: what stands in front makes one word with it for PCRE2.
  private func patterns(
    in bytes: UnsafeBufferPointer<UInt8>, _ word: Int, _ glued: Bool, _ matcher: PatternMatcher
  ) -> UInt64 {
    var found: UInt64 = 0
    var plain = true
    var hash = WordHash()
    for b in bytes {
      found |= byByte[Int(b)]
      plain = plain && Self.isWord(b)
      hash.add(b)
    }
    // In a word of ASCII letters and digits no boundary is but at its ends.
    if plain { found &= ~bounded | (glued ? 0 : byByte[Int(bytes[0])]) }
    if glued { return found }
    let slot = Int(truncatingIfNeeded: hash.hash >> 20) & (others.count - 1)
    if word < 0 || !plain, others[slot].hash == hash.hash { return others[slot].patterns }
    if plain, bytes.count > 2 {
      // Most patterns that begin with a word's first letter do not begin with the next ones.
      found = narrowed(found, by: UnsafeBufferPointer(rebasing: bytes[..<2]), matcher)
      found = narrowed(found, by: UnsafeBufferPointer(rebasing: bytes[..<3]), matcher)
    }
    found = ask(found, bytes, atStart: plain ? bounded : 0, matcher)
    // An apostrophe of either kind makes the same word of the lexicon, but not the same bytes.
    if word >= 0, plain {
      byWord[word] = found | Self.isAsked
    } else {
      others[slot] = (hash.hash, found)
    }
    return found
  }

  /// Those of the patterns that can begin in a word, at its start alone where they are among `atStart`.
  private func ask(
    _ patterns: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, atStart: UInt64, _ matcher: PatternMatcher
  ) -> UInt64 {
    var found = patterns
    var rest = patterns & asked
    while rest != 0 {
      let bit = rest & (0 &- rest)
      rest ^= bit
      let pattern = self.patterns[bit.trailingZeroBitCount]
      if !matcher.canBegin(pattern, in: bytes, within: atStart & bit != 0 ? 1 : bytes.count) { found ^= bit }
    }
    return found
  }

  /// The patterns without those that cannot begin in a token because of the token behind it.
  private func narrowed(
    _ found: UInt64, at i: Int, _ tokens: UnsafeBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>,
    _ matcher: PatternMatcher
  ) -> UInt64 {
    guard i + 1 < tokens.count else { return found }
    let (start, end) = (Int(tokens[i].start), Int(tokens[i + 1].end))
    // What stands in front of a word that it makes one with could decide, too.
    guard end - start <= Self.longestPair, start == 0 || !Self.isWord(text[start - 1]) else { return found }
    let pair = UnsafeBufferPointer(rebasing: text[start..<end])
    // The first token's end is part of what is asked.
    var hash = WordHash.mix(WordHash.seed, UInt64(truncatingIfNeeded: Int(tokens[i].end) - start))
    var at = 0
    while at < pair.count {
      var bytes: UInt64 = 0
      for k in at..<min(at + 8, pair.count) { bytes = bytes << 8 | UInt64(pair[k]) }
      hash = WordHash.mix(hash, bytes)
      at += 8
    }
    let slot = Int(truncatingIfNeeded: hash >> 20) & (pairs.count - 1)
    if pairs[slot].hash != hash { pairs[slot] = (hash, 0, 0) }
    var unknown = found & asked & ~pairs[slot].known
    if unknown != 0 {
      pairs[slot].known |= unknown
      let word = Int(tokens[i].end) - start
      while unknown != 0 {
        let bit = unknown & (0 &- unknown)
        unknown ^= bit
        let pattern = patterns[bit.trailingZeroBitCount]
        if matcher.canBegin(pattern, in: pair, within: word) { pairs[slot].patterns |= bit }
      }
    }
    return found & (~asked | pairs[slot].patterns)
  }

  /// The patterns without those bounded ones that cannot begin with a word's first letters.
  private func narrowed(
    _ found: UInt64, by prefix: UnsafeBufferPointer<UInt8>, _ matcher: PatternMatcher
  ) -> UInt64 {
    if found & bounded == 0 { return found }
    var key: UInt32 = 0
    for b in prefix { key = key << 8 | UInt32(b) }
    let slot = Int((key &* 0x9E37_79B1) >> 21)
    if byPrefix[slot].prefix != key {
      let first = byByte[Int(prefix[0])] & bounded
      byPrefix[slot] = (key, ask(first, prefix, atStart: bounded, matcher))
    }
    return found & (~bounded | byPrefix[slot].patterns)
  }
}

extension Lexicon.Patterns {
  /// All patterns: `measurement`, `reference`, `date`, then masks, then phrases.
  var all: [Pattern] { [measurement, reference, date] + masks + phrases.map(\.pattern) }
  /// Where in `all` the masks begin.
  static let firstMask = 3
  /// Where in `all` the phrases begin.
  var firstPhrase: Int { Self.firstMask + masks.count }
}
