// A mention: one anchor at one site, with every slot that the report states, and the evidence for each.

/// Side of the body.
public enum Laterality: String, Sendable, CaseIterable { case left, right, bilateral, midline }
/// One or several.
public enum Multiplicity: String, Sendable, CaseIterable { case single, multiple }
/// Whether the calcification is there.
public enum Presence: String, Sendable, CaseIterable { case present, absent, possible }
/// When it is there.
public enum Temporality: String, Sendable, CaseIterable { case current, historical, hypothetical }
/// Whose it is.
public enum Experiencer: String, Sendable, CaseIterable { case patient, fetus, family, other }
/// Since when, against an earlier examination.
public enum Change: String, Sendable, CaseIterable { case new, stable, increased, decreased, resolved }
/// How heavy.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  case minimal, mild, moderate, severe
  /// Order from minimal to severe.
  public static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }
  private var order: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
/// Part of a report.
public enum SectionName: String, Sendable, CaseIterable {
  case findings, impression, indication, history, technique, comparison, recommendation, addendum, other
}

/// The slots of a mention, named as in the record.
public enum Slot: String, Sendable, CaseIterable {
  case kind, organ, part, laterality, host, multiplicity, count
  case sizeMM = "size_mm"
  case sizeWord = "size_word"
  case morphology, distribution, severity, change, presence, temporality, experiencer, section
  case statedCause = "stated_cause"
  case recommendation
}

/// Why a slot has its value: the words that decided, and the rule.
public struct Evidence: Sendable, Equatable {
  /// The slot decided.
  public var slot: Slot
  /// UTF-8 byte range of the deciding words in the report's text.
  public var range: Range<Int>
  /// Id of the lexicon row or mechanism, such as `en.cue.no`.
  public var rule: String
  /// What ended the cue's scope, where that mattered.
  public var ended: String?
}

/// One anchor at one site. Offsets are UTF-8 bytes here; the record writes code points.
public struct Mention: Sendable {
  /// UTF-8 byte range of the anchor in the text.
  public var range: Range<Int>
  /// What it says in words, in one reference, so that a mention is copied in a few steps.
  @usableFromInline var box: Box
  /// Side of the body; nil where the report names none.
  public var laterality: Laterality?
  /// One or several.
  public var multiplicity: Multiplicity?
  /// The number given.
  public var count: Int?
  /// How heavy.
  public var severity: Severity?
  /// Against an earlier examination.
  public var change: Change?
  /// Whether it is there.
  public var presence: Presence = .present
  /// Now, once, or only asked about.
  public var temporality: Temporality = .current
  /// Whose it is.
  public var experiencer: Experiencer = .patient
  /// Section of the report.
  public var section: SectionName
  /// UTF-8 byte range of the cause in the report's own words.
  public var statedCause: Range<Int>?
  /// UTF-8 byte range of the advice in the report's own words.
  public var recommendation: Range<Int>?
  /// The anchor itself says that there is no calcification (`noncalcified nodule`): the host is there.
  var deniesItself = false
  /// Ordinal of the sentence, for grouping.
  var sentence = 0
  /// Ordinal of the anchor in the report, shared by its sites.
  var anchor = 0

  init(range: Range<Int>, kind: String, section: SectionName) {
    self.range = range
    self.section = section
    box = Box(Words(kind: kind))
  }

  /// A mention that says nothing in words yet.
  init(range: Range<Int>, section: SectionName) {
    self.range = range
    self.section = section
    box = .empty
  }

  /// Kind of calcification, a value of the anchors table.
  public var kind: String {
    get { box.words.kind }
    set {
      words.kind = newValue
      words.family = newValue
    }
  }
  /// Organ id, nil when the report gives none.
  public var organ: String? {
    get { box.words.organ }
    set { words.organ = newValue }
  }
  /// Part of the organ in the report's words, lower case, without the side.
  public var part: String? {
    get { box.words.part }
    set { words.part = newValue }
  }
  /// What is calcified or holds the calcification.
  public var host: String? {
    get { box.words.host }
    set { words.host = newValue }
  }
  /// Sizes in mm in the order written.
  public var sizeMM: [Double] {
    get { box.words.sizeMM }
    set { words.sizeMM = newValue }
  }
  /// `tiny`, `small` or `large`.
  public var sizeWord: String? {
    get { box.words.sizeWord }
    set { words.sizeWord = newValue }
  }
  /// Shapes and other descriptors.
  public var morphology: [String] {
    get { box.words.morphology }
    set { words.morphology = newValue }
  }
  /// How they lie.
  public var distribution: [String] {
    get { box.words.distribution }
    set { words.distribution = newValue }
  }
  /// Why each slot has its value.
  public var evidence: [Evidence] {
    get { box.words.evidence }
    set { words.evidence = newValue }
  }

  /// All that a mention says in words; set at once where several change. The names are the mention's own.
  public struct Words: Sendable {
    /// Kind of calcification.
    public internal(set) var kind: String
    /// Kinds of one family can speak of the same thing.
    var family: String
    /// The family that a vague kind can turn out to be.
    var canBe: String?
    /// Organ id.
    public internal(set) var organ: String?
    /// Part of the organ.
    public internal(set) var part: String?
    /// What is calcified or holds the calcification.
    public internal(set) var host: String?
    /// Sizes in mm.
    public internal(set) var sizeMM: [Double] = []
    /// Size in a word.
    public internal(set) var sizeWord: String?
    /// Shapes and other descriptors.
    public internal(set) var morphology: [String] = []
    /// How they lie.
    public internal(set) var distribution: [String] = []
    /// Why each slot has its value.
    public internal(set) var evidence: [Evidence] = []

    init(kind: String) {
      self.kind = kind
      family = kind
    }
  }
  var words: Words {
    get { box.words }
    set { box = Box(newValue) }
  }

  /// Lends the words: a writer that asks for all of them copies none.
  @inlinable public func withWords(_ body: (borrowing Words) -> Void) { body(box.words) }

  /// Takes words over; none are left where they were.
  mutating func take(_ words: inout Words) {
    var taken = Words(kind: "")
    swap(&taken, &words)
    box = Box(taken)
  }

  /// Never changes: a mention whose words change takes another.
  @usableFromInline final class Box: Sendable {
    static let empty = Box(Words(kind: ""))
    @usableFromInline let words: Words
    init(_ words: Words) { self.words = words }
  }
}
