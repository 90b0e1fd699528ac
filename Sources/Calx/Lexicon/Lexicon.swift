// A loaded lexicon: what a language says, as tables and one trie. Immutable; shared by all workers.

/// The words and rules that calx reads reports with.
///
/// Built from TSV files (`Lexicons/en/`). A class, so that passing it around costs one reference. Files of an overlay are read first and win where they say something
/// about the same phrase; nothing about a language stands in the program itself.
public final class Lexicon: Sendable {
  let vocabulary: Vocabulary
  let trie: PackedTrie
  let anchors: [Anchor]
  let masks: [Mask]
  let sites: [Site]
  let parts: [Part]
  let hosts: [Host]
  let organs: [String: Organ]
  /// The organ of a modality whose reports are about one organ (`MG`).
  let organOfModality: [String: Organ]
  let sides: [Side]
  let qualifiers: [Qualifier]
  let quantities: [Quantity]
  let cues: [[Cue]]
  let grammar: [WordClass]
  let sections: [SectionTitle]
  let advice: [Advice]
  let causes: [CauseWord]
  let companions: [[Companion]]
  let patterns: Patterns
  let fuzzy: FuzzyAnchors
  let numerals: Numerals
  /// The rows as the binders read them.
  let rows: PlainRows
  /// Version of the data: a hash over all files.
  public let version: String
  /// What `calx lexicon check` reports besides errors.
  public let warnings: [LexiconError]

  init(
    vocabulary: Vocabulary, trie: PackedTrie, anchors: [Anchor], masks: [Mask], sites: [Site], parts: [Part],
    hosts: [Host], organs: [String: Organ], sides: [Side], qualifiers: [Qualifier], quantities: [Quantity],
    cues: [[Cue]], grammar: [WordClass], sections: [SectionTitle], advice: [Advice], causes: [CauseWord],
    companions: [[Companion]], values: [Value], patterns: Patterns, fuzzy: FuzzyAnchors, numerals: Numerals,
    version: String, warnings: [LexiconError]
  ) {
    self.vocabulary = vocabulary
    self.trie = trie
    self.anchors = anchors
    self.masks = masks
    self.sites = sites
    self.parts = parts
    self.hosts = hosts
    self.organs = organs
    organOfModality = Dictionary(
      organs.values.compactMap { organ in organ.modality.map { ($0, organ) } },
      uniquingKeysWith: { $0.id < $1.id ? $0 : $1 })
    self.sides = sides
    self.qualifiers = qualifiers
    self.quantities = quantities
    self.cues = cues
    self.grammar = grammar
    self.sections = sections
    self.advice = advice
    self.causes = causes
    self.companions = companions
    self.patterns = patterns
    self.fuzzy = fuzzy
    self.numerals = numerals
    rows = PlainRows(
      anchors: anchors, sites: sites, parts: parts, hosts: hosts, organs: organs, qualifiers: qualifiers,
      cues: cues, companions: companions, values: values)
    self.version = version
    self.warnings = warnings
  }
}

/// One phrase of a lexicon, as `calx lexicon list` prints it.
public struct LexiconEntry: Sendable {
  /// Table, such as `anchor` or `cue`.
  public let table: String
  /// The plain phrase.
  public let phrase: String
  /// What it stands for.
  public let meaning: String
  /// Where it is written.
  public let file: String
  /// Line from 1.
  public let line: Int
}

extension Lexicon {
  /// Words that name a calcification.
  final class Anchor: Sendable {
    enum Form: String, Sendable { case noun, adjective }
    enum Number: String, Sendable {
      case singular, plural, mass
      /// A state of an organ (`nephrocalcinosis`): never one or several.
      case extent
    }
    let id: String
    let kind: String
    let form: Form
    let number: Number
    /// Organ that the word itself names (`nephrolithiasis` → kidney).
    let organs: [String]
    /// The organ holds only where the report gives none (`phlebolith` → pelvis).
    let organIsDefault: Bool
    let host: String?
    let morphology: [String]
    let part: String?
    /// `absent` for words that deny themselves (`noncalcified`).
    let absent: Bool

