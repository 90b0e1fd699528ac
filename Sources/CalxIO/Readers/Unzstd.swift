// zstd by its own library: frames one behind the other, windows of up to 128 MB (the library's limit).

internal import CZstd

/// Decompresses zstd frames, those to be skipped left out.
final class Unzstd: Unpacker {
  static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  static let name = "zstd"
  static let command = "unzstd"

  private let stream: OpaquePointer
  /// The last frame is whole, and no byte of a further one has come.
  private(set) var isWhole = false

  init?() {
    guard let stream = ZSTD_createDStream() else { return nil }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Unpacked {
    // Behind a whole frame an empty input would begin another.
    if isWhole, input.isEmpty { return Unpacked(taken: 0, made: 0) }
    let isBetween = isWhole
    var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let rest = ZSTD_decompressStream(stream, &to, &from)
    if ZSTD_isError(rest) != 0 {
      return Unpacked(taken: from.pos, made: to.pos, damage: isBetween ? .trailing : .corrupt)
    }
    isWhole = rest == 0
    return Unpacked(taken: from.pos, made: to.pos)
  }
}
