// `calx convert`: every input as JSONL, with the text that calx reads.

import ArgumentParser
import CalxIO

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write reports of any format as JSONL, with the text that offsets count in.",
    discussion: """
      HL7 messages, FHIR resources and tables with a row a line have their text in pieces. This shows what calx makes \
      of them: 'calx analyze' gives the same for its output as for the input. A record that cannot be read is an \
      error row.
      """)

  @OptionGroup var input: InputOptions

  @Option(name: .shortAndLong, help: "Write to this file, which appears when it is whole.")
  var output: String?

  @Option(parsing: .upToNextOption, help: "Members of the input records to carry through.")
  var keep: [String] = []

  func run() throws {
    if input.waitsForTerminal {
      print(CalxCommand.helpMessage(for: Convert.self))
      return
    }
    let source = try input.source()
    let sink = try Output(path: output)
    let totals = try Finish.quietly { () throws(OutputError) in
      let totals = try Conversion(keep: Set(keep), longest: input.maxBytes).run(source, to: sink)
      do throws(RunError) { try sink.close() } catch { throw .failed(error) }
      return totals
    }
    for remark in source.tally.remarks { Messages.say(remark) }
    if totals.failed > 0 {
      Messages.say("\(totals.records) records, \(totals.failed) failed; their rows hold the reason")
    }
  }
}
