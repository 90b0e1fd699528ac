// Where reports come from: paths, directories, standard input; one item a record, in order.

internal import Calx

/// Hands out the records of all inputs in order. One thread at a time.
///
/// Where reports have versions (HL7 v2, FHIR), the inputs are read twice: first to find which version of each counts,
/// and where the Binaries of FHIR stand. Standard input is then copied to a temporary file without a name.
public struct ReportSource {
  private let inputs: [InputPath]
  private var next = 0
  private var reader: (any RecordReader)?
  private let options: ReadingOptions
  private let ledger: VersionLedger
  private let binaries = FHIRBinaries()
  private var surveyed = false
  /// Standard input, when its first bytes were looked at already.
  private var standardInput: ByteReader?
  private var spill: (file: SpillFile, damage: RecordError?)?
  /// What is counted beside the records while reading; the same for every copy of the source.
  public let tally = InputTally()

  /// A source over paths; `-` or none is standard input, a directory is read recursively in sorted order.
  ///
  /// - Throws: `RunError` when a path does not exist.
  public init(paths: [String], options: ReadingOptions) throws(RunError) {
    self.options = options
    ledger = VersionLedger(options.versions)
    inputs = try InputPath.all(paths, glob: options.glob)
  }

  /// A source over paths that says no more of them than their format.
  ///
  /// - Throws: `RunError` when a path does not exist.
  public init(paths: [String], format: InputFormat, longest: Int) throws(RunError) {
    var options = ReadingOptions()
    options.format = format
    options.longest = longest
    try self.init(paths: paths, options: options)
  }

  /// All input files in order; `-` is standard input.
  var files: [String] { inputs.map(\.path) }

  /// The next record; nil at the end of all inputs.
  mutating func item() throws(RunError) -> Item? {
    if !surveyed { try survey() }
    while true {
      if reader != nil {
        if let item = try reader?.next() { return item }
        reader = nil
      }
      guard next < inputs.count else { return nil }
      next += 1
      if let item = try open(inputs[next - 1], number: next) { return item }
    }
  }

  /// A further record can be had without waiting.
  var hasMore: Bool { reader.map(\.isReady) ?? (next < inputs.count && !inputs[next].isStandardInput) }

  // MARK: - One input

  private func named(_ input: InputPath) -> InputFormat? {
    options.format == .auto ? InputFormat.ofName(input.path) : options.format
  }

  /// The bytes of an input from its beginning.
  private func bytes(_ input: InputPath) throws(RecordError) -> ByteReader {
    guard input.isStandardInput else { return ByteReader(try ByteSource(path: input.path, id: input.id)) }
    if let spill { return ByteReader(spill.file.source(name: "standard input", damage: spill.damage)) }
    return standardInput ?? ByteReader(ByteSource(descriptor: 0, name: "standard input", closes: false))
  }

  /// The format of an input: the one that is named, or what its name and its first line show.
  private func format(_ named: InputFormat?, _ bytes: ByteReader) throws(RunError) -> InputFormat {
    if named == .jsonl { return .jsonl }
    while bytes.available < 4_096, bytes.find(10) == nil, try bytes.more() {}
    return named ?? InputFormat.ofHead(bytes.bytes, name: bytes.source.name)
  }

  /// Opens an input; a file that is one record is that record.
  private mutating func open(_ input: InputPath, number: Int) throws(RunError) -> Item? {
    let named = named(input)
    if named == .text, !input.isStandardInput { return file(input) }
    let bytes: ByteReader
    do throws(RecordError) { bytes = try self.bytes(input) } catch { return .failed(error, original: []) }
    let format = try self.format(named, bytes)
    switch format {
    case .jsonl: reader = JSONLReader(bytes, options: options)
    case .csv, .tsv, .omop: return try table(bytes, format)
    case .hl7, .fhir:
      let versions = versioned(bytes, format, number: number, isSurvey: false)
      reader = VersionFilter(versions, ledger: ledger, tally: tally)
    case .text, .auto:
      if !input.isStandardInput { return file(input) }
      reader = WholeTextReader(bytes, id: input.id, options: options)
    }
    return nil
  }

  /// Begins a table; a header that does not do is one error row.
  private mutating func table(_ bytes: ByteReader, _ format: InputFormat) throws(RunError) -> Item? {
    var options = options
    if format == .omop { options.preset = .omop }
    do throws(DelimitedLayout.Defect) {
      let delimiter = format == .tsv ? 9 : InputFormat.delimiter(of: bytes.bytes)
      reader = try DelimitedReader(bytes, delimiter: delimiter, options: options, tally: tally)
      return nil
    } catch {
      switch error {
      case .user(let error): throw error
      case .file(let error): return .failed(error, original: [])
      }
    }
  }

  private func file(_ input: InputPath) -> Item {
    .file(path: input.path, id: input.id, encoding: options.encoding ?? .utf8)
  }

  // MARK: - Versions

  private func versioned(
    _ bytes: ByteReader, _ format: InputFormat, number: Int, isSurvey: Bool
  ) -> any VersionedReader {
    let tally = isSurvey ? InputTally() : tally
    if format == .fhir {
      return FHIRReader(bytes, options: options, tally: tally, binaries: binaries, isSurvey: isSurvey)
    }
    return HL7Reader(bytes, options: options, tally: tally, input: number)
  }

  /// The records of this format depend on what else is in the inputs.
  private func needsSurvey(_ format: InputFormat) -> Bool {
    format == .fhir || format == .hl7 && options.versions != .all
  }

  /// The first pass. What goes wrong in it goes wrong in the second too, and is told then.
  private mutating func survey() throws(RunError) {
    surveyed = true
    for (i, input) in inputs.enumerated() {
      let named = named(input)
      if let named, !needsSurvey(named) { continue }
      guard let bytes = try? self.bytes(input) else { continue }
      let format = try self.format(named, bytes)
      guard needsSurvey(format) else {
        if input.isStandardInput { standardInput = bytes }
        continue
      }
      var source = bytes
      if input.isStandardInput {
        try spill(bytes)
        guard let spilled = try? self.bytes(input) else { continue }
        source = spilled
      }
      var reader = versioned(source, format, number: i + 1, isSurvey: true)
      while let (_, version) = try reader.next() { ledger.observe(version) }
    }
    ledger.rewind()
  }

  /// Copies an input that cannot be read twice.
  private mutating func spill(_ bytes: ByteReader) throws(RunError) {
    let file = try SpillFile()
    repeat {
      try file.append(bytes.bytes)
      bytes.drop(bytes.available)
    } while try bytes.more()
    spill = (file, bytes.damage)
  }
}
