// Concept ids of a site's own vocabulary for what calx finds. calx ships none: the vocabularies have licences.

import Calx

/// A table of concept ids, read from a file of comma-separated columns.
///
/// The columns `kind organ host laterality presence section` are conditions (an empty cell is any value), the columns
/// `note_nlp_concept_id note_nlp_source_concept_id section_concept_id` are results (an empty cell says nothing). For
/// each result the first row whose conditions hold decides; without one it is 0, OMOP's sign of no matching concept.
public struct ConceptMap: Sendable {
  enum Result: String, CaseIterable {
    case concept = "note_nlp_concept_id"
    case source = "note_nlp_source_concept_id"
    case section = "section_concept_id"
  }

  private static let conditions: [String: @Sendable (Mention) -> String?] = [
    "kind": \.kind, "organ": \.organ, "host": \.host, "laterality": \.laterality?.rawValue,
    "presence": \.presence.rawValue, "section": \.section.rawValue,
  ]

  private struct Row {
    var conditions: [(column: String, value: String)] = []
    var results: [Result: Int] = [:]
  }

  private var rows: [Row] = []

  /// A map without rows.
  public init() {}

  /// A map from a file.
  ///
  /// - Throws: `RunError` with file and line.
  public init(path: String) throws(RunError) {
    let bytes: [UInt8]
    do throws(RecordError) {
      bytes = try readFile(path, longest: 64 << 20, id: path)
    } catch {
      throw RunError("\(path): \(error.message)")
    }
    try self.init(bytes, name: path)
  }

  /// A map from the bytes of a file.
  ///
  /// - Throws: `RunError` with file and line.
  init(_ bytes: [UInt8], name: String) throws(RunError) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    var header: [String] = []
    for (i, line) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let line = line.last == 13 ? line.dropLast() : line
      if line.isEmpty { continue }
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      let place = "\(name):\(i + 1)"
      if header.isEmpty {
        header = cells
        try Self.check(header, place)
      } else {
        guard cells.count == header.count else {
          throw RunError("\(place): \(cells.count) cells under \(header.count) columns")
        }
        rows.append(try Self.row(cells, header, place))
      }
    }
    if header.isEmpty { throw RunError("\(name): the concept map is empty; its first row names the columns") }
  }

  private static func check(_ header: [String], _ place: String) throws(RunError) {
    let results = Result.allCases.map(\.rawValue)
    for (i, name) in header.enumerated() {
      if conditions[name] == nil, !results.contains(name) {
        let known = (conditions.keys.sorted() + results).joined(separator: ", ")
        throw RunError("\(place): no column is called \"\(name)\"; there are \(known)")
      }
      if header[..<i].contains(name) { throw RunError("\(place): the column \(name) stands there twice") }
    }
    if !header.contains(where: results.contains) {
      throw RunError("\(place): none of the columns \(results.joined(separator: ", "))")
    }
  }

  private static func row(_ cells: [String], _ header: [String], _ place: String) throws(RunError) -> Row {
    var row = Row()
    for (name, cell) in zip(header, cells) where !cell.isEmpty {
      guard let result = Result(rawValue: name) else {
        row.conditions.append((name, cell))
        continue
      }
      guard let id = Int32(cell), id >= 0 else {
        throw RunError("\(place): \(name) \"\(cell)\" is not a concept id, a whole number up to \(Int32.max)")
      }
      row.results[result] = Int(id)
    }
    return row
  }

  /// The concept id for a mention, 0 without a row.
  func id(_ result: Result, for mention: Mention) -> Int {
    for row in rows {
      guard let id = row.results[result] else { continue }
      if row.conditions.allSatisfy({ Self.conditions[$0.column]?(mention) == $0.value }) { return id }
    }
    return 0
  }
}
