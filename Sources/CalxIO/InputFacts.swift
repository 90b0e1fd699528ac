// What a run reads, said so that a change of it is seen: names, sizes, times and the ends of the first files.

import Glibc

/// The inputs of a run as they are on the disk.
public struct InputFacts: Sendable {
  /// Bytes of all files, where all are plain files that are not packed.
  public let size: Int?
  /// The inputs can be read a second time: plain files only.
  public let isRepeatable: Bool
  /// Number of files, bytes, and a hash over names, sizes, times and contents.
  public let fact: RunFact

  /// The facts of a source's files.
  ///
  /// Of the first files the first and last 64 KiB are hashed too, against a change that leaves size and time alone.
  public init(_ source: ReportSource) {
    let files = source.files
    var print = FilePrint()
    var plain = true
    for (i, path) in files.enumerated() where plain {
      plain = path != "-" && print.add(path, contents: i < 64)
    }
    isRepeatable = plain
    size = plain && !files.contains { $0.hasSuffix(".gz") } ? print.size : nil
    fact = RunFact(
      "input", "\(files.count) file\(files.count == 1 ? "" : "s"), \(print.size) bytes, \(print.hex)")
  }
}

extension RunFact {
  /// A file that a run depends on.
  public init(_ name: String, file path: String) {
    var print = FilePrint()
    _ = print.add(path, contents: true)
    self.init(name, "\(print.size) bytes, \(print.hex)")
  }
}

/// A hash over files (FNV-1a, 64 bits): it tells a changed file from the same one, not a forged one.
private struct FilePrint {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var size = 0

  var hex: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds a plain file; false for anything else.
  mutating func add(_ path: String, contents: Bool) -> Bool {
    var info = stat()
    guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return false }
    size += Int(info.st_size)
    add("\(path)\u{0}\(info.st_size) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)\u{0}".utf8)
    if contents { addEnds(of: path, Int(info.st_size)) }
    return true
  }

  private mutating func add(_ bytes: some Sequence<UInt8>) {
    for b in bytes { hash = (hash ^ UInt64(b)) &* 0x100_0000_01b3 }
  }

  /// The first and the last bytes of a file; none of one that cannot be read.
  private mutating func addEnds(of path: String, _ size: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    for offset in size > block.count ? [0, size - block.count] : [0] {
      let n = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
      if n > 0 { add(block[..<n]) }
    }
  }
}
