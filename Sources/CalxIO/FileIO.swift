// Files and pipes by their descriptors: reading in blocks, writing all, and output that appears only when whole.

import Glibc

/// Names of the last system error.
func systemError() -> String { String(cString: strerror(errno)) }

/// Reads a descriptor in blocks and hands out complete lines.
struct LineReader {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var finished = false
  /// Number of the line last handed out.
  private(set) var line = 0
  /// Longest line that is handed out whole.
  let longest: Int

  enum Line {
    case line([UInt8])
    /// A line over the limit; its bytes were skipped.
    case tooLong(Int)
  }

  init(descriptor: Int32, name: String, longest: Int) {
    self.descriptor = descriptor
    self.name = name
    self.longest = longest
    buffer = [UInt8](repeating: 0, count: 1 << 16)
  }

  /// The first bytes, without taking them.
  mutating func peek() throws(RunError) -> ArraySlice<UInt8> {
    if start == end, !finished { try fill() }
    return buffer[start..<end]
  }

  /// A complete line is in the buffer already.
  var hasLine: Bool { buffer[start..<end].contains(10) || finished && start < end }

  private mutating func fill() throws(RunError) {
    if start > 0 {
      buffer.withUnsafeMutableBytes { p in
        _ = memmove(p.baseAddress!, p.baseAddress! + start, end - start)
      }
      end -= start
      start = 0
    }
    if end == buffer.count { buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count)) }
    while true {
      let room = buffer.count - end
      let at = end
      let n = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + at, room) }
      if n < 0 {
        if errno == EINTR { continue }
        throw RunError("cannot read \(name): \(systemError())")
      }
      if n == 0 { finished = true } else { end += n }
      return
    }
  }

  /// The next line without its line feed, nil at the end.
  mutating func next() throws(RunError) -> Line? {
    var searched = start
    while true {
      if let at = newline(from: searched) {
        line += 1
        let result = Array(buffer[start..<at])
        start = at + 1
        return result.count > longest ? .tooLong(result.count) : .line(result)
      }
      searched = end
      if finished {
        if start == end { return nil }
        line += 1
        let result = Array(buffer[start..<end])
        start = end
        return result.count > longest ? .tooLong(result.count) : .line(result)
      }
      if end - start > longest { return try skipLong() }
      let before = start
      try fill()
      searched -= before - start
    }
  }

  private func newline(from: Int) -> Int? {
    guard from < end else { return nil }
    return buffer.withUnsafeBytes { p in
      guard let hit = memchr(p.baseAddress! + from, 10, end - from) else { return nil }
      return UnsafeRawPointer(hit) - p.baseAddress!
    }
  }

  private mutating func skipLong() throws(RunError) -> Line {
    var length = 0
    while true {
      if let at = newline(from: start) {
        length += at - start
        start = at + 1
        break
      }
      length += end - start
      start = end
      if finished { break }
      try fill()
    }
    line += 1
    return .tooLong(length)
  }
}

/// Reads a whole file.
///
/// - Throws: `RecordError` with code `unreadable` or `too-long`.
func readFile(_ path: String, longest: Int, id: String) throws(RecordError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw RecordError(code: "unreadable", message: "cannot open the file: \(systemError())", id: id)
  }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let n = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress!, $0.count) }
    if n < 0 {
      if errno == EINTR { continue }
      throw RecordError(code: "unreadable", message: "cannot read the file: \(systemError())", id: id)
    }
    if n == 0 { return bytes }
    bytes.append(contentsOf: block[..<n])
    if bytes.count > longest {
      throw RecordError(
        code: "too-long", message: "the report is longer than \(longest) bytes; raise --max-bytes to read it",
        id: id)
    }
  }
}

/// Where records go: standard output, or a file that takes its name when it is whole.
public final class Output {
  private let descriptor: Int32
  private let path: String?
  private let temporary: String?

  /// Standard output, or a file beside `path` that is renamed by `close()`.
  ///
  /// - Throws: `RunError` when the file cannot be made.
  public init(path: String?) throws(RunError) {
    self.path = path
    guard let path else {
      descriptor = 1
      temporary = nil
      return
    }
    let temporary = path + ".part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RunError("cannot write \(temporary): \(systemError())") }
    self.temporary = temporary
  }

  /// Writes all bytes.
  ///
  /// - Throws: `OutputError.closed` when nobody reads any more, `RunError` otherwise.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    var at = 0
    while at < bytes.count {
      let n = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
      if n < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw .closed }
        throw .failed(RunError("cannot write the output: \(systemError())"))
      }
      at += n
    }
  }

  /// Gives the file its name.
  public func close() throws(RunError) {
    guard let path, let temporary else { return }
    if fsync(descriptor) != 0 && errno != EINVAL || Glibc.close(descriptor) != 0 {
      throw RunError("cannot write \(temporary): \(systemError())")
    }
    guard rename(temporary, path) == 0 else { throw RunError("cannot rename \(temporary): \(systemError())") }
  }
}

/// Why output stopped.
public enum OutputError: Error {
  /// The reader went away: the run ends quietly.
  case closed
  /// A real failure.
  case failed(RunError)
}
