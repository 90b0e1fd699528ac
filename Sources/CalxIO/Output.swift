// Where bytes go: standard output, a device, or a file that takes its name when it is whole.

import Glibc

/// Standard output, or a file that is written beside its place and renamed when it is whole.
///
/// What is unfinished stands in `PATH.part`, readable by its owner alone. A device or pipe that is there already is
/// written directly.
public final class Output {
  private let descriptor: Int32
  private let path: String?
  private let temporary: String?
  /// Bytes written, those before a resumption included.
  public private(set) var written = 0

  /// Standard output, or a file beside `path` that is renamed by `close()`.
  ///
  /// - Parameter kept: bytes of an unfinished file to keep and go on behind; nil starts anew.
  /// - Throws: `RunError` when the file cannot be made, another run writes it, or it holds less than `kept`.
  public init(path: String?, keeping kept: Int? = nil) throws(RunError) {
    self.path = path
    guard let path else {
      descriptor = 1
      temporary = nil
      return
    }
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw RunError("cannot write \(path): \(systemError())") }
      return
    }
    let temporary = Self.unfinished(path)
    descriptor = open(temporary, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RunError("cannot write \(temporary): \(systemError())") }
    self.temporary = temporary
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw RunError("another run is writing \(temporary); wait for it or give another output")
    }
    if let kept {
      guard fstat(descriptor, &info) == 0, Int(info.st_size) >= kept else {
        throw RunError(
          "cannot resume: \(temporary) holds \(info.st_size) bytes, the checkpoint says \(kept); run without --resume to start over"
        )
      }
    }
    written = kept ?? 0
    guard ftruncate(descriptor, written) == 0, lseek(descriptor, written, SEEK_SET) == written else {
      throw RunError("cannot write \(temporary): \(systemError())")
    }
  }

  deinit { if descriptor > 2 { Glibc.close(descriptor) } }

  /// Where the unfinished output of a path stands.
  static func unfinished(_ path: String) -> String { path + ".part" }

  /// A file that takes its name when it is whole, rather than a stream.
  var isFile: Bool { temporary != nil }

  /// Writes all bytes.
  ///
  /// - Throws: `OutputError.closed` when nobody reads any more, `OutputError.failed` otherwise.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    var at = 0
    while at < bytes.count {
      let n = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
      if n < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw .closed }
        throw .failed(RunError("cannot write \(temporary ?? path ?? "the output"): \(systemError())"))
      }
      at += n
      written += n
    }
  }

  /// Waits until all that was written is on the disk.
  func sync() throws(RunError) {
    guard let temporary else { return }
    // A file system that cannot sync says EINVAL.
    guard fdatasync(descriptor) == 0 || errno == EINVAL else {
      throw RunError("cannot write \(temporary): \(systemError())")
    }
  }

  /// Gives the file its name, all its bytes on the disk.
  ///
  /// - Throws: `RunError` when the disk does not take them, or the name cannot be given.
  public func close() throws(RunError) {
    guard let path, let temporary else { return }
    try sync()
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
