// The reports of an HL7 v2 ORU message: which orders share a text, its lines, and what is known beside it.

internal import Calx

/// One report of a message: orders (OBR) and the observations (OBX) and notes (NTE) behind them.
struct HL7Report: Sendable {
  let message: HL7Message
  /// OBR segments; several when one text answers several orders.
  var orders: [HL7Message.Segment]
  /// OBX and NTE segments in their order.
  var observations: [HL7Message.Segment]
  let encoding: TextEncoding?
  let tally: InputTally

  /// The reports of a message, at least one.
  ///
  /// Orders without an observation share the text of the next one that has some, or of the one before.
  static func all(
    in message: HL7Message, encoding: TextEncoding?, tally: InputTally
  ) -> [HL7Report] {
    func empty(_ orders: [HL7Message.Segment]) -> HL7Report {
      HL7Report(
        message: message, orders: orders, observations: [], encoding: encoding, tally: tally)
    }
    var reports: [HL7Report] = []
    for segment in message.segments {
      switch segment.name {
      case Array("OBR".utf8):
        if let last = reports.indices.last, !reports[last].hasObservation {
          reports[last].orders.append(segment)
        } else {
          reports.append(empty([segment]))
        }
      case Array("OBX".utf8):
        if reports.isEmpty { reports.append(empty([])) }
        reports[reports.count - 1].observations.append(segment)
      case Array("NTE".utf8):
        if !reports.isEmpty { reports[reports.count - 1].observations.append(segment) }
      default: break
      }
    }
    if reports.count > 1, let last = reports.last, !last.hasObservation {
      reports.removeLast()
      reports[reports.count - 1].orders += last.orders
      reports[reports.count - 1].observations += last.observations
    }
    return reports.isEmpty ? [empty([])] : reports
  }

  var hasObservation: Bool { observations.contains { $0.name == Array("OBX".utf8) } }

  private func order(_ number: Int) -> ArraySlice<UInt8> {
    for order in orders {
      let field = message.field(number, of: order)
      if !field.isEmpty { return field }
    }
    return []
  }

  /// OBR-25 (table 0123); nothing said is final.
  var status: String {
    let status = message.string(message.component(1, of: order(25)))
    return status.isEmpty ? "F" : status
  }

  /// What the report is among the versions of its accession number.
  var version: ReportVersion {
    let kind: ReportVersion.Kind =
      switch status {
      case "P", "R": .preliminary
      case "X": .withdrawn
      case "I", "O", "S", "Y", "Z": .registered
      default: .final
      }
    let accession = orders.first.map { message.field(3, of: $0) } ?? []
    var content = KeyHash()
    content.add(message.field(10, "MSH"))
    for segment in message.segments.dropFirst() { content.add(message.bytes[segment.range]) }
    return ReportVersion(
      key: accession.isEmpty ? nil : KeyHash.of(accession), kind: kind, content: content.value,
      hasText: !observations.isEmpty)
  }

  // MARK: - Report

  /// Decodes the report.
  ///
  /// - Throws: `RecordError` with code `no-text`, `charset`, `invalid-utf8`, `undecodable` or `binary`.
  func report(keep: Set<String>) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    var charset = encoding
    if charset == nil { charset = try message.declaredEncoding() }
    return try report(keep, charset ?? .utf8)
  }

  private func report(
    _ keep: Set<String>, _ charset: TextEncoding
  ) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    let id = try decoded(identifier, charset)
    var assembly = HL7Assembly(message: message, titles: .english)
    for segment in observations { assembly.add(segment) }
    tally.note("hl7-unknown-escape", assembly.unknown.count)
    tally.note("hl7-encapsulated", assembly.encapsulated)
    tally.note("hl7-not-text", assembly.notText)
    guard let text = assembly.text else {
      throw RecordError(
        code: "no-text",
        message: assembly.encapsulated > 0
          ? "the message has its text only in \(assembly.encapsulated) encapsulated document(s) (OBX-2 = ED or RP), which are not read; export the text too"
          : "the message has no OBX with text (TX, FT, ST, CE, CWE)", line: message.line, id: id)
    }
    var report = Report(
      id: id, text: try charset.decode(text, what: "text", line: message.line, id: id))
    try ReportDecoder.check(report.text, id: id, line: message.line)
    report.modality = try known(order(24), charset)
    report.exam = try known(examination, charset)
    report.status = status
    report.patient = try known(patient, charset)
    let sex = message.string(message.component(1, of: message.field(8, "PID"))).prefix(1).uppercased()
    report.sex = sex == "F" || sex == "M" ? sex : nil
    let performed = HL7Time(order(7)) ?? HL7Time(order(22)) ?? HL7Time(message.field(7, "MSH"))
    report.date = performed?.iso
    report.age = HL7Time(message.field(7, "PID")).flatMap { born in performed?.years(since: born) }
    return (report, try kept(keep, charset))
  }

  private var identifier: ArraySlice<UInt8> {
    for candidate in [order(3), order(2), message.field(10, "MSH")] {
      let id = message.component(1, of: candidate)
      if !id.isEmpty { return id }
    }
    return ArraySlice("line-\(message.line)".utf8)
  }

  /// OBR-4: the text of the code, or of its alternative, or the code.
  private var examination: ArraySlice<UInt8> {
    for part in [2, 5, 1] {
      let text = message.component(part, of: order(4))
      if !text.isEmpty { return text }
    }
    return []
  }

  /// PID-3: the repetition that is a medical record number, or the first.
  private var patient: ArraySlice<UInt8> {
    let field = message.field(3, "PID")
    let all = field.split(separator: message.repetition)
    let chosen = all.first { message.component(5, of: $0).elementsEqual("MR".utf8) } ?? all.first ?? []
    return message.component(1, of: chosen)
  }

  private func decoded(_ field: ArraySlice<UInt8>, _ charset: TextEncoding) throws(RecordError) -> String {
    var unknown = HL7Message.Unknown()
    let bytes = try charset.decode(
      message.text(field, unknown: &unknown), what: "field", line: message.line)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func known(_ field: ArraySlice<UInt8>, _ charset: TextEncoding) throws(RecordError) -> String? {
    let text = try decoded(field, charset)
    return text.isEmpty ? nil : text
  }

  /// Members to carry through: `accessions`, or a field such as `OBR-32`.
  private func kept(_ keep: Set<String>, _ charset: TextEncoding) throws(RecordError) -> [(String, [UInt8])] {
    var result: [(String, [UInt8])] = []
    for name in keep.sorted() {
      var json = JSONBytes()
      if name == "accessions" {
        var ids: [String] = []
        for order in orders {
          let id = try decoded(message.component(1, of: message.field(3, of: order)), charset)
          if !id.isEmpty, !ids.contains(id) { ids.append(id) }
        }
        json.list { j in for id in ids { j.string(id) } }
      } else {
        let parts = name.split(separator: "-")
        guard parts.count == 2, let number = Int(parts[1]), number > 0, number < 1_000,
          let segment = orders.first(where: { $0.name.elementsEqual(parts[0].utf8) })
            ?? message.segments.first(where: { $0.name.elementsEqual(parts[0].utf8) })
        else { continue }
        json.string(try decoded(message.field(number, of: segment), charset))
      }
      result.append((name, json.bytes))
    }
    return result
  }
}
