// Numbers for what conditions ask: each value of each slot is an atom, one bit in the row of a finding.

import Glibc

/// Bit numbers of the values that conditions ask for, by slot. Looked up without making strings.
///
/// The atoms of one slot stand together in whole words. The slots that hold ids of companions share one numbering, so
/// that a set of companions is copied from slot to slot word by word. Values are added first, then `close` numbers them.
struct AtomTable: Sendable {
  /// Words of one slot's atoms.
  struct Block: Sendable {
    var firstWord = 0
    var words = 0
  }

  /// A value, until atoms have their numbers.
  struct Value: Sendable {
    fileprivate var domain: Int
    fileprivate var place: Int
    /// Block of the slot that asked; it differs from the domain for companions only.
    fileprivate var block: Int
  }

  private struct Entry: Sendable {
    var domain: Int32
    var start: Int32
    var count: Int32
    var place: Int32
  }

  /// Beginnings of words of one slot: their bytes in one list, the needles of one first byte together.
  private struct Needles: Sendable {
    struct Needle: Sendable {
      var place: Int
      var start: Int
      var count: Int
      /// The next one of the same first byte, negative for none.
      var next: Int
    }
    /// The first needle of each first byte, negative for none.
    var firsts = [Int](repeating: -1, count: 256)
    var all: [Needle] = []
    var bytes: [UInt8] = []
  }

  private static let slots = FactName.allCases.count

  /// Words of a row.
  private(set) var stride = 0
  /// Ids of the companions, by number.
  private(set) var companions: [String] = []
  /// By slot, and behind them the beginnings of words (`part~lobe`) by slot.
  private var blocks = [Block](repeating: Block(), count: 2 * AtomTable.slots)
  /// Values so far, by domain.
  private var counts = [Int](repeating: 0, count: 2 * AtomTable.slots)
  private var pool: [UInt8] = []
  private var entries: [Entry] = []
  /// Places of entries, plus one, by hash; 0 is free. At most half are taken.
  private var index = [Int32](repeating: 0, count: 4096)
  /// Beginnings of words by slot.
  private var needles = [Needles](repeating: Needles(), count: AtomTable.slots)

  // MARK: - Building

  /// Takes note of a companion that reports can hold.
  mutating func add(companion: String) {
    _ = add(companion, FactName.company.domain, FactName.company.number)
  }

  /// Takes note of a value that a condition asks for.
  mutating func add(_ name: FactName, _ value: String) -> Value { add(value, name.domain, name.number) }

  /// Takes note of the beginning of a word that a condition asks for.
  mutating func add(needle: String, of name: FactName) -> Value {
    let block = Self.slots + name.number
    let before = counts[block]
    let value = add(needle, block, block)
    if counts[block] > before, let first = needle.utf8.first {
      let slot = name.number
      needles[slot].all.append(
        Needles.Needle(
          place: value.place, start: needles[slot].bytes.count, count: needle.utf8.count,
          next: needles[slot].firsts[Int(first)]))
      needles[slot].firsts[Int(first)] = needles[slot].all.count - 1
      needles[slot].bytes += needle.utf8
    }
    return value
  }

  private mutating func add(_ value: String, _ domain: Int, _ block: Int) -> Value {
    var value = value
    let (slot, found) = value.withUTF8 { find(domain, $0) }
    if let found { return Value(domain: domain, place: Int(entries[found].place), block: block) }
    let place = counts[domain]
    counts[domain] += 1
    if domain == FactName.company.domain { companions.append(value) }
    value.withUTF8 { bytes in
      entries.append(
        Entry(domain: Int32(domain), start: Int32(pool.count), count: Int32(bytes.count), place: Int32(place))
      )
      pool.append(contentsOf: bytes)
    }
    index[slot] = Int32(entries.count)
    if entries.count * 2 > index.count { grow() }
    return Value(domain: domain, place: place, block: block)
  }

