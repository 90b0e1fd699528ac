// Files to a Lexicon: reads every table, expands phrases, builds vocabulary and trie, and collects every defect.

/// Builds a `Lexicon` from its files. Overlay files come first and win over the same phrase or id further down.
struct LexiconLoader {
  var phrases = PhraseReader()
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
  /// Payloads of the trie that the phrases inserted last share with earlier ones.
  var shared: [Int32] = []

  /// Loads the built-in lexicon of a language with an overlay laid over it.
  ///
  /// - Throws: `LexiconErrors` with every error of every file.
  static func load(builtIn: [LexiconFile], overlay: [LexiconFile], language: String, audit: Bool = false)
    throws(LexiconErrors) -> Lexicon
  {
    var loader = LexiconLoader()
    loader.audit = audit
    loader.phrases.vocabulary.reserveCommonWords()
    guard builtIn.contains(where: { $0.name.hasPrefix(language + "/") }) else {
      throw LexiconErrors(errors: [
        LexiconError(file: language, line: 0, message: "no lexicon for the language '\(language)'")
      ])
    }
    let names = overlay.isEmpty ? [] : Set(builtIn.map(\.name))
    for file in overlay {
      let name = loader.overlayName(file.name, language: language, known: names)
      loader.layer = 0
      loader.read(LexiconFile(name: name, bytes: file.bytes), language: language, shown: file.name)
    }
    loader.layer = 1
    // Organs first: the other tables name them.
    let isOrgans = { (file: LexiconFile) in file.name.hasSuffix("/organs.tsv") }
    for file in builtIn where isOrgans(file) { loader.read(file, language: language, shown: file.name) }
    for file in builtIn where !isOrgans(file) { loader.read(file, language: language, shown: file.name) }
    return try loader.finish(files: overlay + builtIn)
  }

  /// An overlay may be laid out like `Lexicons/` or hold the language's files directly.
  func overlayName(_ name: String, language: String, known: Set<String>) -> String {
    if known.contains(name) { return name }
    let nested = language + "/" + name
    return known.contains(nested) ? nested : name
  }

  mutating func read(_ file: LexiconFile, language: String, shown: String) {
    if file.name.hasPrefix("knowledge/") || file.name.hasPrefix("rules/") {
      if file.name.hasSuffix("/companions.tsv") {
        table(file, shown, ["id", "phrases"]) { $0.companion($1, $2) }
      }
      return
    }
    guard let slash = file.name.utf8.lastIndex(of: UInt8(ascii: "/")), file.name[..<slash] == language else {
      if layer == 0 {
        errors.append(
          LexiconError(
            file: shown, line: 0, message: "no such lexicon file; expected names as in Lexicons/\(language)/")
        )
      }
      return
    }
    let base = String(file.name[file.name.utf8.index(after: slash)...])
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
      table(file, shown, ["section", "history", "weight", "subject", "phrases"]) { $0.section($1, $2) }
    case "advice.tsv":
      table(file, shown, ["role", "value", "phrases"], optional: ["organs"]) { $0.adviceWord($1, $2) }
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
    _ file: LexiconFile, _ shown: String, _ columns: [String], optional: [String] = [],
    _ body: (inout LexiconLoader, LexiconTable, LexiconTable.Row) -> Void
  ) {
    let table = LexiconTable(file, shown: shown, columns: columns, optional: optional, errors: &errors)
    for row in table.rows { body(&self, table, row) }
  }

  mutating func problem(_ t: LexiconTable, _ r: LexiconTable.Row, _ message: String) {
    errors.append(LexiconError(file: t.file, line: r.line, message: message))
  }

  static func expanded(_ t: LexiconTable, _ r: LexiconTable.Row, into errors: inout [LexiconError])
    -> [String]
  {
    do throws(PhraseSyntax.SyntaxError) {
      return try PhraseSyntax.expand(cell: t.cell(r, "phrases"))
    } catch {
      errors.append(LexiconError(file: t.file, line: r.line, message: error.message))
      return []
    }
  }

  /// Adds a row's phrases to the trie under `entry`; of a phrase written twice the first one stays.
  mutating func add(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, entry: Int,
    meaning: @autoclosure () -> String
  ) {
    insert(t, r, category, entry)
    guard audit else { return }
    let meaning = meaning()
    for phrase in Self.expanded(t, r, into: &errors) { _ = note(t, r, category, phrase, meaning) }
  }

  /// Inserts every reading of a row's phrases. `merge` gives the entry that serves an older row and this one; nil keeps
  /// the older one.
  mutating func insert(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ entry: Int,
    merge: ((inout LexiconLoader, Int) -> Int?)? = nil
  ) {
    if t.withBytes(r, "phrases", { phrases.read($0) }) {
      insertCell(t, r, category, entry, merge)
    } else {
      for phrase in Self.expanded(t, r, into: &errors) {
        var phrase = phrase
        _ = phrase.withUTF8 { phrases.read(plain: $0) }
        insertCell(t, r, category, entry, merge)
      }
    }
  }

  private mutating func insertCell(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ entry: Int,
    _ merge: ((inout LexiconLoader, Int) -> Int?)?
  ) {
    shared.removeAll(keepingCapacity: true)
    guard trie.insert(phrases.cell, category, entry: Int32(entry), shared: &shared) else {
      return problem(t, r, "the phrases have more than \(PhraseTrie.mostReadings) readings; split the row")
    }
    guard let merge else { return }
    for payload in shared {
      if let both = merge(&self, Int(trie.entry(of: payload))) { trie.set(entry: Int32(both), of: payload) }
    }
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
    let packed = PackedTrie(trie)
    phrases.vocabulary.note(begins: trie.rootCategories, roots: packed.roots)
    var version = LexiconVersion()
    for file in files { version.add(file) }
    return Lexicon(
      vocabulary: phrases.vocabulary, trie: packed, anchors: anchors, masks: masks, sites: sites,
      parts: parts,
      hosts: hosts,
      organs: organs, sides: sides, qualifiers: qualifiers, quantities: quantities, cues: cues,
      grammar: grammar,
      sections: sections, advice: advice, causes: causes, companions: companions,
      values: values.keys.sorted().compactMap { values[$0] },
      patterns: Lexicon.Patterns(
        measurement: measurement, reference: reference, date: date, masks: maskShapes,
        phrases: phraseShapes),
      fuzzy: FuzzyAnchors(anchorWords), numerals: Numerals(numerals, vocabulary: phrases.vocabulary.count),
      version: version.text,
      warnings: warnings)
  }
}

extension Vocabulary {
  /// Punctuation that mechanisms look for by byte has ids whether or not a phrase uses it.
  fileprivate mutating func reserveCommonWords() {
    for b in Array(".,;:()[]{}/?!*+-<>=&#%\"'~|_".utf8) { _ = intern([b]) }
  }
}
