// Decides whether a condition holds for a finding among the findings of its patient, or for all of them together.

/// Evaluates conditions over the findings of one patient (mother and fetus are two).
struct ConditionEvaluator {
  /// Findings that serve as evidence for others, so that the time stays in proportion to the report.
  static let longest = 200

  /// The facts of the findings, in order.
  let all: [Facts]
  /// What holds of the report as a whole: the record's fields and the company of all findings.
  let report: Facts?

  private var evidence: Range<Int> { 0..<min(all.count, Self.longest) }

  init(_ all: [Facts]) {
    self.all = all
    report = Self.joined(all)
  }

  private static func joined(_ all: [Facts]) -> Facts? {
    guard let first = all.first else { return nil }
    return Facts(
      slots: Mention(range: 0..<0, kind: "", section: first.slots.section), population: first.population,
      record: first.record, company: union(all, \.company), history: union(all, \.history),
      spoken: first.spoken, sections: union(all, \.sections), urgency: all.compactMap(\.urgency).max(),
      rule: first.rule)
  }

  private static func union<Value: Equatable>(_ all: [Facts], _ path: KeyPath<Facts, [Value]>) -> [Value] {
    var result: [Value] = []
    for f in all { for value in f[keyPath: path] where !result.contains(value) { result.append(value) } }
    return result
  }

  /// Whether `condition` holds for the finding `i`, or for the report when `i` is nil.
  func holds(_ condition: Condition, for i: Int?) -> Bool {
    if let i { return holds(condition, all[i], i) }
    guard let report else { return false }
    return holds(condition, report, nil)
  }

  /// - Parameter asking: the finding that `same`, `opposite` and `tenfold` compare with.
  private func holds(_ condition: Condition, _ facts: Facts, _ i: Int?, asking: Facts? = nil) -> Bool {
    for term in condition.terms where holds(term.test, facts, i, asking) == term.negated { return false }
    return true
  }

  private func holds(_ test: Condition.Test, _ facts: Facts, _ i: Int?, _ asking: Facts?) -> Bool {
    switch test {
    case .oneOf(let name, let values): facts.isOneOf(name, values)
    case .stated(let name): facts.isStated(name)
    case .contains(let name, let words): facts.contains(name, words)
    case .compare(let name, let relation, let bound):
      facts.number(name).map { relation.holds($0, bound) } ?? false
    case .section(let names): facts.sections.contains { names.contains($0.rawValue) }
    case .with(let inner): evidence.contains { $0 != i && fits(inner, $0, facts) }
    case .any(let inner): evidence.contains { fits(inner, $0, facts) }
    case .other(let inner): other(inner, than: i, facts) != nil
    case .organs(let inner, let relation, let bound): relation.holds(organs(inner), bound)
    case .same(let name): asking.map { facts.isSame(name, as: $0) } ?? false
    case .opposite: asking.map { facts.isOpposite($0) } ?? false
    case .tenfold: asking.map { facts.isTenfold($0) } ?? false
    }
  }

  private func fits(_ inner: Condition, _ k: Int, _ asking: Facts? = nil) -> Bool {
    all[k].isPresent && holds(inner, all[k], k, asking: asking)
  }

  /// The first other finding that fits, whatever is said of it.
  private func other(_ inner: Condition, than i: Int?, _ asking: Facts) -> Int? {
    evidence.first { $0 != i && holds(inner, all[$0], $0, asking: asking) }
  }

  /// The other finding that a condition's first `other` or `with` found for the finding `i`.
  func counterpart(_ condition: Condition, of i: Int) -> Int? {
    for term in condition.terms where !term.negated {
      switch term.test {
      case .other(let inner): return other(inner, than: i, all[i])
      case .with(let inner): return evidence.first { $0 != i && fits(inner, $0, all[i]) }
      default: continue
      }
    }
    return nil
  }

  /// The number of organs that hold a fitting finding.
  private func organs(_ inner: Condition) -> Int {
    var seen: [String] = []
    for k in evidence where fits(inner, k) {
      guard let organ = all[k].slots.organ, !seen.contains(organ) else { continue }
      seen.append(organ)
    }
    return seen.count
  }

  /// The findings that a report-wide condition speaks of: those that fit its `any` and `organs` terms.
  func witnesses(_ condition: Condition) -> [Int] {
    all.indices.filter { k in
      condition.terms.contains { term in
        if term.negated { return false }
        return switch term.test {
        case .any(let inner), .organs(let inner, _, _): fits(inner, k)
        default: false
        }
      }
    }
  }
}
