// When two places beside each other are one: `the upper pole` and `of the left kidney`.

extension SiteChunk {
  /// A part that this organ can have, or one without a word on organs.
  private func canBe(of organ: Symbol) -> Bool { candidates.isEmpty || candidates.contains(organ) }

  /// The part is only a word for where (`distal`), which every organ can have in front of it.
  private func isPosition(_ d: Document) -> Bool {
    guard let words = parts.first, words.count == 1 else { return false }
    return words.upperBound == tokens.upperBound && d.classes[words.lowerBound].contains(.position)
  }

  /// `segment 6 left`: a single part with a side is of the organ that has sides.
  func organOfSide(_ lexicon: Lexicon) -> Symbol? {
    func paired(_ organ: Symbol) -> Bool { lexicon.rows.traits(organ).contains(.paired) }
    guard laterality == .left || laterality == .right, parts.count == 1, let fallback, !paired(fallback)
    else { return nil }
    return candidates.first { paired($0) }
  }

  /// Takes in a part that a label names behind its organ: `Right breast at 12 o'clock:`, `Left breast, 10:00, 5 cm FN:`.
  mutating func takeInLabel(_ part: SiteChunk, _ d: Document) -> Bool {
    guard let organ, part.organ == nil, part.candidates.contains(organ), parts.isEmpty, partText == nil,
      laterality == nil || part.laterality == nil || laterality == part.laterality,
      part.tokens.lowerBound - tokens.upperBound <= 3,
      span(tokens.upperBound, part.tokens.lowerBound).allSatisfy({
        !d.classes[$0].isDisjoint(with: [.within, .determiner]) || d.tokens[$0].byte == UInt8(ascii: ",")
      })
    else { return false }
    parts = part.parts
    laterality = laterality ?? part.laterality
    sideTokens = sideTokens ?? part.sideTokens
    tokens = tokens.lowerBound..<part.tokens.upperBound
    return true
  }

