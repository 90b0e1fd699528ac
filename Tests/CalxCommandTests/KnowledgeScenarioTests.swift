// From whole reports to causes, workup, urgency and what is missing: the patterns that the knowledge base is for.

import Foundation
import Testing

@Suite("Knowledge: scenarios from free text") struct KnowledgeScenarioTests {
  struct Explained: Sendable {
    var organ: String
    var presence: String
    var causes: [String]
    var urgency: String
    var workup: [(id: String, text: String)]
    var missing: [String]
    var sourced: Bool
  }

  /// The explained findings of every report of the fixture.
  static let records: Result<[String: [Explained]], any Error> = Result {
    let path = CalxProcess.root.appending(path: "Fixtures/reports/knowledge.jsonl").path
    var records: [String: [Explained]] = [:]
    for line in try CalxProcess(["analyze", path]).lines {
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let findings = try #require(record["findings"] as? [[String: Any]])
      records[record["id"] as? String ?? ""] = findings.map { f in
        let causes = f["causes"] as? [[String: Any]] ?? []
        let workup = f["workup"] as? [[String: Any]] ?? []
        return Explained(
          organ: f["organ"] as? String ?? "", presence: f["presence"] as? String ?? "",
          causes: causes.compactMap { $0["id"] as? String }, urgency: f["urgency"] as? String ?? "",
          workup: workup.map { ($0["id"] as? String ?? "", $0["text"] as? String ?? "") },
          missing: f["missing"] as? [String] ?? [],
          sourced: (causes + workup).allSatisfy {
            !($0["sources"] as? [String] ?? []).isEmpty && $0["verified"] is String
          })
      }
    }
    return records
  }

  @Test(
    "name the first cause, the urgency and a step of the workup",
    arguments: [
      ("liver-punctate", "liver", "liver-granuloma", "none", "No follow-up usually needed"),
      ("liver-rim-cyst", "liver", "liver-hydatid", "soon", "Echinococcus serology"),
      ("liver-metastases", "liver", "liver-metastasis", "soon", "multiphase CT or MRI"),
      ("fetal-liver-single", "liver", "liver-fetal-idiopathic", "soon", "detailed anatomical survey"),
      ("fetal-liver-anomalies", "liver", "liver-fetal-meconium", "soon", "cystic fibrosis"),
      ("fetal-liver-anomalies", "brain", "fetal-brain-cmv", "soon", "neurosonography"),
      ("meconium-peritonitis", "peritoneum", "peritoneum-meconium-peritonitis", "soon", ""),
      ("lung-granuloma", "lung", "lung-tuberculosis", "none", "No follow-up usually needed"),
      ("lung-eccentric", "lung", "lung-nodule-carcinoid", "soon", "PET-CT"),
      ("lung-popcorn", "lung", "lung-nodule-hamartoma", "none", "No follow-up usually needed"),
      ("kidney-stone", "kidney", "kidney-calcium-oxalate", "routine", "creatinine"),
      ("nephrocalcinosis", "kidney", "kidney-medullary-hyperparathyroidism", "soon", "PTH"),
      ("prostate", "prostate", "prostate-corpora-amylacea", "none", "No follow-up usually needed"),
      ("thyroid-punctate", "thyroid", "thyroid-papillary-carcinoma", "routine", "3 point"),
      ("thyroid-rim", "thyroid", "thyroid-papillary-carcinoma", "routine", "2 point"),
      ("thyroid-macro", "thyroid", "thyroid-goitre", "routine", "1 point"),
      ("myocardium", "myocardium", "myocardium-infarction", "routine", "echocardiography"),
      ("breast-suspicious", "breast", "breast-fine-linear-branching", "soon", "biopsy"),
      ("breast-benign", "breast", "breast-arterial", "routine", "No follow-up usually needed"),
      ("coronary-moderate", "coronary-artery", "coronary-atherosclerosis", "routine", "grade"),
      ("pleural-plaques", "pleura", "pleura-asbestos", "routine", "occupational history"),
      ("porcelain-gallbladder", "gallbladder", "gallbladder-chronic-cholecystitis", "routine", "CT"),
      ("pancreas-mass", "pancreas", "pancreas-neuroendocrine-tumour", "soon", "MRI or EUS"),
      ("pancreas-diffuse", "pancreas", "pancreas-chronic-pancreatitis", "soon", "faecal elastase"),
      ("basal-ganglia", "basal-ganglia", "basal-ganglia-hypoparathyroidism", "soon", "serum calcium"),
    ])
  func scenario(_ id: String, _ organ: String, _ cause: String, _ urgency: String, _ step: String) throws {
    let findings = try #require(try Self.records.get()[id])
    let f = try #require(findings.first { $0.organ == organ && $0.presence == "present" })
    #expect(f.causes.first == cause)
    #expect(f.urgency == urgency)
    #expect(step.isEmpty || f.workup.contains { $0.text.contains(step) }, "\(f.workup)")
  }

