// A TSV of phrases and sentences, each row given back with the context of its phrase.

public import Calx
import Glibc

/// Answers rows `id<TAB>phrase<TAB>sentence` with the same row plus presence, temporality and experiencer.
public struct ContextTable {
  /// Rows that were answered, and rows that were not.
  public struct Totals: Sendable {
    /// Rows answered.
    public var answered = 0
    /// Rows that got an error instead.
    public var failed = 0
  }

  private let analyzer: Analyzer
  private var scratch = Analyzer.Scratch()
  private var totals = Totals()

  /// A table read with an analyzer.
  public init(analyzer: Analyzer) { self.analyzer = analyzer }

  /// Reads all rows of a file (`-`: standard input) and writes them with their context.
  ///
  /// - Throws: `OutputError` when reading or writing fails as a whole; a bad row is answered with its error.
  public mutating func run(path: String, to output: Output, longest: Int = 8 << 20) throws(OutputError)
    -> Totals
  {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(RunError("cannot open \(path): \(systemError())")) }
    defer { if descriptor > 0 { close(descriptor) } }
    var reader = LineReader(descriptor: descriptor, name: path, longest: longest)
    var pending: [UInt8] = []
    while let line = try next(&reader) {
      switch line {
      case .tooLong(let length):
        pending += failure(of: [], "the row has \(length) bytes, more than \(longest)")
      case .damaged(let error, _): pending += failure(of: [], error.message)
      case .line(let bytes): pending += answer(bytes, number: reader.line)
      }
      pending.append(10)
      if pending.count > 1 << 16 || !reader.hasLine {
        try output.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    try output.write(pending)
    return totals
  }

  private func next(_ reader: inout LineReader) throws(OutputError) -> LineReader.Line? {
    do throws(RunError) { return try reader.next() } catch { throw .failed(error) }
  }

  /// The row with its answer, without a line feed.
  mutating func answer(_ line: [UInt8], number: Int) -> [UInt8] {
    var row = line
    if number == 1, row.starts(with: [0xEF, 0xBB, 0xBF]) { row.removeFirst(3) }
    if row.last == 13 { row.removeLast() }
    if row.allSatisfy({ $0 == 32 }) { return row }
    if let bad = row.withUnsafeBufferPointer(ReportDecoder.firstInvalidUTF8) {
      return failure(
        of: Array(String(decoding: row, as: UTF8.self).utf8), "byte \(bad) of the row is not UTF-8")
    }
    let cells = row.split(separator: 9, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if number == 1, cells[0] == "id" { return row + Array("\tpresence\ttemporality\texperiencer".utf8) }
    guard cells.count >= 3 else {
      return failure(
        of: row, "expected id, phrase and sentence, found \(cells.count) cell\(cells.count == 1 ? "" : "s")")
    }
    do throws(PhraseContextError) {
      let context = try analyzer.context(of: cells[1], in: cells[2], using: &scratch)
      totals.answered += 1
      let answer =
        "\t\(context.presence.rawValue)\t\(context.temporality.rawValue)\t\(context.experiencer.rawValue)"
      return row + Array(answer.utf8)
    } catch {
      return failure(of: row, error.description)
    }
  }

  private mutating func failure(of row: [UInt8], _ message: String) -> [UInt8] {
    totals.failed += 1
    return row + Array("\terror\t\(message)\t".utf8)
  }
}
