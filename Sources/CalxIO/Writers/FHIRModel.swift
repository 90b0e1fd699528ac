// The FHIR R4 resources that calx writes (http://hl7.org/fhir/R4), as far as it fills them.

/// Resources and data types by their names in FHIR.
enum FHIR {
  struct Coding: Encodable {
    var system: String
    var code: String
  }

  struct CodeableConcept: Encodable {
    var coding: [Coding]?
    var text: String?

    init(coding: [Coding]? = nil, _ text: String?) {
      self.coding = coding
      self.text = text
    }
  }

  struct Identifier: Encodable { var value: String }

  struct Reference: Encodable {
    var reference: String?
    var type: String?
    var identifier: Identifier?
    var display: String?
  }

  struct Quantity: Encodable {
    var value: Double
    var unit: String
    let system = "http://unitsofmeasure.org"
    var code: String

    /// Millimetres, with the two decimals that records have.
    static func millimetres(_ value: Double) -> Quantity {
      Quantity(value: (value * 100).rounded() / 100, unit: "mm", code: "mm")
    }

    /// Days.
    static func days(_ value: Int) -> Quantity { Quantity(value: Double(value), unit: "d", code: "d") }
  }

  struct Range: Encodable {
    var low: Quantity
    var high: Quantity
  }

  struct Period: Encodable {
    var start: String?
    var end: String?
  }

  struct Extension: Encodable {
    var url: String
    var `extension`: [Extension]?
    var valueInteger: Int?
    var valueCode: String?
  }

  struct Annotation: Encodable { var text: String }

  struct Observation: Encodable {
    struct Component: Encodable {
      var code: CodeableConcept
      var valueCodeableConcept: CodeableConcept?
      var valueQuantity: Quantity?
      var valueInteger: Int?
    }

    let resourceType = "Observation"
    var id: String
    var `extension`: [Extension]
    let status = "preliminary"
    let category = [
      CodeableConcept(
        coding: [
          Coding(system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "imaging")
        ], nil)
    ]
    var code: CodeableConcept
    var subject: Reference?
    var focus: [Reference]
    var effectiveDateTime: String?
    var valueCodeableConcept: CodeableConcept
    var bodySite: CodeableConcept?
    let method = CodeableConcept("automated reading of the report's text")
    var device: Reference
    var note: [Annotation]?
    var component: [Component]?
  }

  struct DetectedIssue: Encodable {
    struct Evidence: Encodable { var detail: [Reference] }

    let resourceType = "DetectedIssue"
    var id: String
    let status = "preliminary"
    var code: CodeableConcept
    var severity: String
    var patient: Reference?
    var author: Reference
    var implicated: [Reference]
    var evidence: [Evidence]?
    var detail: String
  }

  struct Task: Encodable {
    struct Restriction: Encodable { var period: Period }

    struct Input: Encodable {
      var type: CodeableConcept
      var valueString: String?
      var valueRange: Range?
      var valueReference: Reference?
    }

    let resourceType = "Task"
    var id: String
    let status = "requested"
    var statusReason: CodeableConcept?
    let intent = "proposal"
    let code = CodeableConcept("follow-up recommended in the report")
    var description: String?
    var focus: Reference
    var `for`: Reference?
    var restriction: Restriction?
    var input: [Input]?
  }

  struct OperationOutcome: Encodable {
    struct Issue: Encodable {
      let severity = "error"
      var code: String
      var details: CodeableConcept
      var diagnostics: String
    }

    let resourceType = "OperationOutcome"
    var issue: [Issue]
  }
}
