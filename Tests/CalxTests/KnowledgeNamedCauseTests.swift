// What a report names as the cause beside a finding stands first among its causes; what it denies, asks or says of
// something else does not.

import Testing

@testable import Calx

@Suite("Knowledge: causes that the report names")
struct KnowledgeNamedCauseTests {
  static let analyzer = (try? Lexicon.builtIn()).map { Analyzer(lexicon: $0) }

  private func causes(_ text: String, _ organ: String) throws -> [RankedCause] {
    var scratch = Analyzer.Scratch()
    let analysis = try #require(Self.analyzer).analyze(Report(id: "t", text), using: &scratch)
    return try #require(analysis.findings.first { $0.slots.organ == organ }).causes
  }

  @Test(
    "first when named",
    arguments: [
      ("CT HEAD: Old calcified granuloma (NCC) of the left frontal lobe, 4 mm.", "brain-neurocysticercosis"),
      ("CT HEAD: 2 cm calcification of the left temporal lobe, known glioma.", "brain-oligodendroglioma"),
      (
        "CT HEAD: Calcification in the right occipital lobe at the site of an old infarct.",
        "brain-old-infarct"
      ),
      ("CT HEAD: Dense calcification of the basal ganglia in Fahr's disease.", "basal-ganglia-pfbc"),
      ("CT ORBITS: Calcification in the left globe, known astrocytic hamartoma.", "eye-astrocytic-hamartoma"),
      ("CT CHEST: Calcified hilar node in sarcoidosis.", "node-sarcoid"),
      ("CT CHEST: Eggshell calcified mediastinal nodes of coal workers' pneumoconiosis.", "node-coal"),
      (
        "CT CHEST: Calcified nodule in the left lower lobe of the lung, proven carcinoid.",
        "lung-nodule-carcinoid"
      ),
      ("CT CHEST: Calcified pleural plaque on the right, old hemothorax.", "pleura-haemothorax"),
      (
        "CT CHEST: Calcification of the pericardium after tuberculous pericarditis.",
        "pericardium-tuberculosis"
      ),
      ("CT CHEST: Calcification of the tricuspid valve, healed endocarditis.", "right-valve-endocarditis"),
      ("US NECK: Coarse calcification in the left lobe of the thyroid, MNG.", "thyroid-goitre"),
      (
        "US NECK: Calcification in the right lobe of the thyroid. Known papillary carcinoma.",
        "thyroid-papillary-carcinoma"
      ),
      ("CT ABDOMEN: Calcified metastasis of a mucinous carcinoma in the liver.", "liver-metastasis"),
      (
        "CT ABDOMEN: 4 cm calcified mass in the liver (hepatocellular carcinoma).",
        "liver-hepatocellular-carcinoma"
      ),
      (
        "CT ABDOMEN: Coarse calcification in the tail of the pancreas, serous cystadenoma.",
        "pancreas-serous-cystadenoma"
      ),
      (
        "CT ABDOMEN: Calcifications in the head of the pancreas in cystic fibrosis.",
        "pancreas-cystic-fibrosis"
      ),
      ("CT ABDOMEN: Calcification in the spleen, sickle cell disease.", "spleen-sickle-cell"),
      (
        "CT ABDOMEN: Calcification in the mesentery, sclerosing mesenteritis.",
        "mesentery-sclerosing-mesenteritis"
      ),
      ("CT ABDOMEN: Calcification of the peritoneum, pseudomyxoma peritonei.", "peritoneum-pseudomyxoma"),
      ("CT ABDOMEN: Calcification in the wall of the stomach, known GIST.", "stomach-stromal-tumour"),
      (
        "US KIDNEYS: Bilateral medullary nephrocalcinosis, medullary sponge kidney.",
        "kidney-medullary-sponge"
      ),
      ("CT KUB: 9 mm stone in the left kidney, cystinuria.", "kidney-stone-cystinuria"),
      (
        "CT ABDOMEN: Calcification in the left kidney, xanthogranulomatous pyelonephritis.",
        "kidney-xanthogranulomatous"
      ),
      ("CT PELVIS: Calcification of the bladder wall. Known bilharzia.", "bladder-schistosomiasis"),
      (
        "CT ABDOMEN: Coarse calcification in the right adrenal gland, pheochromocytoma.",
        "adrenal-phaeochromocytoma"
      ),
      ("US SCROTUM: 3 mm calcification in the left testis after orchitis.", "testis-infection"),
      ("US PELVIS: 9 mm calcification in the right ovary, Brenner tumor.", "ovary-brenner"),
      ("MAMMOGRAM: Coarse calcification in the right breast, fat necrosis.", "breast-dystrophic"),
      (
        "XR HAND: Calcification in the soft tissues of the right hand, known scleroderma.",
        "soft-tissue-calcinosis-scleroderma"
      ),
      ("CT LEG: Calcification in the soft tissues of the calf, old hematoma.", "soft-tissue-haematoma"),
      (
        "XR SHOULDER: Periarticular calcification of the left shoulder joint, tumoral calcinosis.",
        "soft-tissue-tumoral-calcinosis"
      ),
      (
        "XR SPINE: Calcification of several intervertebral discs in hemochromatosis.",
        "spine-haemochromatosis"
      ),
    ])
  func first(_ text: String, _ cause: String) throws {
    var scratch = Analyzer.Scratch()
    let analysis = try #require(Self.analyzer).analyze(Report(id: "t", text), using: &scratch)
    let first = analysis.findings.compactMap(\.causes.first?.id)
    #expect(first.contains(cause), "\(first)")
  }

