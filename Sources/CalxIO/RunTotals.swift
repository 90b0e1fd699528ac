// What a run did, so that every record is accounted for; kept in checkpoints and shown as the summary.

public import Calx

/// Sums over the records of a run: `records` = `written` + all of `failed`.
public struct RunTotals: Sendable, Equatable {
  /// A record that failed, without its text.
  public struct Failure: Sendable, Equatable {
    /// Ordinal of the record in the run, from 1.
    public var record: Int
    /// Line in its file, where the format has lines.
    public var line: Int?
    /// Code of its error row.
    public var code: String
    /// Its id, for those who ask to see ids.
    public var id: String?
  }

  /// Records that came in.
  public var records = 0
  /// Records that were analyzed and written.
  public var written = 0
  /// Records that became error rows, by code.
  public var failed: [String: Int] = [:]
  /// The first failures, at most `RunTotals.shown`.
  public var failures: [Failure] = []
  /// Records of the input that by its own rules are not read, by reason, such as superseded versions.
  public var skipped: [String: Int] = [:]
  /// Reports with at least one mention.
  public var reportsWithMentions = 0
  /// Mentions of all reports.
  public var mentions = 0
  /// Findings of all reports.
  public var findings = 0
  /// Flags by severity.
  public var flags: [Flag.Severity: Int] = [:]
  /// Bytes of the records that came in.
  public var bytesIn = 0
  /// Bytes written.
  public var bytesOut = 0
  /// Running numbers that the format of the output gave out.
  var rows = 0
  /// Failed records whose original bytes were set aside.
  public var rejected = 0
  /// Seconds of work, those before an interruption included.
  public var seconds = 0.0
  /// All input was read, and all of it is written.
  public var whole = false

  /// Most failures that are kept one by one.
  public static let shown = 10

  /// Nothing yet.
  public init() {}

  /// Records that failed.
  public var failedRecords: Int { failed.values.reduce(0, +) }

  /// Flags of a severity or a graver one.
  public func flags(from severity: Flag.Severity) -> Int {
    flags.reduce(0) { $1.key >= severity ? $0 + $1.value : $0 }
  }

  /// Counts an analysis.
  mutating func count(_ analysis: Analysis) {
    written += 1
    if !analysis.mentions.isEmpty { reportsWithMentions += 1 }
    mentions += analysis.mentions.count
    findings += analysis.findings.count
    for f in analysis.flags { flags[f.severity, default: 0] += 1 }
  }

  /// Counts a failure.
  mutating func count(_ error: RecordError, record: Int) {
    failed[error.code, default: 0] += 1
    if failures.count < Self.shown {
      failures.append(Failure(record: record, line: error.line, code: error.code, id: error.id))
    }
  }

  /// Adds the totals of records that stand behind these.
  mutating func add(_ other: RunTotals) {
    records += other.records
    written += other.written
    failed.merge(other.failed, uniquingKeysWith: +)
    failures += other.failures.prefix(max(0, Self.shown - failures.count))
    reportsWithMentions += other.reportsWithMentions
    mentions += other.mentions
    findings += other.findings
    flags.merge(other.flags, uniquingKeysWith: +)
    bytesIn += other.bytesIn
    rejected += other.rejected
  }
}
