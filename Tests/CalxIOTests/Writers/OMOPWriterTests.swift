// NOTE_NLP: the columns, types and lengths of CDM 5.4, and what they say.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("OMOP NOTE_NLP") struct OMOPWriterTests {
  static let day = CalendarDate("2026-02-01")

  static func table(_ reports: [Report], _ change: (inout OMOPWriter) -> Void = { _ in }) throws -> [[String:
    String]]
  {
    var writer = OMOPWriter(system: "calx 1", date: try #require(day))
    change(&writer)
    let rows = try #require(csvRows(try written(reports, by: writer)))
    let header = try #require(rows.first)
    #expect(
      header == [
        "note_nlp_id", "note_id", "section_concept_id", "snippet", "offset", "lexical_variant",
        "note_nlp_concept_id", "note_nlp_source_concept_id", "nlp_system", "nlp_date", "nlp_datetime",
        "term_exists", "term_temporal", "term_modifiers",
      ])
    return rows.dropFirst().map { row in
      #expect(row.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }

  static let reports = [
    Report(id: "7", "No gallstones."),
    Report(id: "8", "Normal."),
    Report(
      id: "9",
      "––– \"Calcified\r\ngranuloma\", 4 mm, =in the left upper lobe; \(String(repeating: "ééé 🫁, ", count: 200)) stone in the left kidney."
    ),
    Report(id: "10", "HISTORY: Mother with kidney stones. Rule out stones."),
  ]

  @Test("has the types and lengths of the definition", arguments: [false, true])
  func types(noText: Bool) throws {
    let rows = try Self.table(Self.reports) { $0.noText = noText }
    #expect(rows.count == 5)
    for row in rows {
      for name in [
        "note_nlp_id", "note_id", "section_concept_id", "offset", "note_nlp_concept_id",
        "note_nlp_source_concept_id",
      ] { #expect(row[name].flatMap { Int($0) } != nil, "\(name)") }
      let lengths = [
        "snippet": 250, "offset": 50, "lexical_variant": 250, "nlp_system": 250, "term_exists": 1,
        "term_temporal": 50, "term_modifiers": 2000,
      ]
      for (name, length) in lengths { #expect((row[name] ?? "").utf8.count <= length, "\(name)") }
      #expect(row["lexical_variant"] != "" && row["nlp_date"] == "2026-02-01" && row["nlp_datetime"] == "")
      #expect(["Y", "N"].contains(row["term_exists"]) && ["present", "past"].contains(row["term_temporal"]))
      #expect(row["term_modifiers"]?.utf8.allSatisfy { (32..<127).contains($0) } == true)
      #expect(row.values.allSatisfy { !$0.contains("\n") && !$0.contains("\u{FFFD}") && !$0.contains("\0") })
      #expect((row["snippet"] == "") == noText)
    }
    #expect(rows[1]["lexical_variant"] == (noText ? "calcification" : "Calcified granuloma"))
  }

  @Test("gives offsets in characters of the note")
  func offset() throws {
    let rows = try Self.table(Self.reports)
    #expect(rows.map { $0["offset"] }.prefix(2) == ["3", "5"])
  }

  @Test(
    "says whether the patient has or had it",
    arguments: [
      ("A stone in the left kidney.", "Y", "present", "negation=false"),
      ("No stone in the left kidney.", "N", "present", "negation=true"),
      ("Possible stone in the left kidney.", "Y", "present", "uncertain=true"),
      ("HISTORY: History of kidney stones.", "Y", "past", "history=true"),
      ("HISTORY: Mother with kidney stones.", "N", "past", "subject=family"),
      ("INDICATION: Rule out kidney stones.", "N", "present", "rule_out=true"),
    ])
  func exists(_ text: String, _ exists: String, _ temporal: String, _ modifier: String) throws {
    let row = try #require(try Self.table([Report(id: "1", text)]).first)
    #expect(row["term_exists"] == exists && row["term_temporal"] == temporal, "\(row)")
    #expect(row["term_modifiers"]?.split(separator: ",").contains { $0 == modifier } == true, "\(row)")
  }

  @Test("numbers the rows from --start-id on, over all reports")
  func numbers() throws {
    #expect(try Self.table(Self.reports).map { $0["note_nlp_id"] } == ["1", "2", "3", "4", "5"])
    let rows = try Self.table(Self.reports) { $0.startID = 99 }
    #expect(rows.map { $0["note_nlp_id"] } == ["99", "100", "101", "102", "103"])
    #expect(rows.map { $0["note_id"] } == ["7", "9", "9", "10", "10"])
  }

  @Test(
    "refuses an id that is no integer",
    arguments: ["A-7", "", "1.0", " 1", "+1", "007", "99999999999999999999"])
  func ids(_ id: String) throws {
    let writer = OMOPWriter(system: "", date: try #require(Self.day))
    var bytes: [UInt8] = []
    #expect {
      try writer.write(Report(id: id, "Stone."), Analysis(), kept: [], into: &bytes)
    } throws: { ($0 as? RecordError)?.code == "note-id" }
    #expect(bytes.isEmpty)
  }

  @Test("takes concept ids from the first row that holds")
  func concepts() throws {
    let map = try ConceptMap(
      Array(
        "\u{FEFF}organ,presence,section,note_nlp_concept_id,section_concept_id\r\nkidney,absent,,11,\r\nkidney,,,12,\n\n,,findings,13,77\n"
          .utf8), name: "map.csv")
    let rows = try Self.table([
      Report(
        id: "1", "FINDINGS: No stone in the left kidney. Gallstones.\nIMPRESSION: Stone in the right kidney.")
    ]) { $0.concepts = map }
    #expect(rows.map { $0["note_nlp_concept_id"] } == ["11", "13", "12"])
    #expect(rows.map { $0["section_concept_id"] } == ["77", "77", "0"])
    #expect(rows.allSatisfy { $0["note_nlp_source_concept_id"] == "0" })
  }

  @Test(
    "names the place of a defect in the concept map",
    arguments: [
      ("", "map.csv: "), ("organ\n", "map.csv:1: "), ("organ,color,note_nlp_concept_id\n", "map.csv:1: "),
      ("organ,organ,note_nlp_concept_id\n", "map.csv:1: "),
      ("organ,note_nlp_concept_id\nkidney\n", "map.csv:2: "),
      ("organ,note_nlp_concept_id\nkidney,1\n\nliver,x\n", "map.csv:4: "),
      ("organ,note_nlp_concept_id\nkidney,-1\n", "map.csv:2: "),
      ("organ,note_nlp_concept_id\nkidney,99999999999\n", "map.csv:2: "),
    ])
  func badMap(_ text: String, _ place: String) {
    #expect {
      try ConceptMap(Array(text.utf8), name: "map.csv")
    } throws: { ($0 as? RunError)?.description.hasPrefix(place) == true }
  }
}
