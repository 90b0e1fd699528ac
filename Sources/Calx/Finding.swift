// A finding: the mentions of one calcification put together over the whole report.

/// One calcification of the patient, with the mentions that speak of it.
public struct Finding: Sendable {
  /// `f1`, `f2` … in the order of first mention.
  public var id: String
  /// Indexes into the record's mentions.
  public var mentions: [Int]
  /// The mentions' slots merged: the most specific statement wins, an addendum's correction over all.
  public var slots: Mention
  /// Slots on which the mentions contradict each other.
  public var conflicts: [Slot] = []
  /// What the knowledge base says of it: causes, workup, urgency, what is missing, and codes.
  public internal(set) var explanation = Explanation.none

  /// Names of the sections that mention it, each once, in the order of its mentions.
  ///
  /// - Parameter all: the mentions of its analysis.
  public func sections(_ all: [Mention]) -> [SectionName] {
    var names: [SectionName] = []
    for m in mentions where !names.contains(all[m].section) { names.append(all[m].section) }
    return names
  }
}

/// Urgency tier of a finding (internal to calx; parallels of the ACR actionable categories are in the knowledge base).
public enum Urgency: String, Sendable, CaseIterable, Comparable {
  case none, routine, soon, urgent
  /// Order from none to urgent.
  public static func < (a: Urgency, b: Urgency) -> Bool { a.order < b.order }
  private var order: Int { Urgency.allCases.firstIndex(of: self) ?? 0 }
}

/// State of verification of a statement of the knowledge base.
public enum Verification: String, Sendable, CaseIterable { case page, abstract, unverified }

/// A cause as ranked for one finding.
public struct RankedCause: Sendable {
  /// Its row in the knowledge base.
  public let row: KnowledgeCause
  /// Id in the knowledge base.
  public var id: String { row.id }
  /// Clinical name.
  public var name: String { row.name }
  /// `benign`, `malignant`, `infectious` or `indeterminate`.
  public var category: String { row.category }
  /// 1 = likeliest.
  public let rank: Int
  /// What moved it.
  public private(set) var because: [String]
  /// Source ids: the row's, and those of what moved it.
  public var sources: [String] { added.isEmpty ? row.origin.sources : row.origin.sources + added }
  /// Source ids that the row has not.
  private var added: [String]
  /// What moved it has sources of its own.
  public var addsSources: Bool { !added.isEmpty }
  /// Whether the sources were verified.
  public var verified: Verification { row.origin.verified }

  init(row: KnowledgeCause, rank: Int) {
    self.row = row
    self.rank = rank
    because = []
    added = []
  }

  /// Adds what moved it.
  mutating func move(_ reason: String, _ from: [String]) {
    if because.isEmpty { because.reserveCapacity(2) }
    if !because.contains(reason) { because.append(reason) }
    for s in from where !row.origin.sources.contains(s) && !added.contains(s) { added.append(s) }
  }
}

/// One step of workup, for professionals. A class, so that findings share it.
public final class WorkupStep: Sendable {
  /// Id in the knowledge base.
  public let id: String
  /// The step.
  public let text: String
  /// The condition under which it holds, empty when always.
  public let when: String
  /// Source ids.
  public let sources: [String]
  /// Whether the sources were verified.
  public let verified: Verification
  /// The step as a writer shows it.
  public let rendered = RenderedRow()

  init(id: String, text: String, when: String, sources: [String], verified: Verification) {
    self.id = id
    self.text = text
    self.when = when
    self.sources = sources
    self.verified = verified
  }
}
