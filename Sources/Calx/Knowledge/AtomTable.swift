// Numbers for what conditions ask: each value of each slot is an atom, one bit in the row of a finding.

import Glibc

/// Bit numbers of the values that conditions ask for, by slot. Looked up without making strings.
///
/// The atoms of one slot stand together in whole words. The slots that hold ids of companions share one numbering, so
/// that a set of companions is copied from slot to slot word by word. Values are added first, then `close` numbers them.
/// In front of all atoms stand three words that every row has, and one that slots of few values share.
struct AtomTable: Sendable {
  /// The word whose bits are all set.
  static let always = 0
  /// The word that says which slots are stated, as bits by `FactName.number`.
  static let stated = 1
  /// The word that says in which sections a finding stands, as bits by `SectionName.number`.
  static let sections = 2
  /// The word in whose lower half the atoms of slots of few values stand side by side: one look tells several.
  static let choices = 3
  /// The slots that share it, as far as it holds them. None of them is copied from row to row by itself.
  private static let shared: [FactName] = [
    .presence, .temporality, .experiencer, .population, .kind, .change, .laterality, .multiplicity, .urgency,
    .severity, .sex, .sizeWord,
  ]

  /// Where one slot's atoms are.
  struct Block: Sendable {
    var firstAtom = 0
    /// Words that are the slot's alone.
    var words = 0
    var firstWord: Int { firstAtom / 64 }
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

  private static let slots = FactName.allCases.count

  /// Words of a row.
  private(set) var stride = 4
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
  /// Atoms of the values of slots that have few, by the numbers of slot and value; negative where no condition asks.
  private var cases = [Int32](repeating: -1, count: AtomTable.slots * AtomTable.longest)
  /// Most values that such a slot has.
  private static let longest = 16
  /// Beginnings of words by slot.
  private var needles = [WordBeginnings](repeating: WordBeginnings(), count: AtomTable.slots)

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
    if counts[block] > before { needles[name.number].add(needle, value.place) }
    return value
  }

  private mutating func add(_ value: String, _ domain: Int, _ block: Int) -> Value {
    var value = value
    let before = counts[domain]
    let added = value.withUTF8 { add($0, domain, block) }
    if domain == FactName.company.domain, counts[domain] > before { companions.append(value) }
    return added
  }

  private mutating func add(_ value: UnsafeBufferPointer<UInt8>, _ domain: Int, _ block: Int) -> Value {
    let (slot, found) = find(domain, value)
    if let found { return Value(domain: domain, place: Int(entries[found].place), block: block) }
    let place = counts[domain]
    counts[domain] += 1
    entries.append(
      Entry(
        domain: Int32(domain), start: Int32(pool.count), count: Int32(value.count), place: Int32(place)))
    pool.append(contentsOf: value)
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
    var shared = 0
    for name in Self.shared where shared + counts[name.domain] <= 32 {
      blocks[name.number] = Block(firstAtom: Self.choices * 64 + shared, words: 0)
      shared += counts[name.domain]
    }
    for name in FactName.allCases where blocks[name.number].firstAtom == 0 {
      place(name.number, counts[name.domain])
    }
    for block in Self.slots..<(2 * Self.slots) { place(block, counts[block]) }
    note(.laterality, Laterality.self)
    note(.multiplicity, Multiplicity.self)
    note(.severity, Severity.self)
    note(.change, Change.self)
    note(.presence, Presence.self)
    note(.temporality, Temporality.self)
    note(.experiencer, Experiencer.self)
    note(.urgency, Urgency.self)
    note(.population, Population.self)
    note(.layout, SectionName.self)
    note(.advice, AdviceFacts.self)
    note(.asked, Laterality.self)
    note(.concluded, OwnTrait.self)
    note(.answered, OwnTrait.self)
  }

