// Files to a Lexicon: reads every table, expands phrases, builds vocabulary and trie, and collects every defect.

/// Builds a `Lexicon` from its files. Overlay files come first and win over the same phrase or id further down.
struct LexiconLoader {
  var vocabulary = Vocabulary()
  var trie = PhraseTrie()
  var errors: [LexiconError] = []
  var warnings: [LexiconError] = []
  /// Look for phrases written twice, too: costs a start what `calx lexicon check` alone needs.
  var audit = false
  var seen: [Category: [String: (file: String, line: Int, layer: Int)]] = [:]

  var anchors: [Lexicon.Anchor] = []
  var masks: [Lexicon.Mask] = []
  var sites: [Lexicon.Site] = []
  var parts: [Lexicon.Part] = []
  var hosts: [Lexicon.Host] = []
  var organs: [String: Lexicon.Organ] = [:]
  var sides: [Lexicon.Side] = []
  var qualifiers: [Lexicon.Qualifier] = []
  var quantities: [Lexicon.Quantity] = []
  var cues: [[Cue]] = []
  var cueSets: [UInt64: Int] = [:]
  var grammar: [WordClass] = []
  var grammarSets: [UInt64: Int] = [:]
  var sections: [Lexicon.SectionTitle] = []
  var advice: [Lexicon.Advice] = []
  var causes: [Lexicon.CauseWord] = []
  var companions: [[Lexicon.Companion]] = []
  /// Values by slot and name.
  var values: [String: Lexicon.Value] = [:]
  var shapes: [String: Pattern] = [:]
  var maskShapes: [Pattern] = []
  var cueShapes: [(file: String, line: Int, id: String, pattern: Pattern)] = []
  var companionShapes: [(entry: Int32, pattern: Pattern)] = []
  var anchorShapes: [(file: String, line: Int, entry: Int32, pattern: Pattern)] = []
  var anchorWords: [(word: String, entry: Int32)] = []
  var numerals: [(word: Int32, numeral: Numeral)] = []
  var layer = 0
  var tokens: [Token] = []

  /// Loads the built-in lexicon of a language with an overlay laid over it.
  ///
  /// - Throws: `LexiconErrors` with every error of every file.
  static func load(builtIn: [LexiconFile], overlay: [LexiconFile], language: String, audit: Bool = false)
    throws(LexiconErrors) -> Lexicon
  {
    var loader = LexiconLoader()
    loader.audit = audit
    loader.vocabulary.reserveCommonWords()
    let languages = Set(builtIn.compactMap { $0.name.split(separator: "/").first.map(String.init) })
    if !languages.contains(language) {
      throw LexiconErrors(errors: [
        LexiconError(file: language, line: 0, message: "no lexicon for the language '\(language)'")
      ])
    }
    let names = Set(builtIn.map(\.name))
    for file in overlay {
      let name = loader.overlayName(file.name, language: language, known: names)
      loader.layer = 0
      loader.read(LexiconFile(name: name, bytes: file.bytes), language: language, shown: file.name)
    }
    loader.layer = 1
    // Organs first: the other tables name them.
    for file in builtIn.sorted(by: {
      ($0.name.hasSuffix("organs.tsv") ? 0 : 1, $0.name) < ($1.name.hasSuffix("organs.tsv") ? 0 : 1, $1.name)
    }) {
      loader.read(file, language: language, shown: file.name)
    }
    return try loader.finish(files: overlay + builtIn)
  }

  /// An overlay may be laid out like `Lexicons/` or hold the language's files directly.
  func overlayName(_ name: String, language: String, known: Set<String>) -> String {
    if known.contains(name) { return name }
    let nested = language + "/" + name
    return known.contains(nested) ? nested : name
  }

