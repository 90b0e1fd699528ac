// Sentences, list items and template lines, with the labels that govern them.

/// Splits tokens into sentences: at full stops that are not abbreviations, at list items, at lines that do not wrap.
enum SentenceSplitter {
  /// Tokens after which a sentence ends at the next semicolon.
  static let longSentence = 100
  /// Tokens after which a sentence ends wherever it is.
  private static let longestSentence = 240

  /// Splits the whole text.
  static func split(_ text: UnsafeBufferPointer<UInt8>, _ d: inout Document, _ lexicon: Lexicon) {
    split(text, &d, lexicon, in: 0..<d.tokens.count, wrap: wrapWidth(text))
  }

  /// Adds the sentences of a section, or of all sections. Those of a section are the same either way but for the
  /// ordinals of paragraphs and items: labels end with it, and only the first section can be the report's title.
  static func split(
    _ text: UnsafeBufferPointer<UInt8>, _ d: inout Document, _ lexicon: Lexicon, in range: Range<Int>,
    wrap: Int
  ) {
    var labels = LabelStack()
    var start = range.lowerBound
    var paragraph = 0
    var item = 0
    var titleOpen = start == 0
    // Where the dictation without full stops ends that the sentence is cut from.
    var dictated = 0
    while start < range.upperBound {
      let first = d.tokens[start]
      var newLine = first.linesBefore > 0 || start == 0
      if first.linesBefore > 1 {
        paragraph += 1
        item += 1
        labels.beginParagraph(at: start)
      }
      if start > 0, d.sectionOf[start] != d.sectionOf[start - 1] {
        labels.removeAll()
        item += 1
        newLine = true
      }
      if newLine {
        labels.beginLine()
        if isBullet(start, d) { item += 1 } else { labels.endLead() }
      }
      var end = sentenceEnd(from: start, text, d, lexicon, wrap: wrap)
      if start >= dictated, Dictation.isRunOn(start..<end, d) {
        dictated = end
        titleOpen = false
      }
      if start < dictated { end = Dictation.nextStatement(from: start, to: end, d, lexicon) }
      let (own, body) = ownLabels(from: start, to: end, d, lexicon)
      if !own.isEmpty {
        labels.add(own, to: body..<end, column: newLine ? column(start, text, d) : nil, d)
      } else if newLine, isBullet(start, d) {
        labels.beginItem(column: column(start, text, d))
      }
      if end <= start { end = start + 1 }
      // A sentence about a calcification is no title, unless it asks; nor is `SCROTAL US: Right testis 4.1 cm, normal.`
      let states =
        titleOpen && d.tokens[end - 1].byte == UInt8(ascii: ".")
        && (d.names(anchorIn: start..<end, lexicon) && d.tokens[start].byte != UInt8(ascii: "?")
          || body > start && givesLength(in: body..<end, d, lexicon) || tellsContents(of: start..<end, d)
          || tellsState(of: start..<end, d))
      if states { titleOpen = false }
      // `C/o Rt flank pain` asks, it does not name the examination.
      if titleOpen, asks(start, end, d, lexicon) { titleOpen = false }
      let isTitle = titleOpen && d.sections[Int(d.sectionOf[start])].title == nil && paragraph < 3
      if titleOpen, end - start > 14 || d.sections[Int(d.sectionOf[start])].title != nil { titleOpen = false }
      d.sentences.append(
        Sentence(
          tokens: start..<end, section: Int(d.sectionOf[start]), labels: labels.ranges, body: body,
          paragraph: paragraph, item: item, isTitle: isTitle && titleOpen))
      if own.isEmpty, leadsList(start..<end, d, lexicon) { labels.lead(start..<(end - 1)) }
      start = end
    }
  }

  /// Words of a sentence that leads a list in, at most.
  private static let longestLead = 16

  /// `Multiple fibroids are identified:` above a list: things without calcification, of which the list tells more.
  private static func leadsList(_ range: Range<Int>, _ d: Document, _ lexicon: Lexicon) -> Bool {
    guard d.tokens[range.upperBound - 1].byte == UInt8(ascii: ":"), range.count <= longestLead,
      range.upperBound < d.tokens.count, d.tokens[range.upperBound].linesBefore > 0,
      isBullet(range.upperBound, d)
    else { return false }
    let matches = d.matches(in: range)
    return !matches.contains { $0.category == .anchor }
      && matches.contains {
        $0.category == .host && lexicon.rows.hosts[Int($0.entry)].plural
          && !lexicon.rows.hosts[Int($0.entry)].isOther
      }
  }

