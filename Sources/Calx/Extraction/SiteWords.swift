// What the words of a sentence add to a place: parts and sides said elsewhere, and whether it was spoken of before.

extension SiteBinder {
  /// The sentence begins with a word that refers back.
  func startsBack(_ view: SentenceView) -> Bool {
    span(view.body, min(view.body + 2, view.range.upperBound)).contains {
      d.classes[$0].contains(.backReference)
    }
  }

  /// The words in front of the anchor, or the first of the sentence, refer back.
  func refersBack(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard view.body < view.range.upperBound else { return false }
    let start = max(view.body, anchor.tokens.lowerBound - 4)
    for i in span(start, max(start, anchor.tokens.lowerBound))
    where d.classes[i].contains(.backReference) || d.classes[i].contains(.definite) { return true }
    for i in span(view.body, min(view.body + 3, view.range.upperBound))
    where d.classes[i].contains(.backReference) {
      // `Vascular calcifications both sides`: no word for what was spoken of.
      if i > view.body, d.classes[i].contains(.sideDeterminer),
        view.sides.contains(where: { $0.0.contains(i) })
      {
        continue
      }
      return true
    }
    return pointsInside(anchor, view)
  }

  /// `specks within the fibrotic areas`, `none within`: inside what was spoken of before.
  private func pointsInside(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    let start = anchor.noun.map { max(anchor.tokens.upperBound, view.hosts[$0].tokens.upperBound) }
    for i in span(start ?? anchor.tokens.upperBound, min(view.range.upperBound, anchor.tokens.upperBound + 4))
    where d.classes[i].contains(.inside) && !d.classes[i].contains(.of) {
      let next = i + 1
      return next >= view.range.upperBound || d.tokens[next].kind == .punctuation
        || d.classes[next].contains(.definite)
          && !view.chunks.contains { (next...next + 3).contains($0.tokens.lowerBound) }
          && !view.sides.contains { (next...next + 1).contains($0.0.upperBound - 1) }
    }
    return false
  }

  /// Parts and sides of the same organ said elsewhere in the clause: `renal calculus in the left lower pole`.
  func enrich(
    _ site: inout BoundSite, _ anchor: SentenceView.AnchorHit, _ view: SentenceView, _ chunks: [SiteChunk]
  ) {
    for chunk in chunks where chunk.organ == site.organ && chunk.tokens != site.tokens {
      // The value behind a label (`Calculi: 5 mm, lower pole`) is as near as can be.
      let value = anchor.tokens.upperBound <= view.body && chunk.tokens.lowerBound >= view.body
      let price = value ? 1 : cost(anchor, chunk.tokens, view)
      if price > 4.2 { continue }
      if site.laterality == nil, let l = chunk.laterality {
        site.laterality = l
        site.impliedSide = chunk.impliedSide
        site.sideEvidence = chunk.sideTokens
      }
      if let l = chunk.laterality, let own = site.laterality, l != own { continue }
      let isBehind = chunk.tokens.lowerBound >= anchor.tokens.upperBound
      // `stones in the left kidney, the largest in the lower pole`: the part is that one's.
      if isBehind, site.tokens.lowerBound > anchor.tokens.lowerBound, isOfLargest(chunk, behind: site, view) {
        continue
      }
      if modifiesOther(chunk) || isMeasured(to: chunk, view) || isBehind && isOfAccompaniment(chunk, view)
        || isMeasuredItself(chunk, behind: anchor, view)
      {
        continue
      }
      // `calcific pancreatitis with intraductal calculi`: the part stands in front of another anchor.
      if isBehind, view.anchors.contains(where: { $0.tokens.lowerBound == chunk.tokens.upperBound }) {
        continue
      }
      let listed =
        chunk.tokens.upperBound <= anchor.tokens.lowerBound
        && span(chunk.tokens.upperBound, anchor.tokens.lowerBound).contains {
          d.tokens[$0].byte == UInt8(ascii: ",")
        }
      if price < 2.4 || !listed && site.parts.isEmpty && site.partText == nil && price < 3.4 {
        site.parts.append(contentsOf: chunk.parts)
        site.partText = site.partText ?? chunk.partText
      }
    }
    site.parts.sort()
  }

  /// `the largest` stands between the two, in the same clause or in an aside.
  private func isOfLargest(_ chunk: SiteChunk, behind site: BoundSite, _ view: SentenceView) -> Bool {
    span(site.tokens.upperBound, chunk.tokens.lowerBound).contains { d.classes[$0].contains(.largest) }
  }

  /// `the ureteric calculus`: it was spoken of before.
  func definite(_ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    span(max(view.body, anchor.tokens.lowerBound - 4), anchor.tokens.lowerBound).contains {
      d.classes[$0].contains(.definite)
    }
  }

  /// The part describes another noun: `ductal dilatation`, `obstructed lower pole calyces`.
  func modifiesOther(_ chunk: SiteChunk) -> Bool {
    let i = chunk.tokens.upperBound
    guard i < d.tokens.count, d.tokens[i].kind == .word, d.tokens[i].linesBefore == 0 else { return false }
    return d.matches(in: i..<(i + 1)).contains {
      $0.category == .host && lexicon.rows.hosts[Int($0.entry)].isOther
    }
  }
}
