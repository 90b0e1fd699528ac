// The annotated sets of Fixtures/gold are read at least as well as they were when their floors were set.

import Foundation
import Testing

@Suite("Gold sets") struct GoldSetTests {
  struct Floor: CustomTestStringConvertible {
    let set: String
    /// The least F1 of a slot.
    let slots: [String: Double]
    var testDescription: String { set }
  }

  /// Some hundredths below what was measured last: a change that costs more is looked at before it is taken.
  static let floors = [
    Floor(set: "a", slots: ["anchor": 0.98, "strict": 0.85, "recommendation": 0.90]),
    Floor(set: "b", slots: ["anchor": 0.98, "strict": 0.88, "recommendation": 0.77]),
    Floor(set: "c", slots: ["anchor": 0.98, "strict": 0.88, "recommendation": 0.86]),
    Floor(set: "d", slots: ["anchor": 0.98, "strict": 0.77, "recommendation": 0.74, "host": 0.80]),
    Floor(set: "e", slots: ["anchor": 0.98, "strict": 0.75, "recommendation": 0.50, "part": 0.82]),
  ]

  @Test("keep their floors", arguments: floors)
  func floor(_ floor: Floor) throws {
    let gold = CalxProcess.root.appending(path: "Fixtures/gold/set-\(floor.set).jsonl").path
    let run = try CalxProcess(["evaluate", gold, "--to", "json"])
    #expect(run.status == 0)
    let result = try #require(try run.records().first)
    #expect(result["reports"] as? Int == result["predicted_reports"] as? Int)
    let slots = try #require(result["slots"] as? [String: [String: Any]])
    for (slot, least) in floor.slots {
      let f1 = try #require(slots[slot]?["f1"] as? Double)
      #expect(f1 >= least, "\(slot) of set \(floor.set): \(f1), below \(least)")
    }
  }
}
