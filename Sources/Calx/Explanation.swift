// What the knowledge base says of a finding: one immutable object, which findings that are alike share.

/// Codes, causes, workup, urgency and missing descriptors of a finding.
public final class Explanation: Sendable {
  /// What it holds.
  struct Parts: Sendable {
    var codes: [(system: String, code: String)] = []
    var causes: [RankedCause] = []
    var workup: [WorkupStep] = []
    var urgency: Urgency = .none
    var urgencyBecause: [String] = []
    var missing: [String] = []
  }

  let parts: Parts
  /// Atoms that tell rules of the workup and of what is missing.
  let workupAtoms: [Int]
  let missingAtoms: [Int]
  /// It is kept for findings to come, so that it is worth rendering.
  public let isKept: Bool
  /// It as a writer shows it.
  public let rendered = RenderedRow()

  init(_ parts: Parts, workupAtoms: [Int] = [], missingAtoms: [Int] = [], isKept: Bool = false) {
    self.parts = parts
    self.workupAtoms = workupAtoms
    self.missingAtoms = missingAtoms
    self.isKept = isKept
  }

  /// Nothing is said.
  static let none = Explanation(Parts(), isKept: true)
}

extension Finding {
  /// Changes what is said of it; findings that shared it keep theirs.
  mutating func explain(_ change: (inout Explanation.Parts) -> Void) {
    var parts = explanation.parts
    change(&parts)
    explanation = Explanation(parts)
  }

  /// Likely causes, likeliest first.
  public var causes: [RankedCause] {
    get { explanation.parts.causes }
    set { explain { $0.causes = newValue } }
  }
  /// Workup that fits.
  public var workup: [WorkupStep] {
    get { explanation.parts.workup }
    set { explain { $0.workup = newValue } }
  }
  /// How soon somebody should act.
  public var urgency: Urgency {
    get { explanation.parts.urgency }
    set { explain { $0.urgency = newValue } }
  }
  /// Why the urgency is what it is.
  public var urgencyBecause: [String] {
    get { explanation.parts.urgencyBecause }
    set { explain { $0.urgencyBecause = newValue } }
  }
  /// Descriptors that a guideline needs and the report does not give.
  public var missing: [String] {
    get { explanation.parts.missing }
    set { explain { $0.missing = newValue } }
  }
  /// Codes by system (`radlex`, `icd10cm`), where confirmed.
  public var codes: [(system: String, code: String)] {
    get { explanation.parts.codes }
    set { explain { $0.codes = newValue } }
  }
}
