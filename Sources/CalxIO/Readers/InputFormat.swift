// Which format an input has: by its name, then by its first bytes.

/// Formats of input that calx reads.
public enum InputFormat: String, Sendable, CaseIterable { case text, jsonl, auto }

extension InputFormat {
  /// The format that a name promises; nil where the first bytes decide.
  static func ofName(_ path: String) -> InputFormat? {
    let name = InputPath.unpackedName(path).lowercased()
    let endings: [(String, InputFormat)] = [
      (".txt", .text), (".text", .text), (".jsonl", .jsonl), (".ndjson", .jsonl),
    ]
    return endings.first { name.hasSuffix($0.0) }?.1
  }

  /// The format that the first bytes of an input show.
  static func ofHead(_ head: UnsafeRawBufferPointer) -> InputFormat {
    var bytes = head[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.first { $0 > 32 } == UInt8(ascii: "{") ? .jsonl : .text
  }
}
