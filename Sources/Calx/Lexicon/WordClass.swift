// Classes of function words, as bits, so that a token can be of several.

/// What part a token plays in its sentence. Names are those of `grammar.tsv`.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt64
  static let names: [String: WordClass] = [
    "finite": .finite, "be": .be, "contain": .contain, "locate": .locate, "in": .within, "away": .away,
    "with": .with, "and": .and, "or": .or, "but": .but, "relative": .relative,
    "determiner": .determiner, "definite": .definite, "indefinite": .indefinite,
    "existential": .existential, "pronoun": .pronoun, "group": .group, "back-reference": .backReference,
    "largest": .largest, "measure-verb": .measureVerb, "distance-after": .distanceAfter,
    "distance-before": .distanceBefore, "numbering": .numbering, "modifier": .modifier,
    "sentence-abbreviation": .abbreviation, "negative-plan": .negativePlan, "of": .of, "side-word": .sideWord,
    "adverb": .adverb, "dimension": .dimension, "answer": .answer, "wrap": .wrap,
    "side-determiner": .sideDeterminer, "inside": .inside, "unsided": .unsided, "lesser": .lesser,
    "limit": .limit, "total": .total, "respective": .respective,
    "spoken-stop": .spokenStop, "from": .from, "past-be": .pastBe, "expected": .expected, "now": .now,
    "infinitive": .infinitive,
    "leading-side": .leadingSide, "topic": .topic, "position": .position, "versus": .versus,
    "purpose": .purpose, "accompaniment": .accompaniment, "level": .level, "beside": .beside,
    "thickness": .thickness, "ordinal": .ordinal, "column-head": .columnHead,
    "likewise": .likewise, "counterpart": .counterpart, "member": .member,
    "attribute": .attribute,
  ]
  static let finite = WordClass(rawValue: 1 << 0)
  static let be = WordClass(rawValue: 1 << 1)
  static let contain = WordClass(rawValue: 1 << 2)
  static let locate = WordClass(rawValue: 1 << 3)
  static let within = WordClass(rawValue: 1 << 4)
  static let away = WordClass(rawValue: 1 << 5)
  static let with = WordClass(rawValue: 1 << 6)
  static let and = WordClass(rawValue: 1 << 8)
  static let or = WordClass(rawValue: 1 << 9)
  static let but = WordClass(rawValue: 1 << 10)
  static let relative = WordClass(rawValue: 1 << 11)
  static let determiner = WordClass(rawValue: 1 << 12)
  static let definite = WordClass(rawValue: 1 << 13)
  static let indefinite = WordClass(rawValue: 1 << 14)
  static let existential = WordClass(rawValue: 1 << 15)
  static let pronoun = WordClass(rawValue: 1 << 16)
  static let group = WordClass(rawValue: 1 << 17)
  static let backReference = WordClass(rawValue: 1 << 18)
  static let largest = WordClass(rawValue: 1 << 19)
  static let measureVerb = WordClass(rawValue: 1 << 20)
  static let distanceAfter = WordClass(rawValue: 1 << 21)
  static let distanceBefore = WordClass(rawValue: 1 << 22)
  static let numbering = WordClass(rawValue: 1 << 23)
  static let modifier = WordClass(rawValue: 1 << 24)
  static let abbreviation = WordClass(rawValue: 1 << 25)
  static let negativePlan = WordClass(rawValue: 1 << 26)
  static let of = WordClass(rawValue: 1 << 27)
  static let sideWord = WordClass(rawValue: 1 << 28)
  static let adverb = WordClass(rawValue: 1 << 29)
  static let inside = WordClass(rawValue: 1 << 30)
  static let dimension = WordClass(rawValue: 1 << 31)
  static let sideDeterminer = WordClass(rawValue: 1 << 32)
  static let answer = WordClass(rawValue: 1 << 33)
  static let wrap = WordClass(rawValue: 1 << 34)
  /// A place in the middle, or on one side for good.
  static let unsided = WordClass(rawValue: 1 << 35)
  /// The other one of a group (`the smaller one`).
  static let lesser = WordClass(rawValue: 1 << 36)
  /// In front of the largest length of a group (`up to`).
  static let limit = WordClass(rawValue: 1 << 37)
  /// In front of the number of all of a list (`total`).
  static let total = WordClass(rawValue: 1 << 38)
  /// A full stop or line end said in words.
  static let spokenStop = WordClass(rawValue: 1 << 40)
  /// In front of the first of two lengths, of then and of now.
  static let from = WordClass(rawValue: 1 << 7)
  /// Says what was (`was`, `measured`).
  static let pastBe = WordClass(rawValue: 1 << 41)
  /// What is there in health, so that its lack is a finding (`no fatty hilum`).
  static let expected = WordClass(rawValue: 1 << 42)
  /// Says what is today.
  static let now = WordClass(rawValue: 1 << 43)
  /// A side in front of what has it, and none behind (`symmetric`).
  static let leadingSide = WordClass(rawValue: 1 << 45)
  /// A finding that is no calcification and holds none (`fracture`): advice behind it is for it.
  static let topic = WordClass(rawValue: 1 << 46)
  /// Says which part of the thing behind it is meant (`distal`, `anterior`).
  static let position = WordClass(rawValue: 1 << 47)
  /// What lies beside a calcification and never holds one (`stranding`, `hydronephrosis`): a place in front is its own.
  static let accompaniment = WordClass(rawValue: 1 << 50)
  /// Says how high something lies, not in what (`at the level of L3`).
  static let level = WordClass(rawValue: 1 << 51)
  /// In front of what something lies along or over, not in.
  static let beside = WordClass(rawValue: 1 << 52)
  /// Behind a length that says how far something reaches or how thick it is, so that it counts nothing (`7 mm thick`).
  static let thickness = WordClass(rawValue: 1 << 53)
  /// Behind a number, takes it: it counts nothing else (`2nd`, `three vessel`).
  static let ordinal = WordClass(rawValue: 1 << 54)
  /// Names what a column of a table holds.
  static let columnHead = WordClass(rawValue: 1 << 55)
  /// Says the same of what is behind it (`as are`).
  static let likewise = WordClass(rawValue: 1 << 56)
  /// One or some of the things named before (`those`, `the one`).
  static let member = WordClass(rawValue: 1 << 57)
  /// Another thing than the one before (`the other`).
  static let counterpart = WordClass(rawValue: 1 << 58)
  /// As a label, tells more of the finding in front of it (`Size: 6 mm`).
  static let attribute = WordClass(rawValue: 1 << 59)
  /// In front of what something is compared with.
  static let versus = WordClass(rawValue: 1 << 48)
  /// In front of what advice is for (`regarding`).
  static let purpose = WordClass(rawValue: 1 << 49)
  /// In front of a verb that is no predicate.
  static let infinitive = WordClass(rawValue: 1 << 44)
  /// Two lists belong together member by member (`respectively`).
  static let respective = WordClass(rawValue: 1 << 39)

  /// No function word: a noun, or a word that no table of grammar knows.
  var isOpen: Bool { subtracting(Self.ofNouns).isEmpty }
  /// Classes of nouns.
  private static let ofNouns: WordClass = [.accompaniment, .thickness, .ordinal, .columnHead, .attribute]
}
