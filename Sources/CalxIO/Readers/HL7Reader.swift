// HL7 v2: the reports of ORU messages, counted against what their batches promise.

/// The reports of one HL7 file, with the place of each among its versions.
struct HL7Reader: VersionedReader {
  private var scanner: HL7Scanner
  private let options: ReadingOptions
  private let tally: InputTally
  private let input: Int
  private var waiting: ArraySlice<(Item, ReportVersion?)> = []
  private var batch: Count?
  private var file: Count?

  /// What a batch or file has held so far.
  private struct Count {
    var held = 0
  }

  /// - Parameter input: number of the input, from 1, for remarks.
  init(_ bytes: ByteReader, options: ReadingOptions, tally: InputTally, input: Int) {
    scanner = HL7Scanner(bytes, longest: options.longest)
    self.options = options
    self.tally = tally
    self.input = input
  }

  var isReady: Bool { !waiting.isEmpty || scanner.isReady }

  mutating func next() throws(RunError) -> (Item, ReportVersion?)? {
    while true {
      if let item = waiting.popFirst() { return item }
      guard let part = try scanner.next() else {
        if batch != nil || file != nil {
          tally.remark("input \(input): a batch has no trailer (BTS or FTS); the file may be cut off")
        }
        batch = nil
        file = nil
        return nil
      }
      switch part {
      case .message(let bytes, let line):
        batch?.held += 1
        if let failed = message(bytes, line) { return (failed, nil) }
      case .envelope(let bytes): envelope(bytes)
      case .stray(let bytes, let line):
        return failed("hl7-no-message", "what stands here does not begin with MSH", line, bytes)
      case .tooLong(let length, let line):
        batch?.held += 1
        return failed(
          "too-long",
          "the message has \(length) bytes, more than \(options.longest); raise --max-bytes to read it", line,
          [])
      case .unfinished(let bytes, let line):
        batch?.held += 1
        return failed(
          "hl7-truncated", "the MLLP frame is not closed (0x1C): the message is cut off; get the file again",
          line, bytes)
      case .damaged(var error, let bytes, let line):
        error.line = line
        return (.failed(error, original: bytes), nil)
      }
    }
  }

  private func failed(_ code: String, _ message: String, _ line: Int, _ bytes: [UInt8]) -> (
    Item, ReportVersion?
  ) {
    (.failed(RecordError(code: code, message: message, line: line), original: bytes), nil)
  }

  /// Takes a message; the item of one that cannot be read.
  private mutating func message(_ bytes: [UInt8], _ line: Int) -> Item? {
    let message: HL7Message
    do throws(RecordError) {
      message = try HL7Message(bytes, line: line)
    } catch { return .failed(error, original: bytes) }
    let type = message.component(1, of: message.field(9, "MSH"))
    if !type.isEmpty, !type.elementsEqual("ORU".utf8) {
      tally.skip("hl7-not-oru")
      return nil
    }
    waiting =
      HL7Report.all(in: message, encoding: options.encoding, tally: tally)
      .map { (Item.message($0), $0.version) }[...]
    return nil
  }

  /// Holds the counts of BTS-1 and FTS-1 against what was there.
  private mutating func envelope(_ bytes: [UInt8]) {
    let delimiter = bytes.count > 3 ? bytes[3] : UInt8(ascii: "|")
    let promised = bytes.dropFirst(4).prefix { $0 != delimiter }
    let count = Int(String(decoding: promised, as: UTF8.self))
    switch String(decoding: bytes.prefix(3), as: UTF8.self) {
    case "FHS": file = Count()
    case "BHS":
      batch = Count()
      file?.held += 1
    case "BTS":
      if let count, let held = batch?.held, count != held {
        tally.remark("input \(input): a batch says that it holds \(count) messages (BTS-1) and holds \(held)")
      }
      batch = nil
    default:
      if let count, let held = file?.held, count != held {
        tally.remark("input \(input): the file says that it holds \(count) batches (FTS-1) and holds \(held)")
      }
      file = nil
    }
  }
}
