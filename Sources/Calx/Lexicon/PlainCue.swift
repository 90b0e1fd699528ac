// A context cue as a plain value, and what the binders ask of all cues of one phrase.

/// One row of the cues, without its words.
struct PlainCue: Sendable {
  var axis: Cue.Axis
  var direction: Cue.Direction
  var reach: Cue.Reach
  /// What it says, on its own axis.
  var presence: Presence?
  var temporality: Temporality?
  var experiencer: Experiencer?
  var change: Change?

  init(_ cue: Cue) {
    axis = cue.axis
    direction = cue.direction
    reach = cue.reach
    switch cue.axis {
    case .presence: presence = Presence(rawValue: cue.value)
    case .temporality: temporality = Temporality(rawValue: cue.value)
    case .experiencer: experiencer = Experiencer(rawValue: cue.value)
    case .change: change = Change(rawValue: cue.value)
    }
  }

  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    /// Speaks on presence of what follows.
    static let presenceAhead = Traits(rawValue: 1)
    /// Denies what follows.
    static let deniesAhead = Traits(rawValue: 2)
    /// Affirms what follows, or doubts it.
    static let affirmsAhead = Traits(rawValue: 4)
    /// Speaks of the past.
    static let historical = Traits(rawValue: 8)
    /// Speaks of the past, and not of what follows alone.
    static let historicalBehind = Traits(rawValue: 16)
    /// Ends the scope of others.
    static let terminates = Traits(rawValue: 32)
    /// Looks like a cue on presence and is none.
    static let pseudoPresence = Traits(rawValue: 64)
  }

  /// The cues of one phrase.
  struct Row: Sendable {
    var start: Int32
    var count: Int32
    var traits: Traits = []

    init(start: Int32, _ cues: [Cue]) {
      self.start = start
      count = Int32(cues.count)
      for c in cues {
        if c.direction == .terminate { traits.insert(.terminates) }
        switch c.axis {
        case .presence:
          if c.direction == .pseudo { traits.insert(.pseudoPresence) }
          if c.direction == .forward {
            traits.insert(.presenceAhead)
            traits.insert(c.value == Presence.absent.rawValue ? .deniesAhead : .affirmsAhead)
          }
        case .temporality where c.value == Temporality.historical.rawValue:
          traits.insert(.historical)
          if c.direction != .forward { traits.insert(.historicalBehind) }
        default: break
        }
      }
    }
  }
}
