// PCRE2 with JIT for shapes. The only file that imports CPCRE2.

internal import CPCRE2

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

/// A compiled pattern: immutable, shared by all workers.
final class Pattern: @unchecked Sendable {
  fileprivate let code: OpaquePointer

  /// Compiles a pattern over UTF-8, case-insensitive.
  init(_ pattern: String) throws(PatternError) {
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    let flags = UInt32(PCRE2_CASELESS) | UInt32(PCRE2_UTF) | UInt32(PCRE2_NO_UTF_CHECK)
    let compiled = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, $0.count, flags & ~UInt32(PCRE2_NO_UTF_CHECK), &error, &offset, nil)
    }
    guard let compiled else {
      var buffer = [UInt8](repeating: 0, count: 256)
      let n = pcre2_get_error_message_8(error, &buffer, buffer.count)
      throw PatternError(
        message: String(decoding: buffer.prefix(Int(max(0, n))), as: UTF8.self), offset: offset)
    }
    code = compiled
    // Without JIT (an architecture that lacks it) the interpreter gives the same matches, only slower.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }
}

/// What one worker needs to run patterns: match data, limits and a JIT stack. Never shared.
final class PatternMatcher {
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>

  /// Matching steps after which a match is given up; one that takes more is an error of that record.
  static let matchLimit: UInt32 = 500_000

  init() {
    guard let data = pcre2_match_data_create_8(16, nil), let context = pcre2_match_context_create_8(nil),
      let offsets = pcre2_get_ovector_pointer_8(data)
    else { fatalError("no memory for a match") }
    self.data = data
    self.context = context
    self.offsets = offsets
    stack = pcre2_jit_stack_create_8(32 << 10, 512 << 10, nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, 10_000)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
  }

  /// The next match at or after `start` in valid UTF-8, or nil.
  func next(
    _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) throws(PatternMatchError) -> Range<Int>? {
    let rc = pcre2_match_8(
      pattern.code, text.baseAddress, text.count, start, UInt32(PCRE2_NO_UTF_CHECK), data, context)
    if rc == PCRE2_ERROR_NOMATCH { return nil }
    guard rc >= 0 else { throw PatternMatchError(code: rc) }
    return offsets[0]..<offsets[1]
  }
}
