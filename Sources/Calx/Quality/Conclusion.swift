// What impression, recommendations and addenda name: organs, hosts and sizes, whether or not a calcification is mentioned.

/// The conclusion of a report.
struct Conclusion {
  /// What can be found again there.
  static let names = ["organ", "host", "size"]
  private var organs = Set<String>()
  private var hosts = Set<String>()
  private var sizes: [Double] = []

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
    for m in d.measurements where isConclusion(m.tokens.lowerBound) { sizes += m.millimetres }
  }

  /// Which of the finding's own traits stand in the conclusion.
  func words(for slots: Mention) -> [String] {
    var words: [String] = []
    if let organ = slots.organ, organs.contains(organ) { words.append("organ") }
    if let host = slots.host, hosts.contains(host) { words.append("host") }
    if let size = slots.sizeMM.max(), sizes.contains(where: { abs($0 - size) < 0.05 }) {
      words.append("size")
    }
    return words
  }
}
