// The rules of `calx check` as loaded tables: what is asked, when, how gravely, and what keeps a flag down.

/// A row of the rules table: one way in which a report leaves something unaddressed.
public struct QualityRule: Sendable {
  /// What a rule looks at.
  public enum Scope: String, Sendable, CaseIterable {
    /// Findings that are there now, in the patient or the fetus.
    case finding
    /// Findings whatever is said of them: denied, past, asked.
    case any
    /// The report as a whole, once.
    case report
    /// The examination, once, also when the report mentions no calcification.
    case exam
  }
  /// Id of the row; several rows may raise the flag of one rule.
  public let id: String
  /// Id of the rule, such as `QA01`.
  public let rule: String
  /// What it is about, in a few words.
  public let name: String
  /// Severity of its flag; nil: switched off.
  public let severity: Flag.Severity?
  /// What it looks at.
  public let scope: Scope
  /// When it fires.
  public let when: When
  /// What keeps it from firing: any of these, in the cell joined by ` or `.
  public let unless: [When]
  /// The question to the author, with places for slots (`{finding}`, `{side}` …).
  public let message: String
  /// Slots whose evidence is shown beside the anchors.
  public let shows: [String]
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
  /// Organs that the condition asks for; empty for all.
  let organs: [String]
}

/// A row of the suppressions table: what is benign, stable or expected for age is not queried, or only as a remark.
struct Suppression: Sendable {
  /// Id of the row.
  let id: String
  /// Rules it acts on; `*` for all, `!QA06` for all but that.
  let rules: [String]
  /// When it acts: a condition over the finding.
  let when: When
  /// The gravest severity that remains; nil: none at all.
  let cap: Flag.Severity?
  /// Why.
  let reason: String
  /// Where the row is written, and what it rests on.
  let origin: Provenance

  func acts(on rule: String) -> Bool {
    if rules.contains("!" + rule) { return false }
    return rules.contains("*") || rules.contains(rule)
  }
}

/// The rules of `calx check`. Built from `Lexicons/rules/`; immutable.
public struct RuleBook: Sendable {
  /// Rules in the order of the table.
  public internal(set) var rules: [QualityRule] = []
  /// Suppressions in the order of the table.
  var suppressions: [Suppression] = []

  /// The built-in rules, read at their first use.
  static let shared: RuleBook = {
    var loader = RuleLoader()
    return loader.load(builtIn: BuiltInLexicons.files, overlay: [])
  }()

  /// The built-in rules with an overlay laid over them, row by row.
  ///
  /// - Throws: `LexiconErrors`, every defect with file and line.
  public static func builtIn(overlay: [LexiconFile] = []) throws(LexiconErrors) -> RuleBook {
    var loader = RuleLoader()
    let book = loader.load(builtIn: BuiltInLexicons.files, overlay: overlay)
    if !loader.errors.isEmpty { throw LexiconErrors(errors: loader.sortedErrors) }
    return book
  }

  /// The rules by id, each with the name and the severity of its first row that is switched on.
  public var catalogue: [(rule: String, name: String, severity: Flag.Severity)] {
    var seen = Set<String>()
    return rules.compactMap { row in
      guard let severity = row.severity, seen.insert(row.rule).inserted else { return nil }
      return (row.rule, row.name, severity)
    }
  }
}
