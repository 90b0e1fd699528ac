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
    head(report, &json)
    withParts(of: report) { parts in
      json.literal(#","sections":"#)
      json.list { j in analysis.sections.lend { parts.section($0, &j) } }
      json.literal(#","mentions":"#)
      json.list { j in
        var number = 0
        analysis.mentions.lend {
          number += 1
          parts.mention($0, number, &j)
        }
      }
      json.literal(#","findings":"#)
      json.list { j in
        analysis.findings.withUnsafeBufferPointer { findings in
          guard let first = findings.baseAddress else { return }
          for i in findings.indices { parts.finding(first + i, &j) }
        }
      }
      json.literal(#","recommendations":"#)
      json.list { j in analysis.recommendations.lend { parts.recommendation($0, &j) } }
      json.literal(#","flags":"#)
      json.list { j in
        analysis.flags.lend {
          parts.flag($0, &j)
          j.end("}")
        }
      }
    }
    foot(kept, &json)
  }

  /// Appends the flags of a report as a record of `calx check`, and a line feed.
  ///
  /// - Parameter keys: stable names of the findings by their ids.
  func encodeFlags(
    _ report: Report, _ analysis: Analysis, keys: [String: String], kept: [(String, [UInt8])],
    into json: inout JSONBytes
  ) {
    head(report, &json)
    withParts(of: report) { parts in
      json.literal(#","flags":"#)
      json.list { j in
        for f in analysis.flags {
          parts.flag(f, &j)
          j.literal(#","key":"#)
          j.string(orNull: f.finding.flatMap { keys[$0] }.flatMap { $0.isEmpty ? nil : $0 })
          j.end("}")
        }
      }
    }
    json.literal(#","suppressed":"#)
    json.int(analysis.suppressed)
    foot(kept, &json)
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

  private func withParts(of report: Report, _ body: (RecordParts) -> Void) {
    let map = OffsetMap(report.text, unit: unit)
    report.text.withUnsafeBufferPointer { body(RecordParts(text: $0, map: map, noText: noText)) }
  }

  /// The members that begin every record.
  private func head(_ report: Report, _ j: inout JSONBytes) {
    j.begin(#"{"schema":1,"id":"#)
    j.string(report.id)
    j.literal(#","modality":"#)
    j.string(orNull: report.modality)
    j.literal(#","text_sha256":"#)
    SHA256.write(report.text, into: &j)
  }

  /// The members that end every record, and the line.
  private func foot(_ kept: [(String, [UInt8])], _ j: inout JSONBytes) {
    j.literal(#","versions":"#)
    j.raw(stamp)
    for (name, value) in kept {
      j.key(named: name)
      j.raw(value)
    }
    j.end("}")
    j.endLine()
  }
}

extension Array {
  /// Lends one element after the other: none is copied.
  @inline(__always) fileprivate func lend(_ body: (borrowing Element) -> Void) {
    withUnsafeBufferPointer { elements in for i in elements.indices { body(elements[i]) } }
  }
}
