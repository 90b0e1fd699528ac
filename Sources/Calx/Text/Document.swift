// A report taken apart: tokens, phrases, sections, sentences. What all later rooms read.

/// One sentence, list item or template line.
struct Sentence {
  /// Its tokens, labels included.
  var tokens: Range<Int>
  /// Index into the document's sections.
  var section: Int
  /// Labels that govern it, outermost first, as token ranges without the colon (`KIDNEYS`, `Right`).
  var labels: [Range<Int>]
  /// First token behind the sentence's own labels.
  var body: Int
  /// Ordinal of its paragraph.
  var paragraph: Int
  /// Ordinal of the list item or line group that it stands in, for advice.
  var item: Int
  /// It stands on the first lines of the report, before any sentence that ends in a full stop.
  var isTitle: Bool
}

/// A report's tokens, phrase matches and structure. Reused from report to report by its worker.
struct Document {
  var tokens: [Token] = []
  var matches: [PhraseMatch] = []
  /// How many phrases begin in front of each token, and at last how many there are; empty while phrases come and go.
  private var matchesBefore: [Int32] = []
  var sections: [Section] = []
  /// Tokens of each section.
  var sectionTokens: [Range<Int>] = []
  /// Section of each token.
  var sectionOf: [Int32] = []
  var sentences: [Sentence] = []
  /// Classes of each token, from the grammar table; empty until something asks for them.
  var classes: [WordClass] = []
  var measurements: [Measurement] = []
  /// Tokens that are part of a measurement, date or image reference; empty until something asks for them.
  var shaped: [Bool] = []
  /// Tokens in which no anchor counts, by shape.
  var masked: [Bool] = []

  /// The phrases that begin within a stretch of tokens. Matches are ordered by their start.
  func matches(in range: Range<Int>) -> ArraySlice<PhraseMatch> {
    if range.upperBound < matchesBefore.count {
      return matches[Int(matchesBefore[range.lowerBound])..<Int(matchesBefore[range.upperBound])]
    }
    func first(_ token: Int) -> Int {
      matches.indices.partitioningIndex { Int(matches[$0].start) >= token }
    }
    return matches[first(range.lowerBound)..<first(range.upperBound)]
  }

  /// Counts the phrases in front of each token, once all are found.
  private mutating func countMatches() {
    matchesBefore.reserveCapacity(tokens.count + 1)
    var before: Int32 = 0
    for i in tokens.indices {
      matchesBefore.append(before)
      while Int(before) < matches.count, Int(matches[Int(before)].start) == i { before += 1 }
    }
    matchesBefore.append(before)
  }

  /// The measurements that begin within a stretch of tokens. Measurements are in order.
  func measurements(in range: Range<Int>, into found: inout [Measurement]) {
    found.clear()
    if measurements.isEmpty { return }
    let low = measurements.indices.partitioningIndex {
      measurements[$0].tokens.lowerBound >= range.lowerBound
    }
    var end = low
    while end < measurements.count, measurements[end].tokens.lowerBound < range.upperBound { end += 1 }
    if low < end { found.append(contentsOf: measurements[low..<end]) }
  }

  func byteRange(_ tokens: Range<Int>) -> Range<Int> {
    guard !tokens.isEmpty else { return 0..<0 }
    return Int(self.tokens[tokens.lowerBound].start)..<Int(self.tokens[tokens.upperBound - 1].end)
  }

  /// Tables that tell sections, advice, and whether there is an anchor at all.
  private static let outline = CategorySet(.section, .advice)

  /// Tables that tell whether there is an anchor at all.
  private static let anchoring = CategorySet(.anchor, .mask)

  /// Tokens of the longest mask that is looked for by its first word.
  private static let longestMask = 12

  /// What sentences and advice are read with, besides grammar.
  private static let advised = CategorySet(.advice, .section, .site, .part, .side, .host, .quantity)

