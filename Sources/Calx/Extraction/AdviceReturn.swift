// Advice in a conclusion for what only the findings tell: `TR5 nodule on the right. FNA is recommended.`

extension AdviceBinder {
  /// What words say of a finding without naming its calcification.
  private struct Description {
    var hosts = Set<String>()
    var organs = Set<String>()
    var side: Laterality?
    var lengths: [Double] = []
    /// It is a finding that holds no calcium (`left renal cyst`, `fracture`).
    var isOther = false

    var isEmpty: Bool { hosts.isEmpty && organs.isEmpty && side == nil && lengths.isEmpty }
  }

  /// Lengths that are one but for rounding differ by less, in mm.
  private static let rounding = 1.0

  /// The mentions of the findings that a conclusion without mentions of its own comes back to.
  func described(_ a: AdviceFinder.Advice, _ topic: Topic, _ mentions: [Mention]) -> [Int] {
    let sentence = d.sentences[a.sentence]
    let section = d.sections[sentence.section].name
    guard section == .impression || section == .addendum || section == .recommendation,
      !a.recommendation.isAside, !mentions.isEmpty
    else { return [] }
    var said = description(sentence.tokens)
    if said.isEmpty {
      // The sentence in front says what the advice is for, unless it has a mention of its own.
      let before = a.sentence - 1
      let behind = mentions.indices.partitioningIndex { mentions[$0].sentence >= before }
      guard before >= 0, d.sentences[before].section == sentence.section,
        d.sentences[before].item == sentence.item,
        behind == mentions.count || mentions[behind].sentence != before
      else { return [] }
      said = description(d.sentences[before].tokens)
    }
    if said.isEmpty || said.isOther && said.hosts.isEmpty { return [] }
    let fits = near(a, mentions).filter { i in
      let m = mentions[i]
      guard m.section == .findings, m.sentence < a.sentence, m.temporality == .current,
        m.presence != .absent || m.deniesItself
      else { return false }
      // `Small AAA, vascular surveillance.` is for no calcium in its wall.
      let isVascular = m.organ.flatMap { lexicon.organs[$0] }?.traits.contains(.vessel) ?? false
      return !isVascular && isLike(m, said, topic)
    }
    let places = Set(fits.map { [mentions[$0].organ ?? "", mentions[$0].laterality?.rawValue ?? ""] })
    if places.count <= 1 { return fits }
    let concerning = fits.filter { isConcerning(mentions[$0]) }
    let few = Set(concerning.map { [mentions[$0].organ ?? "", mentions[$0].laterality?.rawValue ?? ""] })
    return few.count == 1 ? concerning : []
  }

  private func description(_ tokens: Range<Int>) -> Description {
    var result = Description()
    result.organs = organs(in: tokens)
    result.isOther = tokens.contains { d.classes[$0].contains(.topic) }
    for m in d.matches(in: tokens) where Int(m.end) <= tokens.upperBound {
      switch m.category {
      case .host:
        let host = lexicon.rows.hosts[Int(m.entry)]
        if host.isOther {
          result.isOther = true
        } else if !host.isFeature, !lexicon.rows.has(host.host, .layer) {
          result.hosts.insert(lexicon.rows.name(host.host))
        }
      case .side:
        let said = lexicon.sides[Int(m.entry)].laterality
        result.side = result.side == nil || result.side == said ? said : .bilateral
      default: break
      }
    }
    var lengths: [Measurement] = []
    d.measurements(in: tokens, into: &lengths)
    result.lengths = lengths.flatMap(\.millimetres)
    return result
  }

  /// A mention is what is described: nothing speaks against it, and the thing or its length is the same and so is its side,
  /// its organ or what is asked for; or it is of concern, and both its side and its organ are the same.
  private func isLike(_ m: Mention, _ said: Description, _ topic: Topic) -> Bool {
    var places = 0
    var isSame = false
    if let side = said.side, side != .bilateral, let own = m.laterality, own != .bilateral {
      if side != own { return false }
      places += 1
    }
    if let organ = m.organ, !said.organs.isEmpty || !topic.services.isEmpty {
      let isThere =
        said.organs.isEmpty ? topic.services.contains(organ) : said.organs.contains { isKin($0, organ) }
      if !isThere { return false }
      places += 1
    }
    if !said.lengths.isEmpty, !m.sizeMM.isEmpty {
      isSame = m.sizeMM.contains { own in said.lengths.contains { abs($0 - own) < Self.rounding } }
      if !isSame { return false }
    }
    if !said.hosts.isEmpty {
      if let host = m.host, said.hosts.contains(host) || said.hosts.contains(m.kind) {
        isSame = true
      } else if !(m.host.map { lexicon.rows.has(lexicon.rows.symbol(of: $0), .bland) } ?? false) {
        return false
      }
    }
    return isSame ? places > 0 || topic.isSampling : isConcerning(m) && places > 1
  }
}
