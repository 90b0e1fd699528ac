// Mentions of one calcification put together over Findings, Impression and addendum.

/// Groups mentions into findings and merges their slots.
enum FindingBuilder {
  /// Kinds of one family can speak of the same thing.
  static func family(_ m: Mention) -> String { m.words.family }

  /// Ids of the first findings; small strings, which nothing counts.
  private static let ids = (1...64).map { "f\($0)" }

  private static func id(_ place: Int) -> String { place < ids.count ? ids[place] : "f\(place + 1)" }

  static func findings(_ analysis: inout Analysis, _ lexicon: Lexicon) -> [Finding] {
    var findings: [Finding] = []
    findings.reserveCapacity(analysis.mentions.count)
    for i in analysis.mentions.indices {
      let m = analysis.mentions[i]
      if let k = fitting(m, findings, lexicon) ?? summarised(by: m, in: findings, lexicon)
        ?? twin(of: m, in: findings, lexicon)
      {
        findings[k].mentions.append(i)
        merge(m, into: &findings[k], lexicon)
      } else {
        var slots = m
        slots.words.evidence = []
        findings.append(Finding(id: id(findings.count), mentions: [i], slots: slots))
      }
    }
    bindAdvice(to: findings, &analysis, lexicon)
    return findings
  }

  /// Gives each recommendation the findings of its mentions.
  private static func bindAdvice(to findings: [Finding], _ analysis: inout Analysis, _ lexicon: Lexicon) {
    if analysis.recommendations.allSatisfy(\.mentions.isEmpty) { return }
    var findingOf = [Int](repeating: 0, count: analysis.mentions.count)
    for k in findings.indices {
      for i in findings[k].mentions { findingOf[i] = k }
    }
    for i in analysis.recommendations.indices where !analysis.recommendations[i].mentions.isEmpty {
      let mentions = analysis.recommendations[i].mentions
      var meant = Set(mentions.map { findingOf[$0] })
      let isOfBoth = mentions.contains { isOfBothSides(analysis.mentions[$0]) }
      for k in span(max(0, findings.count - reach), isOfBoth ? findings.count : 0)
      where isMeant(findings[k].slots, byBothSidesOf: mentions, analysis.mentions, lexicon) {
        meant.insert(k)
      }
      let ordinals = meant.sorted()
      analysis.recommendations[i].findings = ordinals.map { findings[$0].id }
      analysis.recommendations[i].ordinals = ordinals
    }
  }

  /// Findings, the last ones, that a mention can speak of: no report holds as many, and a file that is one report is not
  /// read again for each mention.
  private static let reach = 256

  private static func isOfBothSides(_ m: Mention) -> Bool {
    m.laterality == .bilateral && m.section == .impression
  }

  /// `Bilateral renal calculi` of an impression, which joined the calculus of one side, means that of the other side too.
  private static func isMeant(
    _ slots: Mention, byBothSidesOf mentions: [Int], _ all: [Mention], _ lexicon: Lexicon
  ) -> Bool {
    guard slots.laterality == .left || slots.laterality == .right, slots.isReal else { return false }
    return mentions.contains { i in
      let m = all[i]
      return isOfBothSides(m) && slots.section == .findings
        && m.organ == slots.organ && family(m) == family(slots) && m.isReal
        && parts(slots.part, m.part, lexicon.rows.partAxes)
    }
  }

  /// The last finding that the mention speaks of; of several, one of the same size, then one of the same kind, then one of
  /// the same side (what is said of the left breast is not said of both), then one of which the same part or host is told.
  private static func fitting(_ m: Mention, _ findings: [Finding], _ lexicon: Lexicon) -> Int? {
    var best: (index: Int, fits: Int)?
    for k in findings.indices.suffix(reach).reversed() where same(findings, k, m, lexicon) {
      let s = findings[k].slots
      let size = m.sizeMM.isEmpty || s.sizeMM == m.sizeMM
      let side = m.laterality == nil || s.laterality == m.laterality
      let part = m.part == nil || s.part != nil
      let host = m.host == nil || s.host == m.host
      // `an echogenic focus, in keeping with a calculus` is of both kinds.
      let kind = s.words.kind == m.words.kind || s.words.canBe != nil && abs(s.sentence - m.sentence) <= 1
      let fits = (size ? 16 : 0) + (kind ? 8 : 0) + (side ? 4 : 0) + (part ? 2 : 0) + (host ? 1 : 0)
      if fits == 31 { return k }
      if fits > best?.fits ?? -1 { best = (k, fits) }
    }
    return best?.index
  }

  /// A host that other words may name more closely: a mass is a teratoma, and a wall belongs to whatever has one.
  private static func isBland(_ host: String, _ lexicon: Lexicon) -> Bool {
    lexicon.rows.has(lexicon.rows.symbol(of: host), .bland)
  }

