// Things that a report numbers: `Nodule 1`, `lesions #2 and 3`, `Mass B`.

/// A thing with its number or letter.
struct NumberedThing {
  /// The thing, as its host; nil where the report gives the number alone (`#2`).
  let host: Symbol?
  /// The number, or the code of the letter.
  let number: Int

  /// The two can be one.
  func matches(_ other: NumberedThing) -> Bool {
    number == other.number && (host == nil || other.host == nil || host == other.host)
  }
}

/// Finds the numbered things that words name, and the one that a mention is about.
struct NumberedThings {
  let lexicon: Lexicon
  let reading: Reading
  let text: UnsafeBufferPointer<UInt8>
  private var d: Document { _read { yield reading.document } }

  /// Sentences of one item through which a numbered thing stays the subject.
  private static let reach = 3

  /// The things named in a stretch, with the token at which each name begins.
  func named(in tokens: Range<Int>) -> [(thing: NumberedThing, at: Int)] {
    var result: [(NumberedThing, Int)] = []
    for m in d.matches(in: tokens) where m.category == .host && Int(m.end) < tokens.upperBound {
      let host = lexicon.rows.hosts[Int(m.entry)].host
      var i = Int(m.end)
      while let number = number(&i, before: tokens.upperBound) {
        result.append((NumberedThing(host: host, number: number), Int(m.start)))
        while i < tokens.upperBound, joins(i) { i += 1 }
      }
    }
    if result.isEmpty {
      for sign in tokens where d.tokens[sign].byte == UInt8(ascii: "#") {
        var i = sign
        if let number = number(&i, before: tokens.upperBound) {
          result.append((NumberedThing(host: nil, number: number), sign))
        }
      }
    }
    return result
  }

  /// The thing that a mention is about: by the words in front of it, the labels of its sentence, or those of a sentence
  /// before it in the same item.
  func thing(of m: Mention) -> NumberedThing? {
    let item = d.sentences[m.sentence].item
    for k in stride(from: m.sentence, through: max(0, m.sentence - Self.reach), by: -1) {
      let sentence = d.sentences[k]
      if sentence.item != item { return nil }
      let told = named(in: sentence.tokens).last { Int(d.tokens[$0.at].start) < m.range.upperBound }
      if let thing = told?.thing ?? labels(of: sentence).last { return thing }
      if sentence.body > sentence.tokens.lowerBound { return nil }
    }
    return nil
  }

  /// The things that the labels of a sentence name, outermost first.
  func labels(of sentence: Sentence) -> [NumberedThing] {
    sentence.labels.flatMap { named(in: $0).map(\.thing) }
  }

  /// A number of one or two digits that measures nothing, or a capital letter, also behind `#`; `i` goes behind it.
  private func number(_ i: inout Int, before end: Int) -> Int? {
    var k = i
    if k < end, d.tokens[k].byte == UInt8(ascii: "#") || d.classes[k].contains(.numbering) { k += 1 }
    guard k < end, d.tokens[k].linesBefore == 0, !(k < d.shaped.count && d.shaped[k]) else { return nil }
    // `nodule 6 months`
    let isInterval = d.matches(in: k + 1..<min(k + 2, end)).contains {
      $0.category == .advice && lexicon.advice[Int($0.entry)].role == .interval
    }
    if isInterval { return nil }
    let token = d.tokens[k]
    let bytes = text[Int(token.start)..<Int(token.end)]
    // `plaque R ICA`: the letter of a side numbers nothing.
    let isSide = d.matches(in: k..<(k + 1)).contains { $0.category == .side }
    let isLetter =
      token.kind == .word && token.capital && token.length == 1 && bytes.first != UInt8(ascii: "I") && !isSide
    let isNumber = token.kind == .number && token.length <= 2 && bytes.allSatisfy { $0 &- 48 < 10 }
    guard isLetter || isNumber else { return nil }
    i = k + 1
    return isLetter ? Int(token.byte) : bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// What stands between the numbers of a list.
  private func joins(_ i: Int) -> Bool {
    [UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "&"), UInt8(ascii: "+")].contains(d.tokens[i].byte)
      && d.tokens[i].kind == .punctuation || !d.classes[i].isDisjoint(with: [.and, .or])
  }
}

