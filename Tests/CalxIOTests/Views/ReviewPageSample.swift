// The page that the browser test opens: fixture reports and hostile ones, with flags made by hand.

@testable import Calx
import Foundation
import Testing

@testable import CalxIO

/// A page over reports with hand-made flags.
enum ReviewPageSample {
  static let rules = [
    "QA01": "Finding missing from the impression", "QA06": "Sides disagree",
    "QA03": "Recommendation without interval",
    "QA09": "Size not given", "QA28": "Critical finding without communication",
  ]

  static func page(noText: Bool = false) throws -> [UInt8] {
    let base: KnowledgeBase
    do { base = try KnowledgeBase.builtIn() } catch { throw error }
    var page = ReviewPage(
      title: "calx check", versions: [("calx", "0.1"), ("lexicon", "e5b1"), ("knowledge", "77aa")],
      catalogue: ViewCatalogue(rules: rules, sources: base.sources))
    page.noText = noText
    var bytes: [UInt8] = []
    for fixture in try reports() { page.write(fixture.report, fixture.analysis, kept: [], into: &bytes) }
    page.write(
      RecordError(
        code: "invalid-json", message: "the line ends inside a string at byte 61", line: 7, id: "<i>r7</i>"),
      into: &bytes)
    var rows = 0
    page.number(&bytes, rows: &rows)
    return page.head + bytes + page.foot
  }

  static func terminal(ansi: Bool, width: Int) throws -> [UInt8] {
    let view = TerminalView(
      ansi: ansi, width: width,
      catalogue: ViewCatalogue(rules: rules, sources: try KnowledgeBase.builtIn().sources))
    var bytes = view.head
    for fixture in try reports() { view.write(fixture.report, fixture.analysis, kept: [], into: &bytes) }
    view.write(RecordError(code: "not-utf8", message: "byte 3 is no UTF-8", line: 7), into: &bytes)
    return bytes
  }

  static func reports() throws -> [ViewFixture] {
    let renal = try fixtureText("us-renal-55")
    let chest = try fixtureText("ct-chest-69")
    let thyroid = try fixtureText("us-thyroid-02")
    let flag = ViewFixture.flag
    let attack = hostile
    return [
      try ViewFixture("us-scrotum-02", fixtureText("us-scrotum-02"), modality: "US"),
      try ViewFixture(
        "us-thyroid-02", thyroid, modality: "US", exam: "Thyroid and neck",
        flags: [
          flag(
            "QA09", .info, "How large is the calcified plaque in the left carotid bulb?", thyroid,
            ["calcified plaque"], "f6", ["TH1"])
        ]),
      try ViewFixture(
        "us-renal-55", renal, modality: "US", exam: "Kidneys and bladder",
        flags: [
          flag(
            "QA28", .critical, "A staghorn stone with hydronephrosis: was the referrer told directly?", renal,
            ["a lithiasis of staghorn type", "Right grade 1 hydronephrosis"], "f2", ["K4", "Q3"]),
          flag(
            "QA01", .action,
            "The staghorn stone of the right renal pelvis is not in the impression. Should it be?",
            renal,
            ["a lithiasis of staghorn type, approximately 17×12 mm in size, filling the right renal pelvis"],
            "f2",
            ["CA4"]),
          flag(
            "QA03", .check, "By when should urology see the patient?", renal,
            ["urology control is recommended"], nil,
            ["Q7", "Q8b"]),
        ]),
      try ViewFixture(
        "ct-chest-69", chest, exam: "CTA chest",
        flags: [
          flag(
            "QA06", .action, "Is the hamartoma on the right?", chest,
            ["Hamartoma right lower lobe", "RLL hamartoma 16 mm"], "f1", ["Q4"]),
          flag(
            "QA09", .info, "How large is the left renal stone?", chest,
            ["Punctate nonobstructing left renal stone"], "f9", []),
        ]),
      try ViewFixture(
        "\"><img src=x onerror=alert(1)>\u{202E}di", attack, modality: "<b>CT</b>",
        exam: "javascript:alert(1)",
        flags: [
          flag(
            "QA0<script>", .check, "<script>alert('message')</script>\u{202E}?", attack,
            ["Calcified granuloma", "granuloma in"], "f1", ["\"onmouseover=alert(2)"])
        ]),
    ]
  }

  static let hostile = """
    FINDINGS: Calcified granuloma in the right upper lobe.\r
    <script>alert(document.domain)</script> <img src=x onerror="alert(1)"> </style></script></title><svg onload=alert(3)>\r
    "onmouseover="alert(4)" x=' `javascript:alert(5)` &lt;b&gt; &amp; <!-- ]]> <a href="https://example.org/">x</a>\r
    \u{202E}txet desrever\u{202C} \u{2066}isolated\u{2069} \u{200F}mark\u{200E} NUL\u{0} BEL\u{7} ESC\u{1B}[31mred CSI\u{9B}31m\r
    אבן בכליה 4 mm calculus left kidney؛ لا حصوات\r
    \(String(repeating: "calcification", count: 40)) 👩‍⚕️ é 石灰化\tT\r
    IMPRESSION: No gallstones. Possible renal stone.
    """

  static func fixtureText(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    return try String(contentsOf: root.appending(path: "Fixtures/reports/\(name).txt"), encoding: .utf8)
  }

  /// Writes the page for the browser test where it asks for one.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CALX_REVIEW_PAGE"] != nil))
  static func write() throws {
    let path = try #require(ProcessInfo.processInfo.environment["CALX_REVIEW_PAGE"])
    try Data(page()).write(to: URL(filePath: path))
    for (name, ansi) in [("ansi", true), ("plain", false)] {
      try Data(terminal(ansi: ansi, width: 80)).write(to: URL(filePath: path + "." + name))
    }
  }
}
