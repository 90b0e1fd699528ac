// `calx analyze`: reports in, one record each out.

import ArgumentParser
import Calx
import CalxIO
import Glibc

struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read reports and write one JSON line per report.")

  @OptionGroup var input: InputOptions
  @OptionGroup var lexicons: LexiconOptions

  @OptionGroup var written: OutputOptions

  @Option(name: .shortAndLong, help: "Write to this file, which appears when it is whole.")
  var output: String?

  @Option(help: "Number of workers; the output is the same whatever it is.")
  var jobs: Int?

  @Option(parsing: .upToNextOption, help: "Members of the input records to carry through.")
  var keep: [String] = []

  @ArgumentParser.Flag(help: "Exit with 3 when some records failed.")
  var strict = false

  @ArgumentParser.Flag(help: "No summary on standard error.")
  var quiet = false

  func run() throws {
    if input.waitsForTerminal {
      print(CalxCommand.helpMessage(for: Analyze.self))
      return
    }
    let lexicon = try lexicons.lexicon()
    // The built-in knowledge base is read at the first finding; one with an overlay now, for its errors.
    let overlay = try lexicons.overlay()
    let changed = overlay.contains { $0.name.hasPrefix("knowledge/") }
    let knowledge = changed ? try lexicons.knowledge(overlay) : nil
    let writer = try written.writer(
      keep: keep, lexicon: lexicon.version, knowledge: knowledge?.version ?? KnowledgeBase.version())
    var run = Run(analyzer: Analyzer(lexicon: lexicon, knowledge: knowledge), writer: writer)
    run.keep = Set(keep)
    run.longest = input.maxBytes
    run.jobs = jobs ?? 1
    let sink = try Output(path: output)
    do throws(OutputError) {
      let totals = try run(try source(), to: sink)
      do throws(RunError) { try sink.close() } catch { throw .failed(error) }
      try report(totals)
    } catch {
      switch error {
      case .closed: _exit(141)
      case .failed(let failure): throw failure
      }
    }
  }

  private func source() throws(OutputError) -> ReportSource {
    do throws(RunError) {
      return try input.source()
    } catch { throw .failed(error) }
  }

  private func report(_ totals: OrderedPipeline.Totals) throws(OutputError) {
    let failed = totals.failed.values.reduce(0, +)
    if failed > 0 {
      if !quiet {
        let reasons = totals.failed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(
          separator: ", ")
        Messages.say("\(totals.records) records, \(failed) failed (\(reasons)); their rows hold the reason")
      }
      if strict { _exit(3) }
    }
  }
}
