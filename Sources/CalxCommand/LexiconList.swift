// `calx lexicon list`: every phrase that counts, as TSV.

import ArgumentParser
import Calx
import CalxIO

struct LexiconList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List phrases as TSV: table, phrase, meaning, file:line.")

  @Argument(help: "Only this table, such as anchors or cues.")
  var table: String?

  @OptionGroup var lexicons: LexiconOptions

  func run() throws {
    let entries = LexiconLinter.entries(language: lexicons.lang, overlay: try lexicons.overlay())
    let wanted = entries.filter { e in table.map { e.table == $0 || e.table == $0 + "s" } ?? true }
    if let table, wanted.isEmpty {
      let names = Set(entries.map(\.table)).sorted().joined(separator: ", ")
      throw ValidationError("no table '\(table)'; one of \(names)")
    }
    try Finish.write(
      wanted.map { "\($0.table)\t\($0.phrase)\t\($0.meaning)\t\($0.file):\($0.line)\n" }.joined())
  }
}
