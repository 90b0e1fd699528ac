// The parts of a record: sections, mentions, findings, recommendations and flags, in pieces that always come in one order.

internal import Calx

/// Writes the parts of one report's record.
struct RecordParts {
  let text: UnsafeBufferPointer<UInt8>
  let map: OffsetMap
  /// Leave out every stretch of report text.
  let noText: Bool

  // MARK: - Pieces of parts

  /// A stretch of the report's text, where a record may show it.
  @inline(__always) private func text(_ range: Range<Int>, _ j: inout JSONBytes) {
    if noText { j.literal("null") } else { j.string(bytes: UnsafeBufferPointer(rebasing: text[range])) }
  }

  @inline(__always) private func text(orNull range: Range<Int>?, _ j: inout JSONBytes) {
    if let range { text(range, &j) } else { j.literal("null") }
  }

  @inline(__always) private func word(_ json: StaticString?, _ j: inout JSONBytes) {
    if let json { j.word(json) } else { j.literal("null") }
  }

  /// The members of a span, from the comma in front of `start`.
  @inline(__always) private func span(_ range: Range<Int>, _ j: inout JSONBytes) {
    j.literal(#","start":"#)
    spanValues(range, &j)
  }

  @inline(__always) private func spanValues(_ range: Range<Int>, _ j: inout JSONBytes) {
    j.int(map.offset(range.lowerBound))
    j.literal(#","end":"#)
    j.int(map.offset(range.upperBound))
  }

  /// A list of strings, mostly empty.
  @inline(__always) private static func strings(_ values: [String], _ j: inout JSONBytes) {
    if values.isEmpty { return j.literal("[]") }
    someStrings(values, &j)
  }

  private static func someStrings(_ values: borrowing [String], _ j: inout JSONBytes) {
    j.literal("[")
    for i in values.indices { j.string(values[i]) }
    j.literal("]")
  }

  // MARK: - Parts

  func section(_ s: borrowing Section, _ j: inout JSONBytes) {
    j.begin(#"{"name":"#)
    j.word(s.name.json)
    span(s.range, &j)
    j.literal(#","title":"#)
    text(orNull: s.title, &j)
    j.end("}")
  }

  /// - Parameter number: its ordinal, from 1.
  func mention(_ m: borrowing Mention, _ number: Int, _ j: inout JSONBytes) {
    j.begin(#"{"id":"#)
    j.string("m", number)
    span(m.range, &j)
    j.literal(#","anchor":"#)
    text(m.range, &j)
    slots(m, &j)
    j.literal(#","section":"#)
    j.word(m.section.json)
    quotes(m, &j)
    j.literal(#","evidence":["#)
    m.withWords { words in for i in words.evidence.indices { evidence(words.evidence[i], &j) } }
    j.end("]}")
  }

  @inline(__always) private func evidence(_ e: borrowing Evidence, _ j: inout JSONBytes) {
    j.begin(#"{"slot":"#)
    j.word(e.slot.json)
    j.literal(#","cue":"#)
    text(e.range, &j)
    span(e.range, &j)
    j.literal(#","rule":"#)
    j.string(e.rule)
    if let ended = e.ended {
      j.literal(#","ended":"#)
      j.string(ended)
    }
    j.end("}")
  }

  /// The slots from `kind` to `experiencer`, shared by mentions and findings.
  private func slots(_ m: borrowing Mention, _ j: inout JSONBytes) {
    m.withWords { words in
      j.literal(#","kind":"#)
      j.string(words.kind)
      j.literal(#","organ":"#)
      j.string(orNull: words.organ)
      j.literal(#","part":"#)
      if noText { j.literal("null") } else { j.string(orNull: words.part) }
      j.literal(#","laterality":"#)
      word(m.laterality?.json, &j)
      j.literal(#","host":"#)
      j.string(orNull: words.host)
      j.literal(#","multiplicity":"#)
      word(m.multiplicity?.json, &j)
      j.literal(#","count":"#)
      if let count = m.count { j.int(count) } else { j.literal("null") }
      j.literal(#","size_mm":["#)
      for i in words.sizeMM.indices { j.number(words.sizeMM[i]) }
      j.literal(#"],"size_word":"#)
      j.string(orNull: words.sizeWord)
      j.literal(#","morphology":"#)
      Self.strings(words.morphology, &j)
      j.literal(#","distribution":"#)
      Self.strings(words.distribution, &j)
    }
    j.literal(#","severity":"#)
    word(m.severity?.json, &j)
    j.literal(#","change":"#)
    word(m.change?.json, &j)
    j.literal(#","presence":"#)
    j.word(m.presence.json)
    j.literal(#","temporality":"#)
    j.word(m.temporality.json)
    j.literal(#","experiencer":"#)
    j.word(m.experiencer.json)
  }

  /// The slots that quote the report.
  private func quotes(_ m: borrowing Mention, _ j: inout JSONBytes) {
    j.literal(#","stated_cause":"#)
    text(orNull: m.statedCause, &j)
    j.literal(#","recommendation":"#)
    text(orNull: m.recommendation, &j)
  }

  func recommendation(_ r: borrowing Recommendation, _ j: inout JSONBytes) {
    j.begin(#"{"start":"#)
    spanValues(r.range, &j)
    j.literal(#","text":"#)
    text(r.range, &j)
    j.literal(#","modality":"#)
    j.string(orNull: r.modality)
    j.literal(#","interval_days":"#)
    if let days = r.intervalDays { j.list { j in for d in days { j.int(d) } } } else { j.literal("null") }
    j.literal(#","conditional":"#)
    j.bool(r.conditional)
    j.literal(#","negated":"#)
    j.bool(r.negated)
    j.literal(#","findings":"#)
    Self.strings(r.findings, &j)
    j.end("}")
  }

  /// A flag without its last brace: `calx check` goes on with its key.
  func flag(_ f: borrowing Flag, _ j: inout JSONBytes) {
    j.begin(#"{"rule":"#)
    j.string(f.rule)
    j.literal(#","severity":"#)
    j.word(f.severity.json)
    j.literal(#","finding":"#)
    j.string(orNull: f.finding)
    j.literal(#","message":"#)
    j.string(f.message)
    j.literal(#","evidence":["#)
    for i in f.evidence.indices {
      j.begin(#"{"start":"#)
      spanValues(f.evidence[i], &j)
      j.end("}")
    }
    j.literal(#"],"sources":"#)
    Self.strings(f.sources, &j)
  }

  // MARK: - Findings

  /// - Parameter f: lent where it stands; to copy it would count many references.
  func finding(_ f: UnsafePointer<Finding>, _ j: inout JSONBytes) {
    j.begin(#"{"id":"#)
    j.string(f.pointee.id)
    j.literal(#","mentions":["#)
    for i in f.pointee.mentions.indices { j.string("m", f.pointee.mentions[i] + 1) }
    j.literal("]")
    slots(f.pointee.slots, &j)
    quotes(f.pointee.slots, &j)
    let explanation = f.pointee.explanation
    if explanation.isKept {
      j.rendered(
        end: explanation.rendered.bytes {
          var own = JSONBytes()
          Self.explanation(of: f.pointee, &own)
          return own.bytes
        })
    } else {
      Self.explanation(of: f.pointee, &j)
    }
  }

  /// The end of a finding, from the comma in front of its codes.
  private static func explanation(of f: Finding, _ j: inout JSONBytes) {
    j.literal(#","codes":{"#)
    for c in f.codes {
      j.key(named: c.system)
      j.string(c.code)
    }
    j.literal(#"},"causes":["#)
    for c in f.causes { cause(c, &j) }
    j.literal(#"],"workup":["#)
    for w in f.workup { step(w, &j) }
    j.literal(#"],"urgency":"#)
    j.word(f.urgency.json)
    j.literal(#","missing":"#)
    strings(f.missing, &j)
    j.end("}")
  }

  /// What a cause's row says is rendered once; its rank and what moved it are the finding's.
  private static func cause(_ c: borrowing RankedCause, _ j: inout JSONBytes) {
    j.separate()
    j.rendered(c.row.rendered.bytes { head(of: c.row) })
    j.int(c.rank)
    j.literal(#","because":"#)
    strings(c.because, &j)
    if c.addsSources {
      origin(c.sources, c.verified).withUnsafeBytes { j.rendered(end: $0) }
    } else {
      j.rendered(end: c.row.renderedOrigin.bytes { origin(c.row.origin.sources, c.verified) })
    }
  }

  private static func step(_ w: WorkupStep, _ j: inout JSONBytes) {
    j.separate()
    j.rendered(end: w.rendered.bytes { whole(w) })
  }

  // MARK: - What is rendered once

  /// A cause up to its rank.
  private static func head(of row: KnowledgeCause) -> [UInt8] {
    var j = JSONBytes()
    j.begin(#"{"id":"#)
    j.string(row.id)
    j.literal(#","name":"#)
    j.string(row.name)
    j.literal(#","class":"#)
    j.string(row.category)
    j.literal(#","rank":"#)
    return j.bytes
  }

  /// The end of a cause or a step, from the comma in front of its sources.
  private static func origin(_ sources: [String], _ verified: Verification) -> [UInt8] {
    var j = JSONBytes()
    j.literal(#","sources":"#)
    j.list { j in for s in sources { j.string(s) } }
    j.literal(#","verified":"#)
    j.string(verified.rawValue)
    j.end("}")
    return j.bytes
  }

  /// A step of workup.
  private static func whole(_ step: WorkupStep) -> [UInt8] {
    var j = JSONBytes()
    j.begin(#"{"id":"#)
    j.string(step.id)
    j.literal(#","text":"#)
    j.string(step.text)
    j.literal(#","when":"#)
    j.string(step.when)
    return j.bytes + origin(step.sources, step.verified)
  }
}
