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

  @OptionGroup var options: RunOptions

  @Option(parsing: .upToNextOption, help: "Members of the input records to carry through.")
  var keep: [String] = []

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
    let knowledgeVersion = knowledge?.version ?? KnowledgeBase.version()
    let writer = try written.writer(keep: keep, lexicon: lexicon.version, knowledge: knowledgeVersion)
    var run = Run(analyzer: Analyzer(lexicon: lexicon, knowledge: knowledge), writer: writer)
    run.keep = Set(keep)
    run.longest = input.maxBytes
    _ = try options.perform(
      run, try input.source(),
      versions: [
        RunFact("calx", CalxCommand.version), RunFact("lexicon", lexicon.version),
        RunFact("knowledge", knowledgeVersion),
      ], facts: written.facts)
  }
}
