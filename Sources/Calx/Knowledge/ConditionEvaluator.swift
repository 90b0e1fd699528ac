// Decides whether a condition holds for a finding among the findings of its patient, or for all of them together.

/// Evaluates compiled conditions over the findings of one patient (mother and fetus are two).
///
/// It points into the program and the sheet: use it within `ConditionProgram.withEvaluator` only.
struct ConditionEvaluator {
  /// Findings that serve as evidence for others, so that the time stays in proportion to the report.
  static let longest = 200

  fileprivate let terms: UnsafeBufferPointer<ConditionProgram.Term>
  fileprivate let masks: UnsafeBufferPointer<ConditionProgram.Mask>
  fileprivate let numbers: UnsafeBufferPointer<Double>
  fileprivate let inner: UnsafeBufferPointer<ConditionProgram.Ref>
  fileprivate let rows: UnsafePointer<FactSheet.Row>
  fileprivate let bits: UnsafePointer<UInt64>
  fileprivate let stride: Int
  /// The findings of the patient, as rows of the sheet.
  let members: UnsafeBufferPointer<Int>
  /// The row of the report.
  let report: Int
  /// The row of what is present.
  fileprivate let present: Int
  fileprivate let slots: UnsafeBufferPointer<Finding>
  fileprivate let axes: PartAxes

  private var evidence: UnsafeBufferPointer<Int>.SubSequence { members.prefix(Self.longest) }

  /// Whether `condition` holds for the finding in this row, or for the report in its row.
  @inline(__always) func holds(_ condition: ConditionProgram.Ref, for row: Int) -> Bool {
    holds(condition, row, asking: row)
  }

  /// Whether the condition's terms over numbers hold; it cannot hold where they do not.
  func mayHold(numbersOf c: ConditionProgram.Ref, for row: Int) -> Bool {
    for i in places(c) {
      switch terms[i].operation {
      case .compare, .equals: if holds(terms[i], row, row) == terms[i].negated { return false }
      default: continue
      }
    }
    return true
  }

  /// - Parameter asking: the finding that `same`, `opposite` and `tenfold` compare with.
  @inline(__always) private func holds(_ c: ConditionProgram.Ref, _ row: Int, asking: Int) -> Bool {
    c.isOpen(bits + row * stride) && (c.count == 0 || termsHold(c, row, asking: asking))
  }

  /// Places of a condition's terms.
  @inline(__always) private func places(_ c: ConditionProgram.Ref) -> Range<Int> {
    Int(c.first)..<(Int(c.first) &+ Int(c.count))
  }

  @inline(never) private func termsHold(_ c: ConditionProgram.Ref, _ row: Int, asking: Int) -> Bool {
    let own = bits + row * stride
    for i in places(c) {
      if terms[i].operation == .has {
        let mask = terms[i].mask
        if (own[Int(mask.word)] & mask.bits != 0) == terms[i].negated { return false }
      } else if holds(terms[i], row, asking) == terms[i].negated {
        return false
      }
    }
    return true
  }

  private func holds(_ term: ConditionProgram.Term, _ row: Int, _ asking: Int) -> Bool {
    switch term.operation {
    case .has: return bits[row * stride + Int(term.mask.word)] & term.mask.bits != 0
    case .oneOf: return hasOne(of: term, bits + row * stride)
    case .stated: return isStated(row, term.name)
    case .compare:
      let value = rows[row].number(term.name)
      return !value.isNaN && term.relation.holds(value, term.bound)
    case .equals:
      let value = rows[row].number(term.name)
      for i in term.first..<(term.first + term.count) where numbers[Int(i)] == value { return true }
      return false
    case .never: return false
    case .with:
      let inner = inner[Int(term.first)]
      if !mayFit(inner) { return false }
      for k in evidence where k != row && fits(inner, k, row) { return true }
      return false
    case .any:
      let inner = inner[Int(term.first)]
      if !mayFit(inner) { return false }
      for k in evidence where fits(inner, k, row) { return true }
      return false
    case .other: return other(inner[Int(term.first)], than: row) != nil
    case .organs: return term.relation.holds(Double(organs(inner[Int(term.first)])), term.bound)
    case .same: return isSame(term.name, row, asking)
    case .opposite: return isOpposite(row, asking)
    case .tenfold:
      let a = rows[row].size
      let b = rows[asking].size
      return a > 0 && b > 0 && RuleEngine.isTenfold(a, b)
    }
  }

  /// No value that a bracket asks for is wanting in all findings that are evidence.
  @inline(__always) private func mayFit(_ inner: ConditionProgram.Ref) -> Bool {
    let all = bits + present * stride
    return inner.mayBeOpen(all) && (inner.count == 0 || mayFit(termsOf: inner, all))
  }

  private func mayFit(termsOf inner: ConditionProgram.Ref, _ all: UnsafePointer<UInt64>) -> Bool {
    for i in places(inner) where !terms[i].negated {
      switch terms[i].operation {
      case .has: if all[Int(terms[i].mask.word)] & terms[i].mask.bits == 0 { return false }
      case .oneOf: if !hasOne(of: terms[i], all) { return false }
      default: continue
      }
    }
    return true
  }

  /// The row that begins at `own` has one of the bits of a term's masks.
  private func hasOne(of term: ConditionProgram.Term, _ own: UnsafePointer<UInt64>) -> Bool {
    for i in Int(term.first)..<Int(term.first + term.count)
    where own[Int(masks[i].word)] & masks[i].bits != 0 {
      return true
    }
    return false
  }

