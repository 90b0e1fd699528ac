// ConText's idea with its failures mended: cues act in their direction, within their scope, on separate axes.

/// What the context says of a phrase, and which cues decided.
struct Assertion {
  struct Decision {
    var tokens: Range<Int>
    var cue: Cue
    var ended: String?
  }
  var presence: Presence = .present
  var temporality: Temporality = .current
  var experiencer: Experiencer = .patient
  var change: Change?
  var decisions: [Decision] = []
  /// A cue spoke on presence, for or against.
  var presenceStated = false
  /// The target has a verb of its own behind it.
  var spoken = false
}

/// Applies the cues of a sentence to a target within it.
struct ContextEngine {
  let lexicon: Lexicon

  /// The context of the tokens `target` in a sentence.
  ///
  /// - Parameter members: other targets of the sentence, over which a list may reach.
  func assertion(of target: Range<Int>, in view: SentenceView, _ d: Document) -> Assertion {
    var result = Assertion()
    var absent: (Int, Assertion.Decision)?
    var possible: (Int, Assertion.Decision)?
    var affirmed: (Int, Assertion.Decision)?
    var temporal: [(Int, Assertion.Decision)] = []
    var people: [(Int, Assertion.Decision)] = []
    var changes: [(Int, Assertion.Decision)] = []
    for hit in view.cues {
      if hit.tokens.overlaps(target),
        !(hit.tokens.lowerBound < target.lowerBound && hit.tokens.upperBound <= target.lowerBound + 1)
      {
        continue
      }
      for cue in lexicon.cues[hit.cues] where cue.direction != .pseudo {
        guard let ended = reaches(hit.tokens, cue, target, view, d) else { continue }
        let distance =
          hit.tokens.upperBound <= target.lowerBound
          ? target.lowerBound - hit.tokens.upperBound
          : hit.tokens.lowerBound - target.upperBound
        let decision = Assertion.Decision(tokens: hit.tokens, cue: cue, ended: ended.isEmpty ? nil : ended)
        switch cue.axis {
        case .presence:
          switch cue.value {
          case "absent": if absent.map({ distance < $0.0 }) ?? true { absent = (distance, decision) }
          case "possible": if possible.map({ distance < $0.0 }) ?? true { possible = (distance, decision) }
          case "present": if affirmed.map({ distance < $0.0 }) ?? true { affirmed = (distance, decision) }
          default: break
          }
        case .temporality: temporal.append((distance, decision))
        case .experiencer: people.append((distance, decision))
        case .change: changes.append((distance, decision))
        }
      }
    }
    decidePresence(&result, absent, possible, affirmed)
    let clause = view.clauses.clause(around: target.lowerBound, in: view.range)
    result.spoken =
      span(target.upperBound, clause.upperBound).contains { d.classes[$0].contains(.finite) }
      && !temporal.contains { $0.1.tokens.lowerBound >= target.upperBound }
    if let nearest = temporal.min(by: { rank($0) < rank($1) }) {
      result.temporality = Temporality(rawValue: nearest.1.cue.value) ?? .current
      result.decisions.append(nearest.1)
    }
    if let nearest = people.min(by: { $0.0 < $1.0 }) {
      result.experiencer = Experiencer(rawValue: nearest.1.cue.value) ?? .patient
      result.decisions.append(nearest.1)
    }
    // `stable to minimally increased` is increased: what moved wins over what stood still.
    let moved = changes.filter { $0.1.cue.value != Change.stable.rawValue }
    if let nearest = (moved.isEmpty ? changes : moved).min(by: { $0.0 < $1.0 }) {
      result.change = Change(rawValue: nearest.1.cue.value)
      result.decisions.append(nearest.1)
    }
    return result
  }

  private func rank(_ t: (Int, Assertion.Decision)) -> Int {
    // A hypothesis outweighs history; otherwise the nearest cue decides.
    t.0 + (t.1.cue.value == Temporality.hypothetical.rawValue ? 0 : 2)
  }

