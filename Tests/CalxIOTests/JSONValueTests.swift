// JSON as a tree.

import Testing

@testable import CalxIO

@Suite("JSON tree") struct JSONValueTests {
  static func parse(_ text: String) throws -> JSONValue { try JSONValue(Array(text.utf8)) }

  @Test("reads every kind of value")
  func values() throws {
    #expect(try Self.parse("null") == .null)
    #expect(try Self.parse("true") == .bool(true))
    #expect(try Self.parse("-1.5e3") == .number("-1.5e3"))
    #expect(try Self.parse(#""a\n\"b""#) == .string("a\n\"b"))
    #expect(try Self.parse(" [ ] ") == .list([]))
    #expect(try Self.parse("{}") == .object([:]))
    let nested = #"[1, "]", ["[,", {"a": [2, {"b": "}"}]}], "\\", "\"" ]"#
    #expect(
      try Self.parse(nested)
        == .list([
          .number("1"), .string("]"),
          .list([.string("[,"), .object(["a": .list([.number("2"), .object(["b": .string("}")])])])]),
          .string("\\"), .string("\""),
        ]))
  }

  @Test("refuses what is no JSON", arguments: ["", "[", "[1", "{\"a\":1", "x", "1 2", "[1,]"])
  func refuses(_ text: String) {
    #expect(throws: JSONScanner.SyntaxError.self) { try Self.parse(text) }
  }

  @Test("finds members")
  func members() throws {
    let v = try Self.parse(#"{"a": {"b": [1, 2]}, "c": "d"}"#)
    #expect(v["a"]["b"].elements.compactMap(\.int) == [1, 2])
    #expect(v["c"].text == "d")
    #expect(v["x"]["y"] == .null)
  }
}
