import ReportDiagnostics
import ReportSyntax
import Testing

/// Tables of the kinds that csv-spectrum and csv-test-data have, written for these tests. The collections
/// themselves are read by ``CSVSuiteTests`` where they are there.
@Suite struct CSVCaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let fields: [[String]]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing", text: "", fields: []),
    Case(name: "one field", text: "a", fields: [["a"]]),
    Case(name: "simple", text: "a,b\n1,2\n", fields: [["a", "b"], ["1", "2"]]),
    Case(name: "CRLF", text: "a,b\r\n1,2\r\n", fields: [["a", "b"], ["1", "2"]]),
    Case(name: "CR", text: "a,b\r1,2\r", fields: [["a", "b"], ["1", "2"]]),
    Case(name: "no line end", text: "a,b\n1,2", fields: [["a", "b"], ["1", "2"]]),
    Case(name: "byte order mark", text: "\u{FEFF}a,b\n", fields: [["a", "b"]]),
    Case(name: "Chinese", text: "年,报\n局,𠀀\n", fields: [["年", "报"], ["局", "𠀀"]]),
    Case(name: "empty fields", text: "a,,b\n,,\n", fields: [["a", "", "b"], ["", "", ""]]),
    Case(name: "quoted empty fields", text: "\"\",\"\"\n", fields: [["", ""]]),
    Case(name: "comma in quotes", text: "\"a,b\",c\n", fields: [["a,b", "c"]]),
    Case(name: "quotes in quotes", text: "\"a\"\"b\"\"\",\"\"\"\"\n", fields: [["a\"b\"", "\""]]),
    Case(name: "LF in quotes", text: "\"a\nb\",c\n", fields: [["a\nb", "c"]]),
    Case(name: "CRLF in quotes", text: "\"a\r\nb\",c\r\n", fields: [["a\r\nb", "c"]]),
    Case(name: "blanks", text: " a , b \n", fields: [[" a ", " b "]]),
    Case(
      name: "JSON", text: "k,\"{\"\"a\"\": [1, 2]}\"\n", fields: [["k", "{\"a\": [1, 2]}"]]),
    Case(
      name: "rows of other widths", text: "a,b\n1\n1,2,3\n",
      fields: [
        ["a", "b"], ["1"], ["1", "2", "3"],
      ]),
  ]

  @Test(arguments: cases) func means(_ item: Case) {
    let bytes = Array(item.text.utf8)
    for cut in 0...bytes.count {
      let scan = CSVScan([bytes[..<cut], bytes[cut...]])
      #expect(scan.error == nil)
      let fields = scan.records.map { $0.fields.map { String(decoding: $0.bytes, as: UTF8.self) } }
      // Scalar for scalar: CR LF is one character of Swift.
      let isSame =
        fields.map { $0.map { Array($0.utf8) } } == item.fields.map { $0.map { Array($0.utf8) } }
      #expect(isSame, "\(fields), cut at \(cut)")
    }
  }

  @Test(arguments: [
    ("a\nb\"c\n", "csv-quote-unescaped"), ("a\n\"b\"c\n", "csv-text-after-quote"),
    ("a\n\"b\" ,c\n", "csv-text-after-quote"), ("a\n\"b", "csv-quote-unclosed"),
    ("a\n\"b\"\"\n", "csv-quote-unclosed"), ("a\nb,\"\n", "csv-quote-unclosed"),
  ])
  func isRefused(_ text: String, id: String) {
    let scan = CSVScan([Array(text.utf8)[...]])
    #expect(scan.error?.kind.id == id)
    #expect(scan.error?.place.line == 2)
  }
}
