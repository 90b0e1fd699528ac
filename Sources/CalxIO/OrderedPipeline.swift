// N workers that pull batches of records and write them in order, within a window of batches and bytes.

import Glibc

/// What became of a batch of records, in the order of the batch.
struct Batch {
  /// The output.
  var bytes: [UInt8] = []
  /// Original bytes of the records that failed.
  var rejects: [UInt8] = []
  /// Sums over the batch.
  var totals = RunTotals()

  /// Sets a failed record aside as it came, with a line feed where it does not end a line itself.
  mutating func reject(_ original: [UInt8]) {
    guard let last = original.last else { return }
    rejects += original
    if last != 10 && last != 13 { rejects.append(10) }
    totals.rejected += 1
  }
}

/// Runs records through workers; output stands in input order whatever the number of workers.
///
/// A worker takes what can be had without waiting, at most `batchRecords` records or about `batchBytes`, so that a slow
/// producer is answered at once and a fast one in large steps. No worker takes more while `windowBytes` are on their way,
/// input and output together; a single record may be larger, and then it is alone. Writing is nobody's lock: who ends the
/// next batch in order writes it and all that wait behind it, and the others go on.
struct OrderedPipeline {
  static let batchRecords = 64
  static let batchBytes = 1 << 18
  static let windowBytes = 16 << 20
  /// Room for output that is kept for another batch; more is given back.
  static let spareBytes = 4 << 20

  /// Where a run stands; consistent, all before it is written.
  struct Progress {
    var totals: RunTotals
    /// Bytes of the output, and of the rejects.
    var written = 0
    var rejects = 0
  }

  private struct Reader {
    var source: ReportSource
    var batches = 0
    var records: Int
  }

  private struct State {
    var progress: Progress
    /// Batches asked for and not yet written, and bytes on their way.
    var reserved = 0
    var bytes = 0
    /// Batches read, and the next one to write.
    var taken = 0
    var next = 0
    var waiting: [Int: Batch] = [:]
    /// Room of batches that are written, for those to come.
    var spare: [[UInt8]] = []
    var writing = false
    var stopped = false
    var abandoned = false
    var workers: Int
    var inputError: RunError?
    var outputError: OutputError?
    var ended = false
  }

  private let workers: Int
  private let writer: any RecordWriter
  private let reader: Locked<Reader>
  private let state: Locked<State>
  private let finished = Locked(false)
  private let sink: Sink

  /// Touched by the one worker that writes, and by nobody after the run.
  private struct Sink: @unchecked Sendable { let output: RunOutput }

  /// A pipeline that goes on behind the records that `output` holds already.
  ///
  /// - Parameter writer: numbers the rows of the output.
  init(source: ReportSource, output: RunOutput, writer: any RecordWriter, workers: Int) {
    self.workers = max(1, workers)
    self.writer = writer
    sink = Sink(output: output)
    reader = Locked(Reader(source: source, records: output.start.records))
    let progress = Progress(
      totals: output.start, written: output.records.written, rejects: output.rejects?.written ?? 0)
    state = Locked(State(progress: progress, workers: self.workers))
  }

  /// Runs all records through copies of `makeWorker()`'s function.
  ///
  /// - Parameter tick: called some times a second and at the end; false stops the run behind what is read already.
  /// - Returns: the totals; not `whole` when the run was stopped.
  /// - Throws: `OutputError` when input or output fails; what was read before is written.
  func run(
    makeWorker: @Sendable @escaping () -> ([Item], Int, inout Batch) -> Void, tick: (Progress) -> Bool
  ) throws(OutputError) -> RunTotals {
    for i in 0..<workers {
      do throws(RunError) {
        try startThread(heap: 2 << 20) { [self] in work(makeWorker) }
      } catch {
        // Fewer workers do; none does not.
        if i == 0 { throw .failed(error) }
        state.with { $0.workers -= workers - i }
        break
      }
    }
    while !finished.wait(until: { $0 }, milliseconds: 50) {
      if tick(state.with { $0.progress }) { continue }
      state.change { $0.stopped = true }
      // A reader that waits for input cannot be woken; what is on its way ends without it.
      if state.with({ s in
        if s.next == s.taken && !s.writing { s.abandoned = true }
        return s.abandoned
      }) {
        break
      }
    }
    let last = state.with { $0 }
    _ = tick(last.progress)
    if let error = last.outputError { throw error }
    if let error = last.inputError { throw .failed(error) }
    var totals = last.progress.totals
    totals.whole = last.ended
    return totals
  }