  /// Takes in a neighbour behind it, where the two are one.
  mutating func join(_ b: SiteChunk, _ d: Document, _ lexicon: Lexicon) -> Bool {
    guard let gap = Self.gap(tokens.upperBound, b.tokens.lowerBound, d) else { return false }
    if let x = laterality, let y = b.laterality, x != y, gap != .none, !impliedSide, !b.impliedSide {
      return false
    }
    if weak || b.weak { return false }
    // What becomes of the organ and the part decides whether they are one; the rest follows from it.
    var organ = self.organ
    var organTokens = self.organTokens
    var parts = self.parts
    parts.append(contentsOf: b.parts)
    var candidates = self.candidates
    var fallback = self.fallback
    switch (self.organ, b.organ) {
    case (nil, nil):
      // Parts of parts: `superior segment of the lower lobe`.
      candidates = self.candidates.intersection(b.candidates)
      guard !candidates.isEmpty, gap != .comma || b.candidates == self.candidates else { return false }
      // `in the UP, MP and LP`: a list.
      if gap == .comma, b.tokens.upperBound < d.tokens.count,
        !d.classes[b.tokens.upperBound].isDisjoint(with: [.and, .or])
      {
        return false
      }
      fallback =
        candidates.contains(self.fallback)
        ? self.fallback : candidates.contains(b.fallback) ? b.fallback : nil
    case (nil, let named?):
      guard canBe(of: named) || (gap == .none || gap == .of) && isPosition(d), gap != .comma else {
        return false
      }
      organ = named
      organTokens = b.organTokens
    case (let named?, nil):
      // `the left breast at 2:00`
      guard b.canBe(of: named),
        gap != .place || (b.parts.first.map { d.tokens[$0.lowerBound].kind == .number } ?? false)
      else { return false }
      if gap == .comma, !Self.endsNounPhrase(b.tokens.upperBound, d) { return false }
      // `mediastinal nodes (right paratracheal, subcarinal)`: a list of what is meant.
      if gap == .parenthesis, lexicon.rows.traits(named).contains(.collective),
        !self.parts.isEmpty || partText != nil,
        Self.goesOn(b.tokens.upperBound, d)
      {
        return false
      }
    case (let x?, let y?):
      // `aorta-coronary artery`: a hyphen between two organs is a list.
      if gap == .none, b.tokens.lowerBound > tokens.upperBound, d.tokens[tokens.upperBound].gluedHyphen,
        x != y
      {
        return false
      }
      if x == y, gap == .none || gap == .of || gap == .parenthesis { break }
      // `right breast, axillary tail`
      if x == y, gap == .comma, self.parts.isEmpty, partText == nil, !b.parts.isEmpty, b.laterality == nil,
        Self.endsNounPhrase(b.tokens.upperBound, d)
      {
        break
      }
      guard gap == .none || gap == .of else { return false }
      let xGeneric = lexicon.rows.traits(x).contains(.generic)
      let yGeneric = lexicon.rows.traits(y).contains(.generic)
      if gap == .of {
        // `nodes of the mediastinum`, `vessels of the neck`: the head noun is the organ, the other its part.
        if lexicon.rows.traits(x).contains(.collective) || yGeneric, let t = b.organTokens {
          parts = self.parts
          parts.append(t)
        } else if xGeneric {
          organ = y
          organTokens = b.organTokens
        } else if laterality == nil, b.laterality == .left || b.laterality == .right,
          lexicon.rows.traits(x).contains(.paired)
        {
          // `the ureteropelvic junction of the left kidney`: the head noun, on the side of the other.
          parts = self.parts
        } else {
          return false
        }
        break
      }
      // Side by side: the last word is the head, the first says which part.
      organ = yGeneric && !xGeneric ? x : y
      organTokens = yGeneric && !xGeneric ? self.organTokens : b.organTokens
      if !yGeneric, let t = self.organTokens, b.parts.isEmpty { parts = TokenRuns(t) }
    }
    self.organ = organ
    self.organTokens = organTokens
    self.parts = parts
    self.candidates = candidates
    self.fallback = fallback
    tokens = tokens.lowerBound..<b.tokens.upperBound
    if laterality == nil || impliedSide && b.laterality != nil {
      laterality = b.laterality
      impliedSide = b.impliedSide
    }
    sideTokens = sideTokens ?? b.sideTokens
    partText = partText ?? b.partText
    return true
  }

  private enum Gap { case none, of, place, comma, parenthesis }

  private static func gap(_ end: Int, _ start: Int, _ d: Document) -> Gap? {
    var kind = Gap.none
    guard start - end <= 5 else { return nil }
    for i in span(end, start) {
      let t = d.tokens[i]
      let c = d.classes[i]
      if t.gluedHyphen { continue }
      if t.byte == UInt8(ascii: ",") {
        if start - end > 1 { return nil }
        kind = .comma
      } else if t.byte == UInt8(ascii: "(") {
        kind = .parenthesis
      } else if c.contains(.of) {
        if kind != .none { return nil }
        kind = .of
      } else if c.contains(.within), !c.contains(.away) || c.contains(.of) {
        if kind != .none { return nil }
        kind = .place
      } else if c.contains(.determiner), kind != .none {
        continue
      } else if c.contains(.modifier) {
        continue
      } else {
        return nil
      }
    }
    return kind
  }

  /// A list goes on here.
  private static func goesOn(_ i: Int, _ d: Document) -> Bool {
    i < d.tokens.count
      && (d.tokens[i].byte == UInt8(ascii: ",") || !d.classes[i].isDisjoint(with: [.and, .or]))
  }

  private static func endsNounPhrase(_ i: Int, _ d: Document) -> Bool {
    guard i < d.tokens.count else { return true }
    return d.tokens[i].kind == .punctuation || d.tokens[i].linesBefore > 0 || d.classes[i].contains(.within)
      || d.classes[i].contains(.finite)
  }
}
