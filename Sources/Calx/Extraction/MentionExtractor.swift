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
  }

  struct State {
    var memory = SiteMemory()
    var obstetric = false
    /// Sentences that held anchors, for sentences that refer back.
    var lastSentence = -1
    var lastHost: String?
    var lastHostOrgan: String?
    var anchors = 0
    /// Sizes in the lines of labels that name a host, by the label's first token.
    var labelSizes: [Int: [SizeBinder.Sized]] = [:]
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

  func extract() -> Output {
    var output = Output()
    var state = State()
    state.memory.modality = report.modality
    state.obstetric = isObstetric()
    var from = 0
    let sites = SiteBinder(lexicon: lexicon, reading: reading)
    let finder = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
    for (i, sentence) in d.sentences.enumerated() {
      while from < d.matches.count, Int(d.matches[from].start) < sentence.tokens.lowerBound { from += 1 }
      var to = from
      while to < d.matches.count, Int(d.matches[to].start) < sentence.tokens.upperBound { to += 1 }
      let matches = d.matches[from..<to]
      // Only the sentence behind one with anchors can refer back to it.
      let view = SentenceView(
        i, sentence, matches, d, lexicon, text: text, context: state.lastSentence == i - 1)
      let section = d.sections[sentence.section]
      var mentioned: [BoundSite] = []
      if SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d) { continue }
      if !view.anchors.isEmpty {
        mentioned = read(view, sentence, matches, section, sites, &state, &output)
      } else {
        referBack(view, sentence, matches, state, &output)
      }
      remember(view, sentence, section, mentioned, &state)
      output.advice += advice(sentence, i, matches, finder)
    }
    return output
  }

  /// Only a word that joins stands between two anchors.
  func coordinated(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    let gap = span(a.upperBound, b.lowerBound)
    return !gap.isEmpty && gap.count <= 2
      && gap.allSatisfy {
        !d.classes[$0].isDisjoint(with: [.and, .or]) || d.tokens[$0].byte == UInt8(ascii: ",")
      }
  }

  func isObstetric() -> Bool {
    if [report.modality, report.exam].contains(where: { $0.map(lexicon.isObstetric) ?? false }) {
      return true
    }
    var seen = Set<Int32>()
    for m in d.matches
    where m.category == .companion
      && lexicon.companions[Int(m.entry)].contains(where: { $0.id == "obstetric" })
    {
      seen.insert(d.tokens[Int(m.start)].word)
    }
    return seen.count >= 2
  }

  func read(
    _ view: SentenceView, _ sentence: Sentence, _ matches: ArraySlice<PhraseMatch>, _ section: Section,
    _ binder: SiteBinder, _ state: inout State, _ output: inout Output
  ) -> [BoundSite] {
    let context = ContextEngine(lexicon: lexicon)
    let hostBinder = HostBinder(lexicon: lexicon, reading: reading)
    let qualifierBinder = QualifierBinder(lexicon: lexicon, reading: reading)
    let quantityBinder = QuantityBinder(lexicon: lexicon, reading: reading)
    let (labels, labelSides, labelHost) = labelPlaces(sentence, state.memory)
    let sized = SizeBinder(lexicon: lexicon, reading: reading).owners(in: view) { i in
      view.cues.contains { hit in
        hit.tokens.contains(i)
          && lexicon.cues[hit.cues].contains { $0.axis == .temporality && $0.value == "historical" }
      }
    }
    let causes = CauseFinder(lexicon: lexicon, reading: reading).causes(in: view, matches)
    var all: [BoundSite] = []
    var hosts: [HostBinder.Bound?] = view.anchors.map { hostBinder.host(of: $0, in: view) }
    for (k, anchor) in view.anchors.enumerated() {
      let entry = lexicon.anchors[anchor.entry]
      let assertion = context.assertion(of: anchor.tokens, in: view, d)
      var places = binder.sites(
        of: anchor, in: view, sentence, labels: labels, labelSides: labelSides, memory: state.memory,
        section: section.name,
        host: implying(hosts[k], anchor, view), denied: assertion.presence == .absent)
      // `no calcification or stone`: at the place of the one in front.
      if places.isEmpty, k > 0, !all.isEmpty, coordinated(view.anchors[k - 1].tokens, anchor.tokens) {
        places = all.suffix(1)
        if anchor.kind == "calculus", let organ = places[0].organ, let real = lexicon.organs[organ]?.stones {
          places[0].organ = real
        }
      }
      if places.isEmpty { places = [BoundSite()]; sideOnly(&places[0], anchor, view, labelSides) }
      let bound = hosts[k]
      if bound == nil, anchor.kind != "calculus", refers(to: anchor, view), let earlier = state.lastHost {
        hosts[k] = HostBinder.Bound(index: nil, name: earlier)
        // `no calcification within it`: the node spoken of before is the place, too.
        if let organ = state.lastHostOrgan, places.count == 1, places[0].rule != "site.clause" {
          places[0].organ = organ
        }
      }
      let descriptors = qualifierBinder.qualifiers(of: k, host: bound, in: view)
      let own = sized.filter { !$0.former && owns($0.owner, k, bound, view) }
      var sizes = own.isEmpty ? hostSizes(sized, bound, places.first?.organ, view) : own
      // `Common duct: 4 mm, no stone`: the length of what holds no stone is not the stone's.
      let nothing = assertion.presence == .absent && anchor.kind == "calculus"
      if sizes.isEmpty, bound == nil, !nothing { sizes = labelSizes(sized, sentence, view, state) }
      if sizes.isEmpty { sizes = identitySizes(sized, anchor, view) }
      let quantity = quantityBinder.quantity(
        of: k, host: bound, in: view,
        sized: own.contains {
          $0.owner == .anchor(k)
            && ($0.measurement.tokens.upperBound <= anchor.tokens.lowerBound
              || ($0.measurement.millimetres.max() ?? 99) <= 10)
        },
        small: descriptors.contains {
          $0.qualifier.slot == .sizeWord && $0.tokens.upperBound <= anchor.tokens.lowerBound
        })
      let cause = causes.first { c in
        // A cause belongs to the nearest anchor in front of it, or, when it opens the sentence, to the first behind it.
        if c.cue.lowerBound <= view.body, k == 0 { return c.tokens.upperBound <= anchor.tokens.lowerBound }
        return c.cue.lowerBound >= anchor.tokens.upperBound
          && !view.anchors.contains {
            $0.tokens.lowerBound > anchor.tokens.lowerBound && $0.tokens.upperBound <= c.cue.lowerBound
          }
      }
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
      let split = split(sizes, places, view, count: quantity.count)
      if let split, split.count > places.count {
        places = split.map { part in
          var place = places[0]
          if let side = sideBeside(part[0].measurement, view) { place.laterality = side }
          if let parts = partBeside(part[0].measurement, place.organ, view) { place.parts = parts }
          return place
        }
      }
      for (p, place) in places.enumerated() {
        var m = Mention(range: d.byteRange(anchor.tokens), kind: anchor.kind, section: section.name)
        m.sentence = view.index
        m.anchor = state.anchors
        m.evidence.append(
          Evidence(
            slot: .kind, range: m.range,
            rule: anchor.fuzzy ? "anchor.fuzzy.\(entry.id)" : "en.anchor.\(entry.id)"))
        fill(&m, place: place, entry)
        fill(&m, host: hosts[k], labelHost: labelHost, anchor, view, place)
        fill(&m, descriptors, entry)
        fill(&m, sizes: split?[p] ?? sizes)
        fill(
          &m, outside(cause.map { outside($0, assertion) } ?? assertion, former: sized), section, place,
          state,
          sentence, entry)
        fill(&m, quantity, split: split != nil && !many, entry)
        compareFormer(&m, sized, k, bound, view)
        if let cause {
          m.statedCause = d.byteRange(cause.tokens)
          m.evidence.append(Evidence(slot: .statedCause, range: d.byteRange(cause.cue), rule: "en.cause"))
        }
        output.mentions.append(m)
      }
      all += places
    }
    for (k, _) in view.anchors.enumerated() {
      if let name = hosts[k]?.name, !name.isEmpty { state.lastHost = name }
    }
    if let h = view.hosts.last(where: {
      !lexicon.hosts[$0.entry].isOther && !lexicon.hosts[$0.entry].isFeature
        && lexicon.hosts[$0.entry].kind == nil
    }), hosts.allSatisfy({ $0 == nil }) {
      state.lastHost = lexicon.hosts[h.entry].host
    }
    return all
  }

}
