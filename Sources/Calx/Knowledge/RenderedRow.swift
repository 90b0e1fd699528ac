// What a writer has made of a row of the knowledge base: the same for every report, so it is kept with the row.

internal import Synchronization

/// A place for the bytes of a row, filled by the first who asks for them.
///
/// Not checked: the bytes never change once they are there.
public struct RenderedRow: ~Copyable, @unchecked Sendable {
  /// A word with the number of bytes, and the bytes behind it.
  private let made = Atomic<UnsafeMutableRawPointer?>(nil)

  init() {}

  deinit { made.load(ordering: .relaxed)?.deallocate() }

  /// The bytes, there as long as the row; `make` must give the same ones every time.
  public func bytes(_ make: () -> [UInt8]) -> UnsafeRawBufferPointer {
    let block = made.load(ordering: .acquiring) ?? keep(make())
    let head = MemoryLayout<Int>.size
    return UnsafeRawBufferPointer(start: block + head, count: block.load(as: Int.self))
  }

  /// Keeps bytes; of several workers that made them the first one's.
  private func keep(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let head = MemoryLayout<Int>.size
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: head + bytes.count, alignment: MemoryLayout<Int>.alignment)
    block.storeBytes(of: bytes.count, as: Int.self)
    bytes.withUnsafeBytes {
      (block + head).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block), byteCount: $0.count)
    }
    let (isFirst, other) = made.compareExchange(
      expected: nil, desired: block, ordering: .acquiringAndReleasing)
    guard !isFirst, let other else { return block }
    block.deallocate()
    return other
  }
}
