// Where a JSON object or list ends, without reading what is in it.

/// Follows brackets and strings through blocks of bytes.
struct JSONExtent {
  enum Progress: Equatable {
    /// The value ends before this offset.
    case end(Int)
    /// It goes on behind the block.
    case more
    /// A line ends inside a string: this is no JSON.
    case broken(Int)
  }

  private var depth: Int
  private var inString: Bool
  private var escaped = false

  /// - Parameter depth: brackets that are open already.
  init(depth: Int = 0, inString: Bool = false) {
    self.depth = depth
    self.inString = inString
  }

  /// The same place seen from one object further out.
  func deeper() -> JSONExtent {
    var outer = self
    outer.depth += 1
    return outer
  }

  mutating func advance(_ block: UnsafeRawBufferPointer, from start: Int) -> Progress {
    var i = start
    while i < block.count {
      let b = block[i]
      if inString {
        if escaped {
          escaped = false
        } else if b == UInt8(ascii: "\\") {
          escaped = true
        } else if b == UInt8(ascii: "\"") {
          inString = false
        } else if b == 10 {
          return .broken(i)
        }
      } else {
        switch b {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth <= 0 { return .end(i + 1) }
        default: break
        }
      }
      i += 1
    }
    return .more
  }
}
