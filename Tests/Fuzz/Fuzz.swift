// Coverage-guided fuzzing (libFuzzer): `make fuzz`. CALX_FUZZ names the target, one of `targets`.
//
// A target is a function of bytes that must not trap and must keep its properties; a broken property ends the program, and
// libFuzzer leaves the bytes that did it.

import CalxIO
import Glibc

/// What is fuzzed, by name.
private let targets: [String: @Sendable (UnsafeRawBufferPointer) -> Void] = [
  "engine": EngineTarget.run,
  "context": EngineTarget.context,
  "reader-auto": { ReaderTarget.run($0, .auto) },
  "reader-csv": { ReaderTarget.run($0, .csv) },
  "reader-fhir": { ReaderTarget.run($0, .fhir) },
  "reader-hl7": { ReaderTarget.run($0, .hl7) },
  "reader-jsonl": { ReaderTarget.run($0, .jsonl) },
  "reader-omop": { ReaderTarget.run($0, .omop) },
  "reader-text": { ReaderTarget.run($0, .text) },
  "lexicon": LexiconTarget.run,
]

private let target: @Sendable (UnsafeRawBufferPointer) -> Void = {
  let name = getenv("CALX_FUZZ").map { String(cString: $0) } ?? ""
  guard let target = targets[name] else {
    fatalError("CALX_FUZZ must be one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  return 0
}

/// Ends the program when a property does not hold.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
  if !holds { fatalError("broken: \(property())") }
}
