// The text of a report out of the observations of a message.

internal import Calx

/// Joins OBX-5 values and NTE-3 comments with line feeds.
///
/// OBX-3 may say to which section a run of observations belongs, by suffix (`71250&IMP`) or LOINC code. Where such a run
/// does not begin with a title of its own, a line with the section's title is put in front of it. Senders mislabel
/// their sections, so that a title in the text always wins.
struct HL7Assembly {
  let message: HL7Message
  let titles: SectionTitles
  private var lines: [[UInt8]] = []
  private var section: SectionName?
  private var comments: [[UInt8]] = []
  private var hasText = false
  /// The run of a section has begun, and none of its lines held a letter yet; where its title would stand.
  private var openTitle: Int?

  private(set) var unknown = HL7Message.Unknown()
  /// ED and RP observations: documents that are not read.
  private(set) var encapsulated = 0
  /// Observations of other types: numbers, dates.
  private(set) var notText = 0

  init(message: HL7Message, titles: SectionTitles) {
    self.message = message
    self.titles = titles
  }

  /// The text; nil when no observation or comment had any.
  var text: [UInt8]? { hasText ? Array((lines + comments).joined(separator: [10])) : nil }

  /// Adds an OBX or NTE segment.
  mutating func add(_ segment: HL7Message.Segment) {
    if segment.name == Array("NTE".utf8) {
      let comment = message.text(message.field(3, of: segment), unknown: &unknown)
      if !comment.isEmpty {
        comments.append(comment)
        hasText = true
      }
      return
    }
    let value = message.field(5, of: segment)
    let bytes: [UInt8]
    switch String(decoding: message.field(2, of: segment), as: UTF8.self) {
    // Text is the whole field: senders leave delimiters of components in it as they are.
    case "TX", "FT", "ST", "": bytes = message.text(value, unknown: &unknown)
    case "CE", "CWE", "CNE", "CF":
      var coded: ArraySlice<UInt8> = []
      for part in [2, 9, 5, 1] where coded.isEmpty { coded = message.component(part, of: value) }
      bytes = message.text(coded, unknown: &unknown)
    case "ED", "RP":
      encapsulated += 1
      return
    default:
      notText += 1
      return
    }
    let cue = section(of: message.field(3, of: segment))
    if let cue, cue != section { openTitle = lines.count }
    section = cue ?? section
    lines.append(bytes)
    if bytes.contains(where: { $0 > 32 }) {
      hasText = true
      insertTitle(bytes)
    }
  }

  private mutating func insertTitle(_ bytes: [UInt8]) {
    guard let place = openTitle, let section else { return }
    openTitle = nil
    let line = bytes.split(separator: 10).first { $0.contains { $0 > 32 } } ?? []
    if let title = titles.line(section), !titles.begins(line) { lines.insert(title, at: place) }
  }

  /// The section that an OBX-3 names.
  private func section(of identifier: ArraySlice<UInt8>) -> SectionName? {
    for number in [1, 4] {
      let code = message.component(number, of: identifier)
      let parts = code.split(separator: message.subcomponent).map { String(decoding: $0, as: UTF8.self) }
      if let last = parts.last, parts.count > 1 || number == 1, let name = Self.suffixes[last.uppercased()] {
        return name
      }
      if let first = parts.first, let name = Self.loinc[first] { return name }
    }
    return nil
  }

  /// Suffixes of radiology observations (HL7 v2, chapter 7.2.4).
  private static let suffixes: [String: SectionName] = [
    "GDT": .findings, "IMP": .impression, "REC": .recommendation, "ADT": .addendum,
  ]

  /// LOINC codes of sections (DICOM PS3.16, CID 7001 and its LOINC equivalents).
  private static let loinc: [String: SectionName] = [
    "59776-5": .findings, "18782-3": .findings, "19005-8": .impression, "18783-1": .recommendation,
    "55107-7": .addendum, "18785-6": .indication, "11329-0": .history, "18834-2": .comparison,
    "55111-9": .technique,
  ]
}
