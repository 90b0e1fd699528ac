// The tables that a run reads with: lexicon, knowledge base and rules, each with its overlay.

import Calx
import CalxIO

/// What the options of the lexicon name, loaded.
struct Tables {
  let lexicon: Lexicon
  let analyzer: Analyzer
  let knowledgeVersion: String
  private let overlay: [LexiconFile]
  private let rules: RuleBook?

  /// Loads the tables. Knowledge base and rules without an overlay are read at the first finding; with one now, for their
  /// errors.
  init(_ options: LexiconOptions) throws {
    lexicon = try options.lexicon()
    overlay = try options.overlay()
    let changed = overlay.contains { $0.name.hasPrefix("knowledge/") }
    let knowledge = changed ? try options.knowledge(overlay) : nil
    rules = try options.rules(overlay)
    knowledgeVersion = knowledge?.version ?? KnowledgeBase.version()
    analyzer = Analyzer(lexicon: lexicon, knowledge: knowledge, rules: rules)
  }

  /// Versions of the program and its data.
  var versions: [RunFact] {
    [
      RunFact("calx", CalxCommand.version), RunFact("lexicon", lexicon.version),
      RunFact("knowledge", knowledgeVersion),
    ]
  }

  /// The rules, for those who name them.
  func ruleBook() throws(LexiconErrors) -> RuleBook {
    if let rules { return rules }
    return try RuleBook.builtIn()
  }

  /// Names of rules and titles of sources.
  func catalogue() throws -> ViewCatalogue {
    let names = try ruleBook().catalogue.map { ($0.rule, $0.name) }
    return ViewCatalogue(
      rules: Dictionary(names, uniquingKeysWith: { a, _ in a }),
      sources: try KnowledgeBase.builtIn(overlay: overlay).sources)
  }
}
