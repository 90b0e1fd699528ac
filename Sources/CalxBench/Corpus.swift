// The inputs of the measurement: the fictional reports of Fixtures/, and the same reports without their mentions.

import Calx
import CalxIO
import FoundationEssentials

/// The reports that inputs are made of.
struct Corpus {
  /// A record of a fixture: what its JSONL line holds, or a text file with its modality by its name.
  struct Entry: Decodable {
    var id: String
    var text: String
    var modality: String?
    var exam: String?
    var sex: String?
  }

  /// Reports that hold a mention.
  let holding: [Entry]
  /// Reports of the same kind that hold none.
  let empty: [Entry]

  /// Shortest report without a mention that still looks like a report, in bytes.
  private static let shortest = 400

  /// Reads the fixtures and takes the sentences with mentions out of a copy of each report.
  init(fixtures: String) throws {
    let analyzer = Analyzer(lexicon: try Lexicon.builtIn())
    var scratch = Analyzer.Scratch()
    var holding: [Entry] = []
    var empty: [Entry] = []
    for entry in try Self.entries(fixtures) {
      if try !Self.mentions(entry, analyzer, &scratch).isEmpty { holding.append(entry) }
      var bare = entry
      while let mention = try Self.mentions(bare, analyzer, &scratch).first {
        var bytes = Array(bare.text.utf8)
        bytes.removeSubrange(Self.sentence(around: mention, bytes))
        bare.text = String(decoding: bytes, as: UTF8.self)
      }
      if bare.text.utf8.count >= Self.shortest { empty.append(bare) }
    }
    self.holding = holding
    self.empty = empty
  }

  private static func entries(_ fixtures: String) throws -> [Entry] {
    let files = FileManager.default
    var result: [Entry] = []
    for folder in ["reports", "gold"] {
      let path = fixtures + "/" + folder
      for name in try files.contentsOfDirectory(atPath: path).sorted() {
        guard let data = files.contents(atPath: path + "/" + name) else { continue }
        if name.hasSuffix(".txt") {
          let id = String(name.dropLast(4))
          let modality = id.split(separator: "-").first.map { $0.uppercased() }
          result.append(Entry(id: id, text: String(decoding: data, as: UTF8.self), modality: modality))
        } else if name.hasSuffix(".jsonl") {
          for line in data.split(separator: 10) {
            result.append(try JSONDecoder().decode(Entry.self, from: Data(line)))
          }
        }
      }
    }
    return result
  }

  private static func mentions(
    _ entry: Entry, _ analyzer: Analyzer, _ scratch: inout Analyzer.Scratch
  ) throws -> [Range<Int>] {
    var report = Report(id: entry.id, entry.text)
    report.modality = entry.modality
    return try analyzer.analyze(report, using: &scratch).mentions.map(\.range)
  }

  /// The stretch from the full stop or blank line before a range to the one behind it.
  private static func sentence(around range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    func ends(_ i: Int) -> Bool {
      let next = i + 1 < bytes.count ? bytes[i + 1] : 10
      return bytes[i] == UInt8(ascii: ".") && next <= 32 || bytes[i] == 10 && next == 10
    }
    var start = range.lowerBound
    while start > 0, !ends(start - 1) { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, !ends(end) { end += 1 }
    return start..<min(end + 1, bytes.count)
  }

  /// JSON lines of at least `size` bytes in which one report in `every` holds a mention.
  func input(every: Int, size: Int) -> [UInt8] {
    var json = JSONBytes()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + (1 << 16))
    var n = 0
    while bytes.count < size {
      let entry =
        n % every == every - 1 ? holding[(n / every) % holding.count] : empty[(n - n / every) % empty.count]
      json.removeAll()
      json.object { j in
        j.key("id"); j.string("\(entry.id)-\(n)")
        j.key("modality"); j.string(orNull: entry.modality)
        j.key("exam"); j.string(orNull: entry.exam)
        j.key("sex"); j.string(orNull: entry.sex)
        j.key("text"); j.string(entry.text)
      }
      bytes += json.bytes
      bytes.append(10)
      n += 1
    }
    return bytes
  }
}
