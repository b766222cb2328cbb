import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// Where a text does not tell a number for certain, none is given, and what stands there is kept.
@Suite struct OpenCellTests {
  private func report(_ body: String, year: Int = 2023) throws -> (ReadItem, Report) {
    let text = "示例局\(year)年政府信息公开工作年度报告\n一、总体情况\n\(year)年，有序推进。\n" + body
    let item = try ImportedText.item(text)
    return (item, try #require(item.report))
  }

  private func value(_ report: Report, _ table: String, _ row: String, _ column: String) throws
    -> CellValue
  {
    let ordinal = try #require(report.form.ordinal(table: table, row: row, column: column))
    return report.cells[ordinal]
  }

  private static let disclosure = "二、主动公开政府信息情况\n"

  @Test func aHeaderInYuanIsConverted() throws {
    let (item, report) = try report(
      Self.disclosure
        + "第二十条第（八）项 |\n信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 152790 |")
    #expect(
      try value(report, "disclosure", "fees", "amount")
        == .number(#require(ExactNumber(mantissa: 15279, scale: 3))))
    #expect(item.count(.importCellConverted) == 1)
  }

  @Test func ofTwoYearsSideBySideTheOwnIsRead() throws {
    let (_, report) = try report(
      "政府信息公开情况统计表\n指标名称 | 计量单位 | 2016年 | 2015年 |\n制发规范性文件总数 | 件 | 5 |  |\n"
        + "2.政府网站公开政府信息数 | 条 | 7 | 9 |", year: 2016)
    #expect(report.edition == "2014")
    #expect(report.cells.countOfNumbers == 1)
    #expect(
      try value(report, "statistics", "disclosure.channels.website", "value").number?.description
        == "7")
    // Of one number nothing tells which year it is of.
    #expect(report.extras.map(\.texts) == [["5"]])
  }

  @Test func aLocalTableWithTheSameLabelsIsNotTheForms() throws {
    let (_, report) = try report("事项 | 办件量 |\n行政许可 | 120 |\n行政处罚 | 5 |")
    #expect(report.cells.countOfNumbers == 0)
  }

  @Test func columnsOfAnotherEditionAreKept() throws {
    let (item, report) = try report(
      Self.disclosure
        + """
        第二十条第（一）项 |
        信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
        规章 | 1 | 2 | 3 |
        第二十条第（五）项 |
        信息内容 | 本年处理决定数量 |
        行政许可 | 5 |
        第二十条第（八）项 |
        信息内容 | 本年收费金额（单位：万元） |
        行政事业性收费 | 1.5 |
        四、结转下年度继续办理
        （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 |
        """)
    #expect(report.edition == "2021")
    #expect(try value(report, "disclosure", "rules", "issued") == .absent)
    #expect(try value(report, "disclosure", "licensing", "decisions").number != nil)
    #expect(item.count(.importColumnsOfOtherEdition) == 1)
    #expect(report.extras.contains { $0.row == "rules" && $0.texts == ["1", "2", "3"] })
  }

  @Test func aRowGivenTwiceWithOtherValuesIsOpen() throws {
    let block = "第二十条第（五）项 |\n信息内容 | 本年处理决定数量 |\n行政许可 | %d |\n"
    let same = try report(
      Self.disclosure + block.replacing("%d", with: "5") + block.replacing("%d", with: "5"))
    #expect(try value(same.1, "disclosure", "licensing", "decisions").number?.description == "5")
    let other = try report(
      Self.disclosure + block.replacing("%d", with: "5") + block.replacing("%d", with: "6"))
    #expect(try value(other.1, "disclosure", "licensing", "decisions") == .absent)
    #expect(other.0.count(.importRowDoubled) == 1)
    #expect(other.1.extras.map(\.texts) == [["5"], ["6"]])
  }

  @Test func wordsInACellAreKept() throws {
    let (item, report) = try report(
      Self.disclosure
        + "第二十条第（一）项 |\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 无 | 0 | 本单位不制定 |")
    #expect(try value(report, "disclosure", "rules", "issued") == .absent)
    #expect(try value(report, "disclosure", "rules", "repealed").number == .zero)
    #expect(item.count(.importCellUnreadable) == 2)
    #expect(report.extras.map(\.texts) == [["无"], ["本单位不制定"]])
    #expect(report.extras.map(\.column) == ["issued", "inForce"])
    #expect(report.extras.allSatisfy { $0.place.hasPrefix("7:") })
  }

  @Test func rowsThatTheFormDoesNotHaveAreKept() throws {
    let (item, report) = try report(
      Self.disclosure
        + "第二十条第（六）项 |\n信息内容 | 本年处理决定数量 |\n行政处罚 | 4 |\n行政检查 | 31 |\n行政强制 | 2 |")
    #expect(try value(report, "disclosure", "penalties", "decisions").number?.description == "4")
    #expect(try value(report, "disclosure", "compulsion", "decisions").number?.description == "2")
    #expect(item.count(.importRowUnknown) == 1)
    #expect(report.extras.map(\.label) == ["行政检查"])
    #expect(report.extras.map(\.texts) == [["31"]])
  }

  @Test func tablesThatAreNotTheFormsAreNarrative() throws {
    let (_, report) = try report("渠道 | 条数 |\n网站 | 20 |\n公报 | 3 |")
    #expect(
      report.narrative.first?.blocks.last
        == .table([["渠道", "条数"], ["网站", "20"], ["公报", "3"]]))
  }

