// HL7 v2 timestamps: `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+/-ZZZZ]`.

/// A timestamp as it was sent: nothing is converted to another zone.
struct HL7Time {
  let year: Int
  let month: Int?
  let day: Int?
  private let clock: String
  private let zone: String

  /// Reads a timestamp; nil for what is none.
  init?(_ field: ArraySlice<UInt8>) {
    let digits = field.prefix { $0 >= 48 && $0 <= 57 }
    guard digits.count >= 4 else { return nil }
    func number(_ from: Int, _ count: Int, _ range: ClosedRange<Int>) -> Int? {
      let part = digits.dropFirst(from).prefix(count)
      guard part.count == count, let n = Int(String(decoding: part, as: UTF8.self)), range.contains(n) else {
        return nil
      }
      return n
    }
    guard let year = number(0, 4, 1_800...2_999) else { return nil }
    self.year = year
    month = number(4, 2, 1...12)
    day = month == nil ? nil : number(6, 2, 1...31)
    let time = digits.dropFirst(8).prefix(6).map { UInt8($0) }
    let text = String(decoding: time, as: UTF8.self)
    switch time.count {
    case 4, 5: clock = "\(text.prefix(2)):\(text.dropFirst(2).prefix(2))"
    case 6: clock = "\(text.prefix(2)):\(text.dropFirst(2).prefix(2)):\(text.suffix(2))"
    default: clock = ""
    }
    let sign = field.firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    let offset = sign.map { field[$0...].prefix(5) } ?? []
    let hours = String(decoding: offset, as: UTF8.self)
    zone = offset.count == 5 && !clock.isEmpty ? "\(hours.prefix(3)):\(hours.suffix(2))" : ""
  }

  /// ISO 8601, as exact as it was sent: `2026-01-05T09:50:00-05:00`.
  var iso: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    guard let month else { return "\(year)" }
    guard let day else { return "\(year)-\(two(month))" }
    return "\(year)-\(two(month))-\(two(day))" + (clock.isEmpty ? "" : "T\(clock)\(zone)")
  }

  /// Completed years since a birth date; below two years in tenths. Nil when the birth lies behind.
  func years(since born: HL7Time) -> Double? {
    let months = (year - born.year) * 12 + (month ?? 7) - (born.month ?? 7)
    let completed = (day ?? 15) < (born.day ?? 15) ? months - 1 : months
    guard completed >= 0, completed < 150 * 12 else { return nil }
    return completed >= 24 ? Double(completed / 12) : (Double(completed) / 1.2).rounded() / 10
  }
}
