// What stands beside the findings of a report: companion ids by how far they act, and what the report does with them.

/// What the hits say of the report as a whole, and which of them stand near one finding only. Sets of companion ids, as
/// bits by their number.
final class Company {
  private enum Part: Int, CaseIterable { case asserted, shared, history, spoken, concluded, answered }

  private let words: Int
  private let bits: UnsafeMutablePointer<UInt64>

  /// Ids asserted today, report-wide.
  var asserted: UnsafePointer<UInt64> { part(.asserted) }
  /// Ids of the patient's past.
  var history: UnsafePointer<UInt64> { part(.history) }
  /// Ids that the report speaks of at all.
  var spoken: UnsafePointer<UInt64> { part(.spoken) }
  /// Ids that stand in the impression, in a recommendation or in an addendum.
  var concluded: UnsafePointer<UInt64> { part(.concluded) }
  /// Ids that stand anywhere but in indication, history, comparison and technique.
  var answered: UnsafePointer<UInt64> { part(.answered) }
  /// The company of a finding: what holds of the whole report, and what stands near it.
  func of(_ finding: Int) -> UnsafePointer<UInt64> {
    UnsafePointer(bits + (Part.allCases.count + finding) * words)
  }

  private func part(_ part: Part) -> UnsafePointer<UInt64> { UnsafePointer(bits + part.rawValue * words) }

  /// The company by the scope of each id.
  init(_ hits: [CompanionHit], findings: Int, _ companions: CompanionNumbers) {
    words = companions.words
    let count = (Part.allCases.count + findings) * words
    bits = .allocate(capacity: count)
    bits.initialize(repeating: 0, count: count)
    for hit in hits {
      add(hit.companion, .spoken, companions)
      switch hit.section {
      case .impression, .recommendation, .addendum:
        add(hit.companion, .concluded, companions)
        add(hit.companion, .answered, companions)
      case .findings, .other: add(hit.companion, .answered, companions)
      case .indication, .history, .comparison, .technique: break
      }
      let scope = companions.scope(hit.companion)
      switch hit.state {
      case .denied: continue
      case .past:
        add(hit.companion, .history, companions)
        if scope == .named { join(hit, companions) }
      case .suspected where scope == .patient: continue
      case .possible where scope == .patient || scope == .named: continue
      case .present, .suspected, .possible:
        // What it implies near it stays near.
        join(hit, companions)
        if scope.isBound { continue }
        let wide = bits + Part.asserted.rawValue * words
        companions.imply(hit.companion, wide, isWide: true)
        if scope != .side {
          companions.imply(hit.companion, bits + Part.shared.rawValue * words, isWide: true)
        }
        if scope == .patient { add(hit.companion, .history, companions) }
      }
    }
    let shared = part(.shared)
    for k in 0..<findings {
      for w in 0..<words { bits[(Part.allCases.count + k) * words + w] |= shared[w] }
    }
  }

  deinit { bits.deallocate() }

  /// Adds what a hit says to the company of the findings that it stands near.
  private func join(_ hit: CompanionHit, _ companions: CompanionNumbers) {
    hit.near.forEach { k in companions.imply(hit.companion, bits + (Part.allCases.count + k) * words) }
  }

  private func add(_ companion: Int, _ part: Part, _ companions: CompanionNumbers) {
    companions.imply(companion, bits + part.rawValue * words)
  }

  /// The report speaks of it; of nil it cannot.
  func speaks(of companion: Int?) -> Bool {
    guard let companion else { return false }
    return spoken[companion / 64] & 1 << UInt64(companion % 64) != 0
  }
}

/// The numbers of companions' ids, their scopes, and what holds wherever one of them does.
struct CompanionNumbers: Sendable {
  /// Words of a set.
  let words: Int
  private var scopes: [CompanionTraits.Scope]
  /// Those that act beyond their neighbourhood.
  private var wide: [UInt64]
  /// Of classes, what their kind is called and the organs that they are of.
  private var kinds: [Int: (family: Int, organs: [String])] = [:]
  /// For each companion the words of the set of itself and all that it implies which are not empty, and where each
  /// companion's begin.
  private var implied: [ConditionProgram.Mask] = []
  private var impliedFirsts: [Int] = [0]
  /// Numbers of the entries of the lexicon's companions, in order, and where each entry's begin.
  private var numbers: [Int] = []
  private var firsts: [Int] = [0]
  private let known: [String: Int]

  init(_ ids: [String], _ traits: [String: CompanionTraits], _ lexicon: [[Lexicon.Companion]]) {
    words = (ids.count + 63) / 64
    var known: [String: Int] = [:]
    for (i, id) in ids.enumerated() { known[id] = i }
    self.known = known
    scopes = ids.map { traits[$0]?.scope ?? .near }
    wide = [UInt64](repeating: 0, count: words)
    for i in ids.indices where !scopes[i].isBound { wide[i / 64] |= 1 << UInt64(i % 64) }
    for (i, id) in ids.enumerated() where scopes[i].isClass {
      guard let traits = traits[id] else { continue }
      kinds[i] = (traits.implies.first.flatMap { known[$0] } ?? i, traits.organs)
    }
    for i in ids.indices {
      var open = [i]
      var seen: [Int] = []
      while let k = open.popLast() {
        if seen.contains(k) { continue }
        seen.append(k)
        for other in traits[ids[k]]?.implies ?? [] { if let n = known[other] { open.append(n) } }
      }
      for k in seen {
        let bit: UInt64 = 1 << UInt64(k % 64)
        if let same = implied[impliedFirsts[i]...].firstIndex(where: { $0.word == k / 64 }) {
          implied[same].bits |= bit
        } else {
          implied.append(ConditionProgram.Mask(word: Int32(k / 64), bits: bit))
        }
      }
      impliedFirsts.append(implied.count)
    }
    for entry in lexicon {
      for companion in entry { if let n = known[companion.id] { numbers.append(n) } }
      firsts.append(numbers.count)
    }
  }

  /// The number of an id.
  func number(of id: String) -> Int? { known[id] }

  func scope(_ companion: Int) -> CompanionTraits.Scope { scopes[companion] }

  /// What the kind of a class is called.
  func family(_ companion: Int) -> Int { kinds[companion]?.family ?? companion }

  /// A class can be said of an organ.
  func isClass(_ companion: Int, of organ: String?) -> Bool {
    guard let organ, let kind = kinds[companion] else { return false }
    return kind.organs.contains(organ)
  }

  /// Companions of an entry of the lexicon's table.
  func ofEntry(_ entry: Int) -> ArraySlice<Int> { numbers[firsts[entry]..<firsts[entry + 1]] }

  /// Adds a companion and what it implies to a set.
  ///
  /// - Parameter isWide: only what acts beyond its neighbourhood.
  func imply(_ companion: Int, _ set: UnsafeMutablePointer<UInt64>, isWide: Bool = false) {
    for i in impliedFirsts[companion]..<impliedFirsts[companion + 1] {
      let word = Int(implied[i].word)
      set[word] |= isWide ? implied[i].bits & wide[word] : implied[i].bits
    }
  }
}
