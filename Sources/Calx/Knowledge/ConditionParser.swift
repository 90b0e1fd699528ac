// Parses a cell of the condition language, byte by byte, with errors that name the column.

extension Condition {
  /// Parses a cell.
  ///
  /// - Throws: the first defect, with its column.
  init(_ cell: String) throws(ConditionError) {
    if cell.isEmpty { return }
    var cell = cell
    let result: Result<Condition, ConditionError> = cell.withUTF8 { bytes in
      var parser = ConditionParser(bytes: bytes)
      do throws(ConditionError) { return .success(try parser.condition(closing: false)) } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

/// The parser: a place in a cell, and what may stand there.
struct ConditionParser {
  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Brackets that speak of other findings, open here.
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private func error(_ message: String, at column: Int? = nil) -> ConditionError {
    ConditionError(column: (column ?? at) + 1, message: message)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private mutating func skip(_ b: UInt8) -> Bool {
    guard byte == b, at < bytes.count else { return false }
    at += 1
    return true
  }

  /// Terms up to the end of the cell, or up to the bracket that closes.
  mutating func condition(closing: Bool) throws(ConditionError) -> Condition {
    var result = Condition()
    result.terms.reserveCapacity(4)
    while true {
      result.terms.append(try term(closing: closing))
      if at >= bytes.count {
        if closing { throw error("the bracket is not closed") }
        return result
      }
      if closing, byte == UInt8(ascii: ")") { return result }
      guard skip(UInt8(ascii: " ")), skip(UInt8(ascii: "&")), skip(UInt8(ascii: " ")) else {
        throw error("expected ' & ' between terms")
      }
    }
  }

  private mutating func term(closing: Bool) throws(ConditionError) -> Term {
    let start = at
    let negated = skip(UInt8(ascii: "!"))
    let nameStart = at
    while at < bytes.count, bytes[at] >= 97 && bytes[at] <= 122 || bytes[at] == UInt8(ascii: "_") { at += 1 }
    if at == nameStart { throw error(at < bytes.count ? "expected the name of a slot" : "a term is missing") }
    let name = nameStart..<at
    let test: Test
    if byte == UInt8(ascii: "("), at < bytes.count {
      test = try call(text(name), nameStart)
    } else {
      guard let fact = FactName(UnsafeBufferPointer(rebasing: bytes[name])) else {
        let known = FactName.allCases.map(\.rawValue).joined(separator: ", ")
        throw error("unknown slot '\(text(name))'; one of \(known)", at: nameStart)
      }
      test = try tail(of: fact)
    }
    return Term(negated: negated, test: test, column: start + 1)
  }

  typealias Term = Condition.Term
  typealias Test = Condition.Test

  /// What follows a slot's name.
  private mutating func tail(of fact: FactName) throws(ConditionError) -> Test {
    switch byte {
    case UInt8(ascii: "="):
      let start = at
      at += 1
      let values = try values()
      guard let relative = Self.relative(fact, values) else { return .oneOf(fact, values) }
      guard depth > 0 else { throw error("'\(values[0])' needs a finding to compare with", at: start + 1) }
      return relative
    case UInt8(ascii: "~"):
      at += 1
      return .contains(fact, try values())
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      let start = at
      let relation = try self.relation()
      guard fact.isOrdered else { throw error("'\(fact.rawValue)' has no order", at: start) }
      return .compare(fact, relation, try bound(fact))
    default:
      return .stated(fact)
    }
  }

  /// A value that stands for one of the finding that asks.
  private static func relative(_ fact: FactName, _ values: [String]) -> Test? {
    switch (fact, values) {
    case (_, ["same"]): .same(fact)
    case (.laterality, ["opposite"]): .opposite
    case (.size, ["tenfold"]): .tenfold
    default: nil
    }
  }

  private mutating func call(_ name: String, _ start: Int) throws(ConditionError) -> Test {
    at += 1
    switch name {
    case "with", "any", "other":
      depth += 1
      let inner = try condition(closing: true)
      depth -= 1
      at += 1
      return name == "with" ? .with(inner) : name == "any" ? .any(inner) : .other(inner)
    case "section":
      let names = try values()
      try close()
      return .section(names)
    case "organs":
      let inner = try organs()
      let relation = try self.relation()
      return .organs(inner, relation, Int(try number()))
    default:
      throw error("unknown test '\(name)'; one of with, any, other, organs, section", at: start)
    }
  }

  /// Inside `organs(…)`: nothing, a list of organs, or a condition; the bracket that closes is read too.
  private mutating func organs() throws(ConditionError) -> Condition {
    if skip(UInt8(ascii: ")")) { return .always }
    let start = at
    if let list = try? values(), byte == UInt8(ascii: ")") {
      at += 1
      return Condition(terms: [Term(negated: false, test: .oneOf(.organ, list), column: start + 1)])
    }
    at = start
    let inner = try condition(closing: true)
    at += 1
    return inner
  }

  private mutating func close() throws(ConditionError) {
    guard skip(UInt8(ascii: ")")) else { throw error("expected ')'") }
  }

  private mutating func relation() throws(ConditionError) -> Condition.Relation {
    let start = at
    if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") {
      at += 1
      if byte == UInt8(ascii: "=") { at += 1 }
    }
    guard let relation = Condition.Relation(rawValue: text(start..<at)) else {
      throw error("expected <, <=, > or >=", at: start)
    }
    return relation
  }

  /// `a|b c|d`: words may hold spaces, hyphens and slashes; an empty one is an error.
  private mutating func values() throws(ConditionError) -> [String] {
    var result: [String] = []
    var bars = at
    while bars < bytes.count, bytes[bars] == UInt8(ascii: "|") || !endsValue(bars) { bars += 1 }
    var count = 1
    for i in at..<bars where bytes[i] == UInt8(ascii: "|") { count += 1 }
    result.reserveCapacity(count)
    while true {
      let start = at
      while at < bytes.count, !endsValue(at) { at += 1 }
      if at == start || bytes[start] == UInt8(ascii: " ") || bytes[at - 1] == UInt8(ascii: " ") {
        throw error("expected a value", at: start)
      }
      result.append(text(start..<at))
      if !skip(UInt8(ascii: "|")) { return result }
    }
  }

  private func endsValue(_ i: Int) -> Bool {
    let b = bytes[i]
    // Letters do not; nor do most other bytes.
    if b &- 97 < 26 { return false }
    switch b {
    case UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "("), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "&"):
      return true
    case UInt8(ascii: " "):
      return i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: "&")
    default:
      return false
    }
  }

