// Lengths that are no size of now: distances, former sizes, sizes of the others of a group.

extension SizeBinder {
  /// The size of another one of the group: `the smaller one 3 mm`.
  func isLesser(_ m: Measurement, _ view: SentenceView) -> Bool {
    span(max(view.range.lowerBound, m.tokens.lowerBound - 4), m.tokens.lowerBound).contains {
      d.classes[$0].contains(.lesser)
    }
  }

  /// How far something lies from something else.
  func isDistance(_ m: Measurement, _ view: SentenceView) -> Bool {
    if m.tokens.upperBound < view.range.upperBound {
      let c = d.classes[m.tokens.upperBound]
      // `4mm/850HU` is no rate.
      let isRatio =
        d.tokens[m.tokens.upperBound].byte == UInt8(ascii: "/")
        && m.tokens.upperBound + 1 < view.range.upperBound
        && d.tokens[m.tokens.upperBound + 1].kind == .number
      if c.contains(.distanceAfter), !isRatio { return !isOfAnchor(m, view) }
    }
    if m.tokens.lowerBound > view.range.lowerBound,
      d.classes[m.tokens.lowerBound - 1].contains(.distanceBefore)
    {
      return true
    }
    return false
  }

  /// `a stone of 7 mm proximal to the stricture`: its length.
  private func isOfAnchor(_ m: Measurement, _ view: SentenceView) -> Bool {
    let of = m.tokens.lowerBound - 1
    return of > view.range.lowerBound && d.classes[of].contains(.of)
      && view.anchors.contains {
        ($0.noun.map { view.hosts[$0].tokens.upperBound } ?? $0.tokens.upperBound) == of
      }
  }

  /// A size of an earlier examination.
  ///
  /// - Parameter byWords: words of the past tell it, too.
  func isFormer(_ m: Measurement, _ view: SentenceView, _ byWords: Bool) -> Bool {
    // `which at the last examination still measured 7 mm`: further off, where the verb is of the past.
    let reach = d.classes[max(0, m.tokens.lowerBound - 1)].contains(.pastBe) ? 9 : 3
    for i in span(max(view.range.lowerBound, m.tokens.lowerBound - reach), m.tokens.lowerBound)
    where byWords && isPast(i, m, view) {
      // `previously 7 mm`, `was 7 mm in 2019`: no other measurement between.
      if d.tokens[span(i, m.tokens.lowerBound)].contains(where: {
        $0.byte == UInt8(ascii: ";") || $0.byte == UInt8(ascii: ",")
      }) {
        continue
      }
      return true
    }
    // `8 mm compared with 5 mm`
    if byWords, m.tokens.lowerBound > view.range.lowerBound,
      d.classes[m.tokens.lowerBound - 1].contains(.versus),
      view.measurements.contains(where: { $0.tokens.upperBound <= m.tokens.lowerBound })
    {
      return true
    }
    // `8 mm 6 months ago`, `8 mm on the prior study`
    if view.cues.contains(where: { hit in
      (0...2).contains(hit.tokens.lowerBound - m.tokens.upperBound)
        && hit.row.traits.contains(.historicalBehind)
        && span(m.tokens.upperBound, hit.tokens.lowerBound).allSatisfy {
          d.tokens[$0].kind == .number || d.shaped[$0]
            || !d.classes[$0].isDisjoint(with: [.within, .determiner])
        }
    }) {
      return true
    }
    // `8 mm (7 mm previously)`
    if byWords,
      view.cues.contains(where: { hit in
        hit.tokens.lowerBound == m.tokens.upperBound && hit.row.traits.contains(.historical)
          && (hit.tokens.upperBound >= view.range.upperBound
            || d.tokens[hit.tokens.upperBound].kind == .punctuation)
      })
    {
      return true
    }
    // `6.8 cm aneurysm (6.1 cm on 6 January 2024)`
    let after = m.tokens.upperBound
    if after + 1 < view.range.upperBound, d.classes[after].contains(.within),
      d.tokens[after + 1].kind == .number,
      d.shaped[after + 1], !view.measurements.contains(where: { $0.tokens.contains(after + 1) }),
      view.measurements.count > 1
    {
      return true
    }
    // `this was 4 mm at the 2021 examination`
    if after + 3 < view.range.upperBound, d.classes[after].contains(.within),
      d.classes[after + 1].contains(.determiner), d.tokens[after + 2].kind == .number,
      d.tokens[after + 2].length == 4, view.measurements.count > 1 || reach > 3
    {
      return true
    }
    // `(2021: 24 x 15 mm)`: a year in front of a length.
    let before = m.tokens.lowerBound - 2
    if before >= view.range.lowerBound, d.tokens[before].kind == .number, d.tokens[before].length == 4,
      d.shaped[before],
      d.tokens[before + 1].byte == UInt8(ascii: ":")
    {
      return true
    }
    return false
  }

