// Output by its descriptor: written whole, and a file that takes its name only then.

import Glibc

/// Names of the last system error.
func systemError() -> String { String(cString: strerror(errno)) }

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
