// FHIR R4 as NDJSON: what was found, what a reviewer should look at, and what the report asks to be done.

public import Calx
import FoundationEssentials

/// For each report an Observation a finding, a DetectedIssue a flag and a Task a recommended follow-up, one resource a
/// line; for a record that failed an OperationOutcome. All are a machine's reading that nobody has confirmed
/// (`preliminary`, `proposal`).
///
/// A finding that is not the patient's own (a relative's), or that is only asked about, is no Observation.
public struct FHIRWriter: RecordWriter {
  /// The name of the extension with the place in the text, which `Examples/fhir` defines. FHIR prefers an address; a project
  /// without a domain of its own has none to give, and `urn:uuid:` can be no one else's.
  public static let textPosition = "urn:uuid:aab88492-e3d1-408b-9c89-cb6472ebb143"

  /// Leave out all stretches of report text.
  public var noText = false
  /// Unit of the offsets.
  public var unit: OffsetMap.Unit = .codepoint
  /// The ids of reports and patients are FHIR ids: refer to `DiagnosticReport/ID` and `Patient/ID`, not by identifier.
  public var literalReferences = false
  private let device: FHIR.Reference

  /// A writer of resources that were made by `system` (name and versions).
  public init(system: String) { device = FHIR.Reference(display: system) }

