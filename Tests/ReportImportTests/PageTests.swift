import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportIO
import ReportTestSupport
import Testing

/// Reports as web pages: what is printed is read, whatever stands around it.
@Suite struct PageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let edition: String
    let style: PrintedReport.PageStyle
    var testDescription: String { "\(edition), \(style.rawValue)" }
  }

  static let cases = ImportedText.editions.flatMap { edition in
    PrintedReport.PageStyle.allCases.map { Case(edition: edition, style: $0) }
  }

  private func printed(_ edition: String, seed: UInt64, blankOnceIn: Int = 0) throws
    -> PrintedReport
  {
    var random = SeededGenerator(seed: seed)
    let form = try #require(ImportedText.forms[edition])
    return PrintedReport(form, blankOnceIn: blankOnceIn, &random)
  }

  private func item(_ bytes: [UInt8]) throws(Diagnostic) -> ReadItem? {
    let reader = try Format.html.makeReader(
      ByteSource(bytes: bytes, name: "a.html"),
      ReadOptions(forms: ImportedText.forms, sourceName: "a.html"))
    return try reader.next()
  }

  private func item(_ page: String) throws -> ReadItem {
    try #require(try item(Array(page.utf8)))
  }

  /// Blank cells can be seen in a page, so that every state is read for certain.
  @Test(arguments: cases)
  func everyCellIsRead(_ test: Case) throws {
    for seed in UInt64(1)...6 {
      let printed = try printed(test.edition, seed: seed, blankOnceIn: seed % 2 == 0 ? 4 : 0)
      let item = try item(printed.page(test.style))
      let report = try #require(item.report)
      #expect(report.edition == test.edition)
      #expect(report.year == printed.year)
      #expect(report.agency.name == printed.agency)
      #expect(report.issueDate?.description == "\(printed.year + 1)-01-28")
      #expect(report.narrative.map(\.code) == printed.form.sections.map(\.code))
      #expect(report.extras.isEmpty)
      let recognition = try #require(item.recognition)
      #expect(recognition.count(of: .leftOver) == 0)
      #expect(recognition.count(of: .navigation) == (test.style == .plain ? 0 : 3))
      for ordinal in printed.cells.indices where report.cells[ordinal] != printed.expected(ordinal)
      {
        Issue.record(
          "seed \(seed) \(printed.form.path(at: ordinal)): \(report.cells[ordinal]) for \(printed.cells[ordinal])"
        )
        return
      }
    }
  }

  @Test(arguments: cases)
  func lostAndMergedCellsShiftNothing(_ test: Case) throws {
    for seed in UInt64(50)...65 {
      let printed = try printed(test.edition, seed: seed)
      var random = SeededGenerator(seed: seed)
      let page = printed.page(test.style) { rows in
        rows.map { row in
          guard random.once(in: 3), row.count(where: \.isValue) > 1 else { return row }
          var row = row
          let place = random.one(of: row.indices.filter { row[$0].isValue })
          row.remove(at: place)
          // Every other time a neighbour takes the place.
          if random.once(in: 2), place > 0, row[place - 1].isValue { row[place - 1].columns = 2 }
          return row
        }
      }
      let report = try #require(try item(page).report)
      for ordinal in printed.cells.indices
      where report.cells[ordinal] != .absent && report.cells[ordinal] != .blank
        && report.cells[ordinal] != printed.expected(ordinal)
      {
        Issue.record("seed \(seed) \(printed.form.path(at: ordinal)): \(report.cells[ordinal])")
      }
    }
  }

  @Test func encodingsGiveTheSame() throws {
    let page = try printed("2021", seed: 7).page(.cluttered)
    let expected = try #require(try item(page).report)
    var little: [UInt8] = [0xFF, 0xFE]
    for unit in page.utf16 { little += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(page.utf8)
    let wronglyDeclared = Array(
      page.replacing("<head>", with: "<head><meta charset=gb2312>").utf8)
    for bytes in [little, marked, wronglyDeclared] {
      let report = try #require(try item(bytes)?.report)
      #expect(report.cells == expected.cells)
      #expect(report.narrative == expected.narrative)
    }
  }

  @Test func findingsNameTheCell() throws {
    let page = try printed("2021", seed: 3).page(.plain)
      .replacing(
        "本年处理决定数量</td></tr><tr><td>行政许可</td><td>", with: "本年处理决定数量</td></tr><tr><td>行政许可</td><td>约")
    let item = try item(page)
    let finding = try #require(item.findings.first { $0.kind == .importCellUnreadable })
    #expect(finding.place.description.hasPrefix(": table 1, row "))
    #expect(item.report?.extras.first?.place.hasPrefix("table 1, row ") ?? false)
  }

  @Test(arguments: [
    "", "<html></html>", "<table>", "<p>", "<table><tr><td rowspan=99999999999 colspan=-3>x",
    "<html><body>今天天气很好。</body></html>",
  ])
  func noReport(_ page: String) throws {
    let thrown = #expect(throws: Diagnostic.self) { try item(Array(page.utf8)) }
    #expect(thrown?.kind == .importNothingRecognised)
  }

  /// What stands in a table but in no cell is shown before it, and no less a text.
  @Test func textsBesideCellsAreKept() throws {
    let page = """
      <h1>示例局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2>
      <table><caption>表一 示例</caption>散落的文字<tr><td>甲</td><td>乙</td></tr>
      <p>又一段</p><td>无行的格</td><tr><td>1<td>2</tr></table>
      """
    let report = try #require(try item(page).report)
    #expect(
      report.narrative.last?.blocks == [
        .paragraph("表一 示例"), .paragraph("散落的文字"), .paragraph("又一段"), .paragraph("无行的格"),
        .table([["甲", "乙"], ["1", "2"]]),
      ])
  }

  /// A line of a hundred thousand pieces takes no longer than as many lines.
  @Test func manyPiecesOfALine() throws {
    let pieces = String(repeating: "<b>公开</b>", count: 100_000)
    let page = "<h1>示例局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>\(pieces)</p>"
    let report = try #require(try item(page).report)
    #expect(report.narrative.last?.blocks == [.paragraph(String(repeating: "公开", count: 100_000))])
  }

  @Test func nestingIsLimited() throws {
    let deep = String(repeating: "<div>", count: 100_000)
    let thrown = #expect(throws: Diagnostic.self) { try item(Array(deep.utf8)) }
    #expect(thrown?.kind == .markupLimitExceeded)
    let thrownForBig5 = #expect(throws: Diagnostic.self) {
      try item(Array("<meta charset=big5>".utf8) + [0xA4, 0xA4, 0xA4, 0xE5])
    }
    #expect(thrownForBig5?.kind == .htmlEncodingUnsupported)
  }

  @Test(arguments: ImportedText.editions)
  func damageIsSurvived(_ edition: String) throws {
    for seed in UInt64(1)...25 {
      var random = SeededGenerator(seed: seed)
      let page = try printed(edition, seed: seed).page(seed % 2 == 0 ? .plain : .cluttered)
      do throws(Diagnostic) {
        _ = try item(random.damageOnePercent(Array(page.utf8)))
      } catch {
        #expect(!error.kind.id.isEmpty)
      }
    }
  }
}
