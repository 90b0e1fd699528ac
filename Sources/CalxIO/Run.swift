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
        return { items, first, batch in
          self.all(items, first, rejects: rejects, huge, &scratch, &batch)
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

  /// Records that are read together.
  private struct Group {
    /// Which records of the batch they are.
    var items: Range<Int>
    /// Those that could be decoded, in order, with the members that are carried through.
    var reports: [Report] = []
    var kept: [[(String, [UInt8])]] = []
    /// Why the others could not, by record of the batch.
    var failures: [Int: RecordError] = [:]
    /// Bytes of text.
    var bytes = 0
  }

  private func all(
    _ items: [Item], _ first: Int, rejects: Bool, _ huge: Locked<Void>, _ scratch: inout Analyzer.Scratch,
    _ batch: inout Batch
  ) {
    var done = 0
    while done < items.count {
      var group = Group(items: done..<done)
      while group.items.upperBound < items.count, group.items.count < Self.together,
        group.bytes < Self.togetherBytes
      {
        decode(items[group.items.upperBound], into: &group, &batch)
      }
      if group.bytes < Self.huge {
        write(group, of: items, first, rejects, &scratch, &batch)
      } else {
        huge.with { (_: inout Void) in write(group, of: items, first, rejects, &scratch, &batch) }
        scratch = Analyzer.Scratch()
      }
      done = group.items.upperBound
    }
  }

  /// How many records are read together, and at how many bytes of text no further one joins them.
  private static let together = 16
  private static let togetherBytes = 1 << 16

  /// Length of reports, in bytes, from which on they are read while no others of that length are: they take some fifty
  /// times their length on the way, and their scratch space is given back.
  private static let huge = 1 << 20

  /// Decodes the next record of a group.
  private func decode(_ item: Item, into group: inout Group, _ batch: inout Batch) {
    batch.totals.bytesIn += item.byteCount
    do throws(RecordError) {
      let (report, kept) = try item.report(keep: keep, longest: longest)
      if case .file = item { batch.totals.bytesIn += report.text.count }
      group.bytes += report.text.count
      group.reports.append(report)
      group.kept.append(kept)
    } catch {
      group.failures[group.items.upperBound] = error
    }
    group.items = group.items.lowerBound..<(group.items.upperBound + 1)
  }

  /// Writes the records of a group in order, or why there is none.
  private func write(
    _ group: Group, of items: [Item], _ first: Int, _ rejects: Bool, _ scratch: inout Analyzer.Scratch,
    _ batch: inout Batch
  ) {
    var next = group.items.lowerBound
    func fail(_ error: RecordError) {
      writer.write(error, into: &batch.bytes)
      batch.totals.count(error, record: first + next)
      if rejects { batch.reject(items[next].originalBytes(longest: longest)) }
      next += 1
    }
    func failed() {
      if group.failures.isEmpty { return }
      while let error = group.failures[next] { fail(error) }
    }
    func write(_ i: Int, _ result: consuming Result<Analysis, AnalysisError>) {
      failed()
      do throws(RecordError) {
        switch consume result {
        case .success(var analysis):
          review?(group.reports[i], &analysis)
          try writer.write(group.reports[i], analysis, kept: group.kept[i], into: &batch.bytes)
          batch.totals.count(analysis)
          next += 1
        case .failure(let error):
          throw RecordError(code: error.code, message: error.description, id: group.reports[i].id)
        }
      } catch {
        fail(error)
      }
    }
    if let analyzer {
      analyzer.analyze(group.reports, using: &scratch, write)
    } else {
      for i in group.reports.indices { write(i, .success(Analysis())) }
    }
    failed()
  }
}
