// The fields of a record, and the names that exports give them.

internal import Calx

/// What a column or member of an input can stand for.
public enum RecordField: String, Sendable, CaseIterable {
  case id, text, patient, date, modality, exam, sex, age, status, region

  /// Names of columns that are taken for the field where nothing else is said, the first that is there. In lower case.
  var columnNames: [String] {
    switch self {
    case .id: ["id"] + ReportDecoder.idNames
    case .text: ["text"] + ReportDecoder.textNames
    case .patient: ["patient", "patient_id", "subject_id", "person_id", "mrn"]
    case .date:
      ["date", "exam_date", "study_date", "charttime", "chartdate", "note_datetime", "note_date", "time"]
    case .modality: ["modality"]
    case .exam: ["exam", "exam_name", "exam_description", "study_description", "procedure", "note_title"]
    case .sex: ["sex", "gender"]
    case .age: ["age"]
    case .status: ["status", "report_status"]
    case .region: ["region"]
    }
  }
}

extension Report {
  /// Sets a field from its text; an empty one stays unknown.
  mutating func set(_ field: RecordField, _ value: String) {
    if value.isEmpty { return }
    switch field {
    case .id: id = value
    case .text: text = Array(value.utf8)
    case .patient: patient = value
    case .date: date = value
    case .modality: modality = value
    case .exam: exam = value
    case .sex: sex = value.prefix(1).uppercased()
    case .age: age = Double(value)
    case .status: status = value
    case .region: region = value
    }
  }
}

/// Which column of a table is which field: `id=note_id,text=note_text`.
public struct ColumnMap: Sendable, Equatable {
  /// Names of columns by field.
  public let names: [RecordField: String]

  /// Reads `field=column` pairs, separated by commas; `time` is another word for `date`.
  ///
  /// - Throws: `RunError` that names the pair which is none.
  public init(_ text: String) throws(RunError) {
    var names: [RecordField: String] = [:]
    for pair in text.split(separator: ",") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      let field = sides.first.flatMap { RecordField(rawValue: $0 == "time" ? "date" : $0) }
      guard sides.count == 2, let field else {
        throw RunError(
          "'\(pair)' in --columns is not FIELD=COLUMN; the fields are "
            + RecordField.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard names.updateValue(sides[1], forKey: field) == nil else {
        throw RunError("--columns names the field '\(field.rawValue)' twice")
      }
    }
    self.names = names
  }
}
