// The compiled knowledge of an analyzer, made at the first report that needs it.

import Synchronization

/// Makes the programs of an analyzer when they are first asked for; workers share them. Two workers that ask at once both
/// make one, and the first one made is kept.
final class Compiled: Sendable {
  private let lexicon: Lexicon
  /// Nil for the built-in ones, which are read when first needed.
  private let knowledge: KnowledgeBase?
  private let rules: RuleBook?
  private let madeProgram = AtomicLazyReference<KnowledgeProgram>()
  private let madeExamRules = AtomicLazyReference<ExamRules>()

  init(_ lexicon: Lexicon, _ knowledge: KnowledgeBase?, _ rules: RuleBook?) {
    self.lexicon = lexicon
    self.knowledge = knowledge
    self.rules = rules
  }

  /// Knowledge base and rules: asked for at the first finding.
  var program: KnowledgeProgram {
    if let made = madeProgram.load() { return made }
    if knowledge == nil, rules == nil, let builtIn = KnowledgeProgram.builtIn, builtIn.lexicon === lexicon {
      return madeProgram.storeIfNil(builtIn)
    }
    return madeProgram.storeIfNil(KnowledgeProgram(knowledge ?? .shared, rules ?? .shared, lexicon))
  }

  /// Rules about the examination: asked for at the first report.
  var examRules: ExamRules {
    madeExamRules.load() ?? madeExamRules.storeIfNil(ExamRules(rules ?? .shared))
  }
}
