// CSV, TSV and the exports that are known by name.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("CSV input") struct DelimitedInputTests {
  static func fixture(_ name: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws -> Reading {
    try Reading(paths: [Reading.formats.appending(path: "csv/\(name)").path], change)
  }

  @Test("reads quoted cells with line ends, a byte order mark, CRLF; ids stay as they are")
  func quoted() throws {
    let read = try Self.fixture("quoted.csv")
    #expect(
      read.summary == [
        "00123: FINDINGS:\r\nCalcified granuloma, right upper lobe.\r\n\r\nIMPRESSION: \"Granuloma\".",
        "2019-01-02: No gallstones.", "=4,5: - Stone, 4 mm",
      ])
    #expect(read.reports.map(\.modality) == ["CT", "US", nil])
    #expect(String(decoding: read.originals[1], as: UTF8.self) == "2019-01-02,US,No gallstones.\r")
  }

  @Test("finds the delimiter in the header")
  func delimiters() throws {
    let semicolon = try Self.fixture("semicolon.csv")
    #expect(semicolon.summary == ["d-1: Stone; left kidney.", "d-2: No stone."])
    #expect(semicolon.reports.map(\.sex) == ["F", "M"] && semicolon.reports.map(\.age) == [61, nil])
    let tabs = try Self.fixture("narrative.tsv")
    #expect(tabs.summary == ["1: Calcified node.", "2: Two\tcells\nin one"])
    #expect(tabs.reports.map(\.date) == ["2026-01-05", nil])
    #expect(try Reading("id\ttext\n1\tx,y\n", as: "a.csv").summary == ["1: x,y"])
    #expect(try Reading("note_id,note_text\n1,x\n", as: "export").summary == ["1: x"])
    #expect(
      try Reading("Stone, id, text\nin a letter", as: "letter").texts == ["Stone, id, text\nin a letter"])
  }

  @Test("decodes Windows' encoding, and names line and byte of what has no meaning")
  func encoding() throws {
    let read = try Self.fixture("windows-1252.csv") { $0.encoding = .windows1252 }
    #expect(read.summary == ["1: 5 µm “punctate” foci", "2: Plain.", "? @4 undecodable"])
    #expect(
      try Self.fixture("windows-1252.csv").summary == ["? @2 invalid-utf8", "2: Plain.", "? @4 invalid-utf8"])
  }

  @Test("answers every defective row with its line, and goes on")
  func defects() throws {
    let read = try Self.fixture("defects.csv")
    #expect(
      read.summary == [
        "? @2 column-count", "? @3 column-count", "? @4 missing-id", "4 @5 missing-text", "? @6 csv-quote",
        "6: Good.", "? @8 unclosed-quote",
      ])
    #expect(String(decoding: read.originals[6], as: UTF8.self) == "7,\"never closed\n8,lost\n")
    #expect(!read.errors.contains { $0.message.contains("lost") || $0.message.contains("No id") })
  }

  @Test(
    "says of a header that does not do what to do",
    arguments: [
      ("number,words\n1,x\n", "no-text-column"), ("id,narrative,report\n1,x,y\n", "ambiguous-text"),
      ("id,\"text", "no-header"),
    ])
  func headers(_ text: String, _ code: String) throws {
    #expect(try Reading(text, as: "a.csv").errors.map(\.code) == [code])
  }

  @Test("reads nothing from a table without rows")
  func empty() throws {
    for text in ["", "\n", "id,text", "id,text\r\n\r\n"] {
      #expect(try Reading(text, as: "a.csv").rows.isEmpty)
    }
    #expect(try Reading("text\nx\n", as: "a.csv").summary == ["line-2: x"])
  }

  @Test("takes the columns that are named, and ends for one that is not there")
  func columns() throws {
    let text = "Nr,Befund,Patient\n7,x,p\n"
    let map = try ColumnMap("id=nr,text=Befund,patient=PATIENT")
    let read = try Reading(text, as: "a.csv", keep: ["Patient"]) { $0.columns = map }
    #expect(read.summary == ["7: x"] && read.reports[0].patient == "p")
    guard case .report(_, let kept)? = read.rows.first else { return }
    #expect(kept == ["Patient": #""p""#])
    #expect(throws: RunError.self) {
      try Reading(text, as: "a.csv") { $0.columns = try? ColumnMap("text=Text") }
    }
    for bad in ["id", "colour=x", "id=a,id=b", "=x"] {
      #expect(throws: RunError.self) { try ColumnMap(bad) }
    }
    #expect(try ColumnMap("time=t").names == [.date: "t"])
  }

  @Test("knows the radiology tables of MIMIC")
  func mimic() throws {
    let four = try Self.fixture("mimic-iv.csv") { $0.preset = .mimicIV }
    #expect(four.reports.map(\.id) == ["10000001-RR-1", "10000001-AR-2"])
    #expect(
      four.reports.map(\.status) == ["F", "A"] && four.reports.map(\.patient) == ["10000001", "10000001"])
    #expect(four.reports[0].date == "2150-03-02 10:15:00" && four.texts[0].hasSuffix("No acute findings.\n"))
    let three = try Self.fixture("mimic-iii.csv") { $0.preset = .mimicIII }
    #expect(three.summary == ["175: 4 mm stone in the left kidney.", "177: Calcified \"eggshell\" nodes."])
    #expect(three.reports.map(\.date) == ["2151-08-05 09:30:00", "2151-08-06"])
    #expect(three.reports.map(\.exam) == ["RENAL U.S.", "CHEST (PA & LAT)"])
    #expect(three.tally.skipped == ["not-radiology": 1, "withdrawn": 1])
  }

  @Test("knows the NOTE table of OMOP")
  func omop() throws {
    let read = try Self.fixture("omop-note.csv") { $0.format = .omop }
    #expect(read.summary == ["501: Gallbladder: stones.", "502: Calcified plaque."])
    #expect(
      read.reports.map(\.patient) == ["77", "78"] && read.reports.map(\.exam) == ["US ABDOMEN", "CT CHEST"])
    #expect(read.reports.map(\.date) == ["2026-01-05 09:50:00", "2026-01-06"])
    #expect(try Self.fixture("omop-note.csv").summary == read.summary)
  }

  @Test("joins the rows of a report in the order of their numbers, and says when rows come late")
  func epic() throws {
    let read = try Self.fixture("epic-order-narrative.csv") { $0.preset = .epic }
    #expect(
      read.summary == [
        "900001: FINDINGS:\nCalcified granuloma in the\nright upper lobe.\n\nIMPRESSION: Granuloma.",
        "900002: No gallstones.", "900003 @9 order-by", "900001 @10 group-split",
      ])
    let plain = try Reading("acc,n,words\na,2,two\na,1,one\nb,1,x\n", as: "lines.csv") {
      $0.columns = try? ColumnMap("text=words")
      $0.groupBy = ["acc"]
      $0.orderBy = ["n"]
    }
    #expect(plain.summary == ["a: one\ntwo", "b: x"])
    #expect(String(decoding: plain.originals[0], as: UTF8.self) == "a,2,two\na,1,one")
  }

  @Test("holds rows and groups to the longest record, and goes on behind")
  func long() throws {
    let long = String(repeating: "x\n", count: 150_000)
    let read = try Reading(
      "id,text\n1,\"\(long)\"\n2,y\n3,\(String(repeating: "z", count: 70_000))\n4,w", as: "a.csv"
    ) { $0.longest = 65_536 }
    #expect(read.summary == ["? @2 too-long", "2: y", "? @150004 too-long", "4: w"])
    #expect(try Reading("id,text\n1,\"\(long)\"\n", as: "a.csv").texts == [long])
    let group = try Reading(
      "id,line,text\n" + (1...999).map { "a,\($0),xxxx\n" }.joined() + "b,1,y\n", as: "a.csv"
    ) {
      $0.groupBy = ["id"]
      $0.orderBy = ["line"]
      $0.longest = 1_000
    }
    #expect(group.summary == ["a @2 too-long", "b: y"])
  }

  @Test("gives back what a writer quoted, whatever it is")
  func roundTrip() throws {
    var numbers = SeededNumbers(4_180)
    let alphabet = ["a", "\"", ",", "\n", "\r\n", ";", "\t", "é", " ", "'", "😀", "=", "\r"]
    func quoted(_ s: String) -> String { "\"\(s.replacing("\"", with: "\"\""))\"" }
    let cells = (0..<400).map { _ in
      "x"
        + (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
          alphabet.randomElement(using: &numbers) ?? ""
        }
        .joined()
    }
    let table = "text,id\r\n" + cells.enumerated().map { "\(quoted($1)),\"\($0)\"\r\n" }.joined()
    let read = try Reading(table, as: "a.csv")
    #expect(read.errors.isEmpty && read.texts == cells)
    #expect(read.reports.map(\.id) == cells.indices.map(String.init))
  }
}
