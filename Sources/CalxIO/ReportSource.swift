// Where reports come from: paths, directories, standard input; one item a record, in order.

import Glibc

/// Formats of input that calx reads.
public enum InputFormat: String, Sendable, CaseIterable { case text, jsonl, auto }

/// Hands out the records of all inputs in order. One thread at a time.
public struct ReportSource {
  private struct Input {
    var path: String
    var id: String
    var isFile: Bool
  }

  private var inputs: [Input] = []
  private var next = 0
  private var lines: LineReader?
  private var openDescriptor: Int32 = -1
  private let format: InputFormat
  private let longest: Int
  /// What is counted beside the records while reading; the same for every copy of the source.
  public let tally = InputTally()

  /// A source over paths; `-` or none is standard input, a directory is read recursively in sorted order.
  ///
  /// - Throws: `RunError` when a path does not exist.
  public init(paths: [String], format: InputFormat, longest: Int) throws(RunError) {
    self.format = format
    self.longest = longest
    for path in paths.isEmpty ? ["-"] : paths {
      if path == "-" {
        inputs.append(Input(path: "-", id: "stdin", isFile: true))
        continue
      }
      var info = stat()
      guard stat(path, &info) == 0 else { throw RunError("cannot open \(path): \(systemError())") }
      if info.st_mode & S_IFMT == S_IFDIR {
        for entry in try Self.files(below: path) {
          inputs.append(Input(path: path + "/" + entry, id: Self.stem(entry), isFile: true))
        }
      } else {
        inputs.append(Input(path: path, id: Self.stem(Self.lastComponent(path)), isFile: true))
      }
    }
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func stem(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex),
      dot > path.startIndex
    else { return path }
    return String(path[..<dot])
  }

  private static func files(below root: String) throws(RunError) -> [String] {
    var result: [String] = []
    func walk(_ prefix: String) throws(RunError) {
      let here = prefix.isEmpty ? root : root + "/" + prefix
      guard let directory = opendir(here) else {
        throw RunError("cannot read the directory \(here): \(systemError())")
      }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { p in
          p.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
      }
      closedir(directory)
      for name in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }) {
        let path = prefix.isEmpty ? name : prefix + "/" + name
        var info = stat()
        if stat(root + "/" + path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
          try walk(path)
        } else {
          result.append(path)
        }
      }
    }
    try walk("")
    return result
  }

  /// The next record; nil at the end of all inputs.
  mutating func item() throws(RunError) -> Item? {
    while true {
      if lines != nil {
        if let item = try lineItem() { return item }
        closeInput()
        continue
      }
      guard next < inputs.count else { return nil }
      let input = inputs[next]
      next += 1
      if let item = try open(input) { return item }
    }
  }

  /// A further record can be had without waiting.
  var hasMore: Bool { lines.map(\.hasLine) ?? (next < inputs.count && inputs[next].path != "-") }

  private mutating func lineItem() throws(RunError) -> Item? {
    while let line = try lines?.next() {
      let number = lines?.line ?? 0
      switch line {
      case .tooLong(let length):
        return .failed(
          RecordError(
            code: "too-long",
            message: "the line has \(length) bytes, more than \(longest); raise --max-bytes to read it",
            line: number), original: [])
      case .line(var bytes):
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        // Blank lines are no records.
        if bytes.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) { continue }
        return .line(bytes, number: number)
      }
    }
    return nil
  }

  private mutating func open(_ input: Input) throws(RunError) -> Item? {
    let byName = Self.format(ofName: input.path)
    let wanted = format == .auto ? byName : format
    if wanted == .text, input.path != "-" { return .file(path: input.path, id: input.id) }
    let descriptor = input.path == "-" ? 0 : Glibc.open(input.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      return .failed(
        RecordError(code: "unreadable", message: "cannot open the file: \(systemError())", id: input.id),
        original: [])
    }
    var reader = LineReader(descriptor: descriptor, name: input.path, longest: longest)
    var kind = wanted
    if kind == .auto || kind == nil { kind = try Self.looksLikeJSON(reader.peek()) ? .jsonl : .text }
    if kind == .jsonl {
      lines = reader
      openDescriptor = descriptor
      return nil
    }
    if input.path != "-" {
      close(descriptor)
      return .file(path: input.path, id: input.id)
    }
    return try wholeText(&reader, id: input.id)
  }

  private func wholeText(_ reader: inout LineReader, id: String) throws(RunError) -> Item {
    var text: [UInt8] = []
    var tooLong = false
    var first = true
    while let line = try reader.next() {
      switch line {
      case .tooLong: tooLong = true
      case .line(let bytes):
        if !first { text.append(10) }
        if text.count + bytes.count > longest { tooLong = true } else { text.append(contentsOf: bytes) }
      }
      first = false
    }
    if tooLong {
      return .failed(
        RecordError(
          code: "too-long", message: "the text is longer than \(longest) bytes; raise --max-bytes to read it",
          id: id), original: [])
    }
    return .text(text, id: id)
  }

  private mutating func closeInput() {
    if openDescriptor > 0 { close(openDescriptor) }
    openDescriptor = -1
    lines = nil
  }

  private static func format(ofName path: String) -> InputFormat? {
    let name = lastComponent(path).lowercased()
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return .jsonl }
    if name.hasSuffix(".txt") || name.hasSuffix(".text") { return .text }
    return nil
  }

  private static func looksLikeJSON(_ head: ArraySlice<UInt8>) -> Bool {
    var bytes = head
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.first { $0 > 32 } == UInt8(ascii: "{")
  }
}
