// Reports as people write them: addenda, advice, headers without colons, several studies in one text.

import Testing

@testable import Calx

@Suite("Shapes of reports") struct ReportShapeTests {
  @Test("reads what is advised, when and with what")
  func advice() throws {
    let r = try Reading("IMPRESSION: 4 mm renal stone. Follow-up ultrasound in 6 months is recommended.")
    let advice = try #require(r.analysis.recommendations.first)
    #expect(advice.modality == "US")
    #expect(advice.intervalDays.map { $0.allSatisfy { (175...190).contains($0) } } == true)
    #expect(!advice.negated)
    #expect(advice.findings == ["f1"])
    #expect(
      r.words(try r.only().recommendation)?.lowercased().contains("follow-up ultrasound in 6 months") == true)
  }

  @Test(
    "reads that nothing is needed",
    arguments: [
      "Calcified granuloma of the lung. No follow-up is needed.",
      "Calcified granuloma of the lung, no follow-up needed.",
    ])
  func none(_ text: String) throws {
    let r = try Reading(text)
    #expect(try r.only().presence == .present)
    #expect(r.analysis.recommendations.map(\.negated) == [true])
  }

  @Test("reads the report's own cause")
  func cause() throws {
    let r = try Reading("Calcified granulomas in the spleen, due to prior granulomatous disease.")
    #expect(r.words(try r.only().statedCause) == "prior granulomatous disease")
  }

  @Test("puts Findings and Impression together into one finding")
  func together() throws {
    let r = try Reading("FINDINGS: A 4 mm calculus in the left kidney.\nIMPRESSION: Left renal calculus.")
    #expect(r.mentions.map(\.section) == [.findings, .impression])
    #expect(r.analysis.findings.map(\.mentions) == [[0, 1]])
    #expect(r.analysis.findings.first?.slots.sizeMM == [4])
  }

  @Test("lets an addendum correct a side")
  func addendum() throws {
    let r = try Reading(
      "FINDINGS: A 4 mm calculus in the left kidney.\n\nADDENDUM: The 4 mm calculus is in the right kidney.")
    let f = try #require(r.analysis.findings.first)
    #expect(r.analysis.findings.count == 1)
    #expect(f.slots.laterality == .right)
    #expect(f.conflicts.contains(.laterality))
  }

  @Test("reads a list without full stops as its items")
  func items() throws {
    let r = try Reading(
      "IMPRESSION:\n1. No renal calculi\n2. Gallstones\n3. Calcified granuloma in the spleen")
    #expect(r.mentions.map(\.presence) == [.absent, .present, .present])
    #expect(r.mentions.map(\.organ) == ["kidney", "gallbladder", "spleen"])
  }

  @Test(
    "reads a text of one line like the same text in lines", arguments: ["\n", " ", "\r\n", "\n\n", "\n \n"])
  func lines(_ end: String) throws {
    let text = ["No renal calculi.", "Gallstones are present.", "The spleen is normal."].joined(
      separator: end)
    let r = try Reading(text)
    #expect(r.mentions.map(\.presence) == [.absent, .present])
    #expect(r.mentions.map(\.organ) == ["kidney", "gallbladder"])
  }

  @Test("keeps two studies in one text apart")
  func studies() throws {
    let text =
      "CT CHEST\nFINDINGS: Calcified granuloma in the right upper lobe.\n\nCT ABDOMEN\nFINDINGS: Stone in the left kidney."
    let r = try Reading(text)
    #expect(r.mentions.map(\.organ) == ["lung", "kidney"])
    #expect(r.mentions.map(\.laterality) == [.right, .left])
  }

  @Test("never names an anchor that the text does not hold")
  func fromTheText() throws {
    for (name, bytes) in Fixtures.reports {
      let r = try Reading(String(decoding: bytes, as: UTF8.self))
      for anchor in r.anchors { #expect(r.text.contains(anchor), "\(name)") }
    }
  }

  @Test("leaves the deciding words of every denial")
  func evidence() throws {
    for (name, bytes) in Fixtures.reports {
      for m in try Reading(String(decoding: bytes, as: UTF8.self)).mentions where m.presence != .present {
        let explained = m.evidence.contains {
          $0.slot == .presence || $0.slot == .temporality || $0.slot == .change
        }
        #expect(
          explained || m.section == .technique || m.section == .indication,
          "\(name) at byte \(m.range.lowerBound)")
      }
    }
  }
}
