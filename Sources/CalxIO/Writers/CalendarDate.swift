// Days of the calendar: read from what records say, moved by intervals. No clock and no time zone.

import Glibc

/// A day of the Gregorian calendar in the years 1 to 9999.
public struct CalendarDate: Sendable, Comparable, CustomStringConvertible {
  private let year: Int
  private let month: Int
  private let day: Int

  /// A day that exists, or nil.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day of `2026-01-05`, `2026-01-05T09:50:00-05:00` (the day as written) or `20260105…` (HL7); nil for
  /// everything else, such as forms in which day and month can be confused.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for b in bytes[range] {
        guard (48...57).contains(b) else { return nil }
        value = value * 10 + Int(b - 48)
      }
      return value
    }
    let dashed = bytes.count > 4 && bytes[4] == UInt8(ascii: "-")
    if dashed, bytes.count < 10 || bytes[7] != UInt8(ascii: "-") { return nil }
    let (m, d) = dashed ? (5, 8) : (4, 6)
    let rest = bytes.dropFirst(d + 2)
    guard let year = number(0..<4), let month = number(m..<m + 2), let day = number(d..<d + 2),
      rest.allSatisfy({ $0 < 128 }),
      rest.first.map({ dashed ? $0 == UInt8(ascii: "T") || $0 == 32 : (48...57).contains($0) }) ?? true
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day of the clock, in local time.
  public static var today: CalendarDate {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return CalendarDate(
      year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
      ?? CalendarDate(1970, 1, 1)
  }

  private init(_ year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The earlier day is the lesser.
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The day that comes `days` later, nil when it is out of the calendar or `days` is negative.
  public func adding(days: Int) -> CalendarDate? {
    guard days >= 0, days < 4_000_000 else { return nil }
    var (y, m, d) = (year, month, day + days)
    while d > Self.days(in: m, of: y) {
      d -= Self.days(in: m, of: y)
      m += 1
      if m > 12 { (y, m) = (y + 1, 1) }
    }
    return CalendarDate(year: y, month: m, day: d)
  }

  /// `2026-01-05`.
  public var description: String {
    func padded(_ n: Int, _ width: Int) -> String {
      let digits = String(n)
      return String(repeating: "0", count: width - digits.utf8.count) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
