// The lexicons inside the program are those of the folder.

import Foundation
import Testing

@testable import Calx

@Suite("Built-in lexicons") struct BuiltInLexiconsTests {
  @Test("are the files of Lexicons/, all of them, byte for byte")
  func folder() throws {
    let root = Fixtures.lexicons.path
    let paths = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".tsv") }
    #expect(BuiltInLexicons.files.map(\.name) == paths.sorted(), "run 'make lexicons'")
    for file in BuiltInLexicons.files {
      let written = try Data(contentsOf: Fixtures.lexicons.appending(path: file.name))
      #expect(Array(written) == file.bytes, "\(file.name)")
    }
  }
}
