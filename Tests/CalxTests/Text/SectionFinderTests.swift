// Titles as people type them.

import Testing

@testable import Calx

@Suite("Sections") struct SectionFinderTests {
  struct Layout: CustomTestStringConvertible {
    let text: String
    let names: [SectionName]
    var testDescription: String { text.debugDescription }
    init(_ text: String, _ names: SectionName...) { (self.text, self.names) = (text, names) }
  }

  static func names(_ text: String) throws -> [SectionName] {
    try Reading(text).analysis.sections.map(\.name)
  }

  @Test(
    "are found by capitals and colon, title case and colon, small letters and colon",
    arguments: [
      Layout("FINDINGS: No stones.\nIMPRESSION: Normal.", .findings, .impression),
      Layout("Findings: No stones.\nImpression: Normal.", .findings, .impression),
      Layout("findings: No stones.\nimpression: Normal.", .findings, .impression),
      Layout(
        "Indication: Pain.\n\nFindings: No stones.\n\nImpression: Normal.", .indication, .findings,
        .impression),
      Layout(
        "CLINICAL HISTORY: Pain.\nTECHNIQUE: CT.\nCOMPARISON: None.\nFINDINGS: Normal.\nCONCLUSION: Normal.",
        .history, .technique, .comparison, .findings, .impression),
    ])
  func colon(_ c: Layout) throws { #expect(try Self.names(c.text) == c.names) }

  @Test(
    "are found by other names and set off by marks",
    arguments: [
      Layout(
        "Justification: Pain.\nUSG findings: No stones.\nJudgement: Normal.", .indication, .findings,
        .impression),
      Layout("[Findings]\nNo stones.\n[Impression]\nNormal.", .findings, .impression),
      Layout("== Findings ==\nNo stones.\n\n<Diagnosis> Normal.", .findings, .impression),
      Layout(
        "Technical data: CT.\nFindings: Normal.\nManagement plan: None.", .technique, .findings,
        .recommendation),
      Layout("Findings: 3 mm [stone] in the kidney.", .findings),
    ])
  func otherNames(_ c: Layout) throws { #expect(try Self.names(c.text) == c.names) }

  @Test(
    "are found alone on their line, without a colon",
    arguments: [
      Layout("FINDINGS\nNo stones.\n\nIMPRESSION\nNormal.", .findings, .impression),
      Layout("Findings\nNo stones.\n\nImpression\nNormal.", .findings, .impression),
      Layout("FINDINGS\r\nNo stones.\r\n\r\nIMPRESSION\r\nNormal.", .findings, .impression),
    ])
  func alone(_ c: Layout) throws { #expect(try Self.names(c.text) == c.names) }

  @Test("are found inside a line that runs on")
  func runOn() throws {
    let text = "INDICATION: Pain. FINDINGS: A 3 mm renal stone. IMPRESSION: Renal stone."
    #expect(try Self.names(text) == [.indication, .findings, .impression])
  }

  @Test(
    "give way to a body that runs on in the paragraph of the request",
    arguments: [
      "CT CHEST: Non-contrast. Prior: CT 12 months ago. Severe coronary artery calcification. No nodule. Nodes normal.\nImpression: Coronary calcification.",
      "US THYROID. Indication: palpable nodule. No prior. Nodule of 9 mm with macrocalcification. Nodes normal.\nCONCLUSION: Nodule.",
    ])
  func body(_ text: String) throws {
    let mention = try #require(try Reading(text).mentions.first)
    #expect(mention.section == .findings)
    #expect(mention.temporality == .current)
  }

  @Test("let an addendum stand apart")
  func addendum() throws {
    let r = try Reading(
      "FINDINGS: No stones.\nIMPRESSION: Normal.\n\nADDENDUM: There is a 2 mm stone in the left kidney.")
    #expect(r.analysis.sections.map(\.name) == [.findings, .impression, .addendum])
    #expect(r.mentions.last?.section == .addendum)
  }

  @Test(
    "are findings where the text has no title",
    arguments: ["No stones.", "Small stone in the left kidney. Otherwise normal."])
  func none(_ text: String) throws {
    #expect(try Self.names(text) == [.findings])
    #expect(try only(text).section == .findings)
  }

  @Test(
    "do not begin at an organ's subheading",
    arguments: [
      "FINDINGS:\nLIVER: Normal.\nGALLBLADDER: Contains stones.\nKIDNEYS: Normal.\nIMPRESSION: Gallstones.",
      "FINDINGS\nLiver: Normal.\nGallbladder: Contains stones.\n\nIMPRESSION\nGallstones.",
    ])
  func subheadings(_ text: String) throws {
    #expect(try Self.names(text) == [.findings, .impression])
    let first = try #require(try Reading(text).mentions.first)
    #expect(first.organ == "gallbladder")
    #expect(first.section == .findings)
  }

  @Test(
    "are not made of words that merely stand in a sentence",
    arguments: [
      "The findings are stable. The impression of a stone is given.",
      "No comparison is available. There is a stone.",
    ])
  func words(_ text: String) throws { #expect(try Self.names(text) == [.findings]) }

  @Test("cover the whole text without gaps", arguments: Fixtures.reports.map(\.name))
  func cover(_ name: String) throws {
    let text = try #require(Fixtures.reports.first { $0.name == name }).text
    let sections = try Reading(String(decoding: text, as: UTF8.self)).analysis.sections
    #expect(sections.first?.range.lowerBound == 0)
    #expect(sections.last?.range.upperBound == text.count)
    for (a, b) in zip(sections, sections.dropFirst()) { #expect(a.range.upperBound == b.range.lowerBound) }
  }
}
