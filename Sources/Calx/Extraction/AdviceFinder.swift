// What the report advises: where it stands, by which modality, after which interval, under which condition.

/// Finds recommendations in sentences.
struct AdviceFinder {
  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }
  let text: UnsafeBufferPointer<UInt8>
  /// The findings are all there is: they conclude the report, too.
  var findingsConclude = false

  /// Tokens of a report so short that its findings are its conclusion.
  static let shortReport = 180

  /// Whether a report with mentions has no other conclusion than its findings.
  static func findingsConclude(_ d: Document) -> Bool { d.tokens.count <= shortReport && !d.hasConclusion }

  private func concludes(_ section: SectionName) -> Bool {
    section == .impression || section == .findings && findingsConclude
  }

  /// One piece of advice and the sentence it stands in.
  struct Advice {
    var tokens: Range<Int>
    var sentence: Int
    var recommendation: Recommendation
    /// It names an examination or a service, asks for something after an interval, or says that nothing is needed.
    var isSpecific: Bool
  }

  /// Sections in which advice counts.
  static func counts(in section: SectionName) -> Bool {
    switch section {
    case .findings, .impression, .recommendation, .addendum: true
    case .indication, .history, .technique, .comparison, .other: false
    }
  }

  /// The sections that can hold advice, in order: those in which it counts and that hold what opens it, or, where a
  /// service or an interval alone may be advice, one of these. Needs the matches of the advice table and the sections.
  static func sectionsToRead(_ d: Document, _ lexicon: Lexicon) -> [Int] {
    var result: [Int] = []
    for m in d.matches where m.category == .advice {
      let section = Int(d.sectionOf[Int(m.start)])
      if section == result.last { continue }
      let name = d.sections[section].name
      guard counts(in: name) else { continue }
      switch lexicon.advice[Int(m.entry)].role {
      case .verb, .aside, .unneeded: result.append(section)
      case .noun, .modality, .interval, .period: if name != .findings { result.append(section) }
      case .condition, .not, .when: break
      }
    }
    return result
  }

  /// All advice in a sentence: behind a semicolon more may follow. `inPlan`: the section itself is one of recommendations.
  func all(
    in sentence: Sentence, _ index: Int, _ matches: ArraySlice<PhraseMatch>, section: SectionName,
    inPlan: Bool
  ) -> [Advice] {
    guard let first = advice(in: sentence, index, matches, section: section, inPlan: inPlan) else {
      return []
    }
    var result = [first]
    while let last = result.last, last.tokens.upperBound + 1 < sentence.tokens.upperBound,
      d.tokens[last.tokens.upperBound].byte == UInt8(ascii: ";")
    {
      var rest = sentence
      rest.tokens = (last.tokens.upperBound + 1)..<sentence.tokens.upperBound
      rest.body = rest.tokens.lowerBound
      let behind = matches.drop { Int($0.start) < rest.body }
      guard let next = advice(in: rest, index, behind, section: section, inPlan: true) else { break }
      result.append(next)
    }
    return result
  }

  private func advice(
    in sentence: Sentence, _ index: Int, _ matches: ArraySlice<PhraseMatch>, section: SectionName,
    inPlan: Bool
  ) -> Advice? {
    var inPlan = inPlan
    var asked: Range<Int>?
    var verb: Range<Int>?
    var noun: Range<Int>?
    var lastNoun: Range<Int>?
    var unneeded: Range<Int>?
    var condition: Int?
    var interval = false
    var interim: Range<Int>?
    var service: Range<Int>?
    var isSpecialist = false
    let done = past(sentence, matches)
    for m in matches where m.category == .advice {
      let a = lexicon.advice[Int(m.entry)]
      let r = Int(m.start)..<Int(m.end)
      if let done, done.contains(r.lowerBound) { continue }
      if r.lowerBound < sentence.body, !sentence.labels.isEmpty, section != .recommendation {
        // `Recommended within 3 days: fetal MRI`
        if a.role == .verb || a.role == .aside {
          inPlan = true; asked = sentence.tokens.lowerBound..<sentence.body
        }
        continue
      }
      // `Recommendation: repeat ultrasound`: the title asks for advice and is none.
      if r.lowerBound == sentence.tokens.lowerBound, a.role == .verb || a.role == .aside,
        r.upperBound < sentence.tokens.upperBound,
        d.tokens[r.upperBound].byte == UInt8(ascii: ":")
      {
        inPlan = true
        continue
      }
      if a.role == .noun || a.role == .modality { lastNoun = r }
      switch a.role {
      case .verb, .aside: if verb == nil { verb = r }
      case .noun:
        if noun == nil { noun = r }
        if service == nil {
          service = r
          isSpecialist = !a.organs.isEmpty || a.value == Lexicon.Advice.sampling
        }
      case .modality: if noun == nil { noun = r }
      case .unneeded: if unneeded == nil { unneeded = r }
      case .condition: if condition == nil { condition = r.lowerBound }
      case .interval:
        guard isCounted(r, sentence, matches) else { continue }
        interim = r
        interval = true
      case .period:
        interim = r
        interval = true
        // `Annual mammography.`
        if verb == nil, section != .findings || findingsConclude { verb = r }
      case .not, .when: break
      }
    }
    let opening =
      unneeded ?? verb
      ?? (inPlan && (noun != nil || interval) ? noun ?? sentence.body..<(sentence.body + 1) : nil)
    // A modality with an interval or a condition is advice without a verb: `ultrasound in 6 months`.
    var bare = opening
    if bare == nil, interval || condition != nil, let noun,
      section == .impression
        || concludes(section)
          && (noun.lowerBound - sentence.body <= 3 || isVerbless(sentence, noun, interim, condition))
    {
      bare = noun
    }
    if bare == nil, section == .impression || section == .addendum, let noun, plan(noun, sentence) {
      bare = noun
    }
    // `For surgical opinion.` closes a short report.
    if bare == nil, concludes(section), let noun, noun.lowerBound > sentence.body,
      d.classes[sentence.body].contains(.away), plan(noun, sentence)
    {
      bare = noun
    }
    // `Urology today.`, `Surgical opinion please.`
    if bare == nil, section == .findings, findingsConclude, let service, index > 0,
      isBrief(service, sentence, matches)
    {
      bare = service
    }
    let tail =
      bare == nil && concludes(section)
      ? tail(sentence, noun ?? interim) ?? tail(sentence, lastNoun ?? interim)
        ?? apposition(sentence, lastNoun ?? noun, matches) ?? apposition(sentence, noun, matches) : nil
    guard let anchor = bare ?? tail else { return nil }
    // `US kidneys, follow-up nephrocalcinosis`: what was asked.
    if index == 0, section == .findings, anchor == verb, sentence.tokens.upperBound > anchor.upperBound,
      d.names(anchorIn: anchor.upperBound..<min(anchor.upperBound + 3, sentence.tokens.upperBound), lexicon)
    {
      return nil
    }
    let tokens = extent(anchor, sentence, matches)
    guard
      tokens.count >= 2 || unneeded != nil
        || concludes(section) && isSpecialist && service == sentenceWords(sentence)
        || (tail != nil || inPlan && noun != nil) && !tokens.isEmpty
    else { return nil }
    var recommendation = Recommendation(
      range: d.byteRange(tokens), modality: modality(tokens, matches), intervalDays: nil,
      conditional: condition != nil && isConditional(tokens, matches),
      negated: unneeded != nil)
    recommendation.isNamed = noun != nil
    recommendation.isAside = isAside(tokens, matches)
    recommendation.intervalDays = intervals(tokens, matches) ?? asked.flatMap { intervals($0, matches) }
    return Advice(
      tokens: tokens, sentence: index, recommendation: recommendation,
      isSpecific: noun != nil || unneeded != nil || interval && verb != nil)
  }

  /// The clause in which words say that something was advised once, or that nothing is (`do not hesitate to call`).
  private func past(_ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Range<Int>? {
    for m in matches where m.category == .advice {
      let a = lexicon.advice[Int(m.entry)]
      guard a.role == .not,
        a.value == Lexicon.Advice.whole || a.value == Lexicon.Advice.past && isDated(sentence, matches)
      else { continue }
      var start = Int(m.start)
      var end = Int(m.end)
      while start > sentence.tokens.lowerBound, d.tokens[start - 1].byte != UInt8(ascii: ";") { start -= 1 }
      while end < sentence.tokens.upperBound, !ends(end) { end += 1 }
      return start..<end
    }
    return nil
  }

  /// What is said of the past ends here.
  private func ends(_ i: Int) -> Bool {
    d.tokens[i].byte == UInt8(ascii: ";") || d.tokens[i].byte == UInt8(ascii: ",") || Clauses.isDash(i, d)
      || d.classes[i].contains(.but)
  }

  /// A sentence names a year or a date, or says that it speaks of the past.
  private func isDated(_ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Bool {
    sentence.tokens.contains { d.tokens[$0].kind == .number && d.tokens[$0].length == 4 && !d.shaped[$0] }
      || matches.contains {
        $0.category == .cue
          && lexicon.cues[Int($0.entry)].contains {
            $0.axis == .temporality && $0.value == Temporality.historical.rawValue
          }
      }
  }

  /// All words of a sentence, without its bullet and its stop.
  private func sentenceWords(_ sentence: Sentence) -> Range<Int> {
    var from = sentence.body
    var end = sentence.tokens.upperBound
    if SentenceSplitter.isBullet(from, d) { from += SentenceSplitter.bulletWidth(from, d) }
    while end > from, d.tokens[end - 1].kind == .punctuation { end -= 1 }
    return span(from, end)
  }

  /// All its words only ask to correlate.
  private func isAside(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> Bool {
    var i = tokens.lowerBound
    for m in matches where m.category == .advice && lexicon.advice[Int(m.entry)].role == .aside {
      if Int(m.start) <= i { i = max(i, Int(m.end)) }
      while i < tokens.upperBound, d.tokens[i].kind == .punctuation { i += 1 }
    }
    return i >= tokens.upperBound
  }

  /// A short sentence without a verb that begins with a service or modality: `PET-CT and lung MDT.`
  private func plan(_ noun: Range<Int>, _ sentence: Sentence) -> Bool {
    guard sentence.tokens.count <= 14, noun.lowerBound - sentence.body <= 3 else {
      return false
    }
    // `MRCP to exclude ductal stones`, `ENT referral for the sialolithiasis`
    let isAiming =
      noun.upperBound < sentence.tokens.upperBound
      && !d.classes[noun.upperBound].isDisjoint(with: [.infinitive, .purpose])
    return !sentence.tokens.contains { i in
      d.classes[i].contains(.finite)
        || d.matches(in: i..<(i + 1)).contains {
          $0.category == .advice && lexicon.advice[Int($0.entry)].role == .not
        }
    }
      && !d.names(
        anchorIn: sentence.tokens.lowerBound..<(isAiming ? noun.upperBound : sentence.tokens.upperBound),
        lexicon)
  }

  /// `If increasing in size MRI.`, `A further 6 month interval mammogram of the right breast.`
  private func isVerbless(_ sentence: Sentence, _ noun: Range<Int>, _ interim: Range<Int>?, _ condition: Int?)
    -> Bool
  {
    let isTimed =
      interim.map { (0...2).contains(noun.lowerBound - $0.upperBound) && $0.lowerBound - sentence.body <= 4 }
      ?? false
    return (isTimed || condition == sentence.body) && noun.lowerBound - sentence.body <= 8
      && !sentence.tokens.contains { d.classes[$0].contains(.finite) }
      && !d.names(anchorIn: sentence.tokens, lexicon)
  }

  /// A service that is all of a sentence, but for words that say when.
  private func isBrief(_ service: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>)
    -> Bool
  {
    sentence.tokens.count <= 7 && plan(service, sentence) && service.lowerBound - sentence.body <= 1
      && sentence.tokens.allSatisfy { i in
        d.tokens[i].kind != .number && !d.shaped[i] && !d.classes[i].contains(.relative)
      }
      && !matches.contains { m in
        m.category == .cue
          && lexicon.cues[Int(m.entry)].contains {
            $0.axis != .temporality || $0.value != Temporality.current.rawValue
          }
      }
  }

  /// Behind a colon or semicolon: `Calcified node: FNA with washout`, `calcifications; growth scans every 3 weeks`.
  private func tail(_ sentence: Sentence, _ word: Range<Int>?) -> Range<Int>? {
    guard let word else { return nil }
    // The whole finding is the label: `nodule with microcalcifications: FNA`.
    if word.lowerBound - sentence.body <= 2, sentence.body > sentence.tokens.lowerBound,
      d.matches(in: sentence.tokens.lowerBound..<sentence.body).contains(where: {
        $0.category == .anchor && Int($0.end) < sentence.body
      })
    {
      return word
    }
    var i = word.lowerBound
    while i > sentence.body, word.lowerBound - i < 5 {
      let t = d.tokens[i - 1]
      if t.byte == UInt8(ascii: ":"), i > 1, d.tokens[i - 2].kind == .number, d.tokens[i].kind == .number {
        // The colon of a time of day.
        return nil
      }
      if t.byte == UInt8(ascii: ":") || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ">") {
        return word
      }
      if t.kind == .punctuation, !t.gluedHyphen { return nil }
      i -= 1
    }
    return nil
  }

  /// Words in front of the service that closes a finding (`vacuum-assisted core biopsy`).
  private static let longestApposition = 5

  /// A service that closes a finding behind a comma or dash: `8 mm ureteric calculus - urgent urology`.
  private func apposition(_ sentence: Sentence, _ noun: Range<Int>?, _ matches: ArraySlice<PhraseMatch>)
    -> Range<Int>?
  {
    guard let noun, sentence.tokens.upperBound - noun.upperBound <= 8 else { return nil }
    var start = noun.lowerBound
    while start > sentence.body, noun.lowerBound - start < Self.longestApposition,
      d.tokens[start - 1].gluedHyphen
        || d.tokens[start - 1].kind == .word
          && (start == noun.lowerBound
            || d.classes[start - 1].subtracting([.modifier, .and]).isEmpty)
    {
      start -= 1
    }
    // `- for renal protocol CT`
    let first = start
    if start > sentence.body, d.classes[start - 1].contains(.purpose) { start -= 1 }
    guard start > sentence.body, d.tokens[start - 1].kind == .punctuation,
      d.tokens[start - 1].byte == UInt8(ascii: ",") || d.tokens[start - 1].byte == UInt8(ascii: ")")
        || Clauses.isDash(start - 1, d)
        || d.tokens[start - 1].byte == UInt8(ascii: "(") && noun.upperBound - first > 1,
      d.matches(in: sentence.body..<start).contains(where: { $0.category == .anchor })
    else { return nil }
    let rest = start..<sentence.tokens.upperBound
    for i in rest {
      let c = d.classes[i]
      let t = d.tokens[i]
      // `biopsy 2019`, `CT 3 mm`, `CT shows`
      if c.contains(.finite) || d.shaped[i] {
        return nil
      }
      if t.kind == .number, t.length == 4 { return nil }
    }
    let behind = noun.upperBound
    let isWord = behind < sentence.tokens.upperBound && d.tokens[behind].kind == .word
    let goesOn =
      !isWord
      || !d.classes[behind].isDisjoint(with: [.within, .away, .with, .and, .or, .relative, .infinitive])
      || matches.contains { $0.category == .advice && Int($0.start) == behind }
    let isDone = matches.contains { m in
      rest.contains(Int(m.start))
        && (m.category == .anchor && d.names(anchorIn: Int(m.start)..<Int(m.end), lexicon)
          || m.category == .advice && lexicon.advice[Int(m.entry)].role == .not
          || m.category == .cue
            && lexicon.cues[Int(m.entry)].contains {
              $0.axis == .temporality && $0.value != Temporality.current.rawValue || $0.axis == .change
            })
    }
    return goesOn && !isDone ? start..<noun.upperBound : nil
  }
}
