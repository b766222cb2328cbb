import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// What sites make of a report's page as a whole.
@Suite struct PageFormTests {
  /// How the page differs.
  enum Form: String, CaseIterable, Sendable {
    /// All tables run together into one, headings as rows of it.
    case oneTable
    /// Tables follow each other in one table without the headings between them.
    case tablesWithoutHeadings
    /// Headings and paragraphs in rows of a layout table, tables inside its cells.
    case layoutRows
    /// A list of links to the sections before the text.
    case contents
    /// A list of links to other reports beside the text.
    case otherReports
    /// A copy for printing with other numbers, not shown.
    case hiddenCopy
    /// Spans with units and percentages, header cells as `th` in `thead`.
    case headerElements
    /// Every text in its own `span` and `font`, white space everywhere.
    case wordExport
    /// No end tags of cells, rows and paragraphs; upper-case names.
    case oldPage
    /// The tables of the year before behind those of the report.
    case yearBefore
    /// Another body's report behind it.
    case secondReport

    /// Whether every cell must be read.
    var isWhole: Bool { self != .yearBefore && self != .secondReport }

    func applied(to page: String, other: String) -> String {
      switch self {
      case .oneTable:
        return page.replacing("</tbody></table>", with: "")
          .replacing("<table><tbody>", with: "")
          .replacingHeadings { "<tr><td colspan=10>\($0)</td></tr>" }
          .replacing("<body>", with: "<body><table><tbody>")
          .replacing("<p>", with: "<tr><td colspan=10>").replacing("</p>", with: "</td></tr>")
      case .tablesWithoutHeadings:
        return page.replacingHeadings { _ in "" }
          .replacing("</tbody></table><table><tbody>", with: "")
      case .layoutRows:
        return page.replacing("<table>", with: "<tr><td><table border=1>")
          .replacing("</table>", with: "</table></td></tr>")
          .replacingHeadings { "<tr><td><strong>\($0)</strong></td></tr>" }
          .replacing("<body>", with: "<body><table width=900>")
          .replacing("</body>", with: "</table></body>")
      case .contents:
        let links = page.headings.map { "<li><a href='#a'>\($0)</a></li>" }.joined()
        return page.replacing("</h1>", with: "</h1><ul>\(links)</ul>")
      case .otherReports:
        let links = (2015...2024).map {
          "<li><a href='/\($0)'>示例市林业和草原局\($0)年政府信息公开工作年度报告</a><span>\($0)-01-28</span></li>"
        }
        return page.replacing("<body>", with: "<body><div><ul>\(links.joined())</ul></div>")
      case .hiddenCopy:
        return page.replacing(
          "</body>", with: "<div style='DISPLAY: none'>\(other.bodyOfPage)</div></body>")
      case .headerElements:
        return page.replacing("<tbody><tr><td", with: "<thead><tr><th")
      case .wordExport:
        return page.replacing("<td", with: "\n <td class=MsoNormal style='border:solid 1.0pt'")
          .replacing("</td>", with: "<o:p></o:p>\n</td>")
          .replacing("<tr>", with: "<tr style='mso-yfti-irow:1'>\n")
      case .oldPage:
        return page.replacing("</td>", with: "").replacing("</tr>", with: "")
          .replacing("</p>", with: "").replacing("<td", with: "<TD").replacing("<tr", with: "<TR")
      case .yearBefore:
        return page.replacing("</body>", with: other.tablesOfPage + "</body>")
      case .secondReport:
        return page.replacing("</body>", with: other.bodyOfPage + "</body>")
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let form: Form
    let edition: String
    var testDescription: String { "\(form.rawValue), \(edition)" }
  }

  static let cases = Form.allCases.flatMap { form in
    ImportedText.editions.map { Case(form: form, edition: $0) }
  }

  @Test(arguments: cases) func pages(_ test: Case) throws {
    let form = try #require(ImportedText.forms[test.edition])
    for seed in UInt64(1)...3 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(distinct: form, &random)
      let other = PrintedReport(distinct: form, &random).page(.plain)
      let page = test.form.applied(to: printed.page(.plain), other: other)
      let report = try ImportedText.report(page, as: .html)
      let wrong = DistinctNumbers(printed).wrong(in: report, isIntact: true)
      #expect(wrong.isEmpty, "seed \(seed): \(wrong.count), \(wrong.first ?? "")")
      let count = report.cells.countOfNumbers
      if test.form.isWhole { #expect(count == printed.cells.count, "seed \(seed)") }
      #expect(report.year == printed.year)
      #expect(report.agency.name == printed.agency)
    }
  }

  /// A report without tables has no numbers, whatever its text says.
  @Test func narrativeOnly() throws {
    let page = """
      <html><body><h1>示例市数据局2016年政府信息公开工作年度报告</h1>
      <p>一、概述</p><p>2016年，主动公开政府信息数 1230 条，其中：主动公开规范性文件数 12 条。</p>
      <p>二、依申请公开情况</p><p>收到申请数：26</p><p>1.当面申请数 3 件</p>
      <p>（三）申请答复数</p><p>2.同意公开答复数：5件；行政复议数量0件。</p>
      <p>示例市数据局</p><p>2017年1月20日</p></body></html>
      """
    let report = try ImportedText.report(page, as: .html)
    #expect(report.edition == "2014")
    #expect(report.narrative.count >= 2)
    for ordinal in report.form.cells.indices where report.cells[ordinal].number != nil {
      // A line of its own that is a label and a number may be taken; nothing else.
      #expect(report.form.path(at: ordinal).contains("inPerson"))
    }
  }
}

extension String {
  fileprivate var headings: [String] {
    var headings: [String] = []
    var rest = self[...]
    while let start = rest.firstRange(of: "<h2>"), let end = rest.firstRange(of: "</h2>") {
      headings.append(String(rest[start.upperBound..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return headings
  }

  fileprivate func replacingHeadings(_ make: (String) -> String) -> String {
    headings.reduce(self) { $0.replacing("<h2>\($1)</h2>", with: make($1)) }
  }

  /// What stands in the body of a page.
  fileprivate var bodyOfPage: String {
    guard let start = firstRange(of: "<body>"), let end = firstRange(of: "</body>") else {
      return ""
    }
    return String(self[start.upperBound..<end.lowerBound])
  }

  /// The tables of a page.
  fileprivate var tablesOfPage: String {
    var tables = ""
    var rest = self[...]
    while let start = rest.firstRange(of: "<table>"), let end = rest.firstRange(of: "</table>") {
      tables += rest[start.lowerBound..<end.upperBound]
      rest = rest[end.upperBound...]
    }
    return tables
  }
}
