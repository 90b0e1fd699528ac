// HTML as plain text: blocks become lines, paragraphs are set apart, entities become characters.

/// Strips HTML. Nothing is ever refused: what is no markup is text.
enum HTMLText {
  private static let paragraphs: Set<String> = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre",
  ]
  private static let blocks: Set<String> = [
    "div", "tr", "li", "br", "hr", "section", "article", "header", "footer", "blockquote", "dl", "dt", "dd",
    "thead", "tbody", "body", "html", "title",
  ]
  private static let hidden: Set<String> = ["script", "style", "head"]

  /// The text of HTML in UTF-8.
  static func plain(_ html: [UInt8]) -> [UInt8] {
    var out = Output()
    var i = 0
    var preformatted = 0
    while i < html.count {
      let b = html[i]
      if b == UInt8(ascii: "<"), let tag = tag(html, i) {
        i = tag.end
        if hidden.contains(tag.name), !tag.closes {
          i = skip(tag.name, html, from: i)
        } else if paragraphs.contains(tag.name) {
          out.breakLine(2)
        } else if tag.name == "br" {
          out.forceLine()
        } else if blocks.contains(tag.name) {
          out.breakLine(1)
        } else if tag.name == "td" || tag.name == "th" {
          out.space()
        }
        if tag.name == "pre" { preformatted = max(0, preformatted + (tag.closes ? -1 : 1)) }
        continue
      }
      if b == UInt8(ascii: "&"), let (scalar, end) = entity(html, i) {
        if scalar == " " || scalar == "\u{A0}" { out.space() } else { out.append(scalar) }
        i = end
        continue
      }
      if b == 10, preformatted > 0 {
        out.forceLine()
      } else if b <= 32, preformatted == 0 {
        out.space()
      } else {
        out.append(b)
      }
      i += 1
    }
    return out.bytes
  }

  /// Text whose blanks and line ends are made when something follows them.
  private struct Output {
    var bytes: [UInt8] = []
    private var lines = 0
    private var blank = false

    mutating func breakLine(_ n: Int) {
      lines = max(lines, n)
      blank = false
    }

    mutating func forceLine() {
      lines = min(lines + 1, 2)
      blank = false
    }

    mutating func space() { if lines == 0 { blank = true } }

    private mutating func open() {
      if !bytes.isEmpty {
        if lines > 0 { bytes += repeatElement(10, count: lines) } else if blank { bytes.append(32) }
      }
      lines = 0
      blank = false
    }

    mutating func append(_ byte: UInt8) {
      open()
      bytes.append(byte)
    }

    mutating func append(_ scalar: Unicode.Scalar) {
      open()
      bytes += Array(String(Character(scalar)).utf8)
    }
  }

  /// The tag or comment that begins here; nil when `<` is only a sign.
  private static func tag(_ html: [UInt8], _ start: Int) -> (name: String, closes: Bool, end: Int)? {
    var i = start + 1
    if html[i...].starts(with: Array("!--".utf8)) {
      while i + 2 < html.count {
        if html[i] == UInt8(ascii: "-"), html[i + 1] == UInt8(ascii: "-"), html[i + 2] == UInt8(ascii: ">") {
          return ("", false, i + 3)
        }
        i += 1
      }
      return ("", false, html.count)
    }
    let closes = i < html.count && html[i] == UInt8(ascii: "/")
    if closes { i += 1 }
    guard i < html.count, isLetter(html[i]) || html[i] == UInt8(ascii: "!") || html[i] == UInt8(ascii: "?")
    else {
      return nil
    }
    let nameStart = i
    while i < html.count, isLetter(html[i]) || html[i] >= 48 && html[i] <= 57 { i += 1 }
    let name = String(decoding: html[nameStart..<i], as: UTF8.self).lowercased()
    var quote: UInt8?
    while i < html.count {
      if let q = quote {
        if html[i] == q { quote = nil }
      } else if html[i] == UInt8(ascii: ">") {
        return (name, closes, i + 1)
      } else if html[i] == UInt8(ascii: "\"") || html[i] == UInt8(ascii: "'") {
        quote = html[i]
      } else if html[i] == UInt8(ascii: "<") {
        // The tag before was never closed.
        return (name, closes, i)
      }
      i += 1
    }
    return nil
  }

  private static func isLetter(_ b: UInt8) -> Bool { b | 32 >= 97 && b | 32 <= 122 }

  /// Behind the end of an element whose content is not shown.
  private static func skip(_ name: String, _ html: [UInt8], from start: Int) -> Int {
    let wanted = Array(name.utf8)
    var i = start
    while i + 1 < html.count {
      if html[i] == UInt8(ascii: "<"), html[i + 1] == UInt8(ascii: "/"),
        html[(i + 2)...].prefix(wanted.count).map({ $0 | 32 }) == wanted
      {
        while i < html.count, html[i] != UInt8(ascii: ">") { i += 1 }
        return min(i + 1, html.count)
      }
      i += 1
    }
    return html.count
  }

  /// The character that an entity stands for, and where it ends.
  private static func entity(_ html: [UInt8], _ start: Int) -> (Unicode.Scalar, Int)? {
    guard let end = html[(start + 1)...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: html[(start + 1)..<end], as: UTF8.self)
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      guard let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits), code != 0,
        let scalar = Unicode.Scalar(code)
      else { return nil }
      return (scalar, end + 1)
    }
    return named[name].map { ($0, end + 1) }
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": " ", "emsp": " ",
    "thinsp": " ", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "hellip": "…", "bull": "•", "middot": "·", "times": "×", "divide": "÷", "plusmn": "±", "deg": "°",
    "micro": "µ", "mu": "μ", "le": "≤", "ge": "≥", "ne": "≠", "asymp": "≈", "frac12": "½", "frac14": "¼",
    "frac34": "¾", "sup1": "¹", "sup2": "²", "sup3": "³", "rarr": "→", "larr": "←", "uarr": "↑", "darr": "↓",
    "copy": "©", "reg": "®", "trade": "™", "sect": "§", "para": "¶", "eacute": "é", "egrave": "è",
    "agrave": "à", "ccedil": "ç", "ntilde": "ñ", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä",
    "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "alpha": "α", "beta": "β", "gamma": "γ", "shy": "\u{AD}",
  ]
}
