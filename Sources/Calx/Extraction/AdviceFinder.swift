// What the report advises: where it stands, by which modality, after which interval, under which condition.

/// Finds recommendations in sentences.
struct AdviceFinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }
  let text: UnsafeBufferPointer<UInt8>

  /// One piece of advice and the sentence it stands in.
  struct Advice {
    var tokens: Range<Int>
    var sentence: Int
    var recommendation: Recommendation
  }

  /// Sections in which advice counts.
  static func counts(in section: SectionName) -> Bool {
    switch section {
    case .findings, .impression, .recommendation, .addendum: true
    case .indication, .history, .technique, .comparison, .other: false
    }
  }

  /// Whether a report can hold advice: what opens it in a section in which it counts, or any of its words where a
  /// service or an interval alone may be advice. Needs the matches of the advice table and the sections.
  static func canAdvise(_ d: Document, _ lexicon: Lexicon) -> Bool {
    d.matches.contains { m in
      guard m.category == .advice else { return false }
      let section = d.sections[Int(d.sectionOf[Int(m.start)])].name
      guard counts(in: section) else { return false }
      let role = lexicon.advice[Int(m.entry)].role
      return section != .findings || role == .verb || role == .unneeded
    }
  }

  /// The advice in a sentence, nil when it gives none. `inPlan`: the section itself is one of recommendations.
  func advice(
    in sentence: Sentence, _ index: Int, _ matches: ArraySlice<PhraseMatch>, section: SectionName,
    inPlan: Bool
  ) -> Advice? {
    var verb: Range<Int>?
    var noun: Range<Int>?
    var modality: String?
    var unneeded: Range<Int>?
    var condition = false
    var interval = false
    var interim: Range<Int>?
    for m in matches where m.category == .advice {
      let a = lexicon.advice[Int(m.entry)]
      let r = Int(m.start)..<Int(m.end)
      if r.lowerBound < sentence.body, !sentence.labels.isEmpty, section != .recommendation { continue }
      switch a.role {
      case .verb: if verb == nil { verb = r }
      case .noun: if noun == nil { noun = r }
      case .modality: if modality == nil { modality = a.value }; if noun == nil { noun = r }
      case .unneeded: if unneeded == nil { unneeded = r }
      case .condition: condition = true
      case .interval:
        interim = r
        if r.lowerBound > 0, d.tokens[r.lowerBound - 1].kind == .number || r.count == 1 { interval = true }
      case .not: break
      }
    }
    let opening =
      unneeded ?? verb
      ?? (inPlan && (noun != nil || interval) ? noun ?? sentence.body..<(sentence.body + 1) : nil)
    // A modality with an interval or a condition is advice without a verb: `ultrasound in 6 months`.
    var bare = opening ?? (section == .impression && noun != nil && (interval || condition) ? noun : nil)
    if bare == nil, section == .impression || section == .addendum, let noun, plan(noun, sentence) {
      bare = noun
    }
    if bare == nil, section == .impression, let tail = tail(sentence, noun ?? interim) { bare = tail }
    guard let anchor = bare else { return nil }
    let tokens = extent(anchor, sentence, bareStart: verb == nil && unneeded == nil)
    guard tokens.count >= 2 || unneeded != nil else { return nil }
    var recommendation = Recommendation(
      range: d.byteRange(tokens), modality: modality, intervalDays: nil, conditional: condition,
      negated: unneeded != nil)
    recommendation.intervalDays = intervals(tokens, matches)
    return Advice(tokens: tokens, sentence: index, recommendation: recommendation)
  }

  /// A short sentence without a verb that begins with a service or modality: `PET-CT and lung MDT.`
  private func plan(_ noun: Range<Int>, _ sentence: Sentence) -> Bool {
    guard sentence.tokens.count <= 14, noun.lowerBound - sentence.body <= 3 else { return false }
    return !sentence.tokens.contains { i in
      d.classes[i].contains(.finite) || d.matches(in: i..<(i + 1)).contains { $0.category == .anchor }
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
      if t.byte == UInt8(ascii: ":") || t.byte == UInt8(ascii: ";") { return word }
      if t.kind == .punctuation { return nil }
      i -= 1
    }
    return nil
  }

  /// The clause around the opening words, without what was said before a semicolon, comma or dash that starts it.
  private func extent(_ opening: Range<Int>, _ sentence: Sentence, bareStart: Bool) -> Range<Int> {
    var start = opening.lowerBound
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
      start += d.tokens[start].kind == .punctuation ? 1 : 2
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

  /// Shortest and longest interval in days.
  private func intervals(_ tokens: Range<Int>, _ matches: ArraySlice<PhraseMatch>) -> [Int]? {
    for m in matches where m.category == .advice && lexicon.advice[Int(m.entry)].role == .interval {
      let unit = Int(m.start)
      guard tokens.contains(unit), let days = Int(lexicon.advice[Int(m.entry)].value) else { continue }
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
          || d.classes[i].contains(.or))
        {
          break
        }
      }
      // `annually` says once a year without a number.
      if numbers.isEmpty { if days == 365 { return [365, 365] } else { continue } }
      return [numbers[0] * days, (numbers.last ?? numbers[0]) * days]
    }
    return nil
  }
}
