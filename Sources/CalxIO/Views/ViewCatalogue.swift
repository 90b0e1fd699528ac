// The names behind the ids of a flag: its rule and its sources.

public import Calx

/// What a view shows for the ids of rules and sources. An id that it does not know is shown as it is.
public struct ViewCatalogue: Sendable {
  /// Short names of rules by id.
  public var rules: [String: String]
  /// Titles of sources by id.
  public var sources: [String: String]

  /// A catalogue from names of rules and the sources of a knowledge base.
  public init(rules: [String: String] = [:], sources: [KnowledgeSource] = []) {
    self.rules = rules
    self.sources = Dictionary(sources.map { ($0.id, $0.title) }, uniquingKeysWith: { a, _ in a })
  }
}

extension Calx.Flag.Severity {
  /// A sign that differs by its shape, for those who see no colour.
  var shape: String {
    switch self {
    case .info: "●"
    case .check: "◆"
    case .action: "▲"
    case .critical: "■"
    }
  }
}

/// How many flags of each severity a report or a run has.
public struct FlagCounts: Sendable {
  /// Flags by severity.
  public private(set) var bySeverity: [Calx.Flag.Severity: Int] = [:]

  /// The counts of some flags.
  public init(_ flags: [Calx.Flag] = []) {
    for flag in flags { bySeverity[flag.severity, default: 0] += 1 }
  }

  /// Adds the counts of another report.
  public mutating func add(_ other: FlagCounts) {
    bySeverity.merge(other.bySeverity, uniquingKeysWith: +)
  }

  /// Severities that occur with their number, gravest first.
  public var gravestFirst: [(severity: Calx.Flag.Severity, count: Int)] {
    Calx.Flag.Severity.allCases.reversed().compactMap { s in bySeverity[s].map { (s, $0) } }
  }

  /// All flags.
  public var total: Int { bySeverity.values.reduce(0, +) }
}
