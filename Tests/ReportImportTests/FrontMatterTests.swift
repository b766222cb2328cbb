@testable import ReportImport
import ReportForms
import ReportModel
import Testing

/// Titles, dates and publication data.
@Suite struct FrontMatterTests {
  private static let finder: FrontMatterFinder? = {
    guard let wording = try? ImportWording.embedded()
    else { return nil }
    return FrontMatterFinder(wording, LabelFolding(wording))
  }()

  static let titles: [(String, Int?, String)] = [
    ("示例市数据局2024年政府信息公开工作年度报告", 2024, "示例市数据局"),
    ("2020年度示例县水务局信息公开工作年度报告", 2020, "示例县水务局"),
    ("示例镇人民政府关于2020年政府信息公开工作年度报告", 2020, "示例镇人民政府"),
    ("2010年示例镇人民政府信息公开工作年度报告", 2010, "示例镇人民政府"),
    ("（示例区示例镇人民政府2018年度政府信息公开年度报告）", 2018, "示例区示例镇人民政府"),
    ("示例市 二〇二一年 政务信息公开年报", 2021, "示例市"),
    ("示例镇2025政府信息公开年度报告", 2025, "示例镇"),
    ("2025年政府信息公开工作年度报告", 2025, ""),
    ("我局2019年政府信息公开工作年度报告", 2019, ""),
    ("示例镇政府信息公开工作年度报告", nil, "示例镇"),
  ]

  @Test(arguments: titles)
  func title(_ text: String, _ year: Int?, _ agency: String) throws {
    let finder = try #require(Self.finder)
    #expect(finder.isTitle(text))
    let parts = finder.parts(ofTitle: text)
    #expect(parts.year == year)
    #expect(parts.agency == agency)
  }

  @Test(arguments: [
    "一、总体情况", "我局公开政府信息20条，并报告。", "政府信息公开情况统计表", "2021年1月28日",
    "依据《政府信息公开条例》编制本报告；", "",
  ])
  func noTitle(_ text: String) throws {
    #expect(try !#require(Self.finder).isTitle(text))
  }

  static let dates: [(String, String?)] = [
    ("2021年1月28日", "2021-01-28"), ("2021 年 1 月 28 日", "2021-01-28"),
    ("二〇二一年一月二十八日", "2021-01-28"), ("二〇二一年十二月三十一日", "2021-12-31"),
    ("2021-01-28", "2021-01-28"), ("2021.1.28", "2021-01-28"), ("2021/1/28", "2021-01-28"),
    ("２０２１年１月２８日", "2021-01-28"), ("2020年2月29日", "2020-02-29"),
    ("2021年2月29日", "incomplete"), ("2021年13月1日", "incomplete"), ("2021年1月", "incomplete"),
    ("2021年", nil), ("20261", nil), ("2021-01", nil), ("1年1月1日", nil), ("截至2021年1月28日", nil),
    ("2021年1月28日前", nil), ("", nil),
  ]

  @Test(arguments: dates)
  func date(_ text: String, _ expected: String?) throws {
    let found: String? =
      switch try #require(Self.finder).dates.whole(text) {
      case .day(let date): date.description
      case .incomplete: "incomplete"
      case nil: nil
      }
    #expect(found == expected)
  }

  @Test func periodsAndYears() throws {
    let dates = try #require(Self.finder).dates
    #expect(dates.periodYear("统计期限自2017年1月1日起至12月31日止。") == 2017)
    #expect(dates.periodYear("数据为2018年1月1日至2018年12月31日") == 2018)
    #expect(dates.periodYear("自2017年1月1日至2018年12月31日") == nil)
    #expect(dates.periodYear("自2017年3月1日起至12月31日止") == nil)
    #expect(dates.plainYears("2020年公开20条，2019年11月上线，较2018年度增加") == [2020, 2018])
  }

  @Test func publicationData() throws {
    let finder = try #require(Self.finder)
    #expect(
      finder.fields(in: "发布日期：2011-01-01    点击数：")
        == [PublicationField(label: "发布日期", value: "2011-01-01")])
    #expect(
      finder.fields(in: "索 引 号: A/2020-1 发布机构:示例局")
        == [
          PublicationField(label: "索 引 号", value: "A/2020-1"),
          PublicationField(label: "发布机构", value: "示例局"),
        ])
    #expect(finder.fields(in: "本局联系电话：123") == nil)
  }
}
