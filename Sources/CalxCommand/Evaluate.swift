// `calx evaluate`: precision, recall and F1 per slot against gold mentions.

import ArgumentParser
import Calx
import CalxIO

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score mentions against gold annotations, slot by slot.",
    discussion: """
      GOLD is JSONL: id, text and mentions, one report a line. OUTPUT is what 'calx analyze' wrote for the same ids;
      without it the texts of GOLD are analyzed now. Anchors are joined where they overlap; a slot's values are compared
      as sets of (anchor, value). 'strict' wants organ, laterality, multiplicity, presence and temporality all right.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "Gold annotations, JSONL.")
  var gold: String

  @Argument(help: "Output of 'calx analyze'.")
  var output: String?

  @OptionGroup var lexicons: LexiconOptions

  @Option(help: "Print this slot's errors in their context.")
  var errors: String?

  @Option(help: "Most errors to print.")
  var limit = 50

  @Option(name: .customLong("to"), help: "Format: table or json.")
  var format = Format.table

  func validate() throws {
    if let errors, !Evaluation.slots.contains(errors) {
      throw ValidationError("unknown slot '\(errors)'; one of \(Evaluation.slots.joined(separator: ", "))")
    }
  }

  func run() throws {
    let evaluation =
      if let output {
        try Evaluation(gold: gold, output: output)
      } else {
        try Evaluation(gold: gold, analyzer: Analyzer(lexicon: try lexicons.lexicon()))
      }
    try Finish.write(format == .json ? evaluation.json : evaluation.table)
    if let errors, let text = evaluation.errors(errors, limit: limit) { try Finish.write(text) }
  }
}
