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
  var sections: [Section] = []
  /// Section of each token.
  var sectionOf: [Int32] = []
  var sentences: [Sentence] = []
  /// Classes of each token, from the grammar table.
  var classes: [WordClass] = []
  var measurements: [Measurement] = []
  /// Tokens that are part of a measurement, date or image reference.
  var shaped: [Bool] = []
  /// Tokens in which no anchor counts, by shape.
  var masked: [Bool] = []

  /// The phrases that begin within a stretch of tokens. Matches are ordered by their start.
  func matches(in range: Range<Int>) -> ArraySlice<PhraseMatch> {
    func first(_ token: Int) -> Int {
      var low = 0
      var high = matches.count
      while low < high {
        let mid = (low + high) / 2
        if Int(matches[mid].start) < token { low = mid + 1 } else { high = mid }
      }
      return low
    }
    return matches[first(range.lowerBound)..<first(range.upperBound)]
  }

  /// The measurements that begin within a stretch of tokens. Measurements are in order.
  func measurements(in range: Range<Int>, into found: inout [Measurement]) {
    found.clear()
    if measurements.isEmpty { return }
    var low = 0
    var high = measurements.count
    while low < high {
      let mid = (low + high) / 2
      if measurements[mid].tokens.lowerBound < range.lowerBound { low = mid + 1 } else { high = mid }
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
  private static let outline = CategorySet(.anchor, .grammar, .section, .advice)

  /// What sentences and advice are read with, besides.
  private static let advised = CategorySet(
    .anchor, .grammar, .section, .advice, .site, .part, .side, .quantity)

  /// Takes a report apart. One that cannot hold an anchor is read only as far as its sections and its advice ask for,
  /// unless `whole`.
  ///
  /// - Returns: whether the report can hold an anchor. If not, measurements and masks are left out, and sentences too
  ///   where nothing can be advice.
  /// - Throws: `PatternMatchError` when a shape exceeds its limits in this text.
  @discardableResult
  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher, whole: Bool = false
  ) throws(PatternMatchError) -> Bool {
    Tokenizer.tokenize(text, lexicon.vocabulary, into: &tokens)
    matches.removeAll(keepingCapacity: true)
    lexicon.trie.match(tokens, 0..<tokens.count, of: Self.outline, into: &matches)
    classes.removeAll(keepingCapacity: true)
    classes.append(contentsOf: repeatElement([], count: tokens.count))
    for m in matches where m.category == .grammar {
      for i in Int(m.start)..<Int(m.end) { classes[i].formUnion(lexicon.grammar[Int(m.entry)]) }
    }
    measurements.removeAll(keepingCapacity: true)
    shaped.removeAll(keepingCapacity: true)
    shaped.append(contentsOf: repeatElement(false, count: tokens.count))
    masked.removeAll(keepingCapacity: true)
    masked.append(contentsOf: repeatElement(false, count: tokens.count))
    sentences.removeAll(keepingCapacity: true)
    let anchored = whole ? true : try holdsAnchor(text, lexicon, matcher)
    if anchored {
      matches.removeAll(keepingCapacity: true)
      lexicon.trie.match(tokens, 0..<tokens.count, into: &matches)
      try measure(text, lexicon, matcher)
      for pattern in lexicon.patterns.masks { try mark(pattern, text, matcher, \.masked) }
      try phraseShapes(text, lexicon, matcher)
    } else if SectionFinder.asksShapes(self, lexicon) {
      try measure(text, lexicon, matcher)
    }
    SectionFinder.find(text, &self, lexicon)
    if anchored {
      SentenceSplitter.split(text, &self, lexicon)
    } else if AdviceFinder.canAdvise(self, lexicon) {
      matches.removeAll(keepingCapacity: true)
      lexicon.trie.match(tokens, 0..<tokens.count, of: Self.advised, into: &matches)
      SentenceSplitter.split(text, &self, lexicon)
    }
    return anchored
  }

  /// An anchor phrase, a word that a misspelt anchor could be, or a shape that stands for one.
  private func holdsAnchor(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) -> Bool {
    if matches.contains(where: { $0.category == .anchor }) { return true }
    for t in tokens where t.word < 0 && t.kind == .word && t.length >= FuzzyAnchors.shortest - 1 {
      let word = UnsafeBufferPointer(rebasing: text[Int(t.start)..<Int(t.end)])
      if lexicon.fuzzy.anchor(for: word) != nil { return true }
    }
    for shape in lexicon.patterns.phrases where shape.category == .anchor {
      if try matcher.next(shape.pattern, in: text, from: 0) != nil { return true }
    }
    return false
  }

  private mutating func measure(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) {
    var at = 0
    var token = 0
    while at < text.count, let hit = try matcher.next(lexicon.patterns.measurement, in: text, from: at) {
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
      if values.count > 1, token > 0, classes[token - 1].contains(.numbering), tokens[token].kind == .number {
        values.removeFirst()
        shaped[token] = false
        first += 1
      }
      measurements.append(Measurement(millimetres: values, tokens: first..<end))
      token = end
    }
    measureSpelled(text, lexicon.numerals)
    for pattern in [lexicon.patterns.reference, lexicon.patterns.date] {
      try mark(pattern, text, matcher, \.shaped)
    }
  }

  /// Cues and anchors by shape join the phrase matches, in order; an anchor that a phrase has found stays as it is.
  private mutating func phraseShapes(
    _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon, _ matcher: PatternMatcher
  ) throws(PatternMatchError) {
    var found: [PhraseMatch] = []
    for shape in lexicon.patterns.phrases {
      var at = 0
      var token = 0
      while at < text.count, let hit = try matcher.next(shape.pattern, in: text, from: at) {
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
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ matcher: PatternMatcher,
    _ flags: WritableKeyPath<Document, [Bool]>
  ) throws(PatternMatchError) {
    var at = 0
    var token = 0
    while at < text.count, let hit = try matcher.next(pattern, in: text, from: at) {
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

/// A document that no longer changes, held by reference: binders share it without copying its arrays.
final class Reading {
  let document: Document
  init(_ document: Document) { self.document = document }
}
