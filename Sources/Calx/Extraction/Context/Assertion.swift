// What the context says of a phrase.

/// What the context says of a phrase, and which cues decided.
struct Assertion {
  /// Why a cue's scope ended behind the target.
  enum End: UInt8 {
    case sentence, clause, label
    /// As evidence names it, nil at the sentence's end.
    var name: String? {
      switch self {
      case .sentence: nil
      case .clause: "clause"
      case .label: "label"
      }
    }
  }
  struct Decision {
    var tokens: Range<Int>
    var cue: PlainCue
    /// Row of the cue in the lexicon, and its place in the row.
    var row: Int
    var place: Int
    var ended: End

    /// Id of the cue's row.
    func id(_ lexicon: Lexicon) -> String { lexicon.cues[row][place].id }
  }
  var presence: Presence = .present
  var temporality: Temporality = .current
  var experiencer: Experiencer = .patient
  var change: Change?
  /// The cues that decided, one an axis.
  var presenceCue: Decision?
  var temporalityCue: Decision?
  var experiencerCue: Decision?
  var changeCue: Decision?
  /// The target has a verb of its own behind it.
  var spoken = false
  /// Its clause holds a verb.
  var told = false
  /// Words that give a reason or a company stand in front of it (`recalled because of`, `patient with`).
  var isReason = false

  /// As said, but there or not as its own value says.
  func of(_ isAbsent: Bool) -> Assertion {
    var result = self
    if isAbsent { result.presence = .absent } else if presence == .absent { result.presence = .present }
    if isAbsent || presence == .absent { result.presenceCue = nil }
    return result
  }

  /// What a condition speaks of by the definite article is there (`if the stones grow`), and has not changed yet.
  mutating func settleCondition(_ d: Document) {
    guard temporality == .hypothetical, let cue = temporalityCue, cue.cue.direction != .final,
      d.classes[cue.tokens.lowerBound].contains(.relative)
        || cue.cue.direction == .forward && d.classes[cue.tokens.lowerBound].contains(.finite)
    else { return }
    if presenceCue?.tokens == cue.tokens {
      presence = .present
      presenceCue = nil
    }
    forgetTime()
    change = nil
    changeCue = nil
  }

  /// Without its cue on time.
  mutating func forgetTime() {
    temporalityCue = nil
    temporality = .current
  }
}
