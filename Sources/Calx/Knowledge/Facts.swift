// What conditions are asked about: one finding with its company and its record, ready to compare.

/// Fields of the record that conditions ask about.
struct RecordFacts: Sendable {
  /// `F` or `M`.
  var sex: String?
  /// Years.
  var age: Double?
  /// The modality in DICOM's codes; several for `fetal-US`.
  var modality: [String] = []
  var exam: String?
  /// Lower case.
  var region: String?

  init() {}

  init(_ report: Report) {
    sex = report.sex?.first.map { $0.uppercased() }
    age = report.age
    if let m = report.modality { modality = Self.codes(m) }
    exam = report.exam?.lowercased()
    region = report.region.flatMap { $0.isEmpty ? nil : $0.lowercased() }
  }

  /// `fetal-US` → `FETAL`, `US`; the codes of one kind of image are one.
  static func codes(_ modality: String) -> [String] {
    modality.uppercased().split(whereSeparator: { !$0.isLetter }).map { word in
      switch word {
      case "CR", "DX", "RF", "DR": "XR"
      case "MRI": "MR"
      default: String(word)
      }
    }
  }
}

/// The facts about one finding. A class: conditions pass it about without copying.
final class Facts: Sendable {
  let slots: Mention
  let population: Population
  let record: RecordFacts
  /// Ids that the report asserts near the finding.
  let company: [String]
  /// Ids that the report asserts of the patient's past.
  let history: [String]
  /// Ids that the report speaks of at all, denied ones too.
  let spoken: [String]
  let sections: [SectionName]
  let urgency: Urgency?
  /// What only rules ask.
  let rule: RuleFacts

  init(
    slots: Mention, population: Population, record: RecordFacts, company: [String] = [],
    history: [String] = [], spoken: [String] = [], sections: [SectionName] = [], urgency: Urgency? = nil,
    rule: RuleFacts = RuleFacts()
  ) {
    self.slots = slots
    self.population = population
    self.record = record
    self.company = company
    self.history = history
    self.spoken = spoken
    self.sections = sections
    self.urgency = urgency
    self.rule = rule
  }

  /// It counts as evidence for other findings: there, and now.
  var isPresent: Bool { slots.presence == .present && slots.temporality == .current }

  func isOneOf(_ name: FactName, _ values: [String]) -> Bool {
    switch name {
    case .morphology: Self.meet(slots.morphology, values)
    case .distribution: Self.meet(slots.distribution, values)
    case .company: Self.meet(company, values)
    case .history: Self.meet(history, values)
    case .modality: Self.meet(record.modality, values)
    case .count: slots.count.map { values.contains(String($0)) } ?? false
    case .size, .age: number(name).map { n in values.contains { Double($0) == n } } ?? false
    case .statedCause, .recommendation: false
    case .spoken: Self.meet(spoken, values)
    case .layout, .concluded, .answered, .asked, .advice, .workup, .conflict, .missing:
      Self.meet(rule.words(name), values)
    default: word(name).map { values.contains($0) } ?? false
    }
  }

  private static func meet(_ have: [String], _ values: [String]) -> Bool {
    for h in have where values.contains(h) { return true }
    return false
  }

  /// The single word of a slot.
  func word(_ name: FactName) -> String? {
    switch name {
    case .kind: slots.kind
    case .organ: slots.organ
    case .part: slots.part
    case .laterality: slots.laterality?.rawValue
    case .host: slots.host
    case .multiplicity: slots.multiplicity?.rawValue
    case .sizeWord: slots.sizeWord
    case .severity: slots.severity?.rawValue
    case .change: slots.change?.rawValue
    case .presence: slots.presence.rawValue
    case .temporality: slots.temporality.rawValue
    case .experiencer: slots.experiencer.rawValue
    case .urgency: urgency?.rawValue
    case .population: population.rawValue
    case .sex: record.sex
    case .exam: record.exam
    case .region: record.region
    default: nil
    }
  }

  func number(_ name: FactName) -> Double? {
    switch name {
    case .size: slots.sizeMM.max()
    case .count: slots.count.map(Double.init)
    case .age: record.age
    case .severity: slots.severity.flatMap { Severity.allCases.firstIndex(of: $0) }.map(Double.init)
    case .urgency: urgency.flatMap { Urgency.allCases.firstIndex(of: $0) }.map(Double.init)
    default: nil
    }
  }

  func isStated(_ name: FactName) -> Bool {
    switch name {
    case .morphology: !slots.morphology.isEmpty
    case .distribution: !slots.distribution.isEmpty
    case .company: !company.isEmpty
    case .history: !history.isEmpty
    case .modality: !record.modality.isEmpty
    case .size, .count, .age: number(name) != nil
    case .statedCause: slots.statedCause != nil
    case .recommendation: slots.recommendation != nil
    case .spoken: !spoken.isEmpty
    case .layout, .concluded, .answered, .asked, .advice, .workup, .conflict, .missing:
      !rule.words(name).isEmpty
    default: word(name) != nil
    }
  }

  // MARK: - Against another finding

  /// Both state the slot, with a value in common. Kinds are compared by what they can both mean.
  func isSame(_ name: FactName, as other: Facts) -> Bool {
    switch name {
    case .morphology: !Set(slots.morphology).isDisjoint(with: other.slots.morphology)
    case .distribution: !Set(slots.distribution).isDisjoint(with: other.slots.distribution)
    case .kind: FindingBuilder.family(slots) == FindingBuilder.family(other.slots)
    case .part:
      slots.part != nil && other.slots.part != nil && FindingBuilder.parts(slots.part, other.slots.part)
    case .size, .count, .age: number(name) != nil && number(name) == other.number(name)
    default: word(name) != nil && word(name) == other.word(name)
    }
  }

  /// Left and right.
  func isOpposite(_ other: Facts) -> Bool {
    switch (slots.laterality, other.slots.laterality) {
    case (.left, .right), (.right, .left): true
    default: false
    }
  }

  /// Ten times the other's largest size or a tenth, as when cm and mm were mixed up.
  func isTenfold(_ other: Facts) -> Bool {
    guard let a = number(.size), let b = other.number(.size), a > 0, b > 0 else { return false }
    return RuleFacts.isTenfold(a, b)
  }

  /// The words of a slot contain one of `needles`, from the start of a word on.
  func contains(_ name: FactName, _ needles: [String]) -> Bool {
    guard let words = word(name) else { return false }
    for needle in needles where Self.contains(Array(words.utf8), Array(needle.utf8)) { return true }
    return false
  }

  static func contains(_ words: [UInt8], _ needle: [UInt8]) -> Bool {
    guard !needle.isEmpty, needle.count <= words.count else { return false }
    for start in 0...(words.count - needle.count) {
      if start > 0, isLetter(words[start - 1]) { continue }
      if words[start..<(start + needle.count)].elementsEqual(needle) { return true }
    }
    return false
  }

  private static func isLetter(_ b: UInt8) -> Bool { b >= 97 && b <= 122 || b >= 48 && b <= 57 || b >= 128 }
}
