// The bytes of one input, unpacked when they are packed.

import Glibc

/// Reads a descriptor in blocks; gzip and zstd are found by their first bytes, whatever the input is called.
///
/// Data that are cut off or damaged end the input like its last byte; `damage` then says what is wrong.
final class ByteSource {
  let name: String
  private let descriptor: Int32
  private let closes: Bool
  private var started = false
  private var ended = false
  /// Bytes of the descriptor that are not handed out yet.
  private let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var rawRange = 0..<0
  private static let unpackers: [any Unpacker.Type] = [Gunzip.self, Unzstd.self]
  private var unpacker: (any Unpacker)?
  /// Why the input ends before its end.
  private(set) var damage: RecordError?
  /// Bytes read from the descriptor.
  private(set) var consumed = 0
  /// Bytes handed out.
  private(set) var produced = 0

  /// Bytes a packed record may unfold to in any case; the largest ratio of gzip is 1,032, zstd has none.
  static let harmless = 64 << 20
  /// Largest ratio of unpacked to packed bytes beyond that; records of reports have 3 to 60.
  static let steepest = 200

  /// A source over an open descriptor.
  ///
  /// - Parameter damage: why what it holds ended before its end.
  init(descriptor: Int32, name: String, closes: Bool, damage: RecordError? = nil) {
    self.damage = damage
    self.descriptor = descriptor
    self.name = name
    self.closes = closes
  }

  /// A source over a file.
  ///
  /// - Throws: `RecordError` with code `unreadable`.
  convenience init(path: String, id: String?) throws(RecordError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RecordError(code: "unreadable", message: "cannot open the file: \(systemError())", id: id)
    }
    self.init(descriptor: descriptor, name: path, closes: true)
  }

  deinit {
    raw.deallocate()
    if closes { close(descriptor) }
  }

  private func refuse(_ error: RecordError) {
    damage = error
    ended = true
  }

  /// Reads some bytes; 0 at the end.
  ///
  /// - Throws: `RunError` when the system cannot read.
  func read(into output: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    if ended || output.isEmpty { return 0 }
    if !started { try start() }
    let n = unpacker == nil ? try plain(into: output) : try unpacked(into: output)
    if n == 0 { ended = true }
    produced += n
    return n
  }

  private func start() throws(RunError) {
    started = true
    var have = 0
    while have < 4 {
      let n = try system(UnsafeMutableRawBufferPointer(rebasing: raw[have...]))
      if n == 0 { break }
      have += n
    }
    rawRange = 0..<have
    if let kind = Self.packing(of: raw[..<have]) {
      unpacker = kind.init()
      if unpacker == nil { throw RunError("cannot read \(name): no memory to unpack it") }
    }
  }

  private func plain(into output: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    if ended { return 0 }
    if rawRange.isEmpty { return try system(output) }
    let n = min(rawRange.count, output.count)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[rawRange.prefix(n)]))
    rawRange = rawRange.dropFirst(n)
    return n
  }

  /// How data are packed, by their first bytes.
  private static func packing(of head: some Sequence<UInt8>) -> (any Unpacker.Type)? {
    unpackers.first { head.starts(with: $0.magic) }
  }

  private func unpacked(into output: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    guard let unpacker else { return 0 }
    let kind = type(of: unpacker)
    while true {
      var ends = false
      if rawRange.isEmpty {
        let n = try system(raw)
        ends = n == 0
        rawRange = 0..<n
      }
      let step = unpacker.step(UnsafeRawBufferPointer(rebasing: raw[rawRange]), into: output)
      rawRange = rawRange.dropFirst(step.taken)
      if let damage = step.damage {
        refuse(kind.error(damage, at: consumed - rawRange.count))
        return step.made
      }
      if step.made > 0 {
        if produced == 0, Self.packing(of: output.prefix(step.made)) != nil {
          refuse(kind.nested)
          return 0
        }
        return step.made
      }
      if ends {
        if !unpacker.isWhole { refuse(kind.truncated) }
        return 0
      }
    }
  }

  /// Ends the input here: a record unfolds out of all proportion.
  func refuseBomb() {
    if let unpacker { refuse(type(of: unpacker).bomb(steepest: Self.steepest)) }
  }

  private func system(_ output: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    while true {
      let n = Glibc.read(descriptor, output.baseAddress, output.count)
      if n < 0 {
        if errno == EINTR { continue }
        throw RunError("cannot read \(name): \(systemError())")
      }
      consumed += n
      return n
    }
  }
}
