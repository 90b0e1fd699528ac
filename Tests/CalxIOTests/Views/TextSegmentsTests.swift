// Marks that overlap, nest and cross lines.

import Testing

@testable import CalxIO

struct TextSegmentsTests {
  /// Segments written as `words{marks}`, lines joined by `|`.
  static func shown(_ text: String, _ marks: [Range<Int>]) -> String {
    let bytes = Array(text.utf8)
    return TextSegments(bytes, marks: marks).lines.map { line in
      line.map { s in
        String(decoding: bytes[s.range], as: UTF8.self)
          + (s.marks.isEmpty ? "" : "{\(s.marks.map(String.init).joined(separator: ","))}")
      }.joined(separator: " ")
    }.joined(separator: "|")
  }

  @Test(arguments: [
    ("abcdef", [1..<3], "a bc{0} def"),
    ("abcdef", [1..<5, 2..<3], "a b{0} c{0,1} de{0} f"),
    ("abcdef", [0..<4, 2..<6], "ab{0} cd{0,1} ef{1}"),
    ("abcdef", [2..<4, 2..<4], "ab cd{0,1} ef"),
    ("abcdef", [2..<2, 9..<12, 4..<99], "abcd ef{2}"),
    ("ab\ncd", [1..<4], "a b{0}|c{0} d"),
    ("ab\r\ncd\re", [0..<8], "ab{0}|cd{0}|e{0}"),
    ("ab\r\n\r\n", [], "ab||"),
    ("", [0..<1], ""),
    ("aé", [2..<3], "a é{0}"),
    ("👩‍⚕️x", [0..<1], "👩{0} ‍⚕️x"),
  ])
  func cutsAtMarks(_ text: String, _ marks: [Range<Int>], _ expected: String) {
    #expect(Self.shown(text, marks) == expected)
  }

  @Test func nothingIsLostWhateverTheMarks() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        "ab\n\ré😀 ".randomElement(using: &random) ?? "a"
      }
      let bytes = Array(String(text).utf8)
      let marks = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let low = Int.random(in: 0...50, using: &random)
        return low..<(low + Int.random(in: 0...20, using: &random))
      }
      let cut = TextSegments(bytes, marks: marks)
      let joined = cut.lines.flatMap { $0 }.flatMap { Array(bytes[$0.range]) }
      #expect(joined == bytes.filter { $0 != 10 && $0 != 13 })
      for line in cut.lines {
        for s in line {
          #expect(String(validating: bytes[s.range], as: UTF8.self) != nil)
          for (i, mark) in marks.enumerated() {
            let whole = TextSegments.whole(mark, in: bytes)
            #expect(s.marks.contains(i) == (whole.overlaps(s.range) && !whole.isEmpty))
          }
        }
      }
    }
  }

  @Test(arguments: [(0, 1), (2, 1), (3, 2), (4, 2), (6, 3), (7, 4), (99, 4)])
  func namesLines(_ offset: Int, _ line: Int) {
    #expect(TextSegments.lineNumber(of: offset, in: Array("ab\nc\r\n\rd".utf8)) == line)
  }
}
