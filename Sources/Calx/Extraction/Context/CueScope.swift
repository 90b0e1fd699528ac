// How far a cue acts: the scope in front of its target and behind it, and what ends it.

extension ContextEngine {
  /// Whether a cue in front of the target reaches it, by its reach; what ended its scope behind the target.
  func forward(
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
        if k.contains(.with) && c.axis == .presence { return nil }
        // A verb ends the phrase, but for `likely represents`.
        if k.contains(.finite) && !k.contains(.be) && (i > cue.upperBound || c.axis != .presence) {
          return nil
        }
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
        if negates || c.temporality == .hypothetical, i > cue.upperBound,
          k.contains(.within) || k.contains(.away),
          i + 1 <= target.lowerBound, d.classes[i + 1].contains(.definite),
          negates
            || span(i + 2, target.lowerBound).allSatisfy({
              d.classes[$0].isDisjoint(with: [.within, .away, .with, .finite])
            })
        {
          return nil
        }
        // `In the absence of risk factors the microlithiasis …`: an article that nothing leads up to begins another phrase.
        if negates, i > cue.upperBound, k.contains(.definite), k.contains(.determiner),
          d.tokens[i - 1].kind == .word, d.classes[i - 1].isOpen
        {
          return nil
        }
        // `no fatty hilum, microcalcifications`, `without mass, with calcification`: the lack of what should be there
        // is a finding like the next; a `with` behind a comma says what is there.
        if negates, t.byte == UInt8(ascii: ","),
          d.classes[i - 1].contains(.expected) && !isClosed(i, target, view, d)
            || d.classes[i + 1].contains(.with) && i + 2 <= target.lowerBound
              && d.classes[i + 2].isDisjoint(with: [.or])
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
            view.qualifiers.contains(where: { $0.tokens.lowerBound == i + 1 }), !isClosed(i, target, view, d)
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
  private func isClosed(_ comma: Int, _ target: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
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

  /// Whether a cue behind the target reaches it, by its reach; what ended its scope.
  func backward(
    _ cue: Range<Int>, _ c: PlainCue, _ target: Range<Int>, _ view: SentenceView, _ d: Document
  ) -> Assertion.End? {
    if c.reach == .label {
      // The value behind a label: the target in the label, the cue first behind the colon, or behind a dash.
      guard cue.lowerBound > view.range.lowerBound else { return nil }
      let mark = d.tokens[cue.lowerBound - 1]
      // `?stones – none seen`; `?CBD stone, none`
      let asks =
        mark.byte == UInt8(ascii: ",")
        && span(view.range.lowerBound, target.lowerBound).contains { d.tokens[$0].byte == UInt8(ascii: "?") }
      let dash =
        asks || Clauses.isDash(cue.lowerBound - 1, d)
        || mark.byte == UInt8(ascii: "-") && !mark.gluedHyphen || mark.byte == UInt8(ascii: "=")
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
      // `stones with …, none`: the word in front of the thing that the target has.
      if negates, k.contains(.with), c.direction == .backward, target.upperBound <= i { return nil }
    }
    return endOfScope(cue.upperBound, view, d)
  }

  /// Nothing but closing marks stands between a cue and its clause's end.
  func endsClause(_ cue: Range<Int>, _ view: SentenceView, _ d: Document) -> Bool {
    var i = cue.upperBound
    while i < view.range.upperBound,
      d.tokens[i].byte == UInt8(ascii: ")") || d.tokens[i].byte == UInt8(ascii: "\"")
    { i += 1 }
    if i >= view.range.upperBound { return true }
    let t = d.tokens[i]
    return t.kind == .punctuation && !t.gluedHyphen
      && (t.byte == UInt8(ascii: "-") || t.byte == UInt8(ascii: "]") || t.byte == UInt8(ascii: "|")
        || t.byte == UInt8(ascii: ".") || t.byte == UInt8(ascii: ";") || t.byte == UInt8(ascii: "?")
        || t.byte == UInt8(ascii: ",") || t.byte == UInt8(ascii: ":"))
      || view.clauses.crossings(from: i - 1, to: i) > 0
  }

  /// What ends a scope that goes on behind its target.
  private func endOfScope(_ from: Int, _ view: SentenceView, _ d: Document) -> Assertion.End {
    guard from < view.range.upperBound else { return .sentence }
    let clause = view.clauses.clause(
      around: max(from - 1, view.range.lowerBound), in: view.range, weakToo: true)
    return clause.upperBound < view.range.upperBound ? .clause : .sentence
  }
}
