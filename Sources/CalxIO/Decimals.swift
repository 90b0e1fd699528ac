// Numbers in words of digits: with a fixed count of decimals, or with as many as they need.

import Glibc

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 64)
  _ = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.\(decimals)f", $0) }
  return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A number with as many decimals as it needs, two at most, as records have it.
func short(_ value: Double) -> String {
  var json = JSONBytes()
  json.number(value)
  return String(decoding: json.bytes, as: UTF8.self)
}
