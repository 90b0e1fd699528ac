// CSV: what a spreadsheet opens is what was written, and no cell starts a formula.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("CSV") struct CSVWriterTests {
  static func cell(_ text: String, raw: Bool = false) -> String {
    var csv = CSVRows(raw: raw)
    csv.cell(text)
    return String(decoding: csv.bytes, as: UTF8.self)
  }

  @Test(
    "keeps a spreadsheet from taking text for a formula",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("＝1+1", "'＝1+1"),
      ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"),
      ("1-1", "1-1"), ("a=b", "a=b"), ("'=x", "'=x"), ("", ""), (" =x", " =x"), ("、x", "、x"), ("–x", "–x"),
    ])
  func formulas(_ text: String, _ safe: String) {
    #expect(Self.cell(text) == safe)
    #expect(csvRows(Self.cell(text, raw: true) + "\r\n") == [[text]])
  }

  @Test(
    "gives back every text as RFC 4180 has it",
    arguments: [
      "", "plain", "a,b", "\"", "\"\"", "a\"b", "line\nline", "line\r\nline", "\r", ",", "é–🫁", "'", "a b ",
      "\"a\",",
    ])
  func roundTrip(_ text: String) {
    var csv = CSVRows(raw: true)
    for t in ["x", text, "y", text] { csv.cell(t) }
    csv.endRow()
    #expect(csvRows(String(decoding: csv.bytes, as: UTF8.self)) == [["x", text, "y", text]])
  }

  @Test("cuts a cell at what Excel holds, between characters", arguments: ["x", "é", "🫁", "=", "\""])
  func limit(_ unit: String) throws {
    let long = String(repeating: unit, count: 40_000)
    let rows = try #require(csvRows(Self.cell(long) + "\r\n"))
    let cell = rows[0][0]
    #expect(cell.utf16.count <= CSVRows.longestCell)
    #expect(cell.utf16.count >= CSVRows.longestCell - 1)
    #expect(cell.hasPrefix(unit == "=" ? "'=" : unit) && !cell.contains("\u{FFFD}"))
    #expect(csvRows(Self.cell(long, raw: true) + "\r\n") == [[long]])
  }

  static let hostile: [Report] = [
    Report(id: "=cmd|' /C calc'!A0", "-Stone, \"4 mm\", in the left kidney.\r\n=No gallstones.\n@x"),
    Report(id: "00123", "Normal."),
    Report(id: "a,\"b\"\r\nc", "Calcified \u{2028} granuloma – 🫁 é\u{301} of the lung\tand\u{0B}spleen."),
    Report(id: "", ""),
  ]

  static func table(_ reports: [Report], _ change: (inout CSVWriter) -> Void = { _ in }) throws -> [[String:
    String]]
  {
    var writer = CSVWriter()
    change(&writer)
    let rows = try #require(csvRows(try written(reports, by: writer)))
    let header = try #require(rows.first)
    return rows.dropFirst().map { row in
      #expect(row.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }

  @Test("has a row a finding, and one for each report without", arguments: [false, true])
  func rows(raw: Bool) throws {
    let rows = try Self.table(Self.hostile) { $0.raw = raw }
    #expect(rows.count { $0["row"] == "1" } == Self.hostile.count)
    #expect(rows.map { $0["finding_id"] } == ["f1", "f2", "", "f1", "f2", ""])
    #expect(rows.map { $0["kind"] } == ["calculus", "calculus", "", "calcification", "calcification", ""])
    #expect(rows.map { $0["organ"] } == ["kidney", "gallbladder", "", "lung", "spleen", ""])
    #expect(rows[0]["laterality"] == "left" && rows[0]["size_mm"] == "4" && rows[1]["presence"] == "absent")
    #expect(rows[0]["report_id"] == (raw ? "" : "'") + Self.hostile[0].id)
    #expect(rows[2]["report_id"] == "00123")
  }

  @Test("shows a snippet on one line, safely")
  func snippet() throws {
    let rows = try Self.table(Self.hostile)
    #expect(rows[0]["snippet"] == "'-Stone, \"4 mm\", in the left kidney.⏎=No gallstones.⏎@x")
    #expect(
      try Self.table(Self.hostile) { $0.raw = true }[0]["snippet"]
        == "-Stone, \"4 mm\", in the left kidney.\r\n=No gallstones.\n@x")
    for row in rows {
      for (name, cell) in row { #expect(!CSVRows.startsFormula(cell.utf8), "\(name)") }
    }
  }

  @Test("writes offsets that give back the anchor")
  func offsets() throws {
    let row = try Self.table(Self.hostile)[3]
    let text = Array(String(decoding: Self.hostile[2].text, as: UTF8.self).unicodeScalars)
    let start = try #require(row["start"].flatMap { Int($0) })
    let end = try #require(row["end"].flatMap { Int($0) })
    #expect(String(String.UnicodeScalarView(text[start..<end])).hasPrefix("Calcified"))
  }

  @Test("leaves out all text when asked to, and nothing else")
  func noText() throws {
    let report = Report(
      id: "r", "A 4 mm stone in the lower pole of the left kidney. CT in 3 months is recommended.")
    let all = try Self.table([report])[0]
    let none = try Self.table([report]) { $0.noText = true }[0]
    let gone = all.filter { none[$0.key] != $0.value }.map(\.key).sorted()
    #expect(gone == ["part", "recommendation", "snippet"])
    #expect(gone.allSatisfy { none[$0] == "" })
    #expect(none["interval_days_max"] == "90" && none["recommended_modality"] == "CT")
  }

  @Test("gives a failed record its row")
  func failed() throws {
    var bytes: [UInt8] = []
    CSVWriter().write(RecordError(code: "c", message: "m, \"n\"", line: 3), into: &bytes)
    let row = try #require(csvRows(String(decoding: bytes, as: UTF8.self))?.first)
    let cells = Dictionary(uniqueKeysWithValues: zip(CSVWriter.columns, row))
    #expect(
      cells.filter { $0.value != "" } == [
        "row": "1", "error": "c", "error_message": "m, \"n\"", "error_line": "3",
      ])
  }

  @Test("puts flags beside their finding, and those of the report in its first row")
  func flags() throws {
    let report = Report(id: "r", "Stone in the left kidney. Stone in the gallbladder.")
    var scratch = Analyzer.Scratch()
    var analysis = try Analyzer(lexicon: .shared).analyze(report, using: &scratch)
    func flag(_ rule: String, _ finding: String?) -> Flag {
      Flag(rule: rule, severity: .check, finding: finding, message: "why?", evidence: [], sources: [])
    }
    analysis.flags = [flag("QA1", "f2"), flag("QA2", nil), flag("QA3", "f1"), flag("QA4", "f9")]
    var bytes = CSVWriter().head
    CSVWriter().write(report, analysis, kept: [], into: &bytes)
    let rows = try #require(csvRows(String(decoding: bytes, as: UTF8.self)))
    let at = try #require(rows[0].firstIndex(of: "flags"))
    #expect(
      rows.dropFirst().map { $0[at] } == [
        "QA2 check: why? | QA4 check: why? | QA3 check: why?", "QA1 check: why?",
      ])
  }

  @Test("has a byte order mark, a header and kept columns as asked")
  func head() {
    var writer = CSVWriter()
    writer.keep = ["ward", "n"]
    writer.byteOrderMark = true
    #expect(writer.head.starts(with: [0xEF, 0xBB, 0xBF] + Array("report_id,row,".utf8)))
    #expect(writer.head.suffix(9) == Array(",ward,n\r\n".utf8))
    writer.header = false
    #expect(writer.head == [0xEF, 0xBB, 0xBF])
    var bytes: [UInt8] = []
    writer.write(
      Report(id: "r", ""), Analysis(), kept: [("n", Array("12".utf8)), ("ward", Array(#""=\u0041""#.utf8))],
      into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(",'=A,12\r\n"))
  }
}
