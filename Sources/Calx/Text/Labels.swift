// Labels in front of sentences (`KIDNEYS:`, `Rt kidney -`, a heading of its own line), and where one begins.

extension SentenceSplitter {
  /// The labels at the start of a sentence, without their colons, and the first token behind them.
  static func ownLabels(from start: Int, to end: Int, _ d: Document, _ lexicon: Lexicon) -> (
    labels: [Range<Int>], body: Int
  ) {
    var at = start
    while isBullet(at, d), at + 1 < end { at += bulletWidth(at, d) }
    var body = min(at, end)
    var labels: [Range<Int>] = []
    while labels.count < 3,
      let colon = label(from: body, to: end, dashToo: labels.isEmpty, d)
        ?? (labels.count == 1 ? sideWithDash(behind: labels[0], at: body, to: end, d) : nil)
    {
      labels.append(body..<colon)
      body = colon + 1
    }
    if labels.isEmpty, isHeading(body, end, d, lexicon) {
      labels.append(body..<(d.tokens[end - 1].kind == .punctuation ? end - 1 : end))
      body = end
    }
    return (labels, body)
  }

  /// `Carotids: RIGHT - bulb clear.`: the dash behind a side alone that is the first word of a label's value.
  private static func sideWithDash(behind label: Range<Int>, at body: Int, to end: Int, _ d: Document) -> Int?
  {
    let dash = body + 1
    guard dash + 1 < end, d.tokens[dash].byte == UInt8(ascii: "-"), !d.tokens[dash].gluedHyphen,
      d.tokens[dash + 1].spaceBefore, d.tokens[body].linesBefore == 0, d.tokens[dash + 1].linesBefore == 0
    else { return nil }
    let isSide = d.matches(in: body..<dash).contains { $0.category == .side && Int($0.end) == dash }
    // `Renal calculi: right - none`: all that is said of the label's things.
    return isSide && !d.matches(in: label).contains { $0.category == .anchor } ? dash : nil
  }

  /// Only words of places and sides stand here, so that a dash behind them is as good as a colon: `Rt kidney - 4 mm stone`.
  private static func isPlace(_ range: Range<Int>, _ d: Document) -> Bool {
    var names = false
    for i in range {
      let isNamed = d.matches(in: max(range.lowerBound, i - 3)..<(i + 1)).contains {
        Int($0.end) > i && ($0.category == .site || $0.category == .side || $0.category == .part)
          && Int($0.end) <= range.upperBound
      }
      if isNamed { names = true }
      // `Left breast at 10 o'clock -`
      let isJoint =
        !d.classes[i].isDisjoint(with: [.determiner, .within, .position])
        || d.tokens[i].byte == UInt8(ascii: ",") || d.tokens[i].gluedHyphen
      guard isNamed || isJoint && i + 1 < range.upperBound else { return false }
    }
    return names
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
      // `calculus 5 mm (2021: 4 mm)`: what stands in brackets is no end of a label.
      if t.byte == UInt8(ascii: ":"), depth > 0 {
        i += 1
        continue
      }
      if t.byte == UInt8(ascii: ":") {
        // A time (`12:00`) or ratio is no end of a label.
        if i + 1 < end, i > from, d.tokens[i - 1].kind == .number, d.tokens[i + 1].kind == .number,
          !d.tokens[i + 1].spaceBefore
        {
          i += 1
          continue
        }
        return i > from ? i : nil
      }
      if dashToo, t.byte == UInt8(ascii: "-"), i > from, i + 1 < end, i - from <= 9, !t.gluedHyphen,
        d.tokens[i + 1].spaceBefore, d.tokens[i + 1].linesBefore == 0, isPlace(from..<i, d)
      {
        return i
      }
      if t.byte == UInt8(ascii: "(") { depth += 1 }
      if t.byte == UInt8(ascii: ")") { depth -= 1 }
      // `Left CCA: calcified plaque 2 mm, ICA: …`: what a label says is no label itself.
      if !dashToo, t.byte == UInt8(ascii: ","),
        d.matches(in: from..<i).contains(where: { $0.category == .anchor && Int($0.end) <= i })
      {
        return nil
      }
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

  /// A colon follows within a few words of the line that begins here, before any verb.
  static func labelFollows(_ i: Int, _ d: Document) -> Bool {
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
