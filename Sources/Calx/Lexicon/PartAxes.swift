// Which words of parts exclude each other: what lies in the upper pole does not lie in the lower one.

/// The words of parts that stand on one axis (`upper` and `lower`, `head` and `tail`), from `values.tsv`.
struct PartAxes: Sendable {
  /// A place on an axis, whatever the word for it.
  private struct Place: Sendable {
    var axis: String
    var name: String
  }

  private var places: [String: Place] = [:]
  /// Nouns whose places are apart from those within them: the superior segment of a lower lobe is no upper lobe.
  private var wholes: [String: String] = [:]
  /// The family of such nouns in `values.tsv`.
  private static let whole = "whole"

  /// - Parameter values: rows of `part`, whose family is the axis, and what a word can be another word for.
  init(_ values: [Lexicon.Value]) {
    for v in values where v.slot == .part {
      if v.family == Self.whole {
        wholes[v.value] = v.canBe ?? v.value
        continue
      }
      places[v.value] = v.family.map { Place(axis: $0, name: v.canBe ?? v.value) }
    }
  }

  /// How two parts stand to each other.
  enum Relation {
    /// Both name a place on an axis, and all such places are in common, by whatever words: `vuj`, `vesicoureteric`.
    case same
    /// Both name places on an axis, none of them in common; so do the numbers of segments and levels.
    case apart
    /// The words do not tell.
    case unknown
  }

  /// Whether the words of two parts name the same place on an axis, or exclude each other.
  func relation(_ a: String, _ b: String) -> Relation {
    let mine = named(a)
    if mine.isEmpty { return .unknown }
    let others = named(b)
    var relation = Relation.unknown
    for x in mine {
      let same = others.filter { $0.axis == x.axis }
      if same.isEmpty { continue }
      if !mine.contains(where: { y in y.axis == x.axis && same.contains { $0.name == y.name } }) {
        return .apart
      }
      relation = .same
    }
    return relation
  }

  private func named(_ part: String) -> [Place] {
    let words = part.split(whereSeparator: { " ,-/".contains($0) })
    return words.indices.compactMap { i in
      if let number = Self.number(words[i]) { return Place(axis: "", name: String(number)) }
      var place = places[String(words[i])]
      if i + 1 < words.count, let whole = wholes[String(words[i + 1])] { place?.axis += whole }
      return place
    }
  }

  /// The number that a word begins with (`4a`, `9:00`) or is in Roman letters (`iv`, `iva`), nil for any other.
  private static func number(_ word: Substring) -> Int? {
    let digits = word.utf8.prefix { $0 >= 48 && $0 <= 57 }
    if !digits.isEmpty { return Int(Substring(digits)) }
    var roman = word.utf8[...]
    if let last = roman.last, roman.count > 1, last == UInt8(ascii: "a") || last == UInt8(ascii: "b") {
      roman.removeLast()
    }
    let values = roman.map { $0 == UInt8(ascii: "i") ? 1 : $0 == UInt8(ascii: "v") ? 5 : 0 }
    if values.isEmpty || values.contains(0) { return nil }
    var sum = 0
    for (i, value) in values.enumerated() {
      sum += i + 1 < values.count && value < values[i + 1] ? -value : value
    }
    return sum
  }
}
