// One HL7 v2 message as segments and fields, by the delimiters that it declares itself.

/// A message cut into segments; fields are found when they are asked for.
struct HL7Message: Sendable {
  struct Segment: Sendable {
    /// Three letters.
    var name: [UInt8]
    var range: Range<Int>
  }

  let bytes: [UInt8]
  let line: Int
  let segments: [Segment]
  let field: UInt8
  let component: UInt8
  let repetition: UInt8
  let escape: UInt8?
  let subcomponent: UInt8

  /// Cuts a message that begins with `MSH`.
  ///
  /// - Throws: `RecordError` with code `hl7-header` when MSH-1 and MSH-2 declare no delimiters.
  init(_ bytes: [UInt8], line: Int) throws(RecordError) {
    self.bytes = bytes
    self.line = line
    guard bytes.count >= 6, bytes.starts(with: Array("MSH".utf8)) else {
      throw RecordError(
        code: "hl7-header", message: "the message has no delimiters in MSH-1 and MSH-2; get the file again",
        line: line)
    }
    let field = bytes[3]
    self.field = field
    let declared = bytes[4...].prefix { $0 != field && $0 != 13 && $0 != 10 }
    let marks = Array(declared)
    let isMark = { (b: UInt8) in
      b > 32 && b < 127 && !(b >= 48 && b <= 57) && !(b | 32 >= 97 && b | 32 <= 122)
    }
    guard !marks.isEmpty, marks.count <= 5, marks.allSatisfy(isMark), !marks.contains(field),
      Set(marks).count == marks.count
    else {
      throw RecordError(
        code: "hl7-header",
        message:
          "MSH-2 must hold the delimiters of components, repetitions, escapes and subcomponents: ^~\\&",
        line: line)
    }
    component = marks[0]
    repetition = marks.count > 1 ? marks[1] : UInt8(ascii: "~")
    escape = marks.count > 2 ? marks[2] : nil
    subcomponent = marks.count > 3 ? marks[3] : UInt8(ascii: "&")
    var segments: [Segment] = []
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 13, bytes[end] != 10 { end += 1 }
      if end > start {
        let name = Array(bytes[start..<min(start + 3, end)])
        let isSegment =
          name.count == 3 && name[0] >= 65 && name[0] <= 90
          && name.allSatisfy { $0 >= 65 && $0 <= 90 || $0 >= 48 && $0 <= 57 }
          && (start + 3 == end || bytes[start + 3] == field)
        if isSegment {
          segments.append(Segment(name: name, range: start..<end))
        } else if let last = segments.indices.last {
          // A raw line end inside a field: the rest belongs to the segment before.
          segments[last].range = segments[last].range.lowerBound..<end
        }
      }
      start = end + 1
    }
    self.segments = segments
  }

  /// A field of a segment by its number in the standard; empty where the segment is shorter.
  func field(_ number: Int, of segment: Segment) -> ArraySlice<UInt8> {
    // MSH-1 is the delimiter itself.
    let skip = segment.name == Array("MSH".utf8) ? number - 1 : number
    var rest = bytes[segment.range]
    for _ in 0..<max(0, skip) {
      guard let delimiter = rest.firstIndex(of: field) else { return [] }
      rest = rest[(delimiter + 1)...]
    }
    return rest.prefix { $0 != field }
  }

  /// A part of a field, counted from 1.
  func part(_ number: Int, of field: ArraySlice<UInt8>, at delimiter: UInt8) -> ArraySlice<UInt8> {
    var rest = field
    for _ in 1..<max(1, number) {
      guard let at = rest.firstIndex(of: delimiter) else { return [] }
      rest = rest[(at + 1)...]
    }
    return rest.prefix { $0 != delimiter }
  }

  /// A component of the first repetition of a field, counted from 1.
  func component(_ number: Int, of field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    part(number, of: part(1, of: field, at: repetition), at: component)
  }

  /// The first segment of a name.
  func first(_ name: StaticString) -> Segment? {
    segments.first { segment in name.withUTF8Buffer { segment.name.elementsEqual($0) } }
  }

  /// A field of the first segment of a name; empty where there is none.
  func field(_ number: Int, _ name: StaticString) -> ArraySlice<UInt8> {
    first(name).map { field(number, of: $0) } ?? []
  }
}
