// What surrounds a run: accounts, rejects, interruption and going on behind it.

import Foundation
import Testing

@Suite("Runs") struct RunTests {
  /// Some hundred records, a few of them broken, and the broken lines alone.
  static let input: (all: Data, broken: Data) = {
    var all = ""
    var broken = ""
    for i in 0..<400 {
      switch i % 10 {
      case 3:
        let line = #"{"id":"r\#(i)","text":"cut"# + "\n"
        all += line
        broken += line
      case 6:
        let line = #"{"id":"r\#(i)"}"# + "\n"
        all += line
        broken += line
      default:
        all += #"{"id":"r\#(i)","text":"A \#(i % 9 + 1) mm stone in the left kidney. No gallstones."}"# + "\n"
      }
    }
    return (Data(all.utf8), Data(broken.utf8))
  }()

  @Test("accounts for every record in the summary")
  func summary() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let run = try CalxProcess(["analyze", "--summary", scratch.path("s.json")], input: Self.input.all)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: scratch.path("s.json"))))
        as? [String: Any])
    let records = try run.records()
    let written = records.filter { $0["error"] == nil }
    let mentions = written.map { ($0["mentions"] as? [Any])?.count ?? 0 }
    let findings = written.map { ($0["findings"] as? [Any])?.count ?? 0 }
    #expect(summary["records"] as? Int == 400 && records.count == 400)
    #expect(summary["written"] as? Int == written.count)
    #expect(summary["failed"] as? [String: Int] == ["invalid-json": 40, "missing-text": 40])
    #expect(summary["mentions"] as? Int == mentions.reduce(0, +))
    #expect(summary["reports_with_mentions"] as? Int == mentions.count { $0 > 0 })
    #expect(summary["findings"] as? Int == findings.reduce(0, +))
    #expect(summary["bytes_in"] as? Int == Self.input.all.count - 400)
    #expect(summary["bytes_out"] as? Int == run.output.count)
    #expect(summary["whole"] as? Bool == true)
    #expect(run.errors.contains("400 records, 80 failed (invalid-json 40, missing-text 40)"))
    #expect(run.errors.contains("record 4, line 4: invalid-json"))
  }

  @Test("names ids in messages only when asked to")
  func ids() throws {
    #expect(!(try CalxProcess(["analyze"], input: Self.input.all).errors.contains("r6")))
    #expect(try CalxProcess(["analyze", "--log-ids"], input: Self.input.all).errors.contains("id r6"))
  }

  @Test("sets the bytes of failed records aside as they came")
  func rejects() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    _ = try CalxProcess(
      ["analyze", "--rejects", scratch.path("bad.jsonl"), "-o", scratch.path("out")], input: Self.input.all)
    #expect(try Data(contentsOf: URL(filePath: scratch.path("bad.jsonl"))) == Self.input.broken)
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)) == ["bad.jsonl", "out"])
  }

  @Test(
    "refuses what cannot be resumed",
    arguments: [["--resume"], ["-o", "x", "--rejects", "x"], ["--jobs", "0"]])
  func usage(_ arguments: [String]) throws {
    #expect(try CalxProcess(["analyze"] + arguments, input: Self.input.all).status == 64)
  }

  @Test("cannot resume standard input")
  func resumedPipe() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let run = try CalxProcess(["analyze", "--resume", "-o", scratch.path("out")], input: Self.input.all)
    #expect(run.status == 2 && run.errors.contains("cannot be read again"))
  }

  /// A run that was cut off.
  struct CutOff {
    let scratch: Scratch
    let arguments: [String]
    let errors: String
    let status: Int32

    var output: Data { get throws { try Data(contentsOf: URL(filePath: scratch.path("out"))) } }
    var rejects: Data { get throws { try Data(contentsOf: URL(filePath: scratch.path("bad"))) } }

    /// Runs over `copies` of the input and sends `signal` in the middle.
    init(_ signal: String, copies: Int = 2) throws {
      scratch = try Scratch()
      var data = Data()
      for _ in 0..<copies { data += RunTests.input.all }
      let input = try scratch.file("in.jsonl", data).path
      arguments = [
        "analyze", input, "-o", scratch.path("out"), "--rejects", scratch.path("bad"), "--jobs", "2",
        "--no-text",
      ]
      // The output's growth says when the run is in its middle.
      let (status, output) = try CalxProcess.shell(
        """
        set -m; "$CALX" \(arguments.joined(separator: " ")) & pid=$!
        while [ "$(stat -c %s '\(scratch.path("out")).part' 2>/dev/null || echo 0)" -lt 400000 ]; do sleep 0.01; done
        kill -\(signal) $pid; wait $pid
        """)
      self.status = status
      errors = output
    }
  }

  @Test("goes on where it was killed, with the same bytes", arguments: ["KILL", "INT", "TERM"])
  func killed(_ signal: String) throws {
    let cut = try CutOff(signal)
    defer { cut.scratch.remove() }
    #expect(cut.status == ["KILL": 137, "INT": 130, "TERM": 143][signal])
    if signal != "KILL" { #expect(cut.errors.contains("--resume goes on behind them")) }
    #expect(!FileManager.default.fileExists(atPath: cut.scratch.path("out")))
    // A torn line behind the checkpoint is cut off.
    let part = try FileHandle(forWritingTo: URL(filePath: cut.scratch.path("out.part")))
    try part.seekToEnd()
    try part.write(contentsOf: Data(#"{"schema":1,"id":"torn"#.utf8))
    try part.close()
    let resumed = try CalxProcess(cut.arguments + ["--resume", "--summary", cut.scratch.path("s.json")])
    #expect(resumed.status == 0)
    let output = try cut.output
    let rejects = try cut.rejects
    let whole = try CalxProcess(cut.arguments)
    #expect(whole.status == 0)
    #expect(try cut.output == output)
    #expect(try cut.rejects == rejects)
    let summary = try String(contentsOf: URL(filePath: cut.scratch.path("s.json")), encoding: .utf8)
    #expect(summary.contains(#""records":800,"written":640,"#))
  }

  @Test("refuses to go on when input or options changed")
  func changed() throws {
    let cut = try CutOff("KILL")
    defer { cut.scratch.remove() }
    let options = try CalxProcess(cut.arguments + ["--offsets", "utf8", "--resume"])
    #expect(options.status == 2 && options.errors.contains("cannot resume: options changed"))
    let input = try FileHandle(forWritingTo: URL(filePath: cut.scratch.path("in.jsonl")))
    try input.write(contentsOf: Data(" ".utf8))
    try input.close()
    let changed = try CalxProcess(cut.arguments + ["--resume"])
    #expect(changed.status == 2 && changed.errors.contains("cannot resume: input changed"))
    #expect(FileManager.default.fileExists(atPath: cut.scratch.path("out.part")))
    #expect(try CalxProcess(cut.arguments).status == 0)
  }

  @Test("ends a run that was cut off before its files had their names")
  func finishing() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let input = try scratch.file("in.jsonl", Self.input.all).path
    // The rename of the output fails: its name is a folder.
    let arguments = ["analyze", input, "-o", scratch.path("out"), "--rejects", scratch.path("bad")]
    _ = try CalxProcess.shell(
      "mkdir -p '\(scratch.path("bad"))'/x; \"$CALX\" \(arguments.joined(separator: " ")); rm -r '\(scratch.path("bad"))'"
    )
    #expect(try CalxProcess(arguments + ["--resume"]).status == 0)
    #expect(try Data(contentsOf: URL(filePath: scratch.path("bad"))) == Self.input.broken)
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)) == [
        "in.jsonl", "bad", "out",
      ])
  }

  @Test(
    "says that the disk is full, with 2", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    let (status, output) = try CalxProcess.shell("\"$CALX\" analyze \"$REPORTS\" >/dev/full")
    #expect(status == 2 && output.contains("No space left"))
    #expect(try CalxProcess(["analyze", CalxProcess.reports, "-o", "/dev/full"]).status == 2)
  }

  @Test("ends on the first interruption also while it waits for input")
  func waiting() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let out = try scratch.file("out", "").path
    let input = Pipe()
    let process = Process()
    process.executableURL = CalxProcess.program
    process.arguments = ["analyze", "--quiet"]
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: out))
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(#"{"id":"a","text":"A stone."}"#.utf8 + [10]))
    func written() throws -> String { try String(contentsOfFile: out, encoding: .utf8) }
    while try written().isEmpty, process.isRunning { usleep(10_000) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(try written().contains("\"id\":\"a\""))
  }
}
