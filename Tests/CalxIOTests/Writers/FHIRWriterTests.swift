// FHIR: what each resource says, and how they refer to each other.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("FHIR R4") struct FHIRWriterTests {
  typealias Resource = [String: Any]

  static func resources(_ reports: [Report], _ change: (inout FHIRWriter) -> Void = { _ in }) throws
    -> [Resource]
  {
    var writer = FHIRWriter(system: "calx 1")
    change(&writer)
    return try parsed(try written(reports, by: writer))
  }

  static func parsed(_ lines: String) throws -> [Resource] {
    try lines.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Resource)
    }
  }

  static func report(_ text: String, date: String? = "2026-01-31", patient: String? = "P1") -> Report {
    var report = Report(id: "R/1", text)
    report.date = date
    report.patient = patient
    return report
  }

  /// The texts of the components with a name.
  static func components(_ name: String, _ r: Resource) -> [String] {
    ((r["component"] as? [Resource]) ?? []).filter { ($0["code"] as? Resource)?["text"] as? String == name }
      .map { c in
        if let concept = c["valueCodeableConcept"] as? Resource { return concept["text"] as? String ?? "" }
        if let quantity = c["valueQuantity"] as? Resource {
          return "\(quantity["value"] ?? "") \(quantity["code"] ?? "")"
        }
        return "\(c["valueInteger"] ?? "")"
      }
  }

  static func text(_ concept: Any?) -> String? { (concept as? Resource)?["text"] as? String }

  @Test("names its extension as Examples/fhir defines it")
  func extensionName() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let file = root.appending(path: "Examples/fhir/StructureDefinition-text-position.json")
    let definition = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? Resource
    #expect(definition?["url"] as? String == FHIRWriter.textPosition)
    let found = try Self.resources([Self.report("Stone in the left kidney.")])
    let names = (found.first?["extension"] as? [Resource])?.map { $0["url"] as? String }
    #expect(names == [FHIRWriter.textPosition])
  }

  @Test("tells a finding with its site, shape, size and number")
  func observation() throws {
    let all = try Self.resources([
      Self.report("Two calcified granulomas in the left upper lobe, 4.5 x 3 mm, stable. No gallstones.")
    ])
    #expect(all.map { $0["resourceType"] as? String } == ["Observation", "Observation"])
    let (first, second) = (all[0], all[1])
    #expect(first["status"] as? String == "preliminary")
    #expect(Self.text(first["valueCodeableConcept"]) == "present")
    #expect(Self.text(second["valueCodeableConcept"]) == "absent")
    #expect(Self.text(first["bodySite"]) == "left lung, upper lobe")
    #expect(Self.components("size", first) == ["4.5 mm", "3 mm"])
    #expect(Self.components("count", first) == ["2"] && Self.components("change", first) == ["stable"])
    #expect(first["effectiveDateTime"] as? String == "2026-01-31")
    #expect((first["note"] as? [Resource])?.first?["text"] as? String != nil)
  }

  @Test(
    "makes observations only of what is or was the patient's or the fetus's",
    arguments: [
      ("A stone in the left kidney.", ["present"]), ("Possible stone in the left kidney.", ["indeterminate"]),
      ("HISTORY: History of kidney stones.", ["present"]), ("HISTORY: Mother with kidney stones.", []),
      ("INDICATION: Rule out kidney stones.", []),
      ("Single fetus. Calcification in the fetal liver.", ["present"]), ("Normal.", []),
    ])
  func whose(_ text: String, _ values: [String]) throws {
    let all = try Self.resources([Self.report(text)]).filter {
      $0["resourceType"] as? String == "Observation"
    }
    #expect(all.map { Self.text($0["valueCodeableConcept"]) } == values)
    if text.contains("History of") {
      #expect(Self.components("temporality", all[0]) == ["historical"] && all[0]["effectiveDateTime"] == nil)
    }
    if text.contains("fetus") { #expect(Self.text(all[0]["bodySite"]) == "fetus: liver") }
  }

  @Test("asks for what the report recommends, with the days that follow from its date")
  func task() throws {
    let all = try Self.resources([
      Self.report("A 4 mm stone in the left kidney. CT in 6-12 months is recommended.")
    ])
    let task = try #require(all.last)
    #expect(task["resourceType"] as? String == "Task")
    #expect(task["status"] as? String == "requested" && task["intent"] as? String == "proposal")
    let period = (task["restriction"] as? Resource)?["period"] as? [String: String]
    let start = CalendarDate("2026-01-31")?.adding(days: 180)?.description
    let end = CalendarDate("2026-01-31")?.adding(days: 360)?.description
    #expect(period == ["start": start, "end": end].compactMapValues { $0 })
    let references = ((task["input"] as? [Resource]) ?? []).compactMap {
      ($0["valueReference"] as? Resource)?["reference"] as? String
    }
    #expect(references == ["Observation/\(all[0]["id"] as? String ?? "")"])
  }

  @Test(
    "sets no day without a date, and no task when nothing is needed",
    arguments: [
      ("A stone in the left kidney. CT in 3 months is recommended.", nil, 1),
      ("A stone in the left kidney. CT in 3 months is recommended.", "31/01/2026", 1),
      ("A stone in the left kidney. No follow-up is needed.", "2026-01-31", 0),
    ] as [(String, String?, Int)])
  func noDay(_ text: String, _ date: String?, _ count: Int) throws {
    let tasks = try Self.resources([Self.report(text, date: date)]).filter {
      $0["resourceType"] as? String == "Task"
    }
    #expect(tasks.count == count)
    #expect(tasks.allSatisfy { $0["restriction"] == nil })
  }

  @Test(
    "makes an issue of each flag from check on",
    arguments: [
      (Flag.Severity.info, nil), (.check, "low"), (.action, "moderate"), (.critical, "high"),
    ] as [(Flag.Severity, String?)])
  func issue(_ severity: Flag.Severity, _ expected: String?) throws {
    let report = Self.report("A stone in the left kidney.")
    var scratch = Analyzer.Scratch()
    var analysis = try Analyzer(lexicon: .shared).analyze(report, using: &scratch)
    analysis.flags = []
    for finding in ["f1", nil, "f9"] {
      analysis.flags.append(
        Flag(rule: "QA7", severity: severity, finding: finding, message: "why?", evidence: [], sources: []))
    }
    analysis.flags.append(analysis.flags[0])
    var bytes: [UInt8] = []
    try FHIRWriter(system: "").write(report, analysis, kept: [], into: &bytes)
    let all = try Self.parsed(String(decoding: bytes, as: UTF8.self))
    let issues = all.filter { $0["resourceType"] as? String == "DetectedIssue" }
    #expect(
      issues.map { $0["severity"] as? String } == Array(repeating: expected, count: expected == nil ? 0 : 4))
    #expect(Set(issues.compactMap { $0["id"] as? String }).count == issues.count)
    for (i, issue) in issues.enumerated() {
      #expect(issue["detail"] as? String == "why?" && Self.text(issue["code"]) == "QA7")
      let named = ((issue["evidence"] as? [Resource])?.first?["detail"] as? [Resource])?.first?["reference"]
      #expect(named as? String == ([0, 3].contains(i) ? "Observation/\(all[0]["id"] ?? "")" : nil))
    }
  }

  @Test(
    "refers to the report and the patient by identifier, and literally where their ids are FHIR's",
    arguments: [
      ("a-1", "P.1", false, nil, nil), ("a-1", "P.1", true, "DiagnosticReport/a-1", "Patient/P.1"),
      ("a/1", "P 1", true, nil, nil),
      ("DiagnosticReport/x", "Patient/y", false, "DiagnosticReport/x", "Patient/y"),
      (String(repeating: "x", count: 65), "é", true, nil, nil),
    ] as [(String, String, Bool, String?, String?)])
  func references(_ id: String, _ patient: String, _ literal: Bool, _ report: String?, _ subject: String?)
    throws
  {
    var input = Report(id: id, "A stone in the left kidney.")
    input.patient = patient
    let r = try #require(try Self.resources([input]) { $0.literalReferences = literal }.first)
    let focus = try #require((r["focus"] as? [Resource])?.first)
    let whose = try #require(r["subject"] as? Resource)
    #expect(focus["reference"] as? String == report && whose["reference"] as? String == subject)
    if report == nil { #expect((focus["identifier"] as? Resource)?["value"] as? String == id) }
    if subject == nil { #expect((whose["identifier"] as? Resource)?["value"] as? String == patient) }
  }

  @Test("gives the same thing the same id, and different things different ones")
  func ids() throws {
    let text = "Stones in both kidneys and the gallbladder. CT is recommended."
    let reports = ["a", "b"].map { Report(id: $0, text) }
    let ids = try Self.resources(reports).compactMap { $0["id"] as? String }
    #expect(Set(ids).count == ids.count && ids.count >= 6)
    #expect(try Self.resources([reports[1]]).compactMap { $0["id"] as? String } == ids.suffix(ids.count / 2))
  }

  @Test("leaves out all text when asked to")
  func noText() throws {
    let lines = try written(
      [Self.report("A peculiar stone in the lower pole of the left kidney. CT in 3 months is recommended.")],
      by: { () -> FHIRWriter in
        var writer = FHIRWriter(system: "")
        writer.noText = true
        return writer
      }())
    for word in ["peculiar", "lower pole", "recommended.\""] { #expect(!lines.contains(word)) }
    #expect(lines.contains("\"left kidney\"") && lines.contains("\"Task\""))
  }

  @Test("gives a failed record an outcome, with text that FHIR admits")
  func failed() throws {
    var bytes: [UInt8] = []
    FHIRWriter(system: "").write(RecordError(code: "c", message: "m\u{01}", line: 3, id: "x"), into: &bytes)
    let outcome = try #require(try Self.parsed(String(decoding: bytes, as: UTF8.self)).first)
    #expect(outcome["resourceType"] as? String == "OperationOutcome")
    let issue = try #require((outcome["issue"] as? [Resource])?.first)
    #expect(issue["diagnostics"] as? String == "m  (record x, line 3)" && Self.text(issue["details"]) == "c")
  }
}
