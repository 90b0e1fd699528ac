// The things that advice says it is for (`MRI for the liver lesion`), and whether they are those of a mention.

extension AdviceBinder {
  /// A noun that advice is for by its own words.
  struct Object {
    /// The last token of its noun phrase.
    let head: Int
    /// The thing that it names; nil for a finding that holds no calcium.
    let host: Symbol?
    /// It is a finding that holds no calcium (`fracture`).
    let isTopic: Bool
  }

  /// How a noun that advice is for agrees with a mention.
  private enum Agreement { case fits, unsaid, other }

  /// Words of a noun phrase, at most.
  private static let longestPhrase = 7

  /// The nouns behind `for`, `of`, `regarding` and behind articles, and the last word of the label in front of advice.
  /// Calcifications, places, times and services are none: others look at these.
  func objects(of a: AdviceFinder.Advice) -> [Object] {
    var result: [Object] = []
    var i = a.tokens.lowerBound
    while i < a.tokens.upperBound {
      let c = d.classes[i]
      guard !c.isDisjoint(with: [.purpose, .definite]) else {
        i += 1
        continue
      }
      i += 1
      while let head = head(from: &i, before: a.tokens.upperBound) {
        if let object = object(head) { result.append(object) }
        guard i < a.tokens.upperBound, !d.classes[i].isDisjoint(with: [.and, .or]) else { break }
        i += 1
      }
    }
    let sentence = d.sentences[a.sentence]
    let label = sentence.tokens.lowerBound..<sentence.body
    if !label.isEmpty, sentence.body <= a.tokens.lowerBound, !d.names(anchorIn: label, lexicon),
      let label = sentence.labels.last, label.lowerBound >= sentence.tokens.lowerBound, !label.isEmpty,
      let object = object(label.upperBound - 1)
    {
      result.append(object)
    }
    return result
  }

  /// The last word of the noun phrase that begins at `i`; `i` goes behind it.
  private func head(from i: inout Int, before end: Int) -> Int? {
    while i < end, !d.classes[i].isDisjoint(with: [.definite, .determiner, .indefinite]) { i += 1 }
    var head: Int?
    let start = i
    while i < end, i - start < Self.longestPhrase {
      let t = d.tokens[i]
      let c = d.classes[i]
      if t.kind == .punctuation, !t.gluedHyphen { break }
      if !c.isDisjoint(with: [
        .within, .away, .with, .and, .or, .but, .relative, .finite, .be, .infinitive, .purpose, .pronoun,
      ]), !c.contains(.modifier) {
        break
      }
      let opensOther = d.matches(in: i..<(i + 1)).contains {
        guard $0.category == .advice else { return false }
        switch lexicon.advice[Int($0.entry)].role {
        case .verb, .aside, .unneeded, .condition, .when, .interval, .period: return true
        case .noun, .modality, .not: return false
        }
      }
      if opensOther { break }
      if t.kind == .word { head = i }
      i += 1
    }
    return head
  }

  /// The object whose last word is `head`; nil where it is a calcification, a place, a service or no noun.
  private func object(_ head: Int) -> Object? {
    var host: Symbol?
    var isTopic = d.classes[head].contains(.topic)
    for m in d.matches(in: max(0, head - Self.longestPhrase)..<(head + 1)) where Int(m.end) == head + 1 {
      switch m.category {
      case .host:
        let row = lexicon.rows.hosts[Int(m.entry)]
        if row.isFeature || lexicon.rows.has(row.host, .layer) { return nil }
        if row.isOther { isTopic = true } else { host = row.host }
      case .anchor, .advice: return nil
      default: break
      }
    }
    return host == nil && !isTopic ? nil : Object(head: head, host: host, isTopic: isTopic)
  }

