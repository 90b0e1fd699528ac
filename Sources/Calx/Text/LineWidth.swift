// How wide the lines of a report are, for lines that break where the sentence goes on.

internal import Glibc

extension SentenceSplitter {
  /// Column at which long lines of the text break, 0 when lines are paragraphs.
  static func wrapWidth(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return 0 }
    var longest = 0
    var lines = 0
    var long = 0
    var start = 0
    while start <= text.count {
      let end = memchr(base + start, 10, text.count - start).map {
        UnsafeRawPointer($0) - UnsafeRawPointer(base)
      }
      let width = (end ?? text.count) - start
      start += width + 1
      if width == 0 { continue }
      lines += 1
      if width > longest { longest = width }
      if width > 55 { long += 1 }
    }
    return longest <= 160 && lines > 2 && long > 0 ? longest : 0
  }
}