  /// A number with its unit.
  private static func givesLength(in range: Range<Int>, _ d: Document, _ lexicon: Lexicon) -> Bool {
    range.dropLast().contains {
      d.tokens[$0].kind == .number && lexicon.numerals[d.tokens[$0 + 1].word]?.role == .unit
    }
  }

  /// `Right lobe contains two nodules.`: what is said to hold something is looked at already.
  private static func tellsContents(of range: Range<Int>, _ d: Document) -> Bool {
    range.dropFirst().contains { d.classes[$0].isSuperset(of: [.contain, .finite]) }
  }

  /// `The liver is normal.`: what is said to be in some state is looked at already, unless a pronoun stands for the
  /// examination (`This is a study of the chest.`).
  private static func tellsState(of range: Range<Int>, _ d: Document) -> Bool {
    d.classes[range.lowerBound].isDisjoint(with: .pronoun)
      && range.dropFirst().contains { d.classes[$0].isSuperset(of: [.be, .finite]) }
      && d.matches(in: range).contains { $0.category == .site || $0.category == .host }
  }

  /// A request or the history begins here, without a title of its own.
  private static func asks(_ start: Int, _ end: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
    d.matches(in: start..<(start + 1)).contains {
      guard $0.category == .section, Int($0.start) == start, Int($0.end) < end else { return false }
      let name = lexicon.sections[Int($0.entry)].name
      return name == .indication || name == .history
    }
  }

