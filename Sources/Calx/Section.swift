// A section of a report as the record shows it.

/// A stretch of the report under one title.
public struct Section: Sendable {
  /// What the section is.
  public var name: SectionName
  /// UTF-8 byte range, title included.
  public var range: Range<Int>
  /// UTF-8 byte range of the title's words, nil when the text has none.
  public var title: Range<Int>?
  /// The title says that its content lies in the past (`past medical history`).
  var historical = false
  /// The title says that its content names what the report is about (`preoperative diagnosis`).
  var isSubject = false
}

/// A stretch of the report that advises something.
public struct Recommendation: Sendable {
  /// UTF-8 byte range of the advice.
  public var range: Range<Int>
  /// Modality or service advised, where named.
  public var modality: String?
  /// Shortest and longest interval in days, where given.
  public var intervalDays: [Int]?
  /// It depends on a condition.
  public var conditional: Bool
  /// It says that nothing is needed.
  public var negated: Bool
  /// It names a test, a service or a specialty, not only correlation or follow-up.
  var isNamed = false
  /// It only asks to correlate: it counts in the sentence of its finding.
  var isAside = false
  /// Ids of the findings that it speaks of.
  public var findings: [String] = []
  /// Their ordinals.
  var ordinals: [Int] = []
  /// Ordinals of the mentions that it speaks of.
  var mentions: [Int] = []
}
