// The main job: records in, analyses out, one line each.

public import Calx

/// Analyzes all records of a source.
public struct Run: Sendable {
  /// How an analysis is written.
  public enum Format: String, Sendable, CaseIterable { case jsonl, table }

  /// The analyzer in use.
  public var analyzer: Analyzer
  /// The encoder of records.
  public var encoder: RecordEncoder
  /// How to write.
  public var format: Format = .jsonl
  /// Names of input members to carry through.
  public var keep: Set<String> = []
  /// Longest record in bytes.
  public var longest = 8 << 20
  /// Colour in the table.
  public var color = false
  /// Show the evidence in words in the table.
  public var explain = false
  /// Number of workers.
  public var jobs = 1

  /// A run with an analyzer.
  public init(analyzer: Analyzer, encoder: RecordEncoder) {
    self.analyzer = analyzer
    self.encoder = encoder
  }

  /// Reads everything from `source` and writes it to `output`.
  ///
  /// - Throws: `OutputError` when reading or writing fails as a whole; a bad record is an error row.
  public func callAsFunction(_ source: ReportSource, to output: Output) throws(OutputError)
    -> OrderedPipeline.Totals
  {
    try OrderedPipeline.run(source: source, output: output, workers: jobs) {
      var scratch = Analyzer.Scratch()
      return { item, json in self.one(item, &scratch, &json) }
    }
  }

  private func one(_ item: Item, _ scratch: inout Analyzer.Scratch, _ json: inout JSONBytes) -> (
    failure: String?, mark: Int
  ) {
    do throws(RecordError) {
      let (report, kept) = try decode(item)
      let analysis: Analysis
      do throws(AnalysisError) {
        analysis = try analyzer.analyze(report, using: &scratch)
      } catch {
        throw RecordError(code: error.code, message: error.description, id: report.id)
      }
      switch format {
      case .jsonl: encoder.encode(report, analysis, kept: kept, into: &json)
      case .table:
        json.bytes.append(contentsOf: TableView(color: color, explain: explain).render(report, analysis).utf8)
      }
      return (nil, 0)
    } catch {
      switch format {
      case .jsonl: encoder.encode(error, into: &json)
      case .table:
        json.bytes.append(
          contentsOf: "\(error.id ?? "line \(error.line ?? 0)"): \(error.code): \(error.message)\n\n".utf8)
      }
      return (error.code, 0)
    }
  }

  private func decode(_ item: Item) throws(RecordError) -> (Report, [(String, [UInt8])]) {
    switch item {
    case .failed(let error): throw error
    case .text(let bytes, let id): return (try ReportDecoder.report(id: id, text: bytes), [])
    case .file(let path, let id):
      return (try ReportDecoder.report(id: id, text: try readFile(path, longest: longest, id: id)), [])
    case .line(let bytes, let number):
      var result: (Report, [(String, [UInt8])])?
      var failure: RecordError?
      bytes.withUnsafeBufferPointer { p in
        do throws(RecordError) {
          result = try ReportDecoder.report(jsonLine: p, keep: keep, line: number)
        } catch { failure = error }
      }
      if let failure { throw failure }
      guard let result else { throw RecordError(code: "internal", message: "no result", line: number) }
      return result
    }
  }
}
