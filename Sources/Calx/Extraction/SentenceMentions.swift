// The mentions of one sentence: what it says of each anchor, and one mention for each place that the anchor has.

extension MentionExtractor {
  /// What a sentence says of one of its anchors, wherever it lies.
  private struct Statement {
    /// Its number in the report.
    var ordinal: Int
    var anchor: SentenceView.AnchorHit
    var row: PlainRows.Anchor
    var assertion: Assertion
    var quantity: QuantityBinder.Bound
    var cause: CauseFinder.Cause?
    var sizes: [SizeBinder.Sized]
    /// Sizes by place, where each has its own.
    var split: [[SizeBinder.Sized]]?
    /// What is said of members of the group by themselves; the last places are theirs.
    var members: [Member] = []
    /// Grades by place; the last places are theirs.
    var graded: [Graded] = []
    /// Scores of vessels; the last places are theirs.
    var scored: [Scored] = []
  }

  /// The sentence names a place of its own, and its labels name none but others: what they hold is not the anchor's
  /// (`Left thyroid nodule 18 mm: FNA needed. Injection granulomas of both buttocks.`).
  private func isElsewhere(_ work: Work) -> Bool {
    guard let place = work.places.first, place.rule == .clause, !place.borrowed else { return false }
    return work.scene.labels.namesOnlyOthers(place.organ)
  }

