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

  /// Holds a number, or words with an order, so that `<` and `>` make sense.
  var isOrdered: Bool {
    switch self {
    case .count, .size, .age, .severity, .urgency: true
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

    static func == (a: Term, b: Term) -> Bool { a.negated == b.negated && a.test == b.test }
  }

  var terms: [Term] = []

  /// Always.
  static let always = Condition()
}

/// What is wrong with a condition, and where.
struct ConditionError: Error, Equatable, CustomStringConvertible {
  /// Column in the cell, from 1.
  var column: Int
  var message: String
  var description: String { "column \(column): \(message)" }
}
