// Where the sections of a report begin: titles with a colon, alone in their line, in capitals, or run on in a line.

/// Finds titles among the matches of the sections table and lays the sections out.
enum SectionFinder {
  private struct Title {
    var tokens: Range<Int>
    /// First token of the content.
    var content: Int
    var entry: Int
    /// The title stands in the same line as its content.
    var inline: Bool
    /// First of the marks in front of it, where it is set off by marks.
    var marks: Int?
    /// Where its section begins.
    var start: Int { marks ?? tokens.lowerBound }
  }

  static func find(_ text: UnsafeBufferPointer<UInt8>, _ d: inout Document, _ lexicon: Lexicon) {
    d.sections.empty()
    d.sectionTokens.empty()
    let n = d.tokens.count
    var titles: [Title] = []
    for m in d.matches where m.category == .section {
      if let last = titles.last, Int(m.start) < last.content { continue }
      if let title = title(m, &d, lexicon) { titles.append(title) }
    }
    d.sectionOf.empty()
    let hasFindings = titles.contains { lexicon.sections[$0.entry].name == .findings }
    // Behind the last of the other titles only conclusions follow.
    let lastOther = titles.lastIndex {
      switch lexicon.sections[$0.entry].name {
      case .impression, .recommendation, .addendum: false
      default: true
      }
    }
    let first = titles.first?.start ?? n
    if first > 0 || titles.isEmpty { add(.findings, false, 0..<first, nil, text, &d) }
    for (i, t) in titles.enumerated() {
      let end = i + 1 < titles.count ? titles[i + 1].start : n
      let entry = lexicon.sections[t.entry]
      var stop = end
      switch entry.name {
      case .impression where i == 0 && !hasFindings && t.start <= longestHead:
        if let body = bodyOfLetter(behind: t, before: end, d) { stop = body }
      case .indication, .history, .technique, .comparison, .other:
        if !hasFindings, let turn = contentEnds(t, end, d, isLast: i >= lastOther ?? 0) { stop = turn }
      default: break
      }
      add(entry.name, entry.historical, t.start..<stop, t.tokens, text, &d)
      d.sections[d.sections.count - 1].isSubject = entry.isSubject
      if stop < end { add(.findings, false, stop..<end, nil, text, &d) }
    }
    if d.sections.isEmpty {
      d.sections.append(Section(name: .findings, range: 0..<text.count, title: nil))
      d.sectionTokens.append(0..<n)
    }
  }

  /// Tokens in front of the diagnosis at the head of a letter, at most, and behind it at least, in paragraphs of its own.
  private static let longestHead = 60
  private static let shortestBody = 40

  /// Where the body of a letter begins that opens with its diagnosis (`Diagnosis: renal stones`): behind an empty line.
  private static func bodyOfLetter(behind title: Title, before end: Int, _ d: Document) -> Int? {
    guard let body = span(title.content + 1, end).first(where: { d.tokens[$0].linesBefore > 1 }),
      end - body >= shortestBody
    else { return nil }
    return body
  }

  /// Adds the section behind the last one.
  private static func add(
    _ name: SectionName, _ historical: Bool, _ tokens: Range<Int>, _ title: Range<Int>?,
    _ text: UnsafeBufferPointer<UInt8>, _ d: inout Document
  ) {
    if tokens.isEmpty, title == nil { return }
    let start = tokens.lowerBound == 0 ? 0 : Int(d.tokens[tokens.lowerBound].start)
    let end = tokens.upperBound < d.tokens.count ? Int(d.tokens[tokens.upperBound].start) : text.count
    d.sectionOf.append(contentsOf: repeatElement(Int32(d.sections.count), count: tokens.count))
    d.sectionTokens.append(tokens)
    d.sections.append(
      Section(name: name, range: start..<end, title: title.map { d.byteRange($0) }, historical: historical))
  }

