// Where the fixtures are, and the lexicon that all tests share.

import Foundation

@testable import Calx

/// The repository's folders, seen from this file.
enum Fixtures {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL
  static let folder = root.appending(path: "Fixtures")
  static let lexicons = root.appending(path: "Lexicons")

  /// Name and bytes of every example report.
  static let reports: [(name: String, text: [UInt8])] = {
    let reports = folder.appending(path: "reports")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []).sorted()
    return names.compactMap { name in
      (try? Data(contentsOf: reports.appending(path: name))).map { (name, Array($0)) }
    }
  }()
}

extension Lexicon {
  /// The built-in lexicon, loaded once.
  static let shared: Lexicon = {
    do { return try Lexicon.builtIn() } catch { fatalError("\(error)") }
  }()

  /// The built-in lexicon with one overlay file.
  static func with(_ name: String, _ text: String) throws -> Lexicon {
    try Lexicon.builtIn(overlay: [LexiconFile(name: name, bytes: Array(text.utf8))])
  }
}
