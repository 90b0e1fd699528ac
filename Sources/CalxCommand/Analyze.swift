// `calx analyze`: reports in, one record each out.

import ArgumentParser
import Calx
import CalxIO
import Glibc

struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Read reports and write one JSON line per report.")

  @OptionGroup var input: InputOptions
  @OptionGroup var lexicons: LexiconOptions

  @OptionGroup var written: OutputOptions

  @OptionGroup var options: RunOptions

  @Option(parsing: .upToNextOption, help: "Members of the input records to carry through.")
  var keep: [String] = []

  func run() throws {
    if input.waitsForTerminal {
      print(CalxCommand.helpMessage(for: Analyze.self))
      return
    }
    let tables = try Tables(lexicons)
    let writer = try written.writer(
      keep: keep, lexicon: tables.lexicon.version, knowledge: tables.knowledgeVersion)
    var run = Run(analyzer: tables.analyzer, writer: writer)
    run.keep = Set(keep)
    run.longest = input.maxBytes
    _ = try options.perform(
      run, try input.source(),
      versions: tables.versions, facts: written.facts)
  }
}
