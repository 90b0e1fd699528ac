// The scanner by hand against the library's decoder.

import Foundation
import Testing

@testable import CalxIO

@Suite("JSON scanner") struct JSONScannerTests {
  /// Top-level string members, or nil when the text is no JSON object.
  static func scan(_ text: String) -> [String: String]? { scan(Array(text.utf8)) }

  static func scan(_ bytes: [UInt8]) -> [String: String]? {
    var result: [String: String] = [:]
    let ok = bytes.withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      do throws(JSONScanner.SyntaxError) {
        try scanner.object { key, value in
          if case .string(let s) = value { result[key] = String(decoding: s, as: UTF8.self) }
        }
        return true
      } catch { return false }
    }
    return ok ? result : nil
  }

  /// Any JSON value, read to its end; only top-level strings are kept.
  private struct Loose: Decodable {
    var string: String?

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() { return }
      do { string = try value.decode(String.self) } catch DecodingError.typeMismatch {
        if (try? value.decode(Bool.self)) != nil { return }
        do { _ = try value.decode([String: Loose].self) } catch DecodingError.typeMismatch {
          do { _ = try value.decode([Loose].self) } catch DecodingError.typeMismatch {
            _ = try value.decode(Double.self)
          }
        }
      }
    }
  }

  static func decode(_ text: String) -> [String: String]? {
    (try? JSONDecoder().decode([String: Loose].self, from: Data(text.utf8)))?.compactMapValues(\.string)
  }

  @Test(
    "reads what the library reads",
    arguments: [
      #"{}"#, #" { } "#, #"{"a":"b"}"#, #"{"a" : "b" , "c":"d"}"#, "\t{\"a\":\n\"b\"}\r\n",
      #"{"a":1,"b":-2.5e+3,"c":"x"}"#,
      #"{"a":null,"b":true,"c":false}"#, #"{"a":[],"b":{},"c":[1,[2,{"d":"e"}],"f"],"g":"h"}"#,
      #"{"a":"\"\\\/\b\f\n\r\t"}"#, #"{"a":"\u0041\u00e9\u20AC"}"#, #"{"a":"\ud83e\udea8"}"#,
      #"{"\u0061":"key"}"#,
      #"{"a":"é🪨"}"#, #"{"é":"x"}"#, #"{"a":""}"#, #"{"a":"[,]{:}"}"#, #"{"a":["]","}"],"b":"c"}"#,
    ])
  func same(_ text: String) { #expect(Self.scan(text) == Self.decode(text)) }

  @Test(
    "refuses what is no JSON, also where the library lets it pass",
    arguments: [
      "", " ", "{", "}", "[]", "1", "\"a\"", "null", #"{"a"}"#, #"{"a":}"#, #"{"a":"b"#, #"{"a":"b","#,
      #"{"a":"b",}"#, #"{,}"#,
      #"{"a":"b"}}"#, #"{"a":"b"} x"#, #"{a:"b"}"#, #"{'a':'b'}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
      #"{"a":"\u12g4"}"#,
      #"{"a":"\ud83e"}"#, #"{"a":"\ud83e\u0041"}"#, #"{"a":"\udea8"}"#, "{\"a\":\"\n\"}", "{\"a\":\"\u{1}\"}",
      #"{"a":tru}"#,
      #"{"a":01}"#, #"{"a":1.}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":inf}"#, #"{"a":-}"#, #"{"a":1e}"#,
      #"{"a":[1,]}"#, #"{"a":[1 2]}"#, #"{"a":{"b"}}"#, #"{"a":"b" "c":"d"}"#, #"{"a":nan}"#, #"{"a":--1}"#,
    ])
  func refused(_ text: String) {
    #expect(Self.scan(text) == nil)
  }

  @Test("refuses every beginning of an object")
  func cut() {
    let bytes = Array(#"{"id":"1","text":"a\n\u00e9\ud83e\udea8","x":[1,{"y":null}]}"#.utf8)
    #expect(Self.scan(bytes) != nil)
    for n in 0..<bytes.count { #expect(Self.scan(Array(bytes[..<n])) == nil, "first \(n) bytes") }
  }

  @Test("refuses a nesting bomb instead of running out of stack", arguments: [100, 1_000_000])
  func bomb(_ depth: Int) {
    #expect(
      Self.scan("{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}")
        == nil)
    #expect(Self.scan("{\"a\":" + String(repeating: "{\"b\":", count: depth)) == nil)
  }

  @Test("accepts no damaged object that the library refuses, and reads the others alike")
  func damaged() {
    let seed = Array(
      #"{"id":"r1","text":"No \"stones\"\u00e9 \ud83e\udea8 é","n":-1.5e3,"l":[true,null,{"k":"v"}]}"#.utf8)
    let marks = Array(#"{}[]",:\u0e-9 x"#.utf8)
    var random = SystemRandomNumberGenerator.seeded(1)
    var differing: [String] = []
    for _ in 0..<4_000 {
      var bytes = seed
      for _ in 0...Int.random(in: 0..<2, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = marks.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: at)
        default: bytes.insert(marks.randomElement(using: &random) ?? 0, at: at)
        }
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      let ours = Self.scan(text)
      let library = Self.decode(text)
      // The library is the more lenient one (it lets a comma stand before a closing brace).
      if ours != nil, library == nil { differing.append(text) }
      if let ours, let library, ours.count == library.count { #expect(ours == library, "\(text)") }
    }
    #expect(differing == [])
  }
}

/// A random number generator that repeats itself.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension SystemRandomNumberGenerator {
  static func seeded(_ seed: UInt64) -> SeededGenerator { SeededGenerator(state: seed) }
}
