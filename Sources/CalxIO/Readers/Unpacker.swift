// What packed inputs have in common: gzip and zstd.

/// Decompresses one input of any number of members (gzip) or frames (zstd), one behind the other.
protocol Unpacker: AnyObject, SendableMetatype {
  /// What data begin with that it unpacks.
  static var magic: [UInt8] { get }
  /// How people call it, and its errors begin.
  static var name: String { get }
  /// The command that unpacks a file.
  static var command: String { get }

  /// Nil when there is no memory for it.
  init?()

  /// All so far was whole; end of input is an end here.
  var isWhole: Bool { get }

  /// Decompresses from `input` into `output`. With an empty `input` it gives what it still holds, if anything.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Unpacked
}

/// What one step of decompression did.
struct Unpacked {
  /// What stopped it.
  enum Damage { case corrupt, trailing }

  /// Bytes taken from the input.
  var taken: Int
  /// Bytes written.
  var made: Int
  /// What is wrong behind them.
  var damage: Damage?
}

extension Unpacker {
  /// Errors of damaged data, with what to do about each.
  static var truncated: RecordError {
    RecordError(
      code: "\(name)-truncated",
      message:
        "the \(name) data end early: the file was cut off; what stands before was read; get the file again")
  }

  static var nested: RecordError {
    RecordError(
      code: "\(name)-nested",
      message: "packed data within \(name) are not read; unpack the file once: \(command) FILE")
  }

  static func bomb(steepest: Int) -> RecordError {
    RecordError(
      code: "\(name)-bomb",
      message: "one record unfolds to more than \(steepest) times its packed size; the rest is not read")
  }

  /// - Parameter at: how many bytes of the file were read before.
  static func error(_ damage: Unpacked.Damage, at: Int) -> RecordError {
    switch damage {
    case .corrupt:
      RecordError(
        code: "\(name)-corrupt",
        message: "the \(name) data are damaged before byte \(at) of the file; get the file again")
    case .trailing:
      RecordError(
        code: "\(name)-corrupt",
        message: "something other than \(name) data follows at byte \(at) of the file")
    }
  }
}
