// The head of a table's column (`| Nodule | Size | Calcification |`), which finds nothing.

extension Document {
  /// Cells of a row of heads, at least, and heads known among the others.
  private static let leastCells = 3
  private static let leastHeads = 2

  /// Tokens of a row on either side of a cell, at most.
  private static let longestRow = 100

  /// The words fill a cell of a row that holds no number and no answer, and other cells of which are heads of columns.
  func isColumnHead(_ words: Range<Int>) -> Bool {
    let isCell =
      words.lowerBound > 0 && isBar(words.lowerBound - 1)
      || words.upperBound < tokens.count && isBar(words.upperBound)
    if !isCell { return false }
    let least = max(0, words.lowerBound - Self.longestRow)
    var first = words.lowerBound
    while first > least, tokens[first].linesBefore == 0 { first -= 1 }
    let last = min(tokens.count, words.upperBound + Self.longestRow)
    var end = words.upperBound
    while end < last, tokens[end].linesBefore == 0 { end += 1 }
    var bars = 0
    var heads = 0
    for i in first..<end {
      if isBar(i) {
        bars += 1
      } else if tokens[i].kind == .number || classes[i].contains(.answer) {
        return false
      } else if classes[i].contains(.columnHead), i == first || isBar(i - 1) {
        heads += 1
      }
    }
    return bars + 1 >= Self.leastCells && heads >= Self.leastHeads
  }

  private func isBar(_ i: Int) -> Bool { tokens[i].byte == UInt8(ascii: "|") }
}
