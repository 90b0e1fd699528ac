// ConText's idea with its failures mended: cues act in their direction, within their scope, on separate axes.

/// What the context says of a phrase, and which cues decided.
struct Assertion {
  /// Why a cue's scope ended behind the target.
  enum End: UInt8 {
    case sentence, clause, label
    /// As evidence names it, nil at the sentence's end.
    var name: String? {
      switch self {
      case .sentence: nil
      case .clause: "clause"
      case .label: "label"
      }
    }
  }
  struct Decision {
    var tokens: Range<Int>
    var cue: PlainCue
    /// Row of the cue in the lexicon, and its place in the row.
    var row: Int
    var place: Int
    var ended: End

    /// Id of the cue's row.
    func id(_ lexicon: Lexicon) -> String { lexicon.cues[row][place].id }
  }
  var presence: Presence = .present
  var temporality: Temporality = .current
  var experiencer: Experiencer = .patient
  var change: Change?
  /// The cues that decided, one an axis.
  var presenceCue: Decision?
  var temporalityCue: Decision?
  var experiencerCue: Decision?
  var changeCue: Decision?
  /// The target has a verb of its own behind it.
  var spoken = false
  /// Its clause holds a verb.
  var told = false

  /// As said, but there or not as its own value says.
  func of(_ isAbsent: Bool) -> Assertion {
    var result = self
    if isAbsent { result.presence = .absent } else if presence == .absent { result.presence = .present }
    if isAbsent || presence == .absent { result.presenceCue = nil }
    return result
  }

  /// Without its cue on time.
  mutating func forgetTime() {
    temporalityCue = nil
    temporality = .current
  }
}

/// Applies the cues of a sentence to a target within it.
struct ContextEngine {
  let lexicon: Lexicon

  /// The nearest cues so far, by what they say.
  private struct Nearest {
    var distance = Int.max
    var decision: Assertion.Decision?

    mutating func take(_ d: Assertion.Decision, _ at: Int) {
      if decision == nil || at < distance { (distance, decision) = (at, d) }
    }
  }

  /// The context of the tokens `target` in a sentence.
  func assertion(of target: Range<Int>, in view: SentenceView, _ d: Document) -> Assertion {
    var result = Assertion()
    var absent = Nearest()
    var possible = Nearest()
    var affirmed = Nearest()
    var temporal = Nearest()
    var person = Nearest()
    var change = Nearest()
    var moved = Nearest()
    var speaksBehind = false
    for k in view.cues.indices {
      let hit = view.cues[k]
      if hit.tokens.overlaps(target),
        !(hit.tokens.lowerBound < target.lowerBound && hit.tokens.upperBound <= target.lowerBound + 1)
      {
        continue
      }
      for place in 0..<Int(hit.row.count) {
        let cue = lexicon.rows.cues[Int(hit.row.start) + place]
        if cue.direction == .pseudo { continue }
        guard let ended = reaches(hit.tokens, cue, target, view, d) else { continue }
        let distance =
          hit.tokens.upperBound <= target.lowerBound
          ? target.lowerBound - hit.tokens.upperBound
          : hit.tokens.lowerBound - target.upperBound
        let decision = Assertion.Decision(
          tokens: hit.tokens, cue: cue, row: hit.cues, place: place, ended: ended)
        switch cue.axis {
        case .presence:
          switch cue.presence {
          case .absent: absent.take(decision, distance)
          case .possible: possible.take(decision, distance)
          case .present: affirmed.take(decision, distance)
          case nil: break
          }
        case .temporality:
          // A hypothesis outweighs history; otherwise the nearest cue decides.
          // A year is weaker than what says outright that it is past.
          let delay = cue.temporality == .hypothetical ? 0 : cue.reach == .request ? 40 : 2
          temporal.take(decision, distance + delay)
          if hit.tokens.lowerBound >= target.upperBound { speaksBehind = true }
        case .experiencer: person.take(decision, distance)
        case .change:
          change.take(decision, distance)
          // `stable to minimally increased` is increased: what moved wins over what stood still.
          if cue.change != .stable { moved.take(decision, distance) }
        }
      }
    }
    decidePresence(&result, absent, possible, affirmed)
    result.told = span(view.body, view.range.upperBound).contains { d.classes[$0].contains(.finite) }
    if !speaksBehind {
      let clause = view.clauses.clause(around: target.lowerBound, in: view.range)
      for i in span(target.upperBound, clause.upperBound) where d.classes[i].contains(.finite) {
        result.spoken = true
        break
      }
    }
    if let nearest = temporal.decision {
      result.temporality = nearest.cue.temporality ?? .current
      result.temporalityCue = nearest
    }
    if let nearest = person.decision {
      result.experiencer = nearest.cue.experiencer ?? .patient
      result.experiencerCue = nearest
    }
    if let nearest = moved.decision ?? change.decision {
      result.change = nearest.cue.change
      result.changeCue = nearest
    }
    return result
  }

