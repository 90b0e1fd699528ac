// Fills the places of a rule's question with the slots of its finding: ids of the record, never report text.

/// The question of a flag, taken apart.
struct FlagMessage: Sendable {
  /// What a message can name.
  private enum Place: String, Sendable, CaseIterable {
    case finding, organ, side, size, count, urgency, missing, change, sex, age, modality, because
    case otherFinding = "other.finding"
    case otherSide = "other.side"
    case otherSize = "other.size"
    case otherOrgan = "other.organ"
  }

  private enum Piece: Sendable {
    case text(String)
    case place(Place)
    case unknown(String)
  }

  /// What a message speaks of.
  struct Subject {
    var slots: Mention
    var urgency: Urgency?
    var missing: [String] = []
    var because: [String] = []
  }

  private let pieces: [Piece]

  static var known: String { Place.allCases.map(\.rawValue).joined(separator: ", ") }

  /// Words in braces are places.
  init(_ message: String) {
    var pieces: [Piece] = []
    var rest = Substring(message)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let name = String(rest[rest.index(after: open)..<close])
      pieces.append(Place(rawValue: name).map { .place($0) } ?? .unknown(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// Places that no message has.
  var unknownPlaces: [String] {
    pieces.compactMap { if case .unknown(let name) = $0 { name } else { nil } }
  }

  /// The message with its places filled; what is not stated leaves its place empty, blanks are closed up.
  func filled(_ subject: Subject?, _ record: RecordFacts, other: Mention? = nil) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(160)
    for piece in pieces {
      switch piece {
      case .text(let text): Self.add(text, to: &result)
      case .place(let place): Self.add(Self.value(place, subject, record, other), to: &result)
      case .unknown: break
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// No double blank, and none at the beginning, where a place stayed empty.
  private static func add(_ text: String, to result: inout [UInt8]) {
    var bytes = text.utf8[...]
    if result.isEmpty || result.last == UInt8(ascii: " "), bytes.first == UInt8(ascii: " ") {
      bytes.removeFirst()
    }
    result += bytes
  }

  private static func value(
    _ place: Place, _ subject: Subject?, _ record: RecordFacts, _ other: Mention?
  ) -> String {
    switch place {
    case .otherFinding: return other.map(name) ?? ""
    case .otherSide: return other?.laterality?.rawValue ?? ""
    case .otherSize: return other.map(size) ?? ""
    case .otherOrgan: return words(other?.organ)
    default: break
    }
    guard let subject else { return "" }
    let m = subject.slots
    return switch place {
    case .finding: name(m)
    case .organ: words(m.organ)
    case .side: m.laterality?.rawValue ?? ""
    case .size: size(m)
    case .count: m.count.map(String.init) ?? ""
    case .urgency: subject.urgency?.rawValue ?? ""
    case .missing:
      subject.missing.map { words($0.hasPrefix("company:") ? String($0.dropFirst("company:".count)) : $0) }
        .joined(separator: ", ")
    case .change: m.change?.rawValue ?? ""
    case .sex: record.sex ?? ""
    case .age: record.age.map(number) ?? ""
    case .modality: record.modality.joined(separator: " ")
    case .because: subject.because.joined(separator: "; ")
    case .otherFinding, .otherSide, .otherSize, .otherOrgan: ""
    }
  }

  /// `left kidney calculus`.
  private static func name(_ m: Mention) -> String {
    [m.laterality?.rawValue ?? "", words(m.organ), words(m.kind)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func size(_ m: Mention) -> String {
    m.sizeMM.map(number).joined(separator: " × ") + (m.sizeMM.isEmpty ? "" : " mm")
  }

  /// An id in words: `lymph-node` is `lymph node`.
  private static func words(_ id: String?) -> String {
    guard let id, !id.isEmpty else { return "" }
    if !id.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) { return id }
    return id.split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " ")
  }

  private static func number(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return String(value) }
    return value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
  }
}
