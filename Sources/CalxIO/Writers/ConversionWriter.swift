// Records of any format as the JSONL that calx reads itself.

public import Calx

/// Writes what was read of each record, before anything is made of it.
public struct ConversionWriter: RecordWriter {
  private let errors = RecordEncoder(program: "", lexicon: "", knowledge: "")

  /// A writer of records as they are read.
  public init() {}

  /// Appends one report's line; nothing of its analysis.
  public func write(
    _ report: Report, _: Analysis, kept: [(String, [UInt8])], into bytes: inout [UInt8]
  ) {
    var json = JSONBytes()
    Self.encode(report, kept, into: &json)
    json.endLine()
    json.withBytes { bytes.append(contentsOf: $0) }
  }

  /// Appends the error row of a record that could not be read.
  public func write(_ error: RecordError, into bytes: inout [UInt8]) {
    var json = JSONBytes()
    errors.encode(error, into: &json)
    json.withBytes { bytes.append(contentsOf: $0) }
  }

  private static func encode(_ report: Report, _ kept: [(String, [UInt8])], into json: inout JSONBytes) {
    json.object { j in
      j.key("id")
      j.string(report.id)
      let fields: [(StaticString, String?)] = [
        ("modality", report.modality), ("exam", report.exam), ("sex", report.sex), ("date", report.date),
        ("patient", report.patient), ("status", report.status), ("region", report.region),
      ]
      for (name, value) in fields {
        guard let value else { continue }
        j.key(name)
        j.string(value)
      }
      if let age = report.age {
        j.key("age")
        j.number(age)
      }
      for (name, value) in kept {
        j.key(named: name)
        j.raw(value)
      }
      j.key("text")
      j.string(utf8: report.text)
    }
  }
}
