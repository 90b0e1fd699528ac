// Mentions of one calcification put together over Findings, Impression and addendum.

/// Groups mentions into findings and merges their slots.
enum FindingBuilder {
  /// Kinds that can speak of the same thing.
  static func family(_ m: Mention) -> String {
    switch m.kind {
    case "granuloma": "calcification"
    case "macrocalcification", "microcalcification": "calcification"
    default: m.kind
    }
  }

  static func findings(_ analysis: inout Analysis, _ lexicon: Lexicon) -> [Finding] {
    var findings: [Finding] = []
    for (i, m) in analysis.mentions.enumerated() {
      let fitting = findings.indices.filter { same(findings[$0], m, analysis.mentions) }
      // Of several, the one of the same size.
      if let k = fitting.last(where: { !m.sizeMM.isEmpty && findings[$0].slots.sizeMM == m.sizeMM })
        ?? fitting.last ?? summarised(by: m, in: findings, lexicon) ?? twin(of: m, in: findings)
      {
        findings[k].mentions.append(i)
        merge(m, into: &findings[k])
      } else {
        var slots = m
        slots.evidence = []
        findings.append(Finding(id: "f\(findings.count + 1)", mentions: [i], slots: slots))
      }
    }
    for i in analysis.recommendations.indices {
      let mentions = analysis.recommendations[i].mentions
      analysis.recommendations[i].findings = findings.filter {
        $0.mentions.contains(where: mentions.contains)
      }.map(\.id)
    }
    return findings
  }

  /// A host that other words may name more closely: a mass is a teratoma, and a wall belongs to whatever has one.
  private static func isBland(_ host: String) -> Bool { ["wall", "mass", "lesion", "nodule"].contains(host) }

  /// Does the mention speak of the finding?
  private static func same(_ f: Finding, _ m: Mention, _ mentions: [Mention]) -> Bool {
    let s = f.slots
    guard s.organ == m.organ, s.organ != nil || family(s) == family(m), s.experiencer == m.experiencer else {
      return false
    }
    // A negation is a finding of its own, but for a contradiction between sections, which is kept as one.
    let corrects = m.section == .addendum
    if s.presence == .absent || m.presence == .absent {
      guard s.presence == m.presence else {
        return corrects && family(s) == family(m) && agree(s.laterality, m.laterality)
          && parts(s.part, m.part)
      }
      return family(s) == family(m) && s.laterality == m.laterality && parts(s.part, m.part)
    }
    if (s.temporality == .current) != (m.temporality == .current) { return false }
    let echo = family(s) == "echogenic-focus" || family(m) == "echogenic-focus"
    if family(s) != family(m) && !(echo && abs(s.sentence - m.sentence) <= 1) { return false }
    if let a = s.host, let b = m.host, a != b, !isBland(a), !isBland(b) {
      return false
    }
    if !corrects, !agree(s.laterality, m.laterality) {
      // The same thing on the other side in another section is one finding with a contradiction.
      let sameSize = !s.sizeMM.isEmpty && s.sizeMM.max() == m.sizeMM.max()
      guard sameSize, s.section != m.section, parts(s.part, m.part) else { return false }
      return true
    }
    if !parts(s.part, m.part) { return false }
    // `vascular calcifications and rod-like calcifications` are two.
    let shapes = (pattern(s), pattern(m))
    if !echo, !shapes.0.isEmpty, !shapes.1.isEmpty, shapes.0.isDisjoint(with: shapes.1) { return false }
    // Two measured things of one section are two findings.
    if s.section == m.section, !s.sizeMM.isEmpty, !m.sizeMM.isEmpty, s.sizeMM != m.sizeMM { return false }
    return true
  }

