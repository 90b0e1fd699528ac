// A finding's slots in words for a person, the same in every view.

import Calx

/// Words for a finding or a mention.
enum FindingWords {
  /// What it is: `present calculus`, `historical absent plaque of nodule`.
  static func subject(_ m: Mention) -> String {
    var words = [m.presence.rawValue]
    if m.temporality != .current { words.append(m.temporality.rawValue) }
    if m.experiencer != .patient { words.append(m.experiencer.rawValue) }
    words.append(m.kind)
    if let host = m.host { words.append("of \(host)") }
    return InertText.line(words.joined(separator: " "))
  }

  /// Where it is: `left kidney (lower pole)`; the part is in the report's own words.
  static func place(_ m: Mention, part: Bool = true) -> String {
    var place = [m.laterality?.rawValue, m.organ ?? "site not given"].compactMap { $0 }.joined(separator: " ")
    if part, let part = m.part { place += " (\(part))" }
    return InertText.line(place)
  }

  /// How many, how large, what shape, since when.
  static func details(_ m: Mention) -> [String] {
    var details: [String] = []
    if let count = m.count {
      details.append("×\(count)")
    } else if let multiplicity = m.multiplicity {
      details.append(multiplicity.rawValue)
    }
    if !m.sizeMM.isEmpty { details.append(m.sizeMM.map(millimetres).joined(separator: " × ") + " mm") }
    if let word = m.sizeWord { details.append(word) }
    details += m.morphology + m.distribution
    if let severity = m.severity { details.append(severity.rawValue) }
    if let change = m.change { details.append(change.rawValue) }
    return details.map { InertText.line($0) }
  }

  /// Everything in one line.
  static func line(_ m: Mention, part: Bool = true) -> String {
    ([subject(m), place(m, part: part)] + (details(m).isEmpty ? [] : [details(m).joined(separator: ", ")]))
      .joined(
        separator: " · ")
  }

  /// Sections that a finding's mentions stand in, in order: `findings+impression`.
  static func sections(_ f: Finding, _ analysis: Analysis) -> String {
    var seen: [String] = []
    for i in f.mentions where analysis.mentions.indices.contains(i) {
      let name = analysis.mentions[i].section.rawValue
      if !seen.contains(name) { seen.append(name) }
    }
    return seen.joined(separator: "+")
  }

  /// What a guideline needs and the report does not give.
  static func missing(_ f: Finding) -> [String] {
    f.missing.map { $0.hasPrefix("company:") ? String($0.dropFirst("company:".count)) : $0 }
  }

  private static func millimetres(_ size: Double) -> String {
    Int(exactly: size).map(String.init) ?? "\(size)"
  }
}
