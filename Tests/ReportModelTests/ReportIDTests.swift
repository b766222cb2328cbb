import ReportModel
import Testing

@Suite struct ReportIDTests {
  @Test(arguments: [
    "a", "2024-a1b2c3d4e5f60718", "0", "com10", "console", "a.b_c-d", "lpt", "comx", "con1",
    "com-1",
  ])
  func good(text: String) { #expect(ReportID(text)?.description == text) }

  @Test(arguments: [
    "", "A", "-a", ".a", "_a", "a.", "a b", "a/b", "con", "con.txt", "nul", "com0", "lpt9.x",
    "prn.", "aux", "com5.a.b", "lpt0", "é", String(repeating: "a", count: 65),
  ])
  func bad(text: String) { #expect(ReportID(text) == nil) }

  @Test(arguments: [
    ("con", true), ("CON", true), ("Nul.txt", true), ("prn.a.b", true), ("aux.", true),
    ("com0", true), ("COM9.xml", true), ("lpt5", true), ("com", false), ("com10", false),
    ("com\u{B9}", false), ("com\u{661}", false), ("com\u{FF11}", false), ("comx", false),
    ("xcon", false), ("con1", false), (".con", false), ("", false), ("年.con", false),
  ])
  func devices(name: String, isDevice: Bool) { #expect(DeviceName.isDevice(name) == isDevice) }

  @Test func longest() { #expect(ReportID(String(repeating: "a", count: 64)) != nil) }

  @Test(arguments: [
    ("2021-01-28", true), ("2020-02-29", true), ("2021-02-29", false), ("1900-02-29", false),
    ("2000-02-29", true), ("0000-01-01", false), ("2021-13-01", false), ("2021-1-28", false),
    ("2021-04-31", false), ("0001-01-01", true), ("2021/01/28", false),
  ])
  func dates(text: String, isReal: Bool) {
    #expect((CalendarDate(text) != nil) == isReal)
    if let date = CalendarDate(text) { #expect(date.description == text) }
  }
}
