// ConText's idea with its failures mended: cues act in their direction, within their scope, on separate axes.

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
    result.isReason = span(view.body, target.lowerBound).contains {
      !d.classes[$0].isDisjoint(with: [.away, .purpose, .with])
    }
    if !speaksBehind {
      let clause = view.clauses.clause(around: target.lowerBound, in: view.range)
      for i in span(target.upperBound, clause.upperBound) where d.classes[i].contains(.finite) {
        result.spoken = true
        break
      }
    }
    if let nearest = temporal.decision,
      nearest.cue.temporality != .hypothetical || !(result.presenceCue.map(isAnswer) ?? false)
    {
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

  /// What stands behind a question as its answer.
  private func isAnswer(_ decision: Assertion.Decision) -> Bool {
    decision.cue.reach == .label && decision.cue.direction == .backward
  }

  private func decidePresence(
    _ result: inout Assertion, _ absent: Nearest, _ possible: Nearest, _ affirmed: Nearest
  ) {
    // `?stones – none`, `?gallstones: yes`: the answer counts, not the question.
    if let answer = [absent.decision, affirmed.decision].lazy.compactMap({ $0 }).first(where: isAnswer) {
      result.presence = answer.cue.presence ?? .present
      result.presenceCue = answer
      return
    }
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
        cue.upperBound <= target.lowerBound
          || cue.lowerBound < target.lowerBound && cue.upperBound <= target.upperBound
      else { return nil }
      return forward(cue, c, target, view, d)
    case .backward:
      // `focus after negative screening`: the cue is the adjective of another noun.
      if c.axis == .presence, cue.count == 1, modifies(cue, view, d) { return nil }
      // `5 mm vs 3 mm`
      if c.axis == .presence, d.classes[cue.lowerBound].contains(.versus), cue.upperBound < d.shaped.count,
        d.shaped[cue.upperBound]
      {
        return nil
      }
      if c.axis == .change, isLength(cue, d) { return nil }
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
      if c.axis == .change, modifies(cue, view, d) || isLength(cue, d) { return nil }
      return cue.lowerBound >= target.upperBound ? backward(cue, c, target, view, d) : nil
    }
  }

  /// `two deposits, larger 11 mm`: the larger one is meant.
  private func isLength(_ cue: Range<Int>, _ d: Document) -> Bool {
    cue.count == 1 && !d.classes[cue.lowerBound].isDisjoint(with: [.largest, .lesser])
      && cue.upperBound < d.shaped.count && d.shaped[cue.upperBound]
  }

  /// The cue modifies a noun of its own (`with decreasing hydronephrosis`).
  private func modifies(_ cue: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    guard cue.lowerBound > view.range.lowerBound, cue.upperBound < view.range.upperBound,
      !d.classes[cue.lowerBound - 1].isDisjoint(with: [.with, .and, .away, .relative, .determiner]),
      d.tokens[cue.upperBound].kind == .word
    else { return false }
    return d.classes[cue.upperBound].isOpen && !view.cues.contains { $0.tokens.contains(cue.upperBound) }
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
}
