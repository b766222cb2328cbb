import ReportTestSupport
import Testing

/// One bad input: what it is, and what must be said about it.
struct BadInput: CustomTestStringConvertible, Sendable {
  let name: String
  let file: String
  let content: [UInt8]
  /// The id of the diagnostic.
  let id: String
  /// Where it is: `line:column`, or empty for a finding about the file as a whole.
  let place: String
  var status: Int32 = 2

  init(
    _ name: String, file: String, _ content: String, says id: String, at place: String,
    status: Int32 = 2
  ) {
    self.init(name, file: file, Array(content.utf8), says: id, at: place, status: status)
  }

  init(
    _ name: String, file: String, _ content: [UInt8], says id: String, at place: String,
    status: Int32 = 2
  ) {
    (self.name, self.file, self.content) = (name, file, content)
    (self.id, self.place, self.status) = (id, place, status)
  }

  var testDescription: String { name }
}

@Suite struct BadInputTests {
  /// Every bad input gives its message at its place, its exit code, and no output.
  @Test(arguments: xmlInputs + cellsInputs + jsonCells + jsonDocuments + jsonMembers)
  func isRefusedWithItsPlace(_ bad: BadInput) throws {
    let folder = try TemporaryFolder()
    try folder.write(bad.file, bad.content)
    let run = try Command.run(
      ["convert", bad.file, "--to", "xml", "-o", "out.xml"], in: folder)
    #expect(run.status == bad.status, "\(run.messages)")
    let place = bad.place.isEmpty ? bad.file : "\(bad.file):\(bad.place)"
    #expect(
      run.messages.split(separator: "\n").contains {
        $0.hasPrefix("\(place): error: ") && $0.hasSuffix("[\(bad.id)]")
      }, "wanted \(place) [\(bad.id)] in:\n\(run.messages)")
    #expect(folder.tree == [bad.file], "output was left: \(folder.tree)")
    #expect(run.output.isEmpty)
  }

  static func cell(_ value: String, says id: String = "cell-count-invalid") -> BadInput {
    BadInput(
      "XML cell \(value)", file: "a.xml", Documents.report(Documents.cell(value)), says: id,
      at: "1:76")
  }

  static let xmlInputs: [BadInput] = [
    cell("1e3"), cell("-1"), cell("1,000"), cell("٣"), cell("1.5"), cell("007"), cell("+7"),
    cell("-0"), cell(" 7"), cell(String(repeating: "9", count: 30)),
    BadInput("empty file", file: "a.xml", "", says: "input-empty", at: ""),
    BadInput(
      "cut report", file: "a.xml", "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"><year>20",
      says: "xml-cut", at: "1:56"),
    BadInput(
      "not well-formed", file: "a.xml", Documents.report("<year>2020</jahr>"),
      says: "xml-not-well-formed", at: "1:59"),
    BadInput(
      "100,000 open elements", file: "a.xml", String(repeating: "<report>", count: 100_000),
      says: "xml-root-unknown", at: "1:1"),
    BadInput(
      "deep nesting", file: "a.xml", Documents.report(String(repeating: "<a>", count: 100_000)),
      says: "xml-too-deep", at: "1:814"),
    BadInput(
      "billion laughs", file: "a.xml",
      """
      <?xml version="1.0"?>
      <!DOCTYPE report [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <report xmlns="urn:nianbao:report:2021" id="a"><title>&b;</title></report>
      """, says: "xml-doctype-forbidden", at: "2:1"),
    BadInput(
      "external entity", file: "a.xml",
      """
      <!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/passwd">]>
      <report xmlns="urn:nianbao:report:2021" id="a"><title>&x;</title></report>
      """, says: "xml-doctype-forbidden", at: "1:1"),
    BadInput(
      "a DTD alone", file: "a.xml", "<!DOCTYPE report>\n" + Documents.report(),
      says: "xml-doctype-forbidden", at: "1:1"),
    BadInput(
      "invalid UTF-8", file: "a.xml",
      Array("<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"><title>a".utf8) + [0xFF]
        + Array("</title></report>".utf8), says: "text-invalid-utf8", at: "1:56"),
    BadInput(
      "GB 18030 declared", file: "a.xml",
      "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n" + Documents.report(),
      says: "xml-encoding-unsupported", at: "1:31"),
    BadInput(
      "unknown edition", file: "a.xml", "<report xmlns=\"urn:nianbao:report:1999\" id=\"a\"/>",
      says: "report-edition-unknown", at: "1:1"),
    BadInput(
      "device name as id", file: "a.xml", Documents.report(id: "nul"), says: "report-id-invalid",
      at: "1:1"),
    BadInput(
      "impossible date", file: "a.xml", Documents.report("<issueDate>2021-02-29</issueDate>"),
      says: "report-date-invalid", at: "1:49"),
    BadInput(
      "year of five digits", file: "a.xml", Documents.report("<year>20201</year>"),
      says: "report-year-invalid", at: "1:49"),
    BadInput(
      "id with a space", file: "a.xml", Documents.report(id: "a b"), says: "report-id-invalid",
      at: "1:1"),
    BadInput(
      "unknown unit of a cell whose form states it", file: "a.xml",
      Documents.report(
        "<tables><disclosure><fees><amount unit=\"unknown\">1</amount></fees></disclosure></tables>"
      ), says: "xml-attribute-unexpected", at: "1:75"),
    BadInput(
      "unknown unit of nothing", file: "a.xml",
      "<report xmlns=\"urn:nianbao:report:2019\" id=\"a\"><tables><disclosure><procurement>"
        + "<amount unit=\"unknown\">/</amount></procurement></disclosure></tables></report>",
      says: "cell-unit-invalid", at: "1:105"),
    BadInput(
      "text too long", file: "a.xml",
      Documents.report(
        "<title>" + String(repeating: "长", count: 1_048_577) + "</title>"),
      says: "xml-value-invalid", at: "1:49"),
  ]

  static func row(_ row: String) -> String { Documents.cellsHeader + row + "\r\n" }

  static let cellsInputs: [BadInput] = [
    BadInput(
      "other header", file: "a.cells.csv", "report,edition,year\r\na,2021,2020\r\n",
      says: "cells-header-invalid", at: "1:1"),
    BadInput(
      "ragged row", file: "a.cells.csv", row("a,2021,2020,局,disclosure,rules,issued,1"),
      says: "csv-record-ragged", at: "2:1"),
    BadInput(
      "1e3", file: "a.cells.csv", row("a,2021,2020,局,disclosure,rules,issued,1e3,"),
      says: "cell-count-invalid", at: "2:39"),
    BadInput(
      "negative count", file: "a.cells.csv", row("a,2021,2020,局,disclosure,rules,issued,-1,"),
      says: "cell-count-invalid", at: "2:39"),
    BadInput(
      "thousands separator", file: "a.cells.csv",
      row("a,2021,2020,局,disclosure,rules,issued,\"1,000\","), says: "cell-count-invalid",
      at: "2:39"),
    BadInput(
      "unknown edition", file: "a.cells.csv", row("a,1999,2020,局,disclosure,rules,issued,1,"),
      says: "report-edition-unknown", at: "2:3"),
    BadInput(
      "unknown cell", file: "a.cells.csv", row("a,2021,2020,局,disclosure,rules,total,1,"),
      says: "cell-unknown", at: "2:15"),
    BadInput(
      "cell twice", file: "a.cells.csv",
      row("a,2021,,,disclosure,rules,issued,1,\r\na,2021,,,disclosure,rules,issued,1,"),
      says: "cell-doubled", at: "3:1"),
    BadInput(
      "rows disagree", file: "a.cells.csv",
      row("a,2021,2020,,disclosure,rules,issued,1,\r\na,2021,2022,,disclosure,rules,repealed,1,"),
      says: "cells-rows-disagree", at: "3:8"),
    BadInput(
      "unit of a count", file: "a.cells.csv", row("a,2021,,,disclosure,rules,issued,1,万元"),
      says: "cell-unit-invalid", at: "2:36"),
    BadInput(
      "unclosed quote", file: "a.cells.csv", row("a,2021,,\"局,disclosure,rules,issued,1,"),
      says: "csv-quote-unclosed", at: "2:9"),
    BadInput(
      "header without rows", file: "a.cells.csv", Documents.cellsHeader,
      says: "input-without-report", at: ""),
    BadInput(
      "bad id", file: "a.cells.csv", row("A B,2021,,,disclosure,rules,issued,1,"),
      says: "report-id-invalid", at: "2:1"),
  ]
}
