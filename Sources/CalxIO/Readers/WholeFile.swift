// Inputs that are one record: a text file, or one text on standard input.

/// Reads a whole file, unpacked when it is packed.
///
/// - Throws: `RecordError` with code `unreadable`, `too-long` or one of damaged packing.
func readFile(_ path: String, longest: Int, id: String) throws(RecordError) -> [UInt8] {
  try wholeText(ByteReader(try ByteSource(path: path, id: id)), longest: longest, id: id)
}

/// Reads everything that is left of an input.
///
/// - Throws: `RecordError` with code `unreadable`, `too-long` or one of damaged packing.
func wholeText(_ bytes: ByteReader, longest: Int, id: String) throws(RecordError) -> [UInt8] {
  do throws(RunError) {
    while bytes.available <= longest, try bytes.more() {}
  } catch {
    throw RecordError(code: "unreadable", message: error.description, id: id)
  }
  if bytes.available > longest {
    throw RecordError(
      code: "too-long", message: "the text is longer than \(longest) bytes; raise --max-bytes to read it",
      id: id)
  }
  if var damage = bytes.damage {
    damage.id = id
    throw damage
  }
  return bytes.take(bytes.available)
}

/// Text on standard input: one record.
struct WholeTextReader: RecordReader {
  let bytes: ByteReader
  let id: String
  let options: ReadingOptions
  private var done = false

  init(_ bytes: ByteReader, id: String, options: ReadingOptions) {
    self.bytes = bytes
    self.id = id
    self.options = options
  }

  var isReady: Bool { true }

  mutating func next() throws(RunError) -> Item? {
    if done { return nil }
    done = true
    do throws(RecordError) {
      return .text(
        try wholeText(bytes, longest: options.longest, id: id), id: id, encoding: options.encoding ?? .utf8)
    } catch {
      return .failed(error, original: error.code == "too-long" ? [] : bytes.take(bytes.available))
    }
  }
}
