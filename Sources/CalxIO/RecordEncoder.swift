// An analysis as the JSON record of schema 1: every key always present, in one order.

public import Calx

/// Writes records and error rows as JSON lines.
public struct RecordEncoder: Sendable {
  /// Unit of the offsets.
  public var unit: OffsetMap.Unit = .codepoint
  /// Leave out every stretch of report text (anchors, causes, advice), keep codes and offsets.
  public var noText = false
  /// Versions of the program, the lexicon and the knowledge base, as every record shows them.
  private let stamp: [UInt8]

  /// An encoder that stamps these versions on each record.
  public init(program: String, lexicon: String, knowledge: String) {
    var json = JSONBytes()
    json.object { j in
      j.key("calx"); j.string(program)
      j.key("lexicon"); j.string(lexicon)
      j.key("knowledge"); j.string(knowledge)
    }
    stamp = json.bytes
  }

  /// Appends one record and a line feed.
  ///
  /// - Parameter kept: members of the input record to carry through, as name and raw JSON.
  public func encode(
    _ report: Report, _ analysis: Analysis, kept: [(String, [UInt8])] = [], into json: inout JSONBytes
  ) {
    let map = OffsetMap(report.text, unit: unit)
    json.object { j in
      j.key("schema"); j.int(1)
      j.key("id"); j.string(report.id)
      j.key("modality"); j.string(orNull: report.modality)
      j.key("text_sha256"); SHA256.write(report.text, into: &j)
      j.key("sections")
      j.list { j in for s in analysis.sections { section(s, report, map, &j) } }
      j.key("mentions")
      j.list { j in for (i, m) in analysis.mentions.enumerated() { mention(m, i, report, map, &j) } }
      j.key("findings")
      j.list { j in for f in analysis.findings { finding(f, report, &j) } }
      j.key("recommendations")
      j.list { j in for r in analysis.recommendations { recommendation(r, report, map, &j) } }
      j.key("flags")
      j.list { j in for f in analysis.flags { flag(f, map, &j) } }
      versions(&j)
      for (name, value) in kept {
        j.key(named: name)
        j.raw(value)
      }
    }
    json.endLine()
  }

  /// Appends an error row and a line feed.
  public func encode(_ error: RecordError, into json: inout JSONBytes) {
    json.object { j in
      j.key("id"); j.string(orNull: error.id)
      j.key("error")
      j.object { j in
        j.key("code"); j.string(error.code)
        j.key("message"); j.string(error.message)
        j.key("line")
        if let line = error.line { j.int(line) } else { j.null() }
      }
    }
    json.endLine()
  }

