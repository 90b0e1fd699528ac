// The main job: records in, analyses out, one line each.

public import Calx

/// Analyzes all records of a source.
public struct Run: Sendable {
  /// The analyzer in use.
  public var analyzer: Analyzer
  /// The format of the output.
  public var writer: any RecordWriter
  /// Names of input members to carry through.
  public var keep: Set<String> = []
  /// Longest record in bytes.
  public var longest = 8 << 20
  /// Number of workers.
  public var jobs = 1

  /// A run with an analyzer and a format of output.
  public init(analyzer: Analyzer, writer: any RecordWriter) {
    self.analyzer = analyzer
    self.writer = writer
  }

  /// Reads everything from `source` and writes it to `output`.
  ///
  /// - Throws: `OutputError` when reading or writing fails as a whole; a bad record is an error row.
  public func callAsFunction(_ source: ReportSource, to output: Output) throws(OutputError)
    -> OrderedPipeline.Totals
  {
    try output.write(writer.head)
    let totals = try OrderedPipeline.run(
      source: source, output: output, workers: jobs, number: { writer.number(&$0, rows: &$1) }
    ) {
      var scratch = Analyzer.Scratch()
      return { item, bytes in self.one(item, &scratch, &bytes) }
    }
    try output.write(writer.foot)
    return totals
  }

  private func one(_ item: Item, _ scratch: inout Analyzer.Scratch, _ bytes: inout [UInt8]) -> (
    failure: String?, mark: Int
  ) {
    do throws(RecordError) {
      let (report, kept) = try item.report(keep: keep, longest: longest)
      let analysis: Analysis
      do throws(AnalysisError) {
        analysis = try analyzer.analyze(report, using: &scratch)
      } catch {
        throw RecordError(code: error.code, message: error.description, id: report.id)
      }
      try writer.write(report, analysis, kept: kept, into: &bytes)
      return (nil, 0)
    } catch {
      writer.write(error, into: &bytes)
      return (error.code, 0)
    }
  }
}
