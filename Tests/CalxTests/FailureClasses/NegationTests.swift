// Denials that other readers miss, and words that look like denials and are none.

import Testing

@testable import Calx

@Suite("Negation") struct NegationTests {
  @Test(
    "reaches the calculus in every common wording",
    arguments: [
      "No renal calculi.", "No evidence of calcification in the pancreas.",
      "Without calcification of the aorta.",
      "The gallbladder is free of stones.", "Negative for calculi.", "The study is negative for calculi.",
      "The left kidney is negative for calculi.", "Calculi are not seen in the kidneys.",
      "No calcification is identified in the liver.",
      "Absence of calculi in the ureter.", "There are no stones.", "Stones are absent.",
      "The ureter shows no calculus.",
      "Neither stones nor sludge are seen in the gallbladder.", "A stone is not pointed out.",
      "Node without hilum or calcification.", "No stone was demonstrated in the bladder.",
      "Renal calculi are excluded.",
      "Calculi were ruled out.", "The kidneys show neither hydronephrosis nor calculi.",
      "Denies kidney stones.", "Bladder calculus | none", "I do not see a stone in the gallbladder.",
      "Nodes small, none calcified.",
      "Testicular microlithiasis criteria are not met.", "The previously seen renal stone has passed.",
    ])
  func absent(_ text: String) throws { #expect(try only(text).presence == .absent) }

  @Test(
    "reads the value behind a label",
    arguments: [
      "Calculi: none.", "Calculi: no", "Calculi: absent.", "Stones: None seen.", "Gallstones: Negative",
      "Renal calculi: nil.",
      "Gallstones - none.", "Calcification: No.", "Stones: not seen.",
    ])
  func labels(_ text: String) throws { #expect(try only(text).presence == .absent) }

  @Test(
    "reads a positive value behind a label",
    arguments: ["Calculi: yes.", "Calculi: present.", "Gallstones: multiple, mobile."])
  func positiveLabels(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "does not reach past a colon, a semicolon or a new line",
    arguments: [
      "No hydronephrosis; a 3 mm stone in the left kidney.",
      "Node of 9 mm, no hilum, microcalcifications.",
      "No mass, with coarse calcification in the left lobe of the liver.",
      "Coronary tree not evaluable for diffuse calcifications.",
      "Hydronephrosis: none. Calculi: a 3 mm stone in the left kidney.",
      "No hydronephrosis\n3 mm stone in the left kidney", "Hydronephrosis: No\nCalculi: 3 mm, left kidney",
      "No mass, but there is a calcification in the liver.",
      "Lungs clear, no effusion. Calcified granuloma in the right upper lobe.",
      "There is no hydronephrosis and there is a 3 mm stone in the left kidney.",
    ])
  func ends(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "reaches every member of a list",
    arguments: [
      "No masses, cysts, or calcifications in the liver.", "No hydronephrosis or calculi.",
      "No mass, no cyst, no calculus.",
      "Without evidence of mass, cyst or calculus in the kidneys.",
      "No stones, sludge, or wall thickening of the gallbladder.",
    ])
  func lists(_ text: String) throws { #expect(try only(text).presence == .absent) }

  @Test("leaves the cue out of the anchor and names it in the evidence")
  func cue() throws {
    let r = try Reading("There are no gallstones.")
    let m = try r.only()
    #expect(r.words(m.range) == "gallstones")
    let evidence = try #require(m.evidence.first { $0.slot == .presence })
    #expect(r.words(evidence.range) == "no")
    #expect(evidence.rule.hasPrefix("en.cue."))
  }

  @Test(
    "follows cues that stand around the target",
    arguments: [
      "We were able to rule calculi out.", "Calculi can be crossed off the list.",
    ])
  func around(_ text: String) throws { #expect(try only(text).presence == .absent) }

  @Test(
    "is not seen in words that only begin like one",
    arguments: [
      "Nodular calcification of the thyroid.", "Noted is a calcification of the spleen.",
      "Normal liver with a calcified granuloma.",
      "Nonobstructing stone in the left kidney.", "Non-shadowing calculus in the gallbladder.",
      "No. 1 stone in the gallbladder.", "4 mm stone lying free within the bladder.",
      "In the absence of risk factors the microlithiasis needs no surveillance.",
      "No uptake, now entirely calcified.", "Calculus, not seen in 2019.",
      "Not only a gallstone but also sludge is present.",
    ])
  func lookalikes(_ text: String) throws { #expect(try only(text).presence == .present) }

  @Test(
    "takes noncalcified for what it says",
    arguments: [
      "Noncalcified nodule in the right upper lobe.",
      "Non-calcified plaque in the left anterior descending artery.",
      "A non calcified 3 mm nodule in the left lower lobe.", "Uncalcified granuloma of the lung.",
    ])
  func noncalcified(_ text: String) throws {
    #expect(try #require(try Reading(text).mentions.first).presence == .absent)
  }

  @Test("keeps what stands beside the word that denies itself")
  func mixed() throws {
    let r = try Reading("Calcified and noncalcified plaques in the aorta.")
    #expect(r.mentions.map(\.presence) == [.present, .absent])
  }
}