  // MARK: - Workers

  private func work(_ makeWorker: () -> ([Item], Int, inout Batch) -> Void) {
    let run = makeWorker()
    while reserve(), let (number, first, items) = take() {
      var batch = Batch()
      batch.bytes = state.with { $0.spare.popLast() } ?? []
      run(items, first, &batch)
      batch.totals.records = items.count
      put(&batch, number, read: items.reduce(0) { $0 + $1.byteCount })
    }
    let last = state.change { s in
      s.workers -= 1
      return s.workers == 0
    }
    if last { finished.change { $0 = true } }
  }

  /// Waits for room for one more batch; false when there is nothing more to do.
  private func reserve() -> Bool {
    let window = workers * 4
    return state.when({ s in
      s.stopped || s.reserved == 0 || s.reserved < window && s.bytes < Self.windowBytes
    }) { s in
      if s.stopped { return false }
      s.reserved += 1
      return true
    }
  }

  /// The next batch with its number and the ordinal of its first record.
  private func take() -> (Int, Int, [Item])? {
    reader.with { r in
      if state.with({ $0.stopped }) { return nil }
      var items: [Item] = []
      var bytes = 0
      var failure: RunError?
      var ended = false
      do throws(RunError) {
        while items.count < Self.batchRecords, bytes < Self.batchBytes {
          guard let item = try r.source.item() else {
            ended = true
            break
          }
          items.append(item)
          bytes += item.byteCount
          if !r.source.hasMore { break }
        }
      } catch {
        failure = error
      }
      state.change { s in
        if ended || failure != nil {
          s.stopped = true
          s.ended = ended
          s.inputError = failure
        }
        s.bytes += bytes
        if items.isEmpty { s.reserved -= 1 } else { s.taken += 1 }
      }
      if items.isEmpty { return nil }
      r.batches += 1
      r.records += items.count
      return (r.batches - 1, r.records - items.count + 1, items)
    }
  }

  /// Hands in a batch, which is empty then; writes it and those behind it when its turn has come.
  private func put(_ batch: inout Batch, _ number: Int, read: Int) {
    state.with { s in
      s.bytes += batch.bytes.count - read
      s.waiting[number] = batch
      // Nobody else holds its room.
      batch = Batch()
    }
    while case (var ready, var rows, let broken)? = state.with({ s -> (Batch, Int, Bool)? in
      guard !s.writing, !s.abandoned, let ready = s.waiting.removeValue(forKey: s.next) else { return nil }
      s.writing = true
      return (ready, s.progress.totals.rows, s.outputError != nil)
    }) {
      let size = ready.bytes.count
      var failure: OutputError?
      if !broken {
        writer.number(&ready.bytes, rows: &rows)
        do throws(OutputError) {
          try sink.output.records.write(ready.bytes)
          if !ready.rejects.isEmpty { try sink.output.rejects?.write(ready.rejects) }
        } catch { failure = error }
      }
      let keepsRoom = ready.bytes.capacity <= Self.spareBytes
      ready.bytes.removeAll(keepingCapacity: keepsRoom)
      state.change { s in
        if keepsRoom, s.spare.count <= workers { s.spare.append(ready.bytes) }
        s.writing = false
        s.next += 1
        s.reserved -= 1
        s.bytes -= size
        if let failure {
          s.outputError = failure
          s.stopped = true
        }
        if s.outputError == nil {
          s.progress.totals.add(ready.totals)
          s.progress.totals.rows = rows
          s.progress.written = sink.output.records.written
          s.progress.rejects = sink.output.rejects?.written ?? 0
        }
      }
    }
  }
}