  /// `grown from 5 mm in 2019 to 8 mm`: a word of change leads from one length to the next.
  func leadsFromThen(_ m: Measurement, _ view: SentenceView) -> Bool {
    let from = m.tokens.lowerBound - 1
    guard from > view.range.lowerBound, d.classes[from].contains(.from),
      m.millimetres.count == 2 && !isList(m)
        || view.measurements.contains(where: { $0.tokens.lowerBound >= m.tokens.upperBound })
    else { return false }
    return view.cues.contains { hit in
      hit.tokens.upperBound <= m.tokens.lowerBound && from - hit.tokens.upperBound <= 4
        && view.clauses.crossings(from: hit.tokens.upperBound - 1, to: from) == 0
        && lexicon.cues[hit.cues].contains { $0.axis == .change && $0.direction != .pseudo }
    }
  }

  /// `was 4 mm and is now 7 mm`: what was, beside a later length that is said to be of today.
  func wasThen(_ m: Measurement, _ view: SentenceView) -> Bool {
    let before = span(max(view.range.lowerBound, m.tokens.lowerBound - 2), m.tokens.lowerBound)
    guard before.contains(where: { d.classes[$0].contains(.pastBe) }) else { return false }
    return view.measurements.contains { later in
      later.tokens.lowerBound >= m.tokens.upperBound
        && (span(max(m.tokens.upperBound, later.tokens.lowerBound - 4), later.tokens.lowerBound).contains {
          d.classes[$0].contains(.now)
        }
          || later.tokens.upperBound < view.range.upperBound
            && d.classes[later.tokens.upperBound].contains(.now))
    }
  }

  /// A word of change stands here or right behind: `has increased`.
  func changes(_ i: Int, _ view: SentenceView) -> Bool {
    view.cues.contains { hit in
      (hit.tokens.contains(i) || hit.tokens.lowerBound == i + 1)
        && lexicon.cues[hit.cues].contains { $0.axis == .change }
    }
  }

  func isUnknownNoun(_ i: Int, _ view: SentenceView) -> Bool {
    i >= view.range.lowerBound && d.tokens[i].kind == .word && d.classes[i].isOpen
      && anchorIndex(at: i, view) == nil && !view.hosts.contains { $0.tokens.contains(i) }
      && !view.chunks.contains { $0.tokens.contains(i) }
      && !view.qualifiers.contains { $0.tokens.contains(i) }
      && !view.cues.contains { $0.tokens.contains(i) } && !view.sides.contains { $0.0.contains(i) }
      && !view.quantities.contains { $0.tokens.contains(i) }
  }

  /// The numbers are listed, not multiplied or a range.
  private func isList(_ m: Measurement) -> Bool {
    m.tokens.contains {
      d.classes[$0].contains(.and) || d.classes[$0].contains(.or) || d.tokens[$0].byte == UInt8(ascii: ",")
    }
  }

  /// A word of the past stands here; a year behind another length is that one's.
  private func isPast(_ i: Int, _ m: Measurement, _ view: SentenceView) -> Bool {
    view.cues.contains { hit in
      hit.row.traits.contains(.historical) && hit.tokens.contains(i)
        && !(hit.row.traits.contains(.historicalBehind)
          && view.measurements.contains {
            $0.tokens.upperBound < m.tokens.lowerBound
              && (0...1).contains(hit.tokens.lowerBound - $0.tokens.upperBound)
          })
    }
  }

  /// Shorter than organs that hold stones, in mm.
  private static let leastKidney = 40.0

  /// An organ whose own length is never given so: `calculi in the left kidney (9 mm and 6 mm)`.
  func isSolid(_ chunk: SiteChunk, _ m: Measurement) -> Bool {
    guard let organ = chunk.organ, (m.millimetres.max() ?? 0) < Self.leastKidney else { return false }
    return lexicon.rows.traits(organ).isDisjoint(with: [.conduit, .vessel])
      && lexicon.rows.traits(organ).contains(.holdsCalculi)
  }

  /// A denial of what follows begins here.
  func isDenial(_ i: Int, _ view: SentenceView) -> Bool {
    view.cues.contains { $0.row.traits.contains(.deniesAhead) && $0.tokens.lowerBound == i }
  }

  /// An anchor stands in front of a token.
  func hasAnchor(before i: Int, _ view: SentenceView) -> Bool {
    view.anchors.contains { $0.tokens.upperBound <= i }
  }
}
