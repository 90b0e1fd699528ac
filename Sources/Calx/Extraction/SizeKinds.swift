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
      if c.contains(.distanceAfter) { return true }
    }
    if m.tokens.lowerBound > view.range.lowerBound,
      d.classes[m.tokens.lowerBound - 1].contains(.distanceBefore)
    {
      return true
    }
    return false
  }

  /// A size of an earlier examination.
  ///
  /// - Parameter byWords: words of the past tell it, too.
  func isFormer(_ m: Measurement, _ view: SentenceView, _ byWords: Bool) -> Bool {
    for i in span(max(view.range.lowerBound, m.tokens.lowerBound - 3), m.tokens.lowerBound)
    where byWords && isPast(i, view) {
      // `previously 7 mm`, `was 7 mm in 2019`: no other measurement between.
      if d.tokens[span(i, m.tokens.lowerBound)].contains(where: {
        $0.byte == UInt8(ascii: ";") || $0.byte == UInt8(ascii: ",")
      }) {
        continue
      }
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
    // `6.8 cm aneurysm (6.1 cm on 6 January 2024)`
    let after = m.tokens.upperBound
    if after + 1 < view.range.upperBound, d.classes[after].contains(.within),
      d.tokens[after + 1].kind == .number,
      d.shaped[after + 1], !view.measurements.contains(where: { $0.tokens.contains(after + 1) }),
      view.measurements.count > 1
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

  /// A word of the past stands here.
  private func isPast(_ i: Int, _ view: SentenceView) -> Bool {
    view.cues.contains { $0.row.traits.contains(.historical) && $0.tokens.contains(i) }
  }
}
