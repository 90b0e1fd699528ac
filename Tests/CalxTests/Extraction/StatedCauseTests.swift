// The cause that a report states in its own words.

import Testing

@testable import Calx

@Suite("Stated causes") struct StatedCauseTests {
  struct Cause: CustomTestStringConvertible {
    let text: String
    let cause: String?
    var testDescription: String { text }
    init(_ text: String, _ cause: String?) { (self.text, self.cause) = (text, cause) }
  }

  @Test(
    "takes the cause's own words",
    arguments: [
      Cause("Splenic calcifications due to prior histoplasmosis.", "prior histoplasmosis"),
      Cause("Calcified granulomas in both lungs (old TB).", "old TB"),
      Cause("Calcified hilar nodes. Likely sequela of old tuberculosis.", "old tuberculosis"),
      Cause("Peritoneal calcifications, ?meconium peritonitis.", "meconium peritonitis"),
      Cause("Calcified vas deferens, typical of diabetes.", "diabetes"),
      Cause("Calcification s/p radiation 2009, denser now, due to fat necrosis.", "fat necrosis"),
      Cause("Calcified granulomas from old tuberculosis.", "old tuberculosis"),
      Cause("Pancreatic calcification as can be seen with chronic pancreatitis.", "chronic pancreatitis"),
      Cause("Calcified nodes consistent with sequelae of prior histoplasmosis.", "prior histoplasmosis"),
      Cause("Nephrocalcinosis, felt to be related to hyperparathyroidism.", "hyperparathyroidism"),
      Cause("Pleural calcification given history of empyema.", "empyema"),
      Cause("Lesions with calcified rims, typical of injection granulomas.", nil),
      Cause("Mitral calcification; the coronaries are not assessable owing to motion.", nil),
      Cause("No calcification to suggest chronic pancreatitis.", nil),
      Cause("Calcifications ranging from 2 to 4 mm.", nil),
    ])
  func causes(_ c: Cause) throws {
    let r = try Reading(c.text)
    #expect(r.words(try #require(r.mentions.first).statedCause) == c.cause)
  }
}
