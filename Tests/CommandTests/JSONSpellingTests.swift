import ReportTestSupport
import Testing

/// JSON takes any spelling of an exact value in range, with one note.
@Suite struct JSONSpellingTests {
  private func convert(_ members: String, _ more: String...) throws -> Command.Outcome {
    let folder = try TemporaryFolder()
    try folder.write("a.json", MarkedText.split(Documents.json(members)).text)
    return try Command.run(["convert", "a.json", "--to", "cells"] + more, in: folder)
  }

  @Test(arguments: [
    ("1e3", "1000"), ("1E3", "1000"), ("1e+03", "1000"), ("26.0", "26"), ("2600e-2", "26"),
    ("0.26e2", "26"), ("-0", "0"), ("-0.0", "0"), ("0e99", "0"),
    ("999999999999999.0", "999999999999999"),
  ]) func anExactValueIsRead(spelling: String, value: String) throws {
    let marked = Documents.jsonCell("▸" + spelling)
    let run = try convert(marked)
    let place = MarkedText.split(Documents.json(marked)).place
    #expect(run.status == 0)
    #expect(run.text.hasSuffix("\r\na,2021,,,disclosure,rules,issued,\(value),,number\r\n"))
    #expect(
      run.messages.contains(
        "a.json:\(place): note: the number spelt \(spelling) was read as \(value)")
    )
    #expect(try convert(marked, "--strict").status == 0, "a note is no warning")
  }

  @Test(arguments: ["0", "26", "999999999999999", "null", "\"/\""])
  func theUsualSpellingHasNoNote(spelling: String) throws {
    let run = try convert(Documents.jsonCell(spelling))
    #expect(run.status == 0)
    #expect(run.messages.contains("0 errors, 0 warnings, 0 notes"))
  }

  @Test(arguments: ["2024.0", "2.024e3", "202400E-2"]) func yearsToo(spelling: String) throws {
    let run = try convert("\"year\":\(spelling)," + Documents.jsonCell("1.0"))
    #expect(run.text.contains("\r\na,2021,2024,,"))
    #expect(run.messages.contains("was read as 2024 (2 such spellings in all)"))
  }
}
