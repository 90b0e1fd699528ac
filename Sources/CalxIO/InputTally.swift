// What the readers count beside the records: what they passed over by design, and what they have to say of a file.

/// Counts and remarks of the readers, shared by all threads of a run; complete when the run has ended.
public final class InputTally: Sendable {
  private struct Counts {
    var skipped: [String: Int] = [:]
    var noted: [String: Int] = [:]
    var remarks: [String] = []
  }

  private let counts = Locked(Counts())

  /// Most remarks that are kept; the rest would say the same of further files.
  static let mostRemarks = 20

  /// No count yet.
  public init() {}

  /// What was passed over by design and is no record, by reason: `superseded`, `not-radiology` and the like.
  public var skipped: [String: Int] { counts.with { $0.skipped } }

  /// What was met inside records that were read, by name: `hl7-unknown-escape` and the like.
  public var noted: [String: Int] { counts.with { $0.noted } }

  /// Sentences about inputs as a whole, without report text or identifiers, in the order of reading.
  public var remarks: [String] { counts.with { $0.remarks } }

  func skip(_ reason: String) { counts.with { $0.skipped[reason, default: 0] += 1 } }

  func note(_ name: String, _ count: Int = 1) {
    if count > 0 { counts.with { $0.noted[name, default: 0] += count } }
  }

  func remark(_ sentence: String) {
    counts.with { if $0.remarks.count < Self.mostRemarks { $0.remarks.append(sentence) } }
  }
}