  @Test func theEditionIsThatOfTheLabels() throws {
    var random = SeededGenerator(seed: 5)
    let form = try #require(ImportedText.forms["2019"])
    let printed = PrintedReport(form, &random)
    let text = printed.text(.bars).replacing("2020年", with: "2022年")
    let item = try ImportedText.item(text)
    #expect(item.report?.edition == "2019")
    #expect(item.report?.year == 2022)
    #expect(item.count(.importEditionMismatch) == 1)
    let forced = try ImportedText.item(Array(text.utf8), as: "2021")
    #expect(forced.report?.edition == "2021")
    #expect(forced.count(.importEditionMismatch) == 0)
  }

  @Test func cellsRunTogetherAreReadWhenTheyAreZeros() throws {
    let (_, report) = try report(
      Self.disclosure
        + """
        第二十条第（一）项
        信息内容本年制发件数本年废止件数现行有效件数
        规章000
        行政规范性文件120
        第二十条第（五）项
        信息内容本年处理决定数量
        行政许可37
        """)
    for column in ["issued", "repealed", "inForce"] {
      #expect(try value(report, "disclosure", "rules", column).number == .zero)
      #expect(try value(report, "disclosure", "normativeDocuments", column) == .absent)
    }
    #expect(try value(report, "disclosure", "licensing", "decisions").number?.description == "37")
    #expect(report.extras.map(\.texts) == [["120"]])
  }

  /// Header labels printed downwards come out as lines of single characters.
  @Test(arguments: [true, false]) func scatteredLabels(areAllThere: Bool) throws {
    let upper = "结 结 其 尚 总 结 结 其 尚 总 结 结 其 尚 总"
    let (_, report) = try report(
      """
      四、政府信息公开行政复议、行政诉讼情况
      行政复议 行政诉讼
      未经复议直接起诉 复议后起诉
      \(areAllThere ? upper : upper.replacing("总 结", with: "结"))
      果 果 他 未 计 果 果 他 未 计 果 果 他 未 计
      维 纠 结 审 维 纠 结 审 维 纠 结 审
      持 正 果 结 持 正 果 结 持 正 果 结
      1 2 3 4 10 0 0 0 0 0 5 0 0 1 6
      """)
    let total = try value(report, "disputes", "litigation.afterReconsideration", "total")
    #expect(total.number?.description == (areAllThere ? "6" : nil))
  }
}