  private func decidePresence(
    _ result: inout Assertion, _ absent: (Int, Assertion.Decision)?, _ possible: (Int, Assertion.Decision)?,
    _ affirmed: (Int, Assertion.Decision)?
  ) {
    switch (absent, possible) {
    case (let a?, let p?):
      // `cannot be excluded` behind the target and the nearer of two cues in front of it.
      let possibleWins =
        p.1.cue.direction == .backward && a.1.cue.direction != .backward
        || p.0 < a.0 && p.1.cue.direction == .forward
      result.presence = possibleWins ? .possible : .absent
      result.decisions.append(possibleWins ? p.1 : a.1)
      result.presenceStated = true
    case (let a?, nil):
      if let f = affirmed, f.0 < a.0, f.1.cue.direction == a.1.cue.direction {
        result.decisions.append(f.1)
      } else {
        result.presence = .absent
        result.decisions.append(a.1)
      }
      result.presenceStated = true
    case (nil, let p?):
      if let f = affirmed, f.0 < p.0, f.1.cue.direction == p.1.cue.direction {
        result.decisions.append(f.1)
      } else {
        result.presence = .possible
        result.decisions.append(p.1)
      }
      result.presenceStated = true
    case (nil, nil):
      if let f = affirmed {
        result.decisions.append(f.1)
        result.presenceStated = true
      }
    }
  }

  /// Whether a cue reaches the target; the string says what ended its scope behind the target, empty for the sentence's end.
  private func reaches(
    _ cue: Range<Int>, _ c: Cue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  ) -> String? {
    switch c.direction {
    case .pseudo, .terminate: return nil
    case .forward:
      guard
        cue.upperBound <= target.lowerBound + 0
          || cue.lowerBound < target.lowerBound && cue.upperBound <= target.upperBound
      else { return nil }
      return forward(cue, c, target, view, d)
    case .backward:
      // `focus after negative screening`: the cue is the adjective of another noun.
      if c.axis == .presence, cue.count == 1, modifies(cue, view, d) { return nil }
      return cue.lowerBound >= target.upperBound ? backward(cue, c, target, view, d) : nil
    case .final:
      return cue.lowerBound >= target.upperBound && endsClause(cue, view, d)
        ? backward(cue, c, target, view, d) : nil
    case .both:
      if cue.upperBound <= target.lowerBound {
        if c.axis == .change,
          trails(cue, target, view, d)
            || modifies(cue, view, d)
              && span(cue.upperBound, target.lowerBound).contains(where: {
                d.tokens[$0].byte == UInt8(ascii: ",")
              })
        {
          return nil
        }
        return forward(cue, c, target, view, d)
      }
      if c.axis == .change, modifies(cue, view, d) { return nil }
      return cue.lowerBound >= target.upperBound ? backward(cue, c, target, view, d) : nil
    }
  }

  /// The cue modifies a noun of its own (`with decreasing hydronephrosis`).
  private func modifies(_ cue: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    guard cue.lowerBound > view.range.lowerBound, cue.upperBound < view.range.upperBound,
      !d.classes[cue.lowerBound - 1].isDisjoint(with: [.with, .and, .away, .relative, .determiner]),
      d.tokens[cue.upperBound].kind == .word
    else { return false }
    return d.classes[cue.upperBound].isEmpty && !view.cues.contains { $0.tokens.contains(cue.upperBound) }
  }

  /// The cue stands behind another anchor (`focus, unchanged, in keeping with a granuloma`): it is that one's.
  private func trails(_ cue: Range<Int>, _ target: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    guard cue.lowerBound > view.range.lowerBound else { return false }
    let before = d.tokens[cue.lowerBound - 1]
    guard
      before.byte == UInt8(ascii: ",") || d.classes[cue.lowerBound - 1].contains(.be)
        || d.classes[cue.lowerBound].contains(.finite)
    else { return false }
    return view.anchors.contains {
      $0.tokens.upperBound <= cue.lowerBound
        && view.clauses.crossings(from: $0.tokens.upperBound - 1, to: cue.lowerBound) == 0
    }
  }

