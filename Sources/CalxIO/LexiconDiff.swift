// Two lexicons over the same reports: whose records differ, and in which slots.

public import Calx

/// Compares what two analyzers read in each report.
public struct LexiconDiff {
  /// What a comparison found.
  public struct Totals: Sendable {
    /// Reports read.
    public var reports = 0
    /// Reports whose records differ.
    public var differing = 0
  }

  private let old: Analyzer
  private let new: Analyzer
  private let encoder = RecordEncoder(program: "", lexicon: "", knowledge: "")
  private let longest: Int

  /// A comparison of two analyzers.
  public init(old: Analyzer, new: Analyzer, longest: Int = 8 << 20) {
    self.old = old
    self.new = new
    self.longest = longest
  }

  /// Writes for each report whose record differs one line: its id, and what flipped.
  ///
  /// - Throws: `OutputError` when reading or writing fails; a report that cannot be read is left out, as by both.
  public func run(_ source: ReportSource, to output: Output) throws(OutputError) -> Totals {
    var source = source
    var totals = Totals()
    var a = Analyzer.Scratch()
    var b = Analyzer.Scratch()
    while let item = try next(&source) {
      totals.reports += 1
      guard let report = try? item.report(keep: [], longest: longest).report else { continue }
      let before = record(report, old, &a)
      let after = record(report, new, &b)
      if before == after { continue }
      totals.differing += 1
      try output.write(Array("\(report.id)\t\(Self.flips(before, after).joined(separator: "; "))\n".utf8))
    }
    return totals
  }

  private func next(_ source: inout ReportSource) throws(OutputError) -> Item? {
    do throws(RunError) { return try source.item() } catch { throw .failed(error) }
  }

  private func record(_ report: Report, _ analyzer: Analyzer, _ scratch: inout Analyzer.Scratch) -> JSONValue
  {
    var json = JSONBytes()
    do throws(AnalysisError) {
      encoder.encode(report, try analyzer.analyze(report, using: &scratch), into: &json)
    } catch {
      encoder.encode(RecordError(code: error.code, message: error.description, id: report.id), into: &json)
    }
    return (try? JSONValue(json.bytes)) ?? .null
  }

  /// What differs between two records, in the order of the anchors.
  static func flips(_ before: JSONValue, _ after: JSONValue) -> [String] {
    var result: [String] = []
    let old = grouped(before)
    let new = grouped(after)
    for anchor in Set(old.keys).union(new.keys).sorted() {
      let a = old[anchor] ?? []
      let b = new[anchor] ?? []
      let place = "at \(anchor.start)-\(anchor.end)"
      for i in 0..<max(a.count, b.count) {
        if i >= a.count {
          result.append("mention new \(place)")
        } else if i >= b.count {
          result.append("mention gone \(place)")
        }
        guard i < a.count, i < b.count else { continue }
        for slot in Slot.allCases where a[i][slot.rawValue] != b[i][slot.rawValue] {
          result.append(
            "\(slot.rawValue) \(word(a[i][slot.rawValue])) → \(word(b[i][slot.rawValue])) \(place)")
        }
        if result.isEmpty, a[i]["evidence"] != b[i]["evidence"] { result.append("evidence \(place)") }
      }
    }
    for member in ["sections", "findings", "recommendations", "flags", "error"]
    where result.isEmpty && before[member] != after[member] {
      result.append(member)
    }
    return result.isEmpty ? ["record"] : result
  }

  private static func grouped(_ record: JSONValue) -> [ScoredMention.Anchor: [JSONValue]] {
    var result: [ScoredMention.Anchor: [JSONValue]] = [:]
    for m in record["mentions"].elements {
      guard let anchor = ScoredMention(m)?.anchor else { continue }
      result[anchor, default: []].append(m)
    }
    return result
  }

  private static func word(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let b): "\(b)"
    case .number(let n): n
    case .string(let s): s.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .list(let values): "[" + values.map(word).joined(separator: ", ") + "]"
    case .object: "{…}"
    }
  }
}