  /// Appends one report's resources.
  ///
  /// - Throws: `RecordError` with the code `internal` when a value cannot be encoded.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) throws(RecordError) {
    let findings = analysis.findings.filter { Self.isObservation($0.slots) }
    let flags = analysis.flags.filter { $0.severity >= .check }
    let advice = analysis.recommendations.filter { !$0.negated }
    if findings.isEmpty && flags.isEmpty && advice.isEmpty { return }
    let names = Set(findings.map(\.id))
    let map = OffsetMap(report.text, unit: unit)
    var out: [UInt8] = []
    let encoder = Self.encoder()
    for f in findings { try append(observation(f, report, analysis, map), to: &out, encoder, report.id) }
    var seen: [String: Int] = [:]
    for flag in flags {
      let name = "\(flag.rule)/\(flag.finding ?? "")"
      seen[name, default: 0] += 1
      let issue = issue(flag, "\(name)/\(seen[name, default: 0])", report, names)
      try append(issue, to: &out, encoder, report.id)
    }
    for (i, r) in advice.enumerated() {
      try append(task(r, i + 1, report, names), to: &out, encoder, report.id)
    }
    bytes += out
  }

  /// Appends the outcome of a record that failed.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    var place = error.id.map { ["record \($0)"] } ?? []
    if let line = error.line { place.append("line \(line)") }
    let diagnostics = error.message + (place.isEmpty ? "" : " (\(place.joined(separator: ", ")))")
    let issue = FHIR.OperationOutcome.Issue(
      code: "invalid", details: .init(error.code), diagnostics: Self.plain(diagnostics) ?? error.code)
    try? append(FHIR.OperationOutcome(issue: [issue]), to: &bytes, Self.encoder(), error.id ?? "")
  }

  /// Something of the patient, or of the fetus, that is or was there or not.
  private static func isObservation(_ m: Mention) -> Bool {
    (m.experiencer == .patient || m.experiencer == .fetus) && m.temporality != .hypothetical
  }

  /// Workers share a writer, so each report has an encoder of its own.
  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  private func append(
    _ resource: some Encodable, to bytes: inout [UInt8], _ encoder: JSONEncoder, _ id: String
  ) throws(RecordError) {
    guard let data = try? encoder.encode(resource) else {
      throw RecordError(code: "internal", message: "a resource could not be encoded", id: id)
    }
    bytes.append(contentsOf: data)
    bytes.append(10)
  }

  private func observation(
    _ f: Finding, _ report: Report, _ analysis: Analysis, _ map: OffsetMap
  ) -> FHIR.Observation {
    let m = f.slots
    let codings = f.codes.compactMap { code in
      Self.systems[code.system].map { FHIR.Coding(system: $0, code: code.code) }
    }
    let presence =
      switch m.presence {
      case .present: "present"
      case .absent: "absent"
      case .possible: "indeterminate"
      }
    let components = components(m)
    return FHIR.Observation(
      id: Self.id("Observation", f.id, report),
      extension: f.mentions.map { position(analysis.mentions[$0].range, map) },
      code: FHIR.CodeableConcept(coding: codings.isEmpty ? nil : codings, m.kind),
      subject: patient(report), focus: [self.report(report)],
      effectiveDateTime: m.temporality == .current ? day(report)?.description : nil,
      valueCodeableConcept: FHIR.CodeableConcept(presence),
      bodySite: site(m), device: device, note: note(f, report, analysis),
      component: components.isEmpty ? nil : components)
  }

  /// The URIs of the code systems that a finding's confirmed codes come from.
  private static let systems = [
    "radlex": "http://www.radlex.org", "icd10cm": "http://hl7.org/fhir/sid/icd-10-cm",
  ]

  private func position(_ range: Range<Int>, _ map: OffsetMap) -> FHIR.Extension {
    FHIR.Extension(
      url: Self.textPosition,
      extension: [
        FHIR.Extension(url: "start", valueInteger: map.offset(range.lowerBound)),
        FHIR.Extension(url: "end", valueInteger: map.offset(range.upperBound)),
        FHIR.Extension(url: "unit", valueCode: unit.rawValue),
      ])
  }

  private func site(_ m: Mention) -> FHIR.CodeableConcept? {
    guard let organ = m.organ else { return nil }
    var text = [m.laterality?.rawValue, organ.replacing("-", with: " ")].compactMap { $0 }.joined(
      separator: " ")
    if !noText, let part = m.part.flatMap(Self.plain) { text += ", " + part }
    // The subject is the mother: say whose liver it is.
    return FHIR.CodeableConcept(m.experiencer == .fetus ? "fetus: " + text : text)
  }

  private func components(_ m: Mention) -> [FHIR.Observation.Component] {
    func words(_ name: String, _ values: [String?]) -> [FHIR.Observation.Component] {
      values.compactMap { $0 }.map { .init(code: .init(name), valueCodeableConcept: .init($0)) }
    }
    var all = words("host", [m.host]) + words("morphology", m.morphology)
    all += words("distribution", m.distribution) + words("severity", [m.severity?.rawValue])
    all += m.sizeMM.map { .init(code: .init("size"), valueQuantity: .millimetres($0)) }
    all += words("size in words", [m.sizeWord]) + words("multiplicity", [m.multiplicity?.rawValue])
    if let count = m.count { all.append(.init(code: .init("count"), valueInteger: count)) }
    all += words("change", [m.change?.rawValue])
    all += words("temporality", [m.temporality == .current ? nil : m.temporality.rawValue])
    all += words("experiencer", [m.experiencer == .patient ? nil : m.experiencer.rawValue])
    return all
  }

  private func note(_ f: Finding, _ report: Report, _ analysis: Analysis) -> [FHIR.Annotation]? {
    guard let first = f.mentions.first else { return nil }
    let around = Excerpt.around(analysis.mentions[first].range, in: report.text, limit: 250)
    return text(around, report).map { [FHIR.Annotation(text: $0)] }
  }

  private func issue(_ flag: Flag, _ name: String, _ report: Report, _ observations: Set<String>)
    -> FHIR.DetectedIssue
  {
    let severity =
      switch flag.severity {
      case .info, .check: "low"
      case .action: "moderate"
      case .critical: "high"
      }
    let evidence = flag.finding.flatMap { observations.contains($0) ? observationReference($0, report) : nil }
    return FHIR.DetectedIssue(
      id: Self.id("DetectedIssue", name, report), code: FHIR.CodeableConcept(flag.rule), severity: severity,
      patient: patient(report), author: device, implicated: [self.report(report)],
      evidence: evidence.map { [.init(detail: [$0])] }, detail: Self.plain(flag.message) ?? flag.rule)
  }

  private func task(_ r: Recommendation, _ number: Int, _ report: Report, _ observations: Set<String>)
    -> FHIR.Task
  {
    var input: [FHIR.Task.Input] = r.findings.filter(observations.contains).map {
      .init(type: .init("finding"), valueReference: observationReference($0, report))
    }
    if let modality = r.modality.flatMap(Self.plain) {
      input.append(.init(type: .init("modality"), valueString: modality))
    }
    var restriction: FHIR.Task.Restriction?
    if let low = r.intervalDays?.min(), let high = r.intervalDays?.max() {
      input.append(.init(type: .init("interval"), valueRange: .init(low: .days(low), high: .days(high))))
      if let day = day(report), let end = day.adding(days: high) {
        let start = low == high ? nil : day.adding(days: low)
        restriction = .init(period: .init(start: start?.description, end: end.description))
      }
    }
    return FHIR.Task(
      id: Self.id("Task", String(number), report),
      statusReason: r.conditional ? .init("depends on a condition in the report") : nil,
      description: text(r.range, report), focus: self.report(report), for: patient(report),
      restriction: restriction, input: input.isEmpty ? nil : input)
  }

  private func day(_ report: Report) -> CalendarDate? { report.date.flatMap { CalendarDate($0) } }

  private func observationReference(_ finding: String, _ report: Report) -> FHIR.Reference {
    FHIR.Reference(reference: "Observation/" + Self.id("Observation", finding, report))
  }

  private func report(_ report: Report) -> FHIR.Reference { refer("DiagnosticReport", report.id) }

  private func patient(_ report: Report) -> FHIR.Reference? {
    report.patient.flatMap { Self.plain($0) == nil ? nil : refer("Patient", $0) }
  }

  /// A reference by FHIR id where the value is one, by identifier otherwise.
  private func refer(_ type: String, _ value: String) -> FHIR.Reference {
    let prefix = type + "/"
    let isReference = value.hasPrefix(prefix)
    let id = isReference ? String(value.dropFirst(prefix.count)) : value
    if isReference || literalReferences, Self.isID(id) { return FHIR.Reference(reference: prefix + id) }
    guard let plain = Self.plain(value) else {
      return FHIR.Reference(type: type, display: "without an id")
    }
    return FHIR.Reference(type: type, identifier: .init(value: plain))
  }

  private static func isID(_ value: String) -> Bool {
    (1...64).contains(value.utf8.count)
      && value.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46
      }
  }

  /// An id that is the same for the same thing in every run: 40 digits of a digest.
  private static func id(_ type: String, _ name: String, _ report: Report) -> String {
    String(SHA256.hex(Array("\(report.id)\0\(type)/\(name)".utf8)).prefix(40))
  }

  private func text(_ range: Range<Int>, _ report: Report) -> String? {
    noText ? nil : Self.plain(String(decoding: report.text[range], as: UTF8.self))
  }

  /// Text as a FHIR string may be: no control characters but tab and line ends, and not blank.
  private static func plain(_ text: String) -> String? {
    if text.allSatisfy(\.isWhitespace) { return nil }
    var scalars = String.UnicodeScalarView()
    for s in text.unicodeScalars {
      scalars.append(s.value < 32 && s != "\t" && s != "\n" && s != "\r" ? " " : s)
    }
    return String(scalars)
  }
}