  /// Is this match of a section's words a title here?
  private static func title(_ m: PhraseMatch, _ d: inout Document, _ lexicon: Lexicon) -> Title? {
    let entry = lexicon.sections[Int(m.entry)]
    if entry.weak { return nil }
    let e = Int(m.end)
    let t = d.tokens
    // `CHEST` in one line and `FINDINGS` in the next: the title is the last line's.
    let s = (Int(m.start) + 1..<e).last { t[$0].linesBefore > 0 } ?? Int(m.start)
    let atLineStart = startsLine(s, d)
    let capitals = (s..<e).allSatisfy {
      t[$0].kind != .word || t[$0].allCaps || t[$0].length == 1 && t[$0].capital
    }
    // `[Impression]`, `<Diagnosis>`, `== Findings ==`: set off on both sides.
    if atLineStart, let content = decorated(s..<e, d) {
      let inline = content < t.count && t[content].linesBefore == 0
      var marks = s - 1
      while marks > 0, t[marks].linesBefore == 0, t[marks - 1].byte == t[s - 1].byte { marks -= 1 }
      return Title(tokens: s..<e, content: content, entry: Int(m.entry), inline: inline, marks: marks)
    }
    // A colon behind the words, a date or a remark in parentheses between.
    if let colon = colon(after: e, d) {
      let inline = colon + 1 < t.count && t[colon + 1].linesBefore == 0
      let runOn =
        s > 0 && t[s - 1].kind == .punctuation && t[s - 1].byte != UInt8(ascii: "(")
        && t[s - 1].byte != UInt8(ascii: "/")
      if atLineStart || capitals || runOn && t[s].capital {
        return Title(tokens: s..<e, content: colon + 1, entry: Int(m.entry), inline: inline)
      }
      return nil
    }
    let alone = e >= t.count || t[e].linesBefore > 0
    if atLineStart && alone
      && (t[s].capital || e - s > 1
        || e < t.count && (t[e].linesBefore > 1 || t[e].capital || t[e].kind == .number))
    {
      // A title alone in its line; a lone last word of the text is none.
      if e < t.count { return Title(tokens: s..<e, content: e, entry: Int(m.entry), inline: false) }
      return nil
    }
    guard atLineStart, e < t.count else { return nil }
    let next = t[e]
    // `Findings.` and `IMPRESSION -`
    if next.byte == UInt8(ascii: "."), t[s].capital, e - s <= 2, s == 0 || t[s].linesBefore > 1 || capitals,
      entry.name != .other, e + 1 < t.count, t[e + 1].capital
    {
      return Title(tokens: s..<e, content: e + 1, entry: Int(m.entry), inline: true)
    }
    if next.byte == UInt8(ascii: "-"), next.spaceBefore, capitals || t[s].capital && t[s].linesBefore > 1 {
      return Title(tokens: s..<e, content: e + 1, entry: Int(m.entry), inline: true)
    }
    if capitals, entry.name != .other, t[s].allCaps, next.kind != .punctuation, !next.allCaps {
      return Title(tokens: s..<e, content: e, entry: Int(m.entry), inline: true)
    }
    // `comparison KUB 9/7` as a paragraph of one short line.
    switch entry.name {
    case .indication, .history, .comparison, .technique:
      guard s == 0 || t[s].linesBefore > 1 else { return nil }
      if d.classes.isEmpty { d.classify(lexicon) }
      if d.classes[e].contains(.finite) || d.classes[e].contains(.within) { return nil }
      var i = e
      while i < t.count, t[i].linesBefore == 0, !d.classes[i].contains(.finite) { i += 1 }
      if i - e <= 20, i >= t.count || t[i].linesBefore > 1 {
        return Title(tokens: s..<e, content: e, entry: Int(m.entry), inline: true)
      }
    default: break
    }
    return nil
  }