  @Test(
    "first when suspected, or named by the impression alone",
    arguments: [
      (
        "CT ABDOMEN: 4 cm liver lesion with central calcification. Suspicious for fibrolamellar carcinoma.",
        "liver-fibrolamellar"
      ),
      ("CT HEAD: Calcified mass in the left frontal lobe, likely glioma.", "brain-oligodendroglioma"),
      (
        "FINDINGS: Suprasellar mass with rim calcification.\nIMPRESSION: Craniopharyngioma.",
        "pituitary-craniopharyngioma"
      ),
      (
        "FINDINGS: 4 cm liver lesion with central calcification. Calcified granuloma of the spleen.\nIMPRESSION: Fibrolamellar carcinoma of the liver.",
        "liver-fibrolamellar"
      ),
    ])
  func suspected(_ text: String, _ cause: String) throws { try first(text, cause) }

  @Test("as without it when the impression names a cause that may be of either finding")
  func open() throws {
    let findings = "FINDINGS: Calcified nodule in the right lung. Calcified nodule in the thyroid."
    let named = try causes(findings + "\nIMPRESSION: Hamartoma.", "lung").map(\.id)
    #expect(named == (try causes(findings, "lung").map(\.id)))
  }

  @Test(
    "as without it when denied, asked, only possible, or said of another organ",
    arguments: [
      ("CT HEAD: Calcification in the left frontal lobe.", " No evidence of neurocysticercosis.", "brain"),
      ("CT HEAD: Calcification in the left frontal lobe.", " Glioma cannot be excluded.", "brain"),
      ("CT CHEST: Calcified hilar node.", " No features of sarcoidosis.", "lymph-node"),
      ("CT CHEST: Calcified hilar node.", " ?TB.", "lymph-node"),
      ("CT ABDOMEN: Calcification in the liver.", " The spleen holds a haemangioma.", "liver"),
      ("CT ABDOMEN: Calcification in the liver.", " No hepatocellular carcinoma.", "liver"),
      ("CT ABDOMEN: Calcification in the right adrenal gland.", " No phaeochromocytoma.", "adrenal"),
      ("US PELVIS: 9 mm calcification in the right ovary.", " No serous carcinoma.", "ovary"),
    ])
  func unmoved(_ text: String, _ rest: String, _ organ: String) throws {
    #expect(try causes(text + rest, organ).map(\.id) == causes(text, organ).map(\.id))
  }

  @Test("a question of the referrer raises nothing, his knowledge does")
  func referrer() throws {
    let finding = "FINDINGS: Calcification in the left frontal lobe."
    #expect(try causes("INDICATION: ?neurocysticercosis.\n" + finding, "brain").first?.id == "brain-avm")
    let known = try causes("HISTORY: Neurocysticercosis.\n" + finding, "brain")
    #expect(known.first?.id == "brain-neurocysticercosis")
    #expect(known.first?.because == ["named in the report"])
  }
}
