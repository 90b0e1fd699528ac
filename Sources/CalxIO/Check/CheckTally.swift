// Rates of flags with numerators and denominators: by rule, by modality, by organ.

public import Calx

/// Counts over the reports of a check; workers add to it at the same time. Sums do not depend on their order.
public final class CheckTally: Sendable {
  /// One rate.
  public struct Rate: Sendable, Equatable {
    /// Reports (or findings) with a flag.
    public var flagged = 0
    /// All of them.
    public var total = 0
  }

  /// The counts at one time.
  public struct Counts: Sendable {
    /// Reports read.
    public var reports = 0
    /// Reports with at least one flag that is shown.
    public var flaggedReports = 0
    /// Flags kept down by decisions.
    public var suppressed = 0
    /// The gravest flag that no decision kept down.
    public var gravest: Flag.Severity?
    /// Flags shown, by rule and severity.
    public var rules: [String: [Flag.Severity: Int]] = [:]
    /// Reports with a flag of the rule.
    public var reportsByRule: [String: Int] = [:]
    /// Reports with a flag by modality (`unknown` without one).
    public var modalities: [String: Rate] = [:]
    /// Findings with a flag by organ (`unknown` without one), of those that are there.
    public var organs: [String: Rate] = [:]
  }

  private let counts = Locked(Counts())

  /// Nothing yet.
  public init() {}

  /// The counts so far.
  public var current: Counts { counts.with { $0 } }

  /// Adds one report whose flags a policy has filtered.
  public func add(_ report: Report, _ analysis: Analysis, _ outcome: FlagPolicy.Outcome) {
    counts.with { c in
      c.reports += 1
      c.suppressed += outcome.suppressed.count
      if let g = outcome.gravest { c.gravest = max(c.gravest ?? g, g) }
      let flagged = !analysis.flags.isEmpty
      if flagged { c.flaggedReports += 1 }
      for flag in analysis.flags { c.rules[flag.rule, default: [:]][flag.severity, default: 0] += 1 }
      for rule in Set(analysis.flags.map(\.rule)) { c.reportsByRule[rule, default: 0] += 1 }
      let modality = report.modality.flatMap { $0.isEmpty ? nil : $0 } ?? "unknown"
      c.modalities[modality, default: Rate()].total += 1
      if flagged { c.modalities[modality, default: Rate()].flagged += 1 }
      let ids = Set(analysis.flags.compactMap(\.finding))
      for f in analysis.findings where f.slots.presence != .absent {
        c.organs[f.slots.organ ?? "unknown", default: Rate()].total += 1
        if ids.contains(f.id) { c.organs[f.slots.organ ?? "unknown", default: Rate()].flagged += 1 }
      }
    }
  }
}
