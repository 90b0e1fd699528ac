// `calx lexicon check`: every defect of the lexicon and its overlay, with file and line.

import ArgumentParser
import Calx
import CalxIO
import Glibc

struct LexiconCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find errors, duplicates, unknown ids and phrases that never match.",
    discussion: "Exit 0: no errors (warnings or not). Exit 2: errors.")

  @OptionGroup var lexicons: LexiconOptions

  func run() throws {
    let defects = LexiconLinter.defects(language: lexicons.lang, overlay: try lexicons.overlay())
    try Finish.write(defects.map { $0.description + "\n" }.joined())
    let errors = defects.count { $0.severity == .error }
    Messages.say("lexicon: \(errors) error(s), \(defects.count - errors) warning(s)")
    if errors > 0 { _exit(2) }
  }
}
