// The `phrases` cells of the tables as word ids, with their optional parts and choices as they are, so that the trie takes
// in all readings without any of them written out: the path that every start of the program runs.

/// The phrases of one cell: alternatives, each with its elements in order, each element with its choices, each choice a
/// run of words. All in flat arrays, which the next cell reuses.
struct PhraseCell {
  /// The words of all choices, one choice behind the other.
  private(set) var words: [Int32] = []
  /// End of each choice in `words`.
  private(set) var choices: [Int32] = []
  /// End of each element in `choices`.
  private(set) var elements: [Int32] = []
  /// End of each alternative in `elements`.
  private(set) var alternatives: [Int32] = []

  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    choices.removeAll(keepingCapacity: true)
    elements.removeAll(keepingCapacity: true)
    alternatives.removeAll(keepingCapacity: true)
  }

  /// Reads all four arrays in place.
  func withUnsafeArrays(
    _ body: (
      _ words: UnsafeBufferPointer<Int32>, _ choices: UnsafeBufferPointer<Int32>,
      _ elements: UnsafeBufferPointer<Int32>, _ alternatives: UnsafeBufferPointer<Int32>
    ) -> Void
  ) {
    words.withUnsafeBufferPointer { words in
      choices.withUnsafeBufferPointer { choices in
        elements.withUnsafeBufferPointer { elements in
          alternatives.withUnsafeBufferPointer { body(words, choices, elements, $0) }
        }
      }
    }
  }

  mutating func add(word: Int32) { words.append(word) }
  mutating func endChoice() { choices.append(Int32(truncatingIfNeeded: words.count)) }
  mutating func endElement() { elements.append(Int32(truncatingIfNeeded: choices.count)) }
  mutating func endAlternative() { alternatives.append(Int32(truncatingIfNeeded: elements.count)) }
}

/// Reads cells. The same language as `PhraseSyntax`, which writes the plain phrases out for `calx lexicon list` and
/// `check`.
struct PhraseReader {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The words so far.
  var vocabulary = Vocabulary()
  /// The cell read last.
  private(set) var cell = PhraseCell()
  private var tokens: [Token] = []
  /// One reading of an element with brackets.
  private var reading: [UInt8] = []

  private static let blank = UInt8(ascii: " ")
  private static let bar = UInt8(ascii: "|")

  /// Reads a cell.
  ///
  /// - Returns: false when brackets do not open and close in turn or an alternative is empty, so that only `PhraseSyntax`
  ///   can tell what the cell says, or what is wrong with it.
  mutating func read(_ text: Bytes) -> Bool {
    cell.removeAll()
    var i = 0
    var isEmpty = true
    while i < text.count {
      let b = text[i]
      if b == Self.blank {
        i += 1
        continue
      }
      if b == Self.bar {
        if isEmpty { return false }
        cell.endAlternative()
        isEmpty = true
        i += 1
        continue
      }
      // Most elements are one word of small letters.
      var end = i
      while end < text.count, text[end] &- 97 < 26 { end += 1 }
      if end == text.count || text[end] == Self.blank || text[end] == Self.bar {
        cell.add(word: vocabulary.intern(letters: Bytes(rebasing: text[i..<end])))
        cell.endChoice()
      } else {
        guard let behind = element(text, i) else { return false }
        end = behind
      }
      cell.endElement()
      isEmpty = false
      i = end
    }
    if !isEmpty { cell.endAlternative() }
    return !isEmpty
  }

  /// Reads a plain phrase, tokenized as reports are, hyphens dropped.
  ///
  /// - Returns: its word ids, which are the whole `cell` too.
  mutating func read(plain text: Bytes) -> [Int32] {
    cell.removeAll()
    add(text)
    cell.endChoice()
    cell.endElement()
    cell.endAlternative()
    return cell.words
  }

  /// Reads the choices of an element that is more than letters; where it ends, nil when its brackets do not match.
  private mutating func element(_ text: Bytes, _ start: Int) -> Int? {
    var end = start
    var closing: UInt8 = 0
    var bracket = false
    while end < text.count {
      if PhraseSyntax.opens(text, end) {
        if closing != 0 { return nil }
        closing = text[end] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        bracket = true
      } else if PhraseSyntax.closes(text, end) {
        if closing != text[end] { return nil }
        closing = 0
      } else if closing == 0, text[end] == Self.blank || text[end] == Self.bar {
        break
      }
      end += 1
    }
    if closing != 0 { return nil }
    if bracket {
      reading.removeAll(keepingCapacity: true)
      readings(text, start, end)
    } else {
      add(Bytes(rebasing: text[start..<end]))
      cell.endChoice()
    }
    return end
  }

  /// Adds all readings of an element with brackets, such as `kidney(s)` or `{left,lt}`, behind what `reading` holds.
  private mutating func readings(_ text: Bytes, _ start: Int, _ end: Int) {
    // Too many: the trie says so.
    if cell.choices.count > PhraseTrie.mostReadings { return }
    let before = reading.count
    defer { cut(before) }
    var open = start
    while open < end, !PhraseSyntax.opens(text, open) {
      reading.append(text[open])
      open += 1
    }
    let optional = open < end && text[open] == UInt8(ascii: "(")
    let closing = optional ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var close = open
    while close < end, text[close] != closing { close += 1 }
    guard close < end else {
      addReading()
      return
    }
    let stem = reading.count
    var i = open
    // Most brackets are a whole element.
    if stem == 0, close + 1 == end {
      while i < close {
        i += 1
        let choice = i
        while i < close, text[i] != UInt8(ascii: ",") { i += 1 }
        add(Bytes(rebasing: text[choice..<i]))
        cell.endChoice()
      }
      if optional { cell.endChoice() }
      return
    }
    while i < close {
      i += 1
      while i < close, text[i] == Self.blank { i += 1 }
      while i < close, text[i] != UInt8(ascii: ",") {
        reading.append(text[i])
        i += 1
      }
      if close + 1 < end { readings(text, close + 1, end) } else { addReading() }
      cut(stem)
    }
    if optional {
      if close + 1 < end { readings(text, close + 1, end) } else { addReading() }
    }
  }

  private mutating func cut(_ count: Int) {
    while reading.count > count { reading.removeLast() }
  }

  /// Adds `reading` as a choice.
  private mutating func addReading() {
    var text: [UInt8] = []
    swap(&text, &reading)
    text.withUnsafeBufferPointer { add($0) }
    swap(&text, &reading)
    cell.endChoice()
  }

  /// Adds the words of a text to the choice that is being read.
  private mutating func add(_ text: Bytes) {
    var start = 0
    while start < text.count {
      if text[start] == Self.blank {
        start += 1
        continue
      }
      var end = start
      while end < text.count, text[end] &- 97 < 26 { end += 1 }
      if end < text.count, text[end] != Self.blank { return addTokens(Bytes(rebasing: text[start...])) }
      cell.add(word: vocabulary.intern(letters: Bytes(rebasing: text[start..<end])))
      start = end
    }
  }

  private mutating func addTokens(_ text: Bytes) {
    Tokenizer.tokenize(text, vocabulary, into: &tokens)
    for token in tokens where !token.gluedHyphen {
      if token.word >= 0 {
        cell.add(word: token.word)
      } else if token.kind == .punctuation, token.byte != 0 {
        cell.add(word: vocabulary.intern(CollectionOfOne(token.byte)))
      } else {
        let word = text[Int(token.start)..<Int(token.end)].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        cell.add(word: vocabulary.intern(word))
      }
    }
  }
}
