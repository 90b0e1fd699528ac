// Reads Fixtures/knowledge/expected.tsv and builds analyses from its rows, without any report text.

import Foundation
import Testing

@testable import Calx

enum KnowledgeFixture {
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
    func explained(by base: KnowledgeBase) -> Analysis {
      var analysis = analysis
      Reasoner(base: base).explain(&analysis, report: report, companions: hits(analysis.findings.count))
      return analysis
    }

    /// The site of the first finding.
    func site(in base: KnowledgeBase) -> String? {
      let record = RecordFacts(report)
      let facts = analysis.findings.map { f in
        Facts(
          slots: f.slots, population: Population.of(f.slots, age: record.age, words: []), record: record,
          company: company.split(separator: ",").map(String.init))
      }
      return Reasoner(base: base).site(0, ConditionEvaluator(facts)).map { base.sites[$0].id }
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

    private func hits(_ findings: Int) -> [CompanionHit] {
      func hits(_ ids: String, _ state: CompanionHit.State) -> [CompanionHit] {
        ids.split(separator: ",").map { id in
          CompanionHit(
            id: String(id), range: 0..<0, sentence: 0, section: .findings, state: state,
            near: Array(0..<findings))
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
