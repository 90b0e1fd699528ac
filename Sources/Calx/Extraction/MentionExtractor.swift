// Sentences to mentions: finds the anchors, asks each binder, and puts the slots together with their evidence.

/// Reads all mentions of a document.
struct MentionExtractor {
  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }
  let text: UnsafeBufferPointer<UInt8>
  let report: Report

  struct Output {
    var mentions: [Mention] = []
    var advice: [AdviceFinder.Advice] = []
    /// What stands beside the mentions.
    var companions: [CompanionWord] = []
  }

  /// What the sentences so far leave for those that follow.
  struct State {
    var memory = SiteMemory()
    var obstetric = false
    /// Sentences that held anchors, for sentences that refer back.
    var lastSentence = -1
    var lastHost: Symbol?
    var lastHostOrgan: Symbol?
    var anchors = 0
    /// Sizes in the lines of labels that name a host, by the label's first token.
    var labelSizes: [Int: [SizeBinder.Sized]] = [:]
    /// Scores by vessel were read; a later score only repeats their sum.
    var tabulated = false

    mutating func reset() {
      memory.reset()
      obstetric = false
      lastSentence = -1
      lastHost = nil
      lastHostOrgan = nil
      anchors = 0
      tabulated = false
      if !labelSizes.isEmpty { labelSizes = [:] }
    }
  }

  /// Lists that one sentence fills and the next one fills anew.
  struct Work {
    var scene = SiteBinder.Scene()
    var places: [BoundSite] = []
    /// The places of all anchors of the sentence.
    var all: [BoundSite] = []
    var hosts: [HostBinder.Bound?] = []
    var descriptors: [QualifierBinder.Bound] = []
    var sides: [BareSide] = []
    var chunker = SiteChunker()
    var bytes: [UInt8] = []
  }

  /// What one worker reuses from report to report.
  struct Scratch {
    var view = SentenceView()
    var state = State()
    var work = Work()
    /// The last examination's names that were asked for an obstetric one, and the answer.
    var examination: (modality: String?, exam: String?, isObstetric: Bool) = (nil, nil, false)
  }

  /// The advice of a report without an anchor.
  func advice() -> [AdviceFinder.Advice] {
    let finder = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
    var result: [AdviceFinder.Advice] = []
    for (i, sentence) in d.sentences.enumerated() {
      if SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d) { continue }
      result += advice(sentence, i, d.matches(in: sentence.tokens), finder)
    }
    return result
  }

  private func advice(
    _ sentence: Sentence, _ i: Int, _ matches: ArraySlice<PhraseMatch>, _ finder: AdviceFinder
  ) -> [AdviceFinder.Advice] {
    let section = d.sections[sentence.section].name
    guard !sentence.isTitle, AdviceFinder.counts(in: section) else { return [] }
    return finder.all(in: sentence, i, matches, section: section, inPlan: section == .recommendation)
  }

  func extract(using scratch: inout Scratch) -> Output {
    var output = Output()
    scratch.state.reset()
    scratch.state.memory.modalityOrgan = report.modality.flatMap { lexicon.organOfModality[$0] }
      .flatMap { lexicon.rows.symbol(of: $0.id) }
    scratch.state.obstetric = isObstetric(&scratch)
    extract(&scratch.view, &scratch.state, &scratch.work, &output)
    return output
  }

  private func extract(
    _ view: inout SentenceView, _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    var from = 0
    let sites = SiteBinder(lexicon: lexicon, reading: reading)
    var finder = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
    let findingsConclude = AdviceFinder.findingsConclude(d)
    let companions = CompanionWords(lexicon: lexicon)
    for i in d.sentences.indices {
      let sentence = d.sentences[i]
      while from < d.matches.count, Int(d.matches[from].start) < sentence.tokens.lowerBound { from += 1 }
      var to = from
      while to < d.matches.count, Int(d.matches[to].start) < sentence.tokens.upperBound { to += 1 }
      let matches = d.matches[from..<to]
      let section = d.sections[sentence.section]
      let isList = SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d)
      let isAccompanied = CompanionWords.stand(in: matches, of: section.name)
      if isList, !isAccompanied { continue }
      // Only the sentence behind one with anchors can refer back to it.
      view.gather(
        i, sentence, matches, d, lexicon, text: text,
        context: isAccompanied || state.lastSentence == i - 1)
      if isAccompanied { companions.read(view, sentence, matches, section.name, d, into: &output.companions) }
      if isList { continue }
      work.all.clear()
      if !view.anchors.isEmpty {
        read(view, sentence, matches, section, sites, &state, &work, &output)
      } else {
        referBack(view, sentence, matches, state, &output)
      }
      remember(view, sentence, section, work.all, &state)
      finder.findingsConclude = findingsConclude && !output.mentions.isEmpty
      if view.holds(.advice) { output.advice += advice(sentence, i, matches, finder) }
    }
  }

  /// Only a word that joins stands between two anchors.
  func coordinated(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    let gap = span(a.upperBound, b.lowerBound)
    return !gap.isEmpty && gap.count <= 2
      && gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.and, .or]) || d.tokens[$0].byte == UInt8(ascii: ",")
      }
  }

  private func isObstetric(_ scratch: inout Scratch) -> Bool {
    if scratch.examination.modality != report.modality || scratch.examination.exam != report.exam {
      scratch.examination = (
        report.modality, report.exam,
        report.modality.map(lexicon.isObstetric) ?? false || report.exam.map(lexicon.isObstetric) ?? false
      )
    }
    if scratch.examination.isObstetric { return true }
    var first: Int32?
    for m in d.matches where m.category == .companion && lexicon.rows.isObstetric[Int(m.entry)] {
      let word = d.tokens[Int(m.start)].word
      if let first, first != word { return true }
      first = word
    }
    return false
  }

  /// Reads the mentions of a sentence; their places are `work.all` then.
  private func read(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ section: Section,
    _ binder: SiteBinder, _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    let context = ContextEngine(lexicon: lexicon)
    let hostBinder = HostBinder(lexicon: lexicon, reading: reading)
    let qualifierBinder = QualifierBinder(lexicon: lexicon, reading: reading)
    let quantityBinder = QuantityBinder(lexicon: lexicon, reading: reading)
    labelPlaces(sentence, state.memory, &work)
    work.scene.sentence = sentence
    work.scene.section = section.name
    binder.open(&work.scene, view, state.memory)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view, byWords: true)
    let causes = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches)
    work.hosts.clear()
    for k in view.anchors.indices {
      var host = hostBinder.host(of: view.anchors[k], in: view)
      // `a nodule with echogenic foci and macrocalcification`
      if host == nil, k > 0, let held = work.hosts[k - 1], let index = held.index,
        !lexicon.rows.anchors[view.anchors[k].entry].isAdjective,
        lexicon.rows.anchors[view.anchors[k].entry].organs.count == 0,
        view.hosts[index].tokens.upperBound <= view.anchors[k - 1].tokens.lowerBound,
        coordinated(view.anchors[k - 1].tokens, view.anchors[k].tokens)
      {
        host = held
      }
      work.hosts.append(host)
    }
    var lastNumber: Multiplicity?
    for k in view.anchors.indices {
      let anchor = view.anchors[k]
      let entry = lexicon.rows.anchors[anchor.entry]
      let isCalculus = lexicon.rows.has(anchor.kind, .calculus)
      let bound = work.hosts[k]
      let assertion = context.assertion(of: anchor.tokens, in: view, d)
      binder.sites(
        of: anchor, in: view, &work.scene, memory: state.memory, host: implying(bound, anchor, view),
        denied: assertion.presence == .absent, into: &work.places)
      // `no calcification or stone`: at the place of the one in front.
      if work.places.isEmpty, k > 0, let last = work.all.last,
        coordinated(view.anchors[k - 1].tokens, anchor.tokens)
      {
        work.places.append(last)
        if isCalculus, let real = lexicon.rows.stones(last.organ) { work.places[0].organ = real }
      }
      if work.places.isEmpty { work.places.append(sideOnly(anchor, view, work.scene.labels.side)) }
      if bound == nil, !isCalculus, refers(to: anchor, view), let earlier = state.lastHost {
        work.hosts[k] = HostBinder.Bound(index: nil, name: earlier)
        // `no calcification within it`: the node spoken of before is the place, too.
        if let organ = state.lastHostOrgan, work.places.count == 1, work.places[0].rule != .clause {
          work.places[0].organ = organ
        }
      }
      // `A 3 cm lesion in segment 8. It contains calcification.`
      var named: [SizeBinder.Sized] = []
      if bound == nil, work.hosts[k] == nil || work.hosts[k]?.index == nil, !isCalculus, k == 0,
        pointsBack(anchor, view), let thing = thing(before: view)
      {
        work.hosts[k] = HostBinder.Bound(index: nil, name: thing.name)
        named = thing.sizes
      }
      qualifierBinder.qualifiers(of: k, host: bound, in: view, into: &work.descriptors)
      var own = sized.isEmpty ? sized : sized.filter { !$0.former && owns($0.owner, k, view) }
      if !own.isEmpty, measuresPlace(anchor, bound, work.places.first, view) { own = [] }
      var sizes = own.isEmpty ? hostSizes(sized, bound, work.places.first?.organ, view) : own
      // `Common duct: 4 mm, no stone`: the length of what holds no stone is not the stone's.
      let nothing = assertion.presence == .absent && isCalculus
      if sizes.isEmpty, bound == nil, !nothing { sizes = labelSizes(sized, sentence, view, state) }
      if sizes.isEmpty { sizes = identitySizes(sized, anchor, view) }
      if sizes.isEmpty { sizes = named }
      var quantity = quantityBinder.quantity(
        of: k, host: bound, in: view,
        sized: own.contains {
          $0.owner == .anchor(k)
            && ($0.measurement.tokens.upperBound <= anchor.tokens.lowerBound
              || ($0.measurement.millimetres.max() ?? 99) <= 10)
        },
        small: work.descriptors.contains {
          $0.slot == .sizeWord && $0.tokens.upperBound <= anchor.tokens.lowerBound
        })
      let isIdentified = k > 0 && identifies(view.anchors[k - 1].tokens, anchor.tokens, view)
      // `a 9 mm focus, consistent with calcification`
      if isIdentified, quantity.multiplicity == nil, entry.number == .mass, entry.organs.count == 0 {
        quantity.multiplicity = lastNumber == .single ? .single : nil
      }
      lastNumber = quantity.multiplicity
      let cause = assertion.presence == .absent ? nil : cause(of: k, causes, view)
      // `the larger stone measures 8 mm, the smaller one 3 mm`: the other one's length, unless both were counted.
      if quantity.count == nil, sizes.contains(where: { !$0.lesser }) { sizes.removeAll(where: \.lesser) }
      state.anchors += 1
      // `stones up to 9 mm on the right and 4 mm on the left` are several on each side.
      let many =
        quantity.multiplicity == .multiple && quantity.count == nil
        && sizes.contains { s in
          span(
            max(view.range.lowerBound, s.measurement.tokens.lowerBound - 2), s.measurement.tokens.lowerBound
          )
          .contains { d.classes[$0].contains(.limit) }
        }
      // A score is of the whole organ, unless its own sentence says of what part.
      if lexicon.rows.has(anchor.kind, .score) {
        for p in work.places.indices where !view.range.contains(work.places[p].tokens.lowerBound) {
          work.places[p].parts = TokenRuns()
          work.places[p].partText = nil
        }
      }
      var (members, hasOwn): ([Member], Bool) = ([], false)
      if let whole = work.places.first, work.places.count <= 2, view.quantities.count + view.sides.count > 0 {
        (members, hasOwn) = self.members(of: k, whole, quantity, sized, view)
      }
      if !members.isEmpty, var own = work.places.first {
        work.places.clear()
        if hasOwn {
          if own.laterality == .bilateral, members.count == 1, let other = members[0].place.laterality {
            own.laterality = other == .left ? .right : other == .right ? .left : .bilateral
          }
          work.places.append(own)
          sizes.removeAll { s in
            members.contains { $0.sizes.contains { $0.measurement.tokens == s.measurement.tokens } }
          }
        }
        for member in members { work.places.append(member.place) }
      }
      let split = members.isEmpty ? split(sizes, work.places, view, count: quantity.count) : nil
      if let split, let whole = work.places.first, split.count > work.places.count {
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
      let said = outside(cause.map { outside($0, assertion) } ?? assertion, former: sized)
      var scored: [Scored] = []
      if lexicon.rows.has(anchor.kind, .score), !state.tabulated,
        let organ = entry.organs.count > 0
          ? lexicon.rows.lists[Int(entry.organs.start)] : work.places.first?.organ
      {
        scored = scores(beside: anchor.tokens, sentence, organ, &work.chunker)
        if !scored.isEmpty {
          state.tabulated = true
          tabulate(scored, anchor.tokens, organ, &work.places)
        }
      }
      for p in work.places.indices {
        var m = MentionDraft(anchor, d.byteRange(anchor.tokens), section.name)
        m.slots.sentence = view.index
        m.slots.anchor = state.anchors
        let rule =
          anchor.fuzzy
          ? "anchor.fuzzy.\(lexicon.anchors[anchor.entry].id)" : lexicon.rows.anchorRules[anchor.entry]
        m.note(.kind, m.slots.range, rule)
        fill(&m, place: work.places[p], entry, &work.bytes)
        fill(&m, host: work.hosts[k], labelHost: work.scene.labels.host, anchor, view)
        fill(&m, work.descriptors, anchor.entry)
        let member = p - work.places.count + members.count
        let own = member >= 0 && member < members.count ? members[member] : nil
        fill(&m.words, sizes: own?.sizes ?? split?[p] ?? sizes)
        fill(&m, own.map { said.of($0.isAbsent) } ?? said, section, state, sentence, anchor.entry)
        fill(
          &m, own?.quantity ?? quantity, split: split != nil && !many, bothSaid: !work.places[p].impliedSide,
          entry)
        compareFormer(&m, sized)
        let ordinal = p - work.places.count + scored.count
        if ordinal >= 0, ordinal < scored.count, scored[ordinal].isZero {
          m.slots.presence = .absent
          m.note(.presence, d.byteRange(scored[ordinal].number), "score.zero")
        }
        if let cause {
          m.slots.statedCause = d.byteRange(cause.tokens)
          m.note(.statedCause, d.byteRange(cause.cue), "en.cause")
        }
        m.finish(lexicon)
        output.mentions.append(m.slots)
      }
      work.all.append(contentsOf: work.places)
    }
    for host in work.hosts { if let name = host?.name { state.lastHost = name } }
    if let h = view.hosts.last(where: {
      let row = lexicon.rows.hosts[$0.entry]
      return !row.isOther && !row.isFeature && row.kind == nil
    }), work.hosts.allSatisfy({ $0 == nil }) {
      state.lastHost = lexicon.rows.hosts[h.entry].host
    }
  }
}
