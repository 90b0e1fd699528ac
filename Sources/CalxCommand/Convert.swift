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

  @OptionGroup var options: RunOptions

  @Option(parsing: .upToNextOption, help: "Members of the input records to carry through.")
  var keep: [String] = []

  func run() throws {
    if input.waitsForTerminal {
      print(CalxCommand.helpMessage(for: Convert.self))
      return
    }
    var run = Run(converting: ConversionWriter())
    run.keep = Set(keep)
    run.longest = input.maxBytes
    _ = try options.perform(run, try input.source(), versions: [RunFact("calx", CalxCommand.version)])
  }
}
