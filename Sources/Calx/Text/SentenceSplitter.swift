// Sentences, list items and template lines, with the labels that govern them.

/// Splits tokens into sentences: at full stops that are not abbreviations, at list items, at lines that do not wrap.
enum SentenceSplitter {
  /// Tokens after which a sentence ends at the next semicolon.
  private static let longSentence = 100
  /// Tokens after which a sentence ends wherever it is.
  private static let longestSentence = 240

  private struct Level {
    var indent: Int
    var label: Range<Int>
    /// The label stood alone in its line.
    var heading: Bool
  }

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
    var levels: [Level] = []
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
        // A heading governs the paragraph behind it; labels inside a line end with their paragraph.
        if let last = levels.last, last.heading, last.label.upperBound + 1 >= start - 1 {
        } else {
          levels.removeAll()
        }
      }
      if start > 0, d.sectionOf[start] != d.sectionOf[start - 1] {
        levels.removeAll()
        item += 1
        newLine = true
      }
      if newLine, isBullet(start, d) { item += 1 }
      var end = sentenceEnd(from: start, text, d, lexicon, wrap: wrap)
      if start >= dictated, Dictation.isRunOn(start..<end, d) {
        dictated = end
        titleOpen = false
      }
      if start < dictated { end = Dictation.nextStatement(from: start, to: end, d, lexicon) }
      // Labels at the start of the sentence.
      var body = start
      var own: [Range<Int>] = []
      var at = start
      while isBullet(at, d), at + 1 < end { at += bulletWidth(at, d) }
      body = min(at, end)
      while own.count < 3, let colon = label(from: body, to: end, dashToo: own.isEmpty, d) {
        own.append(body..<colon)
        body = colon + 1
      }
      if own.isEmpty, isHeading(body, end, d, lexicon) {
        own.append(body..<(d.tokens[end - 1].kind == .punctuation ? end - 1 : end))
        body = end
      }
      if !own.isEmpty {
        let indent = newLine ? column(start, text, d) : Int.max
        if newLine {
          // A heading goes on over the labelled lines below it; another heading ends it. So does the label of an organ
          // over lines that only say what of it is meant: `KIDNEY L: 10 cm` above `Calculi: none`.
          let saysWhat = body < end && own.allSatisfy { isAspect($0, d) }
          levels.removeAll {
            $0.indent >= indent
              && (body >= end || $0.indent > indent || !$0.heading && !(saysWhat && names($0.label, d).organ))
          }
        } else {
          // A label further on in the line replaces the last one; a side or heading in front of it goes on.
          levels.removeAll { $0.indent == Int.max }
          if let last = levels.last, !last.heading {
            let new = own.map { names($0, d) }
            let old = names(last.label, d)
            let keepsSide = old.side && !old.organ && !new.contains { $0.side }
            if !keepsSide, new.contains(where: { $0.organ || $0.side }) {
              let group = levels.filter { $0.indent == last.indent }
              levels.removeAll { level in
                level.indent == last.indent
                  && !(group.count > 1 && level.label == group[0].label && names(level.label, d).side
                    && !new.contains { $0.side })
              }
            } else if levels.filter({ $0.indent == last.indent && !$0.heading }).count > 1 {
              levels.removeLast()
            }
          }
        }
        for range in own { levels.append(Level(indent: indent, label: range, heading: body >= end)) }
      } else if newLine, isBullet(start, d), let last = levels.last, !last.heading,
        column(start, text, d) <= last.indent
      {
        levels.removeAll { !$0.heading }
      }
      if end <= start { end = start + 1 }
      // A sentence about a calcification is no title, unless it asks.
      let states =
        titleOpen && d.tokens[end - 1].byte == UInt8(ascii: ".") && d.names(anchorIn: start..<end, lexicon)
      if states { titleOpen = false }
      // `C/o Rt flank pain` asks, it does not name the examination.
      if titleOpen, asks(start, end, d, lexicon) { titleOpen = false }
      let isTitle = titleOpen && d.sections[Int(d.sectionOf[start])].title == nil && paragraph < 3
      if titleOpen, end - start > 14 || d.sections[Int(d.sectionOf[start])].title != nil { titleOpen = false }
      d.sentences.append(
        Sentence(
          tokens: start..<end, section: Int(d.sectionOf[start]), labels: levels.map(\.label), body: body,
          paragraph: paragraph, item: item, isTitle: isTitle && titleOpen))
      start = end
    }
  }

  /// Does a label name an organ or part, and does it name a side?
  private static func names(_ label: Range<Int>, _ d: Document) -> (organ: Bool, side: Bool) {
    var organ = false
    var side = false
    for m in d.matches(in: label) where Int(m.end) <= label.upperBound {
      if m.category == .site || m.category == .part { organ = true }
      if m.category == .side { side = true }
    }
    return (organ, side)
  }

  /// A request or the history begins here, without a title of its own.
  private static func asks(_ start: Int, _ end: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
    d.matches(in: start..<(start + 1)).contains {
      guard $0.category == .section, Int($0.start) == start, Int($0.end) < end else { return false }
      let name = lexicon.sections[Int($0.entry)].name
      return name == .indication || name == .history
    }
  }

  /// A label that names a calcification or another thing, but no place and no section.
  private static func isAspect(_ label: Range<Int>, _ d: Document) -> Bool {
    var isThing = false
    for m in d.matches(in: label) where Int(m.end) <= label.upperBound {
      switch m.category {
      case .site, .part, .side, .section: return false
      case .anchor, .host: isThing = true
      default: break
      }
    }
    return isThing
  }

  /// Only words of places and sides stand here, so that a dash behind them is as good as a colon: `Rt kidney - 4 mm stone`.
  private static func isPlace(_ range: Range<Int>, _ d: Document) -> Bool {
    var i = range.lowerBound
    var names = false
    while i < range.upperBound {
      let end = d.matches(in: i..<(i + 1)).filter {
        Int($0.start) == i && ($0.category == .site || $0.category == .side || $0.category == .part)
          && Int($0.end) <= range.upperBound
      }.map { Int($0.end) }.max()
      if end != nil { names = true }
      guard let end = end ?? (d.classes[i].contains(.determiner) ? i + 1 : nil) else { return false }
      i = end
    }
    return names
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

  /// The colon that ends a label starting at `from`, if the words before it look like one.
  private static func label(from: Int, to end: Int, dashToo: Bool, _ d: Document) -> Int? {
    var i = from
    var depth = 0
    while i < end, i < from + 12 {
      let t = d.tokens[i]
      if i > from, t.linesBefore > 0 { return nil }
      // A cell of a table: `Bladder calculus | none`.
      if t.byte == UInt8(ascii: "|"), i > from, i - from <= 4 {
        return d.matches(in: from..<i).contains { $0.category == .anchor } ? i : nil
      }
      if t.byte == UInt8(ascii: ":") {
        // A time (`12:00`) or ratio is no label.
        if i + 1 < end, i > from, d.tokens[i - 1].kind == .number, d.tokens[i + 1].kind == .number,
          !d.tokens[i + 1].spaceBefore
        {
          return nil
        }
        return i > from ? i : nil
      }
      if dashToo, t.byte == UInt8(ascii: "-"), i > from, i + 1 < end, i - from <= 4, !t.gluedHyphen,
        d.tokens[i + 1].spaceBefore, d.tokens[i + 1].linesBefore == 0, isPlace(from..<i, d)
      {
        return i
      }
      if t.byte == UInt8(ascii: "(") { depth += 1 }
      if t.byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0,
        t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: ";") || d.classes[i].contains(.finite)
      {
        return nil
      }
      i += 1
    }
    return nil
  }

  /// A short line of its own that names something and has no verb: a heading (`KIDNEYS`, `LEFT BREAST`, `KIDNEYS.`).
  private static func isHeading(_ start: Int, _ end: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
    guard start < end, end - start <= 6, end < d.tokens.count else { return false }
    let alone = d.tokens[end].linesBefore > 0
    guard d.tokens[start].linesBefore > 0 || start == 0 else { return false }
    var words = 0
    var capitals = 0
    for i in start..<end {
      let t = d.tokens[i]
      if t.kind == .number || d.classes[i].contains(.finite) || d.classes[i].contains(.negativePlan) {
        return false
      }
      if t.kind == .word {
        words += 1
        if t.allCaps || t.length == 1 && t.capital { capitals += 1 }
      } else if t.byte != UInt8(ascii: "/") && t.byte != UInt8(ascii: "&") && t.byte != UInt8(ascii: ",")
        && !(i == end - 1 && t.byte == UInt8(ascii: "."))
      {
        return false
      }
    }
    if words == 0 { return false }
    // In capitals it is a heading even with a full stop and text behind it; else it must stand alone and name a site.
    if capitals == words { return alone || d.tokens[end - 1].byte == UInt8(ascii: ".") }
    guard alone, d.tokens[end - 1].byte != UInt8(ascii: "."), words <= 4 else { return false }
    var named = false
    for m in d.matches(in: start..<end) where Int(m.end) <= end {
      if m.category == .anchor { return false }
      if m.category == .site || m.category == .side { named = true }
    }
    return named
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
        if isColumn(i, d) { return i }
      }
      // Text without full stops is cut at semicolons, at last anywhere, so that the work a sentence costs stays bounded.
      if i - start > longSentence, t.byte == UInt8(ascii: ";") || i - start > longestSentence { return i + 1 }
      if t.byte == UInt8(ascii: "\""), i > start, t.spaceBefore, i + 1 < n, d.tokens[i + 1].capital,
        !d.tokens[i + 1].spaceBefore || d.tokens[i + 1].spaceBefore
      {
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
      return i + 2 < n && !d.tokens[i + 2].spaceBefore && d.tokens[i + 2].capital
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
        if before.length == 1, before.capital { return next.linesBefore > 0 }
        if d.classes[i - 1].contains(.abbreviation), !next.capital || isTitleWord(i - 1, d) { return false }
      }
      // `1. Text`: the number of a list item.
      if before.kind == .number, i - 1 == start, next.capital { return false }
    }
    if next.kind == .word, !next.capital, next.linesBefore == 0 {
      // A small letter behind a full stop: a sentence all the same, unless an abbreviation is likely.
      return i > start && d.tokens[i - 1].length > 3
    }
    return true
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
    if previous.byte == UInt8(ascii: ":") || isCapitalLine(i, d) { return true }
    if t.kind == .word, !t.capital, !labelFollows(i, d) { return false }
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

  private static func labelFollows(_ i: Int, _ d: Document) -> Bool {
    var k = i
    while k < d.tokens.count, k < i + 7 {
      if k > i, d.tokens[k].linesBefore > 0 { return false }
      if d.tokens[k].byte == UInt8(ascii: ":") { return k > i }
      if d.tokens[k].byte == UInt8(ascii: ".") || d.classes[k].contains(.finite) { return false }
      k += 1
    }
    return false
  }
}
