// HL7 v2: the ways in which text arrives, the ways in which messages are packed, and their versions.

import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("HL7 input") struct HL7InputTests {
  static func fixture(
    _ name: String, keep: Set<String> = [], _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> Reading {
    try Reading(paths: [Reading.formats.appending(path: "hl7/\(name)").path], keep: keep, change)
  }

  @Test("joins lines, keeps leading blanks and blank lines, and titles the sections that have no title")
  func lines() throws {
    let read = try Self.fixture("lines.hl7", keep: ["accessions", "OBR-4", "MSH-10", "XXX-1"])
    #expect(
      read.texts == [
        """
        FINDINGS:
        Moderate coronary artery calcification. 4 mm calcified
           granuloma, right upper lobe (image 4&5).

        IMPRESSION:
        1. Coronary calcification.
        RECOMMENDATION:
        Follow-up CT in 12 months.
        Dictated but not read.
        """
      ])
    let report = try #require(read.reports.first)
    #expect(report.id == "ACC0001" && report.modality == "CT" && report.exam == "CT CHEST WO CONTRAST")
    #expect(report.patient == "00123456" && report.sex == "F" && report.age == 60 && report.status == "F")
    #expect(report.date == "2026-01-05T09:50:00-05:00")
    guard case .report(_, let kept)? = read.rows.first else { return }
    #expect(
      kept == [
        "accessions": #"["ACC0001"]"#, "OBR-4": #""71250^CT CHEST WO CONTRAST^CPT""#, "MSH-10": #""RIS0001""#,
      ])
    let file = try Data(contentsOf: Reading.formats.appending(path: "hl7/lines.hl7"))
    #expect(read.originals.map { $0 + [13] } == [Array(file)])
  }

  @Test("reads every kind of line break and escape, and lets unknown escapes stand")
  func formatted() throws {
    let read = try Self.fixture("formatted.hl7")
    #expect(read.reports.map(\.id) == ["ACC0002", "ACC0003"])
    #expect(
      read.texts == [
        "FINDINGS:\nStone\n\n4 mm\nin\nthe\nleft\nkidney now | ^ ~ \\ \\Zab\\ C:\\temp",
        "No stone & no <b>cyst</b> ^ here.",
      ])
    #expect(read.tally.noted == ["hl7-unknown-escape": 1])
  }

  @Test("takes the delimiters that the message declares")
  func delimiters() throws {
    let read = try Self.fixture("delimiters.hl7")
    #expect(read.texts == ["FINDINGS:\nA | stone ^ of 3 mm\n% next"])
    let report = try #require(read.reports.first)
    #expect(report.id == "ACC0004" && report.patient == "5" && report.modality == "US" && report.age == 1.4)
  }

  @Test("decodes the charset of MSH-18")
  func charset() throws {
    #expect(try Self.fixture("latin1.hl7").texts == ["5 µm ’punctate’ é"])
    #expect(try Self.fixture("latin1.hl7") { $0.encoding = .utf8 }.errors.map(\.code) == ["invalid-utf8"])
  }

  @Test("reads batches, counts what it passes over, and says what their trailers promise in vain")
  func batch() throws {
    let read = try Self.fixture("batch.hl7")
    #expect(read.summary == ["ACC0010: No stones.", "ACC0011 @9 no-text", "ACC0012: Calcified node"])
    #expect(read.tally.skipped == ["hl7-not-oru": 1])
    #expect(read.tally.noted == ["hl7-encapsulated": 2, "hl7-not-text": 1])
    #expect(
      read.tally.remarks == ["input 1: a batch says that it holds 5 messages (BTS-1) and holds 4"])
  }

  @Test("reads MLLP frames, and says of one that is cut off")
  func mllp() throws {
    let read = try Self.fixture("mllp.hl7")
    #expect(read.reports.map(\.id) == ["ACC0020", "ACC0021"] && read.texts == ["Stone.", "Cyst."])
    #expect(read.errors.map(\.code) == ["hl7-truncated"])
  }

  @Test("gives one report to orders that share a text, and several to those that do not")
  func orders() throws {
    let read = try Self.fixture("orders.hl7", keep: ["accessions"])
    #expect(read.summary == ["ACC0030: Calcified node.\nAnd a\n\nstone.", "ACC0032: No stone."])
    let accessions = read.rows.map { row -> String? in
      if case .report(_, let kept) = row { kept["accessions"] } else { nil }
    }
    #expect(accessions == [#"["ACC0030","ACC0031"]"#, #"["ACC0032","ACC0033"]"#])
  }

  @Test(
    "keeps the versions that are asked for, and counts the others",
    arguments: [
      (
        InputVersions.latest,
        ["Blank is final.", "Corrected one.", "Only preliminary.", "No accession.", "No accession."],
        ["superseded": 3, "duplicate": 1, "withdrawn": 2, "no-result": 1]
      ),
      (
        .finalOnly, ["Blank is final.", "Corrected one.", "No accession.", "No accession."],
        ["superseded": 1, "duplicate": 1, "withdrawn": 2, "no-result": 1, "preliminary": 3]
      ),
      (
        .all,
        [
          "Preliminary one.", "Final one.", "Blank is final.", "Corrected one.", "Corrected one.",
          "Late preliminary.", "Final three.", "Only preliminary.", "No accession.", "No accession.",
        ], ["withdrawn": 1, "no-result": 1]
      ),
    ])
  func versions(_ policy: InputVersions, _ texts: [String], _ skipped: [String: Int]) throws {
    let read = try Self.fixture("versions.hl7") { $0.versions = policy }
    #expect(read.texts == texts && read.errors.isEmpty)
    #expect(read.tally.skipped == skipped)
    #expect(texts.count + skipped.values.reduce(0, +) == 12)
  }

  @Test("finds versions across files")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calx-hl7-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, status) in [("1.hl7", "P"), ("2.hl7", "F")] {
      let message =
        "MSH|^~\\&|||||||ORU^R01|\(name)\rOBR|1||A1||||||||||||||||||||||\(status)\rOBX|1|TX|||\(status) text\r"
      try Data(message.utf8).write(to: folder.appending(path: name))
    }
    let read = try Reading(paths: [folder.path])
    #expect(read.texts == ["F text"] && read.tally.skipped == ["superseded": 1])
  }

  @Test("answers what cannot be read with its line, and goes on")
  func defects() throws {
    let read = try Self.fixture("defects.hl7")
    #expect(
      read.summary == [
        "? @1 hl7-no-message", "? @3 hl7-header", "ACC0040 @5 no-text", "? @8 charset", "ACC0042: Good.",
      ])
  }

  @Test("holds messages to the longest record")
  func long() throws {
    let head = "MSH|^~\\&|||||||ORU^R01|1\rOBR|1||A\r"
    let long = "OBX|1|TX|||" + String(repeating: "x", count: 300_000) + "\r"
    let read = try Reading(head + long + head + "OBX|1|TX|||y\r", as: "a.hl7") {
      $0.longest = 100_000
      $0.versions = .all
    }
    #expect(read.summary == ["? @1 too-long", "A: y"])
  }

  @Test("gives back any text that was escaped as the standard says")
  func roundTrip() throws {
    var numbers = SeededNumbers(7)
    let alphabet = ["a", "|", "^", "~", "&", "\\", "\n", " ", "é", "X0D", ".br", "F", "mm"]
    func escaped(_ s: String) -> String {
      s.map { c in
        switch c {
        case "|": "\\F\\"
        case "^": "\\S\\"
        case "~": "\\R\\"
        case "&": "\\T\\"
        case "\\": "\\E\\"
        case "\n": ["\\.br\\", "~", "\\X0D0A\\", "\\X0a\\"].randomElement(using: &numbers) ?? ""
        default: String(c)
        }
      }.joined()
    }
    let texts = (0..<200).map { _ in
      "x"
        + (0..<Int.random(in: 0...15, using: &numbers)).map { _ in
          alphabet.randomElement(using: &numbers) ?? ""
        }.joined() + "y"
    }
    let file = texts.enumerated().map { n, text in
      "MSH|^~\\&|||||||ORU^R01|\(n)\rOBR|1||A\(n)\rOBX|1|FT|||\(escaped(text))\r"
    }.joined()
    #expect(try Reading(file, as: "a.hl7").texts == texts)
  }
}
