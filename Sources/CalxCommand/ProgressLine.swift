// One line on a terminal that says how far a run is.

import CalxIO
import Glibc

/// The progress of a run: records, rate, share of the input, time left, failures.
struct ProgressLine {
  private let size: Int?
  private let start: RunTotals
  private var shown = -1.0
  private var length = 0

  /// A line for a run over so many bytes that goes on behind `start`.
  init(size: Int?, start: RunTotals) {
    self.size = size
    self.start = start
  }

  /// Writes the line anew, at most five times a second.
  mutating func show(_ t: RunTotals) {
    guard t.seconds - shown >= 0.2, !t.whole else { return }
    shown = t.seconds
    let text = "calx: " + Self.parts(t, start, size).joined(separator: ", ")
    write("\r" + text + String(repeating: " ", count: max(0, length - text.utf8.count)))
    length = text.utf8.count
  }

  /// Takes the line away.
  mutating func clear() {
    if length > 0 { write("\r" + String(repeating: " ", count: length) + "\r") }
    length = 0
  }

  /// What the line says.
  static func parts(_ t: RunTotals, _ start: RunTotals, _ size: Int?) -> [String] {
    var parts = ["\(t.records) records"]
    let seconds = t.seconds - start.seconds
    if seconds > 0 { parts.append("\(Int(Double(t.records - start.records) / seconds))/s") }
    let done = t.bytesIn - start.bytesIn
    if let size, size > 0 {
      parts.append("\(min(100, t.bytesIn * 100 / size)) %")
      if seconds >= 1, done > 0, t.bytesIn < size {
        parts.append("\(duration(Double(size - t.bytesIn) / Double(done) * seconds)) left")
      }
    }
    if t.failedRecords > 0 { parts.append("\(t.failedRecords) failed") }
    return parts
  }

  private static func duration(_ seconds: Double) -> String {
    let s = Int(min(seconds, 1e7).rounded())
    return s < 60 ? "\(s) s" : s < 3600 ? "\(s / 60) min \(s % 60) s" : "\(s / 3600) h \(s % 3600 / 60) min"
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
