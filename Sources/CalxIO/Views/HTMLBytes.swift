// HTML written by appending bytes. What comes from a report passes `text`, `inline` or an attribute's value, and
// nothing of it can leave the place where it was put.

/// An HTML text in the making.
struct HTMLBytes {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []

  /// Appends markup of the page itself; never words of a report.
  mutating func markup(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Stands for the number of the article until it is known.
  static let numberByte: UInt8 = 1
  /// Stands before an article.
  static let articleByte: UInt8 = 2

  /// Begins an article.
  mutating func startArticle() { bytes.append(Self.articleByte) }

  /// Appends ` name="#r7q1"`: names of anchors in the article, which letters and digits tell from each other.
  mutating func anchors(_ name: StaticString, _ parts: [String], link: Bool = false) {
    markup(" ")
    markup(name)
    markup("=\"")
    for (i, part) in parts.enumerated() {
      markup(i > 0 ? " r" : link ? "#r" : "r")
      bytes.append(Self.numberByte)
      inline(part)
    }
    markup("\"")
  }

  /// Appends bytes of the page itself: its style sheet or its script.
  mutating func raw(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

  /// Appends a stretch of report text: blanks stay, acting characters become visible stand-ins.
  mutating func text(_ text: some Collection<UInt8>) {
    for s in String(decoding: text, as: UTF8.self).unicodeScalars {
      if s != "\t", InertText.acts(s) {
        markup("<span class=\"inert\" title=\"")
        bytes.append(contentsOf: InertText.name(s).utf8)
        markup("\">")
        bytes.append(contentsOf: InertText.standIn(s).utf8)
        markup("</span>")
      } else {
        escaped(s)
      }
    }
  }

  /// Appends words in one line.
  mutating func inline(_ words: String) {
    for s in InertText.line(words).unicodeScalars { escaped(s) }
  }

  /// Appends ` name="value"`, the value in one line.
  mutating func attribute(_ name: StaticString, _ value: String) {
    markup(" ")
    markup(name)
    markup("=\"")
    inline(value)
    markup("\"")
  }

  private mutating func escaped(_ s: Unicode.Scalar) {
    switch s {
    case "&": markup("&amp;")
    case "<": markup("&lt;")
    case ">": markup("&gt;")
    case "\"": markup("&quot;")
    case "'": markup("&#39;")
    case "`": markup("&#96;")
    default:
      if s.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: s.value))
      } else {
        bytes.append(contentsOf: String(s).utf8)
      }
    }
  }
}