  /// Reads the mentions of a sentence; their places are `work.all` then.
  func read(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ section: Section,
    _ binder: SiteBinder, _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    let context = ContextEngine(lexicon: lexicon)
    let qualifierBinder = QualifierBinder(lexicon: lexicon, reading: reading)
    labelPlaces(sentence, state.memory, &work)
    work.scene.sentence = sentence
    work.scene.section = section.name
    binder.open(&work.scene, view, state.memory)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view, byWords: true)
    let causes = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches)
    bindHosts(view, &work)
    var lastNumber: Multiplicity?
    for k in view.anchors.indices {
      let anchor = view.anchors[k]
      let bound = work.hosts[k]
      var assertion = context.assertion(of: anchor.tokens, in: view, d)
      if assertion.temporality == .hypothetical, isKnown(anchor, view) { assertion.settleCondition(d) }
      let isAbsent = assertion.presence == .absent
      findPlaces(
        of: k, bound, isAbsent: isAbsent, isOfOther: assertion.experiencer == .family, view, binder, state,
        &work)
      let named = bound?.name == nil ? takeEarlierHost(for: k, view, state, &work) : []
      qualifierBinder.qualifiers(of: k, host: bound, in: view, into: &work.descriptors)
      let own = ownSizes(of: k, bound, sized, view, at: work.places)
      var quantity = quantity(of: k, bound, own, after: lastNumber, view, work.descriptors)
      // `Nodule 3: left upper lobe, 4 mm, calcified`
      if quantity.multiplicity == nil, bound == nil, work.scene.labels.host != nil,
        lexicon.rows.anchors[anchor.entry].isAdjective
      {
        quantity.multiplicity = work.scene.labels.multiplicity(at: work.places.first?.organ, lexicon)
      }
      lastNumber = quantity.multiplicity
      let cause = isAbsent ? nil : cause(of: k, causes, view)
      state.anchors += 1
      var statement = Statement(
        ordinal: state.anchors, anchor: anchor, row: lexicon.rows.anchors[anchor.entry],
        assertion: outside(cause.map { outside($0, assertion) } ?? assertion, former: sized),
        quantity: quantity, cause: cause,
        sizes: own)
      if own.isEmpty {
        statement.sizes = hostSizes(sized, bound, work.places.first?.organ, view)
        // `Common duct: 4 mm, no stone`: the length of what holds no stone is not the stone's.
        if statement.sizes.isEmpty, bound == nil, !isElsewhere(work), !namesOrgan(anchor),
          !(isAbsent && lexicon.rows.has(anchor.kind, .calculus))
        {
          statement.sizes = labelSizes(sized, sentence, view, state)
          if statement.sizes.isEmpty, work.scene.labels.host != nil {
            statement.sizes = openingSizes(sized, view)
          }
        }
        if statement.sizes.isEmpty { statement.sizes = identitySizes(sized, anchor, view) }
        if statement.sizes.isEmpty { statement.sizes = named }
      }
      // `the larger stone measures 8 mm, the smaller one 3 mm`: the other one's length, unless both were counted.
      if quantity.count == nil, statement.sizes.contains(where: { !$0.lesser }) {
        statement.sizes.removeAll(where: \.lesser)
      }
      let isLimited = isLimited(statement, view)
      let isScore = lexicon.rows.has(anchor.kind, .score)
      if isScore { widenPlaces(to: view, &work) }
      part(&statement, k, sized, view, &work)
      if isScore { readScores(&statement, sentence, &state, &work) }
      for p in work.places.indices {
        let written = write(
          statement, p, host: work.hosts[k], isLimited: isLimited, sized, view, sentence, section,
          isObstetric: state.obstetric, &work, &output)
        if written.isThere {
          state.known.append(
            KnownPlace(
              kind: anchor.kind, host: written.host, site: work.places[p], sentence: view.index))
        }
      }
      work.all.append(contentsOf: work.places)
    }
    rememberHosts(view, work.hosts, &state)
  }

  // MARK: - Hosts

  /// What each anchor lies in, by the words around it.
  private func bindHosts(_ view: SentenceView, _ work: inout Work) {
    let binder = HostBinder(lexicon: lexicon, reading: reading)
    work.hosts.clear()
    for k in view.anchors.indices {
      var host = binder.host(of: view.anchors[k], in: view)
      // `Nodule 3: 22 mm, solid, rim calcification`: the rim is that of the label's nodule.
      if let held = host, held.name == nil, work.scene.labels.host != nil { host = nil }
      // `a nodule with echogenic foci and macrocalcification`
      if host == nil, k > 0, let held = work.hosts[k - 1], let index = held.index,
        !lexicon.rows.anchors[view.anchors[k].entry].isAdjective,
        lexicon.rows.anchors[view.anchors[k].entry].organs.count == 0,
        view.hosts[index].tokens.upperBound <= view.anchors[k - 1].tokens.lowerBound,
        coordinated(view.anchors[k - 1].tokens, view.anchors[k].tokens)
          || identifies(view.anchors[k - 1].tokens, view.anchors[k].tokens, view)
      {
        host = held
      }
      work.hosts.append(host)
    }
  }

  /// The word itself says in which organ it lies (`CAC`).
  func namesOrgan(_ anchor: SentenceView.AnchorHit) -> Bool {
    lexicon.rows.anchors[anchor.entry].organs.count > 0
  }

  // MARK: - Places

  /// Where an anchor lies, to `work.places`: one place at least.
  private func findPlaces(
    of k: Int, _ bound: HostBinder.Bound?, isAbsent: Bool, isOfOther: Bool, _ view: SentenceView,
    _ binder: SiteBinder, _ state: State, _ work: inout Work
  ) {
    let anchor = view.anchors[k]
    work.scene.isOfBlood = lexicon.rows.has(bound?.name, .ofBlood)
    binder.sites(
      of: anchor, in: view, &work.scene, memory: state.memory, host: implying(bound, anchor, view),
      denied: isAbsent, into: &work.places)
    // `no calcification or stone`: at the place of the one in front.
    if work.places.isEmpty, k > 0, let last = work.all.last,
      coordinated(view.anchors[k - 1].tokens, anchor.tokens)
    {
      work.places.append(last)
      if lexicon.rows.has(anchor.kind, .calculus), let real = lexicon.rows.stones(last.organ) {
        work.places[0].organ = real
      }
    }
    if isOfOther {
      forgetElsewhere(view, &work)
    } else {
      returnToKnown(anchor, bound, view, binder, state, &work)
    }
    if work.places.isEmpty { work.places.append(sideOnly(anchor, view, work.scene.labels.side)) }
  }

  /// What a relative has lies where its own sentence says, not where the patient's lies.
  private func forgetElsewhere(_ view: SentenceView, _ work: inout Work) {
    work.places.drop { [.before, .title, .modality].contains($0.rule) }
    for p in work.places.indices
    where !(work.places[p].sideEvidence.map { view.range.contains($0.lowerBound) } ?? false) {
      work.places[p].laterality = nil
    }
  }

  /// A score is of the whole organ, unless its own sentence says of what part.
  private func widenPlaces(to view: SentenceView, _ work: inout Work) {
    for p in work.places.indices where !view.range.contains(work.places[p].tokens.lowerBound) {
      work.places[p].parts = TokenRuns()
      work.places[p].partText = nil
    }
  }

  /// Parts a group by its members, else by its sizes: `work.places` are one for each then.
  private func part(
    _ statement: inout Statement, _ k: Int, _ sized: [SizeBinder.Sized], _ view: SentenceView,
    _ work: inout Work
  ) {
    if let whole = work.places.first, work.places.count <= 2, view.quantities.count + view.sides.count > 0 {
      let (members, hasOwn) = members(of: k, whole, statement.quantity, sized, view)
      if !members.isEmpty { return part(&statement, by: members, whole: hasOwn ? whole : nil, &work) }
    }
    if let whole = work.places.first, statement.assertion.presence != .absent {
      let members = sizedPlaces(of: k, whole, sized, view)
      if !members.isEmpty { return part(&statement, by: members, whole: nil, &work) }
    }
    if view.qualifiers.count > 1, let whole = work.places.first {
      let (graded, hasOwn) = graded(k, whole, view)
      if !graded.isEmpty {
        statement.graded = graded
        if hasOwn { withoutGraded(graded, &work.places) } else { work.places.clear() }
        for grade in graded { work.places.append(grade.place) }
        return
      }
    }
    statement.split = split(statement.sizes, work.places, view, count: statement.quantity.count)
    guard let split = statement.split, let whole = work.places.first, split.count > work.places.count else {
      return
    }
    work.places.clear()
    let first = split[0][0].measurement.tokens
    let ordered =
      split.allSatisfy { $0[0].measurement.tokens == first }
      ? sidesInOrder(before: first.lowerBound, view) : nil
    for (n, part) in split.enumerated() {
      var place = whole
      if let ordered, n < ordered.count {
        place.laterality = ordered[n]
      } else if let side = sideBeside(part[0].measurement, view) {
        place.laterality = side
      }
      if let parts = partBeside(part[0].measurement, place.organ, view) { place.parts = parts }
      work.places.append(place)
    }
  }

  /// - Parameter whole: the place that the group keeps for itself, without what its members have.
  private func part(
    _ statement: inout Statement, by members: [Member], whole: BoundSite?, _ work: inout Work
  ) {
    statement.members = members
    work.places.clear()
    if var own = whole {
      if own.laterality == .bilateral, members.count == 1, let other = members[0].place.laterality {
        own.laterality = other == .left ? .right : other == .right ? .left : .bilateral
      }
      work.places.append(own)
      statement.sizes.removeAll { s in
        members.contains { $0.sizes.contains { $0.measurement.tokens == s.measurement.tokens } }
      }
    }
    for member in members { work.places.append(member.place) }
  }

  /// Scores of vessels beside a score: places of their own. They are read once; a later score repeats their sum.
  private func readScores(
    _ statement: inout Statement, _ sentence: Sentence, _ state: inout State, _ work: inout Work
  ) {
    let organs = statement.row.organs
    guard !state.tabulated,
      let organ = organs.count > 0 ? lexicon.rows.lists[Int(organs.start)] : work.places.first?.organ
    else { return }
    let tokens = statement.anchor.tokens
    statement.scored = scores(beside: tokens, sentence, organ, &work.chunker)
    if statement.scored.isEmpty { return }
    state.tabulated = true
    // `LAD: 145 RCA: none`: each has a number of its own.
    if statement.assertion.presence == .absent, statement.scored.contains(where: { !$0.isZero }) {
      statement.assertion = statement.assertion.of(false)
    }
    tabulate(statement.scored, tokens, organ, &work.places)
  }

  // MARK: - Numbers

  /// How many an anchor speaks of.
  ///
  /// - Parameter last: what the anchor in front of it is said to be.
  private func quantity(
    of k: Int, _ bound: HostBinder.Bound?, _ own: [SizeBinder.Sized], after last: Multiplicity?,
    _ view: SentenceView, _ descriptors: [QualifierBinder.Bound]
  ) -> QuantityBinder.Bound {
    let anchor = view.anchors[k]
    var quantity = QuantityBinder(lexicon: lexicon, reading: reading).quantity(
      of: k, host: bound, in: view,
      sized: own.contains {
        $0.owner == .anchor(k) && !isThickness($0.measurement)
          && ($0.measurement.tokens.upperBound <= anchor.tokens.lowerBound
            || bound?.container == nil && !(bound?.index != nil && anchor.noun == nil)
              && ($0.measurement.millimetres.max() ?? 99) <= 10)
      },
      small: descriptors.contains {
        $0.slot == .sizeWord && $0.tokens.upperBound <= anchor.tokens.lowerBound
      })
    // `a 9 mm focus, consistent with calcification`
    if k > 0, quantity.multiplicity == nil, lexicon.rows.anchors[anchor.entry].number == .mass,
      lexicon.rows.anchors[anchor.entry].organs.count == 0,
      identifies(view.anchors[k - 1].tokens, anchor.tokens, view)
    {
      quantity.multiplicity = last == .single ? .single : nil
    }
    return quantity
  }

  /// `stones up to 9 mm on the right and 4 mm on the left` are several on each side.
  private func isLimited(_ statement: Statement, _ view: SentenceView) -> Bool {
    statement.quantity.multiplicity == .multiple && statement.quantity.count == nil
      && statement.sizes.contains { s in
        let length = s.measurement.tokens.lowerBound
        return span(max(view.range.lowerBound, length - 2), length).contains {
          d.classes[$0].contains(.limit)
        }
      }
  }

  // MARK: - Mentions

  /// Adds the mention of an anchor at one of its places.
  ///
  /// - Returns: whether it is there, at an organ, and its host.
  private func write(
    _ statement: Statement, _ p: Int, host: HostBinder.Bound?, isLimited: Bool, _ sized: [SizeBinder.Sized],
    _ view: SentenceView, _ sentence: Sentence, _ section: Section, isObstetric: Bool, _ work: inout Work,
    _ output: inout Output
  ) -> (isThere: Bool, host: Symbol?) {
    let anchor = statement.anchor
    let fromEnd = p - work.places.count
    let member = Self.last(fromEnd, of: statement.members)
    var m = MentionDraft(anchor, d.byteRange(anchor.tokens), section.name)
    m.slots.sentence = view.index
    m.slots.anchor = statement.ordinal
    let rule =
      anchor.fuzzy
      ? "anchor.fuzzy.\(lexicon.anchors[anchor.entry].id)" : lexicon.rows.anchorRules[anchor.entry]
    m.note(.kind, m.slots.range, rule)
    fill(&m, place: work.places[p], statement.row, &work.bytes)
    fill(
      &m, host: host, labelHost: isElsewhere(work) || namesOrgan(anchor) ? nil : work.scene.labels.host,
      anchor, view)
    fill(&m, work.descriptors, anchor.entry)
    let sizes = member?.sizes ?? statement.split?[p] ?? statement.sizes
    fill(&m.words, sizes: sizes)
    fill(
      &m, member.map { statement.assertion.of($0.isAbsent) } ?? statement.assertion, section, sentence,
      anchor.entry, isObstetric: isObstetric)
    fill(
      &m, member?.quantity ?? statement.quantity, split: statement.split != nil && !isLimited,
      bothSaid: !work.places[p].impliedSide, statement.row)
    compareFormer(&m, sizes, sized)
    if let grade = Self.last(fromEnd, of: statement.graded) {
      m.words.evidence.removeAll { $0.slot == .severity }
      m.slots.severity = grade.severity
      m.note(.severity, d.byteRange(grade.tokens), lexicon.rows.qualifierRules[Int(grade.value.id)])
    }
    let score = Self.last(fromEnd, of: statement.scored)
    if let nought = score.map({ $0.isZero ? $0.number : nil }) ?? nought(behind: anchor.tokens, view) {
      m.slots.presence = .absent
      m.note(.presence, d.byteRange(nought), "score.zero")
    }
    if let cause = statement.cause {
      m.slots.statedCause = d.byteRange(cause.tokens)
      m.note(.statedCause, d.byteRange(cause.cue), "en.cause")
    }
    m.finish(lexicon)
    output.mentions.append(m.slots)
    return (m.slots.presence != .absent && m.organ != nil, m.host)
  }

  /// Of things that belong to the last places the one of a place, counted from the end (-1 is the last).
  private static func last<T>(_ fromEnd: Int, of things: [T]) -> T? {
    let i = fromEnd + things.count
    return i >= 0 && i < things.count ? things[i] : nil
  }
}
