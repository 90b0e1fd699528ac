// What conditions are asked about: a row of bits and numbers for each finding of a report, and one for the report.

/// The facts of a report's findings, ready to be asked. A class that owns its memory; one worker's, for one report.
///
/// Rows `0..<findings` are the findings. Behind them stand `report`, what holds of the report as a whole; `record`, what
/// the fields of its record say; and `present`, the atoms that any finding has which is evidence for others.
final class FactSheet {
  /// The numbers that a row holds besides its bits. A number that is not stated is no number.
  struct Row {
    /// There, and now: evidence for other findings.
    var isPresent = false
    var population = Population.adult
    /// Findings of one organ share it; negative without an organ.
    var organ: Int32 = -1
    /// The organ's number among those that the tables name; negative where they do not.
    var place: Int32 = -1
    var count = Double.nan
    var size = Double.nan
    var age = Double.nan
    var severity = Double.nan
    var urgency = Double.nan

    func number(_ name: FactName) -> Double {
      switch name {
      case .size: size
      case .count: count
      case .age: age
      case .severity: severity
      case .urgency: urgency
      default: .nan
      }
    }
  }

  private let atoms: AtomTable
  let findings: Int
  let rows: UnsafeMutablePointer<Row>
  let bits: UnsafeMutablePointer<UInt64>
  let stride: Int
  /// Organs that no table names, in the order of the findings.
  private var strangers: [String] = []

  /// The row of the report.
  var report: Int { findings }
  /// The row of the record.
  var record: Int { findings + 1 }
  /// The row of what is present.
  var present: Int { findings + 2 }

  init(_ atoms: AtomTable, findings: Int) {
    self.atoms = atoms
    self.findings = findings
    stride = atoms.stride
    let count = findings + 3
    rows = .allocate(capacity: count)
    rows.initialize(repeating: Row(), count: count)
    bits = .allocate(capacity: count * stride)
    bits.initialize(repeating: 0, count: count * stride)
    for row in 0..<count { bits[row * stride + AtomTable.always] = ~0 }
  }

  deinit {
    rows.deallocate()
    bits.deallocate()
  }

  // MARK: - Setting

  @inline(__always) private func state(_ row: Int, _ name: FactName) {
    bits[row * stride + AtomTable.stated] |= 1 << UInt64(name.number)
  }

  @inline(__always) private func set(_ row: Int, _ atom: Int) {
    bits[row * stride + atom / 64] |= 1 << UInt64(atom % 64)
  }

  /// States a slot's word.
  func set(_ row: Int, _ name: FactName, _ word: borrowing String) {
    set(row, name, atom: atoms.atom(name, word))
    if atoms.hasNeedles(name) { atoms.needles(name, in: word) { set(row, $0) } }
  }

  /// States a slot's value, of few.
  @inline(__always) func set(_ row: Int, _ name: FactName, case value: some NumberedWord) {
    if atoms.hasNeedles(name) {
      set(row, name, value.rawValue)
    } else {
      set(row, name, atom: atoms.atom(name, case: value))
    }
  }

  /// States a slot by the atom of its word, nil where no condition asks for the word.
  @inline(__always) func set(_ row: Int, _ name: FactName, atom: Int?) {
    state(row, name)
    if let atom { set(row, atom) }
  }

  /// States a slot by the atoms of its word.
  func set(_ row: Int, _ name: FactName, atoms: [Int]) {
    state(row, name)
    for atom in atoms { set(row, atom) }
  }

  /// States one companion.
  func set(_ row: Int, _ name: FactName, companion: Int) {
    set(row, name, atom: atoms.block(name).firstAtom + companion)
  }

  /// States the sections of a finding, as bits by `SectionName.number`.
  func set(_ row: Int, sections: UInt64) { bits[row * stride + AtomTable.sections] |= sections }

  /// Takes over what another row says of a slot.
  func copy(_ name: FactName, of row: Int, to other: Int) {
    let block = atoms.block(name)
    let from = bits + row * stride
    let to = bits + other * stride
    for w in block.firstWord..<(block.firstWord + block.words) { to[w] |= from[w] }
    to[AtomTable.stated] |= from[AtomTable.stated] & 1 << UInt64(name.number)
  }

  /// Takes over all that another row says.
  func copy(_ row: Int, to other: Int) {
    rows[other] = rows[row]
    (bits + other * stride).update(from: bits + row * stride, count: stride)
  }

  /// States companions by their numbers.
  func set(_ row: Int, _ name: FactName, _ companions: UnsafePointer<UInt64>) {
    let block = atoms.block(name)
    let own = bits + row * stride + block.firstWord
    var any: UInt64 = 0
    for w in 0..<block.words {
      own[w] |= companions[w]
      any |= companions[w]
    }
    if any != 0 { state(row, name) }
  }