  @Test("join Findings and Impression: one finding a thing")
  func joined() throws {
    let records = try Self.records.get()
    for id in ["liver-punctate", "fetal-liver-single", "lung-granuloma", "kidney-stone", "lung-popcorn"] {
      #expect(records[id]?.filter { $0.presence == "present" }.count == 1, "\(id)")
    }
    #expect(records["breast-benign"]?.count == 2)
  }

  @Test("ask the nine questions about a fetal liver calcification, less those that the report answers")
  func fetalQuestions() throws {
    let questions: Set = [
      "company:other-calcification", "company:surveillance-plan", "company:prenatal-testing",
      "company:delivery-place", "company:postnatal-plan", "company:prenatal-referral", "part",
      "company:aneuploidy-screening",
    ]
    let single = try #require(try Self.records.get()["fetal-liver-single"]?.first)
    #expect(Set(single.missing) == questions)
    let several = try #require(try Self.records.get()["fetal-liver-anomalies"]?.first { $0.organ == "liver" })
    #expect(!several.missing.contains("company:other-calcification"))
    #expect(several.missing.contains("company:prenatal-referral"))
  }

  @Test("say nothing without a source and its state of verification")
  func sources() throws {
    for (id, findings) in try Self.records.get() {
      for f in findings { #expect(f.sourced, "\(id)") }
    }
  }

  @Test("explain nothing that is denied")
  func denied() throws {
    for findings in try Self.records.get().values {
      for f in findings where f.presence == "absent" { #expect(f.causes.isEmpty && f.workup.isEmpty) }
    }
  }

  @Test("in every golden record each cause and step has sources that exist, and its state of verification")
  func goldens() throws {
    let known = Set(
      try CalxProcess(["knowledge", "--sources", "--to", "json"]).object("sources").compactMap {
        $0["id"] as? String
      })
    #expect(known.count > 200)
    let path = CalxProcess.root.appending(path: "Fixtures/expected/records.jsonl")
    var statements = 0
    for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for f in record["findings"] as? [[String: Any]] ?? [] {
        let said = (f["causes"] as? [[String: Any]] ?? []) + (f["workup"] as? [[String: Any]] ?? [])
        for s in said {
          let sources = s["sources"] as? [String] ?? []
          #expect(!sources.isEmpty && sources.allSatisfy(known.contains), "\(s)")
          #expect(["page", "abstract", "unverified"].contains(s["verified"] as? String), "\(s)")
          statements += 1
        }
        let real =
          f["presence"] as? String != "absent" && f["temporality"] as? String == "current"
          && ["patient", "fetus"].contains(f["experiencer"] as? String)
        if !real {
          #expect(said.isEmpty && (f["missing"] as? [String] ?? []).isEmpty, "\(f["id"] ?? "")")
          #expect(f["urgency"] as? String == "none" && (f["codes"] as? [String: Any] ?? [:]).isEmpty)
        }
      }
    }
    #expect(statements > 500)
  }

  @Test(
    "invent nothing for a mention that is denied, past, asked or somebody else's",
    arguments: [
      "FINDINGS: No calcification in the liver.",
      "FINDINGS: There are no renal calculi.",
      "HISTORY: Prior nephrolithiasis, stones passed in 2019. FINDINGS: Kidneys are normal.",
      "INDICATION: Rule out renal calculus. FINDINGS: The kidneys are unremarkable.",
      "HISTORY: The mother had gallstones. FINDINGS: Normal gallbladder.",
      "FINDINGS: A left renal calculus was removed in 2018.",
      "RECOMMENDATION: Ultrasound if gallstones are suspected.",
    ])
  func nothingInvented(_ text: String) throws {
    let line = try #require(
      try CalxProcess(["analyze", "--from", "text", "-"], input: Data(text.utf8)).lines.first)
    let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    for f in try #require(record["findings"] as? [[String: Any]]) {
      for key in ["causes", "workup", "missing"] { #expect((f[key] as? [Any] ?? []).isEmpty, "\(key): \(f)") }
      #expect(f["urgency"] as? String == "none")
    }
  }
}

extension CalxProcess {
  /// The list under a key of a document of JSON.
  fileprivate func object(_ key: String) throws -> [[String: Any]] {
    let document = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
    return try #require(document[key] as? [[String: Any]])
  }
}
