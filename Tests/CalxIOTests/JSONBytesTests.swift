// JSON as written: every text it makes is read back by the library.

import Foundation
import Testing

@testable import CalxIO

@Suite("JSON writer") struct JSONBytesTests {
  static func written(_ body: (inout JSONBytes) -> Void) -> String {
    var j = JSONBytes()
    body(&j)
    return String(decoding: j.bytes, as: UTF8.self)
  }

  @Test("puts commas where they belong")
  func commas() {
    let text = Self.written { j in
      j.object { j in
        j.key("a"); j.int(1)
        j.key("b");
        j.list { j in
          j.int(2); j.string("x"); j.null(); j.bool(true); j.list { _ in }; j.object { _ in }
        }
        j.key("c");
        j.object { j in
          j.key("d"); j.string(orNull: nil)
        }
      }
    }
    #expect(text == #"{"a":1,"b":[2,"x",null,true,[],{}],"c":{"d":null}}"#)
  }

  @Test("writes whole numbers", arguments: [0, 1, -1, 10, 907, Int.max, Int.min])
  func whole(_ n: Int) { #expect(Self.written { $0.int(n) } == "\(n)") }

  @Test(
    "writes at most two decimals",
    arguments: [
      (0, "0"), (3, "3"), (3.5, "3.5"), (3.25, "3.25"), (3.05, "3.05"), (0.07, "0.07"), (-2.5, "-2.5"),
      (12.999, "13"), (1_000_000.1, "1000000.1"), (1e14, "100000000000000"), (1e57, "1e+57"),
      (-1e300, "-1e+300"), (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func decimals(_ n: Double, _ expected: String) { #expect(Self.written { $0.number(n) } == expected) }

  @Test("escapes what must be escaped, and nothing else")
  func escapes() throws {
    let text =
      String(String.UnicodeScalarView((0..<0x250).compactMap { Unicode.Scalar($0) })) + "é€🪨\u{2028}\"\\/"
    let json = Self.written { j in j.list { $0.string(text) } }
    let back = try JSONDecoder().decode([String].self, from: Data(json.utf8))
    #expect(back == [text])
    #expect(Self.written { $0.string("é🪨/") } == "\"é🪨/\"")
  }
}