  /// The one finding that an impression can mean when it names its place more coarsely, not at all, or by another
  /// word: `segment VI` in Findings and `right lobe` in the Impression.
  private static func summarised(by m: Mention, in findings: [Finding], _ lexicon: Lexicon) -> Int? {
    guard m.section == .impression, m.presence != .absent, m.temporality == .current else { return nil }
    let fitting = findings.indices.filter { k in
      let s = findings[k].slots
      return s.section == .findings && s.presence != .absent && s.temporality == .current
        && s.experiencer == m.experiencer && sameOrgan(s.organ, m.organ, lexicon)
        && (family(s) == family(m) || family(s) == "echogenic-focus" && family(m) == "calcification")
    }
    guard fitting.count == 1, let k = fitting.first else { return nil }
    let s = findings[k].slots
    let otherSize = !s.sizeMM.isEmpty && !m.sizeMM.isEmpty && s.sizeMM.max() != m.sizeMM.max()
    let otherHost =
      s.host.map { host in m.host.map { $0 != host && !isBland($0) && !isBland(host) } ?? false } ?? false
    return otherSize || otherHost || !agree(s.laterality, m.laterality) ? nil : k
  }

  /// One organ, or one that is named more coarsely (`heart` for the pericardium) or not at all.
  private static func sameOrgan(_ a: String?, _ b: String?, _ lexicon: Lexicon) -> Bool {
    guard let a, let b, a != b else { return true }
    return [a, b].contains { lexicon.organs[$0]?.generic ?? false }
  }

  /// The one finding of the same kind, size and side, whatever the impression calls its place.
  private static func twin(of m: Mention, in findings: [Finding]) -> Int? {
    guard m.section == .impression, m.presence != .absent, m.temporality == .current,
      let size = m.sizeMM.max()
    else { return nil }
    let same = findings.indices.filter { k in
      let s = findings[k].slots
      return s.section == .findings && s.presence != .absent && s.temporality == .current
        && s.experiencer == m.experiencer && family(s) == family(m) && s.sizeMM.max() == size
        && agree(s.laterality, m.laterality) && parts(s.part, m.part)
        && (s.host == m.host || s.host == nil || m.host == nil || isBland(s.host ?? "")
          || isBland(m.host ?? ""))
    }
    return same.count == 1 ? same[0] : nil
  }

  /// The shapes that tell one calcification from another; what it does to sound or urine does not.
  private static func pattern(_ m: Mention) -> Set<String> {
    Set(m.morphology).subtracting([
      "shadowing", "non-shadowing", "obstructing", "non-obstructing", "partial", "benign-appearing",
      "suspicious",
      "dense", "fine", "layering",
    ])
  }

  private static func agree(_ a: Laterality?, _ b: Laterality?) -> Bool {
    guard let a, let b else { return true }
    return a == b || a == .bilateral || b == .bilateral
  }

  static func parts(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return true }
    let x = Set(a.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }))
    let y = Set(b.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }))
    return !x.isDisjoint(with: y)
  }

  private static func merge(_ m: Mention, into f: inout Finding) {
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
    f.slots.part = f.slots.part ?? m.part
    f.slots.host = f.slots.host ?? m.host
    f.slots.multiplicity = f.slots.multiplicity ?? m.multiplicity
    f.slots.count = f.slots.count ?? m.count
    if f.slots.sizeMM.isEmpty {
      f.slots.sizeMM = m.sizeMM
    } else if let a = f.slots.sizeMM.max(), let b = m.sizeMM.max(), a != b {
      if !f.conflicts.contains(.sizeMM) { f.conflicts.append(.sizeMM) }
      if corrects { f.slots.sizeMM = m.sizeMM }
    }
    f.slots.sizeWord = f.slots.sizeWord ?? m.sizeWord
    for x in m.morphology where !f.slots.morphology.contains(x) { f.slots.morphology.append(x) }
    for x in m.distribution where !f.slots.distribution.contains(x) { f.slots.distribution.append(x) }
    f.slots.severity = take(.severity, f.slots.severity, m.severity)
    f.slots.change = take(.change, f.slots.change, m.change)
    f.slots.statedCause = f.slots.statedCause ?? m.statedCause
    f.slots.recommendation = f.slots.recommendation ?? m.recommendation
    if f.slots.kind == "echogenic-focus", m.kind != "echogenic-focus" { f.slots.kind = m.kind }
  }
}