    init(
      id: String, kind: String, form: Form, number: Number, organs: [String], organIsDefault: Bool,
      host: String?, morphology: [String], part: String?, absent: Bool
    ) {
      self.id = id
      self.kind = kind
      self.form = form
      self.number = number
      self.organs = organs
      self.organIsDefault = organIsDefault
      self.host = host
      self.morphology = morphology
      self.part = part
      self.absent = absent
    }
  }
  /// A phrase inside which anchors or sites do not count.
  struct Mask: Sendable {
    var id: String
    var hidesAnchor: Bool
    var hidesSite: Bool
  }
  struct Site: Sendable {
    var organ: String
    var part: String?
    var partIsPhrase: Bool
    /// Further organs that the same word names (`aortoiliac`).
    var also: [String]
    /// A disease word that implies the organ: any organ named itself comes first.
    var weak: Bool
    var laterality: Laterality?
    /// Names the organ only where other words of the report name it, too (`LL` in a report on the thyroid).
    var isConditional = false
  }
  struct Part: Sendable {
    var organs: [String]
    var fallback: String?
  }
  struct Host: Sendable {
    var host: String
    var organ: String?
    var plural: Bool
    /// Without an article the singular says nothing of the number (`plaque`, `wall`).
    var mass: Bool
    /// A part of the thing that is the host (`rim`, `septum`).
    var isFeature: Bool
    /// `calcified` takes the word into the anchor; a host that does not is only a container.
    var absorbs: Bool
    /// The word makes `calcified X` another kind (`calcified stone` is a calculus).
    var kind: String?
    /// A calculus can lie in it.
    var holdsCalculi: Bool
    /// A thing that has sizes of its own but is never a host (`effusion`, `catheter`).
    var isOther: Bool
  }
  struct Side: Sendable {
    /// A side as the one named last gives it (`ipsilateral`, `contralateral`).
    enum Relation: String, Sendable { case same, opposite }
    /// Of no meaning where there is a relation.
    var laterality: Laterality
    var relation: Relation?
  }
  struct Qualifier: Sendable {
    var slot: Slot
    var value: String
    /// What it says when it is denied (`no shadowing`).
    var negated: String?
  }
  struct Quantity: Sendable {
    var multiplicity: Multiplicity?
    var count: Int?
  }
  struct SectionTitle: Sendable {
    var name: SectionName
    var historical: Bool
    /// Counts as a title only with a colon or alone in its line.
    var weak: Bool
    /// What the report is about, with its side, is named there (`procedure`).
    var isSubject: Bool
  }
  struct Advice: Sendable {
    enum Role: String, Sendable {
      case verb, noun, modality, interval
      /// A verb that advises nothing of its own (`clinical correlation`): it counts in the sentence of its finding.
      case aside
      /// An interval that needs no number (`annual`).
      case period
      case unneeded, condition, not
      /// Says when, and counts no time (`today`).
      case when
    }
    var role: Role
    var value: String
    /// The value of a noun that asks for tissue.
    static let sampling = "sampling"
    /// The value of words that say that their clause advises nothing.
    static let whole = "whole"
    /// The value of words that do where the sentence speaks of the past.
    static let past = "past"
    /// Organs that the service or examination is for.
    var organs: [String] = []
    /// A unit of time as a fraction of days (`1/24` for hours), nil for other words.
    var days: (Int, Int)? {
      let parts = value.split(separator: "/").compactMap { Int($0) }
      guard let days = parts.first, parts.last ?? 0 > 0 else { return nil }
      return (days, parts.count == 2 ? parts[1] : 1)
    }
  }
  struct CauseWord: Sendable {
    /// `cue` opens a cause behind it; `weak` too, when a `head` noun follows; `stop` ends one.
    enum Role: String, Sendable { case cue, weak, after, stop, head, past, not }
    var role: Role
  }
  struct Companion: Sendable { var id: String }
  struct Patterns: Sendable {
    var measurement: Pattern
    var reference: Pattern
    var date: Pattern
    /// Stretches in which anchors do not count (`calcium 9.1`).
    var masks: [Pattern]
    /// Context cues by shape (`in 1998`) and anchors by shape, which users add.
    var phrases: [PhraseShape]
  }
  /// A shape that stands for phrases, and its entry in the table of its category.
  typealias PhraseShape = (category: Category, entry: Int32, pattern: Pattern)
}
