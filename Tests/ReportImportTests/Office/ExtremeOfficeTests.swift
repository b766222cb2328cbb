import ReportDiagnostics
import ReportFormats
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Numbers beyond all measure wherever Word, Excel and HTML state one: nothing traps, and the text
/// around them is read.
@Suite struct ExtremeOfficeTests {
  private static let title = "示例市数据局2023年政府信息公开工作年度报告"
  /// What is to be found in what was read.
  private static let marks = ["甲一号正文。", "乙二号正文。"]

  /// All that a report holds of texts.
  private static func texts(_ report: Report) -> String {
    report.narrative.flatMap { section in
      [section.title]
        + section.blocks.flatMap { block -> [String] in
          switch block {
          case .heading(let text, level: _), .paragraph(let text): [text]
          case .table(let rows): rows.flatMap { $0 }
          }
        }
    }.joined(separator: "\n") + report.extras.flatMap(\.texts).joined(separator: "\n")
  }

  private static func check(
    _ bytes: [UInt8], _ format: Format, _ comment: String, and others: [String] = []
  ) throws {
    let item = try ImportedText.item(bytes, of: format)
    let report = try #require(item.report, "\(comment)")
    #expect(report.title == title, "\(comment)")
    let found = texts(report)
    for mark in marks + others { #expect(found.contains(mark), "\(comment)") }
    for finding in item.findings { #expect(!finding.message(in: .english).isEmpty) }
  }

  // MARK: - Excel

  /// Rows with `attribute` in the second and the third.
  private static func rows(_ row: String, _ cell: String, value: String = "") -> String {
    func text(_ text: String, _ attributes: String) -> String {
      "<c \(attributes) t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    return "<row r=\"1\">\(text(title, "r=\"A1\""))</row>"
      + "<row \(row)>\(text("一、总体情况", cell))</row>"
      + "<row \(row)>\(text(marks[0], cell))\(value)</row><row>\(text(marks[1], ""))</row>"
  }

  private static func sheet(_ sheet: OfficeMaterial.Sheet, styles: String = "") throws -> [UInt8] {
    try OfficeMaterial.xlsx([sheet], strings: ["共享"], styles: styles)
  }

  @Test(arguments: ExtremeNumbers.texts) func rowsOfExcel(_ number: String) throws {
    let bytes = try Self.sheet(.init(name: "表", rows: Self.rows("r=\"\(number)\"", "")))
    try Self.check(bytes, .xlsx, "row \(number)")
  }

  @Test(arguments: ExtremeNumbers.texts) func cellsOfExcel(_ number: String) throws {
    for value in [
      "<c r=\"B\(number)\"><v>1</v></c>", "<c s=\"\(number)\"><v>5</v></c>",
      "<c t=\"s\"><v>\(number)</v></c>", "<c><v>\(number)</v></c>",
      "<c s=\"1\"><v>\(number)</v></c>", "<c s=\"2\"><v>\(number)</v></c>",
      "<c t=\"b\"><v>\(number)</v></c>",
    ] {
      let styles =
        "<numFmts><numFmt numFmtId=\"\(number)\" formatCode=\"0.00\"/></numFmts><cellXfs>"
        + "<xf numFmtId=\"\(number)\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/></cellXfs>"
      let bytes = try Self.sheet(
        .init(name: "表", rows: Self.rows("", "", value: value)), styles: styles)
      try Self.check(bytes, .xlsx, value)
    }
  }

  @Test(arguments: ExtremeNumbers.texts) func rangesOfExcel(_ number: String) throws {
    for reference in [
      "B5:B\(number)", "B\(number):B5", "B\(number):IV\(number)", "IV5:ZZZZZZ\(number)",
      "\(number):5",
      "B\(number)", "A\(number):", ":",
    ] {
      var sheet = OfficeMaterial.Sheet(name: "表", rows: Self.rows("", ""))
      sheet.merges = [reference]
      try Self.check(try Self.sheet(sheet), .xlsx, reference)
    }
    // Columns behind the ones that are printed, and such as are no range.
    for (first, last) in [(number, number), ("5", number), (number, "5"), ("257", number)]
    where !["1", "0"].contains(number) && !number.hasPrefix("00") {
      var sheet = OfficeMaterial.Sheet(name: "表", rows: Self.rows("", ""))
      sheet.columns = "<cols><col min=\"\(first)\" max=\"\(last)\" hidden=\"1\"/></cols>"
      try Self.check(try Self.sheet(sheet), .xlsx, "\(first)...\(last)")
    }
  }

  @Test(arguments: [
    "IU", "IV", "IW", "IX", "XFD", "XFE", "ZZZZ", "ZZZZZ", "ZZZZZZZZZZZZZZZZZZ", "@",
  ])
  func columnsOfExcel(_ letters: String) throws {
    let value = "<c r=\"\(letters)3\"><v>1</v></c><c><v>2</v></c>"
    try Self.check(
      try Self.sheet(.init(name: "表", rows: Self.rows("", "", value: value))), .xlsx, letters)
  }

  // MARK: - Word

  @Test(arguments: ExtremeNumbers.texts) func numbersOfWord(_ number: String) throws {
    func listed(_ text: String, level: String = "0", id: String = "1") -> String {
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(id)\"/></w:numPr>"
        + "<w:outlineLvl w:val=\"\(number)\"/></w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
    }
    let body =
      OfficeMaterial.paragraph(Self.title) + OfficeMaterial.paragraph("一、总体情况")
      + listed(Self.marks[0]) + listed("三", level: number) + listed("四", id: number)
      + listed(Self.marks[1])
    let numbering =
      "<w:abstractNum w:abstractNumId=\"\(number)\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"\(number)\"/>"
      + "<w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"(%1.%2.%9.%\(number))\"/></w:lvl>"
      + "<w:lvl w:ilvl=\"\(number)\"><w:start w:val=\"\(number)\"/></w:lvl></w:abstractNum>"
      + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"\(number)\"/></w:num>"
      + "<w:num w:numId=\"\(number)\"><w:abstractNumId w:val=\"\(number)\"/></w:num>"
    let styles =
      "<w:style w:styleId=\"a\"><w:name w:val=\"heading \(number)\"/><w:basedOn w:val=\"a\"/></w:style>"
    let bytes = try OfficeMaterial.docx(body, styles: styles, numbering: numbering)
    try Self.check(bytes, .docx, number)
  }

  @Test(arguments: ExtremeNumbers.texts) func spansOfWord(_ number: String) throws {
    let table =
      "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"\(number)\"/></w:trPr><w:tc>"
      + "\(OfficeMaterial.paragraph("远处的字"))</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan"
      + " w:val=\"\(number)\"/></w:tcPr>\(OfficeMaterial.paragraph(Self.marks[0]))</w:tc><w:tc><w:tcPr>"
      + "<w:gridSpan w:val=\"\(number)\"/><w:vMerge/></w:tcPr>\(OfficeMaterial.paragraph("下"))</w:tc>"
      + "</w:tr></w:tbl>"
    let body =
      OfficeMaterial.paragraph(Self.title) + OfficeMaterial.paragraph("一、总体情况") + table
      + OfficeMaterial.paragraph(Self.marks[1])
    try Self.check(try OfficeMaterial.docx(body), .docx, number, and: ["远处的字"])
  }

  // MARK: - HTML

  @Test(arguments: ExtremeNumbers.texts) func spansOfPages(_ number: String) throws {
    for (columns, rows) in [(number, "1"), ("1", number), (number, number)] {
      let spans = "colspan=\"\(columns)\" rowspan=\"\(rows)\""
      let page =
        "<html><body><h1>\(Self.title)</h1><p>一、总体情况</p><table><tr><td \(spans)>\(Self.marks[0])</td>"
        + "<th \(spans)>\(Self.marks[1])</th></tr><tr><td>丙</td><td>丁</td></tr></table></body></html>"
      try Self.check(Array(page.utf8), .html, spans, and: ["丙", "丁"])
    }
  }

  // MARK: - Texts

  @Test(arguments: ExtremeNumbers.texts) func numbersOfTexts(_ number: String) throws {
    let text = """
      \(Self.title)
      索引号：\(number) 成文日期：\(number)年\(number)月\(number)日
      一、总体情况
      \(Self.marks[0])
      \(number)、自\(number)年1月1日至\(number)年12月31日，\(Self.marks[1])
      （\(number)）\(number).\(number)
      二、主动公开政府信息情况
      第二十条第（一）项
      信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
      规章 | \(number) | 2 | 3
      行政规范性文件 | +\(number)件 | \(number)% | \(number),\(number)
      第二十条第（八）项
      信息内容 | 本年收费金额（单位：亿元）
      行政事业性收费 | \(number)
      示例市数据局
      \(number)年\(number)月\(number)日
      """
    try Self.check(Array(text.utf8), .text, number)
    // What is read of it is the number that is printed.
    let report = try #require(try ImportedText.item(text).report)
    if let cell = report.form.ordinal(table: "disclosure", row: "rules", column: "issued"),
      let value = report.cells[cell].number
    {
      #expect(value == ExactNumber(lexicalForm: Array(number.utf8).span) || number.utf8.count > 15)
    }
  }
}
