// What the knowledge base may say: no drug, dose, diet or word to a patient; every claim of the articles with its
// judgement; nothing of what is judged wrong.

import Foundation
import Testing

@testable import Calx

@Suite("Knowledge: content")
struct KnowledgeContentTests {
  let base: KnowledgeBase

  init() throws { base = try KnowledgeBase.builtIn() }

  /// Every text of the knowledge base that a record or a page can show.
  private var texts: [String] {
    base.statements.map(\.text) + base.sites.map(\.name) + base.rules.map(\.name) + base.codes.map(\.title)
  }

  /// Texts that say what to do or how soon.
  private var advice: [String] {
    base.steps.map(\.text) + base.urgencies.map(\.because) + base.rules.map(\.text)
      + base.expectations.map(\.text)
  }

  /// The lines in which a pattern matches from the start of a word, whatever the case.
  static func lines(with pattern: String, in texts: [String]) throws -> [String] {
    let all = texts.joined(separator: "\n").lowercased() as NSString
    let expression = try NSRegularExpression(pattern: "\\b(?:\(pattern))")
    return expression.matches(in: all as String, range: NSRange(location: 0, length: all.length)).map {
      all.substring(with: all.lineRange(for: $0.range))
    }
  }

  @Test(
    "no statement names a drug as treatment, a dose, a diet or speaks to a patient",
    arguments: [
      // Drugs and supplements that the articles name, and the classes they belong to.
      "isoniazid|rifamp|ethambutol|pyrazinamide|tenofovir|sofosbuvir|glutathione|predniso|glycyrrhiz|antibiotic"
        + "|antiviral|antifungal|anthelmin|albendazole|praziquantel|statins?\\b|aspirin|heparin|bisphosphon"
        + "|corticosteroid|cardiotonic|antiarrhythmic|hormone replacement|vitamin b|herbal|probiotic|supplement",
      // Doses: an amount of a drug, a frequency. `mg2/dL2` is a unit of a product, not a dose.
      "[0-9.]+ ?(?:mg|mcg|µg|iu|units)\\b(?!/)|dos(?:e|es|age|ing)\\b|(?:once|twice) (?:a day|daily)|tablets? (?:a|per|twice)",
      // Diet and habits.
      "diet|eat(?:ing)?\\b|drink|food|(?<!parenteral )nutriti|sleep|lifestyle|exercise|quit\\b|stop smoking|avoid(?:ing)? (?:alcohol|fat)",
      // A word to the patient.
      "you\\b|your\\b|please|do not panic|don't panic|see a doctor|seek (?:medical|help|care)|consult a|self-medic|reassur",
    ])
  func noAdviceToPatients(_ forbidden: String) throws {
    #expect(texts.count > 2000)
    #expect(try Self.lines(with: forbidden, in: texts) == [])
  }

