// A file without a name for what must be read twice or out of order. Nobody else can open it, and it goes with the process.

import Glibc

/// Bytes on disk, under `TMPDIR` or `/tmp`, mode 0600, unlinked at once.
final class SpillFile: Sendable {
  private let descriptor: Int32
  private let written = Locked(0)

  /// An empty file.
  ///
  /// - Throws: `RunError` when none can be made.
  init() throws(RunError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/calx-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      throw RunError("cannot make a temporary file in \(folder) (TMPDIR): \(systemError())")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
  }

  deinit { close(descriptor) }

  /// Writes bytes behind the others.
  ///
  /// - Returns: where they stand.
  @discardableResult
  func append(_ bytes: UnsafeRawBufferPointer) throws(RunError) -> Int {
    let start = written.with { $0 }
    var at = 0
    while at < bytes.count {
      let n = pwrite(descriptor, bytes.baseAddress.map { $0 + at }, bytes.count - at, start + at)
      if n < 0 {
        if errno == EINTR { continue }
        throw RunError("cannot write a temporary file (TMPDIR): \(systemError())")
      }
      at += n
    }
    written.with { $0 = start + at }
    return start
  }

  /// Bytes that were written; nil when they cannot be read.
  func read(at offset: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var at = 0
    while at < count {
      let n = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + at }, count - at, offset + at)
      }
      if n < 0 && errno == EINTR { continue }
      if n <= 0 { return nil }
      at += n
    }
    return bytes
  }

  /// The whole file as an input, from its beginning; one at a time.
  ///
  /// - Parameter damage: why what was copied ended before its end.
  func source(name: String, damage: RecordError?) -> ByteSource {
    lseek(descriptor, 0, SEEK_SET)
    return ByteSource(descriptor: descriptor, name: name, closes: false, damage: damage)
  }
}