  private func forward(_ cue: Range<Int>, _ c: Cue, _ target: Range<Int>, _ view: SentenceView, _ d: Document)
    -> String?
  {
    var i = cue.upperBound
    var words = 0
    var listed = false
    let negates = c.axis == .presence && c.value == "absent"
    while i < target.lowerBound {
      let boundary = view.clauses.crossings(from: i - 1, to: i) > 0
      let weak = view.clauses.strongest(from: i - 1, to: i) > 0
      if c.reach != .sentence, boundary, i > cue.upperBound { return nil }
      if c.reach != .sentence, weak, c.axis == .presence, i > cue.upperBound { return nil }
      if c.reach == .sentence, boundary, d.tokens[i - 1].byte == UInt8(ascii: ";") { return nil }
      let t = d.tokens[i]
      let k = d.classes[i]
      switch c.reach {
      case .near:
        words += 1
        if words > 5 || t.byte == UInt8(ascii: ",") || k.contains(.with)
          || k.contains(.and) && !k.contains(.modifier)
          || k.contains(.within) && !k.contains(.of) && words > 2 || k.contains(.finite)
        {
          return nil
        }
      case .phrase:
        if t.byte == UInt8(ascii: ",") && !listGoesOn(i, target, d) { return nil }
        if k.contains(.with) && c.axis == .presence || k.contains(.finite) && !k.contains(.be) { return nil }
        if k.contains(.and), startsThing(i + 1, d, view) { return nil }
      case .clause:
        if negates, t.byte == UInt8(ascii: ",") || k.contains(.and) || k.contains(.with),
          startsThing(i + 1, d, view)
        {
          return nil
        }
        if c.axis == .temporality || c.axis == .change, t.byte == UInt8(ascii: ","),
          startsThing(i + 1, d, view)
        {
          return nil
        }
        // `no correlate for the calcifications`: what an article behind a preposition names is presupposed.
        if negates, i > cue.upperBound, k.contains(.within) || k.contains(.away),
          i + 1 < target.lowerBound || i + 1 == target.lowerBound, d.classes[i + 1].contains(.definite)
        {
          return nil
        }
        // A verb that shows something starts afresh: `no mass, contains stones`.
        if negates, listed, k.contains(.contain), k.contains(.finite) { return nil }
        if t.byte == UInt8(ascii: ",") || k.contains(.and) {
          listed = true
          // `no fatty hilum, punctate foci`: a new description ends a list that no `or` closes.
          if negates, t.byte == UInt8(ascii: ","),
            view.qualifiers.contains(where: { $0.tokens.lowerBound == i + 1 }), !closes(i, target, view, d)
          {
            return nil
          }
        }
      default: break
      }
      // Another cue of the same axis that ends scopes.
      if negates, view.stop(at: i).contains(.terminator) { return nil }
      if c.axis == .presence, i > cue.lowerBound, view.stop(at: i).contains(.presence) { return nil }
      i += 1
    }
    // The boundary right in front of the target counts too.
    if target.lowerBound > cue.upperBound, c.reach != .sentence,
      view.clauses.crossings(from: target.lowerBound - 1, to: target.lowerBound) > 0
    {
      return nil
    }
    return endOfScope(target.upperBound, view, d)
  }

  /// An `or` or `and` closes the list behind a comma.
  private func closes(_ comma: Int, _ target: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    let clause = view.clauses.clause(around: target.lowerBound, in: view.range)
    return span(comma, clause.upperBound).contains {
      d.classes[$0].contains(.or) || d.classes[$0].contains(.and)
    }
  }

  /// A comma in a list that the target still belongs to.
  private func listGoesOn(_ comma: Int, _ target: Range<Int>, _ d: Document) -> Bool {
    for i in span(target.upperBound, min(target.upperBound + 3, d.tokens.count)) {
      if d.classes[i].contains(.or) || d.classes[i].contains(.and) { return true }
    }
    return comma > 0
      && (d.classes[target.lowerBound - 1].contains(.or) || d.classes[target.lowerBound - 1].contains(.and))
  }

  /// A new thing with an article, number or measure: it leaves a negated list.
  private func startsThing(_ i: Int, _ d: Document, _ view: SentenceView) -> Bool {
    guard i < view.range.upperBound else { return false }
    if d.classes[i].contains(.indefinite) { return true }
    if view.measurements.contains(where: { $0.tokens.lowerBound >= i && $0.tokens.lowerBound <= i + 3 }) {
      for k in span(i, min(i + 4, view.range.upperBound)) where d.tokens[k].byte == UInt8(ascii: ",") {
        return false
      }
      return true
    }
    return false
  }

