// Where one clause of a sentence ends and the next begins.

/// Numbers the clauses of a sentence and says how strong each boundary is.
struct Clauses {
  enum Strength: UInt8 {
    /// A subordinate clause: context cues stop, places carry over.
    case weak = 1
    /// A new statement.
    case strong = 2
  }
  /// Boundary in front of a token, by its index in the sentence's token range; 0 when there is none.
  private(set) var before: [UInt8] = []
  private var first = 0
  /// How much of `before` is of this sentence.
  private var length = 0

  /// Splits the tokens of `range`.
  mutating func split(_ range: Range<Int>, _ d: Document) {
    first = range.lowerBound
    length = range.count + 1
    before.blank(length, 0)
    for i in range where i > first {
      let t = d.tokens[i]
      let c = d.classes[i]
      if t.kind == .word, c.isOpen { continue }
      if t.byte == UInt8(ascii: "(") || t.byte == UInt8(ascii: "[") { mark(i, .weak, range) }
      if t.byte == UInt8(ascii: ")") || t.byte == UInt8(ascii: "]") { mark(i + 1, .weak, range) }
      switch t.byte {
      case UInt8(ascii: ";"): mark(i + 1, .strong, range)
      case UInt8(ascii: ":"):
        // Not the colon of a time or ratio.
        if d.tokens[i - 1].kind == .number, i + 1 < range.upperBound, d.tokens[i + 1].kind == .number {
          break
        }
        // `Size: 6 mm` says of what is in front of it.
        if i - first <= Self.longestAttribute, (first..<i).allSatisfy({ d.classes[$0].contains(.attribute) })
        {
          break
        }
        mark(i + 1, .strong, range)
      case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
        // `a calculus, approx. 4 mm`: the sign of an abbreviation.
        let isAbbreviated =
          !t.spaceBefore && d.classes[i - 1].contains(.abbreviation) && i + 1 < range.upperBound
          && (d.tokens[i + 1].kind == .number
            ? d.classes[i - 1].contains(.measureVerb)
            : !d.tokens[i + 1].capital && !d.classes[i - 1].contains(.negativePlan))
        if t.kind == .punctuation, i + 1 < range.upperBound, d.tokens[i + 1].spaceBefore, !isAbbreviated {
          mark(i + 1, .strong, range)
        }
      case UInt8(ascii: "-"):
        if i + 1 < range.upperBound, Self.isDash(i, d) { mark(i + 1, .strong, range) }
      default: break
      }
      if t.kind == .punctuation,
        t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: "/") || t.byte == UInt8(ascii: "&")
      {
        // `On the right, there is …`: the place in front belongs to the statement.
        if t.byte == UInt8(ascii: ","), i + 1 < range.upperBound, d.classes[i + 1].contains(.existential),
          frontedPlace(first, i + 1, d)
        {
          continue
        }
        if t.byte == UInt8(ascii: ","), newStatement(after: i + 1, range, d, joined: false),
          !listsPlaces(before: i, d)
        {
          mark(i + 1, .strong, range)
        }
        continue
      }
      if c.contains(.but), !d.tokens[i].gluedHyphen {
        mark(i, .strong, range)
      } else if c.contains(.and), newStatement(after: i + 1, range, d, joined: true),
        !listsPlaces(before: i, d)
      {
        mark(i, .strong, range)
      } else if c.contains(.relative), !c.contains(.determiner) || d.tokens[i - 1].byte == UInt8(ascii: ",") {
        mark(i, .weak, range)
      } else if c.contains(.existential), c.contains(.indefinite), i + 1 < range.upperBound,
        d.classes[i + 1].contains(.be) || d.classes[i + 1].contains(.finite)
      {
        if !frontedPlace(first, i, d) { mark(i, .strong, range) }
      }
    }
    joinFields(range, d)
  }

  /// Words of a label that names an attribute, at most.
  private static let longestAttribute = 3

  /// A dash between blanks, which parts statements; a hyphen does not.
  static func isDash(_ i: Int, before end: Int = .max, _ d: Document) -> Bool {
    i < min(end, d.tokens.count) && d.tokens[i].byte == UInt8(ascii: "-") && d.tokens[i].spaceBefore
      && i + 1 < d.tokens.count
      && d.tokens[i + 1].spaceBefore
  }

  /// A strong boundary stands in front of a token.
  func isBoundary(at token: Int) -> Bool { before[token - first] == Strength.strong.rawValue }

  /// Takes the boundaries in front of tokens back.
  mutating func unmark(_ tokens: Range<Int>) {
    for i in tokens where i - first < length { before[i - first] = 0 }
  }

  private mutating func mark(_ token: Int, _ strength: Strength, _ range: Range<Int>) {
    guard token > first, token <= range.upperBound else { return }
    let i = token - first
    before[i] = max(before[i], strength.rawValue)
  }

  /// `Basal ganglia, dentate nuclei and thalami show …`: nothing but places stands in front of the comma, so that they
  /// share the verb behind it.
  private func listsPlaces(before comma: Int, _ d: Document) -> Bool {
    var i = comma
    while i > first, d.tokens[i - 1].byte != UInt8(ascii: ";"), d.tokens[i - 1].byte != UInt8(ascii: ":") {
      i -= 1
    }
    if d.classes[i].contains(.determiner) { i += 1 }
    guard i < comma, comma - i <= 8 else { return false }
    var isNamed = false
    while i < comma {
      var end = i
      for m in d.matches(in: i..<(i + 1))
      where m.category == .site || m.category == .part || m.category == .side {
        end = max(end, Int(m.end))
        if m.category == .site { isNamed = true }
      }
      if end == i {
        guard
          !d.classes[i].isDisjoint(with: [.position, .and, .determiner])
            || d.tokens[i].byte == UInt8(ascii: ",")
            || d.tokens[i].gluedHyphen
        else { return false }
        end = i + 1
      }
      i = end
    }
    return isNamed && i == comma
  }

  /// `In segment VII there is …`: the place in front belongs to the statement.
  private func frontedPlace(_ start: Int, _ there: Int, _ d: Document) -> Bool {
    for i in start..<there where d.classes[i].contains(.finite) { return false }
    var s = there
    while s > start, d.tokens[s - 1].byte != UInt8(ascii: ";") { s -= 1 }
    return !d.tokens[(s..<there)].contains { $0.byte == UInt8(ascii: ";") }
  }

  /// Does a new subject with its own verb begin here, after a comma or a joining word?
  private func newStatement(after i: Int, _ range: Range<Int>, _ d: Document, joined: Bool) -> Bool {
    guard i < range.upperBound else { return false }
    let head = d.classes[i]
    if head.contains(.existential) { return true }
    // `fibroids, one of which is calcified`: part of what was named, no new subject.
    if head.contains(.group) { return false }
    if head.contains(.or) || head.contains(.relative) && !head.contains(.determiner) { return false }
    var start = i
    if head.contains(.and) { start += 1 }
    while start < range.upperBound, d.classes[start].contains(.adverb) { start += 1 }
    guard start < range.upperBound else { return false }
    if d.classes[start].contains(.finite) { return false }
    // A verb before the next comma or joining word, with a subject in front of it.
    var verb: Int?
    var k = start
    while k < range.upperBound, k < start + 14 {
      let t = d.tokens[k]
      if t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ":") { break }
      if k > start, d.classes[k].contains(.but) || d.classes[k].contains(.or) { break }
      if k > start, d.classes[k].contains(.and), k + 1 < range.upperBound, d.classes[k + 1].contains(.finite)
      {
        break
      }
      if k > start, d.classes[k].contains(.relative), !d.classes[k].contains(.determiner) { break }
      // `…, favored to represent a stone`: an infinitive makes no statement.
      if d.classes[k].contains(.finite), k == start || !d.classes[k - 1].contains(.infinitive) {
        verb = k
        break
      }
      k += 1
    }
    guard let verb, verb > start else { return false }
    // What stands before must be a statement of its own when only `and` joins the two, or be closed by a comma.
    var s = start - 1
    var verbBefore = false
    var objectBefore = 0
    while s > first {
      s -= 1
      if before[s - first] == Strength.strong.rawValue { break }
      if d.classes[s].contains(.finite) { verbBefore = true }
      objectBefore += 1
    }
    if verbBefore { return true }
    // `On the right, in the retroareolar region, new calcifications extend …`: places in front of one statement.
    if !joined,
      d.classes[max(s, first)].contains(.within) || d.classes[min(s + 1, start - 1)].contains(.within)
    {
      return false
    }
    if d.classes[start].contains(.definite) || d.classes[start].contains(.pronoun) { return true }
    return !joined && !head.contains(.and) && objectBefore > 0
  }

  /// Strongest boundary between two tokens of the sentence (in front of any of `from+1 ... to`).
  func strongest(from: Int, to: Int) -> UInt8 {
    guard to > from else { return 0 }
    var best: UInt8 = 0
    for i in (from + 1)...to where i >= first && i - first < length {
      best = max(best, before[i - first])
    }
    return best
  }

  /// How many strong boundaries lie between two tokens.
  func crossings(from: Int, to: Int) -> Int {
    guard to > from else { return 0 }
    var n = 0
    for i in (from + 1)...to
    where i >= first && i - first < length && before[i - first] == Strength.strong.rawValue { n += 1 }
    return n
  }

  /// The clause around a token, bounded by strong boundaries (or weak ones too).
  func clause(around token: Int, in range: Range<Int>, weakToo: Bool = false) -> Range<Int> {
    let least = weakToo ? Strength.weak.rawValue : Strength.strong.rawValue
    var s = token
    while s > range.lowerBound, before[s - first] < least { s -= 1 }
    var e = token + 1
    while e < range.upperBound, before[e - first] < least { e += 1 }
    return s..<e
  }
}
