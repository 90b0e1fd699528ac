// Classes (BI-RADS, TI-RADS, Bosniak, Lung-RADS, LI-RADS) in report text: of which findings they are said.

import Testing

@testable import Calx

@Suite("Knowledge: classes in report text")
struct KnowledgeClassTests {
  static let analyzer = (try? Lexicon.builtIn()).map { Analyzer(lexicon: $0) }

  /// The urgency of each finding of an organ, by its side and by what tells it from others of that side.
  private func tiers(_ text: String, organ: String) throws -> [String] {
    var scratch = Analyzer.Scratch()
    let analysis = try #require(Self.analyzer).analyze(Report(id: "t", text), using: &scratch)
    return analysis.findings.filter { $0.slots.organ == organ && $0.slots.isReal }
      .map { "\($0.slots.laterality?.rawValue ?? "-") \($0.urgency.rawValue)" }.sorted()
  }

  @Test(
    "breast",
    arguments: [
      // Each side its own.
      (
        "RIGHT BREAST: Grouped calcifications in the upper outer quadrant. BI-RADS 4.\nLEFT BREAST: Rod-like calcifications. BI-RADS 2.",
        ["left none", "right soon"]
      ),
      (
        "IMPRESSION: 1. Grouped calcifications in the right breast. BI-RADS 4B.\n2. Round calcifications in the left breast. BI-RADS 2.",
        ["left none", "right soon"]
      ),
      (
        "IMPRESSION:\nGrouped calcifications of the right breast, BI-RADS 4, and popcorn calcifications of the left breast, BI-RADS 2.",
        ["left none", "right soon"]
      ),
      (
        "FINDINGS: Grouped calcifications in the right breast. Rod-like calcifications in the left breast.\nIMPRESSION: Right breast: BI-RADS 4. Left breast: BI-RADS 2.",
        ["left none", "right soon"]
      ),
      (
        "FINDINGS: Grouped calcifications in the right breast. Rod-like calcifications in the left breast.\nASSESSMENT: BI-RADS 4 right; BI-RADS 2 left.",
        ["left none", "right soon"]
      ),
      (
        "FINDINGS: Fine calcifications in the right breast. Rod-like calcifications in the left breast.\nASSESSMENT: Right BI-RADS 4c, biopsy for proof of calcification. Left BI-RADS 2.",
        ["left none", "right soon"]
      ),
      // Of one finding, in its sentence or behind it.
      (
        "FINDINGS: Rod-like calcifications in the left breast. In the right breast a group of calcifications, BI-RADS 4.",
        ["left none", "right soon"]
      ),
      // Of another thing on the other side.
      (
        "FINDINGS: There is an irregular mass in the left breast, BI-RADS 5. Popcorn calcifications in the right breast.",
        ["right none"]
      ),
      (
        "FINDINGS: Irregular mass in the left breast. Popcorn calcification in the right breast.\nASSESSMENT: BI-RADS 0. Ultrasound of the left breast is needed.",
        ["right none"]
      ),
      // Of the examination: not of what is benign beside the finding that earned it.
      (
        "FINDINGS: Grouped pleomorphic calcifications in the right breast. Rod-like calcifications in the left breast.\nIMPRESSION: BI-RADS 4.",
        ["left none", "right soon"]
      ),
      // A lone finding has it wherever it stands.
      ("FINDINGS: Grouped calcifications in the right breast.\nIMPRESSION: BI-RADS 4.", ["right soon"]),
      ("FINDINGS: Rod-like calcifications in the right breast.\nIMPRESSION: BI-RADS 4.", ["right soon"]),
      (
        "FINDINGS: Calcifications in the left breast.\nIMPRESSION: BI-RADS category 2: benign.", ["left none"]
      ),
    ])
  func breast(_ text: String, _ expected: [String]) throws {
    #expect(try tiers(text, organ: "breast") == expected)
  }

  @Test(
    "thyroid",
    arguments: [
      (
        "THYROID\nRight lobe: 14 mm solid nodule with punctate echogenic foci. TR5.\nLeft lobe: 12 mm nodule with macrocalcification. TR2.",
        ["left none", "right soon"]
      ),
      (
        "A 14 mm TR5 nodule with punctate echogenic foci in the right lobe of the thyroid and a 12 mm TR2 nodule with macrocalcification in the left lobe.",
        ["left none", "right soon"]
      ),
      (
        "THYROID: Right lobe 14 mm nodule with macrocalcification, TI-RADS 2. Left lobe 16 mm nodule without calcification, TI-RADS 5.",
        ["right none"]
      ),
    ])
  func thyroid(_ text: String, _ expected: [String]) throws {
    let found = try tiers(text, organ: "thyroid")
    #expect(found == expected)
  }

  @Test(
    "kidney",
    arguments: [
      (
        "Right kidney: 4 cm cyst with calcified septa, Bosniak III. Left kidney: 2 cm cyst with a thin calcified wall, Bosniak II.",
        ["left routine", "right soon"]
      ),
      (
        "Bosniak IV cyst of the left kidney with coarse calcification. The cyst of the right kidney with a calcified wall is Bosniak II.",
        ["left soon", "right routine"]
      ),
    ])
  func kidney(_ text: String, _ expected: [String]) throws {
    #expect(try tiers(text, organ: "kidney") == expected)
  }

  @Test(
    "lung and liver",
    arguments: [
      (
        "FINDINGS: 5 mm centrally calcified nodule in the right upper lobe. 11 mm nodule with eccentric calcification in the left lower lobe.\nIMPRESSION: Lung-RADS 4A.",
        "lung", ["left soon", "right none"]
      ),
      (
        "Segment 8: 24 mm calcified lesion, LR-5. Segment 3: 5 mm calcified granuloma.", "liver",
        ["- none", "- soon"]
      ),
    ])
  func others(_ text: String, _ organ: String, _ expected: [String]) throws {
    #expect(try tiers(text, organ: organ) == expected)
  }
}
