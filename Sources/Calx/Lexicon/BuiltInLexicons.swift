// The lexicon files that are built into the program (see Sources/CLexicons).

internal import CLexicons

/// One lexicon file: its path below the lexicon folder and its bytes.
public struct LexiconFile: Sendable {
  /// Path below the lexicon folder, such as `en/anchors.tsv`.
  public let name: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// A file from memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// The lexicons that the program carries in itself.
public enum BuiltInLexicons {
  /// All built-in files, in the order of their names.
  public static var files: [LexiconFile] {
    var count = 0
    guard let table = clexicons_files(&count) else { return [] }
    return (0..<count).map { i in
      LexiconFile(
        name: String(cString: table[i].name),
        bytes: Array(UnsafeBufferPointer(start: table[i].bytes, count: table[i].count)))
    }.sorted { $0.name < $1.name }
  }
}