  /// Keeps the atoms of a slot's values.
  private mutating func note<Value: NumberedWord>(_ name: FactName, _ values: Value.Type) {
    for value in values.allCases where value.number < Self.longest {
      if let atom = atom(name, value.rawValue) {
        cases[name.number * Self.longest + value.number] = Int32(atom)
      }
    }
  }

  private mutating func place(_ block: Int, _ count: Int) {
    blocks[block] = Block(firstAtom: stride * 64, words: (count + 63) / 64)
    stride += blocks[block].words
  }

  /// The atom of a value that was added.
  func atom(_ value: Value) -> Int { blocks[value.block].firstAtom + value.place }

  // MARK: - Looking up

  func block(_ name: FactName) -> Block { blocks[name.number] }

  /// Values of a slot that conditions ask for.
  func count(of name: FactName) -> Int { counts[name.domain] }

  /// The atom of a slot's value, nil when no condition asks for it.
  func atom(_ name: FactName, _ value: borrowing String) -> Int? {
    place(name, value).map { blocks[name.number].firstAtom + $0 }
  }

  /// The atoms of a word: its own, and those of the beginnings of words that it contains.
  func all(_ name: FactName, _ word: String) -> [Int] {
    var all: [Int] = []
    if let own = atom(name, word) { all.append(own) }
    if hasNeedles(name) { needles(name, in: word) { all.append($0) } }
    return all
  }

  /// The atom of the value of a slot that has few.
  @inline(__always) func atom(_ name: FactName, case value: some NumberedWord) -> Int? {
    let atom = cases[name.number * Self.longest + value.number]
    return atom < 0 ? nil : Int(atom)
  }

  /// The number of a value among those of its slot, nil when no condition asks for it.
  func place(_ name: FactName, _ value: borrowing String) -> Int? {
    let domain = name.domain
    let found = value.utf8.withContiguousStorageIfAvailable { find(domain, $0).found }
    guard let i = found ?? Array(value.utf8).withUnsafeBufferPointer({ find(domain, $0).found }) else {
      return nil
    }
    return Int(entries[i].place)
  }

  /// The number of a companion's id.
  func companion(_ id: String) -> Int? {
    place(.company, id)
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
    let n = bytes.count
    var h = UInt64(truncatingIfNeeded: domain &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: n)
    guard let base = bytes.baseAddress, n > 0 else { return Int(truncatingIfNeeded: h >> 20) }
    let raw = UnsafeRawPointer(base)
    func add(_ word: UInt64) {
      h = (h ^ word) &* 0xFF51_AFD7_ED55_8CCD
      h ^= h >> 32
    }
    // In words, the last of which may overlap the one before.
    if n >= 8 {
      var i = 0
      while i &+ 8 < n {
        add(raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
        i &+= 8
      }
      add(raw.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self))
    } else if n >= 4 {
      let first = raw.loadUnaligned(as: UInt32.self)
      let last = raw.loadUnaligned(fromByteOffset: n &- 4, as: UInt32.self)
      add(UInt64(first) | UInt64(last) &<< 32)
    } else {
      add(UInt64(base[0]) | UInt64(base[n / 2]) &<< 8 | UInt64(base[n &- 1]) &<< 16)
    }
    return Int(truncatingIfNeeded: h >> 20)
  }

  /// A condition asks for beginnings of words in this slot.
  @inline(__always) func hasNeedles(_ name: FactName) -> Bool { counts[Self.slots + name.number] > 0 }

  /// Calls `found` with the atom of each beginning of a word that `words` contains.
  @inline(__always)
  func needles(_ name: FactName, in words: borrowing String, _ found: (Int) -> Void) {
    let slot = name.number
    let first = blocks[Self.slots + slot].firstAtom
    let done: Void? = words.utf8.withContiguousStorageIfAvailable {
      needles[slot].find(in: $0) { found(first + $0) }
    }
    if done != nil { return }
    Array(words.utf8).withUnsafeBufferPointer { needles[slot].find(in: $0) { found(first + $0) } }
  }
}