  private func text(_ range: Range<Int>, _ report: Report, _ j: inout JSONBytes) {
    if noText { return j.null() }
    report.text.withUnsafeBufferPointer { j.string(bytes: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private func span(_ range: Range<Int>, _ map: OffsetMap, _ j: inout JSONBytes) {
    j.key("start"); j.int(map.offset(range.lowerBound))
    j.key("end"); j.int(map.offset(range.upperBound))
  }

  private func section(_ s: Section, _ report: Report, _ map: OffsetMap, _ j: inout JSONBytes) {
    j.object { j in
      j.key("name"); j.string(s.name.rawValue)
      span(s.range, map, &j)
      j.key("title")
      if let title = s.title { text(title, report, &j) } else { j.null() }
    }
  }

  private func strings(_ values: [String], _ j: inout JSONBytes) {
    j.list { j in for v in values { j.string(v) } }
  }

  /// The slots from `kind` to `experiencer`, shared by mentions and findings.
  private func slots(_ m: Mention, _ report: Report, section: Bool, _ j: inout JSONBytes) {
    j.key("kind"); j.string(m.kind)
    j.key("organ"); j.string(orNull: m.organ)
    j.key("part"); j.string(orNull: noText ? nil : m.part)
    j.key("laterality"); j.string(orNull: m.laterality?.rawValue)
    j.key("host"); j.string(orNull: m.host)
    j.key("multiplicity"); j.string(orNull: m.multiplicity?.rawValue)
    j.key("count")
    if let count = m.count { j.int(count) } else { j.null() }
    j.key("size_mm")
    j.list { j in for v in m.sizeMM { j.number(v) } }
    j.key("size_word"); j.string(orNull: m.sizeWord)
    j.key("morphology"); strings(m.morphology, &j)
    j.key("distribution"); strings(m.distribution, &j)
    j.key("severity"); j.string(orNull: m.severity?.rawValue)
    j.key("change"); j.string(orNull: m.change?.rawValue)
    j.key("presence"); j.string(m.presence.rawValue)
    j.key("temporality"); j.string(m.temporality.rawValue)
    j.key("experiencer"); j.string(m.experiencer.rawValue)
    if section { j.key("section"); j.string(m.section.rawValue) }
    j.key("stated_cause")
    if let cause = m.statedCause { text(cause, report, &j) } else { j.null() }
    j.key("recommendation")
    if let advice = m.recommendation { text(advice, report, &j) } else { j.null() }
  }

  private func mention(_ m: Mention, _ index: Int, _ report: Report, _ map: OffsetMap, _ j: inout JSONBytes) {
    j.object { j in
      j.key("id"); j.string("m", index + 1)
      span(m.range, map, &j)
      j.key("anchor"); text(m.range, report, &j)
      slots(m, report, section: true, &j)
      j.key("evidence")
      j.list { j in
        for e in m.evidence {
          j.object { j in
            j.key("slot"); j.string(e.slot.rawValue)
            j.key("cue"); text(e.range, report, &j)
            span(e.range, map, &j)
            j.key("rule"); j.string(e.rule)
            if let ended = e.ended { j.key("ended"); j.string(ended) }
          }
        }
      }
    }
  }

  private func finding(_ f: Finding, _ report: Report, _ j: inout JSONBytes) {
    j.object { j in
      j.key("id"); j.string(f.id)
      j.key("mentions")
      j.list { j in for m in f.mentions { j.string("m", m + 1) } }
      slots(f.slots, report, section: false, &j)
      j.key("codes")
      j.object { j in for c in f.codes { j.key(named: c.system); j.string(c.code) } }
      j.key("causes")
      j.list { j in
        for c in f.causes {
          j.object { j in
            j.raw(c.row.rendered.bytes { Self.head(of: c) })
            j.key("rank"); j.int(c.rank)
            j.key("because"); strings(c.because, &j)
            if c.sources.count == c.row.origin.sources.count {
              j.raw(c.row.renderedOrigin.bytes { Self.members { j in origin(c.sources, c.verified, &j) } })
            } else {
              origin(c.sources, c.verified, &j)
            }
          }
        }
      }
      j.key("workup")
      j.list { j in
        for w in f.workup {
          j.object { j in
            j.raw(
              w.rendered.bytes {
                Self.members { j in
                  j.key("id"); j.string(w.id)
                  j.key("text"); j.string(w.text)
                  j.key("when"); j.string(w.when)
                  origin(w.sources, w.verified, &j)
                }
              })
          }
        }
      }
      j.key("urgency"); j.string(f.urgency.rawValue)
      j.key("missing"); strings(f.missing, &j)
    }
  }

  private func origin(_ sources: [String], _ verified: Verification, _ j: inout JSONBytes) {
    j.key("sources"); strings(sources, &j)
    j.key("verified"); j.string(verified.rawValue)
  }

  private static func head(of cause: RankedCause) -> [UInt8] {
    members { j in
      j.key("id"); j.string(cause.id)
      j.key("name"); j.string(cause.name)
      j.key("class"); j.string(cause.category)
    }
  }

  /// Members of an object, to be put into one as they are.
  private static func members(_ body: (inout JSONBytes) -> Void) -> [UInt8] {
    var json = JSONBytes()
    body(&json)
    return json.bytes
  }

  private func recommendation(_ r: Recommendation, _ report: Report, _ map: OffsetMap, _ j: inout JSONBytes) {
    j.object { j in
      span(r.range, map, &j)
      j.key("text"); text(r.range, report, &j)
      j.key("modality"); j.string(orNull: r.modality)
      j.key("interval_days")
      if let days = r.intervalDays { j.list { j in for d in days { j.int(d) } } } else { j.null() }
      j.key("conditional"); j.bool(r.conditional)
      j.key("negated"); j.bool(r.negated)
      j.key("findings"); strings(r.findings, &j)
    }
  }

  /// Appends the flags of a report as a record of `calx check`, and a line feed.
  ///
  /// - Parameter keys: stable names of the findings by their ids.
  func encodeFlags(
    _ report: Report, _ analysis: Analysis, keys: [String: String], kept: [(String, [UInt8])],
    into json: inout JSONBytes
  ) {
    let map = OffsetMap(report.text, unit: unit)
    json.object { j in
      j.key("schema"); j.int(1)
      j.key("id"); j.string(report.id)
      j.key("modality"); j.string(orNull: report.modality)
      j.key("text_sha256"); SHA256.write(report.text, into: &j)
      j.key("flags")
      j.list { j in for f in analysis.flags { flag(f, map, key: f.finding.flatMap { keys[$0] } ?? "", &j) } }
      j.key("suppressed"); j.int(analysis.suppressed)
      versions(&j)
      for (name, value) in kept {
        j.key(named: name)
        j.raw(value)
      }
    }
    json.endLine()
  }

  private func versions(_ j: inout JSONBytes) {
    j.key("versions"); j.raw(stamp)
  }

  /// - Parameter key: the finding's stable name, nil to leave it out.
  private func flag(_ f: Flag, _ map: OffsetMap, key: String? = nil, _ j: inout JSONBytes) {
    j.object { j in
      j.key("rule"); j.string(f.rule)
      j.key("severity"); j.string(f.severity.rawValue)
      j.key("finding"); j.string(orNull: f.finding)
      j.key("message"); j.string(f.message)
      j.key("evidence")
      j.list { j in for e in f.evidence { j.object { j in span(e, map, &j) } } }
      j.key("sources"); strings(f.sources, &j)
      if let key { j.key("key"); j.string(orNull: key.isEmpty ? nil : key) }
    }
  }
}
