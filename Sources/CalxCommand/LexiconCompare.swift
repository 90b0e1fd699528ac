// `calx lexicon diff`: which reports a change of the lexicon flips.

import ArgumentParser
import Calx
import CalxIO

struct LexiconCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which reports read differently with another overlay.",
    discussion: """
      OLD and NEW are overlay folders, or 'built-in' for the lexicon without an overlay. One line a report that differs:
      its id, a tab, and the slots that flipped with the offsets of their anchor. Exit 0, whatever differs.
      """)

  @Argument(help: "Overlay folder before, or built-in.")
  var old: String

  @Argument(help: "Overlay folder after, or built-in.")
  var new: String

  @Argument(help: "Files or directories of reports; - or none is standard input.")
  var reports: [String] = []

  @Option(help: "Language of the reports.")
  var lang = "en"

  @Option(name: .customLong("from"), help: "Format of the reports: text, jsonl or auto.")
  var format: InputFormat = .auto

  func run() throws {
    let diff = LexiconDiff(old: try analyzer(old), new: try analyzer(new))
    let source = try ReportSource(paths: reports, format: format, longest: 8 << 20)
    let output = try Output(path: nil)
    let totals = try Finish.quietly { () throws(OutputError) in try diff.run(source, to: output) }
    Messages.say("\(totals.differing) of \(totals.reports) reports differ")
  }

  private func analyzer(_ name: String) throws -> Analyzer {
    var options = LexiconOptions()
    options.lang = lang
    options.lexicons = name == "built-in" ? nil : name
    return Analyzer(lexicon: try options.lexicon())
  }
}
