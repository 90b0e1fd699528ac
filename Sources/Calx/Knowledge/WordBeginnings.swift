// Beginnings of words that conditions ask for: `part~lobe` holds of `upper lobes`.

/// Beginnings of words of one slot, each with its number: their bytes in one list, those of one first byte together.
struct WordBeginnings: Sendable {
  private struct Beginning: Sendable {
    var place: Int
    var start: Int
    var count: Int
    /// The next one of the same first byte, negative for none.
    var next: Int
  }

  /// The first of each first byte, negative for none.
  private var firsts = [Int](repeating: -1, count: 256)
  private var all: [Beginning] = []
  private var bytes: [UInt8] = []

  /// Adds a beginning; nothing where it is empty.
  mutating func add(_ beginning: String, _ place: Int) {
    guard let first = beginning.utf8.first else { return }
    all.append(
      Beginning(
        place: place, start: bytes.count, count: beginning.utf8.count, next: firsts[Int(first)]))
    firsts[Int(first)] = all.count - 1
    bytes += beginning.utf8
  }

  /// Calls `found` with the number of each one that begins a word of the text.
  func find(in text: UnsafeBufferPointer<UInt8>, _ found: (Int) -> Void) {
    for start in text.indices where start == 0 || !isLetter(text[start - 1]) {
      var k = firsts[Int(text[start])]
      while k >= 0 {
        let beginning = all[k]
        k = beginning.next
        if beginning.count > text.count - start { continue }
        var i = 1
        while i < beginning.count, text[start + i] == bytes[beginning.start + i] { i += 1 }
        if i == beginning.count { found(beginning.place) }
      }
    }
  }

  private func isLetter(_ b: UInt8) -> Bool { b >= 97 && b <= 122 || b >= 48 && b <= 57 || b >= 128 }
}
