// Files to a Lexicon: reads every table, expands phrases, builds vocabulary and trie, and collects every defect.

/// Builds a `Lexicon` from its files. Overlay files come first and win over the same phrase or id further down.
struct LexiconLoader {
  private var vocabulary = Vocabulary()
  private var trie = PhraseTrie()
  private var errors: [LexiconError] = []
  private var warnings: [LexiconError] = []
  /// Look for phrases written twice, too: costs a start what `calx lexicon check` alone needs.
  private var audit = false
  private var seen: [Category: [String: (file: String, line: Int, layer: Int)]] = [:]

  private var anchors: [Lexicon.Anchor] = []
  private var masks: [Lexicon.Mask] = []
  private var sites: [Lexicon.Site] = []
  private var parts: [Lexicon.Part] = []
  private var hosts: [Lexicon.Host] = []
  private var organs: [String: Lexicon.Organ] = [:]
  private var sides: [Lexicon.Side] = []
  private var qualifiers: [Lexicon.Qualifier] = []
  private var quantities: [Lexicon.Quantity] = []
  private var cues: [[Cue]] = []
  private var cueSets: [UInt64: Int] = [:]
  private var grammar: [WordClass] = []
  private var grammarSets: [UInt64: Int] = [:]
  private var sections: [Lexicon.SectionTitle] = []
  private var advice: [Lexicon.Advice] = []
  private var causes: [Lexicon.CauseWord] = []
  private var companions: [[Lexicon.Companion]] = []
  private var shapes: [String: Pattern] = [:]
  private var maskShapes: [Pattern] = []
  private var cueShapes: [(file: String, line: Int, id: String, pattern: Pattern)] = []
  private var anchorShapes: [(id: String, kind: String, pattern: Pattern)] = []
  private var anchorWords: [(word: String, entry: Int32)] = []
  private var layer = 0
  private var tokens: [Token] = []

  /// Loads the built-in lexicon of a language with an overlay laid over it.
  ///
  /// - Throws: `LexiconErrors` with every error of every file.
  static func load(builtIn: [LexiconFile], overlay: [LexiconFile], language: String, audit: Bool = false) throws(LexiconErrors) -> Lexicon {
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
    for file in builtIn.sorted(by: { ($0.name.hasSuffix("organs.tsv") ? 0 : 1, $0.name) < ($1.name.hasSuffix("organs.tsv") ? 0 : 1, $1.name) }) {
      loader.read(file, language: language, shown: file.name)
    }
    return try loader.finish(files: overlay + builtIn)
  }

  /// An overlay may be laid out like `Lexicons/` or hold the language's files directly.
  private func overlayName(_ name: String, language: String, known: Set<String>) -> String {
    if known.contains(name) { return name }
    let nested = language + "/" + name
    return known.contains(nested) ? nested : name
  }

