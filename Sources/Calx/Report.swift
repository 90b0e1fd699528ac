// What goes in: one report with what is known about it.

/// A report to read: its text, and the fields of its record where they are known.
public struct Report: Sendable {
  /// The record's own id, carried to the output unchanged.
  public var id: String
  /// The text as delivered, valid UTF-8.
  public var text: [UInt8]
  /// Modality as given (`US`, `CT`, `fetal-US` …).
  public var modality: String?
  /// Name of the examination.
  public var exam: String?
  /// Administrative sex, `F` or `M`.
  public var sex: String?
  /// Age in years.
  public var age: Double?
  /// Date of the examination as given.
  public var date: String?
  /// Patient pseudonym.
  public var patient: String?
  /// Report status (`F`, `P`, `A` …).
  public var status: String?
  /// Region of origin, for endemic causes.
  public var region: String?

  /// A report with nothing known but its text.
  public init(id: String, text: [UInt8]) {
    self.id = id
    self.text = text
  }

  /// A report from a string.
  public init(id: String, _ text: String) {
    self.init(id: id, text: Array(text.utf8))
  }
}
