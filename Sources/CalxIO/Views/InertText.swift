// Characters of a report that would act on what shows it instead of being shown: controls, and the marks that
// turn the direction of writing. Views show a visible stand-in.

/// What stands in for characters that must not reach a terminal or a page.
enum InertText {
  /// Whether a character acts: C0 and C1 controls, DEL, marks of direction, line and paragraph separators, the
  /// byte order mark and interlinear annotation. Line ends and tabs act too; a view treats them before it asks.
  static func acts(_ s: Unicode.Scalar) -> Bool {
    switch s.value {
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF,
      0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// A visible stand-in: the control pictures of Unicode for C0 and DEL, the number for the others.
  static func standIn(_ s: Unicode.Scalar) -> String {
    if s.value < 0x20, let picture = Unicode.Scalar(0x2400 + s.value) { return String(picture) }
    if s.value == 0x7F { return "\u{2421}" }
    return "⟨" + name(s) + "⟩"
  }

  /// `U+202E`.
  static func name(_ s: Unicode.Scalar) -> String {
    let hex = String(s.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  /// A text with stand-ins for all acting characters but tabs and line ends.
  static func shown(_ bytes: some Collection<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    for s in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if s != "\t", s != "\n", s != "\r", acts(s) {
        out.append(contentsOf: standIn(s).unicodeScalars)
      } else {
        out.append(s)
      }
    }
    return String(out)
  }

  /// One line of a text: blanks, tabs and line ends become one space, acting characters their stand-ins, and a
  /// text longer than `longest` characters ends in an ellipsis.
  static func line(_ bytes: some Collection<UInt8>, longest: Int = .max) -> String {
    var out = String.UnicodeScalarView()
    var blank = false
    var count = 0
    for s in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if s == " " || s == "\t" || s == "\n" || s == "\r" {
        blank = !out.isEmpty
        continue
      }
      if count >= longest { return String(out) + "…" }
      if blank { out.append(" ") }
      blank = false
      count += 1
      if acts(s) { out.append(contentsOf: standIn(s).unicodeScalars) } else { out.append(s) }
    }
    return String(out)
  }

  /// One line of a string.
  static func line(_ string: String, longest: Int = .max) -> String {
    line(Array(string.utf8), longest: longest)
  }
}
