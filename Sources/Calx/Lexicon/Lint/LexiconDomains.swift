// Which values the coded columns of the lexicon's tables may hold.

/// Allowed values by table and column; a cell may also be empty where `""` is among them.
enum LexiconDomains {
  /// Columns of organ ids, by table.
  static let organColumns: [String: [String]] = [
    "anchors": ["organs", "default"], "sites": ["organ"], "parts": ["organs", "default"], "hosts": ["organ"],
  ]

  private static let fixed: [String: [String: [String]]] = [
    "anchors": ["presence": ["", "absent"]],
    "masks": ["hides": ["anchor", "site", "both"]],
    "hosts": ["number": ["singular", "plural", "mass"], "absorbs": ["", "yes", "no", "feature", "other"]],
    "quantities": ["multiplicity": ["", "single", "multiple"]],
    "sections": ["history": ["", "yes"], "weight": ["strong", "weak"]],
  ]

  /// What is wrong with a row's coded cells.
  static func problems(_ row: LexiconRow) -> [String] {
    var result: [String] = []
    for (column, allowed) in (fixed[row.table] ?? [:]).sorted(by: { $0.key < $1.key }) {
      check(row, column, allowed, &result)
    }
    switch row.table {
    case "anchors":
      if let number = row.cells["number"], !number.isEmpty, Lexicon.Anchor.Number(rawValue: number) == nil {
        result.append("unknown number '\(number)'")
      }
    case "cues": check(row, "value", values(ofAxis: row.cells["axis"] ?? "", row), &result)
    case "qualifiers":
      if row.cells["slot"] == Slot.severity.rawValue {
        check(row, "value", Severity.allCases.map(\.rawValue), &result)
      }
      if row.cells["slot"] == Slot.sizeWord.rawValue {
        check(row, "value", ["tiny", "small", "large"], &result)
      }
    case "quantities":
      if let count = row.cells["count"], !count.isEmpty, Int(count) == nil {
        result.append("count '\(count)' is no number")
      }
    case "patterns":
      let use = row.cells["use"] ?? ""
      if !use.hasPrefix("anchor:"), !use.hasPrefix("cue:"), !use.hasPrefix("companion:") {
        check(row, "use", ["measurement", "reference", "date", "mask"], &result)
      }
    default: break
    }
    return result
  }

  private static func values(ofAxis axis: String, _ row: LexiconRow) -> [String] {
    if row.cells["direction"] == Cue.Direction.pseudo.rawValue
      || row.cells["direction"] == Cue.Direction.terminate.rawValue
    {
      return []
    }
    switch Cue.Axis(rawValue: axis) {
    case .presence: return Presence.allCases.map(\.rawValue)
    case .temporality: return Temporality.allCases.map(\.rawValue)
    case .experiencer: return Experiencer.allCases.map(\.rawValue)
    case .change: return Change.allCases.map(\.rawValue)
    case nil: return []
    }
  }

  private static func check(
    _ row: LexiconRow, _ column: String, _ allowed: [String], _ result: inout [String]
  ) {
    guard let value = row.cells[column], !allowed.isEmpty, !allowed.contains(value) else { return }
    let choices = allowed.filter { !$0.isEmpty }.joined(separator: ", ")
    result.append(
      "unknown \(column) '\(value)'; one of \(choices)\(allowed.contains("") ? ", or empty" : "")")
  }
}
