// How far a run has come: a small file beside its output, from which `--resume` goes on.

import Glibc

/// Something that must be the same for a run to go on, such as the version of the lexicon.
public struct RunFact: Sendable, Equatable {
  /// What it is: `lexicon`, `input`.
  public var name: String
  /// Its value.
  public var value: String

  /// A fact.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A run's place: all before it stands in the output, nothing behind it counts.
struct Checkpoint: Equatable {
  var facts: [RunFact]
  var totals: RunTotals
  /// Bytes of the unfinished output, and of the unfinished rejects.
  var written: Int
  var rejects: Int

  /// Where the checkpoint of an output stands.
  static func path(of output: String) -> String { output + ".checkpoint" }

  // MARK: - The file

  private var bytes: [UInt8] {
    var json = JSONBytes()
    json.object { j in
      j.key("checkpoint"); j.int(1)
      j.key("written"); j.int(written)
      j.key("rejects"); j.int(rejects)
      j.key("facts")
      j.list { j in
        for f in facts {
          j.object { j in
            j.key("name"); j.string(f.name)
            j.key("value"); j.string(f.value)
          }
        }
      }
      j.key("totals")
      j.object { j in totals.encode(into: &j, ids: false) }
    }
    return json.bytes + [10]
  }

  /// Writes the checkpoint beside its place and renames it, so that there is always a whole one.
  func write(for output: String) throws(RunError) {
    let place = Self.path(of: output)
    let temporary = place + ".part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RunError("cannot write \(temporary): \(systemError())") }
    let bytes = bytes
    let n = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    let failure = n == bytes.count ? nil : n < 0 ? systemError() : "no space left"
    let synced = fdatasync(descriptor) == 0 || errno == EINVAL
    close(descriptor)
    if let failure { throw RunError("cannot write \(temporary): \(failure)") }
    guard synced, rename(temporary, place) == 0 else {
      throw RunError("cannot write \(place): \(systemError())")
    }
  }

  /// The checkpoint of an output; nil when there is none.
  ///
  /// - Throws: `RunError` when there is one that cannot be read.
  static func read(for output: String) throws(RunError) -> Checkpoint? {
    let place = path(of: output)
    guard access(place, F_OK) == 0 else { return nil }
    let bytes: [UInt8]
    do throws(RecordError) {
      bytes = try readFile(place, longest: 1 << 24, id: "")
    } catch { throw RunError("cannot resume: \(place): \(error.message)") }
    guard let json = try? JSONValue(bytes), json["checkpoint"].int == 1,
      let written = json["written"].int, let rejects = json["rejects"].int, written >= 0, rejects >= 0,
      let totals = RunTotals(json["totals"])
    else { throw RunError("cannot resume: \(place) is no checkpoint; run without --resume to start over") }
    let facts = json["facts"].elements.map { RunFact($0["name"].text ?? "", $0["value"].text ?? "") }
    return Checkpoint(facts: facts, totals: totals, written: written, rejects: rejects)
  }

  /// Removes the checkpoint of an output.
  static func remove(for output: String) {
    unlink(path(of: output))
    unlink(path(of: output) + ".part")
  }

  /// Refuses to go on where something has changed.
  func check(_ now: [RunFact]) throws(RunError) {
    for fact in now where !facts.contains(fact) {
      let before = facts.first { $0.name == fact.name }?.value ?? "not known"
      throw RunError(
        "cannot resume: \(fact.name) changed since the run was cut off, from \(before) to \(fact.value); run without --resume to start over"
      )
    }
  }
}
