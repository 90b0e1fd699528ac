// Options of every command that runs over reports, and the run itself: files, progress, summary, exit codes.

import ArgumentParser
import Calx
import CalxIO
import Glibc

/// How to run.
struct RunOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "Write to this file, which appears when it is whole.", completion: .file())
  var output: String?

  @Option(
    name: .shortAndLong,
    help: "Number of workers, all cores by default; the output is the same whatever it is.")
  var jobs: Int?

  @ArgumentParser.Flag(help: "Go on where a run with the same -o FILE, input and options was cut off.")
  var resume = false

  @Option(help: "Write the original bytes of records that failed to this file.", completion: .file())
  var rejects: String?

  @Option(help: "Write the summary of the run to this file, as JSON.", completion: .file())
  var summary: String?

  @ArgumentParser.Flag(help: "Exit with 3 when some records failed.")
  var strict = false

  @ArgumentParser.Flag(help: "No progress and no summary on standard error.")
  var quiet = false

  @ArgumentParser.Flag(help: "No progress on standard error.")
  var noProgress = false

  @ArgumentParser.Flag(help: "Name failed records in the summary by their ids, too.")
  var logIds = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be 1 or more") }
    if resume, output == nil {
      throw ValidationError("--resume needs -o FILE: what stands on standard output cannot be gone on with")
    }
    let files = [output, rejects, summary].compactMap { $0 }
    if Set(files).count < files.count {
      throw ValidationError("--output, --rejects and --summary must be different files")
    }
  }

  /// Runs over the input and ends the program where the run did not end well.
  ///
  /// - Parameters:
  ///   - versions: of the program and its data, for the summary.
  ///   - facts: what else decides the output.
  ///   - rates: rates of flags, of a check, for the file of the summary.
  ///   - showsRates: show them on standard error, too.
  /// - Returns: the totals of a whole run.
  func perform(
    _ run: Run, _ source: ReportSource, versions: [RunFact], facts: [RunFact] = [],
    rates: (() -> CheckSummary)? = nil, showsRates: Bool = false
  ) throws -> RunTotals {
    var run = run
    run.jobs = jobs ?? Self.cores
    let inputs = output == nil && !showsProgress ? nil : InputFacts(source)
    var summary = RunSummary(options: self, versions: versions, analyzes: run.analyzer != nil)
    summary.rates = rates
    summary.showsRates = showsRates
    if resume, inputs?.isRepeatable != true {
      throw RunError("cannot resume: the input is no plain file, so it cannot be read again")
    }
    let facts = inputs.flatMap { $0.isRepeatable ? versions + facts + [$0.fact, Self.options] : nil }
    if resume, let output, let facts,
      let totals = try RunOutput.finishing(path: output, rejects: rejects, facts: facts)
    {
      return try end(totals, &summary)
    }
    let files = try RunOutput(path: output, rejects: rejects, facts: facts, resume: resume)
    if resume, files.start.records == 0, !quiet {
      Messages.say("nothing to resume; starting at the first record")
    }
    var progress = showsProgress ? ProgressLine(size: inputs?.size, start: files.start) : nil
    Interruption.listen()
    do throws(OutputError) {
      let totals = try run(source, to: files) { totals in
        summary.latest = totals
        progress?.show(totals)
        return Interruption.signal == nil
      }
      progress?.clear()
      summary.tally = source.tally
      guard totals.whole else {
        try Self.throwing { () throws(RunError) in try interrupted(totals, files, &summary) }
      }
      try Self.throwing { () throws(RunError) in try files.close(totals) }
      return try Self.throwing { () throws(RunError) in try end(totals, &summary) }
    } catch {
      progress?.clear()
      switch error {
      case .closed: _exit(128 + (Interruption.signal ?? SIGPIPE))
      case .failed(let failure):
        try? summary.write()
        throw files.isResumable
          ? RunError("\(failure.description); \(Self.kept(summary.latest))") : failure
      }
    }
  }

  private static func throwing<R>(_ body: () throws(RunError) -> R) throws(OutputError) -> R {
    do throws(RunError) { return try body() } catch { throw .failed(error) }
  }

  /// The end of a whole run.
  private func end(_ totals: RunTotals, _ summary: inout RunSummary) throws(RunError) -> RunTotals {
    summary.latest = totals
    try summary.write()
    if strict, totals.failedRecords > 0 { _exit(3) }
    return totals
  }

  private func interrupted(_ totals: RunTotals, _ files: RunOutput, _ summary: inout RunSummary)
    throws(RunError)
    -> Never
  {
    summary.latest = totals
    try summary.write()
    if !quiet {
      Messages.say(
        "interrupted\(files.isResumable ? "; \(Self.kept(totals))" : " after \(totals.records) records")")
    }
    _exit(128 + (Interruption.signal ?? SIGINT))
  }

  private static func kept(_ totals: RunTotals) -> String {
    "\(totals.records) records are done and kept; the same command with --resume goes on behind them"
  }

  private var showsProgress: Bool { !quiet && !noProgress && isatty(2) == 1 }

  // MARK: - Facts

  /// Cores of this machine.
  private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// All arguments but those that leave the output as it is.
  private static var options: RunFact {
    var kept: [String] = []
    var skip = false
    for argument in CommandLine.arguments.dropFirst() {
      let name = argument.prefix { $0 != "=" }
      if skip {
        skip = false
      } else if ["--output", "-o", "--jobs", "-j", "--summary"].contains(name) {
        skip = name == argument
      } else if !["--resume", "--strict", "--quiet", "--no-progress", "--log-ids"].contains(argument) {
        kept.append(argument)
      }
    }
    return RunFact("options", "'\(kept.joined(separator: " "))'")
  }
}
