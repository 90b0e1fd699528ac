// Pages of the knowledge base as text for a person, every statement with its sources and their state.

import Calx

/// An entry that can be shown.
enum KnowledgeEntry {
  case site(KnowledgeSite)
  case rule(KnowledgeRule)
  case source(KnowledgeSource)
}

/// The knowledge base as pages of text; as JSON in `KnowledgeJSON.swift`.
struct KnowledgeView {
  let base: KnowledgeBase

  /// The entries that a topic names: an id, an organ, a cause's id, or words of a name; all when it is empty.
  func entries(_ topic: String) -> [KnowledgeEntry] {
    if topic.isEmpty { return base.sites.map { .site($0) } + base.rules.map { .rule($0) } }
    let wanted = topic.lowercased()
    if let s = base.sites.first(where: { $0.id.lowercased() == wanted }) { return [.site(s)] }
    if let r = base.rules.first(where: { $0.id.lowercased() == wanted }) { return [.rule(r)] }
    if let s = base.sources.first(where: { $0.id.lowercased() == wanted }) { return [.source(s)] }
    if let c = base.causes.first(where: { $0.id == wanted }) {
      return base.sites.filter { $0.id == c.site }.map { .site($0) }
    }
    let organ = base.sites(organ: wanted.split(separator: " ").joined(separator: "-"))
    if !organ.isEmpty { return organ.map { .site($0) } }
    return base.sites.filter { $0.name.lowercased().contains(wanted) }.map { .site($0) }
      + base.rules.filter { $0.name.lowercased().contains(wanted) }.map { .rule($0) }
  }

  func text(_ entries: [KnowledgeEntry], _ topic: String) -> String {
    if topic.isEmpty { return list() }
    return entries.map {
      switch $0 {
      case .site(let s): page(s)
      case .rule(let r): page(r)
      case .source(let s): page(s)
      }
    }.joined(separator: "\n")
  }

  private func pad(_ s: String, _ width: Int) -> String {
    s.count >= width ? s : s + String(repeating: " ", count: width - s.count)
  }

  private func list() -> String {
    var out = "Sites\n"
    for s in base.sites { out += "  \(pad(s.id, 6))\(pad(s.name, 58)) \(s.tier.rawValue)\n" }
    out += "\nRules over several findings\n"
    for r in base.rules { out += "  \(pad(r.id, 6))\(pad(r.name, 58)) \(r.tier.rawValue)\n" }
    return out + "\n\(base.sources.count) sources; version \(base.version)\n"
  }

  // MARK: - Pages

