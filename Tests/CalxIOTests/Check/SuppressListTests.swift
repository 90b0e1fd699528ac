// Decisions of people: read with their defects named, held by day and by finding.

@testable import Calx
import Testing

@testable import CalxIO

@Suite("Suppress list") struct SuppressListTests {
  static func flag(_ rule: String, _ finding: String?) -> Calx.Flag {
    Calx.Flag(rule: rule, severity: .action, finding: finding, message: "?", evidence: [], sources: [])
  }

  static let list = """
    report\trule\tfinding\treason\tuntil
    # a remark
    r1\tQA05\t\tside is in the worksheet\t
    r2\tQA01\tcalculus.kidney.left\tknown\t2026-06-30
    r3\tQA01\tf2\tknown\t
    """

  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  @Test(
    "keeps a flag down by report, rule, finding and day",
    arguments: [
      ("r1", "QA05", "f1", "x", "2030-01-01", true), ("r1", "QA01", "f1", "x", "2030-01-01", false),
      ("r2", "QA01", "f4", "calculus.kidney.left", "2026-06-30", true),
      ("r2", "QA01", "f4", "calculus.kidney.left", "2026-07-01", false),
      ("r2", "QA01", "f4", "calculus.kidney.right", "2026-06-01", false),
      ("r3", "QA01", "f2", "x", "2026-06-01", true), ("r3", "QA01", "f1", "x", "2026-06-01", false),
    ])
  func holds(_ report: String, _ rule: String, _ finding: String, _ key: String, _ day: String, _ down: Bool)
    throws
  {
    let list = try SuppressList(Array(Self.list.utf8), file: "s.tsv")
    #expect(list.count == 3)
    #expect(list.holds(Self.flag(rule, finding), report: report, key: key, on: try Self.day(day)) == down)
  }

  @Test(
    "names what is wrong, with its line",
    arguments: [
      ("report\trule\tfinding\treason\n", "s.tsv:1"),
      ("report\trule\tfinding\treason\tuntil\nr\tQA01\t\t\t\n", "s.tsv:2"),
      ("report\trule\tfinding\treason\tuntil\nr\tQA01\t\twhy\t31/12/2026\n", "until is a day"),
      ("report\trule\tfinding\treason\tuntil\nr\tQA01\twhy\n", "expected 5"),
    ])
  func defects(_ text: String, _ words: String) throws {
    let error = #expect(throws: RunError.self) { try SuppressList(Array(text.utf8), file: "s.tsv") }
    #expect(error?.description.contains(words) == true)
  }

  @Test("filters by severity and rule, counts what it kept down, and knows the gravest that remains")
  func policy() throws {
    var analysis = Analysis()
    analysis.flags = [Self.flag("QA01", nil), Self.flag("QA05", nil)]
    analysis.flags[1].severity = Calx.Flag.Severity.info
    var policy = FlagPolicy(day: try Self.day("2026-01-01"))
    policy.least = .check
    policy.suppressed = try SuppressList(
      Array("report\trule\tfinding\treason\tuntil\nr\tQA01\t\twhy\t\n".utf8), file: "s.tsv")
    let outcome = policy.apply(to: &analysis, of: Report(id: "r", ""))
    #expect(analysis.flags.isEmpty && analysis.suppressed == 1)
    #expect(outcome.gravest == Calx.Flag.Severity.info && outcome.suppressed.map { $0.rule } == ["QA01"])
  }
}
