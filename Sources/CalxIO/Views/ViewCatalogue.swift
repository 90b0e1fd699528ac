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

extension Sequence<Calx.Flag> {
  /// How many there are of each severity, gravest first.
  var bySeverity: [(severity: Calx.Flag.Severity, count: Int)] {
    let counts = reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
    return Calx.Flag.Severity.allCases.reversed().compactMap { s in counts[s].map { (s, $0) } }
  }
}
