import ReportModel
import Testing

/// Days of the calendar, against a plain count of days.
@Suite struct CalendarDateTests {
  /// The days of 400 years, one after the other, and no others.
  @Test func everyDayOfACycle() throws {
    var count = 0
    var last: CalendarDate?
    for year in 1801...2200 {
      for month in -1...14 {
        for day in -1...33 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          count += 1
          #expect((date.year, date.month, date.day) == (year, month, day))
          if let last { #expect(last < date) }
          last = date
          if year % 20 == 0 { #expect(CalendarDate(date.description) == date) }
        }
      }
    }
    #expect(count == 146_097)
  }

  @Test(arguments: [
    ("2000-02-29", true), ("1900-02-29", false), ("2024-02-29", true), ("2023-02-29", false),
    ("2023-04-30", true), ("2023-04-31", false), ("2023-06-31", false), ("2023-09-31", false),
    ("2023-11-31", false), ("2023-12-31", true), ("2023-12-32", false), ("2023-00-10", false),
    ("2023-13-10", false), ("2023-01-00", false), ("0001-01-01", true), ("0000-01-01", false),
    ("9999-12-31", true),
  ])
  func realDaysOnly(text: String, isReal: Bool) {
    #expect((CalendarDate(text) != nil) == isReal)
    if isReal { #expect(CalendarDate(text)?.description == text) }
  }

  @Test(arguments: [
    "", "2023", "2023-1-1", "2023-01-1", "23-01-01", "2023/01/01", "20230101", "2023-01-01 ",
    " 2023-01-01", "2023-01-01T", "+023-01-01", "-023-01-01", "2023-0a-01", "２０２３-01-01",
    "12023-01-01",
  ])
  func otherSpellingsAreRefused(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func yearsHaveFourDigits() {
    #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
    #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CalendarDate(year: Int.max, month: Int.max, day: Int.max) == nil)
    #expect(CalendarDate(year: Int.min, month: Int.min, day: Int.min) == nil)
    #expect(CalendarDate(year: 33, month: 1, day: 2)?.description == "0033-01-02")
  }
}