  private func decidePresence(
    _ result: inout Assertion, _ absent: Nearest, _ possible: Nearest, _ affirmed: Nearest
  ) {
    switch (absent.decision, possible.decision) {
    case (let a?, let p?):
      // `cannot be excluded` behind the target and the nearer of two cues in front of it.
      let possibleWins =
        p.cue.direction == .backward && a.cue.direction != .backward
        || possible.distance < absent.distance && p.cue.direction == .forward
      result.presence = possibleWins ? .possible : .absent
      result.presenceCue = possibleWins ? p : a
    case (let a?, nil):
      if let f = affirmed.decision, affirmed.distance < absent.distance, f.cue.direction == a.cue.direction {
        result.presenceCue = f
      } else {
        result.presence = .absent
        result.presenceCue = a
      }
    case (nil, let p?):
      if let f = affirmed.decision, affirmed.distance < possible.distance, f.cue.direction == p.cue.direction
      {
        result.presenceCue = f
      } else {
        result.presence = .possible
        result.presenceCue = p
      }
    case (nil, nil): result.presenceCue = affirmed.decision
    }
  }

  /// Whether a cue reaches the target; what ended its scope behind the target.
  private func reaches(
    _ cue: Range<Int>, _ c: PlainCue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  ) -> Assertion.End? {
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

  private func forward(
    _ cue: Range<Int>, _ c: PlainCue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  )
    -> Assertion.End?
  {
    var i = cue.upperBound
    var words = 0
    var listed = false
    let negates = c.axis == .presence && c.presence == .absent
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
        // `In the absence of risk factors the microlithiasis …`: an article that nothing leads up to begins another phrase.
        if negates, i > cue.upperBound, k.contains(.definite), k.contains(.determiner),
          d.tokens[i - 1].kind == .word, d.classes[i - 1].isEmpty
        {
          return nil
        }
        // `no uptake, now calcified`
        if negates, t.byte == UInt8(ascii: ","), d.classes[i + 1].contains(.adverb) { return nil }
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
    _ cue: Range<Int>, _ c: PlainCue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  ) -> Assertion.End? {
    if c.reach == .label {
      // The value behind a label: the target in the label, the cue first behind the colon, or behind a dash.
      guard cue.lowerBound > view.range.lowerBound else { return nil }
      let mark = d.tokens[cue.lowerBound - 1]
      let dash =
        mark.byte == UInt8(ascii: "-") && !mark.gluedHyphen || mark.byte == UInt8(ascii: "=")
        || mark.byte == UInt8(ascii: "|")
      guard mark.byte == UInt8(ascii: ":") || dash else { return nil }
      // The value is the cue alone: `Calc: no follow-up` is none; a doubt goes on (`calculi: ?3 mm`).
      if c.presence != .possible || d.tokens[min(cue.upperBound, view.range.upperBound - 1)].kind != .number,
        cue.upperBound < view.range.upperBound, d.tokens[cue.upperBound].kind != .punctuation,
        d.tokens[cue.upperBound].linesBefore == 0
      {
        return nil
      }
      if target.upperBound == cue.lowerBound - 1 { return .label }
      guard target.upperBound <= cue.lowerBound - 1 else { return nil }
      for i in target.upperBound..<(cue.lowerBound - 1) {
        let t = d.tokens[i]
        if d.classes[i].contains(.finite) || t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: ";")
          || dash && t.byte == UInt8(ascii: ",")
        {
          return nil
        }
      }
      return .label
    }
    if c.reach == .wrapped {
      // `rule X out`: the opening word in front of the target.
      guard
        span(max(view.range.lowerBound, target.lowerBound - 4), target.lowerBound).contains(where: {
          d.classes[$0].contains(.wrap)
        }),
        cue.lowerBound - target.upperBound <= 1
      else { return nil }
      return .sentence
    }
    var i = cue.lowerBound
    var words = 0
    let negates = c.axis == .presence && c.presence != .present
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

  private func endOfScope(_ from: Int, _ view: SentenceView, _ d: Document) -> Assertion.End {
    guard from < view.range.upperBound else { return .sentence }
    let clause = view.clauses.clause(
      around: max(from - 1, view.range.lowerBound), in: view.range, weakToo: true)
    return clause.upperBound < view.range.upperBound ? .clause : .sentence
  }
}
