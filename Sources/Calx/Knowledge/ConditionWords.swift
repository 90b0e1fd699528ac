// Conditions in words, for a page that a person reads.

extension When {
  /// The condition in words: `host=cyst & !history=cancer|fever` is `host cyst; no history of cancer or fever`.
  public var words: String { condition.words(joined: "; ") }
}

extension Condition {
  fileprivate func words(joined separator: String) -> String {
    terms.map { $0.negated ? Self.words(not: $0.test) : Self.words($0.test) }.joined(separator: separator)
  }

  private static func words(_ test: Test) -> String {
    if case .stated(let name) = test { return "\(label(name)) given" }
    if case .oneOf(.history, let ids) = test { return "history of \(list(ids))" }
    if case .oneOf(.company, let ids) = test { return "with \(list(ids))" }
    if case .oneOf(let name, let values) = test { return "\(label(name)) \(list(values))" }
    if case .contains(let name, let needles) = test { return "\(label(name)) names \(list(needles))" }
    if case .compare(let name, let relation, let value) = test {
      return "\(label(name)) \(words(relation)) \(number(value, of: name))"
    }
    if case .section(let names) = test { return "in the section \(list(names))" }
    if case .with(let other) = test { return "beside a finding of \(other.words(joined: ", "))" }
    if case .any(let other) = test { return "any finding of \(other.words(joined: ", "))" }
    if case .organs(let kind, let relation, let count) = test {
      return "organs \(words(relation)) \(count) of those with \(kind.words(joined: ", "))"
    }
    return "as the table says"
  }

  private static func words(not test: Test) -> String {
    if case .stated(let name) = test { return "\(label(name)) not given" }
    if case .oneOf(.history, let ids) = test { return "no history of \(list(ids))" }
    if case .oneOf(.company, let ids) = test { return "without \(list(ids))" }
    return "not " + words(test)
  }

  private static func label(_ name: FactName) -> String { plain(name.rawValue) }

  private static func list(_ values: [String]) -> String { values.map(plain).joined(separator: " or ") }

  /// Ids join words with `-` and slots with `_`.
  private static func plain(_ id: String) -> String { String(id.map { $0 == "-" || $0 == "_" ? " " : $0 }) }

  private static func words(_ relation: Relation) -> String {
    switch relation {
    case .less: "under"
    case .lessOrEqual: "at most"
    case .more: "over"
    case .moreOrEqual: "at least"
    }
  }

  private static func number(_ value: Double, of name: FactName) -> String {
    let ordered: [String]? =
      name == .severity
      ? Severity.allCases.map(\.rawValue) : name == .urgency ? Urgency.allCases.map(\.rawValue) : nil
    if let ordered, let n = Int(exactly: value), ordered.indices.contains(n) { return ordered[n] }
    let digits = Int(exactly: value).map(String.init) ?? "\(value)"
    return name == .size ? digits + " mm" : name == .age ? digits + " years" : digits
  }
}
