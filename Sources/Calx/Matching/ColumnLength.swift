// Lengths in a table whose heading gives the unit: `Size (mm)` above `14x10x9`.

extension Document {
  /// The unit stands in parentheses behind a word: the heading of a column, or a label.
  func headsColumn(_ unit: Int) -> Bool {
    unit >= 2 && unit + 1 < tokens.count && tokens[unit - 1].byte == UInt8(ascii: "(")
      && tokens[unit + 1].byte == UInt8(ascii: ")") && tokens[unit - 2].kind == .word
  }

  /// Products without a unit behind the heading, down to the next blank line behind the first of them.
  ///
  /// - Returns: whether there is one.
  mutating func measureColumn(below unit: Int, _ scale: Double, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var found = false
    var i = unit + 2
    while i < tokens.count, !(found && tokens[i].linesBefore > 1) {
      if tokens[i].kind == .number, !shaped[i], let length = product(from: i, scale, text) {
        for k in length.tokens { shaped[k] = true }
        measurements.append(length)
        found = true
        i = length.tokens.upperBound
      } else {
        i += 1
      }
    }
    return found
  }

  /// Two or three numbers with an `x` between them that begin with a token and end with one.
  private func product(from first: Int, _ scale: Double, _ text: UnsafeBufferPointer<UInt8>) -> Measurement? {
    var values: [Double] = []
    var i = Int(tokens[first].start)
    while values.count < 3 {
      var value = 0.0
      var decimal = 0.0
      let start = i
      while i < text.count {
        let b = text[i]
        if b >= 48, b <= 57 {
          value = decimal == 0 ? value * 10 + Double(b - 48) : value + Double(b - 48) * decimal
          decimal /= 10
        } else if b == UInt8(ascii: "."), decimal == 0, i > start {
          decimal = 0.1
        } else {
          break
        }
        i += 1
      }
      guard i > start else { return nil }
      values.append((value * scale * 100).rounded() / 100)
      var next = i
      while next < text.count, text[next] == 32 { next += 1 }
      guard next < text.count, text[next] | 32 == UInt8(ascii: "x") else { break }
      next += 1
      while next < text.count, text[next] == 32 { next += 1 }
      i = next
    }
    var end = first
    while end < tokens.count, Int(tokens[end].end) < i { end += 1 }
    guard values.count > 1, end < tokens.count, Int(tokens[end].end) == i,
      (values.max() ?? 0) <= MeasurementReader.longest
    else { return nil }
    return Measurement(millimetres: values, tokens: first..<(end + 1))
  }
}
