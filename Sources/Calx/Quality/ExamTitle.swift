// What the report itself says of its examination, for records that do not: its title, and the modality named there.

/// The title of a report.
struct ExamTitle {
  /// Longest title in bytes that is read.
  private static let longest = 200
  /// The title's words in lower case, nil without a title.
  var exam: String?
  /// Modality words of the title.
  var modality: [String] = []

  init(_ d: borrowing Document, _ text: UnsafeBufferPointer<UInt8>, _ lexicon: Lexicon) {
    var words: [UInt8] = []
    for (i, sentence) in d.sentences.prefix(8).enumerated() {
      var tokens = sentence.tokens
      if !sentence.isTitle, d.sections[sentence.section].name != .other {
        // `SCROTAL US: Right testis 4.1 cm, normal.`: the report's first words alone are its title.
        guard i == 0, sentence.body > tokens.lowerBound else { continue }
        tokens = tokens.lowerBound..<sentence.body
      }
      let range = d.byteRange(tokens)
      guard words.count + range.count < Self.longest else { break }
      if !words.isEmpty { words.append(32) }
      for b in text[range] { words.append(b >= 65 && b <= 90 ? b | 32 : b) }
      for m in d.matches(in: tokens) where m.category == .advice {
        let word = lexicon.advice[Int(m.entry)]
        if word.role == .modality, !modality.contains(word.value) { modality.append(word.value) }
      }
    }
    if !words.isEmpty { exam = String(decoding: words, as: UTF8.self) }
  }
}

extension Document {
  /// Organs that findings, impression, addendum or recommendations name, each once, in order.
  func organsNamed(_ lexicon: Lexicon) -> [Symbol] {
    var organs: [Symbol] = []
    for m in matches where m.category == .site {
      switch sections[Int(sectionOf[Int(m.start)])].name {
      case .indication, .history, .comparison, .technique: continue
      case .findings, .impression, .recommendation, .addendum, .other: break
      }
      let organ = lexicon.rows.sites[Int(m.entry)].organ
      if !organs.contains(organ) { organs.append(organ) }
    }
    return organs
  }

  /// The one side that indication and history name; nil when they name none or both.
  func sideAsked(_ lexicon: Lexicon) -> Laterality? {
    var side: Laterality?
    for m in matches where m.category == .side || m.category == .site {
      let i = Int(m.start)
      switch sections[Int(sectionOf[i])].name {
      case .indication, .history: break
      default: continue
      }
      let named =
        m.category == .side ? lexicon.sides[Int(m.entry)].laterality : lexicon.sites[Int(m.entry)].laterality
      guard let named, named != .midline else { continue }
      if named == .bilateral || side.map({ $0 != named }) ?? false { return nil }
      side = named
    }
    return side
  }
}
