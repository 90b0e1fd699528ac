// Numbers for what conditions ask: each value of each slot is an atom, one bit in the row of a finding.

/// Bit numbers of the values that conditions ask for, by slot. Built once; looked up without making strings.
///
/// The atoms of one slot stand together in whole words. The slots that hold ids of companions share one numbering, so
/// that a set of companions is copied from slot to slot word by word.
struct AtomTable: Sendable {
  /// Words of one slot's atoms.
  struct Block: Sendable {
    var firstWord = 0
    var words = 0
  }

  /// Slots whose values are ids of companions, for the greater part.
  static let companionSlots: [FactName] = [.company, .history, .spoken, .concluded, .answered, .advice]

  /// Words of a row.
  private(set) var stride = 0
  /// Words of a set of companions.
  private(set) var companionWords = 0
  /// Ids of the companions, by number.
  private(set) var companions: [String] = []
  /// Values of a slot that are asked for, and behind them the beginnings of words that are (`part~lobe`).
  private var blocks = [Block](repeating: Block(), count: 2 * FactName.allCases.count)
  private var pool: [UInt8] = []
  private var entries: [Entry] = []
  /// Places of entries, plus one, by hash; 0 is free.
  private var slots: [Int32] = []
  /// Beginnings of words by slot.
  private var needles: [[Needle]] = Array(repeating: [], count: FactName.allCases.count)

  private struct Entry: Sendable {
    var block: Int
    var start: Int
    var count: Int
    var atom: Int
  }

  private struct Needle: Sendable {
    var bytes: [UInt8]
    var atom: Int
  }

  /// - Parameters:
  ///   - values: the values asked for, by slot.
  ///   - needles: the beginnings of words asked for, by slot.
  ///   - companions: ids that reports can hold, asked for or not.
  init(values: [FactName: [String]], needles: [FactName: [String]], companions known: [String]) {
    var shared: [String] = []
    var seen = Set<String>()
    for id in known + Self.companionSlots.flatMap({ values[$0] ?? [] }) where seen.insert(id).inserted {
      shared.append(id)
    }
    companions = shared
    companionWords = (shared.count + 63) / 64
    var all: [(block: Int, value: String, atom: Int)] = []
    for name in FactName.allCases {
      let own = Self.companionSlots.contains(name) ? shared : Self.unique(values[name] ?? [])
      add(own, block: name.number, to: &all)
      let beginnings = Self.unique(needles[name] ?? [])
      let first = stride * 64
      add(beginnings, block: name.number + FactName.allCases.count, to: &all)
      self.needles[name.number] = beginnings.enumerated().map {
        Needle(bytes: Array($1.utf8), atom: first + $0)
      }
    }
    index(all)
  }

  private static func unique(_ values: [String]) -> [String] {
    var seen = Set<String>()
    return values.filter { seen.insert($0).inserted }
  }

  private mutating func add(
    _ values: [String], block: Int, to all: inout [(block: Int, value: String, atom: Int)]
  ) {
    blocks[block] = Block(firstWord: stride, words: (values.count + 63) / 64)
    for (i, value) in values.enumerated() { all.append((block, value, stride * 64 + i)) }
    stride += blocks[block].words
  }

  private mutating func index(_ all: [(block: Int, value: String, atom: Int)]) {
    var capacity = 64
    while capacity < all.count * 2 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    for item in all {
      let bytes = Array(item.value.utf8)
      entries.append(Entry(block: item.block, start: pool.count, count: bytes.count, atom: item.atom))
      pool += bytes
      var slot = bytes.withUnsafeBufferPointer { Self.hash($0, item.block) } & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(entries.count)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ block: Int) -> Int {
    var h = UInt64(truncatingIfNeeded: block &+ 1) &* 0x9E37_79B9_7F4A_7C15
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

  func block(_ name: FactName) -> Block { blocks[name.number] }

  /// The atom of a slot's value, nil when no condition asks for it.
  func atom(_ name: FactName, _ value: String) -> Int? { find(name.number, value) }

  /// The atom of the beginning of a word.
  func needle(_ name: FactName, _ value: String) -> Int? {
    find(name.number + FactName.allCases.count, value)
  }

  /// The number of a companion's id.
  func companion(_ id: String) -> Int? {
    atom(.company, id).map { $0 - blocks[FactName.company.number].firstWord * 64 }
  }

  private func find(_ block: Int, _ value: String) -> Int? {
    var value = value
    return value.withUTF8 { bytes in
      let mask = slots.count - 1
      var slot = Self.hash(bytes, block) & mask
      while slots[slot] != 0 {
        let e = entries[Int(slots[slot]) - 1]
        if e.block == block, e.count == bytes.count, matches(bytes, e.start) { return e.atom }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for i in 0..<bytes.count where pool[start + i] != bytes[i] { return false }
    return true
  }

  /// Calls `found` with the atom of each beginning of a word that `words` contains.
  func needles(_ name: FactName, in words: String, _ found: (Int) -> Void) {
    let asked = needles[name.number]
    if asked.isEmpty { return }
    var words = words
    words.withUTF8 { text in
      for start in text.indices where start == 0 || !Self.isLetter(text[start - 1]) {
        for needle in asked where text[start] == needle.bytes[0] {
          let n = needle.bytes.count
          if n > text.count - start { continue }
          var i = 1
          while i < n, text[start + i] == needle.bytes[i] { i += 1 }
          if i == n { found(needle.atom) }
        }
      }
    }
  }

  private static func isLetter(_ b: UInt8) -> Bool { b >= 97 && b <= 122 || b >= 48 && b <= 57 || b >= 128 }
}

extension FactName {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .kind: 0
    case .organ: 1
    case .part: 2
    case .laterality: 3
    case .host: 4
    case .multiplicity: 5
    case .count: 6
    case .size: 7
    case .sizeWord: 8
    case .morphology: 9
    case .distribution: 10
    case .severity: 11
    case .change: 12
    case .presence: 13
    case .temporality: 14
    case .experiencer: 15
    case .statedCause: 16
    case .recommendation: 17
    case .company: 18
    case .history: 19
    case .urgency: 20
    case .population: 21
    case .sex: 22
    case .age: 23
    case .modality: 24
    case .exam: 25
    case .region: 26
    case .layout: 27
    case .spoken: 28
    case .concluded: 29
    case .answered: 30
    case .asked: 31
    case .advice: 32
    case .workup: 33
    case .conflict: 34
    case .missing: 35
    }
  }
}
