// Reads Fixtures/knowledge/expected.tsv and builds analyses from its rows, without any report text.

import Foundation
import Synchronization
import Testing

@testable import Calx

enum KnowledgeFixture {
  /// Programs by the version of their base: a table of tests asks for one and the same.
  private static let programs = Mutex<[String: KnowledgeProgram]>([:])

  private static let lexicon = Result { try Lexicon.builtIn() }

  static func program(_ base: KnowledgeBase) throws -> KnowledgeProgram {
    let lexicon = try lexicon.get()
    return programs.withLock { programs in
      if let program = programs[base.version] { return program }
      let program = KnowledgeProgram(base, .shared, lexicon)
      programs[base.version] = program
      return program
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var site = "-"
    var findings: String
    var record = ""
    var denied = ""
    var company = ""
    var history = ""
    var cause = ""
    var urgency = ""
    var workup = ""

    var testDescription: String { "\(site) \(findings) \(record) \(company) \(history) \(workup)" }

    /// The analysis that the row describes, explained.
    ///
    /// - Parameter memo: where explanations are kept; nil to make each anew.
    func explained(by base: KnowledgeBase, memo: ExplanationMemo? = nil) throws -> Analysis {
      let program = try KnowledgeFixture.program(base)
      var analysis = analysis
      let record = RecordFacts(report)
      let company = Company(
        hits(analysis.findings.count, program.companions), findings: analysis.findings.count,
        program.companions)
      let sheet = program.sheet(analysis.findings, analysis.mentions, company, record, words: [])
      Reasoner(program: program, memo: memo).explain(&analysis.findings, sheet, company)
      return analysis
    }

    /// The site of the first finding.
    func site(in base: KnowledgeBase) throws -> String? {
      let program = try KnowledgeFixture.program(base)
      let analysis = analysis
      let record = RecordFacts(report)
      let company = Company(
        hits(analysis.findings.count, program.companions), findings: analysis.findings.count,
        program.companions)
      let sheet = program.sheet(analysis.findings, analysis.mentions, company, record, words: [])
      if analysis.findings[0].slots.organ == nil { return nil }
      return Array(analysis.findings.indices).withUnsafeBufferPointer { members in
        sheet.join(members)
        return analysis.findings.withUnsafeBufferPointer { findings in
          program.conditions.withEvaluator(sheet, members, findings) { e in
            Reasoner(program: program).site(sheet.rows[0].place, 0, e).map { base.sites[$0].id }
          }
        }
      }
    }

    private var analysis: Analysis {
      var analysis = Analysis()
      for (i, text) in findings.components(separatedBy: " + ").enumerated() {
        let mention = KnowledgeFixture.mention(text)
        analysis.mentions.append(mention)
        analysis.findings.append(Finding(id: "f\(i + 1)", mentions: [i], slots: mention))
      }
      return analysis
    }

    private var report: Report {
      var report = Report(id: "t", "")
      for pair in record.split(separator: " ") {
        let parts = pair.split(separator: "=").map(String.init)
        switch parts[0] {
        case "age": report.age = Double(parts[1])
        case "sex": report.sex = parts[1]
        case "modality": report.modality = parts[1]
        case "region": report.region = parts[1]
        default: fatalError("unknown record field in \(record)")
        }
      }
      return report
    }

    private func hits(_ findings: Int, _ companions: CompanionNumbers) -> [CompanionHit] {
      func hits(_ ids: String, _ state: CompanionHit.State) -> [CompanionHit] {
        ids.split(separator: ",").map { id in
          guard let number = companions.number(of: String(id)) else { fatalError("unknown companion \(id)") }
          return CompanionHit(
            companion: number, range: 0..<0, section: .findings, state: state,
            near: FindingSet(0..<findings))
        }
      }
      return hits(company, .present) + hits(history, .past) + hits(denied, .denied)
    }
  }

  /// `organ=liver kind=calcification part=upper_lobe morphology=fine,linear`.
  static func mention(_ text: String) -> Mention {
    var m = Mention(range: 0..<0, kind: "calcification", section: .findings)
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=").map(String.init)
      let value = parts[1].replacingOccurrences(of: "_", with: " ")
      let list = value.split(separator: ",").map(String.init)
      switch parts[0] {
      case "organ": m.organ = value
      case "kind": m.kind = value
      case "part": m.part = value
      case "host": m.host = value
      case "laterality": m.laterality = Laterality(rawValue: value)
      case "multiplicity": m.multiplicity = Multiplicity(rawValue: value)
      case "count": m.count = Int(value)
      case "size": m.sizeMM = list.compactMap(Double.init)
      case "size_word": m.sizeWord = value
      case "morphology": m.morphology = list
      case "distribution": m.distribution = list
      case "severity": m.severity = Severity(rawValue: value)
      case "change": m.change = Change(rawValue: value)
      case "presence": m.presence = Presence(rawValue: value) ?? .present
      case "temporality": m.temporality = Temporality(rawValue: value) ?? .current
      case "experiencer": m.experiencer = Experiencer(rawValue: value) ?? .patient
      default: fatalError("unknown slot in \(text)")
      }
    }
    return m
  }

  static func rows() -> [Row] {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let text = try? String(contentsOfFile: "/\(path)/Fixtures/knowledge/expected.tsv", encoding: .utf8)
    else {
      return []
    }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
      let c = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Row(
        site: c[0], findings: c[1], record: c[2], company: c[3], history: c[4], cause: c[5], urgency: c[6],
        workup: c[7])
    }
  }
}
