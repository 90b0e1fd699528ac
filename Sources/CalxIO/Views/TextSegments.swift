// A report's text as lines, each cut into segments where marks begin and end, so that marks may overlap and nest.

/// A stretch of a text without a line end, under the same marks from end to end.
struct TextSegment: Equatable {
  /// UTF-8 byte range.
  var range: Range<Int>
  /// Indexes of the marks that cover it, ascending.
  var marks: [Int]
}

/// A text cut into lines and segments.
struct TextSegments {
  /// For each line its segments; a line end (LF, CR LF or CR) belongs to none.
  private(set) var lines: [[TextSegment]] = [[]]
  /// For each mark its first segment as line and index, nil for a mark that covers no character.
  private(set) var first: [(line: Int, segment: Int)?]

  /// Cuts `text` at `marks`, UTF-8 byte ranges in any order. Ranges are clamped to the text and widened to whole
  /// characters, so that no range can break one.
  init(_ text: [UInt8], marks: [Range<Int>]) {
    first = Array(repeating: nil, count: marks.count)
    let ranges = marks.map { Self.whole($0, in: text) }
    var starts = ranges.indices.filter { !ranges[$0].isEmpty }
    starts.sort { (ranges[$0].lowerBound, $0) < (ranges[$1].lowerBound, $1) }
    var next = 0
    var active: [Int] = []
    var at = 0
    var lineEnd = Self.lineEnd(text, from: 0)
    while at < text.count {
      if at == lineEnd {
        at += text[at] == 13 && at + 1 < text.count && text[at + 1] == 10 ? 2 : 1
        lines.append([])
        lineEnd = Self.lineEnd(text, from: at)
        continue
      }
      active.removeAll { ranges[$0].upperBound <= at }
      while next < starts.count, ranges[starts[next]].lowerBound <= at {
        if ranges[starts[next]].upperBound > at { active.append(starts[next]) }
        next += 1
      }
      var end = lineEnd
      if next < starts.count { end = min(end, ranges[starts[next]].lowerBound) }
      for m in active { end = min(end, ranges[m].upperBound) }
      let segment = TextSegment(range: at..<end, marks: active.sorted())
      let line = lines.count - 1
      for m in active where first[m] == nil { first[m] = (line, lines[line].count) }
      lines[line].append(segment)
      at = end
    }
  }

  /// Number of the line that holds a byte offset, from 1.
  static func lineNumber(of offset: Int, in text: [UInt8]) -> Int {
    var number = 1
    var at = 0
    let end = min(max(0, offset), text.count)
    while at < end {
      if text[at] == 10 || text[at] == 13 && !(at + 1 < text.count && text[at + 1] == 10) { number += 1 }
      at += 1
    }
    return number
  }

  /// A range within the text and on character boundaries.
  static func whole(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
    var low = min(max(0, range.lowerBound), text.count)
    var high = min(max(low, range.upperBound), text.count)
    if low == high { return low..<high }
    while low > 0, text[low] & 0xC0 == 0x80 { low -= 1 }
    while high < text.count, text[high] & 0xC0 == 0x80 { high += 1 }
    return low..<high
  }

  private static func lineEnd(_ text: [UInt8], from start: Int) -> Int {
    var at = start
    while at < text.count, text[at] != 10, text[at] != 13 { at += 1 }
    return at
  }
}
