// Lexicon and knowledge base read while the program still finds out what it is asked for.

import Calx
internal import CHeap

/// What a start of the program can do at once: a run that is asked for one report takes most of its time for these.
public enum Preparation {
  /// Begins to read the built-in lexicon, knowledge base and rules, each on a thread of its own; what asks for them later
  /// gets them, or waits for the rest. Without threads it does nothing: then they are read when they are needed.
  public static func begin() {
    calx_keep_heaps(16 << 20)
    // What each needs, and some more.
    try? startThread(heap: 6 << 20) { _ = try? Lexicon.builtIn() }
    try? startThread(heap: 4 << 20) { KnowledgeBase.prepare() }
  }
}
