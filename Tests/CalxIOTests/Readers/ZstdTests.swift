// zstd inputs: frames in a row, cut off, damaged, nested, and far too large when unpacked.

import CZstd
import Foundation
import Testing

@testable import Calx
@testable import CalxIO

@Suite("zstd") struct ZstdTests {
  static let lines = GzipTests.lines
  static let plain = GzipTests.plain

  /// Packs bytes as one frame with a checksum, as the program `zstd` does.
  static func zstd(_ bytes: [UInt8], level: Int32 = 3) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress2(context, &packed, packed.count, bytes, bytes.count)
    return Array(packed[..<count])
  }

  @Test("unpacks every format by its first bytes, whatever the name")
  func names() throws {
    let packed = Self.zstd(Self.plain)
    #expect(packed.count < Self.plain.count / 2)
    for name in ["a.jsonl.zst", "a.jsonl", "a.ndjson.ZST", "a"] {
      #expect(try Reading(packed, as: name).reports.count == 2_000, "\(name)")
    }
    #expect(try Reading(Self.zstd(Array("A stone.".utf8)), as: "s5.txt.zst").summary == ["s5: A stone."])
  }

  @Test("unpacks what one block of input holds many blocks of output of")
  func steep() throws {
    // 4 MB from a few kB: the last block of input is taken long before the last byte is out.
    let blanks = String(repeating: " ", count: 80)
    let lines = (0..<40_000).map { #"{"id":"\#($0)","text":"Stone.\#(blanks)"}"# + "\n" }
    let packed = Self.zstd(Array(lines.joined().utf8), level: 19)
    let read = try Reading(packed, as: "a.jsonl.zst")
    #expect(read.reports.count == 40_000 && read.errors.isEmpty)
  }

  @Test("reads frames one behind the other, and passes over those to be skipped")
  func frames() throws {
    let a = Self.zstd(Array(Self.lines[0].utf8))
    let b = Self.zstd(Array(Self.lines[1].utf8))
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let all = try Reading(a + b + skipped + a, as: "a.jsonl.zst")
    #expect(all.reports.map(\.id) == ["0", "1", "0"] && all.errors.isEmpty)
    #expect(try Reading(Self.zstd([]), as: "a.jsonl.zst").rows.isEmpty)
    #expect(try Reading(a + Array("tail".utf8), as: "a.jsonl.zst").summary.last == "? @2 zstd-corrupt")
  }

  @Test("says that data are cut off, after what could be read")
  func truncated() throws {
    let packed = Self.zstd(Self.plain)
    for cut in stride(from: 5, to: packed.count, by: 499) {
      let read = try Reading(Array(packed[..<cut]), as: "a.jsonl.zst")
      #expect(read.errors.map(\.code) == ["zstd-truncated"], "\(cut)")
      #expect(read.reports.map(\.id) == (0..<read.reports.count).map(String.init))
    }
    #expect(
      try Reading(Array(packed.dropLast()), as: "a.txt.zst").summary == ["a @? zstd-truncated"])
  }

  @Test("says that data are damaged")
  func corrupt() throws {
    var packed = Self.zstd(Self.plain)
    for i in (packed.count / 2)..<(packed.count / 2 + 40) { packed[i] ^= 0xA5 }
    let read = try Reading(packed, as: "a.jsonl.zst")
    #expect(read.errors.last?.code == "zstd-corrupt")
    #expect(read.reports.count < 2_000)
  }

  @Test("refuses packed data within packed data")
  func nested() throws {
    #expect(
      try Reading(Self.zstd(Self.zstd(Self.plain)), as: "a.jsonl.zst").summary == ["? @1 zstd-nested"])
    #expect(
      try Reading(Self.zstd(try Reading.gzip(Self.plain)), as: "a.jsonl.zst").summary
        == ["? @1 zstd-nested"])
    #expect(
      try Reading(try Reading.gzip(Self.zstd(Self.plain)), as: "a.jsonl.gz").summary
        == ["? @1 gzip-nested"])
  }

  @Test("refuses a record that unfolds out of all proportion")
  func bomb() throws {
    let blanks = Self.zstd([UInt8](repeating: 32, count: 80 << 20))
    #expect(try Reading(blanks, as: "a.jsonl.zst").errors.map(\.code) == ["zstd-bomb"])
    #expect(try Reading(blanks, as: "a.txt.zst").errors.map(\.code) == ["too-long"])
  }
}
