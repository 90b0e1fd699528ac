// `calx lexicon`: the words that calx reads with, and tools for those who change them.

import ArgumentParser

struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon",
    abstract: "Check, list and compare lexicons.",
    subcommands: [LexiconCheck.self, LexiconList.self, LexiconCompare.self])
}
