// `calx context`: the assertion of given phrases in given sentences.

import ArgumentParser
import Calx
import CalxIO
import Glibc

struct Context: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context",
    abstract: "Say for phrases in sentences whether they are present, current and the patient's.",
    discussion: """
      Reads rows id<TAB>phrase<TAB>sentence and writes each with three cells more:
        present|absent|possible  current|historical|hypothetical  patient|fetus|family|other
      A row that cannot be answered gets the cells: error, the reason, nothing.
      """)

  @Argument(help: "A TSV file, or - for standard input.")
  var file: String

  @OptionGroup var lexicons: LexiconOptions

  @Option(name: .shortAndLong, help: "Write to this file, which appears when it is whole.")
  var output: String?

  @ArgumentParser.Flag(help: "Exit with 3 when some rows could not be answered.")
  var strict = false

  func run() throws {
    var table = ContextTable(analyzer: Analyzer(lexicon: try lexicons.lexicon()))
    let sink = try Output(path: output)
    let totals = try Finish.quietly { () throws(OutputError) in
      let totals = try table.run(path: file, to: sink)
      do throws(RunError) { try sink.close() } catch { throw .failed(error) }
      return totals
    }
    if totals.failed > 0 {
      Messages.say("\(totals.failed) of \(totals.answered + totals.failed) rows could not be answered")
      if strict { _exit(3) }
    }
  }
}
