// Fills the places of a rule's question with the slots of its finding: ids of the record, never report text.

/// The question of a flag, taken apart.
struct FlagMessage: Sendable {
  /// What a message can name.
  fileprivate enum Place: String, Sendable, CaseIterable {
    case finding, organ, side, size, count, urgency, missing, change, sex, age, modality, because
    case otherFinding = "other.finding"
    case otherSide = "other.side"
    case otherSize = "other.size"
    case otherOrgan = "other.organ"
  }

  fileprivate enum Piece: Sendable {
    /// A stretch of `texts`.
    case text(Range<Int>)
    case place(Place)
  }

  private let pieces: [Piece]
  /// The words between the places, one behind the other.
  private let texts: [UInt8]
  /// Places that no message has.
  let unknownPlaces: [String]

  static var known: String { Place.allCases.map(\.rawValue).joined(separator: ", ") }

  /// Words in braces are places.
  init(_ message: String) {
    var pieces: [Piece] = []
    var texts: [UInt8] = []
    var unknown: [String] = []
    func add(_ text: Substring) {
      if text.isEmpty { return }
      let start = texts.count
      texts += text.utf8
      pieces.append(.text(start..<texts.count))
    }
    var rest = Substring(message)
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      add(rest[..<open])
      let name = String(rest[rest.utf8.index(after: open)..<close])
      if let place = Place(rawValue: name) { pieces.append(.place(place)) } else { unknown.append(name) }
      rest = rest[rest.utf8.index(after: close)...]
    }
    add(rest)
    self.pieces = pieces
    self.texts = texts
    unknownPlaces = unknown
  }

  /// The message about a finding with its places filled; what is not stated leaves its place empty, blanks are closed
  /// up.
  ///
  /// - Parameters:
  ///   - showsReasons: say why the finding is urgent, where the message asks.
  ///   - other: the finding that it was compared with.
  ///   - out: where it is written; what stood there is gone.
  func fill(
    _ finding: UnsafePointer<Finding>, _ record: borrowing RecordFacts, showsReasons: Bool,
    other: UnsafePointer<Finding>?, in out: inout Text
  ) {
    out.clear()
    for piece in pieces {
      switch piece {
      case .text(let range): out.add(texts, range)
      case .place(.urgency): out.add(finding.pointee.urgency.rawValue)
      case .place(.missing): out.add(missing: finding.pointee.missing)
      case .place(.because):
        if showsReasons { out.add(list: Self.strongest(finding.pointee.urgencyBecause), "; ") }
      case .place(.otherFinding): if let other { out.add(name: other.pointee.slots) }
      case .place(.otherSide): out.add(other?.pointee.slots.laterality?.rawValue ?? "")
      case .place(.otherSize): if let other { out.add(size: other.pointee.slots) }
      case .place(.otherOrgan): out.add(id: other?.pointee.slots.organ ?? "")
      case .place(.sex), .place(.age), .place(.modality): out.add(piece, record)
      case .place(let place): out.add(place, finding.pointee.slots)
      }
    }
  }

  /// The message about a report as a whole: its record, its gravest urgency, what its first finding lacks.
  func fill(all findings: [Finding], _ record: borrowing RecordFacts, in out: inout Text) {
    out.clear()
    for piece in pieces {
      switch piece {
      case .text(let range): out.add(texts, range)
      case .place(.urgency): out.add(findings.map(\.urgency).max()?.rawValue ?? "")
      case .place(.missing): out.add(missing: findings.first?.missing ?? [])
      case .place(.sex), .place(.age), .place(.modality): out.add(piece, record)
      case .place: break
      }
    }
  }

  /// Reasons that a message gives: a longer list is read by nobody.
  private static let reasons = 2

  /// The first reasons, those with a source before those without, and one of several with the same beginning
  /// (`severe: …`).
  private static func strongest(_ reasons: [String]) -> [String] {
    if reasons.count < 2 { return reasons }
    var result: [String] = []
    var beginnings: [Substring] = []
    for reason in reasons.filter({ !Provenance.isMarked($0) }) + reasons.filter(Provenance.isMarked) {
      let beginning = reason.utf8.firstIndex(of: UInt8(ascii: ":")).map { reason[..<$0] } ?? reason[...]
      if beginnings.contains(beginning) { continue }
      beginnings.append(beginning)
      result.append(reason)
      if result.count == Self.reasons { break }
    }
    return result
  }

  /// A message in the making. Reused from message to message.
  struct Text {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(400) }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Words of the message.
    fileprivate mutating func add(_ texts: [UInt8], _ range: Range<Int>) {
      texts.withUnsafeBufferPointer { add(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    fileprivate mutating func add(_ text: String) {
      let done: Void? = text.utf8.withContiguousStorageIfAvailable { add($0) }
      if done == nil { Array(text.utf8).withUnsafeBufferPointer { add($0) } }
    }

    /// No double blank, and none at the beginning, where a place stayed empty.
    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
      var text = text
      // Nothing stands between the brackets.
      if bytes.last == UInt8(ascii: "("), text.first == UInt8(ascii: ")") {
        bytes.removeLast()
        text = UnsafeBufferPointer(rebasing: text[1...])
      }
      let skips = text.first == UInt8(ascii: " ") && (bytes.isEmpty || bytes.last == UInt8(ascii: " "))
      bytes.append(contentsOf: skips ? UnsafeBufferPointer(rebasing: text[1...]) : text)
    }

    /// An id in words: `lymph-node` is `lymph node`.
    fileprivate mutating func add(id: String) {
      let start = bytes.count
      let done: Void? = id.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
      if done == nil { bytes.append(contentsOf: id.utf8) }
      for i in start..<bytes.count where bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "_") {
        bytes[i] = UInt8(ascii: " ")
      }
    }

    /// `left kidney calculus`.
    fileprivate mutating func add(name m: borrowing Mention) {
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

    fileprivate mutating func add(size m: borrowing Mention) {
      if m.sizeMM.isEmpty { return }
      add(m.sizeMM.map(FlagMessage.number).joined(separator: " × ") + " mm")
    }

    fileprivate mutating func add(list: [String], _ separator: String) {
      add(list.joined(separator: separator))
    }

    private static let company = Array("company:".utf8)

    fileprivate mutating func add(missing: [String]) {
      for (i, slot) in missing.enumerated() {
        if i > 0 { add(", ") }
        let start = bytes.count
        add(id: slot)
        if bytes[start...].starts(with: Self.company) {
          bytes.removeSubrange(start..<start + Self.company.count)
        }
      }
    }

    fileprivate mutating func add(_ piece: Piece, _ record: borrowing RecordFacts) {
      switch piece {
      case .place(.sex): add(record.sex ?? "")
      case .place(.age): add(record.age.map(FlagMessage.number) ?? "")
      case .place(.modality): add(list: record.modality, " ")
      default: break
      }
    }

    fileprivate mutating func add(_ place: Place, _ m: borrowing Mention) {
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
