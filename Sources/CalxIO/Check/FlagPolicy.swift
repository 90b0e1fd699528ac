// Which flags a reader of `calx check` sees: of what severity, of which rules, and not those that people have decided.

public import Calx

/// Filters the flags of an analysis.
public struct FlagPolicy: Sendable {
  /// The least severity that is shown.
  public var least: Flag.Severity = .info
  /// The rules that are shown; empty for all.
  public var rules: Set<String> = []
  /// Decisions of people.
  public var suppressed = SuppressList()
  /// The day against which decisions end.
  public var day: CalendarDate

  /// A policy that shows everything.
  public init(day: CalendarDate) { self.day = day }

  /// What became of the flags of one report.
  public struct Outcome: Sendable {
    /// The gravest flag that no decision kept down, of the rules asked for, whatever its severity.
    public var gravest: Flag.Severity?
    /// Flags that decisions kept down.
    public var suppressed: [Flag] = []
  }

  /// Leaves the flags that are shown in `analysis`.
  public func apply(to analysis: inout Analysis, of report: Report) -> Outcome {
    var outcome = Outcome()
    let keys = suppressed.count > 0 ? FindingKey.keys(analysis.findings) : [:]
    analysis.flags.removeAll { flag in
      if !rules.isEmpty, !rules.contains(flag.rule) { return true }
      if suppressed.holds(flag, report: report.id, key: flag.finding.flatMap { keys[$0] }, on: day) {
        outcome.suppressed.append(flag)
        return true
      }
      outcome.gravest = max(outcome.gravest ?? flag.severity, flag.severity)
      return flag.severity < least
    }
    analysis.suppressed = outcome.suppressed.count
    return outcome
  }
}