  private mutating func read(_ file: LexiconFile, language: String, shown: String) {
    let parts = file.name.split(separator: "/").map(String.init)
    guard let base = parts.last else { return }
    if parts.first == "knowledge" || parts.first == "rules" {
      if base == "companions.tsv" { table(file, shown, ["id", "phrases"]) { $0.companion($1, $2) } }
      return
    }
    guard parts.count == 2, parts[0] == language else {
      if layer == 0 {
        errors.append(
          LexiconError(file: shown, line: 0, message: "no such lexicon file; expected names as in Lexicons/\(language)/"))
      }
      return
    }
    switch base {
    case "anchors.tsv":
      table(file, shown, ["id", "kind", "form", "number", "organs", "default", "host", "morphology", "part", "presence", "phrases"])
        { $0.anchor($1, $2) }
    case "masks.tsv": table(file, shown, ["id", "hides", "phrases"]) { $0.mask($1, $2) }
    case "organs.tsv": table(file, shown, ["organ", "traits", "hosts"]) { $0.organ($1, $2) }
    case "sites.tsv": table(file, shown, ["organ", "part", "laterality", "phrases"]) { $0.site($1, $2) }
    case "parts.tsv": table(file, shown, ["organs", "default", "phrases"]) { $0.part($1, $2) }
    case "hosts.tsv":
      table(file, shown, ["host", "organ", "number", "absorbs", "kind", "holds", "phrases"]) { $0.host($1, $2) }
    case "sides.tsv": table(file, shown, ["laterality", "phrases"]) { $0.side($1, $2) }
    case "qualifiers.tsv": table(file, shown, ["slot", "value", "negated", "phrases"]) { $0.qualifier($1, $2) }
    case "quantities.tsv": table(file, shown, ["multiplicity", "count", "phrases"]) { $0.quantity($1, $2) }
    case "cues.tsv": table(file, shown, ["id", "axis", "value", "direction", "reach", "phrases"]) { $0.cue($1, $2) }
    case "grammar.tsv": table(file, shown, ["class", "phrases"]) { $0.wordClass($1, $2) }
    case "sections.tsv": table(file, shown, ["section", "history", "weight", "phrases"]) { $0.section($1, $2) }
    case "advice.tsv": table(file, shown, ["role", "value", "phrases"]) { $0.adviceWord($1, $2) }
    case "causes.tsv": table(file, shown, ["role", "phrases"]) { $0.cause($1, $2) }
    case "companions.tsv": table(file, shown, ["id", "phrases"]) { $0.companion($1, $2) }
    case "patterns.tsv": table(file, shown, ["id", "use", "pattern"]) { $0.shape($1, $2) }
    default:
      errors.append(LexiconError(file: shown, line: 0, message: "unknown lexicon file"))
    }
  }

  private mutating func table(
    _ file: LexiconFile, _ shown: String, _ columns: [String],
    _ body: (inout LexiconLoader, LexiconTable, LexiconTable.Row) -> Void
  ) {
    let table = file.bytes.withUnsafeBytes {
      LexiconTable(file: shown, bytes: $0, columns: columns, errors: &errors)
    }
    for row in table.rows { body(&self, table, row) }
  }

  // MARK: - Phrases

  private mutating func problem(_ t: LexiconTable, _ r: LexiconTable.Row, _ message: String) {
    errors.append(LexiconError(file: t.file, line: r.line, message: message))
  }

  private func expanded(_ t: LexiconTable, _ r: LexiconTable.Row, into errors: inout [LexiconError]) -> [String] {
    do throws(PhraseSyntax.SyntaxError) {
      return try PhraseSyntax.expand(cell: t.cell(r, "phrases"))
    } catch {
      errors.append(LexiconError(file: t.file, line: r.line, message: error.message))
      return []
    }
  }

