// Words whose meaning the report gives: `the opposite kidney` after the left one, `LL` where the thyroid is spoken of.

extension Document {
  /// Gives sides that name no side (`ipsilateral`, `contralateral`) the row of the side that they mean, by the one named
  /// last, and drops them where none was; drops places that count only where their organ is named elsewhere.
  mutating func settleRelative(_ lexicon: Lexicon) {
    var last: Laterality?
    var drops = false
    for i in matches.indices {
      let entry = Int(matches[i].entry)
      switch matches[i].category {
      case .side:
        guard let relation = lexicon.sides[entry].relation else {
          if isSaid(matches[i]), lexicon.sides[entry].laterality != .bilateral {
            last = lexicon.sides[entry].laterality
          }
          continue
        }
        let side = relation == .same ? last : last?.opposite
        if let row = lexicon.sides.firstIndex(where: { $0.relation == nil && $0.laterality == side }) {
          matches[i].entry = Int32(row)
        } else {
          matches[i].entry = -1
          drops = true
        }
        last = side
      case .site:
        if lexicon.rows.sites[entry].isConditional, !names(lexicon.rows.sites[entry].organ, lexicon) {
          matches[i].entry = -1
          drops = true
        } else if let side = lexicon.rows.sites[entry].laterality, side != .bilateral {
          last = side
        }
      default: continue
      }
    }
    if drops { matches.removeAll { $0.entry < 0 } }
  }

  /// Single letters are sides in capitals alone, and not in `R/O`.
  private func isSaid(_ side: PhraseMatch) -> Bool {
    let t = tokens[Int(side.start)]
    if side.end - side.start > 1 || t.length > 1 { return true }
    return t.capital && (Int(side.end) >= tokens.count || tokens[Int(side.end)].byte != UInt8(ascii: "/"))
  }

  /// The organ is named in words that always mean it.
  private func names(_ organ: Symbol, _ lexicon: Lexicon) -> Bool {
    matches.contains {
      $0.category == .site && $0.entry >= 0 && !lexicon.rows.sites[Int($0.entry)].isConditional
        && lexicon.rows.sites[Int($0.entry)].organ == organ
    }
  }
}

extension Laterality {
  /// The other side; that of the middle and of both is none.
  fileprivate var opposite: Laterality? {
    switch self {
    case .left: .right
    case .right: .left
    case .bilateral, .midline: nil
    }
  }
}