  /// The fields of the record; a field that an earlier call has stated may be stated again.
  func set(_ row: Int, _ record: RecordFacts) {
    if let sex = record.sex { set(row, .sex, sex) }
    if let age = record.age { number(row, .age, age) }
    for m in record.modality { set(row, .modality, m) }
    if let exam = record.exam { set(row, .exam, exam) }
    if let region = record.region { set(row, .region, region) }
  }

  func number(_ row: Int, _ name: FactName, _ value: Double) {
    state(row, name)
    switch name {
    case .size: rows[row].size = value
    case .count: rows[row].count = value
    case .age: rows[row].age = value
    case .severity: rows[row].severity = value
    case .urgency: rows[row].urgency = value
    default: break
    }
  }

  /// The slots of a mention or of a finding.
  func set(_ row: Int, slots m: borrowing Mention) {
    m.withWords { words in
      set(row, .kind, words.kind)
      if let organ = words.organ { set(row, organ: organ) }
      if let part = words.part { set(row, .part, part) }
      if let host = words.host { set(row, .host, host) }
      if let size = words.sizeMM.max() { number(row, .size, size) }
      if let word = words.sizeWord { set(row, .sizeWord, word) }
      for i in words.morphology.indices { set(row, .morphology, words.morphology[i]) }
      for i in words.distribution.indices { set(row, .distribution, words.distribution[i]) }
    }
    if let side = m.laterality { set(row, .laterality, case: side) }
    if let multiplicity = m.multiplicity { set(row, .multiplicity, case: multiplicity) }
    if let count = m.count { number(row, .count, Double(count)) }
    if let severity = m.severity {
      set(row, .severity, case: severity)
      number(row, .severity, Double(severity.number))
    }
    if let change = m.change { set(row, .change, case: change) }
    set(row, .presence, case: m.presence)
    set(row, .temporality, case: m.temporality)
    set(row, .experiencer, case: m.experiencer)
    if m.statedCause != nil { state(row, .statedCause) }
    if m.recommendation != nil { state(row, .recommendation) }
    rows[row].isPresent = m.presence == .present && m.temporality == .current
  }

  private func set(_ row: Int, organ: String) {
    set(row, .organ, organ)
    if let place = atoms.place(.organ, organ) {
      rows[row].place = Int32(place)
      rows[row].organ = Int32(place)
      return
    }
    let known = strangers.firstIndex(of: organ) ?? strangers.count
    if known == strangers.count { strangers.append(organ) }
    rows[row].organ = Int32(atoms.count(of: .organ) + known)
  }

  func set(_ row: Int, _ population: Population) {
    set(row, .population, case: population)
    rows[row].population = population
  }

  func set(_ row: Int, urgency: Urgency) {
    set(row, .urgency, case: urgency)
    number(row, .urgency, Double(urgency.number))
  }

  // MARK: - Asking

  /// The slot is stated.
  func isStated(_ row: Int, _ name: FactName) -> Bool {
    bits[row * stride + AtomTable.stated] & 1 << UInt64(name.number) != 0
  }

  /// The sections of a finding, as bits by `SectionName.number`.
  func sections(_ row: Int) -> UInt64 { bits[row * stride + AtomTable.sections] }

  // MARK: - The report as a whole

  private static let joinedSlots: [FactName] = [.company, .history]
  private static let ruleSlots: [FactName] = [
    .layout, .concluded, .answered, .asked, .advice, .workup, .conflict, .missing, .spoken,
  ]

  /// Makes the report's row: the record, the company of all `members`, and what rules know of the first.
  func join(_ members: UnsafeBufferPointer<Int>) {
    guard let first = members.first else { return }
    copy(record, to: report)
    set(report, slots: Self.nothing)
    set(report, rows[first].population)
    for m in members {
      for name in Self.joinedSlots { copy(name, of: m, to: report) }
      set(report, sections: sections(m))
    }
    for name in Self.ruleSlots { copy(name, of: first, to: report) }
    gatherPresent(members)
    var urgency = -1.0
    for m in members where rows[m].urgency > urgency { urgency = rows[m].urgency }
    if urgency >= 0 { set(report, urgency: Urgency.allCases[Int(urgency)]) }
  }

  /// Gathers the atoms of the `members` that are evidence for others.
  private func gatherPresent(_ members: UnsafeBufferPointer<Int>) {
    let all = bits + present * stride
    all.update(repeating: 0, count: stride)
    all[AtomTable.always] = ~0
    for m in members where rows[m].isPresent {
      let own = bits + m * stride
      for w in 0..<stride { all[w] |= own[w] }
    }
  }

  /// A mention that says nothing.
  static let nothing = Mention(range: 0..<0, kind: "", section: .other)
}
