// Rules of `calx check` over small reports: what fires, what keeps it down, and what the tables may not say.

import Testing

@testable import Calx

@Suite("Rules") struct RuleTests {
  static let analyzer = Result { Analyzer(lexicon: try Lexicon.builtIn()) }

  static func flags(
    _ text: String, modality: String? = nil, exam: String? = nil, sex: String? = nil, age: Double? = nil
  )
    throws -> [Flag]
  {
    var report = Report(id: "r", text)
    (report.modality, report.exam, report.sex, report.age) = (modality, exam, sex, age)
    var scratch = Analyzer.Scratch()
    return try analyzer.get().analyze(report, using: &scratch).flags
  }

  struct Case: CustomTestStringConvertible {
    let rule: String
    let text: String
    var modality: String?
    var exam: String?
    var sex: String?
    var age: Double?
    var fires = true
    var testDescription: String { "\(rule) \(fires ? "fires" : "is silent"): \(text)" }
  }

  @Test(
    "fire where a careful colleague would ask, and only there",
    arguments: [
      Case(
        rule: "QA01",
        text:
          "FINDINGS: 6 mm calculus in the distal left ureter with hydronephrosis.\nIMPRESSION: Normal appendix."
      ),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: 6 mm calculus in the distal left ureter with hydronephrosis.\nIMPRESSION: Left ureteric calculus with hydronephrosis.",
        fires: false),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: Suprasellar cystic mass with rim calcification and hydrocephalus.\nIMPRESSION: Craniopharyngioma.",
        age: 9, fires: false),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: Thick pericardial calcification, small ascites.\nIMPRESSION: Constrictive pericarditis.",
        fires: false),
      Case(
        rule: "QA01",
        text: "FINDINGS: Thick pericardial calcification, small ascites.\nIMPRESSION: Small ascites."),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: 12 cm left ovarian mass with psammomatous calcification and ascites.\nIMPRESSION: Left ovarian malignancy.",
        fires: false),
      Case(
        rule: "QA01",
        text:
          "US THYROID\nFINDINGS: 14 mm right nodule with punctate echogenic foci, TR5.\nIMPRESSION: TR5 right nodule, FNA recommended.",
        fires: false),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: Lytic lesion of the femur with ring and arc calcification and cortical destruction.\nIMPRESSION: Suspicious for chondrosarcoma.",
        fires: false),
      Case(
        rule: "QA01",
        text: "FINDINGS: 3 cm calcified mass in the right adrenal.\nIMPRESSION: No acute abnormality."),
      Case(
        rule: "QA16", text: "Scattered coarse and popcorn calcifications in both breasts. BI-RADS 2.",
        modality: "MG", fires: false),
      Case(
        rule: "QA16", text: "Segmental coarse heterogeneous calcifications in the left breast. BI-RADS 3.",
        modality: "MG"),
      Case(
        rule: "QA16",
        text:
          "Group of fine pleomorphic calcifications in the right breast. Left breast: vascular calcifications.\nImpression: Right breast BI-RADS 4, biopsy. Left breast BI-RADS 2.",
        modality: "MG", fires: false),
      Case(
        rule: "QA37",
        text:
          "FINDINGS: Coarse pancreatic calcifications with a dilated main duct of 8 mm.\nIMPRESSION: Chronic calcific pancreatitis. HPB referral.",
        fires: false),
      Case(
        rule: "QA37",
        text:
          "FINDINGS: Coarse pancreatic calcifications with a dilated main duct of 8 mm.\nIMPRESSION: Chronic calcific pancreatitis."
      ),
      Case(
        rule: "QA28",
        text:
          "FINDINGS: 8 mm obstructing calculus in the right ureter. Fever.\nIMPRESSION: Infected obstructed right kidney, 8 mm ureteric calculus."
      ),
      Case(
        rule: "QA28",
        text:
          "FINDINGS: 8 mm obstructing calculus in the right ureter. Fever.\nIMPRESSION: Infected obstructed right kidney, 8 mm ureteric calculus. Urology contacted.",
        fires: false),
      Case(
        rule: "QA47",
        text:
          "US EYES: Echogenic foci with shadowing at both optic discs.\nIMPRESSION: Buried optic disc drusen.",
        modality: "US", age: 15, fires: false),
      Case(rule: "QA47", text: "CT ORBITS: Calcified mass in the left globe.", modality: "CT", age: 2),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: Left breast: grouped coarse heterogeneous calcifications, 9 mm. Right breast: benign calcifications.\nIMPRESSION: Left breast calcifications BI-RADS 4B. Biopsy of the right breast calcifications is recommended.",
        modality: "MG"),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: Left breast: grouped coarse heterogeneous calcifications, 9 mm. Right breast: benign calcifications.\nIMPRESSION: Left breast calcifications BI-RADS 4B. Biopsy of the left breast calcifications is recommended.",
        modality: "MG", fires: false),
      Case(
        rule: "QA33", text: "US: Adenomyomatosis of the gallbladder with intramural calcification.",
        fires: false),
      Case(
        rule: "QA36", text: "US SCROTUM: Bilateral testicular microlithiasis. Earlier orchidopexy.",
        fires: false),
      Case(rule: "QA36", text: "US SCROTUM: Bilateral testicular microlithiasis."),
      Case(
        rule: "QA03",
        text:
          "FINDINGS: 4 mm calculus in the right kidney.\nIMPRESSION: Right renal calculus. Repeat ultrasound next year.",
        fires: false),
      Case(
        rule: "QA17", text: "CT CHEST: Coarse popcorn calcification in the left breast.", modality: "CT",
        fires: false),
      Case(rule: "QA17", text: "CT CHEST: Grouped fine calcifications in the left breast.", modality: "CT"),
      Case(
        rule: "QA28",
        text:
          "FINDINGS: 6 mm stone at the left pelviureteric junction with hydronephrosis. Temp 39.2.\nIMPRESSION: Left stone with hydronephrosis."
      ),
      Case(
        rule: "QA28",
        text:
          "FINDINGS: 8 mm obstructing stone in the transplant ureter.\nIMPRESSION: Obstructing ureteric calculus of the transplant kidney."
      ),
      Case(
        rule: "QA54",
        text:
          "FINDINGS: 6 mm calcified granuloma in the right middle lobe.\nIMPRESSION: No suspicious pulmonary nodule.",
        fires: false),
      Case(
        rule: "QA54",
        text:
          "FINDINGS: 16 mm calcified nodule in the right middle lobe.\nIMPRESSION: Suspicious pulmonary nodule."
      ),
      Case(
        rule: "QA19",
        text:
          "Agatston score 412.\nLAD: calcified plaque of the proximal segment, 25-49% narrowing.\nComment: CAD-RADS 2.",
        modality: "CT", fires: false),
      Case(
        rule: "QA20", text: "FINDINGS: Moderate coronary calcification.\nIMPRESSION: CAD-RADS 2, P2.",
        modality: "CT", fires: false),
      Case(
        rule: "QA07",
        text:
          "INDICATION: Right lower quadrant pain.\nFINDINGS: 2 mm nonobstructing stone in the left kidney.",
        fires: false),
      Case(
        rule: "QA07",
        text: "INDICATION: Right flank pain.\nFINDINGS: 7 mm stone in the left ureter with hydronephrosis."),
      Case(
        rule: "QA13",
        text:
          "INDICATION: Staging of colon cancer.\nFINDINGS: 5 mm calcified granuloma in the left lower lobe.\nIMPRESSION: No metastatic disease.",
        fires: false),
      Case(
        rule: "QA22",
        text:
          "FINDINGS: Severe calcification of the aortic valve.\nIMPRESSION: Known aortic stenosis, awaiting TAVI.",
        fires: false),
      Case(
        rule: "QA01",
        text:
          "FINDINGS: Multiple gallstones with a thick wall and positive Murphy sign.\nIMPRESSION: Acute cholecystitis.",
        fires: false),
      Case(
        rule: "QA07",
        text: "SCROTAL US: Right testis 4.1 cm, homogeneous. Left testis 4.0 cm with microcalcifications.",
        fires: false),
      Case(rule: "QA07", text: "US RIGHT TESTIS\nLeft testis 4.0 cm with microcalcifications."),
      Case(
        rule: "QA46",
        text: "Indication: seizure.\nFindings: Physiologic calcification of the basal ganglia.", fires: false),
      Case(
        rule: "QA46",
        text:
          "Indication: seizure.\nFindings: Calcification of the basal ganglia. The pineal calcification is physiological."
      ),
      Case(
        rule: "QA05",
        text: "FINDINGS: 5 mm calculus in the lower pole of the kidney.\nIMPRESSION: Renal calculus."),
      Case(
        rule: "QA05",
        text: "FINDINGS: 5 mm calculus in the lower pole of the left kidney.\nIMPRESSION: Renal calculus.",
        fires: false),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: 9 mm calculus in the left kidney. Right kidney normal.\nIMPRESSION: 9 mm right renal calculus."
      ),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: 9 mm calculus in the left kidney. Right kidney normal.\nIMPRESSION: 9 mm left renal calculus.",
        fires: false),
      Case(rule: "QA08", text: "Prostate with a few calcifications.", sex: "F"),
      Case(rule: "QA08", text: "Prostate with a few calcifications.", sex: "M", fires: false),
      Case(
        rule: "QA18", text: "FINDINGS: Lungs clear.\nIMPRESSION: Normal.", modality: "CT", exam: "CT chest",
        age: 60),
      Case(
        rule: "QA18", text: "FINDINGS: Lungs clear. No coronary calcification.\nIMPRESSION: Normal.",
        modality: "CT",
        exam: "CT chest", age: 60, fires: false),
      Case(
        rule: "QA18", text: "FINDINGS: Kidneys normal.\nIMPRESSION: Normal.", modality: "CT",
        exam: "CT abdomen", age: 60,
        fires: false),
      Case(
        rule: "QA57",
        text: "FINDINGS: 4 mm calculus in the left kidney.\nIMPRESSION: 4 cm calculus in the left kidney."),
      Case(
        rule: "QA57",
        text: "FINDINGS: 4 mm calculus in the left kidney.\nIMPRESSION: 4 mm calculus in the left kidney.",
        fires: false),
      // The conclusion names the host, not its calcification.
      Case(
        rule: "QA06",
        text:
          "FINDINGS: Left ovary: 46 mm dermoid with a calcified focus. Right ovary normal.\nIMPRESSION: 46 mm dermoid of the right ovary."
      ),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: Left ovary: 46 mm dermoid with a calcified focus. Right ovary normal.\nIMPRESSION: 46 mm dermoid of the left ovary.",
        fires: false),
      Case(
        rule: "QA06",
        text:
          "FINDINGS: 6 mm stone in the left kidney, 9 mm stone in the right kidney.\nIMPRESSION: 9 mm right renal stone.",
        fires: false),
      Case(
        rule: "QA57",
        text:
          "FINDINGS: Right lobe of the thyroid: 14 mm nodule with macrocalcification.\nIMPRESSION: 14 cm nodule of the right thyroid lobe, TR4."
      ),
      Case(
        rule: "QA57",
        text:
          "FINDINGS: Right lobe of the thyroid: 14 mm nodule with macrocalcification.\nIMPRESSION: 14 mm nodule of the right thyroid lobe, TR4.",
        fires: false),
      Case(
        rule: "QA60",
        text:
          "FINDINGS: No calcification of the right carotid artery. Calcified plaque of the left carotid artery.\nIMPRESSION: Left carotid calcification.",
        fires: false),
    ])
  func fire(_ c: Case) throws {
    let flags = try Self.flags(c.text, modality: c.modality, exam: c.exam, sex: c.sex, age: c.age)
    #expect(flags.contains { $0.rule == c.rule } == c.fires, "\(flags.map(\.rule))")
  }

  @Test("stand once for a finding, gravest first, with evidence inside the text and a source")
  func shape() throws {
    let text =
      "FINDINGS: 6 mm calculus in the ureter with hydronephrosis. Calcified 8 mm nodule in the lung.\nIMPRESSION: Normal appendix."
    let flags = try Self.flags(text, modality: "CT", exam: "CT chest and abdomen", age: 60)
    #expect(flags.count > 2)
    #expect(Set(flags.map { "\($0.rule) \($0.finding ?? "")" }).count == flags.count)
    #expect(flags.map(\.severity) == flags.map(\.severity).sorted(by: >))
    for flag in flags {
      #expect(!flag.sources.isEmpty && !flag.message.contains("{") && flag.message.hasSuffix("?"), "\(flag)")
      #expect(flag.evidence.allSatisfy { $0.upperBound <= text.utf8.count && !$0.isEmpty })
    }
  }

  @Test("ask the same question once, with all that it is about")
  func once() throws {
    let text =
      "FINDINGS: Moderate calcification of the left anterior descending artery. Moderate calcification of the right coronary artery. Lungs clear.\nIMPRESSION: Clear lungs."
    let flags = try Self.flags(text, modality: "CT", exam: "CT chest", age: 60).filter { $0.rule == "QA20" }
    #expect(flags.count == 1)
    let shown = flags.flatMap(\.evidence).map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    #expect(shown.filter { $0 == "calcification" }.count == 2)
  }

  @Test("give at most two reasons, those with a source first, and no empty brackets")
  func reasons() throws {
    let severe = try Self.flags(
      "FINDINGS: Severe calcification of the aortic valve.\nIMPRESSION: Severe aortic valve calcification.",
      modality: "CT", exam: "CT chest", age: 70)
    let message = try #require(severe.first { $0.rule == "QA02" }?.message)
    #expect(message.contains("(severe: ") && message.split(separator: "severe: ").count == 2, "\(message)")
    let bare = try Self.flags(
      "FINDINGS: 4 mm stone in the bladder.\nIMPRESSION: Normal kidneys.", modality: "US", exam: "US bladder")
    #expect(bare.contains { $0.rule == "QA01" } && !bare.contains { $0.message.contains("()") })
  }

  @Test("know no word that the lexicon cannot give, no source that is not listed")
  func lint() throws {
    let defects = RuleLinter.check(
      lexicon: try Lexicon.builtIn(), sources: try KnowledgeBase.builtIn().sources)
    #expect(defects.filter { $0.severity == .error }.map(\.description) == [])
  }

  @Test(
    "are switched off, graded anew and refused by an overlay",
    arguments: [
      ("off", nil, nil), ("critical", Flag.Severity.critical, nil),
      ("grave", nil, "unknown severity 'grave'"),
    ])
  func overlay(_ severity: String, _ expected: Flag.Severity?, _ error: String?) throws {
    let rows = """
      id\trule\tname\tseverity\tscope\twhen\tunless\tmessage\tshows\tsources\tverified
      QA05-several\tQA05\tside\t\(severity)\tfinding\t\
      organ=kidney & !laterality\t\tWhich side?\t\tQ4\tabstract
      """
    let file = LexiconFile(name: "rules/rules.tsv", bytes: Array(rows.utf8))
    if let error {
      let thrown = #expect(throws: LexiconErrors.self) { try RuleBook.builtIn(overlay: [file]) }
      #expect(thrown?.description.contains(error) == true)
      return
    }
    let analyzer = Analyzer(lexicon: try Lexicon.builtIn(), rules: try RuleBook.builtIn(overlay: [file]))
    var scratch = Analyzer.Scratch()
    let flags = try analyzer.analyze(
      Report(id: "r", "5 mm calculus in the lower pole of the kidney."), using: &scratch
    ).flags
    #expect(flags.first { $0.rule == "QA05" }?.severity == expected)
  }
}
