// A set of findings of one report: bits, for as many as reports have.

/// Ordinals of findings, in ascending order.
struct FindingSet: Sendable {
  /// Those below 64.
  private var bits: UInt64 = 0
  /// Those from 64 on, ascending.
  private var beyond: [Int] = []

  init() {}

  /// The findings of a report.
  init(_ findings: Range<Int>) { for k in findings { insert(k) } }

  /// Some findings, in any order.
  init(of findings: [Int]) { for k in findings.sorted() { insert(k) } }

  /// Adds a finding; none may be added after a greater one.
  @inline(__always) mutating func insert(_ finding: Int) {
    if finding < 64 {
      bits |= 1 << UInt64(finding)
    } else if beyond.last != finding {
      beyond.append(finding)
    }
  }

  /// The finding is in the set.
  @inline(__always) func contains(_ finding: Int) -> Bool {
    finding < 64 ? bits & 1 << UInt64(finding) != 0 : beyond.contains(finding)
  }

  /// Calls `body` with each finding.
  @inline(__always) func forEach(_ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
    for k in beyond { body(k) }
  }

  /// Those of its findings for which `keep` holds.
  func filter(_ keep: (Int) -> Bool) -> FindingSet {
    var kept = FindingSet()
    forEach { if keep($0) { kept.insert($0) } }
    return kept
  }

  var isEmpty: Bool { bits == 0 && beyond.isEmpty }
}
