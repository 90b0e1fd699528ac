// Patterns over paths: `*.txt`, `**/s5*.txt`, `p1?/[ab]*`.

/// A pattern of file names.
///
/// `*` and `?` stand for anything but `/`, `**/` for any number of folders, `[a-c]` and `[!a-c]` for one character.
/// A pattern without `/` is held against the last part of the path.
public struct Glob: Sendable {
  private let pattern: [UInt8]
  private let wholePath: Bool

  /// A pattern; every text is one.
  public init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
    wholePath = pattern.utf8.contains(UInt8(ascii: "/"))
  }

  /// The path matches.
  func matches(_ path: String) -> Bool {
    var name = Array(path.utf8)
    if !wholePath, let slash = name.lastIndex(of: UInt8(ascii: "/")) { name.removeFirst(slash + 1) }
    return matches(name)
  }

  /// One step of the pattern: what it takes, and where the next step begins.
  private enum Step {
    case byte(UInt8)
    case any
    case set([ClosedRange<UInt8>], negated: Bool)
    case star
    /// `**` or `**/`.
    case folders(slash: Bool)
  }

  private func step(at i: Int) -> (Step, Int) {
    switch pattern[i] {
    case UInt8(ascii: "?"): return (.any, i + 1)
    case UInt8(ascii: "*"):
      guard i + 1 < pattern.count, pattern[i + 1] == UInt8(ascii: "*") else { return (.star, i + 1) }
      let slash = i + 2 < pattern.count && pattern[i + 2] == UInt8(ascii: "/")
      return (.folders(slash: slash), i + (slash ? 3 : 2))
    case UInt8(ascii: "["):
      var j = i + 1
      let negated = j < pattern.count && (pattern[j] == UInt8(ascii: "!") || pattern[j] == UInt8(ascii: "^"))
      if negated { j += 1 }
      var ranges: [ClosedRange<UInt8>] = []
      while j < pattern.count, pattern[j] != UInt8(ascii: "]") || ranges.isEmpty {
        if j + 2 < pattern.count, pattern[j + 1] == UInt8(ascii: "-"), pattern[j + 2] != UInt8(ascii: "]") {
          ranges.append(min(pattern[j], pattern[j + 2])...max(pattern[j], pattern[j + 2]))
          j += 3
        } else {
          ranges.append(pattern[j]...pattern[j])
          j += 1
        }
      }
      // A bracket that is not closed is itself.
      return j < pattern.count ? (.set(ranges, negated: negated), j + 1) : (.byte(pattern[i]), i + 1)
    default: return (.byte(pattern[i]), i + 1)
    }
  }

  /// Reachable places of the name after each step, so that the time stays in proportion to pattern times name.
  private func matches(_ name: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    var reached = [Bool](repeating: false, count: name.count + 1)
    reached[0] = true
    var i = 0
    while i < pattern.count {
      let (step, after) = step(at: i)
      i = after
      var next = [Bool](repeating: false, count: name.count + 1)
      switch step {
      case .star, .folders:
        var open = false
        for k in 0...name.count {
          if case .star = step, k > 0, name[k - 1] == slash { open = false }
          if case .folders(slash: true) = step {
            // Behind the start or behind a slash.
            if reached[k] || open && name[k - 1] == slash { next[k] = true }
            if reached[k] { open = true }
          } else {
            if reached[k] { open = true }
            next[k] = open
          }
        }
      default:
        for k in 0..<name.count where reached[k] && takes(step, name[k]) { next[k + 1] = true }
      }
      reached = next
    }
    return reached[name.count]
  }

  private func takes(_ step: Step, _ byte: UInt8) -> Bool {
    switch step {
    case .byte(let b): b == byte
    case .any: byte != UInt8(ascii: "/")
    case .set(let ranges, let negated):
      byte != UInt8(ascii: "/") && ranges.contains { $0.contains(byte) } != negated
    case .star, .folders: false
    }
  }
}
