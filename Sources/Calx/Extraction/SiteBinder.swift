// Which place an anchor lies at: the nearest in the clause, then the label, then the sentence before.

/// Binds anchors to places by cost: each reading of the sentence has a price, the cheapest wins. Reused from sentence to
/// sentence.
struct SiteBinder {
  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }

  /// A place that could be the anchor's, by where it is named.
  struct Candidate {
    /// Where its chunk is: of the sentence, a label, a sentence before, its mentions, the title, or nowhere.
    enum Origin: UInt8 { case sentence, label, past, mentioned, title, modality }
    var origin: Origin
    /// The label or how many sentences back.
    var level: Int32 = 0
    /// Its ordinal there.
    var index: Int32
    var cost: Double
    var organ: Symbol?
    var weak = false
    var rule: SiteRule
  }

  /// What is known of the sentence whose anchors are bound.
  struct Scene {
    var labels = LabelPlaces()
    var section = SectionName.other
    var sentence = Sentence(
      tokens: 0..<0, section: 0, labels: [], body: 0, paragraph: 0, item: 0, isTitle: false)
    /// The sentence's places, each with its organ.
    var resolved: [SiteChunk] = []
    var candidates: [Candidate] = []
    /// The sentence names an organ itself: an inherited label yields to it.
    var speaks = false
    /// What is calcified lies in vessels and the heart alone (`thrombus`).
    var isOfBlood = false
  }

  /// Begins a sentence.
  func open(_ scene: inout Scene, _ view: SentenceView, _ memory: SiteMemory) {
    resolve(&scene, view, memory)
    let body = scene.sentence.body
    scene.speaks = scene.resolved.contains {
      $0.organ != nil && !generic($0.organ) && !$0.weak && $0.tokens.lowerBound >= body
    }
  }

  /// The chunk of a candidate.
  private func chunk(_ c: Candidate, _ scene: Scene, _ memory: SiteMemory) -> SiteChunk {
    switch c.origin {
    case .sentence: return scene.resolved[Int(c.index)]
    case .label: return scene.labels.places[Int(c.level)][Int(c.index)]
    case .past: return memory[Int(c.level)].chunks[Int(c.index)]
    case .title: return memory.title[Int(c.index)]
    case .modality: return SiteChunk(tokens: 0..<0, organ: c.organ)
    case .mentioned:
      let site = memory[Int(c.level)].mentioned[Int(c.index)]
      var chunk = SiteChunk(tokens: site.tokens, organ: site.organ)
      chunk.parts = site.parts
      chunk.partText = site.partText
      chunk.laterality = site.laterality
      return chunk
    }
  }

  /// A candidate chosen, with its chunk.
  struct Choice {
    var chunk: SiteChunk
    var cost: Double
    var rule: SiteRule
    /// Its ordinal among the sentence's places.
    var inSentence: Int?
    /// Its label.
    var label: Int?
    /// A label's, of what is denied: `Kidneys: no stones` denies them in both.
    var isDenied = false
    /// How many sentences back it was named.
    var past: Int?
  }

  func choice(_ c: Candidate, _ scene: Scene, _ memory: SiteMemory) -> Choice {
    Choice(
      chunk: chunk(c, scene, memory), cost: c.cost, rule: c.rule,
      inSentence: c.origin == .sentence ? Int(c.index) : nil, label: c.origin == .label ? Int(c.level) : nil,
      past: c.origin == .past ? Int(c.level) : nil)
  }

  /// The cheapest of those that fit, the first of equals.
  @inline(__always) func cheapest(_ candidates: [Candidate], where fits: (Candidate) -> Bool) -> Candidate? {
    var best: Candidate?
    for c in candidates where fits(c) {
      if best.map({ c.cost < $0.cost }) ?? true { best = c }
    }
    return best
  }

  /// The places of an anchor, in the order written; empty when the report gives none.
  func sites(
    of anchor: SentenceView.AnchorHit, in view: SentenceView, _ scene: inout Scene, memory: SiteMemory,
    host: Int?, denied: Bool, into result: inout [BoundSite]
  ) {
    result.clear()
    let entry = lexicon.rows.anchors[anchor.entry]
    let implied = host.flatMap { lexicon.rows.hosts[view.hosts[$0].entry].organ }
    let isFree = implied == nil && entry.organs.count == 0
    gather(anchor, view, &scene, memory, near: isFree)
    if isFree, !scene.candidates.contains(where: { lexicon.rows.traits($0.organ).contains(.examined) }),
      let organ = described(anchor, view)
    {
      add(
        Candidate(origin: .modality, index: 0, cost: Self.describedCost, organ: organ, rule: .clause), false,
        &scene)
    }
    // A noun that belongs to an organ (`calcified fibroid`) decides by itself.
    if let h = host, let organ = implied {
      if let same = cheapest(scene.candidates, where: { $0.organ == organ }), same.cost < 6 {
        return finish(choice(same, scene, memory), anchor, view, scene, memory, into: &result)
      }
      var place = SiteChunk(tokens: view.hosts[h].tokens, organ: organ)
      place.organTokens = view.hosts[h].tokens
      // A place beside it says where: `meningioma over the frontal convexity`.
      if let near = cheapest(scene.candidates, where: { $0.origin == .sentence && $0.cost < 2 }) {
        let chunk = scene.resolved[Int(near.index)]
        place.parts = chunk.parts.isEmpty ? TokenRuns(chunk.organTokens ?? chunk.tokens) : chunk.parts
        place.laterality = chunk.laterality
        place.sideTokens = chunk.sideTokens
      }
      return finish(
        Choice(chunk: place, cost: 1, rule: .host), anchor, view, scene, memory, into: &result)
    }
    if entry.organs.count > 0 {
      return inherent(anchor, entry, view, scene, memory, into: &result)
    }
    guard let best = cheapest(scene.candidates, where: { _ in true }), best.cost < 14 else { return }
    finish(choice(best, scene, memory), anchor, view, scene, memory, denied: denied, into: &result)
    if isFree, result.count == 1, result[0].parts.isEmpty, generic(result[0].organ),
      lexicon.rows.traits(result[0].organ).contains(.vessel), let organ = examined(memory)
    {
      // `Mammogram: arterial calcification on both sides`: the vessels of what is examined.
      result[0].organ = organ
      return
    }
    // `XR KNEE. Soft tissues: vascular calcification`: the vessels in them.
    let isLabel = best.origin != .sentence || scene.resolved[Int(best.index)].tokens.upperBound <= view.body
    if isFree, isLabel,
      isBeneathGeneric(scene, view) || lexicon.rows.traits(best.organ).contains(.limb),
      let organ = described(anchor, view)
    {
      var site = BoundSite(organ: organ, evidence: anchor.tokens, rule: .label)
      if let side = scene.labels.side, side != .bilateral { site.laterality = side }
      result.clear()
      result.append(site)
      return
    }
    func isRegion(_ organ: Symbol?, _ isBorrowed: Bool) -> Bool {
      generic(organ) || isBorrowed && lexicon.rows.traits(organ).contains(.limb)
    }
    if isFree, best.origin == .sentence,
      isRegion(best.organ, scene.resolved[Int(best.index)].borrowed), let organ = described(anchor, view)
    {
      // `vascular calcification behind both knees`: the vessels of that region.
      for i in result.indices
      where result[i].tokens.lowerBound >= anchor.tokens.upperBound
        && isRegion(result[i].organ, result[i].borrowed)
        && !lexicon.rows.traits(result[i].organ).contains(.vessel)
      {
        if result[i].parts.isEmpty, let words = result[i].evidence { result[i].parts = TokenRuns(words) }
        result[i].organ = organ
      }
    }
  }

  /// The organ that is examined for its calcifications, if the examination is one of such.
  private func examined(_ memory: SiteMemory) -> Symbol? {
    func isExamined(_ organ: Symbol?) -> Bool { lexicon.rows.traits(organ).contains(.examined) }
    if isExamined(memory.modalityOrgan) { return memory.modalityOrgan }
    return memory.title.first { isExamined($0.organ) }?.organ
  }

  /// All places that could be the anchor's, with their prices.
  ///
  /// - Parameter near: the cheapest alone is asked for, so that the sentence's own places are enough where one of them
  ///   costs less than any from elsewhere can.
  private func gather(
    _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: inout Scene, _ memory: SiteMemory,
    near: Bool
  ) {
    scene.candidates.clear()
    let calculus = lexicon.rows.has(anchor.kind, .calculus)
    let body = scene.sentence.body
    var cheapest = Double.infinity
    let only = onlyOrgan(scene)
    let isOfVesselLabel = scene.resolved.contains {
      $0.tokens.upperBound <= body && $0.organTokens != nil && !$0.borrowed
        && lexicon.rows.traits($0.organ).contains(.vessel)
    }
    let echo = echo(of: anchor, view)
    for i in scene.resolved.indices {
      guard let organ = scene.resolved[i].organ else { continue }
      let tokens = scene.resolved[i].tokens
      // `Fetal abdomen: foci with shadowing, in the right lobe of the liver`: the label is the less specific.
      let broad = scene.speaks && generic(organ) && tokens.upperBound <= body
      var c = cost(anchor, tokens, view) + (broad ? 2.3 : 0)
      if only == organ, tokens.upperBound <= anchor.tokens.lowerBound {
        // `The gallbladder is not large, the wall is not thick, no stones are seen in it.`
        let crossings = view.clauses.crossings(from: tokens.upperBound - 1, to: anchor.tokens.lowerBound)
        c -= Double(max(0, crossings - 1)) * 1.68
      }
      if isLandmark(i, view, scene) { c += Self.landmarkCost }
      // `Cephalic vein: wall calcification in mid arm`: a stretch of the vessel, not what lies beside it.
      if tokens.lowerBound >= body, isOfVesselLabel,
        generic(organ) || lexicon.rows.traits(organ).contains(.limb)
      {
        c += 5
      }
      if isMeasured(to: scene.resolved[i], view) { c += Self.distanceCost }
      if isMeasuredItself(scene.resolved[i], behind: anchor, view)
        || isDenied(scene.resolved[i], before: anchor, view)
      {
        c += Self.otherCost
      }
      if let echo, tokens.lowerBound > echo { c += Self.echoCost }
      if isOfOther(scene.resolved[i], anchor, view) { c += Self.otherCost }
      if c > Self.openingCost, opensEntry(scene.resolved[i], anchor, view) { c = Self.openingCost }
      if c > Self.subjectCost, isSubject(scene.resolved[i], of: anchor, view) { c = Self.subjectCost }
      if scene.resolved[i].borrowed, hasNearer(than: organ, c, anchor, view, scene) { c += 0.8 }
      add(
        Candidate(
          origin: .sentence, index: Int32(i), cost: c, organ: organ, weak: scene.resolved[i].weak,
          rule: .clause), calculus, &scene)
      cheapest = min(cheapest, scene.candidates[scene.candidates.count - 1].cost)
    }
    if near, cheapest < Self.leastElsewhere { return }
    gatherLabels(view, &scene, calculus)
    gatherPast(
      startsBack(view) ? 2.0 : 0, &scene, memory, calculus, ofItem: isOfUnknown(anchor, view))
    if scene.section != .indication && scene.section != .history {
      for i in memory.title.indices {
        guard let organ = memory.title[i].organ, !generic(organ) else { continue }
        add(
          Candidate(
            origin: .title, index: Int32(i), cost: 11, organ: organ, weak: memory.title[i].weak, rule: .title),
          calculus, &scene)
      }
      if let organ = memory.modalityOrgan {
        add(
          Candidate(origin: .modality, index: 0, cost: 5.2, organ: organ, rule: .modality), calculus, &scene)
      }
    }
  }

  /// The organ of all places of the sentence, nil when it names several.
  private func onlyOrgan(_ scene: Scene) -> Symbol? {
    guard let first = scene.resolved.first?.organ else { return nil }
    return scene.resolved.allSatisfy { $0.organ == first } ? first : nil
  }

  /// No place outside the sentence costs less: labels do not, and sentences before not even for a word that refers back.
  private static let leastElsewhere = 4.0

  /// What a distance is measured to comes behind what is there.
  private static let distanceCost = 1.5

  /// What is said to be the same comes behind what it is the same as.
  private static let echoCost = 5.0

  /// Where another thing lies comes behind all else that the sentence names.
  private static let otherCost = 4.0

  /// Labels come first, then this, then sentences before.
  private static let describedCost = 5.6

  /// The organ that a descriptor right in front means: `vascular calcification`.
  func described(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Symbol? {
    guard
      let hit = view.qualifiers.last(where: {
        $0.tokens.upperBound == anchor.tokens.lowerBound
          && lexicon.rows.has(lexicon.rows.qualifiers[$0.entry].value, .ofVessel)
      })
    else { return nil }
    return lexicon.rows.organ(meantBy: lexicon.rows.qualifiers[hit.entry].value)
  }

  /// The sentence's own label names nothing but a generic place (`Soft tissues:`).
  private func isBeneathGeneric(_ scene: Scene, _ view: SentenceView) -> Bool {
    guard let own = scene.labels.places[..<scene.labels.count].last, let first = own.first,
      first.tokens.overlaps(view.range) || scene.labels.count == 1
    else { return false }
    return own.allSatisfy { generic($0.organ) && lexicon.rows.traits($0.organ).isDisjoint(with: .vessel) }
  }

  private func gatherLabels(_ view: SentenceView, _ scene: inout Scene, _ calculus: Bool) {
    for depth in 0..<scene.labels.count {
      let level = scene.labels.count - 1 - depth
      let own = scene.labels.places[level].contains { $0.tokens.overlaps(view.range) }
      for i in scene.labels.places[level].indices {
        guard let organ = scene.labels.places[level][i].organ else { continue }
        add(
          Candidate(
            origin: .label, level: Int32(level), index: Int32(i),
            cost: 4.0 + Double(depth) * 0.3 + Double(i) * 0.05 + (own || !scene.speaks ? 0 : 2.3)
              // `Splenic vein: wall calcification`, under a heading of another organ.
              - (own && lexicon.rows.traits(organ).contains(.vessel) && generic(organ) ? 1.8 : 0),
            organ: organ, weak: scene.labels.places[level][i].weak, rule: .label), calculus, &scene)
      }
    }
  }

  /// `2. Calcified XYZ 1.9 cm`: what is calcified is named, by a word that says nothing to us.
  private func isOfUnknown(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let next = anchor.tokens.upperBound
    guard next < view.range.upperBound, lexicon.rows.anchors[anchor.entry].isAdjective, anchor.noun == nil
    else { return false }
    return d.tokens[next].kind == .word && d.tokens[next].word < 0 && d.tokens[next].linesBefore == 0
  }

  /// So that what the sentence before names comes just before the label above both.
  private static let broadLabelDiscount = 1.6

  /// `Biliary: The gallbladder is distended. No stones.`: the label speaks of more than one organ, and stands above.
  private func isBeneathBroadLabel(_ scene: Scene) -> Bool {
    guard let label = scene.labels.places[..<scene.labels.count].last, !label.isEmpty else { return false }
    return label.allSatisfy { $0.weak && $0.tokens.upperBound <= scene.sentence.tokens.lowerBound }
  }

  /// - Parameter ofItem: only what the same item named counts.
  private func gatherPast(
    _ back: Double, _ scene: inout Scene, _ memory: SiteMemory, _ calculus: Bool, ofItem: Bool
  ) {
    let section = scene.section
    let isBroad = isBeneathBroadLabel(scene)
    for steps in 0..<min(4, memory.pastCount) {
      let past = memory[steps]
      guard
        past.section == scene.sentence.section || section == .findings || section == .recommendation
          || section == .addendum
      else { break }
      if ofItem, past.item != scene.sentence.item { break }
      let far =
        Double(steps) * 0.7 - back + (past.paragraph != scene.sentence.paragraph ? 2.5 : 0)
        + (past.item != scene.sentence.item && section == .impression ? 3 : 0)
        - (isBroad && steps == 0 && past.item == scene.sentence.item ? Self.broadLabelDiscount : 0)
      for i in past.mentioned.indices {
        guard let organ = past.mentioned[i].organ else { continue }
        add(
          Candidate(
            origin: .mentioned, level: Int32(steps), index: Int32(i), cost: 6.4 + far + Double(i) * 0.1,
            organ: organ, rule: .before), calculus, &scene)
      }
      for i in past.chunks.indices {
        guard let organ = past.chunks[i].organ else { continue }
        add(
          Candidate(
            origin: .past, level: Int32(steps), index: Int32(i), cost: 6.5 + far + Double(i) * 0.15,
            organ: organ, weak: past.chunks[i].weak, rule: .before), calculus, &scene)
      }
    }
  }

  /// Adds a candidate at the price that the organ itself makes.
  @inline(__always)
  private func add(_ candidate: Candidate, _ calculus: Bool, _ scene: inout Scene) {
    var candidate = candidate
    let traits = lexicon.rows.traits(candidate.organ)
    // `Thyroid normal. Calcified thrombus.`
    if scene.isOfBlood, candidate.origin != .sentence, candidate.origin != .label,
      traits.isDisjoint(with: [.vessel, .holdsBlood])
    {
      return
    }
    if calculus, !traits.contains(.holdsCalculi), traits.contains(.known) {
      candidate.cost += candidate.cost < 0.5 ? 0 : 8
    }
    if candidate.weak { candidate.cost += 1.4 }
    if traits.contains(.generic) { candidate.cost += candidate.rule == .clause ? 0.6 : 2 }
    scene.candidates.append(candidate)
  }

  /// Another organ is named in words right beside the anchor.
  private func hasNearer(
    than organ: Symbol, _ own: Double, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ scene: Scene
  ) -> Bool {
    scene.resolved.contains {
      !$0.borrowed && $0.organ != nil && $0.organ != organ && cost(anchor, $0.tokens, view) < min(1.6, own)
    }
  }
}
