// What a writer has made of a row of the knowledge base: the same for every report, so it is kept with the row.

internal import Synchronization

/// A place for the bytes of a row, filled by the first who asks for them.
public struct RenderedRow: ~Copyable, Sendable {
  private final class Bytes: Sendable {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  private let made = AtomicLazyReference<Bytes>()

  init() {}

  /// The bytes; `make` must give the same ones every time.
  public func bytes(_ make: () -> [UInt8]) -> [UInt8] {
    (made.load() ?? made.storeIfNil(Bytes(make()))).bytes
  }
}
