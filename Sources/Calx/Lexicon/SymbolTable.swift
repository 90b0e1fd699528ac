// Texts and their symbols: a small hash table that costs little to fill, since every start of the program fills it.

/// The symbols of a lexicon.
struct SymbolTable: Sendable {
  /// Texts by symbol.
  private(set) var names: [String] = []
  /// Symbols by the hash of their text, -1 where none is; at most half are taken.
  private var slots = [Int32](repeating: -1, count: 1024)

  /// The symbol asked for last: neighbouring rows often name the same.
  private var last: Int32 = 0

  /// Where a text is, or where it would be.
  private func slot(_ name: String) -> Int {
    var hash: UInt32 = 2_166_136_261
    for b in name.utf8 { hash = (hash ^ UInt32(b)) &* 16_777_619 }
    var i = Int(hash ^ hash >> 15) & (slots.count - 1)
    while slots[i] >= 0, names[Int(slots[i])] != name { i = (i + 1) & (slots.count - 1) }
    return i
  }

  /// The symbol of a text, made when it has none.
  mutating func insert(_ name: String) -> Symbol {
    if Int(last) < names.count, names[Int(last)] == name { return Symbol(id: last) }
    let i = slot(name)
    last = slots[i]
    if last >= 0 { return Symbol(id: last) }
    let new = Int32(names.count)
    names.append(name)
    slots[i] = new
    last = new
    if names.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for k in names.indices { slots[slot(names[k])] = Int32(k) }
    }
    return Symbol(id: new)
  }

  /// The symbol of a text that has one.
  func symbol(of name: String) -> Symbol? {
    let id = slots[slot(name)]
    return id < 0 ? nil : Symbol(id: id)
  }
}