  private static func sentenceEnd(
    from start: Int, _ text: UnsafeBufferPointer<UInt8>, _ d: Document, _ lexicon: Lexicon, wrap: Int
  ) -> Int {
    let n = d.tokens.count
    var i = start
    while i < n {
      let t = d.tokens[i]
      if i > start {
        if t.linesBefore > 1 || d.sectionOf[i] != d.sectionOf[i - 1] { return i }
        if t.linesBefore == 1 {
          if isBullet(i, d) { return i }
          if breaks(before: i, text, d, wrap: wrap) { return i }
        }
        if isColumn(i, d) || isNextItem(i, start: start, text, d) { return i }
        if let end = end(beforeReferenceAt: i, start: start, d, lexicon) { return end }
      }
      // Text without full stops is cut at semicolons, at last anywhere, so that the work a sentence costs stays bounded.
      if i - start > longSentence, t.byte == UInt8(ascii: ";") || i - start > longestSentence { return i + 1 }
      if t.byte == UInt8(ascii: "\""), i > start, t.spaceBefore, i + 1 < n, d.tokens[i + 1].capital {
        return i
      }
      if d.classes[i].contains(.spokenStop), i + 1 >= n || !d.classes[i + 1].contains(.spokenStop) {
        return i + 1
      }
      if t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: "!") || t.byte == UInt8(ascii: "?") {
        if endsSentence(i, start: start, d) {
          var end = i + 1
          while end < n, !d.tokens[end].spaceBefore,
            d.tokens[end].byte == UInt8(ascii: "\"") || d.tokens[end].byte == UInt8(ascii: ")")
              || d.tokens[end].byte == UInt8(ascii: "'") || d.tokens[end].byte == UInt8(ascii: ",")
          {
            end += 1
          }
          return end
        }
      }
      i += 1
    }
    return n
  }

  /// Blanks like those between columns, and a label behind them: `length 10.8 cm   stones: none`.
  private static func isColumn(_ i: Int, _ d: Document) -> Bool {
    let t = d.tokens[i]
    return t.start - d.tokens[i - 1].end >= 3 && t.linesBefore == 0 && t.kind == .word
      && d.tokens[i - 1].byte != UInt8(ascii: ":") && labelFollows(i, d)
  }

  /// The number of the next item in a line: `Fibroids: (1) fundal, calcified (2) posterior`.
  private static func isNextItem(
    _ i: Int, start: Int, _ text: UnsafeBufferPointer<UInt8>, _ d: Document
  ) -> Bool {
    guard d.tokens[i].byte == UInt8(ascii: "("), let number = item(at: i, text, d), number > 1 else {
      return false
    }
    return span(start, i).contains {
      d.tokens[$0].byte == UInt8(ascii: "(") && item(at: $0, text, d) == number - 1
    }
  }

  /// The number that stands between these parentheses, one digit alone.
  private static func item(at i: Int, _ text: UnsafeBufferPointer<UInt8>, _ d: Document) -> UInt8? {
    guard i + 2 < d.tokens.count, d.tokens[i + 1].kind == .number, d.tokens[i + 1].length == 1,
      d.tokens[i + 2].byte == UInt8(ascii: ")")
    else { return nil }
    return text[Int(d.tokens[i + 1].start)] - UInt8(ascii: "0")
  }

  private static func endsSentence(_ i: Int, start: Int, _ d: Document) -> Bool {
    let n = d.tokens.count
    guard i + 1 < n else { return true }
    let t = d.tokens[i]
    let next = d.tokens[i + 1]
    if t.byte == UInt8(ascii: "?") || t.byte == UInt8(ascii: "!") {
      // `?calculi` asks; `stones?` ends.
      if t.byte == UInt8(ascii: "?"), !next.spaceBefore, next.kind != .punctuation { return false }
      // `Headache? No.` is one statement.
      if t.byte == UInt8(ascii: "?"), d.classes[i + 1].contains(.answer), i + 2 < n,
        d.tokens[i + 2].kind == .punctuation
      {
        return false
      }
      // `- ? old granuloma` asks, too.
      if t.byte == UInt8(ascii: "?"), t.spaceBefore || i == start, next.kind != .punctuation,
        next.linesBefore == 0
      {
        return false
      }
      return next.spaceBefore
    }
    if t.spaceBefore, i > start { return next.spaceBefore }
    if next.byte == UInt8(ascii: ",") {
      guard i + 2 < n, !d.tokens[i + 2].spaceBefore else { return false }
      // `in one week.,2.  No hydronephrosis.`: line ends became commas.
      let isItem =
        d.tokens[i + 2].kind == .number && d.tokens[i + 2].length <= 2 && i + 3 < n
        && d.tokens[i + 3].byte == UInt8(ascii: ".")
      return isItem || d.tokens[i + 2].capital
    }
    if !next.spaceBefore {
      if next.byte == UInt8(ascii: "\"") || next.byte == UInt8(ascii: ")") {
        return i + 2 >= n || d.tokens[i + 2].spaceBefore && d.tokens[i + 2].capital
      }
      // `seen.The liver`: line breaks were lost.
      if isKeywordList(i + 1, d) { return true }
      return next.capital && next.length > 2 && i > start && d.tokens[i - 1].kind == .word
        && d.tokens[i - 1].length > 2
    }
    if i > start {
      let before = d.tokens[i - 1]
      if before.kind == .word {
        // Initials and abbreviations.
        if before.length == 1, before.capital, !isGrade(i - 1, start, d) {
          // `ACR B. Right: …`
          return next.linesBefore > 0
            || next.capital && (opensPlaceLabel(i + 1, d) || isSide(i - 1, start, d))
        }
        if d.classes[i - 1].contains(.abbreviation), !next.capital || isTitleWord(i - 1, d) { return false }
      }
      // `1. Text`: the number of a list item.
      if before.kind == .number, i - 1 == start, next.capital { return false }
    }
    if next.kind == .word, !next.capital, next.linesBefore == 0 {
      // A small letter behind a full stop: a sentence all the same, unless an abbreviation is likely.
      return i > start && (d.tokens[i - 1].length > 3 || opensPlaceLabel(i + 1, d))
    }
    return true
  }

  /// `Xray foot R. No fracture.`: the letter is a side, not an initial.
  private static func isSide(_ i: Int, _ start: Int, _ d: Document) -> Bool {
    i > start && d.matches(in: i..<(i + 1)).contains { $0.category == .side && Int($0.end) == i + 1 }
      && d.matches(in: max(start, i - 3)..<i).contains {
        ($0.category == .site || $0.category == .part) && Int($0.end) == i
      }
  }

  /// The label of a place or side begins here: `lower pole 9 mm. left: none`.
  private static func opensPlaceLabel(_ i: Int, _ d: Document) -> Bool {
    guard d.matches(in: i..<(i + 1)).contains(where: { $0.category == .site || $0.category == .side }) else {
      return false
    }
    if labelFollows(i, d) { return true }
    return i + 2 < d.tokens.count && d.tokens[i + 1].byte == UInt8(ascii: "-")
      && !d.tokens[i + 1].gluedHyphen && d.tokens[i + 2].spaceBefore
  }

  /// `BI-RADS 4B.`, `Bosniak I.`: the letter of a grade is no initial.
  private static func isGrade(_ i: Int, _ start: Int, _ d: Document) -> Bool {
    i > start
      && (d.tokens[i - 1].kind == .number && !d.tokens[i].spaceBefore
        || d.tokens[i].spaceBefore && d.classes[i - 1].contains(.numbering))
  }

  private static func isTitleWord(_ i: Int, _ d: Document) -> Bool {
    // A name follows these; a new sentence may follow the others.
    d.tokens[i].capital && d.tokens[i].length <= 4
  }

  /// A line end that ends a sentence without a full stop.
  private static func breaks(before i: Int, _ text: UnsafeBufferPointer<UInt8>, _ d: Document, wrap: Int)
    -> Bool
  {
    let previous = d.tokens[i - 1]
    let t = d.tokens[i]
    if previous.byte == UInt8(ascii: ",") || previous.byte == UInt8(ascii: "-")
      || previous.byte == UInt8(ascii: "/")
    {
      return false
    }
    if previous.byte == UInt8(ascii: ":") || isCapitalLine(i, d) || isRow(endingBefore: i, d) { return true }
    if t.kind == .word, !t.capital, !labelFollows(i, d) { return isTitleLine(endingBefore: i, d) }
    if t.kind == .number && wrap > 0
      && lineWidth(endingAt: Int(previous.end), text) + nextWordWidth(i, d) > wrap - 2
    {
      return false
    }
    if wrap > 0, !labelFollows(i, d) {
      // The line wrapped when the next word would not have fitted.
      return lineWidth(endingAt: Int(previous.end), text) + nextWordWidth(i, d) + 1 < wrap - 6
    }
    return true
  }

  /// The first line of the text is all in capitals, and small letters follow: `XR SHOULDER LT 2V` above the findings.
  private static func isTitleLine(endingBefore i: Int, _ d: Document) -> Bool {
    guard i <= 8, d.tokens[0].kind == .word else { return false }
    return (0..<i).allSatisfy {
      $0 == 0
        || d.tokens[$0].linesBefore == 0
          && (d.tokens[$0].kind != .word || d.tokens[$0].allCaps || d.tokens[$0].length == 1)
    } && d.tokens[0].allCaps
  }

  /// The line in front of a token is a row of a table: two gaps at least are as wide as those between columns.
  private static func isRow(endingBefore i: Int, _ d: Document) -> Bool {
    var gaps = 0
    var k = i - 1
    while k > 0, d.tokens[k].linesBefore == 0 {
      if d.tokens[k].start - d.tokens[k - 1].end >= 3, d.tokens[k - 1].byte != UInt8(ascii: ".") { gaps += 1 }
      k -= 1
    }
    return gaps >= 2
  }

  /// The line that starts here is a short one in capitals: a heading.
  private static func isCapitalLine(_ i: Int, _ d: Document) -> Bool {
    var k = i
    while k < d.tokens.count, k == i || d.tokens[k].linesBefore == 0 {
      let t = d.tokens[k]
      if t.kind == .number || t.kind == .word && !t.allCaps || k - i > 5 || t.byte == UInt8(ascii: ".")
        || t.byte == UInt8(ascii: ",")
      {
        return false
      }
      k += 1
    }
    // In a text all in capitals nothing follows from capitals.
    return d.tokens[i - 1].kind == .punctuation || !d.tokens[i - 1].allCaps
  }

  private static func column(_ token: Int, _ text: UnsafeBufferPointer<UInt8>, _ d: Document) -> Int {
    var i = Int(d.tokens[token].start)
    var width = 0
    while i > 0, text[i - 1] != 10, text[i - 1] != 13 {
      i -= 1
      width += text[i] == 9 ? 4 : 1
    }
    return width
  }

  private static func nextWordWidth(_ i: Int, _ d: Document) -> Int {
    var end = i
    while end + 1 < d.tokens.count, !d.tokens[end + 1].spaceBefore { end += 1 }
    return Int(d.tokens[end].end - d.tokens[i].start)
  }

  private static func lineWidth(endingAt end: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = end
    while start > 0, text[start - 1] != 10 { start -= 1 }
    return end - start
  }
}
