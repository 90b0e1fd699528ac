// The records of the example reports are the ones that were looked at last.

import Foundation
import Testing

@Suite("Golden records") struct GoldenTests {
  @Test("are what calx writes now (after a wanted change: make golden, and read the difference)")
  func golden() throws {
    let path = CalxProcess.root.appending(path: "Fixtures/expected/records.jsonl")
    let expected = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let versions = /"versions":\{[^}]*\}/
    let blank = #""versions":{"calx":"","lexicon":"","knowledge":""}"#
    let actual = try CalxProcess(["analyze", CalxProcess.reports]).lines.map {
      $0.replacing(versions, with: blank)
    }
    #expect(actual.count == expected.count)
    let differences = zip(actual, expected).filter { $0 != $1 }.map { a, e in
      let at = zip(a, e).prefix { $0 == $1 }.count
      return
        "…\(a.dropFirst(max(0, at - 120)).prefix(200))… instead of …\(e.dropFirst(max(0, at - 120)).prefix(200))…"
    }
    #expect(differences.isEmpty, "\(differences.count) records differ, such as \(differences.first ?? "")")
  }
}
