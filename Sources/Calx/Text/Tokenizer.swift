// Bytes of a report to tokens. One pass, no Character, no allocation but the token array.

/// Splits UTF-8 text into words, numbers and punctuation.
///
/// Letters, digits and apostrophes make words; a number that runs into letters is split (`3mm` → `3` `mm`);
/// hyphens are tokens of their own, marked as glued when nothing but letters stand on either side, so that
/// phrases can look through them (`non-obstructing` matches `non obstructing`).
struct Tokenizer {
  enum Class: UInt8 { case space, newline, letter, digit, apostrophe, hyphen, punctuation }

  /// The class of an ASCII byte.
  @inline(__always) private static func ascii(_ b: UInt8) -> Class {
    // Letters first: most bytes are.
    if (b | 32) &- 97 < 26 { return .letter }
    if b == 32 { return .space }
    if b &- 48 < 10 { return .digit }
    switch b {
    case 10: return .newline
    case 13, 9, 11, 12, 0: return .space
    case UInt8(ascii: "'"): return .apostrophe
    case UInt8(ascii: "-"): return .hyphen
    default: return .punctuation
    }
  }

  /// Appends the tokens of `text` to `tokens`, which is emptied first.
  ///
  /// - Returns: the tables whose phrases begin with any of them, as bits of `Category`.
  @discardableResult
  static func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, _ vocabulary: Vocabulary, into tokens: inout [Token]
  ) -> UInt16 {
    tokens.empty()
    return vocabulary.withTable { table in
      // Tokens go into the array by the dozen: what the vocabulary knows of the first is near when the last is read.
      // No more of them, since they would not fit on the stack.
      withUnsafeTemporaryAllocation(of: Token.self, capacity: 28) { room in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 28) { hashes in
          var filled = 0
          var begins: UInt16 = 0
          var from = Position()
          guard let first = room.baseAddress else { return 0 }
          while next(text, &from, first + filled) {
            hashes.initializeElement(at: filled, to: from.hash)
            table.prefetch(from.hash)
            filled &+= 1
            if filled == room.count {
              begins |= look(room, hashes, table)
              tokens.append(contentsOf: room)
              filled = 0
            }
          }
          let rest = UnsafeMutableBufferPointer(rebasing: room[..<filled])
          begins |= look(rest, hashes, table)
          tokens.append(contentsOf: rest)
          return begins
        }
      }
    }
  }

  /// Looks tokens up by their hashes.
  ///
  /// - Returns: the tables whose phrases begin with any of them.
  @inline(__always)
  private static func look(
    _ tokens: UnsafeMutableBufferPointer<Token>, _ hashes: UnsafeMutableBufferPointer<UInt64>,
    _ table: Vocabulary.Table
  ) -> UInt16 {
    var begins: UInt16 = 0
    for i in tokens.indices {
      let known = table.find(hashes[i])
      tokens[i].word = known.word
      tokens[i].begins = known.begins
      tokens[i].root = known.root
      begins |= known.begins
    }
    return begins
  }

  /// Where the next token is looked for.
  private struct Position {
    var at = 0
    /// The token before is a word or a number, with nothing behind it.
    var isGlued = false
    /// Hash of the token before.
    var hash: UInt64 = 0
  }

  /// Writes the next token where it is to stand: a copy would wait for the single bytes that make it up.
  ///
  /// - Returns: false at the end: what then stands there is no token.
  @inline(__always)
  private static func next(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Position, _ token: UnsafeMutablePointer<Token>
  ) -> Bool {
    let n = text.count
    var i = position.at
    var space = false
    var lines: UInt8 = 0
    while i < n {
      let first = text[i]
      // Most bytes that begin something are a blank or a letter.
      if first == 32 {
        space = true
        i &+= 1
        continue
      }
      token.initialize(
        to: Token(
          start: Int32(truncatingIfNeeded: i), end: 0, word: -1, begins: 0, root: 0, kind: .word,
          spaceBefore: space, linesBefore: lines, capital: false, allCaps: false, gluedHyphen: false,
          byte: first))
      if (first | 32) &- 97 < 26 {
        position.at = word(text, i, &token.pointee, &position.hash)
        position.isGlued = true
        return true
      }
      var width = 1
      let c = classify(text, i, &width)
      switch c {
      case .space:
        space = true
        i &+= width
        // A lone carriage return ends a line too (old Macintosh files, HL7 segments).
        if first == 13, i >= n || text[i] != 10 { lines = lines == 255 ? 255 : lines &+ 1 }
        continue
      case .newline:
        space = true
        lines = lines == 255 ? 255 : lines &+ 1
        i &+= width
        continue
      case .letter: i = wideWord(text, i, &token.pointee, &position.hash)
      case .digit: i = number(text, i, &token.pointee, &position.hash)
      default:
        mark(text, i, width, &token.pointee, &position.hash)
        if c == .hyphen, !space, position.isGlued, i &+ width < n {
          var w = 1
          let next = classify(text, i &+ width, &w)
          token.pointee.gluedHyphen = next == .letter || next == .digit
        }
        i &+= width
      }
      position.at = i
      position.isGlued = token.pointee.kind != .punctuation
      return true
    }
    return false
  }

  /// Reads a punctuation mark of so many bytes.
  @inline(__always)
  private static func mark(
    _ t: UnsafeBufferPointer<UInt8>, _ start: Int, _ width: Int, _ token: inout Token,
    _ hash: inout UInt64
  ) {
    token.kind = .punctuation
    token.end = Int32(truncatingIfNeeded: start &+ width)
    if width > 1 { token.byte = fold(t, start, width) }
    if token.byte != 0 {
      hash = WordHash.mix(WordHash.seed, UInt64(token.byte))
    } else {
      var bytes = WordHash()
      for k in start..<(start + width) { bytes.add(t[k]) }
      hash = bytes.hash
    }
  }

  /// Class and byte width of the character at `i`. Bytes above ASCII are letters but for spaces and punctuation.
  @inline(__always)
  private static func classify(_ t: UnsafeBufferPointer<UInt8>, _ i: Int, _ width: inout Int) -> Class {
    let b = t[i]
    if b < 128 { return ascii(b) }
    return classifyWide(t, i, &width)
  }

  private static func classifyWide(_ t: UnsafeBufferPointer<UInt8>, _ i: Int, _ width: inout Int) -> Class {
    let b = t[i]
    width = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2
    if i + width > t.count { width = t.count - i }
    if b == 0xC2, width == 2 {
      let c = t[i + 1]
      if c == 0xA0 || c == 0x85 { return .space }  // no-break space, next line
      return c == 0xAA || c == 0xB5 || c == 0xBA ? .letter : .punctuation
    }
    if b == 0xC3, width == 2, t[i + 1] == 0x97 || t[i + 1] == 0xB7 { return .punctuation }  // × ÷
    if b == 0xE2, width == 3 {
      let c = t[i + 1]
      let d = t[i + 2]
      if c == 0x80 {
        if d <= 0x8B || d == 0xAF { return .space }
        if d >= 0x8E && d <= 0x8F || d >= 0xAA && d <= 0xAE { return .space }  // marks of direction
        if d == 0x98 || d == 0x99 { return .apostrophe }
        if d == 0x90 || d == 0x91 { return .hyphen }
        if d == 0xA8 || d == 0xA9 { return .newline }
      }
      return .punctuation
    }
    if b == 0xEF, width == 3, t[i + 1] == 0xBB, t[i + 2] == 0xBF { return .space }  // byte order mark
    if b == 0xE3, width == 3, t[i + 1] == 0x80 { return .punctuation }
    return .letter
  }

  /// ASCII stand-in of common wide punctuation, 0 when there is none.
  private static func fold(_ t: UnsafeBufferPointer<UInt8>, _ i: Int, _ width: Int) -> UInt8 {
    if width == 2, t[i] == 0xC3, t[i + 1] == 0x97 { return UInt8(ascii: "x") }
    guard width == 3, t[i] == 0xE2 else { return 0 }
    if t[i + 1] == 0x80 {
      switch t[i + 2] {
      case 0x90...0x95: return UInt8(ascii: "-")
      case 0x98, 0x99: return UInt8(ascii: "'")
      case 0x9C...0x9F: return UInt8(ascii: "\"")
      case 0xA2, 0xA3: return UInt8(ascii: "*")
      default: return 0
      }
    }
    if t[i + 1] == 0x88, t[i + 2] == 0x92 { return UInt8(ascii: "-") }
    if t[i + 1] == 0x89, t[i + 2] == 0xA4 { return UInt8(ascii: "<") }
    if t[i + 1] == 0x89, t[i + 2] == 0xA5 { return UInt8(ascii: ">") }
    if t[i + 1] == 0x97, t[i + 2] == 0x8F || t[i + 2] == 0xA6 || t[i + 2] == 0x8B { return UInt8(ascii: "*") }
    return 0
  }

  /// Eight bytes from `i` on, zeros behind the end of the text.
  @inline(__always)
  private static func eight(_ t: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt64 {
    guard i &+ 8 <= t.count, let base = t.baseAddress else { return rest(t, i) }
    return UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: i, as: UInt64.self))
  }

  @inline(never)
  private static func rest(_ t: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt64 {
    var bytes: UInt64 = 0
    for k in i..<t.count { bytes |= UInt64(t[k]) << UInt64(8 * (k - i)) }
    return bytes
  }

  /// Reads a word of ASCII letters and digits, eight bytes at a time, and says where it ends.
  @inline(__always)
  private static func word(
    _ t: UnsafeBufferPointer<UInt8>, _ start: Int, _ token: inout Token, _ hash: inout UInt64
  ) -> Int {
    var i = start
    hash = WordHash.seed
    var lower: UInt64 = 0
    while true {
      let bytes = eight(t, i)
      // The highest bit of each byte says what it is; sums of seven bits cannot run into the next byte.
      let seven = bytes & 0x7F7F_7F7F_7F7F_7F7F
      let small = seven | 0x2020_2020_2020_2020
      let letters = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x0505_0505_0505_0505)
      let digits = (seven &+ 0x5050_5050_5050_5050) & ~(seven &+ 0x4646_4646_4646_4646)
      let inside = (letters | digits) & ~bytes & 0x8080_8080_8080_8080
      let lowers = letters & inside & bytes << 2
      let folded = bytes | (letters & inside ^ lowers) >> 2
      if inside == 0x8080_8080_8080_8080 {
        hash = WordHash.mix(hash, folded)
        lower |= lowers
        i &+= 8
        continue
      }
      // The bytes in front of the first one outside.
      let outside = inside ^ 0x8080_8080_8080_8080
      let within = ((outside & (0 &- outside)) &- 1) >> 7
      if within != 0 {
        hash = WordHash.mix(hash, folded & within)
        lower |= lowers & within
        i &+= outside.trailingZeroBitCount >> 3
      }
      break
    }
    if i < t.count, t[i] >= 128 || t[i] == UInt8(ascii: "'"), goesOn(t, i) {
      return wideWord(t, start, &token, &hash)
    }
    token.capital = token.byte &- 65 < 26
    token.end = Int32(truncatingIfNeeded: i)
    if lower == 0 { token.allCaps = areCapitals(t, start..<i) }
    return i
  }

  /// At least two capitals in a word without small letters.
  @inline(never)
  private static func areCapitals(_ t: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    var count = 0
    for i in word where t[i] &- 65 < 26 { count += 1 }
    return count > 1
  }

  /// A letter beyond ASCII, or an apostrophe with a letter behind it, goes on with the word.
  private static func goesOn(_ t: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    var width = 1
    switch classify(t, i, &width) {
    case .letter, .digit: return true
    case .apostrophe:
      guard i + width < t.count else { return false }
      var next = 1
      return classify(t, i + width, &next) == .letter
    default: return false
    }
  }

  /// Reads any word, byte by byte, and says where it ends.
  @inline(never)
  private static func wideWord(
    _ t: UnsafeBufferPointer<UInt8>, _ start: Int, _ token: inout Token, _ hash: inout UInt64
  ) -> Int {
    var i = start
    var bytes = WordHash()
    var upper = 0
    var lower = 0
    while i < t.count {
      var width = 1
      let c = classify(t, i, &width)
      if c == .apostrophe {
        guard goesOn(t, i) else { break }
        bytes.add(UInt8(ascii: "'"))
      } else if c == .letter || c == .digit {
        for k in i..<(i + width) {
          let b = t[k]
          if b &- 65 < 26 { upper += 1 } else if b &- 97 < 26 { lower += 1 }
          bytes.add(b &- 65 < 26 ? b | 32 : b)
        }
      } else {
        break
      }
      i += width
    }
    token.end = Int32(truncatingIfNeeded: i)
    token.capital = token.byte &- 65 < 26
    token.allCaps = upper >= 2 && lower == 0
    hash = bytes.hash
    return i
  }

  /// Reads a number and says where it ends.
  private static func number(
    _ t: UnsafeBufferPointer<UInt8>, _ start: Int, _ token: inout Token, _ hash: inout UInt64
  ) -> Int {
    var i = start
    let n = t.count
    token.kind = .number
    while i < n, t[i] &- 48 < 10 { i &+= 1 }
    // A decimal point or comma between digits belongs to the number.
    if i &+ 1 < n, t[i] == UInt8(ascii: ".") || t[i] == UInt8(ascii: ","), t[i &+ 1] &- 48 < 10 {
      i &+= 1
      while i < n, t[i] &- 48 < 10 { i &+= 1 }
    }
    var bytes = WordHash()
    for k in start..<i { bytes.add(t[k]) }
    token.end = Int32(truncatingIfNeeded: i)
    hash = bytes.hash
    return i
  }
}
