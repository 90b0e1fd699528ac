// Exports whose columns are publicly documented.

/// The columns of a known export.
public enum InputPreset: String, Sendable, CaseIterable {
  /// MIMIC-IV-Note `radiology.csv` (github.com/MIT-LCP/mimic-code, mimic-iv-note/buildmimic/postgres/create.sql).
  case mimicIV = "mimic-iv"
  /// MIMIC-III `NOTEEVENTS.csv` (mimic-iii/buildmimic/postgres/postgres_create_tables.sql).
  case mimicIII = "mimic-iii"
  /// OMOP CDM 5.4 `NOTE` (github.com/OHDSI/CommonDataModel, inst/csv/OMOP_CDMv5.4_Field_Level.csv).
  case omop
  /// Epic Clarity `ORDER_NARRATIVE` and its like, a row a line (open.epic.com/EHITables/GetTable/ORDER_NARRATIVE.htm).
  case epic

  /// Columns by field, in lower case, the first that has a value.
  var columns: [RecordField: [String]] {
    switch self {
    case .mimicIV:
      [
        .id: ["note_id"], .text: ["text"], .patient: ["subject_id"], .date: ["charttime"],
        .status: ["note_type"],
      ]
    case .mimicIII:
      [
        .id: ["row_id"], .text: ["text"], .patient: ["subject_id"], .date: ["charttime", "chartdate"],
        .exam: ["description"],
      ]
    case .omop:
      [
        .id: ["note_id"], .text: ["note_text"], .patient: ["person_id"],
        .date: ["note_datetime", "note_date"], .exam: ["note_title"],
      ]
    case .epic:
      [
        .id: ["order_proc_id"], .text: ["narrative", "impression"], .date: ["contact_date", "ord_date_real"],
      ]
    }
  }

  /// Status by what stands in its column: radiology report, addendum to a radiology report.
  var statuses: [String: String] { self == .mimicIV ? ["RR": "F", "AR": "A"] : [:] }

  /// A row that is no record, and why.
  struct Skip {
    var column: String
    /// Skips rows whose cell is this, or is anything but this.
    var value: String
    var equal: Bool
    var reason: String
  }

  /// Rows that are passed over, and counted.
  var skips: [Skip] {
    guard self == .mimicIII else { return [] }
    return [
      Skip(column: "category", value: "Radiology", equal: false, reason: "not-radiology"),
      Skip(column: "iserror", value: "1", equal: true, reason: "withdrawn"),
    ]
  }

  /// Columns whose rows together are one report.
  var groupBy: [String] { self == .epic ? ["order_proc_id"] : [] }
  /// Columns of numbers that order the rows of a group; those that the table lacks are left out.
  var orderBy: [String] { self == .epic ? ["ord_date_real", "line"] : [] }
}
