// The members of FHIR resources that are read, named as in R4 and R5.

/// Resources and data types of the input by their names in FHIR.
enum FHIRInput {
  struct DiagnosticReport: Decodable {
    var id: String?
    var identifier: [Identifier]?
    var status: String?
    var category: [CodeableConcept]?
    var code: CodeableConcept?
    var subject: Reference?
    var effectiveDateTime: String?
    var effectivePeriod: Period?
    var issued: String?
    var conclusion: String?
    var presentedForm: [Attachment]?
    var text: Narrative?
    var contained: [Binary]?

    /// The accession number: an identifier of that type, or the first one.
    var accession: String? {
      let typed = identifier?.first { $0.type?.coding?.contains { $0.code == "ACSN" } ?? false }
      return typed?.value ?? identifier?.first { $0.value != nil }?.value
    }

    /// Modality of the first category that names one.
    var modality: String? {
      for coding in (category ?? []).flatMap({ $0.coding ?? [] }) {
        if let code = coding.code, let modality = Self.modalities[code] { return modality }
      }
      return nil
    }

    /// Diagnostic services (HL7 v2, table 0074) and DICOM modalities (CID 29).
    private static let modalities = [
      "CT": "CT", "MR": "MR", "NMR": "MR", "US": "US", "RUS": "US", "OUS": "US", "VUS": "US", "CUS": "US",
      "MG": "MG", "RX": "XR", "DX": "XR", "CR": "XR", "NM": "NM", "NMS": "NM", "PT": "PT", "XA": "XA",
      "RF": "RF",
    ]
  }

  struct Identifier: Decodable {
    var type: CodeableConcept?
    var value: String?
  }

  struct CodeableConcept: Decodable {
    var coding: [Coding]?
    var text: String?

    /// What to call it.
    var name: String? {
      text ?? coding?.first { $0.display != nil }?.display ?? coding?.first { $0.code != nil }?.code
    }
  }

  struct Coding: Decodable {
    var code: String?
    var display: String?
  }

  struct Reference: Decodable { var reference: String? }

  struct Period: Decodable { var start: String? }

  struct Narrative: Decodable { var div: String? }

  struct Attachment: Decodable {
    var contentType: String?
    var data: String?
    var url: String?
  }

  /// A Binary, or any other resource inside a report; `content` is its data in DSTU2.
  struct Binary: Decodable {
    var resourceType: String?
    var id: String?
    var contentType: String?
    var data: String?
    var content: String?

    private enum Keys: String, CodingKey { case resourceType, id, contentType, data, content }

    /// Members of other resources may have the same names and other types.
    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      func string(_ key: Keys) -> String? { try? values.decodeIfPresent(String.self, forKey: key) }
      resourceType = string(.resourceType)
      id = string(.id)
      contentType = string(.contentType)
      data = string(.data)
      content = string(.content)
    }
  }
}
