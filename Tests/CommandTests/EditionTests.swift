import ReportTestSupport
import Testing

/// `--edition`, `--as-edition` and `--agency`.
@Suite struct EditionTests {
  private func convert(_ arguments: [String]) throws -> Command.Outcome {
    try Command.run(["convert"] + arguments, in: try TemporaryFolder())
  }

  private func fixture(_ name: String) -> String { PackageFiles.root + "/Fixtures/text/" + name }

  @Test func reportsChangeTheirEdition() throws {
    let run = try convert(
      [fixture("2019-forestry-bureau.txt"), "--edition", "2021", "--to", "cells"])
    #expect(run.status == 0)
    #expect(run.text.contains(",2021,2020,"))
    #expect(!run.text.contains(",2019,2020,"))
    #expect(run.text.contains("disclosure,licensing,decisions,415,"))
    #expect(!run.text.contains("otherResult.other"))
    #expect(run.messages.contains("disclosure/rules/newlyMade: edition 2021 has no counterpart"))
  }

  @Test func whereNoCrosswalkLeads() throws {
    let refused = try convert(
      [fixture("2014-environment-bureau.txt"), "--edition", "2021", "--to", "cells"])
    #expect(refused.status == 2)
    #expect(refused.messages.contains("[crosswalk-missing]"))
    for edition in ["2014", "none", "1999"] {
      let wrong = try convert(
        [fixture("2021-data-bureau.txt"), "--edition", edition, "--to", "cells"])
      #expect(wrong.status == 64)
    }
  }

  @Test func anAgencyThatIsNotPrinted() throws {
    let folder = try TemporaryFolder()
    let text = "2023年政府信息公开工作年度报告\n一、总体情况\n我局有序推进。\n"
    let input = try folder.write("a.txt", text)
    let named = try convert([input, "--agency", "示例局", "--to", "xml"])
    #expect(named.text.contains("<name>示例局</name>"))
    #expect(!named.messages.contains("import-agency-unknown"))
    let unnamed = try convert([input, "--to", "xml"])
    #expect(unnamed.messages.contains("import-agency-unknown"))
    let printed = try convert(
      [fixture("2021-data-bureau.txt"), "--agency", "别的局", "--to", "xml"])
    #expect(printed.text.contains("<name>示例市数据局</name>"))
  }
}
