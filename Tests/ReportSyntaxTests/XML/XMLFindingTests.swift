import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct XMLFindingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let content: String
    /// One line a finding: id, place, and the arguments that matter.
    let expected: [String]
    var testDescription: String { content }
  }

  static let cases = [
    Case(
      content: "<year>01</year>",
      expected: ["xml-value-invalid 2:1 report/year '01' (0|[1-9][0-9]{0,14}|/)?"]),
    Case(
      content: "<year/><issueDate>2025-02-30</issueDate>",
      expected: ["xml-value-invalid 2:8 report/issueDate '2025-02-30' day"]),
    Case(
      content: "<year/><section code=\"x&amp;'\"/>",
      expected: [
        "xml-value-invalid 2:8 report/section/@code 'x&'' 'overview', 'other'"
      ]),
    Case(
      content: "<year/><section code='other' more=''/>",
      expected: ["xml-attribute-unexpected 2:8 report/section more"]),
    Case(
      content: "<year/><rules><fee unit='x'>1</fee></rules>",
      expected: ["xml-value-invalid 2:15 report/rules/fee/@unit 'x' unknown"]),
    Case(content: "<!-- -->", expected: ["xml-element-missing 3:1 report year"]),
    Case(
      content: "<year/><rules><repealed/><issued/><x/></rules>",
      expected: ["xml-element-unexpected 2:26 report/rules/issued fee"]),
    Case(
      content: "<year/><rules>\n <fee/><fee/></rules><year/>",
      expected: [
        "xml-element-unexpected 3:8 report/rules/fee —",
        "xml-element-unexpected 3:22 report/year nothing",
      ]),
    Case(
      content: "<year/><rules><issued/>年 文字</rules>",
      expected: ["xml-text-unexpected 2:15 report/rules '年 文字'"]),
    Case(content: "<year><b/></year>", expected: ["xml-element-unexpected 2:7 report/year/b —"]),
    Case(
      content: "<year/><nothing>x</nothing>",
      expected: ["xml-text-unexpected 2:8 report/nothing 'x'"]),
    Case(
      content: "<year xmlns='urn:u'/>", expected: ["xml-element-unexpected 2:1 report/year year"]),
  ]

  static func describe(_ finding: XMLSchemaFinding) -> String {
    let diagnostic = finding.diagnostic
    let place = "\(diagnostic.place.line):\(diagnostic.place.column)"
    let path = diagnostic.arguments["path"] ?? ""
    let more: String? =
      switch diagnostic.kind.id {
      case "xml-value-invalid": "'\(finding.value)' \(diagnostic.arguments["rule"] ?? "")"
      case "xml-text-unexpected": "'\(finding.value)'"
      case "xml-attribute-unexpected", "xml-attribute-missing": finding.attribute
      default: diagnostic.arguments["expected"]
      }
    return "\(diagnostic.kind.id) \(place) \(path) \(more ?? "")"
  }

  @Test(arguments: cases) func sayWhatAndWhere(_ test: Case) throws {
    let text = "<report xmlns='urn:t' id='a'>\n\(test.content)\n</report>"
    for chunk in [1, 4096] {
      let found = Reading.validating(text, try XMLExample.schema(), chunk: chunk).findings[0]
      #expect(found.map(Self.describe) == test.expected, "\(found.map(\.message))")
      for finding in found {
        for language in Language.allCases {
          #expect(!finding.diagnostic.message(in: language).contains("{path}"))
        }
      }
    }
  }

  @Test func theRootItself() throws {
    let schema = try XMLExample.schema()
    let missing = Reading.validating("<report xmlns='urn:t'><year/></report>", schema).findings[0]
    #expect(missing.map(Self.describe) == ["xml-attribute-missing 1:1 report id"])
    let unknown = Reading.validating("\n <report id='a'><year/></report>", schema).findings[0]
    #expect(unknown.map(Self.describe) == ["xml-element-unexpected 2:2 report —"])
  }

  @Test func pathsInABatchBeginAtTheReport() throws {
    let text = "<batch>\n<report xmlns='urn:t' id='a'><year>x</year></report></batch>"
    let found = Reading.validating(text, try XMLExample.schema()).findings[0]
    #expect(found.map(\.path) == ["report/year"])
    #expect(found[0].place.description == ":2:30")
  }
}
