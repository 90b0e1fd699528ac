// N workers that pull records and write them in order: a lock around the reader, a lock around the writer, a window.

import Dispatch

/// Runs records through workers; output stands in input order whatever the number of workers.
public struct OrderedPipeline {
  /// What a run did.
  public struct Totals: Sendable {
    /// Records that came in.
    public var records = 0
    /// Records that became error rows, by code.
    public var failed: [String: Int] = [:]
    /// Value that the caller's worker adds up, such as the gravest flag.
    public var mark = 0
    /// Rows that the writer has numbered.
    public var rows = 0
  }

  /// One record's output.
  struct Result {
    var bytes: [UInt8]
    var failure: String?
    var mark = 0
  }

  private struct Reader {
    var source: ReportSource
    var batch = 0
    var error: RunError?
    var ended = false
  }

  private struct Writer {
    var next = 0
    var waiting: [Int: (bytes: [UInt8], totals: Totals)] = [:]
    var totals = Totals()
    var error: OutputError?
  }

  static let batchSize = 64

  /// Runs all records of `source` through `workers` copies of `makeWorker()`'s function.
  ///
  /// - Parameter number: called in output order with each stretch of output and the count of rows so far.
  /// - Throws: `RunError` when input or output fails; `OutputError.closed` ends the run quietly.
  static func run(
    source: ReportSource, output: Output, workers: Int,
    number: @Sendable @escaping (inout [UInt8], inout Int) -> Void,
    makeWorker: @Sendable @escaping () -> (Item, inout [UInt8]) -> (failure: String?, mark: Int)
  ) throws(OutputError) -> Totals {
    let count = max(1, workers)
    let reader = Locked(Reader(source: source))
    let writer = Locked(Writer())
    let window = DispatchSemaphore(value: count * 4)
    let sink = UncheckedOutput(output: output)
    DispatchQueue.concurrentPerform(iterations: count) { _ in
      let work = makeWorker()
      var bytes: [UInt8] = []
      while true {
        window.wait()
        let (ordinal, items): (Int, [Item]) = reader.with { r in
          if r.ended { return (-1, []) }
          var items: [Item] = []
          do throws(RunError) {
            while items.count < batchSize {
              guard let item = try r.source.item() else {
                r.ended = true
                break
              }
              items.append(item)
              if !r.source.hasMore { break }
            }
          } catch {
            r.error = error
            r.ended = true
          }
          if items.isEmpty { return (-1, []) }
          r.batch += 1
          return (r.batch - 1, items)
        }
        if ordinal < 0 {
          window.signal()
          return
        }
        bytes.removeAll(keepingCapacity: true)
        var totals = Totals()
        for item in items {
          let outcome = work(item, &bytes)
          totals.records += 1
          if let failure = outcome.failure { totals.failed[failure, default: 0] += 1 }
          totals.mark = max(totals.mark, outcome.mark)
        }
        let stop: Bool = writer.with { w in
          w.waiting[ordinal] = (bytes, totals)
          while var ready = w.waiting.removeValue(forKey: w.next) {
            w.next += 1
            if w.error == nil {
              number(&ready.bytes, &w.totals.rows)
              do throws(OutputError) { try sink.output.write(ready.bytes) } catch { w.error = error }
              w.totals.records += ready.totals.records
              w.totals.failed.merge(ready.totals.failed, uniquingKeysWith: +)
              w.totals.mark = max(w.totals.mark, ready.totals.mark)
            }
            window.signal()
          }
          return w.error != nil
        }
        if stop { reader.with { r in r.ended = true } }
      }
    }
    let inputError = reader.with { $0.error }
    let (totals, outputError) = writer.with { ($0.totals, $0.error) }
    if let outputError { throw outputError }
    if let inputError { throw .failed(inputError) }
    return totals
  }

  /// The output is only touched under the writer's lock.
  private struct UncheckedOutput: @unchecked Sendable { let output: Output }
}
