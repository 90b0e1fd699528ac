// The report that a DiagnosticReport holds: which of its forms has the text, and what is known beside it.

internal import Calx
internal import FoundationEssentials

/// A DiagnosticReport and where its text may be.
struct FHIRReport: Sendable {
  let bytes: [UInt8]
  let place: FHIRScanner.Place
  let encoding: TextEncoding?
  let binaries: FHIRBinaries

  /// Decodes the report.
  ///
  /// - Throws: `RecordError` with code `invalid-utf8`, `fhir-invalid`, `text-not-inline`, `text-not-read`, `no-text`,
  ///   `base64`, `charset` or one of the text.
  func report(keep: Set<String>) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    _ = try TextEncoding.utf8.decode(bytes, what: place.words, line: place.line)
    let resource: FHIRInput.DiagnosticReport
    do {
      resource = try JSONDecoder().decode(FHIRInput.DiagnosticReport.self, from: Data(bytes))
    } catch {
      throw RecordError(
        code: "fhir-invalid", message: "\(place.words): \(Self.reason(error))", line: place.line)
    }
    let id = resource.accession ?? resource.id ?? place.words.replacing(" ", with: "-")
    var report = Report(id: id, text: try text(resource, id))
    try ReportDecoder.check(report.text, id: id, line: place.line)
    report.modality = resource.modality
    report.exam = resource.code?.name
    report.status = resource.status.flatMap { Self.statuses[$0] }
    report.patient = resource.subject?.reference.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    report.date = resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued
    return (report, keep.isEmpty ? [] : kept(keep))
  }

  /// Where and why the resource does not fit, without a word of its content.
  private static func reason(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return path.isEmpty ? "the resource" : path.joined(separator: ".")
    }
    switch error as? DecodingError {
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(path(context)) is not of the type that FHIR gives it"
    case .keyNotFound(let key, let context): return "\(path(context)) has no \(key.stringValue)"
    case .dataCorrupted(let context): return "\(path(context)) cannot be decoded"
    default: return "the resource cannot be decoded"
    }
  }

  /// Statuses of DiagnosticReport by those of HL7 v2 (hl7.org/fhir/uv/v2mappings).
  private static let statuses = [
    "registered": "O", "partial": "P", "preliminary": "P", "modified": "P", "final": "F", "amended": "C",
    "corrected": "C", "appended": "A", "cancelled": "X", "entered-in-error": "X",
  ]

  /// Members of the resource as they stand.
  private func kept(_ keep: Set<String>) -> [(String, [UInt8])] {
    var result: [(String, [UInt8])] = []
    bytes.withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      _ = try? scanner.object { key, value in
        guard keep.contains(key) else { return }
        switch value {
        case .raw(let range): result.append((key, Array(p[range])))
        case .string(let s):
          var json = JSONBytes()
          json.string(utf8: s)
          result.append((key, json.bytes))
        }
      }
    }
    return result
  }

  // MARK: - Text

  private enum Form: Int { case plain, html, rtf }

  private static func form(_ type: String?) -> Form? {
    let name = type?.split(separator: ";").first?.split(separator: " ").first?.lowercased() ?? ""
    switch name {
    case "text/plain": return .plain
    case "text/html", "application/xhtml+xml": return .html
    case "text/rtf", "application/rtf", "text/richtext": return .rtf
    default: return nil
    }
  }

  /// The text, from the form that has most of it: plain, HTML, RTF, a Binary, the narrative, the conclusion.
  private func text(_ resource: FHIRInput.DiagnosticReport, _ id: String) throws(RecordError) -> [UInt8] {
    let attachments = resource.presentedForm ?? []
    for form in [Form.plain, .html, .rtf] {
      for attachment in attachments where Self.form(attachment.contentType) == form {
        guard let data = attachment.data, !data.isEmpty else { continue }
        if let text = try decoded(data, attachment.contentType, form, id) { return text }
      }
    }
    var unresolved = 0
    for attachment in attachments where attachment.data?.isEmpty ?? true {
      guard let url = attachment.url else { continue }
      guard let binary = binary(url, resource) else {
        unresolved += 1
        continue
      }
      let type = binary.contentType ?? attachment.contentType
      guard let form = Self.form(type), let data = binary.data ?? binary.content else { continue }
      if let text = try decoded(data, type, form, id) { return text }
    }
    if let div = resource.text?.div {
      let text = HTMLText.plain(Array(div.utf8))
      if Self.hasWords(text) { return text }
    }
    if let conclusion = resource.conclusion, Self.hasWords(Array(conclusion.utf8)) {
      // A conclusion is the impression and nothing else.
      let text = Array(conclusion.utf8)
      let first = text.split(separator: 10).first { Self.hasWords(Array($0)) } ?? []
      guard let title = SectionTitles.english.line(.impression), !SectionTitles.english.begins(first) else {
        return text
      }
      return title + [10] + text
    }
    throw missing(attachments, unresolved: unresolved, id)
  }

  private func missing(_ attachments: [FHIRInput.Attachment], unresolved: Int, _ id: String) -> RecordError {
    let (code, message): (String, String) =
      if unresolved > 0 {
        (
          "text-not-inline",
          "presentedForm has its text only behind a url; fetch the Binary resources and read them together with the reports"
        )
      } else if attachments.contains(where: { !($0.data ?? "").isEmpty && Self.form($0.contentType) == nil })
      {
        (
          "text-not-read",
          "presentedForm is in a format that is not read; text/plain, text/html and text/rtf are"
        )
      } else {
        ("no-text", "the report has no text in presentedForm, text or conclusion")
      }
    return RecordError(code: code, message: "\(place.words): \(message)", line: place.line, id: id)
  }

  private func binary(_ url: String, _ resource: FHIRInput.DiagnosticReport) -> FHIRInput.Binary? {
    if url.hasPrefix("#") {
      return resource.contained?.first { $0.resourceType == "Binary" && $0.id == String(url.dropFirst()) }
    }
    guard let bytes = binaries.find(url) else { return nil }
    return try? JSONDecoder().decode(FHIRInput.Binary.self, from: Data(bytes))
  }

  /// The text of base64 data; nil when there are no words in it.
  private func decoded(
    _ data: String, _ type: String?, _ form: Form, _ id: String
  ) throws(RecordError) -> [UInt8]? {
    let packed =
      data.utf8.contains { $0 <= 32 } ? String(decoding: data.utf8.filter { $0 > 32 }, as: UTF8.self) : data
    guard let decoded = Data(base64Encoded: packed) else {
      throw RecordError(
        code: "base64", message: "\(place.words): the data of presentedForm are not base64", line: place.line,
        id: id)
    }
    var text = Array(decoded)
    if form == .rtf {
      text = try RTFText.plain(text, line: place.line, id: id)
    } else {
      text = try charset(type, id).decode(text, what: "text", line: place.line, id: id)
      if form == .html { text = HTMLText.plain(text) }
    }
    return Self.hasWords(text) ? text : nil
  }

  private func charset(_ type: String?, _ id: String) throws(RecordError) -> TextEncoding {
    if let encoding { return encoding }
    let parameters = (type ?? "").lowercased().split(separator: ";").dropFirst()
    let charset = parameters.map { $0.filter { !$0.isWhitespace } }.first { $0.hasPrefix("charset=") }
    guard let charset else { return .utf8 }
    switch charset.dropFirst("charset=".count).filter({ $0.isLetter || $0.isNumber }) {
    case "utf8", "usascii", "ascii": return .utf8
    case "iso88591", "latin1", "windows1252", "cp1252": return .windows1252
    default:
      throw RecordError(
        code: "charset", message: "\(place.words): the charset of contentType is not read; say --encoding",
        line: place.line, id: id)
    }
  }

  private static func hasWords(_ text: [UInt8]) -> Bool { text.contains { $0 > 32 } }
}
