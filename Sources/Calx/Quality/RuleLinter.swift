// What is wrong with the rules beyond their form: words nobody knows, sources nobody has, messages with unknown places.

/// Checks the tables of rules against the lexicon's words and the sources of the knowledge base.
public enum RuleLinter {
  /// All defects of the built-in rules with an overlay laid over them, in file and line order.
  public static func check(
    overlay: [LexiconFile] = [], lexicon: Lexicon,
    sources: [KnowledgeSource]
  ) -> [LexiconError] {
    var loader = RuleLoader()
    let book = loader.load(builtIn: BuiltInLexicons.files, overlay: overlay)
    let companions = Set(lexicon.companions.joined().map(\.id))
    let words = ConditionVocabulary(lexicon, companions: companions)
    let known = Set(sources.map(\.id) + ["M"])
    var found = loader.errors
    func report(_ o: Provenance, _ message: String, warning: Bool = false) {
      found.append(
        LexiconError(file: o.file, line: o.line, message: message, severity: warning ? .warning : .error))
    }
    func check(_ when: When, _ o: Provenance) {
      for d in words.defects(of: when.condition) {
        report(o, "condition '\(when.text)', \(d.error.description)", warning: d.warning)
      }
    }
    func check(sources o: Provenance) {
      if o.sources.isEmpty { report(o, "no source; M marks general knowledge without a page") }
      for s in Set(o.sources).subtracting(known).sorted() { report(o, "unknown source '\(s)'") }
    }
    for r in book.rules {
      check(r.when, r.origin)
      for unless in r.unless { check(unless, r.origin) }
      check(sources: r.origin)
      if r.when.text.isEmpty { report(r.origin, "a rule without a condition would always fire") }
      if r.message.isEmpty { report(r.origin, "a flag needs its question") }
      for place in FlagMessage(r.message).unknownPlaces {
        report(r.origin, "unknown place '{\(place)}' in the message; one of \(FlagMessage.known)")
      }
      for slot in r.shows where Slot(rawValue: slot) == nil && !RuleEngine.shown.contains(slot) {
        report(
          r.origin, "cannot show '\(slot)'; a slot, or one of \(RuleEngine.shown.joined(separator: ", "))")
      }
    }
    let ids = Set(book.rules.map(\.rule))
    for s in book.suppressions {
      check(s.when, s.origin)
      check(sources: s.origin)
      if s.reason.isEmpty { report(s.origin, "a suppression needs its reason") }
      for rule in s.rules where rule != "*" {
        let id = rule.hasPrefix("!") ? String(rule.dropFirst()) : rule
        if !ids.contains(id) { report(s.origin, "unknown rule '\(id)'") }
      }
    }
    return found.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
  }
}