  /// Does the mention speak of the finding?
  private static func same(_ findings: [Finding], _ k: Int, _ m: Mention, _ lexicon: Lexicon) -> Bool {
    guard findings[k].slots.organ == m.organ, findings[k].slots.experiencer == m.experiencer else {
      return false
    }
    let s = findings[k].slots
    let isKin = family(s) == family(m) || isStone(s, m, lexicon)
    guard isKin || s.organ != nil else { return false }
    // Microcalcification is no macrocalcification, though either is a calcification.
    if isKin, s.words.kind != m.words.kind, s.words.kind != family(s), m.words.kind != family(m) {
      return false
    }
    // A negation is a finding of its own, but for a contradiction between sections, which is kept as one.
    let corrects = m.section == .addendum
    if s.presence == .absent || m.presence == .absent {
      guard isKin else { return false }
      return
        (s.presence == m.presence
        ? s.laterality == m.laterality : corrects && agree(s.laterality, m.laterality))
        && parts(s.part, m.part, lexicon.rows.partAxes)
    }
    if (s.temporality == .current) != (m.temporality == .current) { return false }
    let isVague = s.words.canBe != nil || m.words.canBe != nil
    if !isKin && !(isVague && abs(s.sentence - m.sentence) <= 1) { return false }
    if let a = s.host, let b = m.host, a != b, !isBland(a, lexicon), !isBland(b, lexicon) {
      return false
    }
    if !corrects, !agree(s.laterality, m.laterality) {
      // The same thing on the other side in another section is one finding with a contradiction.
      let sameSize = !s.sizeMM.isEmpty && s.sizeMM.max() == m.sizeMM.max()
      guard sameSize, s.section != m.section, parts(s.part, m.part, lexicon.rows.partAxes) else {
        return false
      }
      return true
    }
    if !parts(s.part, m.part, lexicon.rows.partAxes) { return false }
    // `vascular calcifications and rod-like calcifications` are two.
    if !isVague, differ(s.morphology, m.morphology, lexicon) { return false }
    // In one section what has grown is not what is unchanged.
    if s.section == m.section, let a = s.change, let b = m.change, a != b { return false }
    // One is none of many of another kind: `microlithiasis … a calcification of 2 mm`.
    if s.section == m.section, s.words.kind != m.words.kind, s.multiplicity == .multiple,
      m.multiplicity == .single
    {
      return false
    }
    // Two measured things of one section are two findings.
    if s.section == m.section, !s.sizeMM.isEmpty, !m.sizeMM.isEmpty, s.sizeMM != m.sizeMM { return false }
    return true
  }

  /// A calcification that another section calls a calculus: one place where calculi lie, told by part and side.
  private static func isStone(_ s: Mention, _ m: Mention, _ lexicon: Lexicon) -> Bool {
    func calls(_ a: Mention) -> Bool { lexicon.rows.has(lexicon.rows.symbol(of: a.kind), .calculus) }
    func plain(_ a: Mention) -> Bool { lexicon.rows.has(lexicon.rows.symbol(of: a.kind), .mass) }
    guard s.section != m.section, s.part != nil, m.part != nil, s.laterality == m.laterality,
      calls(s) && plain(m) || plain(s) && calls(m)
    else { return false }
    return lexicon.rows.traits(lexicon.rows.symbol(of: s.organ ?? "")).contains(.holdsCalculi)
  }

  /// The one finding that an impression can mean when it names its place more coarsely, not at all, or by another
  /// word: `segment VI` in Findings and `right lobe` in the Impression.
  private static func summarised(by m: Mention, in findings: [Finding], _ lexicon: Lexicon) -> Int? {
    guard m.section == .impression, m.presence != .absent, m.temporality == .current else { return nil }
    let fitting = only(in: findings) { s in
      s.section == .findings && s.presence != .absent && s.temporality == .current
        && s.experiencer == m.experiencer && sameOrgan(s.organ, m.organ, lexicon)
        && (s.organ == m.organ || parts(s.part, m.part, lexicon.rows.partAxes))
        && (family(s) == family(m) || s.words.canBe == family(m))
    }
    guard let k = fitting else { return nil }
    let s = findings[k].slots
    let otherSize = !s.sizeMM.isEmpty && !m.sizeMM.isEmpty && s.sizeMM.max() != m.sizeMM.max()
    let otherHost =
      s.host.map { host in
        m.host.map { $0 != host && !isBland($0, lexicon) && !isBland(host, lexicon) } ?? false
      } ?? false
    return otherSize || otherHost || !agree(s.laterality, m.laterality) ? nil : k
  }

  /// One organ, or one that is named more coarsely (`heart` for the pericardium) or not at all.
  private static func sameOrgan(_ a: String?, _ b: String?, _ lexicon: Lexicon) -> Bool {
    guard let a, let b, a != b else { return true }
    return [a, b].contains { lexicon.organs[$0]?.traits.contains(.generic) ?? false }
  }

