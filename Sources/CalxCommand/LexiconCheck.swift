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
    let overlay = try lexicons.overlay()
    var defects = LexiconLinter.defects(language: lexicons.lang, overlay: overlay)
    // The knowledge base and the rules are checked against the lexicon's words, once those are sound.
    if let lexicon = try? lexicons.lexicon() {
      defects += KnowledgeLinter.check(overlay: overlay, lexicon: lexicon)
      let sources = (try? KnowledgeBase.builtIn(overlay: overlay))?.sources ?? []
      defects += RuleLinter.check(overlay: overlay, lexicon: lexicon, sources: sources)
    }
    try Finish.write(defects.map { $0.description + "\n" }.joined())
    let errors = defects.count { $0.severity == .error }
    Messages.say("lexicon: \(errors) error(s), \(defects.count - errors) warning(s)")
    if errors > 0 { _exit(2) }
  }
}
