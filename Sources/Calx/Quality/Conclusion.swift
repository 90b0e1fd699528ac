// What impression, recommendations and addenda name: organs, hosts and sizes, whether or not a calcification is mentioned.

/// The conclusion of a report.
struct Conclusion {
  /// What can be found again there.
  static let names = ["organ", "host", "size", "length"]
  private var organs = Set<String>()
  private var hosts = Set<String>()
  private var sizes: [Double] = []
  /// Lengths of each sentence that has any.
  private var lengths: [Int: [Double]] = [:]

  init() {}

  init(_ d: Document, _ lexicon: Lexicon) {
    func isConclusion(_ token: Int) -> Bool {
      switch d.sections[Int(d.sectionOf[token])].name {
      case .impression, .recommendation, .addendum: true
      default: false
      }
    }
    for m in d.matches where isConclusion(Int(m.start)) {
      switch m.category {
      case .site: organs.insert(lexicon.sites[Int(m.entry)].organ)
      case .host: hosts.insert(lexicon.hosts[Int(m.entry)].host)
      default: break
      }
    }
    var sentence = 0
    for m in d.measurements {
      if isConclusion(m.tokens.lowerBound) { sizes += m.millimetres }
      while sentence < d.sentences.count, d.sentences[sentence].tokens.upperBound <= m.tokens.lowerBound {
        sentence += 1
      }
      lengths[sentence, default: []] += m.millimetres
    }
  }

  /// A sentence of the mentions gives a length, whatever it was bound to.
  func giveLength(_ mentions: [Mention]) -> Bool { mentions.contains { lengths[$0.sentence] != nil } }

  /// The sentences of the mentions give a length in the conclusion and ten times it, or a tenth, in front of it, and
  /// share none.
  func differsTenfold(_ mentions: [Mention]) -> Bool {
    var here: [Double] = []
    var there: [Double] = []
    for m in mentions {
      switch m.section {
      case .impression, .recommendation: here += lengths[m.sentence] ?? []
      case .findings: there += lengths[m.sentence] ?? []
      default: break
      }
    }
    if here.contains(where: { a in there.contains { abs($0 - a) < 0.05 } }) { return false }
    return here.contains { a in a > 0 && there.contains { $0 > 0 && RuleFacts.isTenfold(a, $0) } }
  }

  /// Which of the finding's own traits stand in the conclusion; `length` for one of its mentions' sentences.
  func words(for slots: Mention, _ mentions: [Mention]) -> [String] {
    var words: [String] = []
    if let organ = slots.organ, organs.contains(organ) { words.append("organ") }
    if let host = slots.host, hosts.contains(host) { words.append("host") }
    if let size = slots.sizeMM.max(), sizes.contains(where: { abs($0 - size) < 0.05 }) {
      words.append("size")
    }
    let near = mentions.flatMap { lengths[$0.sentence] ?? [] }
    if sizes.contains(where: { a in near.contains { abs($0 - a) < 0.05 } }) { words.append("length") }
    return words
  }
}
