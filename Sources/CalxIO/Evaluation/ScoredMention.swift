// A mention as the scorer sees it: an anchor and the values of its slots, whoever wrote them.

/// An anchor at one place and what is said of it.
struct ScoredMention {
  /// The anchor: offsets in code points.
  struct Anchor: Hashable, Comparable {
    var start: Int
    var end: Int

    static func < (a: Anchor, b: Anchor) -> Bool { (a.start, a.end) < (b.start, b.end) }

    func overlap(_ other: Anchor) -> Int { min(end, other.end) - max(start, other.start) }
  }

  /// Slots with one value.
  static let scalars = [
    "kind", "organ", "laterality", "host", "multiplicity", "count", "size_word", "severity", "change",
    "presence",
    "temporality", "experiencer", "section",
  ]
  /// Slots with any number of values.
  static let sets = ["size_mm", "morphology", "distribution"]
  /// Slots with a stretch of the report.
  static let texts = ["part", "stated_cause", "recommendation"]
  /// What a mention that is silent means.
  static let defaults = ["presence": "present", "temporality": "current", "experiencer": "patient"]

  var anchor: Anchor
  private var members: JSONValue

  /// A mention from its JSON object; nil without `start` and `end`.
  init?(_ json: JSONValue) {
    guard let start = json["start"].int, let end = json["end"].int else { return nil }
    anchor = Anchor(start: start, end: end)
    members = json
  }

  /// The value of a scalar slot, with the defaults; nil where nothing is said.
  func value(_ slot: String) -> String? {
    guard let text = members[slot].text, !text.isEmpty else { return Self.defaults[slot] }
    return slot == "count" ? Self.number(text) : text
  }

  /// The values of a set.
  func values(_ slot: String) -> [String] {
    members[slot].elements.compactMap { v in v.text.map { slot == "size_mm" ? Self.number($0) : $0 } }
  }

  /// A number to two decimals, so that `4`, `4.0` and `4.001` are one value.
  private static func number(_ text: String) -> String { Double(text).map { fixed($0, 2) } ?? text }
}

/// One report of a gold or output file.
struct ScoredReport {
  var id: String
  var text: [Unicode.Scalar]
  var mentions: [ScoredMention]
}
