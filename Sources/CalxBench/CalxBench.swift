// `make bench`: how fast calx reads, beside ripgrep with the same anchor words on the same file.

import Calx
import FoundationEssentials
import Glibc

/// Measures a built `calx` on three inputs made from Fixtures/.
@main
struct CalxBench {
  /// One report in so many holds a mention; size in MB (10^6 bytes) at scale 1.
  private static let inputs: [(name: String, every: Int, size: Double)] = [
    ("sparse", 20, 60), ("typical", 4, 30), ("dense", 1, 10),
  ]

  private let calx: String
  private let folder: String
  private static let runs = 3

  static func main() throws {
    let words = CommandLine.arguments
    if words.count == 4, words[1] == "--measure" {
      defer { try? FileManager.default.removeItem(atPath: words[3]) }
      try CalxBench(calx: words[2], folder: words[3]).run()
      return
    }
    guard words.count >= 3 else {
      print("usage: CalxBench PATH-OF-CALX PATH-OF-FIXTURES [SCALE]")
      exit(64)
    }
    var pattern = Array("/tmp/calx-bench-XXXXXX".utf8CString)
    guard mkdtemp(&pattern) != nil else {
      print("cannot make a folder below /tmp")
      exit(74)
    }
    let folder = String(decoding: pattern.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bench = CalxBench(calx: words[1], folder: folder)
    try bench.prepare(Corpus(fixtures: words[2]), scale: words.count > 3 ? Double(words[3]) ?? 1 : 1)
    fflush(nil)
    // A program that is started begins with the resident size of the one that starts it: begin anew with a small one.
    let strings = [words[0], "--measure", words[1], folder]
    var arguments: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    arguments.append(nil)
    execv("/proc/self/exe", arguments)
    print("cannot start again: error \(errno)")
    exit(71)
  }

  private func path(_ input: String) -> String { folder + "/" + input + ".jsonl" }

  /// Writes the inputs and the anchor words.
  private func prepare(_ corpus: Corpus, scale: Double) throws {
    let average = { (entries: [Corpus.Entry]) in
      entries.map(\.text.utf8.count).reduce(0, +) / max(1, entries.count)
    }
    print(
      "reports without a mention have \(average(corpus.empty)) bytes on average,",
      "with one \(average(corpus.holding))")
    let anchors = Set(LexiconLinter.entries().filter { $0.table == "anchors" }.map(\.phrase)).sorted()
    try write(Array(anchors.joined(separator: "\n").utf8), folder + "/words")
    for input in Self.inputs {
      try write(corpus.input(every: input.every, size: Int(input.size * scale * 1e6)), path(input.name))
      try write(corpus.input(every: input.every, size: 200_000), path(input.name + "-few"))
    }
    try write(corpus.input(every: 2, size: 1), path("one-without"))
    try write(corpus.input(every: 1, size: 1), path("one-with"))
  }

  private func run() throws {
    print("\(calx): best of \(Self.runs) runs by the clock; 1 MB = 10^6 bytes")
    print(Self.row(["input", "program", "MB/s", "reports/s", "seconds", "processor s", "peak MB", "× rg"]))
    for input in Self.inputs {
      let file = path(input.name)
      let (bytes, reports) = try size(file)
      let search = Timing.best(of: Self.runs, ["rg", "-c", "-i", "-j1", "-F", "-f", folder + "/words", file])
      if search == nil { print("\(input.name): rg is not installed or failed; its row is left out") }
      if let search { line(input.name, "rg -c -i -j1", search, bytes, reports, search) }
      for jobs in [1, 2] {
        let command = [calx, "analyze", "--from", "jsonl", "--jobs", "\(jobs)", file]
        guard let timing = Timing.best(of: Self.runs, command) else {
          print("\(input.name): calx failed")
          return
        }
        line(input.name, "calx, \(jobs) worker\(jobs > 1 ? "s" : "")", timing, bytes, reports, search)
      }
    }
    for what in ["without", "with"] {
      let command = [calx, "analyze", "--from", "jsonl", path("one-" + what)]
      guard let timing = Timing.best(of: 20, command) else { return }
      print("one report \(what) a mention, start to end: \(Self.fixed(timing.wall * 1000, 1)) ms")
    }
    try instructions()
  }

  /// Instructions for each byte beyond those of the start, counted by valgrind.
  private func instructions() throws {
    // Valgrind stumbles over the debug information of a static build, and strip over a program that BOLT has laid out.
    let bare = folder + "/calx"
    let stripped = Timing.best(of: 1, ["strip", "-o", bare, calx]) != nil
    let start = path("one-with")
    let programs = [calx] + (stripped ? [bare] : [])
    guard let program = programs.first(where: { count(with: $0, start) != nil }) else {
      print("instructions a byte: left out, valgrind is not installed or failed")
      return
    }
    for input in Self.inputs {
      var counts: [(bytes: Int, instructions: Int)] = []
      for file in [start, path(input.name + "-few")] {
        guard let n = count(with: program, file) else {
          print("instructions a byte: left out, valgrind failed")
          return
        }
        counts.append((try size(file).bytes, n))
      }
      let bytes = counts[1].bytes - counts[0].bytes
      let each = Double(counts[1].instructions - counts[0].instructions) / Double(bytes)
      print("instructions a byte, \(input.name): \(Self.fixed(each, 1))")
    }
  }

  /// The instructions of a program that reads a file, nil where valgrind cannot count them.
  private func count(with program: String, _ file: String) -> Int? {
    let out = folder + "/callgrind"
    let command = [
      "valgrind", "--tool=callgrind", "--callgrind-out-file=\(out)", program, "analyze", "--from", "jsonl",
      "--jobs", "1", file,
    ]
    return Timing.best(of: 1, command) != nil ? Self.total(out) : nil
  }

  /// Bytes and lines of a file, a block at a time.
  private func size(_ file: String) throws -> (bytes: Int, lines: Int) {
    let handle = open(file, O_RDONLY)
    defer { close(handle) }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var result = (bytes: 0, lines: 0)
    while true {
      let n = read(handle, &block, block.count)
      if n <= 0 { return result }
      result.bytes += n
      result.lines += block[..<n].count { $0 == 10 }
    }
  }

  /// The sum that callgrind writes at the end of its file.
  private static func total(_ path: String) -> Int? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    for line in text.split(separator: "\n") where line.hasPrefix("totals:") || line.hasPrefix("summary:") {
      return line.split(separator: " ").last.flatMap { Int($0) }
    }
    return nil
  }

  private func line(
    _ input: String, _ program: String, _ timing: Timing, _ bytes: Int, _ reports: Int, _ search: Timing?
  ) {
    print(
      Self.row([
        input, program, Self.fixed(Double(bytes) / 1e6 / timing.wall, 1),
        String(Int(Double(reports) / timing.wall)), Self.fixed(timing.wall, 3),
        Self.fixed(timing.processor, 3),
        Self.fixed(Double(timing.memory) / 1e6, 1), search.map { Self.fixed(timing.wall / $0.wall, 1) } ?? "",
      ]))
  }

  private static func row(_ cells: [String]) -> String {
    let widths = [8, 16, 9, 10, 9, 12, 9, 7]
    return zip(cells, widths).enumerated().map { i, cell in
      let pad = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return i < 2 ? cell.0 + pad : pad + cell.0
    }.joined(separator: " ")
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int((value * Double(scale)).rounded())
    if decimals == 0 { return String(whole) }
    let rest = String(whole % scale)
    return "\(whole / scale)." + String(repeating: "0", count: decimals - rest.count) + rest
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }
}