  private func page(_ s: KnowledgeSite) -> String {
    var out =
      "\(s.id)  \(s.name)\n\(fill("for \(s.when.words)", 4))\n    usual urgency: \(s.tier.rawValue)\(origin(s.origin))\n"
    let causes = base.causes.filter { $0.site == s.id }
    let steps = base.steps.filter { $0.site == s.id }
    out += "\n  Causes, commonest first\n"
    for c in causes.enumerated().sorted(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }) {
      let c = c.element
      out +=
        "    \(pad("\(c.rank)", 4))\(c.name)\(origin(c.origin))\n        \(c.category), \(c.id)\(only(c.when))\n"
    }
    let shifts = base.shifts.filter { $0.site == s.id }
    if !shifts.isEmpty { out += "\n  What moves them\n" }
    for x in shifts {
      out +=
        "    \(x.because)\(origin(x.origin))\n\(fill("when \(x.when.text.isEmpty ? "always" : x.when.words)", 8))\n"
      if !x.raises.isEmpty { out += fill("up by \(x.places): \(names(x.raises, causes))", 8) + "\n" }
      if !x.lowers.isEmpty { out += fill("down by \(x.places): \(names(x.lowers, causes))", 8) + "\n" }
    }
    let tiers = base.urgencies.filter { $0.site == s.id }
    if !tiers.isEmpty { out += "\n  Urgency\n" }
    for u in tiers {
      out += "    \(pad(u.tier.rawValue, 9))\(u.because)\(origin(u.origin))\n"
      if !u.when.text.isEmpty { out += fill("when \(u.when.words)", 13) + "\n" }
    }
    if !steps.isEmpty { out += "\n  Workup, for professionals\n" }
    for w in steps { out += fill(w.text + origin(w.origin), 4) + "\n" + fill(w.id + only(w.when), 8) + "\n" }
    let items = base.expectations.filter { $0.site == s.id }
    if !items.isEmpty { out += "\n  A complete report says\n" }
    for x in items {
      let unasked = x.slot == "note" ? " (not looked for)" : ""
      out += fill(x.text + unasked + origin(x.origin) + only(x.when), 4) + "\n"
    }
    let origins =
      causes.map(\.origin) + shifts.map(\.origin) + tiers.map(\.origin) + steps.map(\.origin)
      + items.map(\.origin)
    return out + cited([s.origin] + origins)
  }

  private func page(_ r: KnowledgeRule) -> String {
    var out = "\(r.id)  \(r.name)\n" + fill("when \(r.when.words)", 4) + "\n"
    if !r.unless.text.isEmpty { out += fill("unless \(r.unless.words)", 4) + "\n" }
    out += "    urgency at least: \(r.tier.rawValue)\n" + fill(r.text + origin(r.origin), 4) + "\n"
    return out + cited([r.origin])
  }

  private func page(_ s: KnowledgeSource) -> String {
    var out = "\(line(s))\n\n  Statements that rest on it\n"
    for x in base.statements where x.origin.sources.contains(s.id) {
      out += "    \(pad(x.id, 36)) \(pad(x.origin.verified.rawValue, 11)) \(x.text)\n"
    }
    return out
  }

  /// Breaks a line at blanks, every line indented, those behind the first by two more.
  private func fill(_ text: String, _ indent: Int) -> String {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var width = indent
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if width > indent + 2, width + word.count > Self.width {
        lines.append(line)
        line = String(repeating: " ", count: indent + 2)
        width = indent + 2
      } else if width > indent {
        line += " "
        width += 1
      }
      line += word
      width += word.count
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Columns of a page.
  private static let width = 110

  private func only(_ when: When) -> String { when.text.isEmpty ? "" : ", when \(when.words)" }

  /// The names of causes without what stands in brackets.
  private func names(_ ids: [String], _ causes: [KnowledgeCause]) -> String {
    ids.map { id in
      let name = causes.first { $0.id == id }?.name ?? id
      guard let bracket = name.firstIndex(of: "(") else { return name }
      return String(name[..<bracket].reversed().drop { $0 == " " }.reversed())
    }.joined(separator: ", ")
  }

  private func origin(_ o: Provenance) -> String {
    "  [\(o.sources.joined(separator: ", ")) · \(o.verified.rawValue)]"
  }

  private func line(_ s: KnowledgeSource) -> String { "\(pad(s.id, 6))\(s.level)  \(s.title). \(s.place)" }

  private func cited(_ origins: [Provenance]) -> String {
    let ids = Set(origins.flatMap(\.sources))
    var out = "\n  Sources (M: general knowledge without a page)\n"
    for s in base.sources where ids.contains(s.id) && s.id != "M" { out += "    \(line(s))\n" }
    return out
  }

  // MARK: - Lists

  /// Each source with the number of statements that rest on it, by state.
  func sources() -> String {
    var out =
      "Levels: G guideline, g guideline summarised elsewhere, S study or review, T teaching page, X other.\n"
      + "Statements that rest on a source, by how they were verified.\n\n"
    out += Verification.allCases.map { pad($0.rawValue, 12) }.joined() + "source\n"
    for (s, counts) in sourceCounts() {
      out += counts.map { pad("\($0)", 12) }.joined() + line(s) + "\n"
    }
    return out
  }

  func sourceCounts() -> [(KnowledgeSource, [Int])] {
    var counts: [String: [Int]] = [:]
    for x in base.statements {
      let state = Verification.allCases.firstIndex(of: x.origin.verified) ?? 0
      for id in x.origin.sources { counts[id, default: [0, 0, 0]][state] += 1 }
    }
    return base.sources.map { ($0, counts[$0.id] ?? [0, 0, 0]) }
  }

  /// Statements without a confirmed page, by table, each with its line.
  func unverified() -> String {
    let open = base.statements.filter { $0.origin.verified == .unverified }
    var out =
      "\(open.count) of \(base.statements.count) statements are not confirmed by a page or an abstract.\n"
      + "By table: line, id, sources (M: general knowledge without a page), statement.\n"
    var file = ""
    for x in open {
      if x.origin.file != file {
        file = x.origin.file
        out += "\n\(file)\n"
      }
      out +=
        "  \(pad("\(x.origin.line)", 5))\(pad(x.id, 40)) \(pad(x.origin.sources.joined(separator: ","), 12)) \(x.text)\n"
    }
    return out
  }
}
