// Where the resources of a FHIR file stand: one a line, one in a file, or entries of a Bundle of any size.

/// Cuts an input into resources.
struct FHIRScanner {
  enum Part {
    /// A resource, or an entry of a Bundle that holds one.
    case object([UInt8], place: Place)
    case failed(RecordError, [UInt8])
  }

  /// Where a resource stands: its line, or its number in a Bundle.
  struct Place: Sendable {
    var line: Int?
    var entry: Int?
    /// In the words of a message.
    var words: String { entry.map { "entry \($0)" } ?? "line \(line ?? 1)" }
  }

  private enum Mode { case start, lines, top, entries, ended }

  private let bytes: ByteReader
  private let longest: Int
  private var lines: LineReader
  private var mode = Mode.start
  private var entry = 0

  init(_ bytes: ByteReader, longest: Int) {
    self.bytes = bytes
    self.longest = longest
    lines = LineReader(bytes, longest: longest)
  }

  var isReady: Bool { bytes.isFinished ? bytes.available > 0 : bytes.find(10) != nil }

  /// The next resource; nil at the end.
  mutating func next() throws(RunError) -> Part? {
    while true {
      bytes.mark()
      switch mode {
      case .start: try begin()
      case .lines: return try line()
      case .top: if let part = try top() { return part }
      case .entries: if let part = try element() { return part }
      case .ended: return nil
      }
    }
  }

