// Fields of the record as conditions ask about them.

/// Fields of the record that conditions ask about.
struct RecordFacts: Sendable {
  /// `F` or `M`.
  var sex: String?
  /// Years.
  var age: Double?
  /// The modality in DICOM's codes; several for `fetal-US`.
  var modality: [String] = []
  var exam: String?
  /// Lower case.
  var region: String?

  init() {}

  init(_ report: Report) {
    sex = report.sex?.first.map { $0.uppercased() }
    age = report.age
    if let m = report.modality { modality = Self.codes(m) }
    exam = report.exam?.lowercased()
    region = report.region.flatMap { $0.isEmpty ? nil : $0.lowercased() }
  }

  /// `fetal-US` → `FETAL`, `US`; the codes of one kind of image are one.
  static func codes(_ modality: String) -> [String] {
    modality.uppercased().split(whereSeparator: { !$0.isLetter }).map { word in
      switch word {
      case "CR", "DX", "RF", "DR": "XR"
      case "MRI": "MR"
      default: String(word)
      }
    }
  }
}
