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

  private let pieces: [Piece]

  static var known: String { Place.allCases.map(\.rawValue).joined(separator: ", ") }

  /// Words in braces are places.
  init(_ message: String) {
    var pieces: [Piece] = []
    var rest = Substring(message)
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let name = String(rest[rest.utf8.index(after: open)..<close])
      pieces.append(Place(rawValue: name).map { .place($0) } ?? .unknown(name))
      rest = rest[rest.utf8.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// Places that no message has.
  var unknownPlaces: [String] {
    pieces.compactMap { if case .unknown(let name) = $0 { name } else { nil } }
  }

  /// The message about a finding with its places filled; what is not stated leaves its place empty, blanks are closed
  /// up.
  ///
  /// - Parameters:
  ///   - showsReasons: say why the finding is urgent, where the message asks.
  ///   - other: the finding that it was compared with.
  func filled(
    _ finding: borrowing Finding, _ record: borrowing RecordFacts, showsReasons: Bool, other: Finding?
  ) -> String {
    var out = Text()
    for piece in pieces {
      switch piece {
      case .text(let text): out.add(text)
      case .place(.urgency): out.add(finding.urgency.rawValue)
      case .place(.missing): out.add(missing: finding.missing)
      case .place(.because): if showsReasons { out.add(list: finding.urgencyBecause, "; ") }
      case .place(.otherFinding): if let other { out.add(name: other.slots) }
      case .place(.otherSide): out.add(other?.slots.laterality?.rawValue ?? "")
      case .place(.otherSize): if let other { out.add(size: other.slots) }
      case .place(.otherOrgan): out.add(id: other?.slots.organ ?? "")
      case .place(.sex), .place(.age), .place(.modality): out.add(piece, record)
      case .place(let place): out.add(place, finding.slots)
      case .unknown: break
      }
    }
    return out.string
  }

  /// The message about a report as a whole: its record, its gravest urgency, what its first finding lacks.
  func filled(all findings: [Finding], _ record: borrowing RecordFacts) -> String {
    var out = Text()
    for piece in pieces {
      switch piece {
      case .text(let text): out.add(text)
      case .place(.urgency): out.add(findings.map(\.urgency).max()?.rawValue ?? "")
      case .place(.missing): out.add(missing: findings.first?.missing ?? [])
      case .place(.sex), .place(.age), .place(.modality): out.add(piece, record)
      case .place, .unknown: break
      }
    }
    return out.string
  }

  /// A message in the making.
  private struct Text {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(200) }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// No double blank, and none at the beginning, where a place stayed empty.
    mutating func add(_ text: String) {
      var text = text
      text.withUTF8 { utf8 in
        let skips = (bytes.isEmpty || bytes.last == UInt8(ascii: " ")) && utf8.first == UInt8(ascii: " ")
        bytes.append(contentsOf: skips ? UnsafeBufferPointer(rebasing: utf8[1...]) : utf8)
      }
    }

    /// An id in words: `lymph-node` is `lymph node`.
    mutating func add(id: String) {
      let start = bytes.count
      bytes.append(contentsOf: id.utf8)
      for i in start..<bytes.count where bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "_") {
        bytes[i] = UInt8(ascii: " ")
      }
    }

    /// `left kidney calculus`.
    mutating func add(name m: borrowing Mention) {
      if let side = m.laterality {
        add(side.rawValue)
        bytes.append(UInt8(ascii: " "))
      }
      if let organ = m.organ {
        add(id: organ)
        bytes.append(UInt8(ascii: " "))
      }
      add(id: m.kind)
    }

    mutating func add(size m: borrowing Mention) {
      if m.sizeMM.isEmpty { return }
      add(m.sizeMM.map(FlagMessage.number).joined(separator: " × ") + " mm")
    }

    mutating func add(list: [String], _ separator: String) { add(list.joined(separator: separator)) }

    mutating func add(missing: [String]) {
      for (i, slot) in missing.enumerated() {
        if i > 0 { add(", ") }
        add(id: slot.hasPrefix("company:") ? String(slot.dropFirst("company:".count)) : slot)
      }
    }

    mutating func add(_ piece: Piece, _ record: borrowing RecordFacts) {
      switch piece {
      case .place(.sex): add(record.sex ?? "")
      case .place(.age): add(record.age.map(FlagMessage.number) ?? "")
      case .place(.modality): add(list: record.modality, " ")
      default: break
      }
    }

    mutating func add(_ place: Place, _ m: borrowing Mention) {
      switch place {
      case .finding: add(name: m)
      case .organ: add(id: m.organ ?? "")
      case .side: add(m.laterality?.rawValue ?? "")
      case .size: add(size: m)
      case .count: add(m.count.map(String.init) ?? "")
      case .change: add(m.change?.rawValue ?? "")
      default: break
      }
    }
  }

  private static func number(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return String(value) }
    return value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
  }
}
