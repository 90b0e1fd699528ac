// Change is an axis of its own: what has not changed is there.

import Testing

@testable import Calx

@Suite("Stability is never a negation") struct StabilityTests {
  @Test(
    "no change in X: present and stable",
    arguments: [
      "No change in the calcified granuloma of the right lower lobe.",
      "No interval change in the 4 mm renal calculus.",
      "No significant change in the hepatic calcification.", "The calcified granuloma shows no change.",
      "The renal calculus has not changed.", "The calcification has not significantly changed.",
      "Unchanged splenic calcification.",
      "Stable calcification in the liver.", "The calcified nodule is stable.",
      "The calculus is unchanged in size.",
      "Redemonstrated calcified granuloma in the spleen.",
      "Again seen is a calcification in the left lobe of the liver.",
      "Calcified granuloma, stable.", "The renal stone remains unchanged.",
    ])
  func stable(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .present)
    #expect(m.change == .stable)
    #expect(m.temporality == .current)
  }

  struct Said: CustomTestStringConvertible {
    let text: String
    let change: Change?
    var testDescription: String { text }
    init(_ text: String, _ change: Change?) { (self.text, self.change) = (text, change) }
  }

  @Test(
    "says in many ways what has become of it",
    arguments: [
      Said("Unchanged: calculus in the left kidney.", .stable),
      Said("Left renal calculus, identical to the previous study.", .stable),
      Said("Left renal calculus without relevant change.", .stable),
      Said("Left renal calculus of similar appearance to before.", .stable),
      Said("There is again a calculus in the left kidney.", .stable),
      Said("Slight increase in the splenic calcifications.", .increased),
      Said("The renal calculus has doubled in size.", .increased),
      Said("The renal calculus measures 8 mm compared with 5 mm previously.", .increased),
      Said("The renal calculus measures 4 mm versus 7 mm.", .decreased),
      Said("There is a new calculus in the left kidney.", .new),
      Said("Left renal calculus, not visualised on the previous scan.", .new),
      Said("Left renal calculus newly detected.", .new),
      Said("Left renal calculus no longer detectable.", .resolved),
      Said("The left renal calculus can no longer be seen.", .resolved),
      Said("Left renal calculus with increased cortical echogenicity.", nil),
      Said("Left renal calculus in a haemodynamically stable patient.", nil),
    ])
  func said(_ c: Said) throws { #expect(try only(c.text).change == c.change) }

  @Test(
    "no growth of X: present",
    arguments: [
      "No increase in size of the renal calculus.", "No growth of the calcified nodule.",
      "No progression of the coronary calcification.",
    ])
  func noGrowth(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "no new X: absent and new",
    arguments: [
      "No new calcification.", "No new renal calculi.", "There are no new calcified granulomas in the lungs.",
    ])
  func noNew(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .absent)
    #expect(m.change == .new)
  }

  @Test(
    "a new X: present and new",
    arguments: [
      "New 3 mm stone in the left kidney.", "There is a new calcification in the liver.",
      "Calcification in the liver, not seen on prior.",
      "5 mm granuloma in the right upper lobe, not present in 2016.",
      "Stone in the left kidney, not evident on previous CT.", "Right renal calculus, not there before.",
    ])
  func new(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .present)
    #expect(m.change == .new)
  }

  @Test(
    "X no longer seen: absent and resolved",
    arguments: [
      "The renal calculus is no longer seen.", "Previously seen gallstones are no longer visualized.",
      "The ureteral stone has resolved.",
    ])
  func resolved(_ text: String) throws {
    let m = try only(text)
    #expect(m.presence == .absent)
    #expect(m.change == .resolved)
  }

  struct Growth: CustomTestStringConvertible {
    let text: String
    let change: Change
    var testDescription: String { text }
    init(_ text: String, _ change: Change) { (self.text, self.change) = (text, change) }
  }

  @Test(
    "growth and shrinkage",
    arguments: [
      Growth("The renal calculus has increased in size.", .increased),
      Growth("Enlarging calcified mass in the liver.", .increased),
      Growth("The calcification has decreased in size.", .decreased),
      Growth("8 mm renal calculus, previously 7 mm.", .increased),
      Growth("6 mm renal calculus, previously 7 mm.", .decreased),
      Growth("Stable to minimally increased coronary calcification.", .increased),
    ])
  func grown(_ g: Growth) throws {
    let m = try only(g.text)
    #expect(m.presence == .present)
    #expect(m.change == g.change)
  }
}
