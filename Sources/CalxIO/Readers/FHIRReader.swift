// FHIR R4 and R5: DiagnosticReports among other resources, and the Binaries that hold their texts.

/// The diagnostic reports of one FHIR file.
struct FHIRReader: VersionedReader {
  private var scanner: FHIRScanner
  private let options: ReadingOptions
  private let tally: InputTally
  private let binaries: FHIRBinaries
  /// The first pass: Binaries are put aside, and nothing is counted.
  private let isSurvey: Bool

  init(
    _ bytes: ByteReader, options: ReadingOptions, tally: InputTally, binaries: FHIRBinaries, isSurvey: Bool
  ) {
    scanner = FHIRScanner(bytes, longest: options.longest)
    self.options = options
    self.tally = tally
    self.binaries = binaries
    self.isSurvey = isSurvey
  }

  var isReady: Bool { scanner.isReady }

  mutating func next() throws(RunError) -> (Item, ReportVersion?)? {
    while let part = try scanner.next() {
      switch part {
      case .failed(let error, let original): return (.failed(error, original: original), nil)
      case .object(let bytes, let place):
        if let item = try resource(bytes, place) { return item }
      }
    }
    return nil
  }

  /// The members of an object that decide what becomes of it.
  private struct Head {
    var type: String?
    var id: String?
    var status: String?
    var url: String?
    var version: UInt64 = 0
    var hasText = false
    var resource: Range<Int>?
  }

  private func head(_ bytes: [UInt8]) throws(JSONScanner.SyntaxError) -> Head {
    var head = Head()
    var failure: JSONScanner.SyntaxError?
    bytes.withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      do throws(JSONScanner.SyntaxError) {
        try scanner.object { key, value in
          switch (key, value) {
          case ("resourceType", .string(let s)): head.type = String(decoding: s, as: UTF8.self)
          case ("id", .string(let s)): head.id = String(decoding: s, as: UTF8.self)
          case ("status", .string(let s)): head.status = String(decoding: s, as: UTF8.self)
          case ("fullUrl", .string(let s)): head.url = String(decoding: s, as: UTF8.self)
          case ("conclusion", .string): head.hasText = true
          case ("presentedForm", .raw), ("text", .raw): head.hasText = true
          case ("meta", .raw(let range)): head.version = Self.rank(Array(bytes[range]))
          case ("resource", .raw(let range)): head.resource = range
          default: break
          }
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return head
  }

  /// `versionId` where it is a number, else the digits of `lastUpdated`.
  private static func rank(_ meta: [UInt8]) -> UInt64 {
    guard let meta = try? JSONValue(meta) else { return 0 }
    if let id = meta["versionId"].text, let number = UInt64(id) { return number }
    let digits = (meta["lastUpdated"].text ?? "").utf8.filter { $0 >= 48 && $0 <= 57 }.prefix(17)
    guard digits.count >= 8 else { return 0 }
    let padded = digits + [UInt8](repeating: 48, count: 17 - digits.count)
    return UInt64(String(decoding: padded, as: UTF8.self)) ?? 0
  }

  /// The item of an object; nil for one that is no report.
  private func resource(_ object: [UInt8], _ place: FHIRScanner.Place) throws(RunError) -> (
    Item, ReportVersion?
  )? {
    var bytes = object
    var head: Head
    var url: String?
    do throws(JSONScanner.SyntaxError) {
      head = try self.head(bytes)
      // An entry of a Bundle holds its resource, and a url for it.
      if head.type == nil, let inner = head.resource {
        url = head.url
        bytes = Array(object[inner])
        head = try self.head(bytes)
      }
    } catch {
      return failed(
        "invalid-json", "\(error.message) at byte \(error.offset) of \(place.words)", place, object)
    }
    switch head.type {
    case "DiagnosticReport":
      let item = Item.resource(
        FHIRReport(
          bytes: bytes, place: place, encoding: options.encoding, binaries: binaries))
      return (item, version(head, bytes))
    case "Binary":
      if isSurvey { try binaries.add(bytes, id: head.id, url: url) }
    case "Bundle":
      return failed(
        "fhir-bundle", "\(place.words) is a Bundle among other resources; put it into a file of its own",
        place,
        object)
    case nil:
      if url == nil, head.resource == nil, head.url == nil {
        return failed(
          "fhir-no-type", "\(place.words) has no resourceType; this is no FHIR resource", place, object)
      }
      tally.skip("fhir-no-resource")
    default: tally.skip("fhir-other-resource")
    }
    return nil
  }

  private func failed(
    _ code: String, _ message: String, _ place: FHIRScanner.Place, _ bytes: [UInt8]
  ) -> (Item, ReportVersion?) {
    (.failed(RecordError(code: code, message: message, line: place.line), original: bytes), nil)
  }

  /// A report of the same resource id is a version of the same report; an addendum of its own is none.
  private func version(_ head: Head, _ bytes: [UInt8]) -> ReportVersion {
    let kind: ReportVersion.Kind =
      switch head.status {
      case "registered": .registered
      case "partial", "preliminary", "modified": .preliminary
      case "cancelled", "entered-in-error": .withdrawn
      default: .final
      }
    return ReportVersion(
      key: head.id.map { KeyHash.of($0.utf8) }, kind: kind, content: KeyHash.of(bytes),
      hasText: head.hasText, rank: head.version)
  }
}

/// Binaries of all inputs, put aside in the first pass, found by what reports call them.
final class FHIRBinaries: Sendable {
  private let places = Locked<[UInt64: (offset: Int, count: Int)]>([:])
  private let file = Locked<SpillFile?>(nil)

  /// Puts a Binary aside.
  func add(_ bytes: [UInt8], id: String?, url: String?) throws(RunError) {
    var names: [String] = []
    if let id { names.append("Binary/\(id)") }
    if let url { names.append(Self.name(url)) }
    if names.isEmpty { return }
    let spill = try file.with { (file: inout SpillFile?) throws(RunError) in
      if let file { return file }
      let spill = try SpillFile()
      file = spill
      return spill
    }
    var offset = 0
    var failure: RunError?
    bytes.withUnsafeBytes { p in
      do throws(RunError) { offset = try spill.append(p) } catch { failure = error }
    }
    if let failure { throw failure }
    places.with { for name in names { $0[KeyHash.of(name.utf8)] = (offset, bytes.count) } }
  }

  /// The Binary that a url means: `Binary/x`, its address on a server, or the `fullUrl` of its entry.
  func find(_ url: String) -> [UInt8]? {
    guard let place = places.with({ $0[KeyHash.of(Self.name(url).utf8)] }) else { return nil }
    return file.with { $0 }?.read(at: place.offset, count: place.count)
  }

  private static func name(_ url: String) -> String {
    let parts = url.split(separator: "/")
    guard let at = parts.lastIndex(of: "Binary"), at + 1 < parts.count else { return url }
    return "Binary/\(parts[at + 1])"
  }
}