  /// The one finding of the same kind, size and side, whatever the impression calls its place.
  private static func twin(of m: Mention, in findings: [Finding], _ lexicon: Lexicon) -> Int? {
    guard m.section == .impression, m.presence != .absent, m.temporality == .current,
      let size = m.sizeMM.max()
    else { return nil }
    return only(in: findings) { s in
      s.section == .findings && s.presence != .absent && s.temporality == .current
        && s.experiencer == m.experiencer && family(s) == family(m) && s.sizeMM.max() == size
        && agree(s.laterality, m.laterality) && parts(s.part, m.part, lexicon.rows.partAxes)
        && (s.host == m.host || s.host == nil || m.host == nil || isBland(s.host ?? "", lexicon)
          || isBland(m.host ?? "", lexicon))
    }
  }

  /// The finding whose slots fit, where there is just one.
  private static func only(in findings: [Finding], where fits: (Mention) -> Bool) -> Int? {
    var only: Int?
    for k in findings.indices.suffix(reach) where fits(findings[k].slots) {
      if only != nil { return nil }
      only = k
    }
    return only
  }

  /// Both have shapes that tell one calcification from another, and none of these in common.
  private static func differ(_ a: [String], _ b: [String], _ lexicon: Lexicon) -> Bool {
    if a.isEmpty || b.isEmpty { return false }
    func tells(_ shape: String) -> Bool { !lexicon.rows.has(lexicon.rows.symbol(of: shape), .plain) }
    guard b.contains(where: tells) else { return false }
    var told = false
    for x in a where tells(x) {
      told = true
      if b.contains(x) { return false }
    }
    return told
  }

  private static func agree(_ a: Laterality?, _ b: Laterality?) -> Bool {
    guard let a, let b else { return true }
    return a == b || a == .bilateral || b == .bilateral
  }

  /// Parts that have a word or a place in common and none that exclude each other, or of which one is not given.
  static func parts(_ a: String?, _ b: String?, _ axes: PartAxes) -> Bool {
    guard let a, let b, a != b else { return true }
    switch axes.relation(a, b) {
    case .same: return true
    case .apart: return false
    case .unknown: return PartWords.meet(a, b)
    }
  }

  private static func merge(_ m: Mention, into f: inout Finding, _ lexicon: Lexicon) {
    let corrects = m.section == .addendum
    func take<T: Equatable>(_ slot: Slot, _ old: T?, _ new: T?) -> T? {
      guard let new else { return old }
      guard let old else { return new }
      if old != new, !f.conflicts.contains(slot) { f.conflicts.append(slot) }
      return corrects ? new : old
    }
    if let a = f.slots.laterality, let b = m.laterality, a != b, a != .bilateral, b != .bilateral || corrects
    {
      f.slots.laterality = take(.laterality, a, b)
    } else {
      f.slots.laterality = f.slots.laterality ?? m.laterality
    }
    if f.slots.presence != m.presence {
      if f.slots.presence == .possible, m.presence == .present {
        f.slots.presence = .present
      } else if m.presence == .absent || f.slots.presence == .absent {
        f.slots.presence = take(.presence, f.slots.presence, m.presence) ?? m.presence
      }
    }
    var words = f.slots.words
    let other = m.words
    words.part = words.part ?? other.part
    // `lesions … calcified metastases`: the closer word stays.
    if let own = words.host, let new = other.host, own != new {
      if isBland(own, lexicon), !isBland(new, lexicon) { words.host = new }
    } else {
      words.host = words.host ?? other.host
    }
    if words.sizeMM.isEmpty {
      words.sizeMM = other.sizeMM
    } else if let a = words.sizeMM.max(), let b = other.sizeMM.max(), a != b {
      if !f.conflicts.contains(.sizeMM) { f.conflicts.append(.sizeMM) }
      if corrects { words.sizeMM = other.sizeMM }
    }
    words.sizeWord = words.sizeWord ?? other.sizeWord
    for x in other.morphology where !words.morphology.contains(x) { words.morphology.append(x) }
    for x in other.distribution where !words.distribution.contains(x) { words.distribution.append(x) }
    if words.canBe != nil {
      (words.kind, words.family, words.canBe) = (other.kind, other.family, other.canBe)
    }
    f.slots.words = words
    f.slots.multiplicity = f.slots.multiplicity ?? m.multiplicity
    f.slots.count = f.slots.count ?? m.count
    f.slots.severity = take(.severity, f.slots.severity, m.severity)
    f.slots.change = take(.change, f.slots.change, m.change)
    f.slots.statedCause = f.slots.statedCause ?? m.statedCause
    f.slots.recommendation = f.slots.recommendation ?? m.recommendation
  }
}
