// The lexicon files that are built into the program (see Sources/CLexicons).

internal import CLexicons

/// One lexicon file: its path below the lexicon folder and its bytes.
public struct LexiconFile: Sendable {
  /// Path below the lexicon folder, such as `en/anchors.tsv`.
  public let name: String
  private let content: Content

  private enum Content: @unchecked Sendable {
    case array([UInt8])
    /// Constant bytes of the program itself, which nobody frees or writes.
    case constant(UnsafeBufferPointer<UInt8>)
  }

  /// A file from memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    content = .array(bytes)
  }

  fileprivate init(name: String, constant: UnsafeBufferPointer<UInt8>) {
    self.name = name
    content = .constant(constant)
  }

  /// The file's bytes.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Reads the bytes where they are, without a copy.
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    switch content {
    case .array(let bytes): bytes.withUnsafeBufferPointer(body)
    case .constant(let bytes): body(bytes)
    }
  }
}

/// The lexicons that the program carries in itself.
enum BuiltInLexicons {
  /// All built-in files, in the order of their names.
  static let files: [LexiconFile] = {
    var count = 0
    guard let table = clexicons_files(&count) else { return [] }
    return (0..<count).map { i in
      LexiconFile(
        name: String(cString: table[i].name),
        constant: UnsafeBufferPointer(start: table[i].bytes, count: table[i].count))
    }
  }()
}

/// A hash over files: the version of a lexicon or of a knowledge base.
struct LexiconVersion {
  private var hash: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always) private static func mix(_ hash: UInt64, _ bytes: UInt64) -> UInt64 {
    let product = (hash ^ bytes) &* 0xFF51_AFD7_ED55_8CCD
    return product ^ product >> 32
  }

  /// Adds a file: its bytes in four lanes of eight, and its length.
  mutating func add(_ file: LexiconFile) {
    hash = file.withBytes { bytes in
      guard let start = UnsafeRawPointer(bytes.baseAddress) else { return Self.mix(hash, 0) }
      func word(_ i: Int) -> UInt64 {
        UInt64(littleEndian: start.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      }
      var (a, b, c, d) = (hash, hash &+ 1, hash &+ 2, hash &+ 3)
      var i = 0
      while i + 32 <= bytes.count {
        a = Self.mix(a, word(i))
        b = Self.mix(b, word(i + 8))
        c = Self.mix(c, word(i + 16))
        d = Self.mix(d, word(i + 24))
        i += 32
      }
      var result = Self.mix(Self.mix(Self.mix(a, b), c), d)
      while i < bytes.count {
        result = Self.mix(result, UInt64(bytes[i]))
        i += 1
      }
      return Self.mix(result, UInt64(bytes.count))
    }
  }

  /// The hash in 16 hexadecimal digits.
  var text: String {
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }
}
