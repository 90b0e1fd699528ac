// Whose calcification it is: the population that decides which page of the knowledge base is read.

/// Population of a finding.
enum Population: String, Sendable, CaseIterable {
  case adult, child, neonate, fetus

  /// Years up to which a patient is a neonate (28 days) and a child.
  static let neonateUntil = 0.08
  static let childUntil = 18.0

  /// The population of a finding: fetus by its experiencer, else by age, else by words of the text, else adult.
  ///
  /// - Parameter words: companion ids of the report; those named as a population say so.
  static func of(_ slots: Mention, age: Double?, words: [String]) -> Population {
    if slots.experiencer == .fetus { return .fetus }
    if let age { return age < neonateUntil ? .neonate : age < childUntil ? .child : .adult }
    if words.contains(Population.neonate.rawValue) { return .neonate }
    if words.contains(Population.child.rawValue) { return .child }
    return .adult
  }
}
