// Whether a rule about the examination could fire by the record alone: only then is a report without an anchor read whole.

/// The rules of the scope `exam`, as far as the fields of the record decide.
final class ExamRules: Sendable {
  private let conditions: ConditionProgram

  init(_ book: RuleBook) {
    conditions = ConditionProgram(
      book.rules.filter { $0.scope == .exam && $0.severity != nil }
        .map { $0.when.condition.terms(where: { $0.isOfRecord }) })
  }

  /// A rule could fire by modality, sex, age and name of the examination. Reports without a modality are not asked about.
  func ask(_ report: Report) -> Bool {
    if conditions.conditions.isEmpty || report.modality == nil { return false }
    let sheet = FactSheet(conditions.atoms, findings: 0)
    // Numbers first: they decide most reports without a look at words.
    if let age = report.age { sheet.number(sheet.report, .age, age) }
    let none = UnsafeBufferPointer<Int>(start: nil, count: 0)
    let slots = UnsafeBufferPointer<Finding>(start: nil, count: 0)
    return conditions.withEvaluator(sheet, none, slots) { e in
      let open = conditions.conditions.filter { e.mayHold(numbersOf: $0, for: sheet.report) }
      if open.isEmpty { return false }
      sheet.set(sheet.report, RecordFacts(report))
      return open.contains { e.holds($0, for: sheet.report) }
    }
  }
}
