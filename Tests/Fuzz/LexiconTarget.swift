// Overlays: any table in any file is read or refused with its defects.

@testable import Calx

enum LexiconTarget {
  private static let names = BuiltInLexicons.files.map(\.name).sorted()

  /// The first byte chooses the table, the rest is its content.
  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first, !names.isEmpty else { return }
    let file = LexiconFile(name: names[Int(first) % names.count], bytes: Array(bytes.dropFirst()))
    _ = try? Lexicon.builtIn(overlay: [file])
  }
}