  @Test("the forbidden words are found where they stand")
  func patternsWork() throws {
    #expect(
      try Self.lines(with: "isoniazid|rifamp", in: ["a", "Consider Rifampicin"]) == ["consider rifampicin"])
    #expect(try Self.lines(with: "statins?\\b", in: ["somatostatin-receptor PET"]) == [])
    #expect(
      try Self.lines(with: "[0-9.]+ ?(?:mg)\\b(?!/)", in: ["300 mg daily", "3 mm"]) == ["300 mg daily\n"])
  }

  @Test("every step is worded as what is commonly recommended or considered, or as no follow-up")
  func wording() throws {
    for s in base.steps {
      #expect(
        ["Consider ", "Commonly recommended", "No follow-up usually needed"].contains {
          s.text.hasPrefix($0)
        },
        "\(s.id): \(s.text)")
    }
    #expect(try Self.lines(with: "must\\b|have to|has to|urgently need|is mandatory", in: advice) == [])
  }

  @Test("every site has causes and steps, a benign site a benign answer, and most what a report should say")
  func pages() {
    // Sites where nothing beyond the calcification itself is asked of a report.
    let silent: Set = ["B42a", "B46", "B46a", "B48", "B50", "B50a", "B55", "B58", "B60"]
    for (s, site) in base.sites.enumerated() {
      let page = base.pages[s]
      #expect(!page.causes.isEmpty && !page.steps.isEmpty, "\(site.id)")
      if !silent.contains(site.id) { #expect(!page.expectations.isEmpty, "\(site.id)") }
    }
    // A site with a benign pattern says so in words.
    for (s, site) in base.sites.enumerated() where site.tier == .none {
      #expect(
        base.pages[s].steps.contains { base.steps[$0].text.hasPrefix("No follow-up usually needed") },
        "\(site.id) \(site.name)")
    }
  }

  @Test("the sixty sites of the plan are there, each under its number")
  func sites() {
    let ids = Set(base.sites.map(\.id))
    for n in 1...60 { #expect(ids.contains(n < 10 ? "B0\(n)" : "B\(n)")) }
  }

  @Test("every rule of the plan is there, each under its number")
  func rules() {
    let ids = Set(base.rules.map(\.id))
    for n in 1...32 { #expect(ids.contains("C\(n)")) }
  }

  // MARK: - Claims

  private struct Claim {
    var id: String
    var text: String
    var judgement: String
    var note: String
    var rows: String
  }

  private func claims() throws -> [Claim] {
    let file = try #require(BuiltInLexicons.files.first { $0.name == "knowledge/claims.tsv" })
    return file.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
        let c = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return Claim(id: c[0], text: c[2], judgement: c[3], note: c[4], rows: c[5])
      }
  }

  @Test(
    "every claim of the five articles is there with its judgement",
    arguments: [("000", 26), ("001", 22), ("002", 46), ("003", 28), ("004", 80)])
  func everyClaim(_ article: String, _ count: Int) throws {
    let found = try claims().filter { $0.id.hasPrefix(article) }
    let expected = (1...count).map { "\(article)-\($0 < 10 ? "0" : "")\($0)" }
    #expect(found.map(\.id) == expected)
    for c in found where c.judgement == "doubtful" { #expect(!c.note.isEmpty, "\(c.id) without a reason") }
  }

  @Test("contradictions between the articles are recorded with what decides them")
  func contradictions() throws {
    let found = try claims().filter { $0.judgement == "contradiction" }
    #expect(found.count == 11)
    for c in found { #expect(!c.note.isEmpty && c.rows.isEmpty, "\(c.id)") }
  }

  @Test("supported causes, tests and questions are carried by rows; doubtful claims by none")
  func carried() throws {
    for c in try claims() {
      let judgedTrue = c.judgement == "supported" || c.judgement == "partly"
      if !judgedTrue { #expect(c.rows.isEmpty, "\(c.id)") }
      let kind = c.text.split(separator: ":")[0]
      if c.judgement == "supported",
        kind.hasSuffix("; cause") || kind.contains("question to ask") || kind.hasSuffix("; test"),
        // General knowledge of an agent or of a modality, not of a finding.
        !["004-33", "004-59"].contains(c.id)
      {
        #expect(!c.rows.isEmpty, "\(c.id) \(c.text)")
      }
    }
  }

  @Test(
    "what the articles say against the evidence is no cause and no advice",
    arguments: [
      ("B01", "hepatitis"), ("B01", "cirrhosis"), ("B01", "malaria"), ("B01", "alcohol"),
      ("B01", "magnesium defic"),
      ("B16", "circulation"), ("B16", "hypoxia"), ("B28", "hypothyroid"), ("B11", "dialysis"),
      ("B32", "clubbing"),
    ])
  func contradicted(_ site: String, _ word: String) {
    for c in base.causes where c.site == site {
      #expect(!c.name.lowercased().contains(word), "\(c.id): \(c.name)")
    }
  }

  @Test("tuberculosis does not head the causes of kidney calcification, nor liver surgery the liver's workup")
  func ranks() {
    for site in ["B09", "B10", "B11"] {
      let first = base.causes.filter { $0.site == site }.min { $0.rank < $1.rank }
      #expect(first?.name.contains("tubercul") == false, "\(site)")
    }
    #expect(!base.steps.contains { $0.site == "B01" && $0.text.contains("surgery") })
  }

  @Test("a claim that is judged wrong cannot carry rows, and its rows must exist")
  func lint() throws {
    let lexicon = try Lexicon.builtIn()
    let header = "id\tarticle\tclaim\tjudgement\tnote\trows\tsources\tverified\n"
    func defects(_ row: String) -> [String] {
      let file = LexiconFile(name: "knowledge/x/claims.tsv", bytes: Array((header + row + "\n").utf8))
      return KnowledgeLinter.check(overlay: [file], lexicon: lexicon).map(\.description)
        .filter { $0.hasPrefix("knowledge/x/claims.tsv") }
    }
    #expect(
      defects("z-1\ta\tc\tdoubtful\tn\tliver-granuloma\tM\tunverified").contains {
        $0.contains("carries no rows")
      })
    #expect(
      defects("z-1\ta\tc\tsupported\tn\tliver-gravel\tM\tunverified").contains { $0.contains("unknown row") })
    #expect(defects("z-1\ta\tc\tsupported\tn\tliver-granuloma\tM\tunverified").isEmpty)
  }
}
