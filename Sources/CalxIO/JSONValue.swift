// A whole JSON text as a tree: for gold files and for comparing records, where speed does not matter.

/// A JSON value.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  /// A number as written.
  case number(String)
  case string(String)
  case list([JSONValue])
  /// Members in order; of repeated keys the last counts.
  case object([String: JSONValue])

  /// Parses one JSON value.
  init(_ bytes: [UInt8]) throws(JSONScanner.SyntaxError) {
    var value = JSONValue.null
    let members = try Self.members(of: Array("{\"v\":".utf8) + bytes + Array("}".utf8))
    for (_, v) in members { value = v }
    self = value
  }

  /// The members of a JSON object.
  private static func members(of object: [UInt8]) throws(JSONScanner.SyntaxError) -> [(String, JSONValue)] {
    var found: [(String, JSONScanner.Value)] = []
    var failure: JSONScanner.SyntaxError?
    object.withUnsafeBufferPointer { p in
      var scanner = JSONScanner(p)
      do throws(JSONScanner.SyntaxError) { try scanner.object { found.append(($0, $1)) } } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    var result: [(String, JSONValue)] = []
    for (key, value) in found {
      switch value {
      case .string(let s): result.append((key, .string(String(decoding: s, as: UTF8.self))))
      case .raw(let range): result.append((key, try raw(Array(object[range]))))
      }
    }
    return result
  }

  private static func raw(_ bytes: [UInt8]) throws(JSONScanner.SyntaxError) -> JSONValue {
    switch bytes.first {
    case UInt8(ascii: "{"):
      return .object(Dictionary(try members(of: bytes), uniquingKeysWith: { $1 }))
    case UInt8(ascii: "["):
      var values: [JSONValue] = []
      for element in elements(of: bytes) { values.append(try JSONValue(Array(bytes[element]))) }
      return .list(values)
    default:
      let word = String(decoding: bytes, as: UTF8.self)
      switch word {
      case "null": return .null
      case "true", "false": return .bool(word == "true")
      default: return .number(word)
      }
    }
  }

  /// Where the elements of a list stand that was scanned already.
  private static func elements(of list: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var depth = 0
    var inString = false
    var start = 1
    var i = 1
    while i < list.count {
      switch list[i] {
      case UInt8(ascii: "\\") where inString: i += 1
      case UInt8(ascii: "\""): inString.toggle()
      case _ where inString: break
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
        let comma = list[i] == UInt8(ascii: ",")
        if depth == 0 {
          if list[start..<i].contains(where: { $0 > 32 }) { result.append(start..<i) }
          start = i + 1
        } else if !comma {
          depth -= 1
        }
      default: break
      }
      i += 1
    }
    return result
  }

  /// A member of an object; null where there is none.
  subscript(key: String) -> JSONValue {
    if case .object(let members) = self { return members[key] ?? .null }
    return .null
  }

  /// The elements of a list; none of anything else.
  var elements: [JSONValue] {
    if case .list(let values) = self { return values }
    return []
  }

  /// The text of a string or number.
  var text: String? {
    switch self {
    case .string(let s), .number(let s): s
    default: nil
    }
  }

  /// The whole number, where it is one.
  var int: Int? {
    if case .number(let s) = self { return Int(s) }
    return nil
  }
}