  mutating func read(_ file: LexiconFile, language: String, shown: String) {
    let parts = file.name.split(separator: "/").map(String.init)
    guard let base = parts.last else { return }
    if parts.first == "knowledge" || parts.first == "rules" {
      if base == "companions.tsv" { table(file, shown, ["id", "phrases"]) { $0.companion($1, $2) } }
      return
    }
    guard parts.count == 2, parts[0] == language else {
      if layer == 0 {
        errors.append(
          LexiconError(
            file: shown, line: 0, message: "no such lexicon file; expected names as in Lexicons/\(language)/")
        )
      }
      return
    }
    switch base {
    case "anchors.tsv":
      table(
        file, shown,
        [
          "id", "kind", "form", "number", "organs", "default", "host", "morphology", "part", "presence",
          "phrases",
        ]
      ) { $0.anchor($1, $2) }
    case "masks.tsv": table(file, shown, ["id", "hides", "phrases"]) { $0.mask($1, $2) }
    case "organs.tsv": table(file, shown, ["organ", "traits", "hosts"]) { $0.organ($1, $2) }
    case "sites.tsv": table(file, shown, ["organ", "part", "laterality", "phrases"]) { $0.site($1, $2) }
    case "parts.tsv": table(file, shown, ["organs", "default", "phrases"]) { $0.part($1, $2) }
    case "hosts.tsv":
      table(file, shown, ["host", "organ", "number", "absorbs", "kind", "holds", "phrases"]) {
        $0.host($1, $2)
      }
    case "sides.tsv": table(file, shown, ["laterality", "phrases"]) { $0.side($1, $2) }
    case "qualifiers.tsv":
      table(file, shown, ["slot", "value", "negated", "phrases"]) { $0.qualifier($1, $2) }
    case "quantities.tsv": table(file, shown, ["multiplicity", "count", "phrases"]) { $0.quantity($1, $2) }
    case "cues.tsv":
      table(file, shown, ["id", "axis", "value", "direction", "reach", "phrases"]) { $0.cue($1, $2) }
    case "grammar.tsv": table(file, shown, ["class", "phrases"]) { $0.wordClass($1, $2) }
    case "sections.tsv":
      table(file, shown, ["section", "history", "weight", "phrases"]) { $0.section($1, $2) }
    case "advice.tsv": table(file, shown, ["role", "value", "phrases"]) { $0.adviceWord($1, $2) }
    case "causes.tsv": table(file, shown, ["role", "phrases"]) { $0.cause($1, $2) }
    case "companions.tsv": table(file, shown, ["id", "phrases"]) { $0.companion($1, $2) }
    case "values.tsv":
      table(file, shown, ["slot", "value", "family", "can_be", "traits"]) { $0.meaning($1, $2) }
    case "numerals.tsv": table(file, shown, ["role", "value", "phrases"]) { $0.numeral($1, $2) }
    case "patterns.tsv": table(file, shown, ["id", "use", "pattern"]) { $0.shape($1, $2) }
    default:
      errors.append(LexiconError(file: shown, line: 0, message: "unknown lexicon file"))
    }
  }

  mutating func table(
    _ file: LexiconFile, _ shown: String, _ columns: [String],
    _ body: (inout LexiconLoader, LexiconTable, LexiconTable.Row) -> Void
  ) {
    let table = file.bytes.withUnsafeBytes {
      LexiconTable(file: shown, bytes: $0, columns: columns, errors: &errors)
    }
    for row in table.rows { body(&self, table, row) }
  }

  mutating func problem(_ t: LexiconTable, _ r: LexiconTable.Row, _ message: String) {
    errors.append(LexiconError(file: t.file, line: r.line, message: message))
  }

  func expanded(_ t: LexiconTable, _ r: LexiconTable.Row, into errors: inout [LexiconError])
    -> [String]
  {
    do throws(PhraseSyntax.SyntaxError) {
      return try PhraseSyntax.expand(cell: t.cell(r, "phrases"))
    } catch {
      errors.append(LexiconError(file: t.file, line: r.line, message: error.message))
      return []
    }
  }

