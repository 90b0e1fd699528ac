// The review page: nothing of a report acts, every record is there, the same bytes each time.

import Testing

@testable import Calx
@testable import CalxIO

struct ReviewPageTests {
  static let bare = ReviewPage(title: "t", versions: [], catalogue: ViewCatalogue())

  static func article(_ text: String, id: String = "r", noText: Bool = false) throws -> String {
    let fixture = try ViewFixture(id, text)
    var page = bare
    page.noText = noText
    var bytes: [UInt8] = []
    page.write(fixture.report, fixture.analysis, kept: [], into: &bytes)
    var rows = 0
    page.number(&bytes, rows: &rows)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "<script"),
    ("</style><style>*{display:none}</style>", "</style"),
    ("x\" onmouseover=\"alert(1)", "\" onmouseover"),
    ("x' onmouseover='alert(1)", "' onmouseover"),
    ("<!-- ", "<!--"), ("a\u{0}b", "\u{0}"), ("a\u{1}b", "\u{1}"), ("a\u{2}b", "\u{2}"),
    ("a\u{1B}[2Jb", "\u{1B}"),
    ("a\u{85}b", "\u{85}"), ("a\u{202E}b", "\u{202E}"), ("a\u{2067}b", "\u{2067}"),
    ("a\u{200F}b", "\u{200F}"),
    ("a\u{61C}b", "\u{61C}"), ("a\u{FEFF}b", "\u{FEFF}"), ("a\u{2028}b", "\u{2028}"),
    ("a\u{E0041}b", "\u{E0041}"),
  ])
  func hostileTextIsInertInTextAndId(_ hostile: String, _ acting: String) throws {
    let scalars = Array(acting.unicodeScalars)
    for article in [try Self.article(hostile + " calculus"), try Self.article("Calculus.", id: hostile)] {
      let all = Array(article.unicodeScalars)
      let found = all.indices.contains { all[$0...].starts(with: scalars) }
      #expect(!found, "\(article)")
    }
  }

  @Test func bytesThatStandForNumbersCannotComeFromAReport() throws {
    let article = try Self.article("\u{1}\u{2}calculus\u{1}", id: "\u{2}\u{2}")
    #expect(article.contains("id=\"r1\""))
    #expect(article.contains("␁"))
    #expect(article.contains("<bdi>␂␂</bdi>"))
  }

  @Test func marksSayPresence() throws {
    let article = try Self.article("Renal calculus. No gallstones. Possible bladder stone.")
    for word in ["class=\"m present", "class=\"m absent", "class=\"m possible"] {
      #expect(article.contains(word))
    }
    #expect(article.contains("data-tag=\"✗\u{2009}f2\""))
  }

  @Test func withoutTextNoWordOfTheReportIsThere() throws {
    let fixture = try ViewFixture(
      "r", "Xylophone calculus in the lower pole of the left kidney.", exam: "Vibraphone",
      flags: [ViewFixture.flag("QA09", .info, "How large?", "Xylophone calculus", ["Xylophone"], "f1", [])])
    var page = Self.bare
    page.noText = true
    var bytes: [UInt8] = []
    page.write(fixture.report, fixture.analysis, kept: [], into: &bytes)
    let article = String(decoding: bytes, as: UTF8.self)
    for word in ["Xylophone", "Vibraphone", "lower pole"] { #expect(!article.contains(word)) }
    #expect(article.contains("line 1"))
    #expect(article.contains("left kidney"))
  }

  @Test func everyRecordHasItsArticleAndEveryLinkItsTarget() throws {
    let page = String(decoding: try ReviewPageSample.page(), as: UTF8.self)
    #expect(page.components("<article").count - 1 == 6)
    for n in 1...6 { #expect(page.contains("id=\"r\(n)\"")) }
    for part in page.components("href=\"#r").dropFirst() {
      let target = "r" + part.prefix { $0 != "\"" }
      #expect(page.contains("id=\"\(target)\""), "\(target)")
    }
  }

  @Test func anchorsHangOnTheOrderOfRecordsAlone() throws {
    let fixtures = try ReviewPageSample.reports()
    var all: [UInt8] = []
    var one: [UInt8] = []
    var rows = 0
    for f in fixtures {
      Self.bare.write(f.report, f.analysis, kept: [], into: &all)
      var bytes: [UInt8] = []
      Self.bare.write(f.report, f.analysis, kept: [], into: &bytes)
      Self.bare.number(&bytes, rows: &rows)
      one += bytes
    }
    var start = 0
    Self.bare.number(&all, rows: &start)
    #expect(all == one)
    #expect(start == fixtures.count && rows == fixtures.count)
  }

  @Test func pageIsTheSameEachTime() throws {
    #expect(try ReviewPageSample.page() == ReviewPageSample.page())
  }

  @Test func styleAndScriptCannotEndTheirElements() throws {
    for part in [ReviewPage.style, ReviewPage.script] {
      let text = String(decoding: part, as: UTF8.self)
      #expect(
        !part.isEmpty && !text.lowercased().contains("</s") && !text.contains("<!--") && !text.contains("\r"))
      #expect(
        !text.contains("http:") && !text.contains("https:") && !text.contains("url(")
          && !text.contains("@import"))
    }
    let head = String(decoding: Self.bare.head, as: UTF8.self)
    #expect(head.contains("default-src 'none'; style-src 'sha256-\(SHA256.base64(ReviewPage.style))'"))
    #expect(head.contains("script-src 'sha256-\(SHA256.base64(ReviewPage.script))'"))
  }

  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
  ])
  func digestInBase64(_ text: String, _ expected: String) {
    #expect(SHA256.base64(Array(text.utf8)) == expected)
  }
}

extension String {
  /// The parts between occurrences of a separator.
  func components(_ separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
