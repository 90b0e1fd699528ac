// Where HL7 v2 messages begin and end in a file: one behind the other, in batches, in MLLP frames.

/// Cuts an input into messages. Segments may end with CR, LF or both.
struct HL7Scanner {
  enum Part {
    /// From `MSH` to before whatever follows.
    case message([UInt8], line: Int)
    /// `FHS`, `BHS`, `BTS` or `FTS`.
    case envelope([UInt8])
    /// Something in front of a message that is none.
    case stray([UInt8], line: Int)
    case tooLong(Int, line: Int)
    /// An MLLP frame that the end of the input cuts off.
    case unfinished([UInt8], line: Int)
    case damaged(RecordError, [UInt8], line: Int)
  }

  private let bytes: ByteReader
  private let longest: Int
  private var line = 1
  private var ended = false

  init(_ bytes: ByteReader, longest: Int) {
    self.bytes = bytes
    self.longest = longest
  }

  var isReady: Bool {
    bytes.isFinished ? bytes.available > 0 : bytes.find(13) != nil || bytes.find(10) != nil
  }

  private static let frameStart: UInt8 = 0x0B
  private static let frameEnd: UInt8 = 0x1C

  /// The next part; nil at the end.
  mutating func next() throws(RunError) -> Part? {
    if ended { return nil }
    bytes.mark()
    var framed = false
    while true {
      if bytes.available == 0, try !bytes.more() {
        ended = true
        if let damage = bytes.damage { return .damaged(damage, [], line: line) }
        return framed ? .unfinished([], line: line) : nil
      }
      let b = bytes[0]
      if b == Self.frameStart {
        framed = true
      } else if b == Self.frameEnd {
        framed = false
      } else if b != 10, b != 13 {
        break
      }
      // CR LF is one end of a line.
      if b == 13 || b == 10 && !behindReturn { line += 1 }
      behindReturn = b == 13
      bytes.drop(1)
    }
    behindReturn = false
    return try part(framed: framed)
  }

  private var behindReturn = false

  private mutating func part(framed: Bool) throws(RunError) -> Part {
    try bytes.ensure(4)
    let first = line
    let kind = boundary(at: 0)
    var at = 0
    var dropped = 0
    var closed = false
    scan: while true {
      if at > longest {
        bytes.drop(at)
        dropped += at
        at = 0
      }
      let window = bytes.bytes
      while at < window.count, window[at] > 13 || window[at] < 10 || window[at] == 12 {
        if window[at] == Self.frameEnd { break }
        at += 1
      }
      if at == window.count {
        if try bytes.more() { continue }
        ended = true
        break
      }
      if window[at] == Self.frameEnd {
        // In a frame its end; outside of one only where a line ends too.
        if at + 1 >= bytes.available { try bytes.ensure(at + 2) }
        if framed || at + 1 >= bytes.available || bytes[at + 1] == 13 {
          closed = true
          break
        }
        at += 1
        continue
      }
      if window[at] == Self.frameStart {
        at += 1
        continue
      }
      if kind == .envelope { break }
      // What begins behind the end of this segment?
      var behind = at
      while true {
        if behind + 3 >= bytes.available, try bytes.more() { continue }
        guard behind < bytes.available, bytes[behind] == 13 || bytes[behind] == 10 else { break }
        behind += 1
      }
      if behind >= bytes.available, bytes.isFinished { break }
      if boundary(at: behind) != nil || bytes[behind] == Self.frameStart || bytes[behind] == Self.frameEnd {
        closed = bytes[behind] == Self.frameEnd
        break scan
      }
      var i = at
      while i < behind {
        if bytes[i] == 13 || bytes[i] == 10 && (i == at || bytes[i - 1] != 13) { line += 1 }
        i += 1
      }
      at = behind
    }
    let length = dropped + at
    if length > longest {
      bytes.drop(at)
      return .tooLong(length, line: first)
    }
    let part = bytes.take(at)
    if ended, let damage = bytes.damage { return .damaged(damage, part, line: first) }
    if framed, !closed, ended { return .unfinished(part, line: first) }
    switch kind {
    case .message: return .message(part, line: first)
    case .envelope: return .envelope(part)
    case nil: return .stray(part, line: first)
    }
  }

  private enum Boundary { case message, envelope }

  /// Which kind of part begins at an offset; nil for a segment inside a message.
  private func boundary(at offset: Int) -> Boundary? {
    guard offset + 3 < bytes.available else { return nil }
    let (a, b, c, d) = (bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
    let isDelimiter = d > 32 && d < 127 && !(d >= 48 && d <= 57) && !(d | 32 >= 97 && d | 32 <= 122)
    switch (a, b, c) {
    case (UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "H")): return isDelimiter ? .message : nil
    case (UInt8(ascii: "F"), UInt8(ascii: "H"), UInt8(ascii: "S")),
      (UInt8(ascii: "B"), UInt8(ascii: "H"), UInt8(ascii: "S")),
      (UInt8(ascii: "B"), UInt8(ascii: "T"), UInt8(ascii: "S")),
      (UInt8(ascii: "F"), UInt8(ascii: "T"), UInt8(ascii: "S")):
      return isDelimiter || d == 13 || d == 10 ? .envelope : nil
    default: return nil
    }
  }
}