  /// Takes a report apart. One that cannot hold an anchor is read only as far as its sections and its advice ask for,
  /// unless `whole`.
  ///
  /// - Returns: whether the report can hold an anchor. If not, measurements and masks are left out, and sentences too
  ///   but for the sections that can hold advice.
  /// - Throws: `PatternMatchError` when a shape exceeds its limits in this text.
  @discardableResult
  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher, whole: Bool = false
  ) throws(PatternMatchError) -> Bool {
    let anchored = try find(text, lexicon, matcher, whole: whole)
    if anchored { try structure(text, lexicon, matcher) }
    return anchored
  }

  /// The first half of `read`: tokens and phrases; all there is to read in a report that cannot hold an anchor.
  ///
  /// - Returns: whether the report can hold an anchor, and `structure` has to follow.
  /// - Throws: `PatternMatchError` when a shape exceeds its limits in this text.
  mutating func find(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher, whole: Bool
  ) throws(PatternMatchError) -> Bool {
    let begins = Tokenizer.tokenize(text, lexicon.vocabulary, into: &tokens)
    matches.empty()
    matchesBefore.empty()
    classes.empty()
    measurements.empty()
    shaped.empty()
    masked.empty()
    sentences.empty()
    let anchored = whole ? true : try holdsAnchor(text, lexicon, matcher, begins)
    lexicon.trie.match(tokens, 0..<tokens.count, of: anchored ? .all : Self.outline, into: &matches)
    if anchored { return true }
    if SectionFinder.asksShapes(self, lexicon) {
      classify(lexicon)
      matcher.starts.read(text, tokens, lexicon, matcher)
      try measure(text, lexicon, matcher)
    }
    SectionFinder.find(text, &self, lexicon)
    readAdvised(text, lexicon)
    return false
  }

  /// The second half of `read`: shapes, sections and sentences of a report that can hold an anchor.
  ///
  /// - Throws: `PatternMatchError` when a shape exceeds its limits in this text.
  mutating func structure(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) {
    classes.append(contentsOf: repeatElement([], count: tokens.count))
    for m in matches where m.category == .grammar {
      for i in Int(m.start)..<Int(m.end) { classes[i].formUnion(lexicon.grammar[Int(m.entry)]) }
    }
    settleRelative(lexicon)
    matcher.starts.read(text, tokens, lexicon, matcher)
    try measure(text, lexicon, matcher)
    masked.append(contentsOf: repeatElement(false, count: tokens.count))
    for (i, pattern) in lexicon.patterns.masks.enumerated() {
      try mark(pattern, Lexicon.Patterns.firstMask + i, text, matcher, \.masked)
    }
    try phraseShapes(text, lexicon, matcher)
    countMatches()
    SectionFinder.find(text, &self, lexicon)
    SentenceSplitter.split(text, &self, lexicon)
  }

  /// The sentences of those sections that can hold advice, and what they are read with.
  private mutating func readAdvised(_ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon) {
    let sections = AdviceFinder.sectionsToRead(self, lexicon)
    if sections.isEmpty { return }
    // No phrase goes over a blank line: behind one, matching may begin anew.
    var stretches: [Range<Int>] = []
    for section in sections {
      let range = sectionTokens[section]
      let least = stretches.last?.upperBound ?? 0
      var start = range.lowerBound
      while start > least, tokens[start].linesBefore < 2 { start -= 1 }
      if start == least, let last = stretches.popLast() { start = last.lowerBound }
      stretches.append(start..<range.upperBound)
    }
    if classes.isEmpty { classify(lexicon, stretches) }
    matches.empty()
    for stretch in stretches { lexicon.trie.match(tokens, stretch, of: Self.advised, into: &matches) }
    let wrap = SentenceSplitter.wrapWidth(text)
    for section in sections {
      SentenceSplitter.split(text, &self, lexicon, in: sectionTokens[section], wrap: wrap)
    }
  }

  /// Fills the classes of all tokens.
  mutating func classify(_ lexicon: Lexicon) {
    classify(lexicon, CollectionOfOne(0..<tokens.count))
  }

  /// Fills the classes of the tokens of some stretches; those of others stay empty.
  private mutating func classify(_ lexicon: Lexicon, _ stretches: some Collection<Range<Int>>) {
    classes.empty()
    classes.append(contentsOf: repeatElement([], count: tokens.count))
    classes.withUnsafeMutableBufferPointer { classes in
      lexicon.grammar.withUnsafeBufferPointer { grammar in
        for stretch in stretches {
          lexicon.trie.match(tokens, stretch, of: .grammar) { entry, tokens in
            for i in tokens { classes[i].formUnion(grammar[entry]) }
            return true
          }
        }
      }
    }
  }

  /// An anchor phrase that no mask hides, a word that a misspelt anchor could be, or a shape that stands for one.
  ///
  /// - Parameter begins: tables of the phrases that begin with any token, as bits.
  private mutating func holdsAnchor(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher, _ begins: UInt16
  ) throws(PatternMatchError) -> Bool {
    if begins & Category.anchor.bit != 0, holdsAnchorPhrase(lexicon, begins) { return true }
    for i in tokens.indices where tokens[i].word < 0 && tokens[i].kind == .word {
      let range = Int(tokens[i].start)..<Int(tokens[i].end)
      if range.count < FuzzyAnchors.shortest - 1 { continue }
      if lexicon.fuzzy.anchor(for: UnsafeBufferPointer(rebasing: text[range])) != nil { return true }
    }
    for shape in lexicon.patterns.phrases where shape.category == .anchor {
      if try matcher.next(shape.pattern, in: text, from: 0) != nil { return true }
    }
    return false
  }

  /// An anchor phrase that no mask hides within one line.
  private mutating func holdsAnchorPhrase(_ lexicon: Lexicon, _ begins: UInt16) -> Bool {
    var holds = false
    var hidden = false
    lexicon.trie.match(tokens, 0..<tokens.count, of: .anchor) { _, anchor in
      // Where no mask begins near an anchor, none hides it.
      let near = max(0, anchor.lowerBound - Self.longestMask)..<anchor.upperBound
      if near.contains(where: { tokens[$0].begins & Category.mask.bit != 0 }) {
        hidden = true
        return true
      }
      holds = true
      return false
    }
    if holds || !hidden { return holds }
    defer { matches.empty() }
    lexicon.trie.match(tokens, 0..<tokens.count, of: Self.anchoring, into: &matches)
    return shows(anchorAmong: matches[...], lexicon) { isOneLine(Int($0.start)..<Int($0.end)) }
  }

  /// Whether a sentence holds an anchor that no mask hides.
  func names(anchorIn range: Range<Int>, _ lexicon: Lexicon) -> Bool {
    shows(anchorAmong: matches(in: range), lexicon) { _ in true }
  }

  /// Whether phrases hold an anchor that no shape hides, and no mask among them that `counts`.
  private func shows(
    anchorAmong phrases: ArraySlice<PhraseMatch>, _ lexicon: Lexicon, where counts: (PhraseMatch) -> Bool
  ) -> Bool {
    phrases.contains { anchor in
      anchor.category == .anchor && (masked.isEmpty || !masked[Int(anchor.start)])
        && !phrases.contains { mask in
          mask.category == .mask && mask.start < anchor.end && anchor.start < mask.end
            && lexicon.masks[Int(mask.entry)].hidesAnchor && counts(mask)
        }
    }
  }

  /// Tokens of a conclusion that only points to the findings (`Impression: As above.`), at most.
  private static let emptyConclusion = 5

  /// A section of its own says what the findings come to.
  var hasConclusion: Bool {
    sections.indices.contains { i in
      switch sections[i].name {
      case .recommendation: true
      case .impression:
        sectionTokens[i].count > Self.emptyConclusion
          || matches(in: sectionTokens[i]).contains { $0.category == .anchor }
      default: false
      }
    }
  }

  /// Words without a mark or a line end between them: no sentence ends here.
  private func isOneLine(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      $0 == range.lowerBound
        || tokens[$0].linesBefore == 0
          && (tokens[$0].kind != .punctuation || tokens[$0].gluedHyphen)
    }
  }

  private mutating func measure(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) {
    shaped.append(contentsOf: repeatElement(false, count: tokens.count))
    var at = 0
    var token = 0
    var next = 0
    while at < text.count,
      let hit = try matcher.next(
        lexicon.patterns.measurement, 0, in: text, tokens, from: at, token: &next)
    {
      at = max(hit.upperBound, hit.lowerBound + 1)
      while token < tokens.count, Int(tokens[token].end) <= hit.lowerBound { token += 1 }
      var end = token
      while end < tokens.count, Int(tokens[end].start) < hit.upperBound {
        shaped[end] = true
        end += 1
      }
      if end == token { continue }
      var values = MeasurementReader.read(text, hit)
      // No length in a body: a number of many digits is something else.
      if values.contains(where: { $0 > MeasurementReader.longest }) { continue }
      // `segments 5 and 6 mm`: a number behind a numbering noun is a name, not a length.
      var first = token
      if values.count > 1, token > 0, classes[token - 1].contains(.numbering), tokens[token].kind == .number,
        token + 1 < end,
        !classes[token + 1].isDisjoint(with: [.and, .or]) || tokens[token + 1].byte == UInt8(ascii: ",")
          || tokens[token + 1].byte == UInt8(ascii: "-")
      {
        values.removeFirst()
        shaped[token] = false
        first += 1
      }
      // `5 mm in 2019 to 8 mm`: a year is no length.
      if values.count > 1, values[0] >= 1900, tokens[first].kind == .number, tokens[first].length == 4,
        first + 2 < end, tokens[first + 1].kind == .word
      {
        values.removeFirst()
        first += 2
      }
      measurements.append(Measurement(millimetres: values, tokens: first..<end))
      token = end
    }
    measureSpelled(text, lexicon.numerals)
    try mark(lexicon.patterns.reference, 1, text, matcher, \.shaped)
    try mark(lexicon.patterns.date, 2, text, matcher, \.shaped)
  }

  /// Cues and anchors by shape join the phrase matches, in order; an anchor that a phrase has found stays as it is.
  private mutating func phraseShapes(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) {
    var found: [PhraseMatch] = []
    for (i, shape) in lexicon.patterns.phrases.enumerated() {
      var at = 0
      var token = 0
      var next = 0
      while at < text.count,
        let hit = try matcher.next(
          shape.pattern, lexicon.patterns.firstPhrase + i, in: text, tokens, from: at, token: &next)
      {
        at = max(hit.upperBound, hit.lowerBound + 1)
        while token < tokens.count, Int(tokens[token].end) <= hit.lowerBound { token += 1 }
        var end = token
        while end < tokens.count, Int(tokens[end].start) < hit.upperBound { end += 1 }
        if end == token { continue }
        let match = PhraseMatch(
          category: shape.category, entry: shape.entry, start: Int32(token), end: Int32(end))
        let taken = found.last.map { $0.category == .anchor && $0.end > match.start } ?? false
        if shape.category == .anchor, taken || isAnchored(token..<end) { continue }
        found.append(match)
      }
    }
    if found.isEmpty { return }
    matches += found
    matches.sort { ($0.start, $0.category.rawValue) < ($1.start, $1.category.rawValue) }
  }

  /// Whether an anchor phrase covers one of the tokens; no such phrase is longer than a dozen.
  private func isAnchored(_ range: Range<Int>) -> Bool {
    matches(in: max(0, range.lowerBound - 12)..<range.upperBound).contains {
      $0.category == .anchor && Int($0.end) > range.lowerBound
    }
  }

  private mutating func mark(
    _ pattern: Pattern, _ ordinal: Int, _ text: UnsafeBufferPointer<UInt8>, _ matcher: PatternMatcher,
    _ flags: WritableKeyPath<Document, [Bool]>
  ) throws(PatternMatchError) {
    var at = 0
    var token = 0
    var next = 0
    while at < text.count,
      let hit = try matcher.next(pattern, ordinal, in: text, tokens, from: at, token: &next)
    {
      at = max(hit.upperBound, hit.lowerBound + 1)
      while token < tokens.count, Int(tokens[token].end) <= hit.lowerBound { token += 1 }
      var end = token
      while end < tokens.count, Int(tokens[end].start) < hit.upperBound {
        self[keyPath: flags][end] = true
        end += 1
      }
    }
  }
}
