// RTF as plain text: paragraphs become lines; fonts, styles, pictures and headers are passed over.

/// Strips RTF (Microsoft, Rich Text Format Specification 1.9.1).
enum RTFText {
  /// Deepest nesting of groups.
  private static let deepest = 200

  private struct Group {
    var hidden = false
    /// Characters that follow `\u` for readers without Unicode.
    var fallback = 1
  }

  /// Groups whose content is no text of the document.
  private static let destinations: Set<String> = [
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "object", "themedata", "listtable", "listoverridetable", "rsidtbl",
    "generator", "xmlnstbl", "datastore", "latentstyles", "fldinst",
  ]

  private static let characters: [String: String] = [
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "endash": "–", "emdash": "—",
    "bullet": "•", "emspace": " ", "enspace": " ",
  ]

  /// The text of RTF, whose bytes beyond ASCII are CP-1252.
  ///
  /// - Throws: `RecordError` with code `rtf` for groups nested too deep or data that are no RTF.
  static func plain(_ rtf: [UInt8], line: Int?, id: String) throws(RecordError) -> [UInt8] {
    guard rtf.starts(with: Array("{\\rtf".utf8)) else {
      throw RecordError(code: "rtf", message: "the text is declared as RTF and is none", line: line, id: id)
    }
    var out: [UInt8] = []
    var groups = [Group()]
    var skip = 0
    var high: UInt32?
    var i = 0
    func emit(_ text: String) {
      if skip > 0 {
        skip -= 1
      } else if groups.last?.hidden == false {
        out += Array(text.utf8)
      }
    }
    while i < rtf.count {
      let b = rtf[i]
      i += 1
      switch b {
      case UInt8(ascii: "{"):
        guard groups.count < deepest else {
          throw RecordError(
            code: "rtf", message: "the groups of the RTF text are nested deeper than \(deepest)", line: line,
            id: id)
        }
        groups.append(groups.last ?? Group())
      case UInt8(ascii: "}"):
        if groups.count > 1 { groups.removeLast() }
      case 10, 13, 0: break
      case UInt8(ascii: "\\"):
        guard i < rtf.count else { break }
        let c = rtf[i]
        if c | 32 >= 97, c | 32 <= 122 {
          let (word, number, end) = control(rtf, i)
          i = end
          if destinations.contains(word) { groups[groups.count - 1].hidden = true }
          if let text = characters[word] { emit(text) }
          switch word {
          case "uc": groups[groups.count - 1].fallback = max(0, min(number ?? 1, 8))
          case "bin": i = min(rtf.count, i + max(0, number ?? 0))
          case "u":
            guard let number, number > -65_536, number < 65_536 else { break }
            var code = UInt32(number < 0 ? number + 65_536 : number)
            skip = 0
            if code & 0xFC00 == 0xD800 {
              high = code
            } else {
              if code & 0xFC00 == 0xDC00, let h = high {
                code = 0x10000 + (h - 0xD800) << 10 + (code - 0xDC00)
              }
              high = nil
              if let scalar = Unicode.Scalar(code), code != 0 { emit(String(Character(scalar))) }
            }
            skip = groups.last?.fallback ?? 1
          default: break
          }
          continue
        }
        i += 1
        switch c {
        case UInt8(ascii: "'"):
          let digits = rtf[i..<min(i + 2, rtf.count)]
          i = min(i + 2, rtf.count)
          guard let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), code != 0 else { break }
          emit(character(code))
        case UInt8(ascii: "*"): groups[groups.count - 1].hidden = true
        case UInt8(ascii: "~"): emit(" ")
        case UInt8(ascii: "_"): emit("-")
        case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): emit(String(Unicode.Scalar(c)))
        case 10, 13: emit("\n")
        default: break
        }
      default: emit(b < 0x80 ? String(Unicode.Scalar(b)) : character(b))
      }
    }
    return out
  }

  private static func character(_ byte: UInt8) -> String {
    let text = (try? TextEncoding.windows1252.decode([byte], what: "text")) ?? [UInt8(ascii: "?")]
    return String(decoding: text, as: UTF8.self)
  }

  /// A control word, its number, and where it ends, a blank behind it included.
  private static func control(_ rtf: [UInt8], _ start: Int) -> (word: String, number: Int?, end: Int) {
    var i = start
    while i < rtf.count, i - start < 32, rtf[i] | 32 >= 97, rtf[i] | 32 <= 122 { i += 1 }
    let word = String(decoding: rtf[start..<i], as: UTF8.self)
    let digits = i
    if i < rtf.count, rtf[i] == UInt8(ascii: "-") { i += 1 }
    while i < rtf.count, i - digits < 11, rtf[i] >= 48, rtf[i] <= 57 { i += 1 }
    let number = Int(String(decoding: rtf[digits..<i], as: UTF8.self))
    if i < rtf.count, rtf[i] == 32 { i += 1 }
    return (word, number, i)
  }
}
