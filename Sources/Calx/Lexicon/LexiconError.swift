// What can be wrong with a lexicon, and where: every error names its file and line.

/// One defect of a lexicon file.
public struct LexiconError: Error, Hashable, CustomStringConvertible, Sendable {
  /// How bad it is: an error stops the load, a warning is reported by `calx lexicon check` only.
  public enum Severity: String, Sendable { case error, warning }

  /// Path below the lexicon folder, such as `en/anchors.tsv`.
  public let file: String
  /// Line in the file, from 1; 0 when the file as a whole is meant.
  public let line: Int
  /// What is wrong and what to do about it.
  public let message: String
  /// Error or warning.
  public let severity: Severity

  /// Makes an error for one line of a file.
  public init(file: String, line: Int, message: String, severity: Severity = .error) {
    self.file = file
    self.line = line
    self.message = message
    self.severity = severity
  }

  /// `file:line: message`, the form that editors jump to.
  public var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return severity == .warning ? "\(place): warning: \(message)" : "\(place): \(message)"
  }
}

/// All defects found in one load; never empty.
public struct LexiconErrors: Error, CustomStringConvertible, Sendable {
  /// The defects in file and line order.
  public let errors: [LexiconError]
  /// One line a defect.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
