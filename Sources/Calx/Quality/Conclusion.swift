// What impression, recommendations and addenda name: organs, hosts and sizes, whether or not a calcification is mentioned.

/// What of a finding can be found again elsewhere in its report: in the conclusion, or among what it answers.
enum OwnTrait: String, CaseIterable {
  case organ, host, size, length
  /// Its size stands there on the other side.
  case opposite
  /// Its host has ten times its size there, or a tenth.
  case tenfold
}

/// The conclusion of a report.
struct Conclusion {
  /// What a sentence of the conclusion that gives a length says besides.
  private struct Sized {
    var sentence: Int
    var lengths: [Double]
    var organs: [Symbol] = []
    var hosts: [Symbol] = []
    /// Each once.
    var sides: [Laterality] = []
  }
  private var organs: [Symbol] = []
  private var hosts: [Symbol] = []
  private var sized: [Sized] = []
  private var sizes: [Double] = []
  /// Lengths of the sentences that have any, in order.
  private var lengths: [(sentence: Int, millimetres: Double)] = []

  init() {}

  init(_ d: borrowing Document, _ lexicon: Lexicon) {
    func isConclusion(_ token: Int) -> Bool {
      switch d.sections[Int(d.sectionOf[token])].name {
      case .impression, .recommendation, .addendum: true
      default: false
      }
    }
    for m in d.matches where (m.category == .site || m.category == .host) && isConclusion(Int(m.start)) {
      if m.category == .site {
        let organ = lexicon.rows.sites[Int(m.entry)].organ
        if !organs.contains(organ) { organs.append(organ) }
      } else {
        let host = lexicon.rows.hosts[Int(m.entry)].host
        if !hosts.contains(host) { hosts.append(host) }
      }
    }
    var sentence = 0
    for m in d.measurements {
      while sentence < d.sentences.count, d.sentences[sentence].tokens.upperBound <= m.tokens.lowerBound {
        sentence += 1
      }
      for length in m.millimetres { lengths.append((sentence, length)) }
      guard isConclusion(m.tokens.lowerBound) else { continue }
      sizes += m.millimetres
      if let last = sized.last, last.sentence == sentence {
        sized[sized.count - 1].lengths += m.millimetres
      } else {
        sized.append(Sized(sentence: sentence, lengths: m.millimetres))
      }
    }
    for i in sized.indices { describe(i, d, lexicon) }
  }

  /// Fills organs, hosts and sides of a sentence.
  private mutating func describe(_ i: Int, _ d: borrowing Document, _ lexicon: Lexicon) {
    guard d.sentences.indices.contains(sized[i].sentence) else { return }
    for m in d.matches(in: d.sentences[sized[i].sentence].tokens) {
      let side: Laterality?
      switch m.category {
      case .side: side = lexicon.sides[Int(m.entry)].laterality
      case .site:
        side = lexicon.sites[Int(m.entry)].laterality
        sized[i].organs.append(lexicon.rows.sites[Int(m.entry)].organ)
      case .host:
        side = nil
        sized[i].hosts.append(lexicon.rows.hosts[Int(m.entry)].host)
      default: continue
      }
      if let side, !sized[i].sides.contains(side) { sized[i].sides.append(side) }
    }
  }

  /// Shortest length of a finding's surroundings that is looked for on the other side, in millimetres: shorter ones
  /// are many.
  private static let telling = 5.0

  /// The finding's size stands in the conclusion with the other side only, and with its organ or with none. A length
  /// of its sentences may stand for its size, with the organ.
  private func isOnOtherSide(
    _ slots: borrowing Mention, _ organ: Symbol?, _ own: [Int], _ mentions: [Mention]
  ) -> Bool {
    let other: Laterality
    switch slots.laterality {
    case .left: other = .right
    case .right: other = .left
    default: return false
    }
    func isThere(_ size: Double, needsOrgan: Bool) -> Bool {
      var isFound = false
      for sentence in sized where sentence.lengths.contains(where: { abs($0 - size) < 0.05 }) {
        let fits =
          organ.map(sentence.organs.contains) ?? false || !needsOrgan && sentence.organs.isEmpty
        if sentence.sides != [other] || !fits { return false }
        isFound = true
      }
      return isFound
    }
    if let size = slots.sizeMM.max(), isThere(size, needsOrgan: false) { return true }
    return own.contains { m in
      lengths(mentions[m].sentence).contains {
        $0.millimetres >= Self.telling && isThere($0.millimetres, needsOrgan: true)
      }
    }
  }

  /// The conclusion gives the host exactly ten times the size, or a tenth.
  private func isTenfold(_ size: Double, _ host: Symbol, _ organ: Symbol?) -> Bool {
    size > 0
      && sized.contains { sentence in
        sentence.hosts.contains(host)
          && (sentence.organs.isEmpty || organ.map(sentence.organs.contains) ?? true)
          && sentence.lengths.contains { abs($0 - 10 * size) < 0.05 || abs(10 * $0 - size) < 0.05 }
      }
  }

  /// The lengths of a sentence.
  private func lengths(_ sentence: Int) -> ArraySlice<(sentence: Int, millimetres: Double)> {
    let low = lengths.indices.partitioningIndex { lengths[$0].sentence >= sentence }
    var high = low
    while high < lengths.count, lengths[high].sentence == sentence { high += 1 }
    return lengths[low..<high]
  }

  /// A sentence of the finding's mentions gives a length, whatever it was bound to.
  func givesLength(_ own: [Int], _ mentions: [Mention]) -> Bool {
    if lengths.isEmpty { return false }
    for m in own where !lengths(mentions[m].sentence).isEmpty { return true }
    return false
  }

  /// The sentences of the finding's mentions give a length in the conclusion and ten times it, or a tenth, in front of
  /// it, and share none.
  func differsTenfold(_ own: [Int], _ mentions: [Mention]) -> Bool {
    if lengths.count < 2 { return false }
    var here: [Double] = []
    var there: [Double] = []
    for m in own {
      switch mentions[m].section {
      case .impression, .recommendation: here += lengths(mentions[m].sentence).map(\.millimetres)
      case .findings: there += lengths(mentions[m].sentence).map(\.millimetres)
      default: break
      }
    }
    if here.contains(where: { a in there.contains { abs($0 - a) < 0.05 } }) { return false }
    return here.contains { a in a > 0 && there.contains { $0 > 0 && RuleEngine.isTenfold(a, $0) } }
  }

  /// Calls `found` with each of the finding's own traits that stands in the conclusion; `length` for a length of one of
  /// its mentions' sentences, `opposite` for its size on the other side, `tenfold` for a slip of its unit.
  ///
  /// - Parameter organ: the finding's.
  func traits(
    of slots: borrowing Mention, organ: Symbol?, _ own: [Int], _ mentions: [Mention], _ lexicon: Lexicon,
    _ found: (OwnTrait) -> Void
  ) {
    if let organ, organs.contains(organ) { found(.organ) }
    let host = hosts.isEmpty ? nil : slots.host.flatMap { lexicon.rows.symbol(of: $0) }
    if let host, hosts.contains(host) { found(.host) }
    if sizes.isEmpty { return }
    if let size = slots.sizeMM.max() {
      if sizes.contains(where: { abs($0 - size) < 0.05 }) {
        found(.size)
      } else if let host, isTenfold(size, host, organ) {
        found(.tenfold)
      }
    }
    for m in own {
      for near in lengths(mentions[m].sentence)
      where sizes.contains(where: { abs($0 - near.millimetres) < 0.05 }) {
        found(.length)
        if isOnOtherSide(slots, organ, own, mentions) { found(.opposite) }
        return
      }
    }
  }
}
