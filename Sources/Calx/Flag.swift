// A flag: a question to the author of the report.

/// Something that a careful colleague would ask about.
public struct Flag: Sendable {
  /// How much it matters.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    case info, check, action, critical
    /// Order from info to critical.
    public static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }
    private var order: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
  }
  /// Id of the rule, such as `QA01`.
  public var rule: String
  /// How much it matters.
  public var severity: Severity
  /// Id of the finding, nil when the flag is about the report.
  public var finding: String?
  /// The question.
  public var message: String
  /// UTF-8 byte ranges of the evidence.
  public var evidence: [Range<Int>]
  /// Source ids.
  public var sources: [String]
}
