// How commands end when output does: a closed pipe quietly, everything else as a run error.

import CalxIO
import Glibc

/// Output of commands that are no runs over reports.
enum Finish {
  /// Runs `body`; ends the program quietly when nobody reads its output any more.
  static func quietly<R>(_ body: () throws(OutputError) -> R) throws(RunError) -> R {
    do throws(OutputError) {
      return try body()
    } catch {
      switch error {
      case .closed: _exit(141)
      case .failed(let failure): throw failure
      }
    }
  }

  /// Writes text to standard output.
  static func write(_ text: String) throws(RunError) {
    let output = try Output(path: nil)
    try quietly { () throws(OutputError) in try output.write(Array(text.utf8)) }
  }
}