  private func backward(
    _ cue: Range<Int>, _ c: Cue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  ) -> String? {
    if c.reach == .label {
      // The value behind a label: the target in the label, the cue first behind the colon, or behind a dash.
      guard cue.lowerBound > view.range.lowerBound else { return nil }
      let mark = d.tokens[cue.lowerBound - 1]
      let dash = mark.byte == UInt8(ascii: "-") && !mark.gluedHyphen || mark.byte == UInt8(ascii: "=")
      guard mark.byte == UInt8(ascii: ":") || dash else { return nil }
      // The value is the cue alone: `Calc: no follow-up` is none.
      if cue.upperBound < view.range.upperBound, d.tokens[cue.upperBound].kind != .punctuation,
        d.tokens[cue.upperBound].linesBefore == 0
      {
        return nil
      }
      if target.upperBound == cue.lowerBound - 1 { return "label" }
      guard target.upperBound <= cue.lowerBound - 1 else { return nil }
      for i in target.upperBound..<(cue.lowerBound - 1) {
        let t = d.tokens[i]
        if d.classes[i].contains(.finite) || t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: ";")
          || dash && t.byte == UInt8(ascii: ",")
        {
          return nil
        }
      }
      return "label"
    }
    if c.reach == .wrapped {
      // `rule X out`: the opening word in front of the target.
      guard
        span(max(view.range.lowerBound, target.lowerBound - 4), target.lowerBound).contains(where: {
          d.classes[$0].contains(.wrap)
        }),
        cue.lowerBound - target.upperBound <= 1
      else { return nil }
      return ""
    }
    var i = cue.lowerBound
    var words = 0
    let negates = c.axis == .presence && c.value != "present"
    while i > target.upperBound {
      let boundary = view.clauses.crossings(from: i - 1, to: i) > 0
      // `…; unchanged since 2019`: a change that opens its clause speaks of what stands before.
      if boundary, !(c.axis == .change && i == cue.lowerBound) { return nil }
      i -= 1
      let t = d.tokens[i]
      let k = d.classes[i]
      switch c.reach {
      case .near:
        words += 1
        if words > 2 { return nil }
      case .phrase: if t.byte == UInt8(ascii: ",") { return nil }
      default: break
      }
      if negates, view.clauses.strongest(from: i - 1, to: i) > 0, i > target.upperBound { return nil }
      // A negation behind a place or a contained thing speaks of its subject: skip nothing, stop at verbs before it.
      if negates, k.contains(.finite), i < cue.lowerBound - 2,
        !k.contains(.be) || view.clauses.crossings(from: target.upperBound, to: i) > 0
      {
        return nil
      }
      if negates, k.contains(.with), c.direction == .backward, k.contains(.with), words >= 0,
        isContainer(i, target, view)
      {
        return nil
      }
    }
    return endOfScope(cue.upperBound, view, d)
  }

  private func isContainer(_ with: Int, _ target: Range<Int>, _ view: SentenceView) -> Bool {
    target.upperBound <= with
  }

  private func endsClause(_ cue: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    var i = cue.upperBound
    while i < view.range.upperBound,
      d.tokens[i].byte == UInt8(ascii: ")") || d.tokens[i].byte == UInt8(ascii: "\"")
    { i += 1 }
    if i >= view.range.upperBound { return true }
    let t = d.tokens[i]
    return t.kind == .punctuation
      && (t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: "?")
        || t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: ":"))
      || view.clauses.crossings(from: i - 1, to: i) > 0
  }

  private func endOfScope(_ from: Int, _ view: SentenceView, _ d: Document) -> String {
    guard from < view.range.upperBound else { return "" }
    let clause = view.clauses.clause(
      around: max(from - 1, view.range.lowerBound), in: view.range, weakToo: true)
    return clause.upperBound < view.range.upperBound ? "clause" : ""
  }
}
