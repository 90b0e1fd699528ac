// Reports with flags made by hand, for the tests of the views.

@testable import Calx

@testable import CalxIO

/// Reports as the views get them.
struct ViewFixture {
  var report: Report
  var analysis: Analysis

  /// A report read by calx; `flags` name their evidence by the words in the text.
  init(_ id: String, _ text: String, modality: String? = "CT", exam: String? = nil, flags: [Flag] = []) throws
  {
    report = Report(id: id, text)
    report.modality = modality
    report.exam = exam
    var scratch = Analyzer.Scratch()
    analysis = try Analyzer(lexicon: .shared).analyze(report, using: &scratch)
    analysis.flags = flags
  }

  /// A flag whose evidence is the first occurrence of each of `words`.
  static func flag(
    _ rule: String, _ severity: Flag.Severity, _ message: String, _ text: String, _ words: [String],
    _ finding: String?, _ sources: [String]
  ) -> Flag {
    let bytes = Array(text.utf8)
    let evidence = words.compactMap { word -> Range<Int>? in
      let needle = Array(word.utf8)
      let last = bytes.count - needle.count
      guard last >= 0, let at = (0...last).first(where: { Array(bytes[$0..<$0 + needle.count]) == needle })
      else { return nil }
      return at..<(at + needle.count)
    }
    return Flag(
      rule: rule, severity: severity, finding: finding, message: message, evidence: evidence, sources: sources
    )
  }
}
