// Where reports come from: paths, directories, standard input; one item a record, in order.

/// Hands out the records of all inputs in order. One thread at a time.
public struct ReportSource {
  private let inputs: [InputPath]
  private var next = 0
  private var reader: (any RecordReader)?
  private let options: ReadingOptions
  /// What is counted beside the records while reading; the same for every copy of the source.
  public let tally = InputTally()

  /// A source over paths; `-` or none is standard input, a directory is read recursively in sorted order.
  ///
  /// - Throws: `RunError` when a path does not exist.
  public init(paths: [String], options: ReadingOptions) throws(RunError) {
    self.options = options
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
    while true {
      if reader != nil {
        if let item = try reader?.next() { return item }
        reader = nil
      }
      guard next < inputs.count else { return nil }
      let input = inputs[next]
      next += 1
      if let item = try open(input) { return item }
    }
  }

  /// A further record can be had without waiting.
  var hasMore: Bool { reader.map(\.isReady) ?? (next < inputs.count && !inputs[next].isStandardInput) }

  /// Opens an input; a file that is one record is that record.
  private mutating func open(_ input: InputPath) throws(RunError) -> Item? {
    let named = options.format == .auto ? InputFormat.ofName(input.path) : options.format
    if named == .text, !input.isStandardInput { return file(input) }
    let source: ByteSource
    do throws(RecordError) {
      source =
        input.isStandardInput
        ? ByteSource(descriptor: 0, name: "standard input", closes: false)
        : try ByteSource(path: input.path, id: input.id)
    } catch {
      return .failed(error, original: [])
    }
    let bytes = ByteReader(source)
    try bytes.ensure(1)
    let format = named ?? InputFormat.ofHead(bytes.bytes)
    switch format {
    case .jsonl: reader = JSONLReader(bytes, options: options)
    case .csv, .tsv, .omop: return try table(bytes, format)
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
}
