// The lexicon that all tests share.

@testable import Calx

extension Lexicon {
  /// The built-in lexicon, loaded once.
  static let shared: Lexicon = {
    do { return try Lexicon.builtIn() } catch { fatalError("\(error)") }
  }()
}