  @inline(__always) private func isStated(_ row: Int, _ name: FactName) -> Bool {
    bits[row * stride + AtomTable.stated] & 1 << UInt64(name.number) != 0
  }

  private func fits(_ inner: ConditionProgram.Ref, _ k: Int, _ asking: Int) -> Bool {
    rows[k].isPresent && holds(inner, k, asking: asking)
  }

  /// The first other finding that fits, whatever is said of it.
  private func other(_ inner: ConditionProgram.Ref, than row: Int) -> Int? {
    for k in evidence where k != row && holds(inner, k, asking: row) { return k }
    return nil
  }

  /// The other finding that a condition's first `other` or `with` found for the finding in `row`.
  func counterpart(_ c: ConditionProgram.Ref, of row: Int) -> Int? {
    for i in places(c) where !terms[i].negated {
      switch terms[i].operation {
      case .other: return other(inner[Int(terms[i].first)], than: row)
      case .with:
        for k in evidence where k != row && fits(inner[Int(terms[i].first)], k, row) { return k }
        return nil
      default: continue
      }
    }
    return nil
  }

  /// The number of organs that hold a fitting finding.
  private func organs(_ inner: ConditionProgram.Ref) -> Int {
    if !mayFit(inner) { return 0 }
    // Organs are numbered, so that a bit tells whether one was seen.
    var seen = OrganSet()
    var count = 0
    var beyond = Set<Int32>()
    for k in evidence where rows[k].organ >= 0 && fits(inner, k, k) {
      let organ = Symbol(id: rows[k].organ)
      if organ.id >= OrganSet.capacity {
        if beyond.insert(organ.id).inserted { count += 1 }
      } else if !seen.contains(organ) {
        seen.insert(organ)
        count += 1
      }
    }
    return count
  }

  /// The first finding that a report-wide condition speaks of: it fits one of its `any` and `organs` terms.
  func isWitness(_ k: Int, _ c: ConditionProgram.Ref) -> Bool {
    for i in places(c) where !terms[i].negated {
      switch terms[i].operation {
      case .any, .organs: if fits(inner[Int(terms[i].first)], k, k) { return true }
      default: continue
      }
    }
    return false
  }

  // MARK: - Against another finding

  /// Both state the slot, with a value in common. Kinds are compared by what they can both mean.
  private func isSame(_ name: FactName, _ a: Int, _ b: Int) -> Bool {
    if name != .kind, !isStated(a, name) || !isStated(b, name) { return false }
    if name == .organ { return rows[a].organ == rows[b].organ }
    if name.isOrdered { return rows[a].number(name) == rows[b].number(name) }
    // The report as a whole has no slots.
    guard a < slots.count, b < slots.count else { return false }
    switch name {
    case .kind: return FindingBuilder.family(slots[a].slots) == FindingBuilder.family(slots[b].slots)
    case .part: return FindingBuilder.parts(slots[a].slots.part, slots[b].slots.part, axes)
    case .laterality: return slots[a].slots.laterality == slots[b].slots.laterality
    case .host: return slots[a].slots.host == slots[b].slots.host
    case .multiplicity: return slots[a].slots.multiplicity == slots[b].slots.multiplicity
    case .sizeWord: return slots[a].slots.sizeWord == slots[b].slots.sizeWord
    case .morphology: return slots[a].slots.morphology.contains(where: slots[b].slots.morphology.contains)
    case .distribution:
      return slots[a].slots.distribution.contains(where: slots[b].slots.distribution.contains)
    case .change: return slots[a].slots.change == slots[b].slots.change
    case .presence: return slots[a].slots.presence == slots[b].slots.presence
    case .temporality: return slots[a].slots.temporality == slots[b].slots.temporality
    case .experiencer: return slots[a].slots.experiencer == slots[b].slots.experiencer
    case .population: return rows[a].population == rows[b].population
    // Fields of the record are those of all findings; the rest holds no single word.
    case .sex, .exam, .region: return true
    default: return false
    }
  }

  /// Left and right.
  private func isOpposite(_ a: Int, _ b: Int) -> Bool {
    guard a < slots.count, b < slots.count else { return false }
    switch (slots[a].slots.laterality, slots[b].slots.laterality) {
    case (.left, .right), (.right, .left): return true
    default: return false
    }
  }
}

extension ConditionProgram {
  /// Lends an evaluator over some findings of a sheet.
  ///
  /// - Parameters:
  ///   - members: the findings of one patient, as rows; the report's row must have been joined of them.
  ///   - slots: the findings of all rows.
  func withEvaluator<R>(
    _ sheet: FactSheet, _ members: UnsafeBufferPointer<Int>,
    _ slots: UnsafeBufferPointer<Finding>, _ body: (ConditionEvaluator) -> R
  ) -> R {
    terms.withUnsafeBufferPointer { terms in
      masks.withUnsafeBufferPointer { masks in
        numbers.withUnsafeBufferPointer { numbers in
          inner.withUnsafeBufferPointer { inner in
            body(
              ConditionEvaluator(
                terms: terms, masks: masks, numbers: numbers, inner: inner, rows: sheet.rows,
                bits: sheet.bits, stride: sheet.stride, members: members, report: sheet.report,
                present: sheet.present, slots: slots, axes: axes))
          }
        }
      }
    }
  }
}
