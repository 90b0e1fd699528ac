// What the report advises: where it stands, by which modality, after which interval, under which condition.

/// Finds recommendations in sentences.
struct AdviceFinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }
  let text: UnsafeBufferPointer<UInt8>
  /// The findings are all there is: they conclude the report, too.
  var findingsConclude = false

  /// Tokens of a report so short that its findings are its conclusion.
  static let shortReport = 180

  /// Whether a report with mentions has no other conclusion than its findings.
  static func findingsConclude(_ d: Document) -> Bool {
    d.tokens.count <= shortReport
      && !d.sections.contains { $0.name == .impression || $0.name == .recommendation }
  }

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
      case .verb, .unneeded: result.append(section)
      case .noun, .modality, .interval, .period: if name != .findings { result.append(section) }
      case .condition, .not: break
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
    var condition = false
    var interval = false
    var interim: Range<Int>?
    for m in matches where m.category == .advice {
      let a = lexicon.advice[Int(m.entry)]
      let r = Int(m.start)..<Int(m.end)
      if r.lowerBound < sentence.body, !sentence.labels.isEmpty, section != .recommendation {
        // `Recommended within 3 days: fetal MRI`
        if a.role == .verb { inPlan = true; asked = sentence.tokens.lowerBound..<sentence.body }
        continue
      }
      // `Recommendation: repeat ultrasound`: the title asks for advice and is none.
      if r.lowerBound == sentence.tokens.lowerBound, a.role == .verb,
        r.upperBound < sentence.tokens.upperBound,
        d.tokens[r.upperBound].byte == UInt8(ascii: ":")
      {
        inPlan = true
        continue
      }
      if a.role == .noun || a.role == .modality { lastNoun = r }
      switch a.role {
      case .verb: if verb == nil { verb = r }
      case .noun: if noun == nil { noun = r }
      case .modality: if noun == nil { noun = r }
      case .unneeded: if unneeded == nil { unneeded = r }
      case .condition: condition = true
      case .interval:
        guard isCounted(r, sentence, matches) else { continue }
        interim = r
        interval = true
      case .period:
        interim = r
        interval = true
        // `Annual mammography.`
        if verb == nil, section != .findings || findingsConclude { verb = r }
      case .not: break
      }
    }
    let opening =
      unneeded ?? verb
      ?? (inPlan && (noun != nil || interval) ? noun ?? sentence.body..<(sentence.body + 1) : nil)
    // A modality with an interval or a condition is advice without a verb: `ultrasound in 6 months`.
    var bare = opening
    if bare == nil, interval || condition, let noun,
      section == .impression || concludes(section) && noun.lowerBound - sentence.body <= 3
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
    let tail =
      bare == nil && concludes(section)
      ? tail(sentence, noun ?? interim) ?? tail(sentence, lastNoun ?? interim)
        ?? apposition(sentence, lastNoun ?? noun, matches) : nil
    guard let anchor = bare ?? tail else { return nil }
    let tokens = extent(anchor, sentence, matches)
    guard tokens.count >= 2 || unneeded != nil || (tail != nil || inPlan && noun != nil) && !tokens.isEmpty
    else { return nil }
    var recommendation = Recommendation(
      range: d.byteRange(tokens), modality: modality(tokens, matches), intervalDays: nil,
      conditional: condition && isConditional(tokens, matches),
      negated: unneeded != nil)
    recommendation.isNamed = noun != nil
    recommendation.intervalDays = intervals(tokens, matches) ?? asked.flatMap { intervals($0, matches) }
    return Advice(
      tokens: tokens, sentence: index, recommendation: recommendation,
      isSpecific: noun != nil || unneeded != nil || interval && verb != nil)
  }

  /// A short sentence without a verb that begins with a service or modality: `PET-CT and lung MDT.`
  private func plan(_ noun: Range<Int>, _ sentence: Sentence) -> Bool {
    guard sentence.tokens.count <= 14, noun.lowerBound - sentence.body <= 3 else { return false }
    return !sentence.tokens.contains { i in
      d.classes[i].contains(.finite)
        || d.matches(in: i..<(i + 1)).contains {
          $0.category == .anchor || $0.category == .advice && lexicon.advice[Int($0.entry)].role == .not
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
      if t.byte == UInt8(ascii: ":") || t.byte == UInt8(ascii: ";") { return word }
      if t.kind == .punctuation { return nil }
      i -= 1
    }
    return nil
  }

  /// A service that closes a finding behind a comma or dash: `8 mm ureteric calculus - urgent urology`.
  private func apposition(_ sentence: Sentence, _ noun: Range<Int>?, _ matches: ArraySlice<PhraseMatch>)
    -> Range<Int>?
  {
    guard let noun, sentence.tokens.upperBound - noun.upperBound <= 8 else { return nil }
    var start = noun.lowerBound
    while start > sentence.body, d.tokens[start - 1].kind == .word,
      start == noun.lowerBound || d.classes[start - 1].contains(.modifier)
    {
      start -= 1
    }
    guard start > sentence.body, d.tokens[start - 1].kind == .punctuation,
      d.tokens[start - 1].byte == UInt8(ascii: ",") || Clauses.isDash(start - 1, d),
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
      !isWord || !d.classes[behind].isDisjoint(with: [.within, .away, .with, .and, .or, .relative])
      || matches.contains { $0.category == .advice && Int($0.start) == behind }
    let isDone = matches.contains { m in
      rest.contains(Int(m.start))
        && (m.category == .anchor
          || m.category == .advice && lexicon.advice[Int(m.entry)].role == .not
          || m.category == .cue
            && lexicon.cues[Int(m.entry)].contains { $0.axis == .temporality || $0.axis == .change })
    }
    return goesOn && !isDone ? start..<noun.upperBound : nil
  }

  /// The clause around the opening words, without what was said before a semicolon, comma or dash that starts it.
  private func extent(_ opening: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>)
    -> Range<Int>
  {
    var start = subject(opening, sentence, matches)
    while start > sentence.tokens.lowerBound {
      let t = d.tokens[start - 1]
      if start <= sentence.body, sentence.body > sentence.tokens.lowerBound { break }
      if t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ":") || t.byte == UInt8(ascii: ".")
        || t.byte == UInt8(ascii: "!")
      {
        break
      }
      if t.byte == UInt8(ascii: ",") { break }
      if t.kind == .punctuation, t.byte == UInt8(ascii: "-"), t.spaceBefore, !t.gluedHyphen { break }
      if d.classes[start - 1].contains(.relative), !d.classes[start - 1].contains(.determiner) { break }
      start -= 1
    }
    if SentenceSplitter.isBullet(start, d), start + 2 < sentence.tokens.upperBound {
      start += SentenceSplitter.bulletWidth(start, d)
    }
    var end = sentence.tokens.upperBound
    for i in span(opening.upperBound, max(end, opening.upperBound))
    where d.tokens[i].byte == UInt8(ascii: ";") {
      end = i
      break
    }
    while end > start, d.tokens[end - 1].kind == .punctuation, d.tokens[end - 1].byte != UInt8(ascii: ")") {
      end -= 1
    }
    return span(start, max(end, start))
  }

  /// `serum calcium, phosphate and PTH are suggested`: the first of the examinations listed in front of the verb.
  private func subject(_ opening: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Int
  {
    var start = opening.lowerBound
    var end = opening.lowerBound
    var i = opening.lowerBound
    var depth = 0
    let be = i > sentence.body && d.classes[i - 1].contains(.be)
    // Only what is said of examinations has them in front; `repeat CT` has not.
    guard
      be || d.classes[i].contains(.be) || opening.upperBound >= sentence.tokens.upperBound
        || d.tokens[opening.upperBound].kind == .punctuation
    else { return start }
    if be { i -= 1 }
    while i > sentence.body {
      i -= 1
      let t = d.tokens[i]
      if t.byte == UInt8(ascii: ")") { depth += 1 }
      if t.byte == UInt8(ascii: "(") { depth -= 1 }
      if depth < 0 || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: ":")
        || t.byte == UInt8(ascii: "!")
        || t.byte == UInt8(ascii: ".") && (t.spaceBefore || d.tokens[i + 1].spaceBefore)
        || depth == 0 && d.classes[i].contains(.finite)
      {
        break
      }
      guard depth == 0, t.byte == UInt8(ascii: ",") || i == sentence.body else { continue }
      let first = t.byte == UInt8(ascii: ",") ? i + 1 : i
      let piece = matches.filter { first <= Int($0.start) && Int($0.start) < end }
      if piece.contains(where: { m in
        m.category == .anchor
          && !piece.contains { $0.category == .mask && $0.start <= m.start && m.start < $0.end }
      }) {
        break
      }
      if d.classes[first].isDisjoint(with: [.within, .away, .with, .relative, .but, .adverb]),
        piece.contains(where: {
          $0.category == .advice && [.noun, .modality].contains(lexicon.advice[Int($0.entry)].role)
        })
      {
        start = first
      }
      end = i
    }
    return start
  }

  private func modality(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> String? {
    for m in matches where m.category == .advice && tokens.contains(Int(m.start)) {
      let word = lexicon.advice[Int(m.entry)]
      if word.role == .modality { return word.value }
    }
    return nil
  }

  /// The condition stands in the advice or in front of it (`if symptoms persist, …`), not in what follows.
  private func isConditional(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> Bool {
    matches.contains {
      $0.category == .advice && lexicon.advice[Int($0.entry)].role == .condition
        && Int($0.start) < tokens.upperBound
    }
  }

  /// A number stands in front of a unit of time.
  private func isCounted(_ unit: Range<Int>, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>) -> Bool
  {
    var i = unit.lowerBound - 1
    while i > sentence.tokens.lowerBound, d.tokens[i].gluedHyphen { i -= 1 }
    guard i >= sentence.tokens.lowerBound else { return false }
    return d.tokens[i].kind == .number || d.classes[i].isSuperset(of: [.indefinite, .determiner])
      || matches.contains {
        $0.category == .quantity && Int($0.start) <= i && i < Int($0.end)
          && lexicon.quantities[Int($0.entry)].count != nil
      }
  }

  /// Shortest and longest interval in days; of hours, the days begun.
  private func intervals(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> [Int]? {
    for m in matches where m.category == .advice {
      let word = lexicon.advice[Int(m.entry)]
      guard word.role == .interval || word.role == .period else { continue }
      let unit = Int(m.start)
      guard tokens.contains(unit), let (days, share) = word.days else { continue }
      var numbers: [Int] = []
      var i = unit
      while i > tokens.lowerBound, numbers.count < 2 {
        i -= 1
        let t = d.tokens[i]
        if t.kind == .number {
          var value = 0
          for b in text[Int(t.start)..<Int(t.end)] where b >= 48 && b <= 57 {
            value = min(value * 10 + Int(b - 48), 100_000)
          }
          numbers.insert(value, at: 0)
        } else if let q = matches.first(where: {
          $0.category == .quantity && Int($0.start) <= i && i < Int($0.end)
        }),
          let n = lexicon.quantities[Int(q.entry)].count
        {
          numbers.insert(n, at: 0)
        } else if !(t.kind == .punctuation || d.classes[i].contains(.and) || d.classes[i].contains(.within)
          || d.classes[i].contains(.or) || lexicon.numerals[t.word]?.role == .range)
        {
          break
        }
      }
      if numbers.isEmpty,
        word.role == .period || unit > 0 && d.classes[unit - 1].isSuperset(of: [.indefinite, .determiner])
      {
        numbers = [1]
      }
      guard let least = numbers.first, let most = numbers.last else { continue }
      return [(least * days + share - 1) / share, (most * days + share - 1) / share]
    }
    return nil
  }
}
