// The words that phrases of the lexicon use, each with a small id. Built once, then only read.

/// Maps folded words to ids by open addressing over an FNV-1a hash, so that a report's token costs one probe.
struct Vocabulary: Sendable {
  /// All words, one behind the other.
  private var bytes: [UInt8] = []
  /// End of each word in `bytes`.
  private var ends: [Int32] = []
  private var hashes: [UInt64] = []
  /// Upper half of the hash and id of each word, 0 for an empty slot.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 15)
  private var mask = (1 << 15) - 1

  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  @inline(__always) static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  @inline(__always) private func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask
  }

  /// Number of words.
  var count: Int { ends.count }

  private func length(_ id: Int32) -> Int {
    Int(ends[Int(id)]) - (id > 0 ? Int(ends[Int(id) - 1]) : 0)
  }

  /// The id of a word whose folded bytes have this hash, or -1.
  @inline(__always) func id(hash: UInt64, length: Int) -> Int32 {
    var i = slot(hash)
    while true {
      let slot = slots[i]
      if slot == 0 { return -1 }
      if (slot ^ hash) >> 32 == 0 {
        let id = Int32(truncatingIfNeeded: slot & 0xFFFF_FFFF) - 1
        if hashes[Int(id)] == hash, self.length(id) == length { return id }
      }
      i = (i + 1) & mask
    }
  }

  /// The id of a folded word, or -1.
  func id(of word: some Collection<UInt8>) -> Int32 {
    var h = Self.seed
    for b in word { h = Self.step(h, b) }
    return id(hash: h, length: word.count)
  }

  /// The id of a folded word, added when it is new.
  mutating func intern(_ word: some Collection<UInt8>) -> Int32 {
    var h = Self.seed
    for b in word { h = Self.step(h, b) }
    let known = id(hash: h, length: word.count)
    if known >= 0 { return known }
    let id = Int32(ends.count)
    bytes.append(contentsOf: word)
    ends.append(Int32(bytes.count))
    hashes.append(h)
    if ends.count * 2 > slots.count { grow() } else { place(id) }
    return id
  }

  private mutating func place(_ id: Int32) {
    var i = slot(hashes[Int(id)])
    while slots[i] != 0 { i = (i + 1) & mask }
    slots[i] = hashes[Int(id)] & ~0xFFFF_FFFF | UInt64(UInt32(id + 1))
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for id in 0..<Int32(ends.count) { place(id) }
  }

  /// The word of an id, empty for unknown words.
  func text(_ id: Int32) -> String {
    guard id >= 0 else { return "" }
    let end = Int(ends[Int(id)])
    return String(decoding: bytes[(end - length(id))..<end], as: UTF8.self)
  }
}
