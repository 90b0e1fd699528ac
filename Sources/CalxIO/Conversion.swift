// Records of any format as the JSONL that calx reads itself.

internal import Calx

/// Writes what was read of each record, before anything is made of it.
public struct Conversion: Sendable {
  /// Records, and how many of them are error rows.
  public struct Totals: Sendable {
    /// Records that came in.
    public var records = 0
    /// Records that could not be read.
    public var failed = 0
  }

  private let keep: Set<String>
  private let longest: Int

  /// A conversion that carries members of the input through.
  public init(keep: Set<String>, longest: Int) {
    self.keep = keep
    self.longest = longest
  }

  /// Writes one line for each record.
  ///
  /// - Throws: `OutputError` when reading or writing fails as a whole.
  public func run(_ source: ReportSource, to output: Output) throws(OutputError) -> Totals {
    var source = source
    var totals = Totals()
    var json = JSONBytes()
    var pending: [UInt8] = []
    while let item = try next(&source) {
      totals.records += 1
      json.removeAll()
      do throws(RecordError) {
        let (report, kept) = try item.report(keep: keep, longest: longest)
        Self.encode(report, kept, into: &json)
        json.endLine()
      } catch {
        totals.failed += 1
        RecordEncoder(program: "", lexicon: "", knowledge: "").encode(error, into: &json)
      }
      pending += json.bytes
      if pending.count > 1 << 16 || !source.hasMore {
        try output.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    try output.write(pending)
    return totals
  }

  private func next(_ source: inout ReportSource) throws(OutputError) -> Item? {
    do throws(RunError) { return try source.item() } catch { throw .failed(error) }
  }

  private static func encode(_ report: Report, _ kept: [(String, [UInt8])], into json: inout JSONBytes) {
    json.object { j in
      j.key("id")
      j.string(report.id)
      let fields: [(StaticString, String?)] = [
        ("modality", report.modality), ("exam", report.exam), ("sex", report.sex), ("date", report.date),
        ("patient", report.patient), ("status", report.status), ("region", report.region),
      ]
      for (name, value) in fields {
        guard let value else { continue }
        j.key(name)
        j.string(value)
      }
      if let age = report.age {
        j.key("age")
        j.number(age)
      }
      for (name, value) in kept {
        j.key(named: name)
        j.raw(value)
      }
      j.key("text")
      j.string(utf8: report.text)
    }
  }
}