  /// A line that is a whole object, and no Bundle: one resource a line. Everything else is a document.
  private mutating func begin() throws(RunError) {
    try bytes.ensure(3)
    if bytes.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.drop(3) }
    mode = .top
    try space()
    while bytes.find(10) == nil, bytes.available <= longest, try bytes.more() {}
    guard bytes.available > 0, bytes[0] == UInt8(ascii: "{") else { return }
    var extent = JSONExtent()
    let end = bytes.find(10) ?? bytes.available
    let progress = extent.advance(UnsafeRawBufferPointer(rebasing: bytes.bytes[..<end]), from: 0)
    if case .end(let close) = progress {
      if !isBundle(close) { mode = .lines }
    } else if end > 2, end + 1 < bytes.available, bytes[end + 1] == UInt8(ascii: "{") {
      // A first line that is torn, and an object behind it.
      mode = .lines
    }
  }

  /// The first `count` bytes are a Bundle.
  private func isBundle(_ count: Int) -> Bool {
    var type: [UInt8] = []
    Array(bytes.bytes[..<count]).withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      _ = try? scanner.object { key, value in
        if key == "resourceType", case .string(let s) = value { type = s }
      }
    }
    return type.elementsEqual("Bundle".utf8)
  }

  private mutating func line() throws(RunError) -> Part? {
    while let line = try lines.next() {
      let place = Place(line: lines.line)
      switch line {
      case .tooLong(let length): return tooLong(length, place)
      case .damaged(var error, let rest):
        error.line = lines.line
        return .failed(error, rest)
      case .line(let bytes):
        if bytes.allSatisfy({ $0 <= 32 }) { continue }
        return .object(bytes, place: place)
      }
    }
    mode = .ended
    return nil
  }

  private func tooLong(_ length: Int, _ place: Place) -> Part {
    .failed(
      RecordError(
        code: "too-long",
        message:
          "\(place.words) has \(length) bytes, more than \(longest); raise --max-bytes to read it",
        line: place.line), [])
  }

  private mutating func space() throws(RunError) {
    while true {
      var n = 0
      let window = bytes.bytes
      while n < window.count, window[n] <= 32 { n += 1 }
      let all = n == window.count
      bytes.drop(n)
      guard all else { return }
      if try !bytes.more() { return }
    }
  }

  /// The input ends, or is no JSON, where a part should go on: reading goes on with the next line that begins an object.
  private mutating func broken(_ message: String, place: Place? = nil) throws(RunError) -> Part {
    let rest = objectLine() ?? bytes.available
    let original = bytes.take(min(rest, longest))
    bytes.drop(rest - original.count)
    mode = .top
    while objectLine() == nil {
      // The line feed may be here already, and the bracket not.
      bytes.drop(max(0, bytes.available - 1))
      if try !bytes.more() {
        mode = .ended
        break
      }
    }
    if mode == .ended {
      bytes.drop(bytes.available)
      if var error = bytes.damage {
        error.line = place?.line
        return .failed(error, original)
      }
    } else {
      bytes.drop((objectLine() ?? 0) + 1)
    }
    return .failed(RecordError(code: "invalid-json", message: message, line: place?.line), original)
  }

  /// Where a line feed stands in front of an object.
  private func objectLine() -> Int? {
    var at = 0
    while let feed = bytes.find(10, from: at) {
      if feed + 1 < bytes.available, bytes[feed + 1] == UInt8(ascii: "{") { return feed }
      at = feed + 1
    }
    return nil
  }

  /// An object of the file: a Bundle is entered, anything else is a resource.
  private mutating func top() throws(RunError) -> Part? {
    try space()
    guard bytes.available > 0 else {
      mode = .ended
      return bytes.damage.map { .failed($0, []) }
    }
    if bytes[0] == UInt8(ascii: "[") {
      bytes.drop(1)
      mode = .entries
      return nil
    }
    guard bytes[0] == UInt8(ascii: "{") else {
      return try broken("the file is not JSON: expected '{'")
    }
    var at = 1
    while true {
      if at > longest { return try skip(JSONExtent(depth: 1), from: at, Place(entry: entry + 1)) }
      guard let b = try byte(&at) else { return try broken("the file ends inside a resource") }
      if b == UInt8(ascii: "}") {
        entry += 1
        return .object(bytes.take(at + 1), place: Place(entry: entry))
      }
      if b == UInt8(ascii: ",") {
        at += 1
        continue
      }
      let key = at
      guard b == UInt8(ascii: "\""), try string(&at) == .closed else {
        return try broken("a member of the resource has no name")
      }
      let isEntry = bytes.bytes[key..<at].elementsEqual("\"entry\"".utf8)
      guard try byte(&at) == UInt8(ascii: ":") else {
        return try broken("a member of the resource has no value")
      }
      at += 1
      guard let first = try byte(&at) else {
        return try broken("the file ends inside a resource")
      }
      if isEntry, first == UInt8(ascii: "[") {
        bytes.drop(at + 1)
        mode = .entries
        return nil
      }
      switch first {
      case UInt8(ascii: "\""):
        switch try string(&at) {
        case .closed: break
        case .open: return try broken("a string has no end")
        case .tooLong:
          return try skip(JSONExtent(depth: 1, inString: true), from: at, Place(entry: entry + 1))
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        var extent = JSONExtent()
        value: while true {
          switch extent.advance(bytes.bytes, from: at) {
          case .end(let end):
            at = end
            break value
          case .broken: return try broken("a line ends inside a string")
          case .more:
            at = bytes.available
            if at > longest { return try skip(extent.deeper(), from: at, Place(entry: entry + 1)) }
            if try !bytes.more() { return try broken("the file ends inside a resource") }
          }
        }
      default:
        while let b = try byte(&at), b != UInt8(ascii: ","), b != UInt8(ascii: "}") { at += 1 }
      }
    }
  }

  /// The byte at an offset, blanks passed over; nil at the end of the input.
  private func byte(_ at: inout Int) throws(RunError) -> UInt8? {
    while true {
      if at >= bytes.available, try !bytes.more() { return nil }
      if bytes[at] > 32 { return bytes[at] }
      at += 1
    }
  }

  private enum StringEnd { case closed, open, tooLong }

  /// Moves behind the string that begins here.
  private func string(_ at: inout Int) throws(RunError) -> StringEnd {
    at += 1
    while true {
      if at > longest { return .tooLong }
      if at >= bytes.available, try !bytes.more() { return .open }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return .closed
      case 10: return .open
      case UInt8(ascii: "\\"):
        if at + 1 >= bytes.available, try !bytes.more() { return .open }
        at += 2
      default: at += 1
      }
    }
  }

  /// Passes over the rest of an object that is too long.
  private mutating func skip(_ extent: JSONExtent, from start: Int, _ place: Place) throws(RunError) -> Part?
  {
    var extent = extent
    var length = start
    bytes.drop(start)
    entry += 1
    while true {
      switch extent.advance(bytes.bytes, from: 0) {
      case .end(let end):
        bytes.drop(end)
        return tooLong(length + end, place)
      case .broken: return try broken("a line ends inside a string", place: place)
      case .more:
        length += bytes.available
        bytes.drop(bytes.available)
        if try !bytes.more() { return try broken("the file ends inside a resource", place: place) }
      }
    }
  }

  /// The next entry of the Bundle; behind the last one the rest of the Bundle is passed over.
  private mutating func element() throws(RunError) -> Part? {
    while true {
      try space()
      guard bytes.available > 0 else {
        return try broken("the file ends inside a Bundle: it was cut off; get it again")
      }
      if bytes[0] == UInt8(ascii: ",") {
        bytes.drop(1)
        continue
      }
      if bytes[0] == UInt8(ascii: "]") {
        bytes.drop(1)
        return try endOfBundle()
      }
      guard bytes[0] == UInt8(ascii: "{") else {
        return try broken("an entry of the Bundle is no object")
      }
      break
    }
    var extent = JSONExtent()
    var at = 0
    let place = Place(entry: entry + 1)
    while true {
      switch extent.advance(bytes.bytes, from: at) {
      case .end(let end):
        entry += 1
        if end > longest {
          bytes.drop(end)
          return tooLong(end, place)
        }
        return .object(bytes.take(end), place: place)
      case .broken: return try broken("a line ends inside a string of \(place.words)")
      case .more:
        at = bytes.available
        if at > longest { return try skip(extent, from: at, place) }
        if try !bytes.more() {
          return try broken("the file ends inside \(place.words): it was cut off; get it again")
        }
      }
    }
  }

  /// Passes over what follows the entries; a list without a Bundle around it has nothing.
  private mutating func endOfBundle() throws(RunError) -> Part? {
    mode = .top
    try space()
    guard bytes.available > 0, bytes[0] == UInt8(ascii: ",") || bytes[0] == UInt8(ascii: "}") else {
      return nil
    }
    var extent = JSONExtent(depth: 1)
    while true {
      switch extent.advance(bytes.bytes, from: 0) {
      case .end(let end):
        bytes.drop(end)
        return nil
      case .broken: return try broken("a line ends inside a string behind the entries")
      case .more:
        bytes.drop(bytes.available)
        if try !bytes.more() {
          return try broken("the file ends inside a Bundle: it was cut off; get it again")
        }
      }
    }
  }
}
