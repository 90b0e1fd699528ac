// The condition language of the data: what a cell named `when` says, parsed once into terms. See ConditionParser.

/// Names that a condition can ask about: slots of the finding, its company, and fields of the record.
enum FactName: String, CaseIterable, Sendable {
  case kind, organ, part, laterality, host, multiplicity, count, size
  case sizeWord = "size_word"
  case morphology, distribution, severity, change, presence, temporality, experiencer
  case statedCause = "stated_cause"
  case recommendation
  case company, history, urgency
  case population, sex, age, modality, exam, region
  // Only rules ask these; see `RuleEngine.state`.
  case layout, spoken, concluded, answered, asked, advice, workup, conflict, missing

  /// Holds a number, or words with an order, so that `<` and `>` make sense.
  var isOrdered: Bool {
    switch self {
    case .count, .size, .age, .severity, .urgency: true
    default: false
    }
  }

  /// What is known only when findings are explained and recommendations bound: knowledge cannot ask it.
  var isForRules: Bool {
    switch self {
    case .layout, .spoken, .concluded, .answered, .asked, .advice, .workup, .conflict, .missing: true
    default: false
    }
  }
}

/// Terms joined by ` & `, all of which must hold. No terms: always.
struct Condition: Sendable, Equatable {
  /// How a number is compared.
  enum Relation: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case more = ">"
    case moreOrEqual = ">="

    func holds<N: Comparable>(_ a: N, _ b: N) -> Bool {
      switch self {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .more: a > b
      case .moreOrEqual: a >= b
      }
    }
  }

  /// What one term tests.
  indirect enum Test: Sendable, Equatable {
    /// `host`: the slot is stated.
    case stated(FactName)
    /// `morphology=rim|curvilinear`: the slot is, or contains, one of the values.
    case oneOf(FactName, [String])
    /// `part~lobe|hilar`: the words contain one of these, each from the start of a word.
    case contains(FactName, [String])
    /// `size>=10`, `severity>=moderate` (words by their order).
    case compare(FactName, Relation, Double)
    /// `section(impression)`: the finding is mentioned in one of the sections.
    case section([String])
    /// `with(organ=spleen)`: another present, current finding fits.
    case with(Condition)
    /// `any(organ=spleen)`: a present, current finding fits, this one or another.
    case any(Condition)
    /// `other(presence=absent)`: another finding fits, whatever is said of it.
    case other(Condition)
    /// Inside `with`, `any` and `other`: `organ=same`, the value of the finding that asks.
    case same(FactName)
    /// Inside them: `laterality=opposite`, left where the finding that asks is right.
    case opposite
    /// Inside them: `size=tenfold`, ten times the size of the finding that asks, or a tenth (5 % either way).
    case tenfold
    /// `organs(liver|brain)>=2`: so many different organs of the list hold a present, current finding; no list means
    /// all. `organs(kind=calcification & organ=liver|brain)>=2`: so many organs hold one that fits.
    case organs(Condition, Relation, Int)
  }

  /// One term; `!` turns it round.
  struct Term: Sendable, Equatable {
    var negated: Bool
    var test: Test
    /// Where it starts in the cell, from 1.
    var column: Int

    /// It asks the record's fields only, not the report's text.
    var isOfRecord: Bool {
      switch test {
      case .stated(let n), .oneOf(let n, _), .contains(let n, _), .compare(let n, _, _):
        [.sex, .age, .modality, .exam, .region].contains(n)
      default: false
      }
    }

    /// It asks what only rules can know.
    var asksRules: Bool {
      switch test {
      case .stated(let n), .oneOf(let n, _), .contains(let n, _), .compare(let n, _, _): n.isForRules
      default: false
      }
    }

    static func == (a: Term, b: Term) -> Bool { a.negated == b.negated && a.test == b.test }
  }

  var terms: [Term] = []

  /// Always.
  static let always = Condition()

  /// The condition with only some of its terms.
  func terms(where keep: (Term) -> Bool) -> Condition { Condition(terms: terms.filter(keep)) }
}

/// What is wrong with a condition, and where.
struct ConditionError: Error, Equatable, CustomStringConvertible {
  /// Column in the cell, from 1.
  var column: Int
  var message: String
  var description: String { "column \(column): \(message)" }
}
