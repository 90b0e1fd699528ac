// PCRE2 with JIT for shapes. The only file that imports CPCRE2.

internal import CPCRE2
internal import Glibc
internal import Synchronization

/// A pattern that does not compile: message, and the offset in the pattern where it went wrong.
struct PatternError: Error, CustomStringConvertible {
  let message: String
  let offset: Int
  var description: String { "at offset \(offset): \(message)" }
}

/// A match that could not be finished within its limits (PCRE2's own code, such as -47 for the match limit).
struct PatternMatchError: Error {
  let code: Int32
}

/// A compiled pattern, shared by all workers. It is interpreted at first, and translated to machine code once it has
/// searched so much text that this pays.
final class Pattern: @unchecked Sendable {
  fileprivate let code: OpaquePointer
  /// The pattern without what looks back, where that alone can say whether a match can begin in a word.
  private let ahead: Pattern?
  private let source: String
  private let machineCode = Atomic<OpaquePointer?>(nil)
  /// There is machine code, which can be run without further checks.
  private let isMachineCode = Atomic<Bool>(false)
  private let searched = Atomic<Int>(0)
  /// Bytes whose search takes about as long as the translation.
  private static let worthTranslating = 16 << 10

  /// Compiles a pattern over UTF-8, case-insensitive.
  convenience init(_ pattern: String) throws(PatternError) {
    let ahead = PatternSource(pattern).aheadOnly
    try self.init(pattern, ahead: ahead == nil || ahead == pattern ? nil : Pattern(ahead ?? "", ahead: nil))
  }

  private init(_ pattern: String, ahead: Pattern?) throws(PatternError) {
    self.ahead = ahead
    var error: Int32 = 0
    var offset = 0
    var pattern = pattern
    let flags = UInt32(PCRE2_CASELESS) | UInt32(PCRE2_UTF) | UInt32(PCRE2_USE_OFFSET_LIMIT)
    let compiled = pattern.withUTF8 {
      pcre2_compile_8($0.baseAddress, $0.count, flags, &error, &offset, nil)
    }
    guard let compiled else {
      var buffer = [UInt8](repeating: 0, count: 256)
      let n = pcre2_get_error_message_8(error, &buffer, buffer.count)
      throw PatternError(
        message: String(decoding: buffer.prefix(Int(max(0, n))), as: UTF8.self), offset: offset)
    }
    code = compiled
    source = pattern
  }

  /// What to ask whether a match can begin in a word, of one that is askable.
  fileprivate var asked: Pattern { ahead ?? self }

  deinit {
    pcre2_code_free_8(machineCode.load(ordering: .acquiring))
    pcre2_code_free_8(code)
  }

  /// The machine code, if there is any yet.
  fileprivate var translated: OpaquePointer? { machineCode.load(ordering: .acquiring) }
  fileprivate var runsAsMachineCode: Bool { isMachineCode.load(ordering: .relaxed) }

  /// Notes that the interpreter has searched so many bytes.
  fileprivate func note(searched bytes: Int) {
    let before = searched.add(bytes, ordering: .relaxed).oldValue
    if before < Self.worthTranslating, before + bytes >= Self.worthTranslating { _ = translate() }
  }

  /// The machine code, made now. Without JIT (an architecture that lacks it) the interpreter gives the same matches, only
  /// slower.
  fileprivate func translate() -> OpaquePointer {
    if let translated { return translated }
    guard let copy = pcre2_code_copy_8(code) else { return code }
    let rc = pcre2_jit_compile_8(copy, UInt32(PCRE2_JIT_COMPLETE) | UInt32(PCRE2_JIT_PARTIAL_HARD))
    if rc == 0 { isMachineCode.store(true, ordering: .releasing) }
    let (exchanged, original) = machineCode.compareExchange(
      expected: nil, desired: copy, ordering: .acquiringAndReleasing)
    if exchanged { return copy }
    pcre2_code_free_8(copy)
    return original ?? code
  }

  /// Which bytes a match can begin with, nil when that is unknown, or when it can begin between the tokens of a text.
  var starts: [Bool]? {
    var result = [Bool](repeating: false, count: 256)
    var kind: UInt32 = 0
    var unit: UInt32 = 0
    var bitmap: UnsafePointer<UInt8>?
    guard pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODETYPE), &kind) == 0,
      pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODEUNIT), &unit) == 0,
      pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTBITMAP), &bitmap) == 0
    else { return nil }
    if kind == 1, unit < 128 {
      result[Int(unit)] = true
    } else if kind == 0, let bitmap {
      for b in 0..<256 where bitmap[b / 8] >> UInt8(b % 8) & 1 != 0 { result[b] = true }
    } else {
      return nil
    }
    for b in 65...90 where result[b] || result[b | 32] {
      result[b] = true
      result[b | 32] = true
    }
    return result[0...32].contains(true) || result[127] ? nil : result
  }

  /// Whether a word alone can say if a match can begin in it.
  var isAskable: Bool { ahead != nil || PatternSource(source).aheadOnly != nil }
  /// Whether every match begins at a word's boundary, or with a mark in front of one.
  var beginsAtBoundary: Bool { PatternSource(source).beginsAtBoundary }
}

