// What rules ask about a finding beyond its slots: where the report speaks, what it advises, where it contradicts itself.

/// Facts that are known once findings are explained and recommendations are bound to them.
struct RuleFacts: Sendable {
  /// Names of the sections that the report has.
  var layout: [String] = []
  /// Companion ids that stand in the impression, a recommendation or an addendum, denied ones too; `organ`, `host`,
  /// `size` and `length` when the finding's own (or a length of its sentences) are named there.
  var concluded: [String] = []
  /// Companion ids and organs that findings, impression or addendum speak of, denied ones too; `organ` when the
  /// finding's own is among them, `length` when a sentence of its mentions gives one.
  var answered: [String] = []
  /// The side that indication and history ask about, when it is one: `left` or `right`.
  var asked: [String] = []
  /// What is advised for the finding: `given`, `none` (nothing needed), `dated`, `named`, `conditional`, `loose` (advice
  /// of the report that belongs to no finding), `buried` (only outside of the conclusion), `subject`
  /// (mentioned in advice only), the modalities, and companion ids that stand in it.
  var advice: [String] = []
  /// Ids of the workup steps and cross-organ rules that fit it.
  var workup: [String] = []
  /// Slots on which mentions contradict each other, and `tenfold` for sizes that differ by a factor of ten.
  var conflict: [String] = []
  /// Descriptors that a guideline needs and the report does not give.
  var missing: [String] = []

  func words(_ name: FactName) -> [String] {
    switch name {
    case .layout: layout
    case .concluded: concluded
    case .answered: answered
    case .asked: asked
    case .advice: advice
    case .workup: workup
    case .conflict: conflict
    case .missing: missing
    default: []
    }
  }

  /// A factor of ten between two lengths, 5 % either way.
  static func isTenfold(_ a: Double, _ b: Double) -> Bool {
    let ratio = max(a, b) / min(a, b)
    return ratio > 9.5 && ratio < 10.5
  }
}

/// What a finding's advice is, besides its modalities.
enum AdviceFacts: String, CaseIterable {
  /// Something is advised for it.
  case given
  /// It is said that nothing is needed.
  case none
  /// With an interval.
  case dated
  /// With a modality or a service.
  case named
  /// Only under a condition.
  case conditional
  /// Advice for it stands in Findings only, of a report that has an impression.
  case buried
  /// The report advises something that belongs to no finding.
  case loose
  /// The finding is mentioned in advice only.
  case subject
}
