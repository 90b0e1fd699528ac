// Which versions of a report count: preliminary, final, corrected, withdrawn, sent twice.

/// What to do with several versions of one report (HL7 v2, FHIR).
public enum InputVersions: String, Sendable, CaseIterable {
  /// The last version of each; a withdrawn report is none, a preliminary one counts until a final one comes.
  case latest
  /// Every version is a record.
  case all
  /// The last final or corrected version of each; preliminary ones are held back.
  case finalOnly = "final-only"
}

/// What a report says of itself among its versions.
struct ReportVersion: Sendable, Equatable {
  enum Kind: Sendable {
    case preliminary, final, withdrawn
    /// An order or schedule without a result.
    case registered
  }

  /// Hash of the accession number or resource id; nil when the report has none, and stands for itself.
  var key: UInt64?
  var kind: Kind
  /// Hash of what was sent, to tell a version from a repetition.
  var content: UInt64
  var hasText: Bool
  /// A higher one is later, whatever the order of the file; 0 when nothing is said.
  var rank: UInt64 = 0
}

/// Finds in a first pass over the inputs which version of each report counts, and says so in the second.
///
/// Holds some 50 bytes for each report, whatever its length.
final class VersionLedger {
  private struct Winner {
    var ordinal: Int
    var kind: ReportVersion.Kind
    var content: UInt64
    var rank: UInt64
  }

  private let policy: InputVersions
  private var winners: [UInt64: Winner] = [:]
  private var ordinal = 0

  init(_ policy: InputVersions) { self.policy = policy }

  /// The first pass has ended.
  func rewind() { ordinal = 0 }

  /// Takes notice of the next report in the first pass.
  func observe(_ version: ReportVersion?) {
    ordinal += 1
    guard policy != .all, let version, let key = version.key else { return }
    if version.kind == .registered && !version.hasText { return }
    if policy == .finalOnly, Self.isPreliminary(version.kind) { return }
    if let old = winners[key] {
      // A preliminary version, or one that says it is older, replaces nothing.
      if Self.isPreliminary(version.kind), old.kind == .final { return }
      if version.rank > 0, old.rank > version.rank { return }
      if version.kind == .final, old.kind == .final, old.content == version.content { return }
    }
    winners[key] = Winner(
      ordinal: ordinal, kind: version.kind, content: version.content, rank: version.rank)
  }

  /// Why the next report in the second pass is no record; nil when it is one.
  func reasonToSkip(_ version: ReportVersion?) -> String? {
    ordinal += 1
    guard let version else { return nil }
    if !version.hasText {
      if version.kind == .registered { return "no-result" }
      if version.kind == .withdrawn { return "withdrawn" }
    }
    if policy == .all { return nil }
    if version.kind == .withdrawn { return "withdrawn" }
    if policy == .finalOnly, Self.isPreliminary(version.kind) { return "preliminary" }
    guard let key = version.key, let winner = winners[key], winner.ordinal != ordinal else { return nil }
    if winner.kind == .withdrawn { return "withdrawn" }
    return winner.content == version.content ? "duplicate" : "superseded"
  }

  private static func isPreliminary(_ kind: ReportVersion.Kind) -> Bool {
    kind == .preliminary || kind == .registered
  }
}

/// A reader whose records may be versions of one another.
protocol VersionedReader {
  /// The next record and its place among its versions; nil at the end of the input.
  mutating func next() throws(RunError) -> (Item, ReportVersion?)?
  /// A further record can probably be had without waiting.
  var isReady: Bool { get }
}

/// The records of a versioned reader that count.
struct VersionFilter: RecordReader {
  private var reader: any VersionedReader
  private let ledger: VersionLedger
  private let tally: InputTally

  init(_ reader: any VersionedReader, ledger: VersionLedger, tally: InputTally) {
    self.reader = reader
    self.ledger = ledger
    self.tally = tally
  }

  var isReady: Bool { reader.isReady }

  mutating func next() throws(RunError) -> Item? {
    while let (item, version) = try reader.next() {
      guard let reason = ledger.reasonToSkip(version) else { return item }
      tally.skip(reason)
    }
    return nil
  }
}
