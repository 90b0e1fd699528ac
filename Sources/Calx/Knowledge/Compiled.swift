// The compiled knowledge of an analyzer, made once, at the first report that needs it.

import Synchronization

/// Makes the programs of an analyzer when they are first asked for; workers share them.
final class Compiled: Sendable {
  private let lexicon: Lexicon
  /// Nil for the built-in ones, which are read when first needed.
  private let knowledge: KnowledgeBase?
  private let rules: RuleBook?
  private let made = Mutex<(program: KnowledgeProgram?, exam: ExamRules?)>((nil, nil))

  init(_ lexicon: Lexicon, _ knowledge: KnowledgeBase?, _ rules: RuleBook?) {
    self.lexicon = lexicon
    self.knowledge = knowledge
    self.rules = rules
  }

  /// Knowledge base and rules: asked for at the first finding.
  var program: KnowledgeProgram {
    made.withLock { made in
      if let program = made.program { return program }
      let program = KnowledgeProgram(knowledge ?? .shared, rules ?? .shared, lexicon)
      made.program = program
      return program
    }
  }

  /// Rules about the examination: asked for at the first report.
  var examRules: ExamRules {
    made.withLock { made in
      if let exam = made.exam { return exam }
      let exam = ExamRules(rules ?? .shared)
      made.exam = exam
      return exam
    }
  }
}
