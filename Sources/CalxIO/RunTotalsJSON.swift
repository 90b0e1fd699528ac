// Totals as JSON: in the file of `--summary` and in checkpoints.

import Calx

extension RunTotals {
  /// Writes the members of a JSON object.
  ///
  /// - Parameter ids: with the ids of failed records.
  public func encode(into j: inout JSONBytes, ids: Bool) {
    j.key("records"); j.int(records)
    j.key("written"); j.int(written)
    j.key("failed"); counts(failed, &j)
    j.key("skipped"); counts(skipped, &j)
    j.key("reports_with_mentions"); j.int(reportsWithMentions)
    j.key("mentions"); j.int(mentions)
    j.key("findings"); j.int(findings)
    j.key("flags")
    j.object { j in
      for s in Flag.Severity.allCases.reversed() {
        j.key(named: s.rawValue)
        j.int(flags[s] ?? 0)
      }
    }
    j.key("rejected"); j.int(rejected)
    j.key("bytes_in"); j.int(bytesIn)
    j.key("bytes_out"); j.int(bytesOut)
    j.key("seconds"); j.number(seconds)
    j.key("whole"); j.bool(whole)
    if rows > 0 { j.key("rows"); j.int(rows) }
    j.key("failures")
    j.list { j in
      for f in failures {
        j.object { j in
          j.key("record"); j.int(f.record)
          j.key("line")
          if let line = f.line { j.int(line) } else { j.null() }
          j.key("code"); j.string(f.code)
          if ids { j.key("id"); j.string(orNull: f.id) }
        }
      }
    }
  }

  private func counts(_ counts: [String: Int], _ j: inout JSONBytes) {
    j.object { j in
      for (code, n) in counts.sorted(by: { $0.key < $1.key }) {
        j.key(named: code)
        j.int(n)
      }
    }
  }

  /// Totals from the members of a JSON object; nil when one is missing.
  init?(_ json: JSONValue) {
    guard let records = json["records"].int, let written = json["written"].int,
      let reports = json["reports_with_mentions"].int, let mentions = json["mentions"].int,
      let findings = json["findings"].int, let rejected = json["rejected"].int,
      let bytesIn = json["bytes_in"].int, let bytesOut = json["bytes_out"].int,
      let seconds = json["seconds"].text.flatMap(Double.init)
    else { return nil }
    self.records = records
    self.written = written
    failed = json["failed"].counts
    skipped = json["skipped"].counts
    reportsWithMentions = reports
    self.mentions = mentions
    self.findings = findings
    for (name, n) in json["flags"].counts {
      if let severity = Flag.Severity(rawValue: name), n > 0 { flags[severity] = n }
    }
    self.rejected = rejected
    self.bytesIn = bytesIn
    self.bytesOut = bytesOut
    self.seconds = seconds
    rows = json["rows"].int ?? 0
    whole = json["whole"] == .bool(true)
    for f in json["failures"].elements {
      guard let record = f["record"].int, let code = f["code"].text else { return nil }
      failures.append(Failure(record: record, line: f["line"].int, code: code, id: f["id"].text))
    }
  }
}

extension JSONValue {
  /// The whole numbers of an object.
  fileprivate var counts: [String: Int] {
    if case .object(let members) = self { return members.compactMapValues(\.int) }
    return [:]
  }
}