/// What one worker needs to run patterns: match data, limits and a JIT stack. Never shared.
final class PatternMatcher {
  private let data: OpaquePointer
  private let context: OpaquePointer
  /// For the interpreter, which counts its steps otherwise: what it cannot do easily, machine code decides, so that the
  /// same text is given up however much was searched before it.
  private let easy: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>

  /// Matching steps after which a match is given up; one that takes more is an error of that record.
  static let matchLimit: UInt32 = 500_000

  init() {
    guard let data = pcre2_match_data_create_8(16, nil), let context = pcre2_match_context_create_8(nil),
      let easy = pcre2_match_context_create_8(nil),
      let offsets = pcre2_get_ovector_pointer_8(data)
    else { fatalError("no memory for a match") }
    self.data = data
    self.context = context
    self.easy = easy
    pcre2_set_match_limit_8(easy, 20_000)
    pcre2_set_depth_limit_8(easy, 500)
    self.offsets = offsets
    stack = pcre2_jit_stack_create_8(32 << 10, 512 << 10, nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, 10_000)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_match_context_free_8(easy)
    if let stack { pcre2_jit_stack_free_8(stack) }
  }

  /// Where the patterns of the lexicon can begin in the text that is being read.
  let starts = ShapeStarts()

  /// The next match at or after `start` in valid UTF-8, or nil.
  ///
  /// - Parameter last: where it may begin at last, nil for anywhere.
  func next(
    _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, from start: Int, beginningAt last: Int? = nil
  ) throws(PatternMatchError) -> Range<Int>? {
    let limit = last ?? Int(bitPattern: ~0)
    if let code = pattern.translated {
      return try next(code, context, text, start, limit, isMachineCode: pattern.runsAsMachineCode)
    }
    let easily: Range<Int>?
    do {
      easily = try next(pattern.code, easy, text, start, limit)
    } catch {
      return try next(pattern.translate(), context, text, start, limit)
    }
    // A match takes as long as the search of some bytes even where it does not get far.
    pattern.note(searched: (easily?.upperBound ?? last ?? text.count) - start + 160)
    return easily
  }

  private func next(
    _ code: OpaquePointer, _ context: OpaquePointer, _ text: UnsafeBufferPointer<UInt8>, _ start: Int,
    _ limit: Int, isMachineCode: Bool = false
  ) throws(PatternMatchError) -> Range<Int>? {
    pcre2_set_offset_limit_8(context, limit)
    let match = isMachineCode ? pcre2_jit_match_8 : pcre2_match_8
    let rc = match(code, text.baseAddress, text.count, start, UInt32(PCRE2_NO_UTF_CHECK), data, context)
    if rc == PCRE2_ERROR_NOMATCH { return nil }
    guard rc >= 0 else { throw PatternMatchError(code: rc) }
    return offsets[0]..<offsets[1]
  }

  /// The next match of a lexicon's pattern at or after `start` in the text that `starts` has read.
  ///
  /// - Parameters:
  ///   - ordinal: the pattern among all of the lexicon.
  ///   - token: ordinal of the next token to try, among those at which the pattern can begin; 0 at first.
  func next(
    _ pattern: Pattern, _ ordinal: Int, in text: UnsafeBufferPointer<UInt8>, _ tokens: [Token],
    from start: Int, token: inout Int
  ) throws(PatternMatchError) -> Range<Int>? {
    guard let list = starts.tokens(of: ordinal) else { return try next(pattern, in: text, from: start) }
    while token < list.count {
      let t = tokens[Int(list[token])]
      let from = max(start, Int(t.start))
      if from < Int(t.end), let hit = try next(pattern, in: text, from: from, beginningAt: Int(t.end) - 1) {
        return hit
      }
      token += 1
    }
    return nil
  }

  /// Whether a match can begin within the first of some words, or only in front of it, as far as the words alone tell.
  /// What can begin in front of a word can begin in front of its first letters.
  ///
  /// - Parameter first: bytes of the first word, 1 where a match can begin only in front of it.
  func canBegin(_ pattern: Pattern, in words: UnsafeBufferPointer<UInt8>, within first: Int) -> Bool {
    let pattern = pattern.asked
    // Not at the end of the word, where a word boundary alone would be the beginning of a match.
    pcre2_set_offset_limit_8(context, first - 1)
    // Some hundred questions take the interpreter as long as the translation.
    let code = pattern.translated ?? pattern.code
    if code == pattern.code { pattern.note(searched: 60) }
    return pcre2_match_8(
      code, words.baseAddress, words.count, 0,
      UInt32(PCRE2_NO_UTF_CHECK) | UInt32(PCRE2_PARTIAL_HARD), data, context) != PCRE2_ERROR_NOMATCH
  }
}
