// Lengths in words, as they are dictated: `six millimeters`, `one and a half cm`, `two to three millimetres`.

/// What a word means inside a length that is written out.
struct Numeral: Sendable {
  enum Role: String, Sendable {
    /// A whole number.
    case number
    /// `half`: added to the number in front of it, else a length of its own.
    case fraction
    /// Decimals follow.
    case point
    /// Joins two numbers (`to`, `by`).
    case range
    /// A unit of length; its value is in mm.
    case unit
  }
  var role: Role
  var value: Double
}

/// The numeral of each word that is one.
struct Numerals: Sendable {
  private var entries: [Numeral] = []
  private var byWord: [Int8] = []

  init(_ words: [(word: Int32, numeral: Numeral)], vocabulary count: Int) {
    guard !words.isEmpty else { return }
    byWord = Array(repeating: -1, count: count)
    for (word, numeral) in words where byWord[Int(word)] < 0 && entries.count < Int(Int8.max) {
      byWord[Int(word)] = Int8(entries.count)
      entries.append(numeral)
    }
  }

  /// The numeral that a word is, nil for other and unknown words.
  @inline(__always) subscript(word: Int32) -> Numeral? {
    guard word >= 0, Int(word) < byWord.count, byWord[Int(word)] >= 0 else { return nil }
    return entries[Int(byWord[Int(word)])]
  }
}

extension Document {
  /// Lengths in words join the others, in order; their tokens are no counts.
  mutating func measureSpelled(_ text: UnsafeBufferPointer<UInt8>, _ numerals: Numerals) {
    var found = false
    for unit in tokens.indices where !shaped[unit] && tokens[unit].kind == .word {
      guard let numeral = numerals[tokens[unit].word], numeral.role == .unit else { continue }
      if headsColumn(unit) {
        found = measureColumn(below: unit, numeral.value, text) || found
        continue
      }
      guard !goesOn(unit, numerals), let length = spelled(unit, text, numerals) else { continue }
      for i in length.tokens { shaped[i] = true }
      measurements.append(length)
      found = true
    }
    if found { measurements.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
  }

  /// The length that ends in the unit at `unit`, nil when no number stands in front of it.
  private func spelled(_ unit: Int, _ text: UnsafeBufferPointer<UInt8>, _ numerals: Numerals) -> Measurement?
  {
    var start = unit
    while start > 0, !shaped[start - 1], tokens[start].linesBefore < 2, element(start - 1, numerals) {
      start -= 1
    }
    var lengths: [Double] = []
    var pending = 0
    var first = unit
    var number: Double?
    var scale = 0.0
    var words = false
    func close() {
      if let n = number {
        lengths.append(n)
        pending += 1
      }
      number = nil
      scale = 0
    }
    for i in start...unit {
      let numeral = numerals[tokens[i].word]
      if numeral?.role == .number || numeral?.role == .fraction { words = true }
      let digits = tokens[i].kind == .number ? whole(i, text) : nil
      switch numeral?.role ?? (digits == nil ? nil : .number) {
      case .number:
        let v = digits ?? numeral?.value ?? 0
        if let n = number, scale > 0 {
          number = n + v * (v < 10 ? scale : scale / 10)
          scale /= 10
        } else if let n = number, n >= 20, n.truncatingRemainder(dividingBy: 10) == 0, v < 10 {
          number = n + v
        } else {
          // `two six millimeter stones`: the first one counts, the second measures.
          if number != nil || lengths.isEmpty {
            lengths = []
            pending = 0
            first = i
          }
          number = v
        }
      case .fraction:
        if number == nil, lengths.isEmpty { first = i }
        number = (number ?? 0) + (numeral?.value ?? 0)
      case .point where number != nil: scale = 0.1
      case .range: close()
      case .unit:
        close()
        for k in (lengths.count - pending)..<lengths.count { lengths[k] *= numeral?.value ?? 1 }
        pending = 0
      default:
        // `one and a half` goes on, `three and five` is a list.
        if !classes[i].isDisjoint(with: [.and, .or]), !fractionAhead(i, numerals) { close() }
      }
    }
    // Numbers in digits alone are the pattern's business, and what it has left out is no length (`120 cm/s`).
    guard words, !lengths.isEmpty, pending == 0 else { return nil }
    return Measurement(
      millimetres: lengths.map { ($0 * 100).rounded() / 100 }, tokens: first..<(unit + 1))
  }

  /// Another number and unit follow: `three millimeters by four millimeters`.
  private func goesOn(_ unit: Int, _ numerals: Numerals) -> Bool {
    for i in span(unit + 1, min(unit + 8, tokens.count)) {
      if shaped[i] || !element(i, numerals) { return false }
      if numerals[tokens[i].word]?.role == .unit { return true }
    }
    return false
  }

  private func element(_ i: Int, _ numerals: Numerals) -> Bool {
    tokens[i].gluedHyphen || tokens[i].kind == .number || numerals[tokens[i].word] != nil
      || !classes[i].isDisjoint(with: [.and, .or]) || classes[i].contains(.determiner)
  }

  private func fractionAhead(_ and: Int, _ numerals: Numerals) -> Bool {
    for i in span(and + 1, min(and + 3, tokens.count)) {
      if numerals[tokens[i].word]?.role == .fraction { return true }
      if !classes[i].contains(.determiner), numerals[tokens[i].word]?.value != 1 { return false }
    }
    return false
  }

  private func whole(_ i: Int, _ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var value = 0.0
    for b in text[Int(tokens[i].start)..<Int(tokens[i].end)] {
      guard b >= 48, b <= 57 else { return nil }
      value = min(value * 10 + Double(b - 48), 10_000)
    }
    return value
  }
}
