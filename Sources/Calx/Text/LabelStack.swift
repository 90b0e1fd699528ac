// Labels over the lines below them: which ones govern a sentence.

/// The labels that govern the next sentence, outermost first.
struct LabelStack {
  private struct Level {
    /// Column of the label's line, `inLine` for a label further on in a line.
    var indent: Int
    var label: Range<Int>
    /// The label stood alone in its line.
    var heading: Bool
    /// A sentence that leads a list in, and ends with it.
    var leads = false
    /// A statement rather than a title (`Thick endometrium with polyp: biopsy.`), which ends with its line.
    var states = false
  }

  private static let inLine = Int.max
  private var levels: [Level] = []

  /// Token ranges of the labels.
  var ranges: [Range<Int>] { levels.map(\.label) }

  mutating func removeAll() { levels.removeAll() }

  /// A heading governs the paragraph behind it; labels inside a line end with their paragraph.
  mutating func beginParagraph(at start: Int) {
    if let last = levels.last, last.heading, last.label.upperBound + 1 >= start - 1 { return }
    levels.removeAll()
  }

  /// Takes a sentence that ends in a colon as the label of the list below it: `Two fibroids are seen:`
  mutating func lead(_ sentence: Range<Int>) {
    endLead()
    levels.append(Level(indent: 0, label: sentence, heading: true, leads: true))
  }

  /// A line that is no member ends the list.
  mutating func endLead() { levels.removeAll(where: \.leads) }

  /// Another line: what was stated in the one before is past.
  mutating func beginLine() { levels.removeAll(where: \.states) }

  /// A list item without a label ends those of the items before it.
  mutating func beginItem(column: @autoclosure () -> Int) {
    guard let last = levels.last, !last.heading, column() <= last.indent else { return }
    levels.removeAll { !$0.heading }
  }

  /// Takes up a sentence's own labels in the place of those that they end.
  ///
  /// - Parameters:
  ///   - body: what of the sentence stands behind the labels; without it they are headings.
  ///   - column: where they stand in their line, nil when they do not begin it.
  mutating func add(_ own: [Range<Int>], to body: Range<Int>, column: Int?, _ d: Document) {
    if let column {
      endLines(at: column, for: own, isHeading: body.isEmpty, d)
    } else {
      endLine(for: own, d)
    }
    for range in own {
      let states = !body.isEmpty && range.contains { d.classes[$0].contains(.with) }
      levels.append(
        Level(indent: column ?? Self.inLine, label: range, heading: body.isEmpty, states: states))
    }
  }

  /// A heading goes on over the labelled lines below it; another heading ends it. So does the label of an organ over lines
  /// that only say what of it is meant: `KIDNEY L: 10 cm` above `Calculi: none`.
  private mutating func endLines(at indent: Int, for own: [Range<Int>], isHeading: Bool, _ d: Document) {
    let saysWhat = !isHeading && own.allSatisfy { Self.isAspect($0, d) }
    levels.removeAll {
      $0.indent >= indent
        && (isHeading || $0.indent > indent
          || !$0.heading && !(saysWhat && Self.names($0.label, d).organ))
    }
  }

  /// A label further on in the line replaces the last one; a side or heading in front of it goes on.
  private mutating func endLine(for own: [Range<Int>], _ d: Document) {
    let new = own.map { Self.names($0, d) }
    let saysSide = new.contains { $0.side }
    // `Shoulders. RIGHT: deposit. SSC: normal.`: a side alone goes on over the labels behind it.
    // `R KIDNEY: hydronephrosis. Further calculi: lower pole.`: nor does one that only says what of it is meant end it.
    let saysWhat = own.allSatisfy { Self.isAspect($0, d) }
    levels.removeAll {
      guard $0.indent == Self.inLine else { return false }
      let old = Self.names($0.label, d)
      return saysSide || !(old.isSide || saysWhat && old.organ)
    }
    let inner = levels.filter { $0.indent == Self.inLine }
    levels.removeAll { $0.indent == Self.inLine }
    defer { levels.append(contentsOf: inner) }
    guard let last = levels.last, !last.heading else { return }
    let old = Self.names(last.label, d)
    if old.isSide, !saysSide { return }
    if new.contains(where: { $0.organ || $0.side }) {
      let group = levels.filter { $0.indent == last.indent }
      levels.removeAll { level in
        guard level.indent == last.indent else { return false }
        guard group.count > 1, level.label == group[0].label else { return true }
        let first = Self.names(level.label, d)
        // `Carotids: RIGHT - bulb clear. LEFT - plaque.`: another side of the same.
        let goesOn = first.side ? !saysSide : first.organ && old.isSide && new.allSatisfy(\.isSide)
        return !goesOn
      }
    } else if levels.filter({ $0.indent == last.indent && !$0.heading }).count > 1 {
      levels.removeLast()
    }
  }

  /// What a label names.
  private struct Named {
    /// An organ or part.
    var organ = false
    var side = false
    /// Nothing but a side.
    var isSide: Bool { side && !organ }
  }

  /// Does a label name an organ or part, and does it name a side?
  private static func names(_ label: Range<Int>, _ d: Document) -> Named {
    var named = Named()
    for m in d.matches(in: label) where Int(m.end) <= label.upperBound {
      if m.category == .site || m.category == .part { named.organ = true }
      if m.category == .side { named.side = true }
    }
    return named
  }

  /// A label that names a calcification or another thing, but no place and no section.
  private static func isAspect(_ label: Range<Int>, _ d: Document) -> Bool {
    var isThing = false
    for m in d.matches(in: label) where Int(m.end) <= label.upperBound {
      switch m.category {
      case .site, .part, .side, .section: return false
      case .anchor, .host: isThing = true
      default: break
      }
    }
    return isThing
  }
}
