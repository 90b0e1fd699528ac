// The review page: one HTML file that shows reports with their evidence marked, and their flags. Nothing is fetched,
// nothing is stored, and it can be read without script and on paper.

import CReviewPage
public import Calx

/// Writes the review page: `head`, one article for each record in input order, `foot`, so that a run of any length
/// needs no memory. Articles stand in the file in input order; the style sheet alone shows those with the gravest flags
/// first (the script then moves them for good, for screen readers and the Tab key).
///
/// An article's anchors are named after its place in the run. `write` leaves the byte 1 where that number belongs and
/// puts the byte 2 before each article; `number` fills them in. Neither byte can come from a report (`InertText`).
public struct ReviewPage: RecordWriter {
  /// Title of the page.
  public var title: String
  /// What wrote the page: names and versions, in the order shown.
  public var versions: [(name: String, version: String)]
  /// Names of rules and sources.
  public var catalogue: ViewCatalogue
  /// Leave out every stretch of report text.
  public var noText = false
  /// The run raises flags: reports without one are folded. A page of findings alone has every report open.
  public var raisesFlags = true

  /// A page.
  public init(title: String, versions: [(name: String, version: String)], catalogue: ViewCatalogue) {
    self.title = title
    self.versions = versions
    self.catalogue = catalogue
  }

  /// Everything before the first article.
  public var head: [UInt8] {
    let style = Self.style
    let script = Self.script
    var h = HTMLBytes()
    h.markup(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-
      """)
    h.inline(SHA256.base64(style))
    h.markup("'; script-src 'sha256-")
    h.inline(SHA256.base64(script))
    h.markup(
      """
      '; base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>
      """)
    h.inline(title)
    h.markup("</title>\n<style>")
    h.raw(style)
    h.markup(
      "</style>\n</head>\n")
    h.markup(raisesFlags ? "<body>\n" : "<body class=\"reading\">\n")
    h.markup(
      "<a class=\"skip\" href=\"#reports\">Skip to the reports</a>\n<header>\n<h1>"
    )
    h.inline(title)
    h.markup("</h1>\n<p class=\"versions\">")
    for (i, v) in versions.enumerated() {
      if i > 0 { h.markup(" · ") }
      h.inline("\(v.name) \(v.version)")
    }
    h.markup("</p>\n")
    h.markup(Self.legend)
    h.markup("</header>\n")
    h.markup(Self.controls)
    h.markup("<main id=\"reports\">\n")
    return h.bytes
  }

  /// Everything after the last article.
  public var foot: [UInt8] {
    var h = HTMLBytes()
    h.markup("</main>\n<p id=\"nothing\" class=\"nothing\" hidden>No report matches the filters.</p>\n")
    h.markup(Self.end)
    h.markup("<script>")
    h.raw(Self.script)
    h.markup("</script>\n</body>\n</html>\n")
    return h.bytes
  }

  /// Appends one report's article.
  public func write(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    var article = ReviewArticle(page: self, report: report, analysis: analysis)
    bytes += article.write()
  }

  /// Appends the row of a record that could not be read.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    bytes += ReviewArticle.failed(error)
  }

  /// Names the anchors of articles after their place in the run.
  public func number(_ bytes: inout [UInt8], rows: inout Int) {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 64)
    var number = String(rows).utf8
    for byte in bytes {
      switch byte {
      case HTMLBytes.articleByte:
        rows += 1
        number = String(rows).utf8
      case HTMLBytes.numberByte: out.append(contentsOf: number)
      default: out.append(byte)
      }
    }
    bytes = out
  }

  /// The style sheet of the page.
  static let style = embedded(creviewpage_style)
  /// The script of the page.
  static let script = embedded(creviewpage_script)

  private static func embedded(_ file: (UnsafeMutablePointer<Int>?) -> UnsafePointer<UInt8>?) -> [UInt8] {
    var count = 0
    guard let bytes = file(&count) else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
