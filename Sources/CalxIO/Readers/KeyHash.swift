// Hashes by which readers remember ids without keeping them.

/// FNV-1a with 64 bits: the same in every run and on every machine.
struct KeyHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for b in bytes { value = (value ^ UInt64(b)) &* 0x100_0000_01B3 }
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = KeyHash()
    hash.add(bytes)
    return hash.value
  }
}

/// The hashes of the last half to one million keys, in constant memory.
struct RecentKeys {
  static let generation = 1 << 19
  private var current: Set<UInt64> = []
  private var previous: Set<UInt64> = []

  func contains(_ key: UInt64) -> Bool { current.contains(key) || previous.contains(key) }

  mutating func insert(_ key: UInt64) {
    if current.count >= Self.generation {
      previous = current
      current = []
    }
    current.insert(key)
  }
}
