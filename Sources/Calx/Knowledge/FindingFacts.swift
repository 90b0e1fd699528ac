// Fills the sheet of a report: slots, population, record, company and sections of each finding.

extension KnowledgeProgram {
  /// The facts of all findings, denied and past ones too, as far as they are known before they are explained.
  ///
  /// - Parameter words: ids of companions that the examination's name and modality imply.
  func sheet(
    _ findings: [Finding], _ mentions: [Mention], _ company: Company, _ record: RecordFacts, words: [Int]
  ) -> FactSheet {
    let sheet = FactSheet(conditions.atoms, findings: findings.count)
    sheet.set(sheet.record, record)
    for k in findings.indices {
      sheet.copy(sheet.record, to: k)
      sheet.set(k, slots: findings[k].slots)
      sheet.set(k, population(findings[k].slots.experiencer, record, company, words))
      state(company, of: k, as: company.of(k), in: sheet)
      var sections: UInt64 = 0
      for m in findings[k].mentions { sections |= 1 << UInt64(mentions[m].section.number) }
      sheet.set(k, sections: sections)
    }
    return sheet
  }

  /// The facts of a report without a finding: what its record, its company and its words say.
  func emptySheet(_ company: Company, _ record: RecordFacts, words: [Int]) -> FactSheet {
    let sheet = FactSheet(conditions.atoms, findings: 1)
    sheet.set(sheet.record, record)
    sheet.copy(sheet.record, to: 0)
    sheet.set(0, slots: FactSheet.nothing)
    sheet.set(0, population(.patient, record, company, words))
    state(company, of: 0, as: company.asserted, in: sheet)
    return sheet
  }

  private func state(_ company: Company, of k: Int, as own: UnsafePointer<UInt64>, in sheet: FactSheet) {
    sheet.set(k, .company, own)
    sheet.set(k, .history, company.history)
    sheet.set(k, .spoken, company.spoken)
  }

  /// The population of a finding: fetus by its experiencer, else by age, else by words of the report, else adult.
  private func population(
    _ experiencer: Experiencer, _ record: RecordFacts, _ company: Company, _ words: [Int]
  ) -> Population {
    Population.of(experiencer, age: record.age) { population in
      let number = population == .neonate ? neonate : population == .child ? child : nil
      return company.speaks(of: number) || number.map(words.contains) ?? false
    }
  }
}
