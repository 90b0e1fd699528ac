// A place bound to an anchor, and what earlier sentences leave for later ones to refer to.

/// A place bound to an anchor, and why.
struct BoundSite {
  var organ: String?
  var parts: [Range<Int>] = []
  var partText: String?
  var laterality: Laterality?
  /// Words that decided the organ, and the rule's name.
  var evidence: Range<Int>?
  var sideEvidence: Range<Int>?
  var rule = ""
  var tokens: Range<Int> = 0..<0
  /// Both sides only by the plural.
  var impliedSide = false
  /// The organ was not named in the sentence.
  var borrowed = false
}

/// What earlier sentences leave for later ones to refer to.
struct SiteMemory {
  struct Past {
    var sentence: Int
    var paragraph: Int
    var item: Int
    var section: Int
    var chunks: [SiteChunk]
    var mentioned: [BoundSite]
  }
  /// No title names more places; a report without headings is not one long title.
  static let longestTitle = 24
  /// Sentences in front of the first heading that may still name the examination.
  static let titleSentences = 3
  /// Places of the examination's title.
  var title: [SiteChunk] = []
  var titleSide: Laterality?
  var past: [Past] = []
  var modality: String?
  /// Side of the last mention of each organ that had one.
  var sides: [String: Laterality] = [:]
  /// Organs of all mentions so far, each once, the latest last.
  var organs: [String] = []

  /// The side that the same paragraph last gave an organ, nil when it gave both.
  func side(of organ: String, _ sentence: Sentence) -> Laterality? {
    for entry in past.reversed().prefix(4) {
      guard entry.paragraph == sentence.paragraph, entry.section == sentence.section else { return nil }
      let sides = Set(
        entry.chunks.filter { $0.organ == organ && !$0.impliedSide }.compactMap(\.laterality)
          + entry.mentioned.filter { $0.organ == organ && !$0.impliedSide }.compactMap(\.laterality))
      if sides.count == 1 { return sides.first }
      if sides.count > 1 { return nil }
    }
    return nil
  }

  /// The organ that a bare part belongs to by the report as a whole: its title, or what it spoke of.
  func expected(_ part: SiteChunk) -> SiteChunk? {
    if let fallback = part.fallback, organs.contains(fallback) { return nil }
    if let c = title.first(where: { part.candidates.contains($0.organ ?? "") }) {
      return SiteChunk(tokens: c.tokens, organ: c.organ)
    }
    return organs.last { part.candidates.contains($0) }.map { SiteChunk(tokens: 0..<0, organ: $0) }
  }
}
