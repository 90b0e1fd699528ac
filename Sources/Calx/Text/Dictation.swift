// Where statements begin in dictation that was typed without full stops.

/// Cuts run-on dictation (`liver is bright no focal lesion gall bladder contains stones there is …`) into statements.
enum Dictation {
  /// Tokens after which a sentence almost without punctuation is taken for dictation.
  static let runOn = 40
  /// Tokens of such a sentence for one mark of punctuation.
  private static let sparse = 25
  /// No statement is shorter.
  private static let shortest = 2

  /// Tokens after which text without any mark, to its very end, is taken for dictation.
  static let unmarked = 24

  /// The sentence is long and hardly punctuated.
  static func isRunOn(_ sentence: Range<Int>, _ d: Document) -> Bool {
    guard sentence.count > unmarked else { return false }
    if sentence.count <= runOn {
      return sentence.upperBound == d.tokens.count
        && sentence.allSatisfy { d.tokens[$0].kind != .punctuation }
    }
    var marks = 0
    for i in sentence {
      switch d.tokens[i].byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "("):
        if d.tokens[i].kind == .punctuation { marks += 1 }
      default: break
      }
    }
    return marks * sparse <= sentence.count
  }

  /// The first token of the statement behind the one that starts at `start`; the end when there is none.
  static func nextStatement(from start: Int, to end: Int, _ d: Document, _ lexicon: Lexicon) -> Int {
    for i in span(start + shortest, end - 1) where opens(i, start, end, d, lexicon) { return i }
    return end
  }

  private static func opens(_ i: Int, _ start: Int, _ end: Int, _ d: Document, _ lexicon: Lexicon) -> Bool {
    guard d.tokens[i].kind == .word else { return false }
    let here = d.classes[i]
    let before = d.classes[i - 1]
    // Behind these words a phrase goes on.
    if !before.isDisjoint(with: [.relative, .but, .or, .within, .away, .of, .with, .determiner]) {
      return false
    }
    // `there is`, `incidental note of`
    if here.contains(.existential) { return true }
    if !before.isDisjoint(with: [.finite, .be, .contain]) { return false }
    // `calcification in the basal ganglia and the pineal gland is calcified`
    if before.contains(.and) {
      return d.matches(in: start..<i).contains { $0.category == .anchor }
        && isSubject(i, end, d, ofVerb: true)
    }
    // `gallbladder surgically absent | atherosclerotic calcification of …`: a state is complete, and a finding begins.
    if before.contains(.answer), before.isDisjoint(with: .negativePlan), i > start + 1,
      span(start, i - 1).contains(where: { isPlace($0, d) }), leadsToAnchor(i, end, d)
    {
      return true
    }
    // `no aneurysm | multiple pelvic phleboliths`, `without diverticulitis | few calcified nodes`
    if here.contains(.indefinite), here.isDisjoint(with: [.determiner, .pronoun]), d.tokens[i].kind == .word,
      before.isDisjoint(with: [.negativePlan, .indefinite, .adverb, .modifier]),
      d.tokens[i - 1].kind == .word, i > start + 1, !isPlace(i - 1, d), leadsToAnchor(i, end, d),
      !d.matches(in: max(start, i - 6)..<i).contains(where: { $0.category == .cue && Int($0.end) >= i })
    {
      return true
    }
    // `no hydronephrosis | small stone lower pole`
    if here.contains(.modifier), before.isEmpty, d.tokens[i - 1].kind == .word, !isPlace(i - 1, d),
      i > start + 1, d.classes[i - 2].contains(.negativePlan), leadsToAnchor(i, end, d)
    {
      return true
    }
    let matches = d.matches(in: i..<(i + 1))
    // `conclusion bilateral renal calculi`
    if matches.contains(where: { m in
      m.category == .section && Int(m.start) == i && d.tokens[i].length >= 8
        && !lexicon.sections[Int(m.entry)].weak && lexicon.sections[Int(m.entry)].name == .impression
    }) {
      return true
    }
    // `no hydronephrosis`, but not `no change`
    if here.isSuperset(of: [.answer, .negativePlan]) {
      return !matches.contains { m in
        m.category == .cue
          && lexicon.cues[Int(m.entry)].contains { $0.axis == .change || $0.direction == .pseudo }
      }
    }
    // `these are unchanged`
    if here.isSuperset(of: [.pronoun, .backReference]), i + 1 < end, d.classes[i + 1].contains(.finite) {
      return true
    }
    // `recommend`, `suggest`
    if here.isDisjoint(with: [.finite, .be]),
      matches.contains(where: {
        $0.category == .advice && Int($0.start) == i && lexicon.advice[Int($0.entry)].role == .verb
      })
    {
      return true
    }
    return isSubject(i, end, d)
  }

  /// A place begins here, and a verb, a denial or its state follows it: `the right kidney is`, `pancreas not seen`,
  /// `spleen normal`.
  ///
  /// - Parameter ofVerb: only a verb counts: `of the aorta and iliac arteries no aneurysm` lists the two.
  private static func isSubject(_ i: Int, _ end: Int, _ d: Document, ofVerb: Bool = false) -> Bool {
    // Not inside a phrase that names a place.
    let inside = d.matches(in: max(0, i - 7)..<i).contains { $0.category == .site && i < Int($0.end) }
    guard !inside, !isLead(i - 1, d) else { return false }
    var k = i
    while k < min(i + 4, end), isLead(k, d), !isPlace(k, d) { k += 1 }
    var place = false
    while k < min(i + 9, end), isPlace(k, d) {
      place = true
      k += 1
    }
    guard place, k < end else { return false }
    let c = d.classes[k]
    return !c.isDisjoint(with: [.finite, .be, .existential]) && !c.contains(.relative)
      || !ofVerb && !c.isDisjoint(with: [.negativePlan, .answer]) && d.tokens[k].kind == .word
  }

  /// An anchor follows, with at most a few describing words in front of it.
  private static func leadsToAnchor(_ i: Int, _ end: Int, _ d: Document) -> Bool {
    guard
      let anchor = d.matches(in: i..<min(end, i + 4)).first(where: {
        $0.category == .anchor && Int($0.end) <= end
      })
    else { return false }
    return span(i, Int(anchor.start)).allSatisfy {
      d.tokens[$0].kind == .word
        && d.classes[$0].isDisjoint(with: [.and, .or, .of, .within, .finite, .negativePlan, .with, .contain])
    }
  }

  private static func isLead(_ i: Int, _ d: Document) -> Bool {
    !d.classes[i].isDisjoint(with: [.determiner, .definite, .modifier])
      || d.matches(in: i..<(i + 1)).contains { $0.category == .side }
  }

  private static func isPlace(_ i: Int, _ d: Document) -> Bool {
    d.matches(in: max(0, i - 7)..<(i + 1)).contains { $0.category == .site && i < Int($0.end) }
  }
}
