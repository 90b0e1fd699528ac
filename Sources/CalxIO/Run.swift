// The main job: records in, analyses out, one line each.

public import Calx

/// Analyzes all records of a source, or converts them.
public struct Run: Sendable {
  /// The analyzer in use; without one all analyses are empty.
  public let analyzer: Analyzer?
  /// The format of the output.
  public var writer: any RecordWriter
  /// Names of input members to carry through.
  public var keep: Set<String> = []
  /// Longest record in bytes.
  public var longest = 8 << 20
  /// Number of workers.
  public var jobs = 1
  /// What is done with an analysis before it is counted and written; called by all workers.
  public var review: (@Sendable (Report, inout Analysis) -> Void)?

  /// A run with an analyzer and a format of output.
  public init(analyzer: Analyzer, writer: any RecordWriter) {
    self.analyzer = analyzer
    self.writer = writer
  }

  /// A run that writes records as they are read.
  public init(converting writer: ConversionWriter) {
    analyzer = nil
    self.writer = writer
  }

  /// Reads everything from `source` and writes it to `output`.
  ///
  /// - Throws: `OutputError` when reading or writing fails as a whole; a bad record is an error row.
  public func callAsFunction(_ source: ReportSource, to output: Output) throws(OutputError) -> RunTotals {
    try self(source, to: RunOutput(output)) { _ in true }
  }

  /// Reads what `output` does not hold yet and writes it, with checkpoints where the output has them.
  ///
  /// - Parameter tick: called some times a second with the totals so far; false stops the run behind the records that are
  ///   read already.
  /// - Returns: the totals, those of a resumed run's first part included; not `whole` when the run was stopped.
  /// - Throws: `OutputError` when reading or writing fails as a whole; a bad record is an error row.
  public func callAsFunction(
    _ source: ReportSource, to output: RunOutput, tick: (RunTotals) -> Bool
  ) throws(OutputError) -> RunTotals {
    let began = monotonicSeconds() - output.start.seconds
    if output.isFresh { try output.records.write(writer.head) }
    let rest = try passing(output.start.records, of: source)
    let pipeline = OrderedPipeline(source: rest, output: output, writer: writer, workers: jobs)
    let rejects = output.rejects != nil
    let huge = Locked(())
    var last = OrderedPipeline.Progress(totals: output.start)
    var failure: RunError?
    var ending: OutputError?
    var totals = output.start
    do throws(OutputError) {
      totals = try pipeline.run {
        var scratch = Analyzer.Scratch()
        return { item, record, batch in
          self.one(item, record, rejects: rejects, huge, &scratch, &batch)
        }
      } tick: { progress in
        last = progress
        last.totals.seconds = monotonicSeconds() - began
        do throws(RunError) { try output.saveIfDue(last) } catch { failure = failure ?? error }
        return tick(last.totals) && failure == nil
      }
    } catch { ending = error }
    if !totals.whole {
      do throws(RunError) { try output.save(last) } catch { failure = failure ?? error }
    }
    if let ending { throw ending }
    if let failure { throw .failed(failure) }
    if totals.whole { try output.records.write(writer.foot) }
    totals.skipped = source.tally.skipped
    totals.bytesOut = output.records.written
    totals.seconds = monotonicSeconds() - began
    return totals
  }

  /// The source behind its first records.
  private func passing(_ records: Int, of source: ReportSource) throws(OutputError) -> ReportSource {
    var source = source
    do throws(RunError) {
      for done in 0..<records where try source.item() == nil {
        throw RunError("cannot resume: the input has \(done) records, \(records) were done")
      }
    } catch { throw .failed(error) }
    return source
  }

  private func one(
    _ item: Item, _ record: Int, rejects: Bool, _ huge: Locked<Void>, _ scratch: inout Analyzer.Scratch,
    _ batch: inout Batch
  ) {
    batch.totals.bytesIn += item.byteCount
    do throws(RecordError) {
      let (report, kept) = try item.report(keep: keep, longest: longest)
      if case .file = item { batch.totals.bytesIn += report.text.count }
      if report.text.count < Self.huge {
        try write(report, kept, &scratch, &batch)
      } else {
        defer { scratch = Analyzer.Scratch() }
        try huge.with { (_: inout Void) throws(RecordError) in try write(report, kept, &scratch, &batch) }
      }
    } catch {
      writer.write(error, into: &batch.bytes)
      batch.totals.count(error, record: record)
      if rejects { batch.reject(item.originalBytes(longest: longest)) }
    }
  }

  /// Length of a report, in bytes, from which on it is read while no other such report is: it takes some fifty times its
  /// length on the way, and its scratch space is given back.
  private static let huge = 1 << 20

  private func write(
    _ report: Report, _ kept: [(String, [UInt8])], _ scratch: inout Analyzer.Scratch, _ batch: inout Batch
  ) throws(RecordError) {
    var analysis: Analysis
    do throws(AnalysisError) {
      analysis = try analyzer?.analyze(report, using: &scratch) ?? Analysis()
    } catch {
      throw RecordError(code: error.code, message: error.description, id: report.id)
    }
    review?(report, &analysis)
    try writer.write(report, analysis, kept: kept, into: &batch.bytes)
    batch.totals.count(analysis)
  }
}
