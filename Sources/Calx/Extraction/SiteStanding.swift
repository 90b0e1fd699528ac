// How a place stands to the others of its sentence: as its subject, as a landmark, or at the head of an entry.

extension SiteBinder {
  /// Just before the label above it.
  static let openingCost = 3.9

  /// `LT: 4:00 N+3 - mass 9 mm, echogenic foci within`: the part that opens an entry, set off by a dash.
  func opensEntry(_ chunk: SiteChunk, _ anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard chunk.borrowed, chunk.tokens.lowerBound == view.body, view.body > view.range.lowerBound,
      let dash = span(chunk.tokens.upperBound, min(chunk.tokens.upperBound + 5, anchor.tokens.lowerBound))
        .first(where: { d.tokens[$0].byte == UInt8(ascii: "-") && !d.tokens[$0].gluedHyphen })
    else { return false }
    return view.clauses.crossings(from: dash, to: anchor.tokens.lowerBound) <= 1
  }

  /// Less than a place behind a preposition.
  static let subjectCost = 0.8

  /// `Pericardium: calcified along the RV free wall`: what the label names is calcified; the rest says where.
  func isSubject(_ chunk: SiteChunk, of anchor: SentenceView.AnchorHit, _ view: SentenceView) -> Bool {
    guard chunk.tokens.upperBound <= view.body, chunk.organ != nil, !chunk.borrowed,
      !generic(chunk.organ) || lexicon.rows.traits(chunk.organ).contains(.vessel),
      chunk.tokens.lowerBound >= view.range.lowerBound, anchor.tokens.lowerBound >= view.body,
      anchor.tokens.upperBound < view.range.upperBound,
      d.classes[anchor.tokens.upperBound].contains(
        lexicon.rows.anchors[anchor.entry].isAdjective && anchor.noun == nil ? .within : .beside)
    else { return false }
    return span(view.body, anchor.tokens.lowerBound).allSatisfy {
      !d.classes[$0].isDisjoint(with: [.modifier, .adverb, .finite])
        || d.classes[$0].isOpen && d.tokens[$0].kind == .word
    }
      && !view.chunks.contains {
        $0.tokens.lowerBound >= view.body && $0.tokens.upperBound <= anchor.tokens.lowerBound
      }
  }

  /// A landmark comes behind what is attached to it.
  static let landmarkCost = 5.0

  /// `over the greater tuberosity at the supraspinatus insertion`: the bone says where, the tendon is what is meant.
  func isLandmark(_ i: Int, _ view: SentenceView, _ scene: Scene) -> Bool {
    let own = scene.resolved[i].tokens
    var p = own.lowerBound - 1
    while p > view.range.lowerBound, !d.classes[p].isDisjoint(with: [.determiner, .modifier]) { p -= 1 }
    if isHeight(own, behind: p, view) {
      let organ = scene.resolved[i].organ
      return scene.resolved.contains {
        $0.organ != organ && $0.organ != nil && !$0.weak && !$0.borrowed && !generic($0.organ)
      }
    }
    guard lexicon.rows.traits(scene.resolved[i].organ).contains(.landmark) else { return false }
    // `SSC: deposit at the lesser tuberosity`
    let isInside = p >= view.range.lowerBound && d.classes[p].contains(.inside) && !isBesideWord(p)
    return scene.resolved.contains {
      !lexicon.rows.traits($0.organ).isDisjoint(with: isInside ? .attached : [.attached, .conduit])
        && ($0.tokens.upperBound <= view.body && own.lowerBound > view.body
          || !isInside
            && view.clauses.crossings(
              from: min($0.tokens.upperBound, own.upperBound) - 1,
              to: max($0.tokens.lowerBound, own.lowerBound)) == 0)
    }
  }

  /// `at the level of L3`, `at the L3 level`: how high, not in what.
  private func isHeight(_ place: Range<Int>, behind p: Int, _ view: SentenceView) -> Bool {
    func isLevelOf(_ i: Int) -> Bool {
      d.classes[i].contains(.level) && i + 1 < view.range.upperBound && d.classes[i + 1].contains(.of)
    }
    let last = place.upperBound - 1
    return p > view.range.lowerBound && isLevelOf(p - 1) || isLevelOf(place.lowerBound)
      || last > place.lowerBound && d.classes[last].contains(.level)
      || last + 1 < view.range.upperBound && d.classes[last + 1].contains(.level)
        && (last + 2 >= view.range.upperBound || d.tokens[last + 2].kind == .punctuation
          || d.classes[last + 2].contains(.within))
  }

  /// `over`, `projected over`, `adjacent to`: beside a place as well as in it.
  private func isBesideWord(_ i: Int) -> Bool { d.classes[i].contains(.away) }
}
