// Fills the places of a rule's question with the slots of its finding: ids of the record, never report text.

/// The question of a flag.
enum FlagMessage {
  /// Places that a message may have.
  private static let places = [
    "finding", "organ", "side", "size", "count", "urgency", "missing", "change", "sex", "age", "modality",
    "because",
    "other.finding", "other.side", "other.size", "other.organ",
  ]
  static var known: String { places.joined(separator: ", ") }

  static func unknownPlaces(in message: String) -> [String] {
    split(message).filter { $0.isPlace && !places.contains($0.text) }.map(\.text)
  }

  /// The message with its places filled; what is not stated leaves its place empty, blanks are closed up.
  static func fill(_ message: String, _ facts: Facts?, because: [String] = [], other: Facts? = nil) -> String
  {
    var result = ""
    for piece in split(message) {
      let word = piece.isPlace ? value(piece.text, facts, because, other) : piece.text
      // No double blank, and none before punctuation, where a place stayed empty.
      if result.hasSuffix(" ") || result.isEmpty {
        result += word.hasPrefix(" ") ? String(word.dropFirst()) : word
      } else {
        result += word
      }
    }
    return result
  }

  private static func split(_ message: String) -> [(text: String, isPlace: Bool)] {
    var pieces: [(String, Bool)] = []
    var rest = message[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append((String(rest[..<open]), false))
      pieces.append((String(rest[rest.index(after: open)..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    pieces.append((String(rest), false))
    return pieces
  }

  private static func value(_ place: String, _ facts: Facts?, _ because: [String], _ other: Facts?) -> String
  {
    if place.hasPrefix("other.") { return value(String(place.dropFirst("other.".count)), other, [], nil) }
    guard let facts else { return "" }
    let m = facts.slots
    return switch place {
    case "finding": name(m)
    case "organ": words(m.organ)
    case "side": m.laterality?.rawValue ?? ""
    case "size": m.sizeMM.map(number).joined(separator: " × ") + (m.sizeMM.isEmpty ? "" : " mm")
    case "count": m.count.map(String.init) ?? ""
    case "urgency": facts.urgency?.rawValue ?? ""
    case "missing":
      facts.rule.missing.map { words($0.hasPrefix("company:") ? String($0.dropFirst("company:".count)) : $0) }
        .joined(separator: ", ")
    case "change": m.change?.rawValue ?? ""
    case "sex": facts.record.sex ?? ""
    case "age": facts.record.age.map(number) ?? ""
    case "modality": facts.record.modality.joined(separator: " ")
    case "because": because.joined(separator: "; ")
    default: ""
    }
  }

  /// `left kidney calculus`.
  private static func name(_ m: Mention) -> String {
    [m.laterality.map(\.rawValue) ?? "", words(m.organ), words(m.kind)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func words(_ id: String?) -> String {
    (id ?? "").split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " ")
  }

  private static func number(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return String(value) }
    return value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
  }
}
