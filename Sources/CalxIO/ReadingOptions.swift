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
  /// Which column of a table is which field, where its name does not say so.
  public var columns: ColumnMap?
  /// The export that a table comes from.
  public var preset: InputPreset?
  /// Columns of a table whose rows together are one record; rows of one record stand together.
  public var groupBy: [String] = []
  /// Columns of numbers that order the rows of a record.
  public var orderBy: [String] = []
  /// Which versions of a report are records, where reports have versions (HL7 v2, FHIR).
  public var versions = InputVersions.latest

  /// Everything found by the inputs themselves.
  public init() {}
}