  private mutating func bound(_ fact: FactName) throws(ConditionError) -> Double {
    guard fact == .severity || fact == .urgency else { return try number() }
    let start = at
    while at < bytes.count, bytes[at] >= 97, bytes[at] <= 122 { at += 1 }
    let word = text(start..<at)
    let words = fact == .severity ? Severity.allCases.map(\.rawValue) : Urgency.allCases.map(\.rawValue)
    guard let rank = words.firstIndex(of: word) else {
      throw error("expected one of \(words.joined(separator: ", "))", at: start)
    }
    return Double(rank)
  }

  private mutating func number() throws(ConditionError) -> Double {
    let start = at
    while at < bytes.count, bytes[at] >= 48 && bytes[at] <= 57 || bytes[at] == UInt8(ascii: ".") { at += 1 }
    guard at > start, let value = Double(text(start..<at)) else {
      throw error("expected a number", at: start)
    }
    return min(value, 1e6)
  }
}

extension FactName {
  /// Names by their first eight bytes and their length.
  private static let known: [(first: UInt64, count: Int, name: FactName)] = allCases.map { name in
    var text = name.rawValue
    return text.withUTF8 { (first($0), $0.count, name) }
  }

  private static func first(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var result: UInt64 = 0
    for i in 0..<min(8, text.count) { result |= UInt64(text[i]) << UInt64(8 * i) }
    return result
  }

  /// The name that a text is.
  fileprivate init?(_ text: UnsafeBufferPointer<UInt8>) {
    let first = Self.first(text)
    for known in Self.known where known.first == first && known.count == text.count {
      if text.count <= 8 || known.name.rawValue.utf8.elementsEqual(text) {
        self = known.name
        return
      }
    }
    return nil
  }
}
