// The words that conditions may use, as the lexicon and the types know them: so that no condition waits for nothing.

/// Values of each slot that a report can yield.
struct ConditionVocabulary {
  let organs: Set<String>
  private let companions: Set<String>
  private var values: [FactName: Set<String>] = [:]

  init(_ lexicon: Lexicon, companions: Set<String>) {
    organs = Set(lexicon.organs.keys)
    self.companions = companions
    values[.organ] = organs
    values[.kind] = Set(lexicon.anchors.map(\.kind) + lexicon.hosts.compactMap(\.kind))
    let hosts = lexicon.hosts.filter { !$0.isOther }.map(\.host) + lexicon.anchors.compactMap(\.host)
    values[.host] = Set(hosts + lexicon.organs.values.filter { $0.traits.contains(.collective) }.map(\.id))
    func qualifiers(_ slot: Slot) -> Set<String> {
      Set(
        lexicon.qualifiers.filter { $0.slot == slot }.flatMap { [$0.value] + ($0.negated.map { [$0] } ?? []) }
      )
    }
    values[.morphology] = qualifiers(.morphology).union(lexicon.anchors.flatMap(\.morphology))
    values[.distribution] = qualifiers(.distribution)
    values[.sizeWord] = qualifiers(.sizeWord)
    values[.severity] = Set(Severity.allCases.map(\.rawValue))
    values[.laterality] = Set(Laterality.allCases.map(\.rawValue))
    values[.multiplicity] = ["single", "multiple"]
    values[.change] = Set(Change.allCases.map(\.rawValue))
    values[.presence] = Set(Presence.allCases.map(\.rawValue))
    values[.temporality] = Set(Temporality.allCases.map(\.rawValue))
    values[.experiencer] = Set(Experiencer.allCases.map(\.rawValue))
    values[.urgency] = Set(Urgency.allCases.map(\.rawValue))
    values[.population] = Set(Population.allCases.map(\.rawValue))
    values[.sex] = ["F", "M"]
    for name in [FactName.company, .history, .spoken] { values[name] = companions }
    values[.concluded] = companions.union(OwnTrait.allCases.map(\.rawValue))
    values[.answered] = companions.union(organs).union(["organ", "length"])
    values[.asked] = ["left", "right"]
    values[.layout] = Set(SectionName.allCases.map(\.rawValue))
    values[.advice] = Set(lexicon.advice.filter { $0.role == .modality }.map(\.value))
      .union(AdviceFacts.allCases.map(\.rawValue)).union(companions)
    values[.conflict] = Set(Slot.allCases.map(\.rawValue)).union(["tenfold"])
  }

  private static let companionNames: [FactName] = [.company, .history, .spoken, .concluded]

  /// What the condition asks for that no report can give. Hosts are only warned of: their words are open.
  func defects(of c: Condition) -> [(error: ConditionError, warning: Bool)] {
    c.terms.flatMap { term -> [(error: ConditionError, warning: Bool)] in
      switch term.test {
      case .oneOf(let name, let asked):
        guard let known = values[name] else { return [] }
        // Spellings of one host stand side by side; one that is known will do.
        if name == .host, asked.contains(where: known.contains) { return [] }
        return asked.filter { !known.contains($0) }.map { value in
          let what =
            Self.companionNames.contains(name) ? "no words for the companion" : "unknown \(name.rawValue)"
          return (ConditionError(column: term.column, message: "\(what) '\(value)'"), name == .host)
        }
      case .section(let names):
        return names.filter { SectionName(rawValue: $0) == nil }.map {
          (ConditionError(column: term.column, message: "unknown section '\($0)'"), false)
        }
      case .organs(let inner, _, _), .with(let inner), .any(let inner), .other(let inner):
        return defects(of: inner)
      case .stated, .contains, .compare, .same, .opposite, .tenfold:
        return []
      }
    }
  }
}
