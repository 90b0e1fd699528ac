// A phrase with its optional parts and choices as a short list of elements, so that the trie takes in all its readings
// without writing each of them out: the path that every start of the program runs.

/// One alternative of a `phrases` cell: elements in order, each with its choices, each choice a run of words.
///
/// The same language as `PhraseSyntax`, which writes the plain phrases out for `calx lexicon list` and `check`.
struct PhrasePattern {
  /// Choices of each element, as UTF-8 text; an empty choice may be left out.
  var elements: [[ArraySlice<UInt8>]] = []

  private static let blank = UInt8(ascii: " ")

  /// Where the alternatives of a cell stand in it, blanks around them left out. Malformed cells give what can be read;
  /// `PhraseSyntax.expand` reports them.
  static func alternatives(_ cell: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    var i = 0
    var depth = 0
    while i <= cell.count {
      if i < cell.count {
        if PhraseSyntax.opens(cell, i) { depth += 1 }
        if PhraseSyntax.closes(cell, i) { depth -= 1 }
      }
      if i == cell.count || cell[i] == UInt8(ascii: "|") && depth <= 0 {
        var s = start
        var e = i
        while s < e, cell[s] == blank { s += 1 }
        while e > s, cell[e - 1] == blank { e -= 1 }
        if s < e { result.append(s..<e) }
        start = i + 1
        depth = 0
      }
      i += 1
    }
    return result
  }

  /// A quick look: brackets open and close in turn, and no alternative is empty.
  static func isBalanced(_ cell: [UInt8]) -> Bool {
    var closing: UInt8 = 0
    var text = false
    for (i, b) in cell.enumerated() {
      if b == UInt8(ascii: "|"), closing == 0 {
        if !text { return false }
        text = false
        continue
      }
      if b != blank { text = true }
      if PhraseSyntax.opens(cell, i) {
        if closing != 0 { return false }
        closing = b == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
      } else if PhraseSyntax.closes(cell, i) {
        if closing != b { return false }
        closing = 0
      }
    }
    return closing == 0 && text
  }

  /// The elements of one alternative.
  init(_ text: ArraySlice<UInt8>) {
    // A lone bracket is itself.
    if text.count == 1 {
      elements = [[text]]
      return
    }
    var i = text.startIndex
    while i < text.endIndex {
      if text[i] == Self.blank {
        i += 1
        continue
      }
      // One element: up to the next blank outside brackets.
      var j = i
      var bracket = false
      var closing: UInt8 = 0
      while j < text.endIndex {
        let b = text[j]
        if closing != 0 {
          if b == closing { closing = 0 }
        } else if PhraseSyntax.opens(text, j) {
          closing = b == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
          bracket = true
        } else if b == Self.blank {
          break
        }
        j += 1
      }
      elements.append(bracket ? Self.readings(text[i..<j]) : [text[i..<j]])
      i = j
    }
  }

  /// All readings of an element with brackets, such as `kidney(s)` or `{left,lt}`.
  private static func readings(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard let open = text.indices.first(where: { PhraseSyntax.opens(text, $0) }) else { return [text] }
    let optional = text[open] == UInt8(ascii: "(")
    guard let close = text[open...].firstIndex(of: optional ? UInt8(ascii: ")") : UInt8(ascii: "}")) else {
      return [text]
    }
    var choices = text[(open + 1)..<close].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false
    ).map {
      $0.drop { $0 == blank }
    }
    if optional { choices.append([]) }
    let tails = readings(text[(close + 1)...])
    if open == text.startIndex, tails.count == 1, tails[0].isEmpty { return choices }
    var result: [ArraySlice<UInt8>] = []
    for choice in choices { for tail in tails { result.append(text[..<open] + choice + tail) } }
    return result
  }
}
