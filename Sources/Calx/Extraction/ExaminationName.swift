// What the modality and the name of an examination say: companions that their words are, and whether a fetus is meant.

/// The names of the last examination asked about. Reports of one kind stand together: a name is read once for all of them.
struct ExaminationName {
  private var modality: String?
  private var exam: String?
  /// Rows of the lexicon's companions that single words of it are, in order.
  private(set) var companions: [Int] = []
  /// It is of a fetus (`fetal-US`, `anatomy survey`).
  private(set) var isObstetric = false

  mutating func read(_ report: Report, _ lexicon: Lexicon) {
    if modality == report.modality, exam == report.exam { return }
    modality = report.modality
    exam = report.exam
    companions.removeAll(keepingCapacity: true)
    isObstetric = false
    for name in [modality, exam] { if let name { read(name, lexicon) } }
  }

  private mutating func read(_ name: String, _ lexicon: Lexicon) {
    let words = name.lowercased().split { !$0.isLetter }.map { lexicon.vocabulary.id(of: $0.utf8) }
    for i in words.indices {
      let word = lexicon.trie.lookup(CollectionOfOne(words[i]), .companion)
      let pair = i + 1 < words.count ? lexicon.trie.lookup(words[i...i + 1], .companion) : nil
      if let word { companions.append(Int(word)) }
      for row in [word, pair] {
        if let row, lexicon.rows.companions[Int(row)].contains(.fetus) { isObstetric = true }
      }
    }
  }
}
