// Readers: whatever bytes a file has, every record becomes a report or an error row, and twice the same.

import Glibc

@testable import Calx
@testable import CalxIO

enum ReaderTarget {
  /// In memory where there is such a place: every input is written once.
  private static let path = "\(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp")/calx-fuzz-\(getpid())"
  private static let descriptor: Int32 = {
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { fatalError("cannot write \(path)") }
    atexit { unlink(ReaderTarget.path) }
    return descriptor
  }()
  private static let encoder = RecordEncoder(program: "0", lexicon: "0", knowledge: "0")

  static func run(_ bytes: UnsafeRawBufferPointer, _ format: InputFormat) {
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count
    else {
      fatalError("cannot write \(path)")
    }
    var options = ReadingOptions()
    options.format = format
    options.longest = 1 << 10
    let rows = read(options)
    if bytes.count & 3 == 0 { require(rows == read(options), "the same bytes are read in the same way") }
    for row in rows {
      require((try? JSONValue(row)) != nil && row.count { $0 == 10 } == 1, "every record has one row")
    }
  }

  /// All records as the rows of empty analyses or errors.
  private static func read(_ options: ReadingOptions) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    do throws(RunError) {
      var source = try ReportSource(paths: [path], options: options)
      while let item = try source.item() {
        require(
          item.originalBytes(longest: options.longest).count <= bytesAtMost, "a record is a part of the file")
        var json = JSONBytes()
        do throws(RecordError) {
          let (report, kept) = try item.report(keep: ["exam"], longest: options.longest)
          require(
            report.text.withUnsafeBufferPointer(ReportDecoder.firstInvalidUTF8) == nil, "texts are UTF-8")
          encoder.encode(report, Analysis(), kept: kept, into: &json)
        } catch {
          require(!error.code.isEmpty && !error.message.isEmpty, "errors have a code and a message")
          encoder.encode(error, into: &json)
        }
        rows.append(json.bytes)
      }
    } catch {
      fatalError("broken: \(error.description)")
    }
    return rows
  }

  /// More than any input of a fuzzing run unpacks to.
  private static let bytesAtMost = 1 << 26
}
