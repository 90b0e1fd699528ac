// Which bytes are UTF-8, and which is the first that is not.

import Testing

@testable import CalxIO

@Suite("UTF-8 validation") struct UTF8Tests {
  static func firstBad(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer(ReportDecoder.firstInvalidUTF8)
  }

  @Test("accepts every scalar")
  func all() {
    for v in UInt32(0)..<0x11_0000 where v % 97 == 0 || v < 0x900 {
      guard let s = Unicode.Scalar(v) else { continue }
      #expect(Self.firstBad(Array(String(s).utf8)) == nil, "U+\(String(v, radix: 16))")
    }
  }

  @Test(
    "finds the first bad byte",
    arguments: [
      ([0x80], 0), ([0x41, 0xC0, 0xAF], 1), ([0xC1, 0x81], 0), ([0xE0, 0x80, 0x80], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xC3], 0), ([0xE2, 0x82], 0),
      ([0xF0, 0x9F, 0xAA], 0), ([0xFF], 0),
      (Array("abcdefgh".utf8) + [0xC3, 0x28], 8), (Array("é".utf8) + [0x80], 2),
    ] as [([UInt8], Int)])
  func bad(_ bytes: [UInt8], _ at: Int) { #expect(Self.firstBad(bytes) == at) }

  @Test("agrees with the library on random bytes")
  func random() {
    var random = SystemRandomNumberGenerator.seeded(2)
    let pieces: [[UInt8]] = [
      [0x41], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0xAA, 0xA8], [0x80], [0xED, 0xA0], [0xF4, 0x90],
      [0xC3],
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<12, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random) ?? []
      }
      #expect((Self.firstBad(bytes) == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }
}
