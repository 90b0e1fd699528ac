// JSON written byte by byte into memory of its own: the fast way out for every record.

import Glibc

/// A JSON text in the making. Not copied: it owns its memory.
///
/// There are two ways to write. Keys, objects and lists put their commas themselves. What always comes in one order is
/// written faster in pieces: `begin`, `literal` and `end` copy brackets, keys and commas as they stand.
public struct JSONBytes: ~Copyable {
  var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Bytes so far.
  public internal(set) var count = 0
  var needsComma = false

  /// An empty text.
  ///
  /// - Parameter room: bytes that it takes before it must grow.
  public init(room: Int = 1 << 12) {
    capacity = max(room, 1 << 8)
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// A copy of the bytes so far.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Lends the bytes so far.
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Empties the text and keeps its room.
  public mutating func removeAll() {
    count = 0
    needsComma = false
  }

  // MARK: - Room

  /// Makes room for so many bytes more, and for a word behind them.
  @inline(__always) mutating func reserve(_ n: Int) {
    if count &+ n &+ 16 > capacity { grow(n) }
  }

  @inline(never) private mutating func grow(_ n: Int) {
    capacity = max(capacity * 2, count + n + 16)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  /// Writes a byte for which there is room.
  @inline(__always) mutating func put(_ byte: UInt8) {
    base[count] = byte
    count &+= 1
  }

  /// Writes bytes for which there is room.
  @inline(__always) mutating func put(_ bytes: UnsafePointer<UInt8>, _ n: Int) {
    memcpy(base + count, bytes, n)
    count &+= n
  }

  /// Writes the comma that is due, where there is room for it, and takes note of a value.
  @inline(__always) mutating func putComma() {
    base[count] = UInt8(ascii: ",")
    if needsComma { count &+= 1 }
    needsComma = true
  }

  // MARK: - Pieces

  /// Writes JSON as it stands, with its commas; what follows needs none of its own.
  @inline(__always) mutating func literal(_ json: StaticString) {
    let n = json.utf8CodeUnitCount
    reserve(n)
    put(json.utf8Start, n)
    needsComma = false
  }

  /// Writes the beginning of an object or list as it stands, behind a comma where one is due.
  @inline(__always) mutating func begin(_ json: StaticString) {
    let n = json.utf8CodeUnitCount
    reserve(n &+ 1)
    putComma()
    put(json.utf8Start, n)
    needsComma = false
  }

  /// Writes the end of an object or list as it stands; what follows is another value.
  @inline(__always) mutating func end(_ json: StaticString) {
    literal(json)
    needsComma = true
  }

  /// Writes a word of at least four bytes, quotes included, that needs no escape, where no comma is due.
  @inline(__always) mutating func word(_ quoted: StaticString) {
    let n = quoted.utf8CodeUnitCount
    reserve(n)
    let from = UnsafeRawPointer(quoted.utf8Start)
    let to = UnsafeMutableRawPointer(base + count)
    // Two pieces that may overlap.
    if n >= 8 {
      if n > 16 {
        memcpy(to, from, n)
      } else {
        to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        let last = from.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
        to.storeBytes(of: last, toByteOffset: n &- 8, as: UInt64.self)
      }
    } else {
      to.storeBytes(of: from.loadUnaligned(as: UInt32.self), as: UInt32.self)
      let last = from.loadUnaligned(fromByteOffset: n &- 4, as: UInt32.self)
      to.storeBytes(of: last, toByteOffset: n &- 4, as: UInt32.self)
    }
    count &+= n
    needsComma = true
  }

  /// Writes the comma that is due in front of a value that comes rendered.
  @inline(__always) mutating func separate() {
    reserve(1)
    putComma()
  }

  /// Writes bytes that a row was rendered to, as they stand; what follows needs no comma.
  @inline(__always) mutating func rendered(_ json: UnsafeRawBufferPointer) {
    guard let start = json.baseAddress else { return }
    reserve(json.count)
    memcpy(base + count, start, json.count)
    count &+= json.count
    needsComma = false
  }

  /// Writes bytes that the end of a row was rendered to, as they stand; what follows is another value.
  @inline(__always) mutating func rendered(end json: UnsafeRawBufferPointer) {
    rendered(json)
    needsComma = true
  }

  /// Ends the line behind a value; the next value begins anew.
  mutating func endLine() {
    reserve(1)
    put(10)
    needsComma = false
  }

  // MARK: - Keys and values

  /// Writes `"key":`.
  @inline(__always)
  public mutating func key(_ name: StaticString) {
    let n = name.utf8CodeUnitCount
    reserve(n + 4)
    if needsComma { put(UInt8(ascii: ",")) }
    put(UInt8(ascii: "\""))
    put(name.utf8Start, n)
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key that is not known at compile time.
  public mutating func key(named name: String) {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Opens an object or list, runs the body and closes it.
  @inline(__always)
  public mutating func object(_ body: (inout JSONBytes) -> Void) {
    begin("{")
    body(&self)
    end("}")
  }

  /// Opens a list, runs the body and closes it.
  @inline(__always)
  public mutating func list(_ body: (inout JSONBytes) -> Void) {
    begin("[")
    body(&self)
    end("]")
  }

  /// Writes `null`.
  public mutating func null() { value("null") }
  /// Writes `true` or `false`.
  mutating func bool(_ value: Bool) { value ? self.value("true") : self.value("false") }

  @inline(__always) private mutating func value(_ text: StaticString) {
    begin(text)
    needsComma = true
  }

  /// Writes raw JSON: a value, or members of an object.
  public mutating func raw(_ json: [UInt8]) {
    reserve(json.count + 1)
    putComma()
    json.withUnsafeBufferPointer { if let start = $0.baseAddress { put(start, $0.count) } }
  }
}
