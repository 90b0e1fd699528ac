// What stands beside the findings of a report: companion ids by how far they act, and what the report does with them.

/// What the hits say of the report as a whole, and which of them stand near one finding only.
struct Company {
  /// Ids asserted today, report-wide.
  private(set) var asserted: [String] = []
  /// Ids of the patient's past.
  private(set) var history: [String] = []
  /// Ids that the report speaks of at all.
  private(set) var spoken: [String] = []
  /// Ids that stand in the impression, in a recommendation or in an addendum.
  private(set) var concluded: [String] = []
  /// Ids that stand anywhere but in indication, history, comparison and technique.
  private(set) var answered: [String] = []
  private var near: [Int: [String]] = [:]

  init() {}

  /// The company by the scope of each id.
  init(_ hits: [CompanionHit], _ base: KnowledgeBase) {
    for hit in hits {
      Self.add(hit.id, to: &spoken, base)
      switch hit.section {
      case .impression, .recommendation, .addendum:
        Self.add(hit.id, to: &concluded, base)
        Self.add(hit.id, to: &answered, base)
      case .findings, .other: Self.add(hit.id, to: &answered, base)
      case .indication, .history, .comparison, .technique: break
      }
      let scope = base.traits(of: hit.id).scope
      switch hit.state {
      case .denied: continue
      case .past: Self.add(hit.id, to: &history, base)
      case .possible where scope == .patient: continue
      case .present, .possible:
        if scope == .near {
          for k in hit.near { near[k, default: []].append(hit.id) }
          continue
        }
        Self.add(hit.id, to: &asserted, base)
        if scope == .patient { Self.add(hit.id, to: &history, base) }
      }
    }
  }

  /// The company of a finding: what holds of the whole report, and what stands near it.
  func of(_ finding: Int, _ base: KnowledgeBase) -> [String] {
    var result = asserted
    for id in near[finding] ?? [] { Self.add(id, to: &result, base) }
    return result
  }

  private static func add(_ id: String, to ids: inout [String], _ base: KnowledgeBase) {
    if ids.contains(id) { return }
    ids.append(id)
    if let implied = base.traits[id]?.implies { for other in implied { add(other, to: &ids, base) } }
  }
}