extension AdviceBinder {
  /// Of advice that numbers the things that it is about (`FNA of nodules 1 and 3`), or stands under the label of one, what
  /// they hold, and what there is of another organ that it names; nil where it numbers nothing.
  func numbered(_ a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> [Int]? {
    var named = things.named(in: a.tokens).map(\.thing)
    if named.isEmpty { named = things.labels(of: d.sentences[a.sentence]) }
    if named.isEmpty { return nil }
    let near = near(a, mentions)
    let numbers = near.map { things.thing(of: mentions[$0]) }
    // Where no mention is of a numbered thing, the numbers tell nothing.
    if numbers.allSatisfy({ $0 == nil }) { return nil }
    let own = Set(
      near.filter { i in numbers[i - near.lowerBound].map { n in named.contains { $0.matches(n) } } ?? false }
    )
    let organs = Set(own.map { mentions[$0].organ })
    return near.filter { i in
      let m = mentions[i]
      if m.temporality == .historical || m.presence == .absent && !m.deniesItself { return false }
      if own.contains(i) { return true }
      return numbers[i - near.lowerBound] == nil && !organs.contains(m.organ)
        && topic.organs.contains(m.organ ?? "")
        && (topic.side == nil || topic.side == .bilateral || topic.side == m.laterality)
    }
  }

  /// Of what advice could be about, what it is about by its own words: the thing that it names (`a scan of the cysts`), the
  /// side that it names, and for a biopsy what is no mere calcification.
  func narrowed(_ all: [Int], _ topic: Topic, _ a: AdviceFinder.Advice, _ mentions: [Mention]) -> [Int] {
    if isForAnother(all, topic, a, mentions) { return [] }
    var result = pointed(all, a, mentions)
    if result.isEmpty || result.contains(where: { mentions[$0].sentence == a.sentence }) { return result }
    // `No change in the right plaque. Opinion is advised for the left side.`
    if let side = topic.side, side == .left || side == .right {
      let other: Laterality = side == .left ? .right : .left
      if result.allSatisfy({ mentions[$0].laterality == other }) {
        let organs = Set(result.map { mentions[$0].organ })
        let section = d.sentences[a.sentence].section
        result = near(a, mentions).filter {
          let m = mentions[$0]
          return m.sentence < a.sentence && d.sentences[m.sentence].section == section && m.laterality == side
            && m.presence != .absent && m.temporality == .current && organs.contains(m.organ)
        }
      }
    }
    // Nobody takes a biopsy of a stone or a calcified wall; of calcifications alone, where they mark a tumour.
    if topic.isSampling, !a.recommendation.negated {
      result.removeAll { i in
        let m = mentions[i]
        let kind = lexicon.rows.symbol(of: m.kind)
        return lexicon.rows.has(kind, .calculus)
          || m.host == nil && lexicon.rows.has(kind, .mass) && !isConcerning(m)
            && !lexicon.rows.has(kind, .sampled)
            && !(m.organ.flatMap { lexicon.organs[$0] }?.traits.contains(.examined) ?? false)
      }
    }
    return result
  }

  /// Things named in a stretch of tokens.
  private func hosts(in tokens: Range<Int>) -> Set<String> {
    var result = Set<String>()
    for m in d.matches(in: tokens) where m.category == .host && Int(m.end) <= tokens.upperBound {
      let host = lexicon.rows.hosts[Int(m.entry)]
      if host.isOther || host.isFeature || lexicon.rows.has(host.host, .layer) { continue }
      result.insert(lexicon.rows.name(host.host))
    }
    return result
  }

  /// Of advice that names the thing alone (`Ultrasound of the nodule in 6 months`), in a section that finds nothing: what
  /// such things of one organ hold.
  func holding(_ a: AdviceFinder.Advice, _ mentions: [Mention]) -> [Int] {
    let hosts = hosts(in: a.tokens)
    if hosts.isEmpty { return [] }
    let held = near(a, mentions).filter {
      mentions[$0].sentence < a.sentence && mentions[$0].presence != .absent
        && mentions[$0].temporality == .current && mentions[$0].host.map(hosts.contains) ?? false
    }
    guard Set(held.map { mentions[$0].organ }).count == 1 else { return [] }
    let concluded = held.filter { mentions[$0].section == .impression }
    return concluded.isEmpty ? held : concluded
  }
}
