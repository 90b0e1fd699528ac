// How inputs are read, as the command line says it.

/// What is known of the inputs beyond their paths.
public struct ReadingOptions: Sendable {
  /// Format of all inputs; `auto` finds it for each.
  public var format = InputFormat.auto
  /// Longest record in bytes; a longer one is an error row.
  public var longest = 8 << 20
  /// Encoding of the inputs; nil is UTF-8, or what the format itself declares.
  public var encoding: TextEncoding?
  /// Which files of a directory are read: a pattern over the path below it, or over the name when it has no `/`.
  public var glob: Glob?

  /// Everything found by the inputs themselves.
  public init() {}
}
