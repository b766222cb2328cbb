import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Reports in Word documents.
@Suite struct DOCXTests {
  private static let title = OfficeMaterial.paragraph("示例局2023年政府信息公开工作年度报告")
  private static let heading = OfficeMaterial.paragraph("二、主动公开政府信息情况")

  private func item(_ body: String, styles: String = "", footnotes: String = "") throws -> ReadItem
  {
    try ImportedText.item(
      OfficeMaterial.docx(body, styles: styles, footnotes: footnotes), of: .docx)
  }

  private func licensing(_ item: ReadItem) throws -> CellValue {
    let report = try #require(item.report)
    let ordinal = try #require(
      report.form.ordinal(table: "disclosure", row: "licensing", column: "decisions"))
    return report.cells[ordinal]
  }

  /// The block 第二十条第（五）项 with `cell` as the XML of its value.
  private func licensing(cell: String) -> String {
    OfficeMaterial.table([
      [PrintedCell(text: "第二十条第（五）项", columns: 2)],
      [PrintedCell(text: "信息内容"), PrintedCell(text: "本年处理决定数量")],
      [PrintedCell(text: "行政许可"), PrintedCell(text: "%")],
    ]).replacing(OfficeMaterial.paragraph("%"), with: cell)
  }

  @Test(arguments: ImportedText.editions) func everyCellIsRead(_ edition: String) throws {
    let form = try #require(ImportedText.forms[edition])
    for seed in UInt64(1)...8 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(form, blankOnceIn: 7, &random)
      let report = try #require(try item(OfficeMaterial.body(of: printed)).report)
      #expect(report.edition == edition)
      #expect(report.agency.name == printed.agency)
      for ordinal in printed.cells.indices where report.cells[ordinal] != printed.expected(ordinal)
      {
        Issue.record("seed \(seed) \(form.path(at: ordinal)): \(report.cells[ordinal])")
        return
      }
    }
  }

  @Test func trackedChangesCountAsAccepted() throws {
    let cell =
      "<w:p><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
      + "<w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:t>1</w:t></w:r></w:p>"
    let read = try item(Self.title + Self.heading + licensing(cell: cell))
    #expect(try licensing(read).number?.description == "71")
    let moved =
      "<w:p><w:moveFrom><w:r><w:t>4</w:t></w:r></w:moveFrom>"
      + "<w:moveTo><w:r><w:t>6</w:t></w:r></w:moveTo></w:p>"
    #expect(
      try licensing(item(Self.title + Self.heading + licensing(cell: moved))).number?.description
        == "6")
  }

  @Test func hiddenTextAndFieldCodesAreNoText() throws {
    let cell =
      "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
      + "<w:r><w:instrText>=SUM(A1:A2)</w:instrText></w:r><w:r><w:t>8</w:t></w:r></w:p>"
    let read = try item(Self.title + Self.heading + licensing(cell: cell))
    #expect(try licensing(read).number?.description == "8")
  }

  @Test func aDeletedRowIsNone() throws {
    let table = licensing(cell: OfficeMaterial.paragraph("8"))
    let deleted = table.replacing(
      "</w:tr></w:tbl>",
      with: "</w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>\(OfficeMaterial.paragraph("行政许可"))</w:tc>"
        + "<w:tc>\(OfficeMaterial.paragraph("9"))</w:tc></w:tr></w:tbl>")
    let read = try item(Self.title + Self.heading + deleted)
    #expect(try licensing(read).number?.description == "8")
    #expect(read.count(.importRowDoubled) == 0)
  }

  @Test func textBoxesStandBehindTheirParagraph() throws {
    let box =
      "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
      + OfficeMaterial.paragraph("文本框中的说明。")
      + "</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
      + OfficeMaterial.paragraph("文本框中的说明。")
      + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    let report = try #require(
      try item(Self.title + OfficeMaterial.paragraph("一、总体情况") + box).report)
    let overview = try #require(report.narrative.first { $0.code == "overview" })
    #expect(overview.blocks == [.paragraph("正文。"), .paragraph("文本框中的说明。")])
  }

  @Test func footnotesStandAtTheEnd() throws {
    let notes =
      "<w:footnote w:type=\"separator\"><w:p/></w:footnote><w:footnote>"
      + OfficeMaterial.paragraph("数据截至年底。") + "</w:footnote>"
    let report = try #require(
      try item(
        Self.title + OfficeMaterial.paragraph("一、总体情况") + OfficeMaterial.paragraph("正文。"),
        footnotes: notes
      ).report)
    let blocks = report.narrative.flatMap(\.blocks)
    #expect(blocks == [.paragraph("正文。"), .paragraph("数据截至年底。")])
  }

  @Test func aTableInATableOnlyArranges() throws {
    let inner = licensing(cell: OfficeMaterial.paragraph("8"))
    let outer = "<w:tbl><w:tr><w:tc>\(Self.heading)\(inner)</w:tc></w:tr></w:tbl>"
    #expect(try licensing(item(Self.title + outer)).number?.description == "8")
  }

  @Test func headingsByStyle() throws {
    let styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 1\"/></w:style>"
    let heading =
      "<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr><w:r><w:t>其他</w:t></w:r></w:p>"
    let report = try #require(
      try item(
        Self.title + OfficeMaterial.paragraph("一、总体情况") + OfficeMaterial.paragraph("正文。") + heading,
        styles: styles
      ).report)
    #expect(report.narrative.last?.title == "其他")
  }

  /// What the container or a part breaks is told, and never a crash.
  @Test func brokenDocuments() throws {
    let good = try OfficeMaterial.docx(Self.title + Self.heading)
    #expect(try ImportedText.item(good, of: .docx).report != nil)
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      _ = try ImportedText.itemOrRefusal(random.damage(good), of: .docx)
    }
    for length in stride(from: 0, to: good.count, by: max(1, good.count / 50)) {
      #expect(throws: (any Error).self) {
        try ImportedText.item(Array(good.prefix(length)), of: .docx)
      }
    }
    let missing = try OfficeMaterial.zip([("word/document.xml", "<a/>")])
    let thrown = #expect(throws: Diagnostic.self) { try ImportedText.item(missing, of: .docx) }
    #expect(thrown?.kind == .officePartMissing)
  }
}
