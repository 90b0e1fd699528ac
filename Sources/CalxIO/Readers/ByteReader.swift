// A window over the bytes of an input that grows with the record that is looked for.

import Glibc

/// Bytes of an input in a buffer, taken from the front. Offsets count from the first byte not yet taken.
final class ByteReader {
  let source: ByteSource
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private(set) var isFinished = false
  private var consumedAtMark = 0
  private var producedAtMark = 0

  init(_ source: ByteSource) {
    self.source = source
    buffer = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Bytes that are here already.
  var available: Int { end - start }

  /// All bytes that are here already; valid until the next call.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[start..<end]) }

  /// What ended the input before its end, once all its bytes are here.
  var damage: RecordError? { isFinished ? source.damage : nil }

  /// A record begins here: what is unpacked from now on is held against what it is unpacked from.
  func mark() {
    consumedAtMark = source.consumed
    producedAtMark = source.produced
  }

  /// Reads more bytes behind those that are here.
  ///
  /// - Returns: false at the end of the input.
  func more() throws(RunError) -> Bool {
    if isFinished { return false }
    if start == end {
      start = 0
      end = 0
    } else if end == buffer.count, start >= buffer.count / 2 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      end -= start
      start = 0
    } else if end == buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      buffer.deallocate()
      buffer = larger
      end -= start
      start = 0
    }
    let n = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    if n == 0 {
      isFinished = true
      return false
    }
    end += n
    let unfolded = source.produced - producedAtMark
    if unfolded > ByteSource.harmless, unfolded / ByteSource.steepest > source.consumed - consumedAtMark {
      source.refuseBomb()
    }
    return true
  }

  /// Reads on until `count` bytes are here or the input ends.
  func ensure(_ count: Int) throws(RunError) { while available < count, try more() {} }

  /// Offset of the first `byte` from `offset` on, and before `limit`, among the bytes that are here.
  func find(_ byte: UInt8, from offset: Int = 0, before limit: Int = .max) -> Int? {
    let limit = min(limit, available)
    guard offset < limit, let base = buffer.baseAddress else { return nil }
    guard let hit = memchr(base + start + offset, Int32(byte), limit - offset) else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base) - start
  }

  /// The byte at an offset that is here.
  subscript(_ offset: Int) -> UInt8 { buffer[start + offset] }

  /// Passes over bytes that are here.
  func drop(_ count: Int) { start += min(count, available) }

  /// Takes bytes that are here.
  func take(_ count: Int) -> [UInt8] {
    let n = min(count, available)
    defer { start += n }
    return [UInt8](unsafeUninitializedCapacity: n) { p, made in
      UnsafeMutableRawBufferPointer(p).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: buffer[start..<start + n]))
      made = n
    }
  }
}
