// The cause that the report itself states, in its own words.

/// Finds stated causes in a sentence.
struct CauseFinder {
  let lexicon: Lexicon
  let reading: Reading
  private var d: Document { _read { yield reading.document } }

  struct Cause {
    /// The cause's words.
    var tokens: Range<Int>
    /// The words that open it.
    var cue: Range<Int>
    /// Its words open a cause only in front of some nouns.
    var isWeak = false
  }

  func causes(in view: SentenceView, _ matches: ArraySlice<PhraseMatch>) -> [Cause] {
    var result: [Cause] = []
    guard view.holds(.cause),
      matches.contains(where: { $0.category == .cause && opens(lexicon.causes[Int($0.entry)].role) })
    else { return result }
    let hits = matches.filter { $0.category == .cause }
    for m in hits {
      let role = lexicon.causes[Int(m.entry)].role
      guard role == .cue || role == .weak else { continue }
      let start = Int(m.end)
      // `from old neurocysticercosis`: a word of the past makes the weak cue strong.
      let past = hits.contains { Int($0.start) == start && lexicon.causes[Int($0.entry)].role == .past }
      if let last = result.last, last.tokens.upperBound > Int(m.start) { continue }
      var end = start
      var head: Int?
      while end < view.range.upperBound {
        let t = d.tokens[end]
        let c = d.classes[end]
        if t.kind == .punctuation, !t.gluedHyphen, t.byte != UInt8(ascii: "/"), t.byte != UInt8(ascii: "'"),
          t.byte != UInt8(ascii: "&")
        {
          break
        }
        if end > start,
          c.contains(.finite) || c.contains(.but) || c.contains(.relative) && !c.contains(.determiner)
        {
          break
        }
        if end > start, c.contains(.with), !c.contains(.within) { break }
        if let h = hits.first(where: { Int($0.start) == end }), lexicon.causes[Int(h.entry)].role == .head {
          head = Int(h.end)
        }
        if end > start, let h = hits.first(where: { Int($0.start) == end }),
          lexicon.causes[Int(h.entry)].role == .cue
        {
          break
        }
        if end - start > 10 { break }
        end += 1
      }
      // Articles and hedges in front are not part of the cause.
      var from = start
      while from < end, d.classes[from].contains(.determiner) { from += 1 }
      if let head {
        end = max(head, min(end, head))
      } else if role == .weak, !past || !isNoun(start + 1, end) {
        continue
      }
      guard from < end else { continue }
      if view.anchors.contains(where: { $0.tokens.overlaps(from..<end) }) { continue }
      // `typical of injection granulomas`: the noun belongs to the thing.
      if view.hosts.contains(where: { $0.tokens.lowerBound <= end && $0.tokens.upperBound > end })
        || view.anchors.contains(where: { $0.tokens.lowerBound == end })
      {
        continue
      }
      result.append(Cause(tokens: from..<end, cue: Int(m.start)..<Int(m.end), isWeak: role == .weak))
    }
    // `calcifications over both buttocks, prior injections`, `granulomas (old TB)`
    for m in hits where lexicon.causes[Int(m.entry)].role == .past {
      let s = Int(m.start)
      guard s > view.range.lowerBound,
        d.tokens[s - 1].byte == UInt8(ascii: ",") || d.tokens[s - 1].byte == UInt8(ascii: "(")
          || Clauses.isDash(s - 1, d),
        let head = hits.first(where: {
          Int($0.start) >= Int(m.end) && Int($0.start) <= Int(m.end) + 1
            && lexicon.causes[Int($0.entry)].role == .head
        }),
        !result.contains(where: { $0.tokens.contains(s) })
      else { continue }
      result.append(Cause(tokens: s..<Int(head.end), cue: s..<Int(m.end)))
    }
    // `TPN related`, `radiation-induced`: the cause stands in front.
    for m in hits where lexicon.causes[Int(m.entry)].role == .after {
      let s = Int(m.start)
      var from = s - (s > view.range.lowerBound && d.tokens[s - 1].gluedHyphen ? 1 : 0)
      guard from - 1 >= view.range.lowerBound, d.tokens[from - 1].kind == .word,
        d.classes[from - 1].isOpen || !d.classes[from - 1].contains(.finite)
      else { continue }
      from -= 1
      guard hits.contains(where: { Int($0.end) == from + 1 && lexicon.causes[Int($0.entry)].role == .head })
      else { continue }
      result.append(Cause(tokens: from..<(from + 1), cue: s..<Int(m.end)))
    }
    return result
  }

  /// A word behind one of the past that can be what was: `from old frostbite`, not `from prior on the left`, `from prior CT`.
  private func isNoun(_ i: Int, _ end: Int) -> Bool {
    i < end && d.tokens[i].kind == .word
      && d.classes[i].isDisjoint(with: [.within, .away, .with, .and, .or, .finite, .relative])
      && !d.matches(in: i..<(i + 1)).contains {
        $0.category == .advice && lexicon.advice[Int($0.entry)].role == .modality
      }
  }

  /// A word without which the sentence states no cause.
  private func opens(_ role: Lexicon.CauseWord.Role) -> Bool {
    switch role {
    case .cue, .weak, .past, .after: true
    case .head, .stop, .not: false
    }
  }
}
