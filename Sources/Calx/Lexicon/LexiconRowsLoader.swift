// The tables of a lexicon, one function a table: a row to its typed entry and its phrases to the trie.

extension LexiconLoader {
  func blankIsNil(_ s: String) -> String? { s.isEmpty ? nil : s }

  mutating func known(organs ids: [String], _ t: LexiconTable, _ r: LexiconTable.Row) -> [String] {
    for id in ids where organs[id] == nil && layer == 1 { problem(t, r, "unknown organ '\(id)'") }
    return ids
  }

  mutating func value<E: RawRepresentable & CaseIterable>(
    _ type: E.Type, _ raw: String, _ t: LexiconTable, _ r: LexiconTable.Row, _ column: String
  ) -> E? where E.RawValue == String {
    if raw.isEmpty { return nil }
    if let v = E(rawValue: raw) { return v }
    problem(t, r, "unknown \(column) '\(raw)'; one of \(E.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  mutating func anchor(_ t: LexiconTable, _ r: LexiconTable.Row) {
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
        host: blankIsNil(t.cell(r, "host")), morphology: t.list(r, "morphology"),
        part: blankIsNil(t.cell(r, "part")),
        absent: t.cell(r, "presence") == "absent"))
    add(t, r, .anchor, entry: entry, meaning: "\(t.cell(r, "kind")) (\(t.cell(r, "id")))")
    for phrase in Self.expanded(t, r, into: &errors) where !phrase.utf8.contains(UInt8(ascii: " ")) {
      anchorWords.append((phrase, Int32(entry)))
    }
  }

  mutating func mask(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let hides = t.cell(r, "hides")
    masks.append(
      Lexicon.Mask(id: t.cell(r, "id"), hidesAnchor: hides != "site", hidesSite: hides != "anchor"))
    add(t, r, .mask, entry: masks.count - 1, meaning: "hides \(hides)")
  }

  mutating func site(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let isConditional = t.cell(r, "organ").hasSuffix("?")
    let named = known(
      organs: isConditional ? [String(t.cell(r, "organ").dropLast())] : t.list(r, "organ"), t, r)
    guard let organ = named.first else { return problem(t, r, "no organ") }
    let part = t.cell(r, "part")
    sites.append(
      Lexicon.Site(
        organ: organ, part: part == "=" || part == "~" ? nil : blankIsNil(part), partIsPhrase: part == "=",
        also: Array(named.dropFirst()), weak: part == "~",
        laterality: value(Laterality.self, t.cell(r, "laterality"), t, r, "laterality"),
        isConditional: isConditional))
    add(t, r, .site, entry: sites.count - 1, meaning: organ)
  }

  mutating func part(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let ids = known(organs: t.list(r, "organs"), t, r)
    parts.append(Lexicon.Part(organs: ids, fallback: blankIsNil(t.cell(r, "default"))))
    add(t, r, .part, entry: parts.count - 1, meaning: ids.joined(separator: ","))
  }

  mutating func host(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let organ = blankIsNil(t.cell(r, "organ"))
    if let organ { _ = known(organs: [organ], t, r) }
    let absorbs = t.cell(r, "absorbs")
    hosts.append(
      Lexicon.Host(
        host: t.cell(r, "host"), organ: organ, plural: t.cell(r, "number").hasPrefix("plural"),
        mass: t.cell(r, "number").hasSuffix("mass"), isFeature: absorbs == "feature",
        absorbs: absorbs == "yes" || absorbs == "feature",
        kind: blankIsNil(t.cell(r, "kind")), holdsCalculi: t.cell(r, "holds") == "calculi",
        isOther: absorbs == "other"))
    add(t, r, .host, entry: hosts.count - 1, meaning: t.cell(r, "host"))
  }

  mutating func side(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let name = t.cell(r, "laterality")
    if let relation = Lexicon.Side.Relation(rawValue: name) {
      sides.append(Lexicon.Side(laterality: .bilateral, relation: relation))
    } else if let side = value(Laterality.self, name, t, r, "laterality") {
      sides.append(Lexicon.Side(laterality: side))
    } else {
      return
    }
    add(t, r, .side, entry: sides.count - 1, meaning: name)
  }

  mutating func qualifier(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let slot = value(Slot.self, t.cell(r, "slot"), t, r, "slot") else { return }
    qualifiers.append(
      Lexicon.Qualifier(slot: slot, value: t.cell(r, "value"), negated: blankIsNil(t.cell(r, "negated"))))
    add(t, r, .qualifier, entry: qualifiers.count - 1, meaning: "\(slot.rawValue)=\(t.cell(r, "value"))")
  }

  mutating func quantity(_ t: LexiconTable, _ r: LexiconTable.Row) {
    quantities.append(
      Lexicon.Quantity(
        multiplicity: Multiplicity(rawValue: t.cell(r, "multiplicity")), count: Int(t.cell(r, "count"))))
    add(t, r, .quantity, entry: quantities.count - 1, meaning: t.cell(r, "multiplicity"))
  }

  mutating func cue(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let axis = Cue.Axis(rawValue: t.cell(r, "axis")),
      let direction = Cue.Direction(rawValue: t.cell(r, "direction")),
      let reach = Cue.Reach(rawValue: t.cell(r, "reach"))
    else { return problem(t, r, "unknown axis, direction or reach") }
    let cue = Cue(
      id: "en.cue." + t.cell(r, "id"), axis: axis, value: t.cell(r, "value"), direction: direction,
      reach: reach)
    // A phrase may speak on several axes: rows that share one have a set of their own.
    let entry = cues.count
    cues.append([cue])
    insert(t, r, .cue, entry) { loader, old in
      let key = UInt64(old) << 32 | UInt64(entry)
      if let known = loader.cueSets[key] { return known }
      let same = loader.cues[old].contains {
        $0.axis == axis && $0.direction == direction && $0.reach == reach
      }
      if same { return nil }
      loader.cues.append(loader.cues[old] + [cue])
      loader.cueSets[key] = loader.cues.count - 1
      return loader.cues.count - 1
    }
  }

  mutating func wordClass(_ t: LexiconTable, _ r: LexiconTable.Row) {
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

  mutating func section(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let name = value(SectionName.self, t.cell(r, "section"), t, r, "section") else { return }
    sections.append(
      Lexicon.SectionTitle(
        name: name, historical: t.cell(r, "history") == "yes", weak: t.cell(r, "weight") == "weak",
        isSubject: t.cell(r, "subject") == "yes"))
    add(t, r, .section, entry: sections.count - 1, meaning: name.rawValue)
  }

  mutating func adviceWord(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let role = Lexicon.Advice.Role(rawValue: t.cell(r, "role")) else {
      return problem(t, r, "unknown role '\(t.cell(r, "role"))'")
    }
    let organs = known(organs: t.list(r, "organs"), t, r)
    advice.append(Lexicon.Advice(role: role, value: t.cell(r, "value"), organs: organs))
    insert(t, r, .advice, advice.count - 1)
  }

  mutating func cause(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let role = Lexicon.CauseWord.Role(rawValue: t.cell(r, "role")) else {
      return problem(t, r, "unknown role '\(t.cell(r, "role"))'")
    }
    causes.append(Lexicon.CauseWord(role: role))
    add(t, r, .cause, entry: causes.count - 1, meaning: role.rawValue)
  }

  mutating func companion(_ t: LexiconTable, _ r: LexiconTable.Row) {
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

  mutating func numeral(_ t: LexiconTable, _ r: LexiconTable.Row) {
    guard let role = Numeral.Role(rawValue: t.cell(r, "role")) else {
      return problem(t, r, "unknown role '\(t.cell(r, "role"))'")
    }
    let value = Double(t.cell(r, "value"))
    if value == nil, role != .point, role != .range { return problem(t, r, "a \(role.rawValue) has a value") }
    for phrase in Self.expanded(t, r, into: &errors) {
      var text = phrase
      let words = text.withUTF8 { phrases.read(plain: $0) }
      guard words.count == 1 else {
        problem(t, r, "'\(phrase)' is more than one word")
        continue
      }
      numerals.append((words[0], Numeral(role: role, value: value ?? 0)))
    }
  }

  mutating func shape(_ t: LexiconTable, _ r: LexiconTable.Row) {
    let use = t.cell(r, "use")
    do throws(PatternError) {
      let pattern = try Pattern(t.cell(r, "pattern"))
      if use.hasPrefix("anchor:") {
        let kind = String(use.dropFirst("anchor:".count))
        anchorShapes.append((t.file, r.line, Int32(anchors.count), pattern))
        anchors.append(
          Lexicon.Anchor(
            id: t.cell(r, "id"), kind: kind, form: .noun, number: .mass, organs: [], organIsDefault: true,
            host: nil, morphology: [], part: nil, absent: false))
      } else if use.hasPrefix("companion:") {
        let id = String(use.dropFirst("companion:".count))
        companionShapes.append((Int32(companions.count), pattern))
        companions.append([Lexicon.Companion(id: id)])
      } else if use.hasPrefix("cue:") {
        cueShapes.append((t.file, r.line, String(use.dropFirst(4)), pattern))
      } else if use == "mask" {
        maskShapes.append(pattern)
      } else if ["measurement", "reference", "date"].contains(use) {
        if shapes[use] == nil { shapes[use] = pattern }
      } else {
        problem(
          t, r,
          "unknown use '\(use)'; one of anchor:KIND, cue:ID, companion:ID, mask, measurement, reference, date"
        )
      }
    } catch {
      problem(t, r, "pattern \(error.description)")
    }
  }
}
