// The words that phrases of the lexicon use, each with a small id. Built once, then only read.

internal import CPrefetch

/// A 64-bit hash over the bytes of a word, eight at a time. Words hold no zero bytes, so that no two words of up to
/// eight bytes share one.
struct WordHash {
  /// The hash of nothing.
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds eight bytes in little-endian order, those behind the word's end zero.
  @inline(__always) static func mix(_ hash: UInt64, _ bytes: UInt64) -> UInt64 {
    let product = (hash ^ bytes) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  private var value = Self.seed
  private var bytes: UInt64 = 0
  private var shift: UInt64 = 0

  /// Adds one byte.
  @inline(__always) mutating func add(_ byte: UInt8) {
    bytes |= UInt64(byte) << shift
    shift += 8
    if shift == 64 {
      value = Self.mix(value, bytes)
      bytes = 0
      shift = 0
    }
  }

  /// The hash of the bytes so far.
  @inline(__always) var hash: UInt64 { shift == 0 ? value : Self.mix(value, bytes) }
}

/// Maps folded words to ids by open addressing over `WordHash`, so that a report's token costs one probe.
struct Vocabulary: Sendable {
  /// All words, one behind the other.
  private var bytes: [UInt8] = []
  /// End of each word in `bytes`.
  private var ends: [Int32] = []
  /// One place of the hash table: all that a look at a word asks for lies together.
  fileprivate struct Slot {
    /// The upper 48 bits of the word's hash, and the tables of the phrases that begin with it, as bits. The lower bits of
    /// the hash say where the slot is.
    var hashAndBegins: UInt64 = 0
    /// The word's id and one, 0 for an empty slot.
    var number: Int32 = 0
    /// Where the phrases that begin with the word go on in the trie, 0 for none.
    var root: UInt32 = 0

    init() {}
    init(hash: UInt64, id: Int32) {
      hashAndBegins = hash & ~0xFFFF
      number = id + 1
    }

    @inline(__always) func isOf(_ hash: UInt64) -> Bool { (hashAndBegins ^ hash) >> 16 == 0 }
    @inline(__always) var begins: UInt16 { UInt16(truncatingIfNeeded: hashAndBegins) }
  }
  private var slots = [Slot](repeating: Slot(), count: 1 << 15)
  private var mask = (1 << 15) - 1

  /// A vocabulary without words, with room for a language.
  init() {
    bytes.reserveCapacity(1 << 17)
    ends.reserveCapacity(1 << 14)
  }

  /// Number of words.
  var count: Int { ends.count }

  /// The id of a word whose folded bytes have this hash, or -1.
  func id(hash: UInt64) -> Int32 { withTable { $0.find(hash).word } }

  /// Lends what a look at a word needs, once for many.
  @inline(__always) func withTable<R>(_ body: (Table) -> R) -> R {
    slots.withUnsafeBufferPointer { slots in body(Table(slots: slots, mask: mask)) }
  }

  /// What the vocabulary knows of a word.
  struct Known {
    /// Its id, or -1.
    var word: Int32
    /// Tables of the phrases that begin with it, as bits.
    var begins: UInt16
    /// Where they go on in the trie, 0 for none.
    var root: UInt32
  }

  /// The hash table, lent for one text.
  struct Table {
    fileprivate let slots: UnsafeBufferPointer<Slot>
    fileprivate let mask: Int

    /// The word whose folded bytes have this hash.
    @inline(__always) func find(_ hash: UInt64) -> Known {
      var i = Int(truncatingIfNeeded: hash) & mask
      while true {
        let slot = slots[i]
        if slot.number == 0 { return Known(word: -1, begins: 0, root: 0) }
        if slot.isOf(hash) { return Known(word: slot.number &- 1, begins: slot.begins, root: slot.root) }
        i = (i &+ 1) & mask
      }
    }

    /// Brings near what `find` will look at.
    @inline(__always) func prefetch(_ hash: UInt64) {
      calx_prefetch(slots.baseAddress?.advanced(by: Int(truncatingIfNeeded: hash) & mask))
    }
  }

  /// Notes at each word the phrases that begin with it.
  ///
  /// - Parameters:
  ///   - begins: tables of the phrases as bits, by word; words without are 0.
  ///   - roots: where the phrases go on in the trie, by word.
  mutating func note(begins: [UInt16], roots: [UInt32]) {
    slots.withUnsafeMutableBufferPointer { slots in
      for i in slots.indices where slots[i].number > 0 {
        let id = Int(slots[i].number) - 1
        if id >= begins.count || id >= roots.count { continue }
        slots[i].hashAndBegins = slots[i].hashAndBegins & ~0xFFFF | UInt64(begins[id])
        slots[i].root = roots[id]
      }
    }
  }

  private static func hash(_ word: some Collection<UInt8>) -> UInt64 {
    var hash = WordHash()
    for b in word { hash.add(b) }
    return hash.hash
  }

  /// The hash of small ASCII letters that stand in one piece.
  @inline(__always) private static func hash(letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = WordHash.seed
    guard let base = UnsafeRawPointer(letters.baseAddress) else { return hash }
    var i = 0
    while i + 8 <= letters.count {
      hash = WordHash.mix(hash, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
      i += 8
    }
    if i < letters.count { hash = WordHash.mix(hash, rest(base + i, letters.count - i)) }
    return hash
  }

  /// One to seven bytes in little-endian order.
  @inline(__always) private static func rest(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count < 4 {
      let (first, middle, last) = (base.load(as: UInt8.self), count / 2, count - 1)
      return UInt64(first) | UInt64(base.load(fromByteOffset: middle, as: UInt8.self)) << UInt64(8 * middle)
        | UInt64(base.load(fromByteOffset: last, as: UInt8.self)) << UInt64(8 * last)
    }
    // Bytes that both halves hold are the same in both.
    let behind = count - 4
    let first = UInt32(littleEndian: base.loadUnaligned(as: UInt32.self))
    let last = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: behind, as: UInt32.self))
    return UInt64(first) | UInt64(last) << UInt64(8 * behind)
  }

  /// The id of a word of small letters, added when it is new.
  mutating func intern(letters: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(letters: letters)
    let known = id(hash: hash)
    return known >= 0 ? known : add(letters, hash)
  }

  /// The id of a folded word, or -1.
  func id(of word: some Collection<UInt8>) -> Int32 { id(hash: Self.hash(word)) }

  /// The id of a folded word, added when it is new.
  mutating func intern(_ word: some Collection<UInt8>) -> Int32 {
    let hash = Self.hash(word)
    let known = id(hash: hash)
    return known >= 0 ? known : add(word, hash)
  }

  private mutating func add(_ word: some Collection<UInt8>, _ hash: UInt64) -> Int32 {
    let id = Int32(ends.count)
    bytes.append(contentsOf: word)
    ends.append(Int32(bytes.count))
    if ends.count * 2 > slots.count { grow() } else { place(hash, id) }
    return id
  }

  private mutating func place(_ hash: UInt64, _ id: Int32) {
    var i = Int(truncatingIfNeeded: hash) & mask
    while slots[i].number != 0 { i = (i + 1) & mask }
    slots[i] = Slot(hash: hash, id: id)
  }

  private mutating func grow() {
    slots = Array(repeating: Slot(), count: slots.count * 2)
    mask = slots.count - 1
    var start = 0
    for (id, end) in ends.enumerated() {
      place(Self.hash(bytes[start..<Int(end)]), Int32(id))
      start = Int(end)
    }
  }
}
