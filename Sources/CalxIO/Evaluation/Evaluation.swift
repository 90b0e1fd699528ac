// `calx evaluate`: gold annotations against an output file, or against what the analyzer says of the gold's own texts.

public import Calx
import Glibc

/// Precision, recall and F1 of every slot against gold mentions.
public struct Evaluation {
  /// Slots in the order of the result.
  public static var slots: [String] { Scorer.slots }

  let gold: [ScoredReport]
  /// Gold reports that have an output.
  let answered: Int
  let tallies: [String: Tally]

  /// Scores an output file against a gold file, joined on `id`.
  ///
  /// - Throws: `RunError` when a file cannot be read or is not JSONL.
  public init(gold goldPath: String, output outputPath: String) throws(RunError) {
    let output = try Self.reports(in: try Self.read(outputPath), name: outputPath)
    self.init(gold: try Self.reports(in: try Self.read(goldPath), name: goldPath), output: output)
  }

  /// Scores an analyzer on the texts of a gold file.
  ///
  /// - Throws: `RunError` when the file cannot be read or is not JSONL.
  public init(gold path: String, analyzer: Analyzer) throws(RunError) {
    let bytes = try Self.read(path)
    let gold = try Self.reports(in: bytes, name: path)
    let encoder = RecordEncoder(program: "", lexicon: "", knowledge: "")
    var scratch = Analyzer.Scratch()
    var json = JSONBytes()
    for (n, line) in Self.lines(bytes) {
      var failure: RecordError?
      line.withUnsafeBufferPointer { p in
        do throws(RecordError) {
          let (report, _) = try ReportDecoder.report(jsonLine: p, keep: [], line: n)
          guard let analysis = try? analyzer.analyze(report, using: &scratch) else { return }
          encoder.encode(report, analysis, into: &json)
        } catch { failure = error }
      }
      if let failure { throw RunError("\(path):\(n): \(failure.message)") }
    }
    self.init(gold: gold, output: try Self.reports(in: json.bytes, name: path))
  }

  private init(gold: [ScoredReport], output: [ScoredReport]) {
    let byID = Dictionary(output.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    var scorer = Scorer()
    var answered = 0
    for (i, g) in gold.enumerated() {
      if byID[g.id] != nil { answered += 1 }
      scorer.add(report: i, gold: g.mentions, output: byID[g.id]?.mentions ?? [])
    }
    self.gold = gold
    self.answered = answered
    tallies = scorer.tallies
  }

  // MARK: - Files

  private static func read(_ path: String) throws(RunError) -> [UInt8] {
    do throws(RecordError) {
      return try readFile(path == "-" ? "/dev/stdin" : path, longest: Int.max, id: path)
    } catch {
      throw RunError("\(path): \(error.message)")
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [(Int, [UInt8])] {
    var result: [(Int, [UInt8])] = []
    for (i, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      var line = Array(line)
      if i == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      if line.contains(where: { $0 > 32 }) { result.append((i + 1, line)) }
    }
    return result
  }

  /// The reports of a JSONL file that have mentions; error rows have none and are left out. Of one id the last counts.
  private static func reports(in bytes: [UInt8], name: String) throws(RunError) -> [ScoredReport] {
    var result: [ScoredReport] = []
    var place: [String: Int] = [:]
    for (n, line) in lines(bytes) {
      let json: JSONValue
      do throws(JSONScanner.SyntaxError) { json = try JSONValue(line) } catch {
        throw RunError("\(name):\(n): \(error.message)")
      }
      guard case .list(let mentions) = json["mentions"], let id = json["id"].text else { continue }
      let report = ScoredReport(
        id: id, text: Array((json["text"].text ?? "").unicodeScalars),
        mentions: mentions.compactMap(ScoredMention.init))
      if let at = place[id] {
        result[at] = report
      } else {
        place[id] = result.count
        result.append(report)
      }
    }
    return result
  }
}
