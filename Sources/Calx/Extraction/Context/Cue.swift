// A context cue as the lexicon gives it: which axis it speaks of, what it says, which way it acts and how far.

/// One row of `cues.tsv`. A class: a sentence passes its cues about without copying their words.
final class Cue: Sendable {
  enum Axis: String, Sendable { case presence, temporality, experiencer, change }
  enum Direction: String, Sendable {
    /// Acts on what follows it.
    case forward
    /// Acts on what stands before it.
    case backward
    case both
    /// Acts on what stands before it, when it is the last word of its clause.
    case final
    /// Looks like a cue and is none; it wins over shorter cues by its length.
    case pseudo
    /// Ends the scope of other cues.
    case terminate
  }
  enum Reach: String, Sendable {
    /// To the end of the clause.
    case clause
    case sentence
    /// To the next comma or joining word.
    case phrase
    /// Only the words of the same noun phrase.
    case near
    /// The value behind a label's colon.
    case label
    /// Wraps its target: `rule X out`.
    case wrapped
    /// Like `clause`, and only in requests and histories: `known stones`, `stones?`.
    case request
  }
  let id: String
  let axis: Axis
  let value: String
  let direction: Direction
  let reach: Reach

  init(id: String, axis: Axis, value: String, direction: Direction, reach: Reach) {
    self.id = id
    self.axis = axis
    self.value = value
    self.direction = direction
    self.reach = reach
  }
}