  /// Word ids of a run of text, tokenized as reports are, hyphens dropped.
  mutating func words(_ text: ArraySlice<UInt8>) -> [Int32] {
    if text.isEmpty { return [] }
    // Most choices are one word of small letters.
    if text.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) {
      return [vocabulary.intern(text)]
    }
    text.withUnsafeBufferPointer { Tokenizer.tokenize($0, vocabulary, into: &tokens) }
    var result: [Int32] = []
    for token in tokens where !token.gluedHyphen {
      if token.word >= 0 {
        result.append(token.word)
      } else if token.kind == .punctuation, token.byte != 0 {
        result.append(vocabulary.intern(CollectionOfOne(token.byte)))
      } else {
        let at = text.startIndex
        result.append(
          vocabulary.intern(
            text[(at + Int(token.start))..<(at + Int(token.end))].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 })
        )
      }
    }
    return result
  }

  /// Adds a row's phrases to the trie under `entry`; of a phrase written twice the first one stays.
  mutating func add(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, entry: Int, meaning: String
  ) {
    insert(t, r, category, entry) { _, _ in nil }
    guard audit else { return }
    for phrase in expanded(t, r, into: &errors) { _ = note(t, r, category, phrase, meaning) }
  }

  /// Inserts every reading of a row's phrases. `merge` gives the entry that serves an older row and this one.
  mutating func insert(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ entry: Int,
    _ merge: (inout LexiconLoader, Int) -> Int?
  ) {
    let cell = Array(t.cell(r, "phrases").utf8)
    if !PhrasePattern.isBalanced(cell) { _ = expanded(t, r, into: &errors) }
    for range in PhrasePattern.alternatives(cell) {
      // Most alternatives are plain words: they go into the trie as they stand.
      if let path = plainWords(cell, range) {
        var trie = PhraseTrie.empty
        swap(&trie, &self.trie)
        trie.insert(path: path, category, entry: Int32(entry)) { old in
          merge(&self, Int(old)).map(Int32.init)
        }
        swap(&trie, &self.trie)
        continue
      }
      let elements = PhrasePattern(cell[range]).elements.map { choices in choices.map { words($0) } }
      var trie = PhraseTrie.empty
      swap(&trie, &self.trie)
      trie.insert(elements, category, entry: Int32(entry)) { old in merge(&self, Int(old)).map(Int32.init) }
      swap(&trie, &self.trie)
    }
  }

  /// The word ids of an alternative without brackets, nil when it has one.
  private mutating func plainWords(_ cell: [UInt8], _ range: Range<Int>) -> [Int32]? {
    var ids: [Int32] = []
    ids.reserveCapacity(4)
    var start = range.lowerBound
    while start < range.upperBound {
      if cell[start] == UInt8(ascii: " ") {
        start += 1
        continue
      }
      var end = start
      var letters = true
      while end < range.upperBound, cell[end] != UInt8(ascii: " ") {
        let b = cell[end]
        if b &- 97 >= 26 {
          letters = false
          if b == UInt8(ascii: "(") || b == UInt8(ascii: "{") || b == UInt8(ascii: ")")
            || b == UInt8(ascii: "}")
          {
            return nil
          }
        }
        end += 1
      }
      if letters {
        ids.append(
          cell.withUnsafeBufferPointer { vocabulary.intern(UnsafeBufferPointer(rebasing: $0[start..<end])) })
      } else {
        ids += words(cell[start..<end])
      }
      start = end
    }
    return ids
  }

  /// Records a phrase; false when it is already there.
  mutating func note(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ phrase: String, _ meaning: String
  ) -> Bool {
    if let first = seen[category]?[phrase] {
      if first.layer == layer, first.file != t.file || first.line != r.line {
        warnings.append(
          LexiconError(
            file: t.file, line: r.line,
            message: "'\(phrase)' is already in \(first.file):\(first.line), which wins",
            severity: .warning))
      }
      return false
    }
    seen[category, default: [:]][phrase] = (t.file, r.line, layer)
    return true
  }

  mutating func finish(files: [LexiconFile]) throws(LexiconErrors) -> Lexicon {
    guard let measurement = shapes["measurement"], let reference = shapes["reference"],
      let date = shapes["date"]
    else {
      errors.append(
        LexiconError(file: "patterns.tsv", line: 0, message: "measurement, reference and date are needed"))
      throw LexiconErrors(errors: errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    }
    var phraseShapes: [Lexicon.PhraseShape] = []
    let kinds = Set(
      anchors.indices.filter { i in !anchorShapes.contains { Int($0.entry) == i } }.map { anchors[$0].kind })
    for shape in anchorShapes {
      let kind = anchors[Int(shape.entry)].kind
      guard kinds.contains(kind) else {
        errors.append(
          LexiconError(
            file: shape.file, line: shape.line,
            message: "unknown kind '\(kind)'; one of \(kinds.sorted().joined(separator: ", "))"))
        continue
      }
      phraseShapes.append((.anchor, shape.entry, shape.pattern))
    }
    for shape in cueShapes {
      guard let entry = cues.firstIndex(where: { $0.count == 1 && $0[0].id == "en.cue." + shape.id }) else {
        errors.append(
          LexiconError(file: shape.file, line: shape.line, message: "no cue has the id '\(shape.id)'"))
        continue
      }
      phraseShapes.append((.cue, Int32(entry), shape.pattern))
    }
    for shape in companionShapes { phraseShapes.append((.companion, shape.entry, shape.pattern)) }
    if !errors.isEmpty {
      throw LexiconErrors(errors: errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    }
    // FNV-1a.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for file in files { for b in file.bytes { hash = (hash ^ UInt64(b)) &* 0x0000_0100_0000_01b3 } }
    let hex = String(hash, radix: 16)
    return Lexicon(
      vocabulary: vocabulary, trie: trie, anchors: anchors, masks: masks, sites: sites, parts: parts,
      hosts: hosts,
      organs: organs, sides: sides, qualifiers: qualifiers, quantities: quantities, cues: cues,
      grammar: grammar,
      sections: sections, advice: advice, causes: causes, companions: companions,
      values: values.keys.sorted().compactMap { values[$0] },
      patterns: Lexicon.Patterns(
        measurement: measurement, reference: reference, date: date, masks: maskShapes,
        phrases: phraseShapes),
      fuzzy: FuzzyAnchors(anchorWords), numerals: Numerals(numerals, vocabulary: vocabulary.count),
      version: String(repeating: "0", count: 16 - hex.count) + hex,
      warnings: warnings)
  }
}

extension Vocabulary {
  /// Punctuation that mechanisms look for by byte has ids whether or not a phrase uses it.
  fileprivate mutating func reserveCommonWords() {
    for b in Array(".,;:()[]{}/?!*+-<>=&#%\"'~|_".utf8) { _ = intern([b]) }
  }
}
