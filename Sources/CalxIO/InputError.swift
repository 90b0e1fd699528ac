// What can be wrong with input and output, as facts; the sentences are in one place.

/// A defect of one record: it becomes an error row, and the run goes on.
public struct RecordError: Error, Sendable, Equatable {
  /// Short code, such as `invalid-json`.
  public var code: String
  /// What is wrong and what to do.
  public var message: String
  /// Line in the file, where the format has lines.
  public var line: Int?
  /// The record's id, where it could still be read.
  public var id: String?

  /// A record error.
  public init(code: String, message: String, line: Int? = nil, id: String? = nil) {
    self.code = code
    self.message = message
    self.line = line
    self.id = id
  }
}

/// A defect that ends the run (exit code 2).
public struct RunError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public let description: String

  /// A run error.
  public init(_ description: String) { self.description = description }
}