  private mutating func grow() {
    index = [Int32](repeating: 0, count: index.count * 2)
    for (i, e) in entries.enumerated() {
      var slot = pool.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[Int(e.start)..<Int(e.start + e.count)]), Int(e.domain))
      }
      slot &= index.count - 1
      while index[slot] != 0 { slot = (slot + 1) & (index.count - 1) }
      index[slot] = Int32(i + 1)
    }
  }

  /// Numbers the atoms. Nothing may be added afterwards.
  mutating func close() {
    for name in FactName.allCases { place(name.number, counts[name.domain]) }
    for block in Self.slots..<(2 * Self.slots) { place(block, counts[block]) }
  }

  private mutating func place(_ block: Int, _ count: Int) {
    blocks[block] = Block(firstWord: stride, words: (count + 63) / 64)
    stride += blocks[block].words
  }

  /// The atom of a value that was added.
  func atom(_ value: Value) -> Int { blocks[value.block].firstWord * 64 + value.place }

  // MARK: - Looking up

  func block(_ name: FactName) -> Block { blocks[name.number] }

  /// The atom of a slot's value, nil when no condition asks for it.
  func atom(_ name: FactName, _ value: String) -> Int? {
    var value = value
    return value.withUTF8 { bytes in
      find(name.domain, bytes).found.map { blocks[name.number].firstWord * 64 + Int(entries[$0].place) }
    }
  }

  /// The number of a companion's id.
  func companion(_ id: String) -> Int? {
    atom(.company, id).map { $0 - blocks[FactName.company.number].firstWord * 64 }
  }

  /// The slot of a value's hash, and its entry where it has one.
  private func find(_ domain: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> (slot: Int, found: Int?) {
    let mask = index.count - 1
    var slot = Self.hash(bytes, domain) & mask
    while index[slot] != 0 {
      let i = Int(index[slot]) - 1
      let e = entries[i]
      if Int(e.domain) == domain, Int(e.count) == bytes.count, matches(bytes, Int(e.start)) {
        return (slot, i)
      }
      slot = (slot + 1) & mask
    }
    return (slot, nil)
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    pool.withUnsafeBufferPointer { pool in
      guard let a = bytes.baseAddress, let b = pool.baseAddress else { return bytes.isEmpty }
      return memcmp(a, b + start, bytes.count) == 0
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ domain: Int) -> Int {
    var h = UInt64(truncatingIfNeeded: domain &+ 1) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(bytes)
    var i = 0
    while i + 8 <= raw.count {
      h = (h ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      h ^= h >> 32
      i += 8
    }
    while i < raw.count {
      h = (h ^ UInt64(raw[i])) &* 0x0000_0100_0000_01B3
      i += 1
    }
    h = (h ^ (h >> 29)) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: h >> 20)
  }

  /// A condition asks for beginnings of words in this slot.
  @inline(__always) func hasNeedles(_ name: FactName) -> Bool { counts[Self.slots + name.number] > 0 }

  /// Calls `found` with the atom of each beginning of a word that `words` contains.
  func needles(_ name: FactName, in words: String, _ found: (Int) -> Void) {
    let slot = name.number
    let first = blocks[Self.slots + slot].firstWord * 64
    var words = words
    words.withUTF8 { text in
      for start in text.indices where start == 0 || !Self.isLetter(text[start - 1]) {
        var k = needles[slot].firsts[Int(text[start])]
        while k >= 0 {
          let needle = needles[slot].all[k]
          k = needle.next
          if needle.count > text.count - start { continue }
          var i = 1
          while i < needle.count, text[start + i] == needles[slot].bytes[needle.start + i] { i += 1 }
          if i == needle.count { found(first + needle.place) }
        }
      }
    }
  }

  private static func isLetter(_ b: UInt8) -> Bool { b >= 97 && b <= 122 || b >= 48 && b <= 57 || b >= 128 }
}
