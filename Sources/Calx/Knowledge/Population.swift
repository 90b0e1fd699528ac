// Whose calcification it is: the population that decides which page of the knowledge base is read.

/// Population of a finding.
enum Population: String, Sendable, CaseIterable {
  case adult, child, neonate, fetus

  /// Years up to which a patient is a neonate (28 days) and a child.
  static let neonateUntil = 0.08
  static let childUntil = 18.0

  /// The population of a finding: fetus by its experiencer, else by age, else by words of the text, else adult.
  ///
  /// - Parameter isNamed: whether words of the report name a population.
  static func of(_ experiencer: Experiencer, age: Double?, isNamed: (Population) -> Bool) -> Population {
    if experiencer == .fetus { return .fetus }
    if let age { return age < neonateUntil ? .neonate : age < childUntil ? .child : .adult }
    return isNamed(.neonate) ? .neonate : isNamed(.child) ? .child : .adult
  }
}
