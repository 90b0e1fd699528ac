// The files that a run writes: records, rejects and the checkpoint that makes them resumable.

import Glibc

/// Where the records of a run go, and what `--resume` needs.
///
/// While a run goes on, `PATH.part` and `REJECTS.part` grow and `PATH.checkpoint` says how much of them counts. A checkpoint
/// is written some times a minute, each after the bytes it speaks of are on the disk (`fdatasync`), and replaced by renaming;
/// so a killed program and a lost power supply both leave a place to go on from. At the end the files take their names.
public final class RunOutput {
  /// The records.
  let records: Output
  /// The original bytes of failed records.
  let rejects: Output?
  /// What is done already: nothing, or all before the checkpoint that this run goes on from.
  public let start: RunTotals
  /// Nothing is written yet.
  let isFresh: Bool
  private let path: String?
  private let facts: [RunFact]?
  private var lastSave = monotonicSeconds()
  private var pause = 0.1

  /// An output without a checkpoint.
  public init(_ records: Output) {
    self.records = records
    rejects = nil
    start = RunTotals()
    isFresh = true
    path = nil
    facts = nil
  }

  /// Files for a new run, or for one that goes on.
  ///
  /// - Parameters:
  ///   - path: the records' file; nil is standard output.
  ///   - rejects: a file for the original bytes of failed records.
  ///   - facts: what must be the same for a run to go on; nil for input that cannot be read again.
  ///   - resume: go on where a run with the same facts was cut off, if there is one.
  /// - Throws: `RunError` when a file cannot be made or something changed since the run was cut off.
  public init(path: String?, rejects: String?, facts: [RunFact]?, resume: Bool) throws(RunError) {
    var checkpoint: Checkpoint?
    if let path, let facts, resume, let found = try Checkpoint.read(for: path) {
      try found.check(facts)
      checkpoint = found
    }
    if let path, checkpoint == nil { Checkpoint.remove(for: path) }
    records = try Output(path: path, keeping: checkpoint?.written)
    if let rejects {
      self.rejects = try Output(path: rejects, keeping: checkpoint?.rejects)
    } else {
      self.rejects = nil
    }
    isFresh = checkpoint == nil
    start = checkpoint?.totals ?? RunTotals()
    self.path = records.isFile ? path : nil
    self.facts = facts
  }

  /// Ends what a run left that was cut off after its last record but before its files had their names.
  ///
  /// - Returns: its totals; nil when there is no such run.
  /// - Throws: `RunError` when its facts were others, or a file cannot be given its name.
  public static func finishing(path: String, rejects: String?, facts: [RunFact]) throws(RunError)
    -> RunTotals?
  {
    guard let checkpoint = try Checkpoint.read(for: path), checkpoint.totals.whole else { return nil }
    try checkpoint.check(facts)
    for (file, size) in [(rejects, checkpoint.rejects), (path, checkpoint.written)] {
      guard let file else { continue }
      let part = Output.unfinished(file)
      if access(part, F_OK) == 0 { try Output(path: file, keeping: size).close() }
    }
    Checkpoint.remove(for: path)
    return checkpoint.totals
  }

  /// A run that is cut off can go on.
  public var isResumable: Bool { path != nil && facts != nil }

  /// Writes a checkpoint when one is due: seldom where the disk is slow, so that it costs a few hundredths of the time.
  func saveIfDue(_ progress: OrderedPipeline.Progress) throws(RunError) {
    let now = monotonicSeconds()
    guard isResumable, now - lastSave >= pause else { return }
    try save(progress)
    lastSave = monotonicSeconds()
    pause = min(10, max(0.1, (lastSave - now) * 30))
  }

  /// Writes a checkpoint.
  func save(_ progress: OrderedPipeline.Progress) throws(RunError) {
    guard let path, let facts else { return }
    try records.sync()
    try rejects?.sync()
    try Checkpoint(
      facts: facts, totals: progress.totals, written: progress.written, rejects: progress.rejects
    ).write(for: path)
  }

  /// Gives the files their names; nothing of an unfinished run is left.
  ///
  /// - Parameter totals: the totals of the whole run.
  /// - Throws: `RunError` when a file cannot be written to the end or given its name.
  public func close(_ totals: RunTotals) throws(RunError) {
    // From here on a cut-off run is ended by renaming alone.
    try save(
      OrderedPipeline.Progress(totals: totals, written: records.written, rejects: rejects?.written ?? 0))
    try rejects?.close()
    try records.close()
    if let path { Checkpoint.remove(for: path) }
  }
}

/// Seconds of a clock that nobody sets.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
