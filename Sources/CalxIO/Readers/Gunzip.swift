// gzip by zlib: members one behind the other, and a plain word on data that are cut off or damaged.

internal import CZlib

/// Decompresses one gzip stream of any number of members.
final class Gunzip: Unpacker {
  static let magic: [UInt8] = [0x1F, 0x8B]
  static let name = "gzip"
  static let command = "gunzip"

  private let stream: UnsafeMutablePointer<z_stream>
  private var insideMember = true
  var isWhole: Bool { !insideMember }

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header and its checksum.
    if inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) != Z_OK {
      stream.deinitialize(count: 1)
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Unpacked {
    var input = input
    var padding = 0
    if !insideMember {
      // Between members: zeros that fill up a tape block, then a further member.
      while let first = input.first, first == 0 {
        input = UnsafeRawBufferPointer(rebasing: input.dropFirst())
        padding += 1
      }
      guard let first = input.first else { return Unpacked(taken: padding, made: 0) }
      guard first == 0x1F, inflateReset(stream) == Z_OK else {
        return Unpacked(taken: padding, made: 0, damage: .trailing)
      }
      insideMember = true
    }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    let taken = padding + input.count - Int(stream.pointee.avail_in)
    let made = output.count - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: return Unpacked(taken: taken, made: made)
    case Z_STREAM_END:
      insideMember = false
      return Unpacked(taken: taken, made: made)
    default: return Unpacked(taken: taken, made: made, damage: .corrupt)
    }
  }
}
