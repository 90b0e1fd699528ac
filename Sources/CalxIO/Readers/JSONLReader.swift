// JSONL: one record a line. What a line says is read by `ReportDecoder`.

/// Lines of JSONL; blank ones are no records.
struct JSONLReader: RecordReader {
  private var lines: LineReader
  private let encoding: TextEncoding

  init(_ bytes: ByteReader, options: ReadingOptions) {
    lines = LineReader(bytes, longest: options.longest)
    encoding = options.encoding ?? .utf8
  }

  var isReady: Bool { lines.hasLine }

  mutating func next() throws(RunError) -> Item? {
    while let line = try lines.next() {
      let number = lines.line
      switch line {
      case .tooLong(let length):
        return .failed(
          RecordError(
            code: "too-long",
            message: "the line has \(length) bytes, more than \(lines.longest); raise --max-bytes to read it",
            line: number), original: [])
      case .damaged(var error, let rest):
        error.line = number
        return .failed(error, original: rest)
      case .line(var bytes):
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) { continue }
        return .line(bytes, number: number, encoding: encoding)
      }
    }
    return nil
  }
}
