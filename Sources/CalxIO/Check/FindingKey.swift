// A name for a finding that stays the same when other findings of its report come and go.

import Calx

/// Stable names of findings: kind, organ and side, not the place in the list.
enum FindingKey {
  /// The key of each finding by its id, such as `calculus.kidney.left`; a second one like it ends in `.2`.
  ///
  /// A human decision about a flag is kept by this key, so that it survives a change of the lexicon that finds one more
  /// calcification in front.
  static func keys(_ findings: [Finding]) -> [String: String] {
    var seen: [String: Int] = [:]
    var keys: [String: String] = [:]
    for f in findings {
      let parts = [f.slots.kind, f.slots.organ, f.slots.laterality?.rawValue].compactMap { $0 }
      let key = parts.joined(separator: ".")
      let count = seen[key, default: 0] + 1
      seen[key] = count
      keys[f.id] = count == 1 ? key : "\(key).\(count)"
    }
    return keys
  }
}
