// Days: what is read as one, and what comes some days later.

import Testing

@testable import CalxIO

@Suite("Calendar dates") struct CalendarDateTests {
  @Test(
    "are read from what records say, and never guessed",
    arguments: [
      ("2026-01-05", "2026-01-05"), ("20260105", "2026-01-05"), ("20260105095000-0500", "2026-01-05"),
      ("202601050950", "2026-01-05"), ("2026-01-31T09:50:00-05:00", "2026-01-31"),
      ("2026-01-05 09:50", "2026-01-05"), ("2024-02-29", "2024-02-29"),
      ("2026-02-29", nil), ("2026-02-30", nil), ("1900-02-29", nil), ("2000-02-29", "2000-02-29"),
      ("2026-13-01", nil), ("2026-00-10", nil), ("2026-01-00", nil), ("0000-01-01", nil), ("01/02/2026", nil),
      ("2026-1-5", nil), ("2026-01", nil), ("2026", nil), ("", nil), ("2026-01-05x", nil), ("２０２６0105", nil),
      ("2026-0105", nil), ("202601-05", nil),
    ] as [(String, String?)])
  func read(_ text: String, _ day: String?) {
    #expect(CalendarDate(text)?.description == day)
  }

  @Test(
    "move over months, years and leap days",
    arguments: [
      ("2026-01-05", 0, "2026-01-05"), ("2026-01-31", 1, "2026-02-01"), ("2023-12-31", 60, "2024-02-29"),
      ("2026-01-05", 180, "2026-07-04"), ("2024-02-29", 366, "2025-03-01"),
      ("1999-12-31", 36525, "2099-12-31"),
      ("2026-01-05", -1, nil), ("9999-12-31", 1, nil), ("2026-01-05", .max, nil),
    ] as [(String, Int, String?)])
  func move(_ from: String, _ days: Int, _ to: String?) {
    #expect(CalendarDate(from)?.adding(days: days)?.description == to)
  }
}
