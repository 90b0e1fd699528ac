// What a run reads, said so that a change of it is seen: names, sizes, times and the ends of the first files.

import Glibc

/// The inputs of a run as they are on the disk.
public struct InputFacts: Sendable {
  /// Bytes of all files, where all are plain files.
  public let size: Int?
  /// The inputs can be read a second time: plain files only.
  public let isRepeatable: Bool
  /// Number of files, bytes, and a hash over names, sizes, times and contents.
  public let fact: RunFact

  private static let sampledFiles = 64
  private static let sampledBytes = 1 << 16

  /// The facts of a source's files.
  ///
  /// Of the first files the first and last 64 KiB are hashed too, against a change that leaves size and time alone.
  public init(_ source: ReportSource) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var size = 0
    var plain = true
    func add(_ bytes: some Sequence<UInt8>) {
      for b in bytes { hash = (hash ^ UInt64(b)) &* 0x100_0000_01b3 }
    }
    let files = source.files
    for (i, path) in files.enumerated() {
      var info = stat()
      guard path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
        plain = false
        break
      }
      size += Int(info.st_size)
      add("\(path)\u{0}\(info.st_size) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)\u{0}".utf8)
      if i < Self.sampledFiles { add(Self.ends(of: path, Int(info.st_size))) }
    }
    self.size = plain ? size : nil
    isRepeatable = plain
    let hex = String(hash, radix: 16)
    fact = RunFact(
      "input",
      "\(files.count) file\(files.count == 1 ? "" : "s"), \(size) bytes, \(String(repeating: "0", count: 16 - hex.count))\(hex)"
    )
  }

  /// The first and the last bytes of a file; none of one that cannot be read.
  private static func ends(of path: String, _ size: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: sampledBytes)
    for offset in size > sampledBytes ? [0, size - sampledBytes] : [0] {
      let n = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
      if n > 0 { result += block[..<n] }
    }
    return result
  }
}
