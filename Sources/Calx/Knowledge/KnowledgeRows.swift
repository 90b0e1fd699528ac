// The rows of the knowledge tables as types: one struct a table, each with where it is written.

/// Where a row is written, and what it rests on.
public struct Provenance: Sendable {
  /// Path below the lexicon folder.
  public let file: String
  /// Line from 1.
  public let line: Int
  /// Source ids; `M` where the statement is general knowledge without a page.
  public let sources: [String]
  /// State of verification.
  public let verified: Verification

  /// Behind a statement that no page confirms.
  private static let mark = " (unverified)"

  /// A statement, marked where no page confirms it.
  func marked(_ statement: String) -> String {
    verified == .unverified ? statement + Self.mark : statement
  }

  /// A statement that `marked` has marked.
  static func isMarked(_ statement: String) -> Bool { statement.hasSuffix(mark) }
}

/// A condition with its text.
public struct When: Sendable {
  /// The cell as written, empty for always.
  public let text: String
  let condition: Condition
}

/// A site: the findings that share one page of causes, workup and expectations.
public struct KnowledgeSite: Sendable {
  /// `B01` …
  public let id: String
  /// Its name.
  public let name: String
  /// Which findings belong to it; the site with most terms wins.
  public let when: When
  /// Tier unless a row says otherwise.
  public let tier: Urgency
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// A cause offered at a site. A class, so that findings refer to it without copying.
public final class KnowledgeCause: Sendable {
  /// Id of the site that it belongs to.
  public let site: String
  /// Id of the row.
  public let id: String
  /// Clinical name.
  public let name: String
  /// `benign`, `malignant`, `infectious` or `indeterminate`.
  public let category: String
  /// 1 = commonest.
  public let rank: Int
  /// Without which it is not offered.
  public let when: When
  /// Where the row is written, and what it rests on.
  public let origin: Provenance

  /// What it is, as a writer shows it.
  public let rendered = RenderedRow()
  /// What it rests on, as a writer shows it.
  public let renderedOrigin = RenderedRow()

  init(
    site: String, id: String, name: String, category: String, rank: Int, when: When, origin: Provenance
  ) {
    self.site = site
    self.id = id
    self.name = name
    self.category = category
    self.rank = rank
    self.when = when
    self.origin = origin
  }
}

/// What moves causes up or down.
public struct KnowledgeShift: Sendable {
  /// Id of the site that it belongs to.
  public let site: String
  /// Id of the row.
  public let id: String
  /// When it acts.
  public let when: When
  /// Causes moved up.
  public let raises: [String]
  /// Causes moved down.
  public let lowers: [String]
  /// By how many ranks.
  public let places: Int
  /// The reason shown.
  public let because: String
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

extension KnowledgeShift {
  /// The reason with the mark of its verification.
  var reason: String { origin.marked(because) }
}

extension KnowledgeUrgency {
  /// The reason with the mark of its verification.
  var reason: String { origin.marked(because) }
}

/// A tier under a condition: raised, or `none` for a benign pattern.
public struct KnowledgeUrgency: Sendable {
  /// Id of the site that it belongs to.
  public let site: String
  /// Id of the row.
  public let id: String
  /// When it acts.
  public let when: When
  /// The tier.
  public let tier: Urgency
  /// The reason shown.
  public let because: String
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// One step of workup.
public struct KnowledgeStep: Sendable {
  /// Id of the site that it belongs to.
  public let site: String
  /// Id of the row.
  public let id: String
  /// When it fits.
  public let when: When
  /// The step.
  public let text: String
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// What a complete report says.
public struct KnowledgeExpectation: Sendable {
  /// Id of the site that it belongs to.
  public let site: String
  /// Id of the row.
  public let id: String
  /// A slot's name, `company:id`, or `note` for what calx cannot look for.
  public let slot: String
  /// When it is expected.
  public let when: When
  /// The item in words.
  public let text: String
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// A rule over several findings of one patient.
public struct KnowledgeRule: Sendable {
  /// `C1` …
  public let id: String
  /// Its name.
  public let name: String
  /// When it fires.
  public let when: When
  /// What keeps it from firing; empty for nothing.
  public let unless: When
  /// Tier of the findings that fired it, at least.
  public let tier: Urgency
  /// What it says.
  public let text: String
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// A code of a terminology.
public struct KnowledgeCode: Sendable {
  /// `icd10cm`, `radlex` …
  public let system: String
  /// The code.
  public let code: String
  /// Its title.
  public let title: String
  /// When it is given; empty for never (listed only).
  public let when: When
  /// Where the row is written, and what it rests on.
  public let origin: Provenance
}

/// A source.
public struct KnowledgeSource: Sendable {
  /// Id of the row.
  public let id: String
  /// `G` guideline, `g` guideline as summarised elsewhere, `S` study, `T` teaching page, `X` other.
  public let level: String
  /// Its title, as a reader can look for it.
  public let title: String
  /// Where it stands.
  public let place: String
}

/// What holds of a companion id besides its words.
struct CompanionTraits: Sendable {
  /// How far it acts.
  enum Scope: String, Sendable, CaseIterable {
    /// Near one of the finding's mentions.
    case near
    /// Beside one of them, where it is asserted: of today or of the past (`old haemorrhage`), and not where it is only
    /// possible. See `CompanionFinder.named(by:_:_:)`.
    case named
    /// Anywhere in the report.
    case report
    /// Anywhere, and what is stated of today is history too: diseases of the patient.
    case patient
    /// Anywhere; where its sentence names one side, not for findings of the other.
    case side
    /// A class of a lesion (TR5): the finding near it that it is said of.
    case lesion
    /// A class of a lesion or of the examination (BI-RADS 4): the findings that it is said of, else all.
    case exam

    /// A class, which is said of some findings of its organs and not of others.
    var isClass: Bool { self == .lesion || self == .exam }
    /// It acts on the findings that its words are bound to.
    var isBound: Bool { self == .near || self == .named || isClass }
  }
  var scope: Scope
  /// Ids that hold wherever this one does. The first of a class tells its kind.
  var implies: [String]
  /// Organs that a class is of.
  var organs: [String] = []
}
