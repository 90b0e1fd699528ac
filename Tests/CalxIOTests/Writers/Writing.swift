// Output of a writer for reports of a test.

@testable import Calx
@testable import CalxIO

/// What a writer makes of reports, head and foot included.
func written(_ reports: [Report], by writer: some RecordWriter) throws -> String {
  let analyzer = Analyzer(lexicon: .shared)
  var scratch = Analyzer.Scratch()
  var bytes = writer.head
  var rows = 0
  for report in reports {
    var own: [UInt8] = []
    do throws(RecordError) {
      guard let analysis = try? analyzer.analyze(report, using: &scratch) else { continue }
      try writer.write(report, analysis, kept: [], into: &own)
    } catch {
      writer.write(error, into: &own)
    }
    writer.number(&own, rows: &rows)
    bytes += own
  }
  return String(decoding: bytes + writer.foot, as: UTF8.self)
}
