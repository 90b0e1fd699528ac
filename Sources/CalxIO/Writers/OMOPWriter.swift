// OMOP NOTE_NLP as CDM 5.4 defines it (OHDSI/CommonDataModel, inst/csv/OMOP_CDMv5.4_Field_Level.csv).

public import Calx

/// A row of NOTE_NLP a mention, as CSV to be loaded into the table.
///
/// The table has no place for a report without mentions, nor for one that failed: those have no row, and the run's
/// summary counts them. `note_nlp_id` counts up from `startID` in output order.
public struct OMOPWriter: RecordWriter {
  /// The columns of the table, in its order.
  public static let columns = [
    "note_nlp_id", "note_id", "section_concept_id", "snippet", "offset", "lexical_variant",
    "note_nlp_concept_id", "note_nlp_source_concept_id", "nlp_system", "nlp_date", "nlp_datetime",
    "term_exists", "term_temporal", "term_modifiers",
  ]

  /// The first `note_nlp_id`.
  public var startID = 1
  /// Names of the columns in front.
  public var header = true
  /// Leave out all stretches of report text; `lexical_variant`, which must not be empty, is the mention's kind then.
  public var noText = false
  /// Unit of the offset.
  public var unit: OffsetMap.Unit = .codepoint
  /// Concept ids of the site.
  public var concepts = ConceptMap()
  private let system: String
  private let date: CalendarDate

  /// A writer of rows that were made by `system` (name and versions) on a day.
  public init(system: String, date: CalendarDate) {
    self.system = system
    self.date = date
  }

  /// The header row.
  public var head: [UInt8] {
    guard header else { return [] }
    var csv = CSVRows(raw: true)
    for name in Self.columns { csv.cell(name) }
    csv.endRow()
    return csv.bytes
  }

  /// Appends one report's rows.
  ///
  /// - Throws: `RecordError` with the code `note-id` when the report's id is no integer.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) throws(RecordError) {
    guard let note = Int(report.id), String(note) == report.id else {
      throw RecordError(
        code: "note-id", message: "NOTE_NLP.note_id is an integer, the id of this record is not",
        id: report.id)
    }
    if analysis.mentions.isEmpty { return }
    let map = OffsetMap(report.text, unit: unit)
    var csv = CSVRows(raw: true)
    swap(&csv.bytes, &bytes)
    for m in analysis.mentions {
      csv.cell(utf8: CollectionOfOne(Self.openNumber))
      csv.cell(note)
      csv.cell(concepts.id(.section, for: m))
      if noText {
        csv.empty()
      } else {
        csv.cell(utf8: Self.text(Excerpt.around(m.range, in: report.text, limit: 250), of: report))
      }
      csv.cell(map.offset(m.range.lowerBound))
      if noText {
        csv.cell(m.kind)
      } else {
        csv.cell(utf8: Self.text(Excerpt.prefix(m.range, of: report.text, limit: 250), of: report))
      }
      csv.cell(concepts.id(.concept, for: m))
      csv.cell(concepts.id(.source, for: m))
      csv.cell(String(system.prefix(250)))
      csv.cell(date.description)
      csv.empty()
      csv.cell(Self.exists(m) ? "Y" : "N")
      csv.cell(m.temporality == .historical || m.change == .resolved ? "past" : "present")
      csv.cell(modifiers(m))
      csv.endRow()
    }
    swap(&csv.bytes, &bytes)
  }

  /// A failed record has no row.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {}

  /// Stands for a `note_nlp_id` until the rows are in order. No text holds it: `text` drops control characters.
  private static let openNumber: UInt8 = 0

  /// Numbers the rows in output order.
  public func number(_ bytes: inout [UInt8], rows: inout Int) {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == Self.openNumber {
        out.append(contentsOf: String(startID + rows).utf8)
        rows += 1
      } else {
        out.append(byte)
      }
    }
    bytes = out
  }

  /// A stretch of the report on one line.
  private static func text(_ range: Range<Int>, of report: Report) -> [UInt8] {
    Excerpt.flat(range, of: report.text, lineEnd: " ").map { $0 < 32 ? 32 : $0 }
  }

  /// «The patient actually has or had the condition»: not when it is denied, another's, asked about or conditional.
  private static func exists(_ m: Mention) -> Bool {
    m.presence != .absent && m.experiencer == .patient && m.temporality != .hypothetical
  }

  /// The modifiers as `name=value,…` in ASCII, at most 2000 characters.
  private func modifiers(_ m: Mention) -> String {
    let asked = m.temporality == .hypothetical
    var pairs: [(String, String?)] = [
      ("negation", "\(m.presence == .absent)"),
      ("subject", m.experiencer.rawValue),
      ("conditional", "\(asked && m.presence != .possible)"),
      ("rule_out", "\(asked && m.presence == .possible)"),
      ("uncertain", "\(m.presence == .possible)"),
      ("history", "\(m.temporality == .historical)"),
      ("kind", m.kind), ("anatomy", m.organ), ("part", noText ? nil : m.part),
      ("laterality", m.laterality?.rawValue), ("host", m.host), ("multiplicity", m.multiplicity?.rawValue),
      ("count", m.count.map(String.init)), ("size_mm", m.sizeMM.map(short).joined(separator: "x")),
      ("size_word", m.sizeWord), ("morphology", m.morphology.joined(separator: "|")),
      ("distribution", m.distribution.joined(separator: "|")), ("severity", m.severity?.rawValue),
      ("change", m.change?.rawValue), ("section", m.section.rawValue),
    ]
    pairs.removeAll { $0.1?.isEmpty ?? true }
    var out = ""
    for (name, value) in pairs {
      let pair = (out.isEmpty ? "" : ",") + "\(name)=\(Self.plain(value ?? ""))"
      if out.utf8.count + pair.utf8.count > 2000 { break }
      out += pair
    }
    return out
  }

  /// A value without the characters that separate values, in ASCII and on one line.
  private static func plain(_ value: String) -> String {
    String(
      decoding: value.unicodeScalars.map { c -> UInt8 in
        switch c {
        case ",", "=": 32
        case "\u{20}"..."\u{7E}": UInt8(truncatingIfNeeded: c.value)
        case "\t", "\n", "\r": 32
        default: UInt8(ascii: "?")
        }
      }, as: UTF8.self)
  }
}