  /// The first token behind the marks that stand on both sides of a title and close its line or come before its colon.
  private static func decorated(_ title: Range<Int>, _ d: Document) -> Int? {
    guard title.lowerBound > 0, title.upperBound < d.tokens.count, d.tokens[title.lowerBound].linesBefore == 0
    else { return nil }
    let close: UInt8
    switch d.tokens[title.lowerBound - 1].byte {
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: "<"): close = UInt8(ascii: ">")
    case UInt8(ascii: "*"): close = UInt8(ascii: "*")
    case UInt8(ascii: "="): close = UInt8(ascii: "=")
    default: return nil
    }
    var i = title.upperBound
    while i < d.tokens.count, d.tokens[i].linesBefore == 0, d.tokens[i].byte == close { i += 1 }
    if i == title.upperBound { return nil }
    if i < d.tokens.count, d.tokens[i].linesBefore == 0, d.tokens[i].byte == UInt8(ascii: ":") { i += 1 }
    return i
  }

  /// The token starts a line, but for bullets, numbers and decoration.
  static func startsLine(_ token: Int, _ d: Document) -> Bool {
    var i = token
    while i > 0, d.tokens[i].linesBefore == 0 {
      let p = d.tokens[i - 1]
      if p.kind == .word || p.byte == UInt8(ascii: ",") || p.byte == UInt8(ascii: ";") { return false }
      if p.kind == .number, token - i >= 3 { return false }
      i -= 1
    }
    return true
  }

  /// Whether a date or another shape could decide if words are a title: `FINDINGS Jan 5: …`.
  static func asksShapes(_ d: Document, _ lexicon: Lexicon) -> Bool {
    d.matches.contains { m in
      m.category == .section && !lexicon.sections[Int(m.entry)].weak
        && colon(after: Int(m.end), d, anyShape: true) != colon(after: Int(m.end), d)
    }
  }

  /// The colon that makes the words before `end` a title, a parenthesis or date between allowed.
  ///
  /// - Parameter anyShape: take every token for part of a date.
  private static func colon(after end: Int, _ d: Document, anyShape: Bool = false) -> Int? {
    var i = end
    var depth = 0
    while i < d.tokens.count, i < end + 12, d.tokens[i].linesBefore == 0 {
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ":"), depth == 0 { return i }
      if t.byte == UInt8(ascii: "(") {
        depth += 1
      } else if t.byte == UInt8(ascii: ")") {
        depth -= 1
      } else if depth == 0 {
        let isDate =
          t.kind == .number || t.byte == UInt8(ascii: "/") || t.byte == UInt8(ascii: "#")
          || t.byte == UInt8(ascii: "-")
          || t.byte == UInt8(ascii: "*") || anyShape || !d.shaped.isEmpty && d.shaped[i]
        if !isDate { return nil }
      }
      i += 1
    }
    return nil
  }

  /// Where the content of a request, technique or comparison section gives way to untitled findings.
  ///
  /// - Parameter isLast: only conclusions have titles behind it.
  private static func contentEnds(
    _ title: Title, _ end: Int, _ d: Document, isLast: Bool
  ) -> Int? {
    var i = title.content + 1
    var sentences = 0
    var firstEnd: Int?
    var lineEnd: Int?
    while i < end {
      let t = d.tokens[i]
      let ends = d.tokens[i - 1]
      let terminal =
        ends.byte == UInt8(ascii: ".") || ends.byte == UInt8(ascii: "?") || ends.byte == UInt8(ascii: "!")
      if t.linesBefore > 1 { return i }
      if terminal && t.spaceBefore && (t.capital || t.kind == .punctuation) {
        sentences += 1
        if firstEnd == nil, t.capital { firstEnd = i }
      }
      if t.linesBefore == 1, title.inline, lineEnd == nil,
        t.capital || t.byte == UInt8(ascii: "*") || t.kind == .number && terminal,
        terminal || Int(ends.end) - Int(d.tokens[title.tokens.lowerBound].start) < 60
      {
        lineEnd = i
      }
      i += 1
    }
    if let lineEnd { return lineEnd }
    // The body runs on in the title's own paragraph, and stands nowhere else: the request is its first sentence.
    guard isLast, title.inline, sentences >= 3 else { return nil }
    let single = !span(title.content, end).contains { $0 > title.content && d.tokens[$0].linesBefore > 0 }
    return single ? firstEnd : nil
  }
}
