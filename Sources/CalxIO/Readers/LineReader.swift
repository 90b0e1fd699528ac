// Lines out of an input, the last one with or without its line feed.

/// Reads an input and hands out complete lines.
struct LineReader {
  private let bytes: ByteReader
  /// Number of the line last handed out.
  private(set) var line = 0
  /// Longest line that is handed out whole.
  let longest: Int

  enum Line {
    case line([UInt8])
    /// A line over the limit; its bytes were skipped.
    case tooLong(Int)
    /// The input is damaged here; the bytes of the line that was cut off.
    case damaged(RecordError, [UInt8])
  }

  init(_ bytes: ByteReader, longest: Int) {
    self.bytes = bytes
    self.longest = longest
  }

  init(descriptor: Int32, name: String, longest: Int) {
    self.init(
      ByteReader(ByteSource(descriptor: descriptor, name: name, closes: false)), longest: longest)
  }

  /// A complete line is in the buffer already.
  var hasLine: Bool { bytes.isFinished ? bytes.available > 0 : bytes.find(10) != nil }

  /// The next line without its line feed, nil at the end.
  mutating func next() throws(RunError) -> Line? {
    var searched = 0
    bytes.mark()
    while true {
      if let at = bytes.find(10, from: searched) {
        line += 1
        defer { bytes.drop(1) }
        if at > longest {
          bytes.drop(at)
          return .tooLong(at)
        }
        return .line(bytes.take(at))
      }
      searched = bytes.available
      if searched > longest, !bytes.isFinished { return try skipLong() }
      if try bytes.more() { continue }
      if bytes.available == 0, bytes.damage == nil { return nil }
      line += 1
      return rest(longer: 0)
    }
  }

  private var damaged = false

  /// What stands behind the last line feed.
  private mutating func rest(longer: Int) -> Line? {
    let count = bytes.available
    if let damage = bytes.damage {
      if damaged { return nil }
      damaged = true
      return .damaged(damage, count > longest ? [] : bytes.take(count))
    }
    if count + longer > longest {
      bytes.drop(count)
      return .tooLong(count + longer)
    }
    return .line(bytes.take(count))
  }

  private mutating func skipLong() throws(RunError) -> Line? {
    var length = 0
    line += 1
    while true {
      if let at = bytes.find(10) {
        bytes.drop(at + 1)
        return .tooLong(length + at)
      }
      length += bytes.available
      bytes.drop(bytes.available)
      if try !bytes.more() { return rest(longer: length) }
    }
  }
}
