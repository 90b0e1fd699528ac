// From report text to company: what counts near a finding, what is denied, past or somebody else's.

import Testing

@testable import Calx

@Suite("Knowledge: company in report text")
struct KnowledgeCompanionTests {
  static let analyzer = (try? Lexicon.builtIn()).map { Analyzer(lexicon: $0) }

  private func finding(_ text: String, organ: String, _ fill: (inout Report) -> Void = { _ in }) throws
    -> Finding
  {
    var report = Report(id: "t", text)
    fill(&report)
    var scratch = Analyzer.Scratch()
    let analysis = try #require(Self.analyzer).analyze(report, using: &scratch)
    return try #require(analysis.findings.first { $0.slots.organ == organ })
  }

  @Test(
    "urgency by company",
    arguments: [
      ("FINDINGS: Punctate dense calcification in the liver. No mass.", "liver", "none"),
      ("INDICATION: Seizure.\nFINDINGS: Basal ganglia calcification.", "basal-ganglia", "soon"),
      ("INDICATION: Seizure.\nFINDINGS: Physiologic basal ganglia calcification.", "basal-ganglia", "none"),
      ("FINDINGS: Calcification in the liver with an enhancing soft tissue component.", "liver", "soon"),
      ("FINDINGS: Punctate calcification in the liver. The right kidney has a simple cyst.", "liver", "none"),
      ("FINDINGS: Punctate calcification in the liver and a mass in the right kidney.", "liver", "none"),
      ("INDICATION: Colon cancer.\nFINDINGS: Dense punctate calcification in the liver.", "liver", "soon"),
      (
        "INDICATION: No history of cancer.\nFINDINGS: Dense punctate calcification in the liver.", "liver",
        "none"
      ),
      (
        "INDICATION: Family history of colon cancer.\nFINDINGS: Dense punctate calcification in the liver.",
        "liver", "none"
      ),
      ("FINDINGS: Gallstones. No evidence of acute cholecystitis.", "gallbladder", "none"),
      ("FINDINGS: Gallstones.\nIMPRESSION: Acute cholecystitis.", "gallbladder", "urgent"),
      ("INDICATION: Rule out cholecystitis.\nFINDINGS: Gallstones.", "gallbladder", "none"),
      ("FINDINGS: 3 mm nonobstructing stone in the left kidney. No hydronephrosis.", "kidney", "routine"),
      ("FINDINGS: 8 mm stone in the left kidney without hydronephrosis.", "kidney", "routine"),
      ("FINDINGS: 8 mm stone in the left renal pelvis. Moderate left hydronephrosis.", "kidney", "soon"),
      ("INDICATION: Fever.\nFINDINGS: Obstructing 8 mm calculus of the left ureter.", "ureter", "urgent"),
      (
        "CT KUB\nFlank pain and fever.\n6 mm calculus of the left ureter with hydronephrosis.", "ureter",
        "urgent"
      ),
      (
        "CT KUB\nRule out infection.\n6 mm calculus of the left ureter with hydronephrosis.", "ureter", "soon"
      ),
      // What is said of one side is not said of the other.
      (
        "FINDINGS: 5 mm stone in the right kidney. 7 mm stone in the left renal pelvis. Left hydronephrosis.",
        "kidney", "routine"
      ),
      (
        "FINDINGS: Moderate left hydronephrosis.\nIMPRESSION: 8 mm stone in the left ureter.", "ureter",
        "soon"
      ),
      // Pain that gallstones do not give is none of theirs.
      ("INDICATION: Knee pain.\nFINDINGS: Gallstones.", "gallbladder", "none"),
      ("INDICATION: RUQ pain.\nFINDINGS: Gallstones.", "gallbladder", "soon"),
      // A cyst or mass of another organ stays with it.
      ("FINDINGS: Coarse calcification of the pancreas. Left renal cyst.", "pancreas", "routine"),
      (
        "FINDINGS: Calcified costal cartilages. Liver and spleen normal. Left adrenal mass.", "chest-wall",
        "none"
      ),
      // A thin wall is no thin patient.
      (
        "FINDINGS: Coarse calcification of the pancreas. Cyst of the kidney with a thin wall.", "pancreas",
        "routine"
      ),
      // What labels name apart is apart.
      (
        "Segment 8: 24 mm lesion with arterial enhancement. Segment 4: 5 mm calcified granuloma.", "liver",
        "none"
      ),
      (
        "HISTORY: Chronic pancreatitis.\nFINDINGS: Calcified tortuous splenic artery.", "splenic-artery",
        "routine"
      ),
    ])
  func urgency(_ text: String, _ organ: String, _ expected: String) throws {
    let f = try finding(text, organ: organ)
    #expect(f.urgency.rawValue == expected, "because \(f.urgencyBecause)")
  }

  @Test("an anchor's own words are company too")
  func anchorWords() throws {
    let f = try finding("FINDINGS: Bilateral medullary nephrocalcinosis.", organ: "kidney")
    #expect(f.causes.first?.id == "kidney-medullary-hyperparathyroidism")
  }

  @Test(
    "an aneurysm's causes need an aneurysm",
    arguments: [
      ("The splenic artery is tortuous and heavily calcified.", "visceral-artery-atherosclerosis"),
      ("Splenic artery aneurysm of 2 cm with calcified wall.", "visceral-artery-pancreatitis"),
      ("Rim calcification of the splenic artery.", "visceral-artery-pancreatitis"),
    ])
  func aneurysm(_ text: String, _ cause: String) throws {
    let f = try finding("HISTORY: Chronic pancreatitis.\nFINDINGS: " + text, organ: "splenic-artery")
    #expect(f.causes.first?.id == cause, "\(f.causes)")
  }

  @Test("what is denied is not missing")
  func missing() throws {
    let f = try finding(
      "FINDINGS: 4 mm calcification in the liver. No soft tissue component, cyst or ductal dilatation.",
      organ: "liver")
    for item in ["company:soft-tissue", "company:cyst", "company:duct-dilatation", "size"] {
      #expect(!f.missing.contains(item), "\(f.missing)")
    }
    #expect(f.missing.contains("change"))
  }

  @Test("population from the text")
  func population() throws {
    let text = "INDICATION: Newborn with umbilical venous catheter.\nFINDINGS: Calcification in the liver."
    #expect(try finding(text, organ: "liver").causes.first?.id == "liver-child-portal-thrombus")
    let adult = "FINDINGS: Calcification in the liver."
    #expect(try finding(adult, organ: "liver").causes.first?.id == "liver-granuloma")
    let child = try finding(adult, organ: "liver") { $0.age = 4 }
    #expect(child.causes.first?.id.hasPrefix("liver-child-") == true)
  }
}
