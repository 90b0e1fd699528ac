// Rows of tables that several suites share: a text and what is expected of its mentions.

import Testing

@testable import Calx

/// A text and the advice that each of its mentions is given.
struct Advised: CustomTestStringConvertible {
  let text: String
  let advice: [String?]
  var testDescription: String { text }
  init(_ text: String, _ advice: String?...) { (self.text, self.advice) = (text, advice) }

  func check() throws {
    let report = try Reading(text)
    #expect(report.mentions.map { report.words($0.recommendation) } == advice)
  }
}

/// A text and the place of its last mention: organ, part and side, or what of them a suite asks for.
struct Placed: CustomTestStringConvertible {
  let text: String
  let place: String
  var testDescription: String { text }
  init(_ text: String, _ place: String) { (self.text, self.place) = (text, place) }
}

/// A text and the lengths in it, in mm, those of one measurement together.
struct Length: CustomTestStringConvertible {
  let text: String
  let millimetres: [[Double]]
  var testDescription: String { text.debugDescription }
  init(_ text: String, _ millimetres: [Double]...) { (self.text, self.millimetres) = (text, millimetres) }
}
