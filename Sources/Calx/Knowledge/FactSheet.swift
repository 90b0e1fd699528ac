// What conditions are asked about: a row of bits and numbers for each finding of a report, and one for the report.

/// The facts of a report's findings, ready to be asked. A class that owns its memory; one worker's, for one report.
///
/// Rows `0..<findings` are the findings; the row `report` is what holds of the report as a whole, and behind it stand the
/// atoms that any finding has which is evidence for others.
final class FactSheet {
  /// What a row holds besides its atoms. A number that is not stated is no number.
  struct Row {
    /// Bits by `FactName.number`.
    var stated: UInt64 = 0
    /// Bits by `SectionName.number`.
    var sections = 0
    /// There, and now: evidence for other findings.
    var isPresent = false
    /// Findings of one organ share it; negative without an organ.
    var organ = -1
    var population = Population.adult
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

  let atoms: AtomTable
  let findings: Int
  let rows: UnsafeMutablePointer<Row>
  let bits: UnsafeMutablePointer<UInt64>
  let stride: Int
  private var organs: [String] = []

  /// The row of the report.
  var report: Int { findings }

  init(_ atoms: AtomTable, findings: Int) {
    self.atoms = atoms
    self.findings = findings
    stride = atoms.stride
    rows = .allocate(capacity: findings + 1)
    rows.initialize(repeating: Row(), count: findings + 1)
    bits = .allocate(capacity: (findings + 2) * stride)
    bits.initialize(repeating: 0, count: (findings + 2) * stride)
  }

  deinit {
    rows.deallocate()
    bits.deallocate()
  }

  // MARK: - Setting

  /// States a slot's word.
  func set(_ row: Int, _ name: FactName, _ word: String) {
    rows[row].stated |= 1 << UInt64(name.number)
    if let atom = atoms.atom(name, word) { set(row, atom) }
    if atoms.hasNeedles(name) { atoms.needles(name, in: word) { set(row, $0) } }
  }

  @inline(__always) private func set(_ row: Int, _ atom: Int) {
    bits[row * stride + atom / 64] |= 1 << UInt64(atom % 64)
  }

  /// States a slot by the atom of its word, nil where no condition asks for the word.
  func set(_ row: Int, _ name: FactName, atom: Int?) {
    rows[row].stated |= 1 << UInt64(name.number)
    if let atom { set(row, atom) }
  }

  /// States one companion.
  func set(_ row: Int, _ name: FactName, companion: Int) {
    set(row, name, atom: atoms.block(name).firstWord * 64 + companion)
  }

  /// Takes over what another row says of a slot.
  func copy(_ name: FactName, of row: Int, to other: Int) {
    let block = atoms.block(name)
    for w in block.firstWord..<(block.firstWord + block.words) {
      bits[other * stride + w] |= bits[row * stride + w]
    }
    rows[other].stated |= rows[row].stated & 1 << UInt64(name.number)
  }

  /// Takes over all that another row says.
  func copy(_ row: Int, to other: Int) {
    rows[other] = rows[row]
    (bits + other * stride).update(from: bits + row * stride, count: stride)
  }

  /// States companions by their numbers.
  func set(_ row: Int, _ name: FactName, _ companions: UnsafePointer<UInt64>) {
    let block = atoms.block(name)
    var any: UInt64 = 0
    for w in 0..<block.words {
      bits[row * stride + block.firstWord + w] |= companions[w]
      any |= companions[w]
    }
    if any != 0 { rows[row].stated |= 1 << UInt64(name.number) }
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
    rows[row].stated |= 1 << UInt64(name.number)
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
    set(row, .kind, m.kind)
    if let organ = m.organ {
      set(row, .organ, organ)
      if let known = organs.firstIndex(of: organ) {
        rows[row].organ = known
      } else {
        rows[row].organ = organs.count
        organs.append(organ)
      }
    }
    if let part = m.part { set(row, .part, part) }
    if let side = m.laterality { set(row, .laterality, side.rawValue) }
    if let host = m.host { set(row, .host, host) }
    if let multiplicity = m.multiplicity { set(row, .multiplicity, multiplicity.rawValue) }
    if let count = m.count { number(row, .count, Double(count)) }
    if let size = m.sizeMM.max() { number(row, .size, size) }
    if let word = m.sizeWord { set(row, .sizeWord, word) }
    for word in m.morphology { set(row, .morphology, word) }
    for word in m.distribution { set(row, .distribution, word) }
    if let severity = m.severity {
      set(row, .severity, severity.rawValue)
      number(row, .severity, Double(severity.number))
    }
    if let change = m.change { set(row, .change, change.rawValue) }
    set(row, .presence, m.presence.rawValue)
    set(row, .temporality, m.temporality.rawValue)
    set(row, .experiencer, m.experiencer.rawValue)
    if m.statedCause != nil { rows[row].stated |= 1 << UInt64(FactName.statedCause.number) }
    if m.recommendation != nil { rows[row].stated |= 1 << UInt64(FactName.recommendation.number) }
    rows[row].isPresent = m.presence == .present && m.temporality == .current
  }

  func set(_ row: Int, _ population: Population) {
    set(row, .population, population.rawValue)
    rows[row].population = population
  }

  func set(_ row: Int, urgency: Urgency) {
    set(row, .urgency, urgency.rawValue)
    number(row, .urgency, Double(urgency.number))
  }

  // MARK: - The report as a whole

  private static let joinedSlots: [FactName] = [.company, .history]
  private static let ruleSlots: [FactName] = [
    .layout, .concluded, .answered, .asked, .advice, .workup, .conflict, .missing, .spoken,
  ]

  /// Makes the report's row: the record, the company of all `members`, and what rules know of the first.
  func join(_ members: UnsafeBufferPointer<Int>, _ record: RecordFacts) {
    guard let first = members.first else { return }
    let report = self.report
    rows[report] = Row()
    (bits + report * stride).update(repeating: 0, count: stride)
    set(report, slots: Self.nothing)
    set(report, record)
    set(report, rows[first].population)
    for m in members {
      for name in Self.joinedSlots { copy(name, of: m, to: report) }
      rows[report].sections |= rows[m].sections
    }
    for name in Self.ruleSlots { copy(name, of: first, to: report) }
    gatherPresent(members)
    var urgency = -1.0
    for m in members where rows[m].urgency > urgency { urgency = rows[m].urgency }
    if urgency >= 0 { set(report, urgency: Urgency.allCases[Int(urgency)]) }
  }

  /// Gathers the atoms of the `members` that are evidence for others.
  private func gatherPresent(_ members: UnsafeBufferPointer<Int>) {
    let all = bits + (report + 1) * stride
    all.update(repeating: 0, count: stride)
    for m in members where rows[m].isPresent {
      let own = bits + m * stride
      for w in 0..<stride { all[w] |= own[w] }
    }
  }

  /// A mention that says nothing.
  static let nothing = Mention(range: 0..<0, kind: "", section: .other)
}