  /// Word ids of a run of text, tokenized as reports are, hyphens dropped.
  private mutating func words(_ text: ArraySlice<UInt8>) -> [Int32] {
    if text.isEmpty { return [] }
    // Most choices are one word of small letters.
    if text.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) { return [vocabulary.intern(text)] }
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
          vocabulary.intern(text[(at + Int(token.start))..<(at + Int(token.end))].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }))
      }
    }
    return result
  }

  /// Adds a row's phrases to the trie under `entry`; of a phrase written twice the first one stays.
  private mutating func add(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, entry: Int, meaning: String
  ) {
    insert(t, r, category, entry) { _, _ in nil }
    guard audit else { return }
    for phrase in expanded(t, r, into: &errors) { _ = note(t, r, category, phrase, meaning) }
  }

  /// Inserts every reading of a row's phrases. `merge` gives the entry that serves an older row and this one.
  private mutating func insert(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ entry: Int,
    _ merge: (inout LexiconLoader, Int) -> Int?
  ) {
    let cell = Array(t.cell(r, "phrases").utf8)
    if !PhrasePattern.isBalanced(cell) { _ = expanded(t, r, into: &errors) }
    for pattern in PhrasePattern.patterns(cell) {
      let elements = pattern.elements.map { choices in choices.map { words($0) } }
      var trie = PhraseTrie.empty
      swap(&trie, &self.trie)
      trie.insert(elements, category, entry: Int32(entry)) { old in merge(&self, Int(old)).map(Int32.init) }
      swap(&trie, &self.trie)
    }
  }

  /// Records a phrase; false when it is already there.
  private mutating func note(
    _ t: LexiconTable, _ r: LexiconTable.Row, _ category: Category, _ phrase: String, _ meaning: String
  ) -> Bool {
    if let first = seen[category]?[phrase] {
      if first.layer == layer, first.file != t.file || first.line != r.line {
        warnings.append(
          LexiconError(
            file: t.file, line: r.line, message: "'\(phrase)' is already in \(first.file):\(first.line), which wins",
            severity: .warning))
      }
      return false
    }
    seen[category, default: [:]][phrase] = (t.file, r.line, layer)
    return true
  }

  private func blankIsNil(_ s: String) -> String? { s.isEmpty ? nil : s }

  private mutating func known(organs ids: [String], _ t: LexiconTable, _ r: LexiconTable.Row) -> [String] {
    for id in ids where organs[id] == nil && layer == 1 { problem(t, r, "unknown organ '\(id)'") }
    return ids
  }

  private mutating func value<E: RawRepresentable & CaseIterable>(
    _ type: E.Type, _ raw: String, _ t: LexiconTable, _ r: LexiconTable.Row, _ column: String
  ) -> E? where E.RawValue == String {
    if raw.isEmpty { return nil }
    if let v = E(rawValue: raw) { return v }
    problem(t, r, "unknown \(column) '\(raw)'; one of \(E.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  // MARK: - Tables

  private mutating func anchor(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let form = Lexicon.Anchor.Form(rawValue: t.cell(r, "form")) else {
      return problem(t, r, "form is 'noun' or 'adjective'")
    }
    let named = known(organs: t.list(r, "organs"), t, r)
    let fallback = known(organs: t.list(r, "default"), t, r)
    let entry = anchors.count
    anchors.append(
      Lexicon.Anchor(
        id: t.cell(r, "id"), kind: t.cell(r, "kind"), form: form,
        number: Lexicon.Anchor.Number(rawValue: t.cell(r, "number")) ?? .mass,
        organs: named.isEmpty ? fallback : named, organIsDefault: named.isEmpty,
        host: blankIsNil(t.cell(r, "host")), morphology: t.list(r, "morphology"), part: blankIsNil(t.cell(r, "part")),
        absent: t.cell(r, "presence") == "absent"))
    add(t, r, .anchor, entry: entry, meaning: "\(t.cell(r, "kind")) (\(t.cell(r, "id")))")
    for phrase in expanded(t, r, into: &errors) where !phrase.contains(" ") {
      anchorWords.append((phrase, Int32(entry)))
    }
  }

  private mutating func mask(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let hides = t.cell(r, "hides")
    masks.append(
      Lexicon.Mask(id: t.cell(r, "id"), hidesAnchor: hides != "site", hidesSite: hides != "anchor"))
    add(t, r, .mask, entry: masks.count - 1, meaning: "hides \(hides)")
  }

  private mutating func organ(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let id = t.cell(r, "organ")
    let traits = t.list(r, "traits")
    for trait in traits
    where !["paired", "calculi", "vessel", "generic", "maternal", "collective", "lobed"].contains(trait)
      && !trait.hasPrefix("modality:") && !trait.hasPrefix("stones:") {
      problem(t, r, "unknown trait '\(trait)'")
    }
    if organs[id] != nil { return }
    organs[id] = Lexicon.Organ(
      id: id, paired: traits.contains("paired"), holdsCalculi: traits.contains("calculi"),
      vessel: traits.contains("vessel"), generic: traits.contains("generic"),
      collective: traits.contains("collective"),
      lobed: traits.contains("lobed"),
      stones: traits.first { $0.hasPrefix("stones:") }.map { String($0.dropFirst(7)) },
      modality: traits.first { $0.hasPrefix("modality:") }.map { String($0.dropFirst(9)) }, maternal: traits.contains("maternal"),
      hostNames: t.list(r, "hosts"))
  }

  private mutating func site(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let named = known(organs: t.list(r, "organ"), t, r)
    guard let organ = named.first else { return problem(t, r, "no organ") }
    let part = t.cell(r, "part")
    sites.append(
      Lexicon.Site(
        organ: organ, part: part == "=" || part == "~" ? nil : blankIsNil(part), partIsPhrase: part == "=",
        also: Array(named.dropFirst()), weak: part == "~",
        laterality: value(Laterality.self, t.cell(r, "laterality"), t, r, "laterality")))
    add(t, r, .site, entry: sites.count - 1, meaning: organ)
  }

  private mutating func part(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let ids = known(organs: t.list(r, "organs"), t, r)
    parts.append(Lexicon.Part(organs: ids, fallback: blankIsNil(t.cell(r, "default"))))
    add(t, r, .part, entry: parts.count - 1, meaning: ids.joined(separator: ","))
  }

  private mutating func host(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let organ = blankIsNil(t.cell(r, "organ"))
    if let organ { _ = known(organs: [organ], t, r) }
    let absorbs = t.cell(r, "absorbs")
    hosts.append(
      Lexicon.Host(
        host: t.cell(r, "host"), organ: organ, plural: t.cell(r, "number").hasPrefix("plural"),
        mass: t.cell(r, "number").hasSuffix("mass"), isFeature: absorbs == "feature",
        absorbs: absorbs == "yes" || absorbs == "feature",
        kind: blankIsNil(t.cell(r, "kind")), holdsCalculi: t.cell(r, "holds") == "calculi", isOther: absorbs == "other"))
    add(t, r, .host, entry: hosts.count - 1, meaning: t.cell(r, "host"))
  }

  private mutating func side(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let side = value(Laterality.self, t.cell(r, "laterality"), t, r, "laterality") else { return }
    sides.append(Lexicon.Side(laterality: side))
    add(t, r, .side, entry: sides.count - 1, meaning: side.rawValue)
  }

  private mutating func qualifier(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let slot = value(Slot.self, t.cell(r, "slot"), t, r, "slot") else { return }
    qualifiers.append(Lexicon.Qualifier(slot: slot, value: t.cell(r, "value"), negated: blankIsNil(t.cell(r, "negated"))))
    add(t, r, .qualifier, entry: qualifiers.count - 1, meaning: "\(slot.rawValue)=\(t.cell(r, "value"))")
  }

  private mutating func quantity(_ t: LexiconTable, _ r: LexiconTable.Row) {
    quantities.append(
      Lexicon.Quantity(
        multiplicity: Multiplicity(rawValue: t.cell(r, "multiplicity")), count: Int(t.cell(r, "count"))))
    add(t, r, .quantity, entry: quantities.count - 1, meaning: t.cell(r, "multiplicity"))
  }

  private mutating func cue(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let axis = Cue.Axis(rawValue: t.cell(r, "axis")),
      let direction = Cue.Direction(rawValue: t.cell(r, "direction")),
      let reach = Cue.Reach(rawValue: t.cell(r, "reach"))
    else { return problem(t, r, "unknown axis, direction or reach") }
    let cue = Cue(
      id: "en.cue." + t.cell(r, "id"), axis: axis, value: t.cell(r, "value"), direction: direction, reach: reach)
    // A phrase may speak on several axes: rows that share one have a set of their own.
    let entry = cues.count
    cues.append([cue])
    insert(t, r, .cue, entry) { loader, old in
      let key = UInt64(old) << 32 | UInt64(entry)
      if let known = loader.cueSets[key] { return known }
      let same = loader.cues[old].contains { $0.axis == axis && $0.direction == direction && $0.reach == reach }
      if same { return nil }
      loader.cues.append(loader.cues[old] + [cue])
      loader.cueSets[key] = loader.cues.count - 1
      return loader.cues.count - 1
    }
  }

  private mutating func wordClass(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let bit = WordClass.names[t.cell(r, "class")] else {
      return problem(t, r, "unknown class '\(t.cell(r, "class"))'")
    }
    let entry = grammar.count
    grammar.append(bit)
    insert(t, r, .grammar, entry) { loader, old in
      let both = loader.grammar[old].union(bit)
      if both == loader.grammar[old] { return nil }
      if let known = loader.grammarSets[both.rawValue] { return known }
      loader.grammar.append(both)
      loader.grammarSets[both.rawValue] = loader.grammar.count - 1
      return loader.grammar.count - 1
    }
  }

  private mutating func section(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let name = value(SectionName.self, t.cell(r, "section"), t, r, "section") else { return }
    sections.append(
      Lexicon.SectionTitle(
        name: name, historical: t.cell(r, "history") == "yes", weak: t.cell(r, "weight") == "weak"))
    add(t, r, .section, entry: sections.count - 1, meaning: name.rawValue)
  }

  private mutating func adviceWord(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let role = Lexicon.Advice.Role(rawValue: t.cell(r, "role")) else {
      return problem(t, r, "unknown role '\(t.cell(r, "role"))'")
    }
    advice.append(Lexicon.Advice(role: role, value: t.cell(r, "value")))
    insert(t, r, .advice, advice.count - 1) { _, _ in nil }
  }

  private mutating func cause(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let role = Lexicon.CauseWord.Role(rawValue: t.cell(r, "role")) else {
      return problem(t, r, "unknown role '\(t.cell(r, "role"))'")
    }
    causes.append(Lexicon.CauseWord(role: role))
    add(t, r, .cause, entry: causes.count - 1, meaning: role.rawValue)
  }

  private mutating func companion(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let companion = Lexicon.Companion(id: t.cell(r, "id"))
    // A phrase may show several companions: rows that share one have a set of their own.
    let entry = companions.count
    companions.append([companion])
    insert(t, r, .companion, entry) { loader, old in
      if loader.companions[old].contains(where: { $0.id == companion.id }) { return nil }
      loader.companions.append(loader.companions[old] + [companion])
      return loader.companions.count - 1
    }
  }

  private mutating func shape(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let use = t.cell(r, "use")
    do throws(PatternError) {
      let pattern = try Pattern(t.cell(r, "pattern"))
      if use.hasPrefix("anchor:") {
        anchorShapes.append((t.cell(r, "id"), String(use.dropFirst("anchor:".count)), pattern))
      } else if use.hasPrefix("cue:") {
        cueShapes.append((t.file, r.line, String(use.dropFirst(4)), pattern))
      } else if use == "mask" {
        maskShapes.append(pattern)
      } else if shapes[use] == nil {
        shapes[use] = pattern
      }
    } catch {
      problem(t, r, "pattern \(error.description)")
    }
  }

  // MARK: - The end

  private mutating func finish(files: [LexiconFile]) throws(LexiconErrors) -> Lexicon {
    guard let measurement = shapes["measurement"], let reference = shapes["reference"], let date = shapes["date"] else {
      errors.append(LexiconError(file: "patterns.tsv", line: 0, message: "measurement, reference and date are needed"))
      throw LexiconErrors(errors: errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    }
    var cuePatterns: [(entry: Int32, pattern: Pattern)] = []
    for shape in cueShapes {
      guard let entry = cues.firstIndex(where: { $0.count == 1 && $0[0].id == "en.cue." + shape.id }) else {
        errors.append(LexiconError(file: shape.file, line: shape.line, message: "no cue has the id '\(shape.id)'"))
        continue
      }
      cuePatterns.append((Int32(entry), shape.pattern))
    }
    if !errors.isEmpty { throw LexiconErrors(errors: errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) }) }
    var hash = Vocabulary.seed
    for file in files { for b in file.bytes { hash = Vocabulary.step(hash, b) } }
    let hex = String(hash, radix: 16)
    return Lexicon(
      vocabulary: vocabulary, trie: trie, anchors: anchors, masks: masks, sites: sites, parts: parts, hosts: hosts,
      organs: organs, sides: sides, qualifiers: qualifiers, quantities: quantities, cues: cues, grammar: grammar,
      sections: sections, advice: advice, causes: causes, companions: companions,
      patterns: Lexicon.Patterns(measurement: measurement, reference: reference, date: date, masks: maskShapes, cues: cuePatterns, anchors: anchorShapes),
      fuzzy: FuzzyAnchors(anchorWords), version: String(repeating: "0", count: 16 - hex.count) + hex,
      warnings: warnings, prefilter: AnchorPrefilter(anchorWords.map(\.word)))
  }
}

extension Vocabulary {
  /// Punctuation that mechanisms look for by byte has ids whether or not a phrase uses it.
  fileprivate mutating func reserveCommonWords() {
    for b in Array(".,;:()[]{}/?!*+-<>=&#%\"'~|_".utf8) { _ = intern([b]) }
  }
}