  /// What the thing that advice is for holds, by its name alone, where one sentence of its section speaks of it, or else of the
  /// conclusion or the findings.
  func heldByObject(_ a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> [Int] {
    if mentions.isEmpty { return [] }
    let hosts = objects(of: a).compactMap(\.host)
    if hosts.isEmpty { return [] }
    let areSeveral = Set(hosts).count > 1
    // `Ovarian cyst: ultrasound` is for no cyst of the liver.
    let sentence = d.sentences[a.sentence]
    let labelled = organs(in: span(sentence.tokens.lowerBound, min(sentence.body, a.tokens.lowerBound)))
    let wanted = topic.organs.isEmpty ? withParts(labelled) : topic.organs
    let section = d.sentences[a.sentence].section
    let held = near(a, mentions).filter { i in
      let m = mentions[i]
      return m.sentence < a.sentence && m.temporality == .current && (m.presence != .absent || m.deniesItself)
        && hosts.contains { isOf($0, m) } && (wanted.isEmpty || areSeveral || wanted.contains(m.organ ?? ""))
        && (topic.side == nil || topic.side == .bilateral || m.laterality == nil
          || topic.side == m.laterality)
    }
    let here = held.filter { d.sentences[mentions[$0].sentence].section == section }
    let concluded = held.filter { mentions[$0].section == .impression }
    let isPlan = d.sections[section].name == .recommendation
    let chosen = !here.isEmpty ? here : isPlan ? (concluded.isEmpty ? held : concluded) : []
    if !areApart(chosen, mentions) { return chosen }
    // `biopsy of the mass and FNA of the node`: each thing in a sentence of its own; `FNA of both nodules`: two of one.
    let sentences = hosts.map { host in
      Set(chosen.filter { isOf(host, mentions[$0]) }.map { mentions[$0].sentence })
    }
    let isEachOne = areSeveral && sentences.allSatisfy { $0.count <= 1 }
    return isEachOne || topic.isOfBoth && Set(chosen.map { mentions[$0].sentence }).count == 2 ? chosen : []
  }

  /// Of what advice could be about, what the nouns that it is for do not speak against; what holds them, if anything does.
  func pointed(_ all: [Int], _ a: AdviceFinder.Advice, _ mentions: [Mention]) -> [Int] {
    if all.isEmpty { return all }
    let objects = objects(of: a)
    if objects.isEmpty { return all }
    var fits: [Int] = []
    var open: [Int] = []
    for i in all {
      var agreement = Agreement.other
      for object in objects {
        switch agrees(object, mentions[i], a, mentions) {
        case .fits: agreement = .fits
        case .unsaid: if agreement == .other { agreement = .unsaid }
        case .other: break
        }
        if agreement == .fits { break }
      }
      if agreement == .fits { fits.append(i) }
      if agreement == .unsaid { open.append(i) }
    }
    if !fits.isEmpty { return fits }
    let held = open.isEmpty ? holding(a, mentions) : []
    return held.isEmpty ? open : held
  }

  /// A mention holds the thing, or another finding of the report is the thing.
  private func agrees(
    _ object: Object, _ m: Mention, _ a: AdviceFinder.Advice, _ mentions: [Mention]
  ) -> Agreement {
    guard let host = object.host else {
      return isWithin(object.head, m) || !isStated(object, before: a) ? .unsaid : .other
    }
    if isOf(host, m) || isWithin(object.head, m) { return .fits }
    // `the lesion` may be a nodule.
    if let held = m.host, lexicon.rows.has(host, .bland),
      lexicon.rows.has(lexicon.rows.symbol(of: held), .bland)
    {
      return .unsaid
    }
    // What holds a calcification without a host may be named elsewhere; nothing else holds a stone or a granuloma.
    let isHeld = m.host == nil && lexicon.rows.has(lexicon.rows.symbol(of: m.kind), .mass)
    return isStated(host, before: a, apartFrom: isHeld ? m : nil, mentions) ? .other : .unsaid
  }

  /// A mention is of the thing, or of its wall.
  private func isOf(_ host: Symbol, _ m: Mention) -> Bool {
    let name = lexicon.rows.name(host)
    if m.host == name || m.kind == name { return true }
    guard let layer = m.host, lexicon.rows.has(lexicon.rows.symbol(of: layer), .layer) else { return false }
    return d.matches(in: d.sentences[m.sentence].tokens).contains {
      $0.category == .host && lexicon.rows.hosts[Int($0.entry)].host == host
    }
  }

  /// The words that gave a mention its slots name the thing.
  private func isWithin(_ head: Int, _ m: Mention) -> Bool {
    d.sentences[m.sentence].tokens.contains { i in
      isSame(i, head)
        && (m.range.contains(Int(d.tokens[i].start))
          || m.evidence.contains { $0.range.contains(Int(d.tokens[i].start)) })
    }
  }

  /// Sentences in front of advice in which what it is for may stand: those of its section, and of the conclusion or else
  /// the findings where it has a section of its own.
  private func scope(of a: AdviceFinder.Advice) -> Range<Int> {
    let own = d.sentences[a.sentence].section
    let least = max(0, a.sentence - Self.reach)
    var first = a.sentence
    while first > least, d.sentences[first - 1].section == own { first -= 1 }
    if d.sections[own].name == .recommendation, first > least {
      let before = d.sentences[first - 1].section
      while first > least, d.sentences[first - 1].section == before { first -= 1 }
    }
    return first..<(a.sentence + 1)
  }

  /// The thing stands in front of the advice and is that of no mention of its sentence; where a mention may be in it, in
  /// the mention's sentence behind a word that joins findings.
  private func isStated(
    _ host: Symbol, before a: AdviceFinder.Advice, apartFrom m: Mention?, _ mentions: [Mention]
  ) -> Bool {
    let name = lexicon.rows.name(host)
    return scope(of: a).contains { k in
      if let m, k < m.sentence, !isElsewhere(k, than: m) { return false }
      var words = d.sentences[k].tokens
      if k == a.sentence { words = span(words.lowerBound, a.tokens.lowerBound) }
      let there = own(k, mentions)
      return d.matches(in: words).contains { match in
        match.category == .host && lexicon.rows.hosts[Int(match.entry)].host == host
          && (m.map { $0.sentence != k } ?? true || isJoined(Int(match.start), words))
          && !there.contains { mentions[$0].range.contains(Int(d.tokens[Int(match.start)].start)) }
      } && !there.contains { mentions[$0].host == name || mentions[$0].kind == name }
    }
  }

  /// A sentence names an organ, and not that of the mention.
  private func isElsewhere(_ k: Int, than m: Mention) -> Bool {
    let named = organs(in: d.sentences[k].tokens)
    guard let organ = m.organ, !named.isEmpty else { return false }
    return !named.contains { isKin($0, organ) }
  }

  /// `calcifications and a 9 mm mass`: the thing is a finding beside the one in front.
  private func isJoined(_ thing: Int, _ words: Range<Int>) -> Bool {
    let before = max(words.lowerBound, thing - Self.longestPhrase)..<thing
    guard let and = before.last(where: { d.classes[$0].contains(.and) }) else { return false }
    return (and..<thing).allSatisfy { d.classes[$0].isDisjoint(with: [.with, .within, .finite]) }
  }

  /// The finding stands in front of the advice.
  private func isStated(_ object: Object, before a: AdviceFinder.Advice) -> Bool {
    scope(of: a).contains { k in
      let words = d.sentences[k].tokens
      return (k == a.sentence ? span(words.lowerBound, a.tokens.lowerBound) : words).contains {
        isSame($0, object.head)
      }
    }
  }

  /// The mentions of a sentence.
  private func own(_ sentence: Int, _ mentions: [Mention]) -> Range<Int> {
    let start = mentions.indices.partitioningIndex { mentions[$0].sentence >= sentence }
    let end = mentions.indices.partitioningIndex { mentions[$0].sentence > sentence }
    return start..<end
  }

  /// Two tokens are one word, but for capitals and the ending of a plural.
  private func isSame(_ i: Int, _ k: Int) -> Bool {
    if i == k { return false }
    let one = stem(i)
    let other = stem(k)
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { things.text[$0] | 0x20 == things.text[$1] | 0x20 }
  }

  /// Letters of a word that ends in `s` and is no plural, at most.
  private static let longestStump = 4

  /// The bytes of a word without the ending of a plural.
  private func stem(_ i: Int) -> Range<Int> {
    let t = d.tokens[i]
    let end = Int(t.end)
    let isPlural = t.length > Self.longestStump && things.text[end - 1] | 0x20 == UInt8(ascii: "s")
    return Int(t.start)..<(isPlural ? end - 1 : end)
  }

  /// The advice names an organ of which there is another finding with the mentions or behind them, and none of them is of it.
  func isForAnother(_ all: [Int], _ topic: Topic, _ a: AdviceFinder.Advice, _ mentions: [Mention]) -> Bool {
    guard !topic.organs.isEmpty, let last = all.map({ mentions[$0].sentence }).max(), last <= a.sentence,
      a.sentence - last <= 2,
      all.allSatisfy({ mentions[$0].organ.map { !topic.organs.contains($0) } ?? false })
    else { return false }
    let words = span(
      d.sentences[last].tokens.lowerBound,
      last == a.sentence ? a.tokens.lowerBound : d.sentences[a.sentence].tokens.lowerBound)
    let isOther =
      words.contains { d.classes[$0].contains(.topic) }
      || d.matches(in: words).contains { match in
        guard match.category == .host, Int(match.end) <= words.upperBound else { return false }
        let row = lexicon.rows.hosts[Int(match.entry)]
        let name = lexicon.rows.name(row.host)
        return !row.isFeature && !row.mass && !lexicon.rows.has(row.host, .layer)
          && all.allSatisfy { mentions[$0].host != name && mentions[$0].kind != name }
      }
    return isOther && !organs(in: words).isDisjoint(with: topic.organs)
  }
}
