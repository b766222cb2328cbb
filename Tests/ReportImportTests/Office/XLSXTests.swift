import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Reports in Excel workbooks.
@Suite struct XLSXTests {
  private func item(
    _ sheets: [OfficeMaterial.Sheet], strings: [String] = [], styles: String = ""
  ) throws -> ReadItem {
    try ImportedText.item(
      OfficeMaterial.xlsx(sheets, strings: strings, styles: styles), of: .xlsx)
  }

  private static func row(_ number: Int, _ texts: [String], hidden: Bool = false) -> String {
    OfficeMaterial.row(number, texts, hidden: hidden)
  }

  private static func cell(_ row: Int, _ column: Int, _ attributes: String, _ content: String)
    -> String
  {
    OfficeMaterial.cell(row, column, attributes, content)
  }

  private static let head =
    row(1, ["示例局2023年政府信息公开工作年度报告"]) + row(2, ["二、主动公开政府信息情况"])
    + row(3, ["第二十条第（五）项"]) + row(4, ["信息内容", "本年处理决定数量"])

  private func sheet(_ rows: String) -> OfficeMaterial.Sheet {
    OfficeMaterial.Sheet(name: "报告", rows: Self.head + rows, merges: ["A3:B3"])
  }

  /// 行政许可 with `value` as the XML of its cell.
  private func licensing(_ attributes: String, _ content: String) -> String {
    "<row r=\"5\">" + Self.cell(5, 0, "t=\"s\"", "<v>0</v>") + Self.cell(5, 1, attributes, content)
      + "</row>"
  }

  private func value(_ item: ReadItem, _ row: String = "licensing") throws -> CellValue {
    let report = try #require(item.report)
    return report.cells[
      try #require(report.form.ordinal(table: "disclosure", row: row, column: "decisions"))]
  }

  static let cells: [(String, String, String?)] = [
    ("", "<v>7</v>", "7"),
    ("", "<v>7.0000000000000000</v>", "7"),
    ("t=\"str\"", "<f>\"12\"</f><v>12</v>", "12"),
    ("", "<f>SUM(C1:C9)</f><v>26</v>", "26"),
    // A formula whose value was never worked out is no number.
    ("", "<f>SUM(C1:C9)</f>", nil),
    ("t=\"e\"", "<v>#REF!</v>", nil),
    ("t=\"b\"", "<v>1</v>", nil),
    ("t=\"inlineStr\"", "<is><r><t>1</t></r><r><t>5</t></r></is>", "15"),
    ("t=\"s\"", "<v>1</v>", "1234"),
    ("t=\"s\"", "<v>99</v>", ""),
    ("s=\"1\"", "<v>1234</v>", "1234"),
    // A date is no count.
    ("s=\"2\"", "<v>45000</v>", nil),
    // A percentage is printed as one.
    ("s=\"3\"", "<v>0.5</v>", nil),
  ]

  @Test(arguments: cells) func cellsOfEveryType(
    _ attributes: String, _ content: String, _ expected: String?
  ) throws {
    let styles =
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"3\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/>"
      + "</cellXfs>"
    let read = try item(
      [sheet(licensing(attributes, content))], strings: ["行政许可", "1,234"], styles: styles)
    let value = try value(read)
    switch expected {
    case nil: #expect(value == .absent, "\(content)")
    case "": #expect(value == .blank, "\(content)")
    default: #expect(value.number?.description == expected, "\(content)")
    }
  }

  @Test(arguments: ImportedText.editions) func everyCellIsRead(_ edition: String) throws {
    let form = try #require(ImportedText.forms[edition])
    for seed in UInt64(1)...8 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(form, blankOnceIn: 7, &random)
      let report = try #require(try item([OfficeMaterial.sheet(of: printed)]).report)
      #expect(report.edition == edition)
      for ordinal in printed.cells.indices where report.cells[ordinal] != printed.expected(ordinal)
      {
        Issue.record("seed \(seed) \(form.path(at: ordinal)): \(report.cells[ordinal])")
        return
      }
    }
  }

  @Test func whatIsHiddenIsLeftOutAndSaid() throws {
    let rows =
      Self.row(5, ["行政许可", "9"], hidden: true) + Self.row(6, ["行政许可", "8"])
      + Self.row(7, ["行政处罚", "3"])
    let secret = OfficeMaterial.Sheet(
      name: "底稿", state: "hidden", rows: Self.row(1, ["行政强制", "4"]))
    let read = try item([sheet(rows), secret])
    #expect(try value(read).number?.description == "8")
    #expect(try value(read, "compulsion") == .absent)
    #expect(read.count(.importHiddenLeftOut) == 1)
  }

  @Test func sheetsFollowEachOther() throws {
    let second = OfficeMaterial.Sheet(
      name: "表二",
      rows: Self.row(1, ["二、主动公开政府信息情况"]) + Self.row(2, ["第二十条第（六）项"])
        + Self.row(3, ["信息内容", "本年处理决定数量"]) + Self.row(4, ["行政处罚", "3"]))
    let read = try item([sheet(licensing("", "<v>7</v>")), second], strings: ["行政许可"])
    #expect(try value(read).number?.description == "7")
    #expect(try value(read, "penalties").number?.description == "3")
    let evidence = try #require(read.recognition?.cells.last)
    #expect(evidence.place.description.contains("表二!B4"))
  }

  @Test func brokenWorkbooks() throws {
    let good = try OfficeMaterial.xlsx([sheet(licensing("", "<v>7</v>"))], strings: ["行政许可"])
    #expect(try ImportedText.item(good, of: .xlsx).report != nil)
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      _ = try ImportedText.itemOrRefusal(random.damage(good), of: .xlsx)
    }
    // Spans and references that no sheet has.
    var sheet = sheet(licensing("", "<v>7</v>"))
    sheet.merges += ["A1:XFD1048576", "B2:A1", "A0:B0", "ZZZZZZZZZZ1:A2", "A1"]
    sheet.rows += "<row r=\"99999999999999999999\"><c r=\"XFD9\"><v>1</v></c></row>"
    _ = try? item([sheet], strings: ["行政许可"])
  }
}
