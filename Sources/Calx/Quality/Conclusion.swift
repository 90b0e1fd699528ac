// What impression, recommendations and addenda name: organs, hosts and sizes, whether or not a calcification is mentioned.

/// What of a finding can be found again elsewhere in its report: in the conclusion, or among what it answers.
enum OwnTrait: String, CaseIterable {
  case organ, host, size, length
}

/// The conclusion of a report.
struct Conclusion {
  private var organs: [Symbol] = []
  private var hosts: [Symbol] = []
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
      if isConclusion(m.tokens.lowerBound) { sizes += m.millimetres }
      while sentence < d.sentences.count, d.sentences[sentence].tokens.upperBound <= m.tokens.lowerBound {
        sentence += 1
      }
      for length in m.millimetres { lengths.append((sentence, length)) }
    }
  }

  /// The lengths of a sentence.
  private func lengths(_ sentence: Int) -> ArraySlice<(sentence: Int, millimetres: Double)> {
    var low = 0
    var high = lengths.count
    while low < high {
      let mid = (low + high) / 2
      if lengths[mid].sentence < sentence { low = mid + 1 } else { high = mid }
    }
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
  /// its mentions' sentences.
  ///
  /// - Parameter organ: the finding's.
  func traits(
    of slots: borrowing Mention, organ: Symbol?, _ own: [Int], _ mentions: [Mention], _ lexicon: Lexicon,
    _ found: (OwnTrait) -> Void
  ) {
    if let organ, organs.contains(organ) { found(.organ) }
    if !hosts.isEmpty, let host = slots.host.flatMap({ lexicon.rows.symbol(of: $0) }), hosts.contains(host) {
      found(.host)
    }
    if sizes.isEmpty { return }
    if let size = slots.sizeMM.max(), sizes.contains(where: { abs($0 - size) < 0.05 }) { found(.size) }
    for m in own {
      for near in lengths(mentions[m].sentence)
      where sizes.contains(where: { abs($0 - near.millimetres) < 0.05 }) {
        return found(.length)
      }
    }
  }
}
