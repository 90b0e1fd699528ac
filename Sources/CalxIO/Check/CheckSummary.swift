// The tally of a check as a table for people and as JSON.

internal import Calx

/// Shows rates, always as n of N.
public struct CheckSummary {
  private let counts: CheckTally.Counts
  private let names: [String: String]

  /// A summary of counts.
  ///
  /// - Parameter names: names of rules by id.
  public init(_ counts: CheckTally.Counts, names: [String: String]) {
    self.counts = counts
    self.names = names
  }

  /// Lines for a terminal.
  public var text: String {
    var lines = ["reports with flags: \(rate(counts.flaggedReports, counts.reports))"]
    if counts.suppressed > 0 { lines.append("flags kept down by the suppress list: \(counts.suppressed)") }
    if !counts.rules.isEmpty {
      lines.append("by rule (reports with a flag of the rule):")
      for (rule, bySeverity) in counts.rules.sorted(by: { $0.key < $1.key }) {
        let grades = Flag.Severity.allCases.reversed().compactMap { s in
          bySeverity[s].map { "\(s.rawValue) \($0)" }
        }
        lines.append(
          "  \(rule)  \(rate(counts.reportsByRule[rule] ?? 0, counts.reports))  "
            + "\(grades.joined(separator: ", "))  \(names[rule] ?? "")")
      }
    }
    lines += table("by modality (reports with a flag):", counts.modalities)
    lines += table("by organ (findings with a flag):", counts.organs)
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ title: String, _ rates: [String: CheckTally.Rate]) -> [String] {
    guard !rates.isEmpty else { return [] }
    return [title]
      + rates.sorted { $0.key < $1.key }.map { "  \($0.key)  \(rate($0.value.flagged, $0.value.total))" }
  }

  /// `3/40 (7.5 %)`.
  private func rate(_ n: Int, _ total: Int) -> String {
    guard total > 0 else { return "\(n)/\(total)" }
    let tenths = (n * 1000 + total / 2) / total
    return "\(n)/\(total) (\(tenths / 10).\(tenths % 10) %)"
  }

  /// One JSON object.
  public var json: [UInt8] {
    var json = JSONBytes()
    json.object { j in
      j.key("reports"); j.int(counts.reports)
      j.key("flagged"); j.int(counts.flaggedReports)
      j.key("suppressed"); j.int(counts.suppressed)
      j.key("rules")
      j.object { j in
        for (rule, bySeverity) in counts.rules.sorted(by: { $0.key < $1.key }) {
          j.key(named: rule)
          j.object { j in
            j.key("name"); j.string(orNull: names[rule])
            j.key("reports"); j.int(counts.reportsByRule[rule] ?? 0)
            j.key("of"); j.int(counts.reports)
            for s in Flag.Severity.allCases { j.key(named: s.rawValue); j.int(bySeverity[s] ?? 0) }
          }
        }
      }
      j.key("modalities"); rates(counts.modalities, &j)
      j.key("organs"); rates(counts.organs, &j)
    }
    return json.bytes
  }

  private func rates(_ rates: [String: CheckTally.Rate], _ json: inout JSONBytes) {
    json.object { j in
      for (name, rate) in rates.sorted(by: { $0.key < $1.key }) {
        j.key(named: name)
        j.object { j in
          j.key("flagged"); j.int(rate.flagged)
          j.key("of"); j.int(rate.total)
        }
      }
    }
  }
}
