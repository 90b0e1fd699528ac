// What a run did, for people on standard error and for programs in a file; no report text, no ids unless asked for.

import Calx
import CalxIO
import Glibc

/// The summary of one run.
struct RunSummary {
  let options: RunOptions
  let versions: [RunFact]
  /// The run looked for mentions.
  let analyzes: Bool
  var latest = RunTotals()
  var tally: InputTally?
  /// Rates of flags, of a check.
  var rates: (() -> CheckSummary)?
  /// Show the rates to people, too.
  var showsRates = false

  /// Writes what was asked for.
  func write() throws(RunError) {
    if let path = options.summary { try file(path) }
    if !options.quiet { for line in lines { Messages.say(line) } }
    if showsRates, let rates { Messages.say(rates().text) }
  }

  private func file(_ path: String) throws(RunError) {
    var json = JSONBytes()
    json.object { j in
      latest.encode(into: &j, ids: options.logIds)
      j.key("noted")
      j.object { j in
        for (name, n) in (tally?.noted ?? [:]).sorted(by: { $0.key < $1.key }) {
          j.key(named: name)
          j.int(n)
        }
      }
      j.key("remarks")
      j.list { j in for r in tally?.remarks ?? [] { j.string(r) } }
      if let rates {
        j.key("check")
        j.raw(rates().json)
      }
      j.key("versions")
      j.object { j in
        for v in versions {
          j.key(named: v.name)
          j.string(v.value)
        }
      }
    }
    let output = try Output(path: path)
    try Finish.quietly { () throws(OutputError) in try output.write(json.bytes + [10]) }
    try output.close()
  }

  /// One report without a failure needs no words.
  private var lines: [String] {
    let t = latest
    var lines = tally?.remarks ?? []
    if t.records > 1 || t.failedRecords > 0 || !t.skipped.isEmpty {
      var first = "\(t.records) records, \(t.failedRecords) failed"
      if t.failedRecords > 0 { first += " (\(counts(t.failed))); their rows hold the reason" }
      if !t.skipped.isEmpty { first += "; passed over by design: \(counts(t.skipped))" }
      lines.append(first)
    }
    for f in t.failures where t.failedRecords > 0 {
      let line = f.line.map { ", line \($0)" } ?? ""
      let id = options.logIds ? f.id.map { ", id \($0)" } ?? "" : ""
      lines.append("  record \(f.record)\(line)\(id): \(f.code)")
    }
    if t.failedRecords > t.failures.count { lines.append("  and \(t.failedRecords - t.failures.count) more") }
    if options.rejects != nil, t.failedRecords > t.rejected {
      lines.append(
        "\(t.failedRecords - t.rejected) of them were too long or unreadable for the file of rejects")
    }
    if let noted = tally?.noted, !noted.isEmpty { lines.append("noted: \(counts(noted))") }
    guard t.records > 1 else { return lines }
    if analyzes {
      let flags = Flag.Severity.allCases.reversed().compactMap { s in
        t.flags[s].map { "\(s.rawValue) \($0)" }
      }
      lines.append(
        "\(t.reportsWithMentions) with mentions: \(t.mentions) mentions, \(t.findings) findings, "
          + "flags: \(flags.isEmpty ? "none" : flags.joined(separator: ", "))")
    }
    let tenths = Int(t.seconds * 10)
    let rate = t.seconds > 0 ? Int(Double(t.records) / t.seconds) : t.records
    lines.append(
      "\(tenths / 10).\(tenths % 10) s, \(rate) records/s, \(t.bytesIn) bytes in, \(t.bytesOut) bytes out; "
        + versions.map { "\($0.name) \($0.value)" }.joined(separator: ", "))
    return lines
  }

  private func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
