import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportIO
import ReportTestSupport
import Testing

/// Texts that are damaged, in other encodings, or no reports at all.
@Suite struct HostileTextTests {
  private func text(_ edition: String, seed: UInt64) throws -> String {
    var random = SeededGenerator(seed: seed)
    let form = try #require(ImportedText.forms[edition])
    return PrintedReport(form, &random).text(PrintedReport.Layout.allCases[Int(seed % 7)])
  }

  @Test(arguments: ImportedText.editions)
  func damageIsSurvived(_ edition: String) throws {
    for seed in UInt64(1)...40 {
      var random = SeededGenerator(seed: seed)
      let bytes = random.damageOnePercent(Array(try text(edition, seed: seed).utf8))
      do throws(Diagnostic) {
        let item = try Self.read(bytes)
        #expect(item != nil)
      } catch {
        #expect(!error.kind.id.isEmpty)
      }
    }
  }

  private static func read(_ bytes: [UInt8]) throws(Diagnostic) -> ReadItem? {
    let reader = try Format.text.makeReader(
      ByteSource(bytes: bytes, name: "a.txt"),
      ReadOptions(forms: ImportedText.forms, sourceName: "a.txt"))
    return try reader.next()
  }

  @Test func utf16GivesTheSame() throws {
    let text = try text("2021", seed: 9)
    let expected = try ImportedText.report(text)
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 {
      little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    for bytes in [little, big, marked] {
      let report = try #require(try ImportedText.item(bytes).report)
      #expect(report.cells == expected.cells)
      #expect(report.narrative == expected.narrative)
      #expect(report.agency == expected.agency)
    }
  }

  @Test func lineEndsAndControlCharacters() throws {
    let text = try text("2019", seed: 3).replacing("\n", with: "\r\n") + "\r\n\u{0}"
    let item = try ImportedText.item(text)
    #expect(item.count(.textLineEnds) == 1)
    #expect(item.count(.textCharacterReplaced) == 1)
    #expect(item.report?.cells.countOfNumbers ?? 0 > 100)
  }

  @Test(arguments: ["", "\n\n", "hello", "1 | 2 | 3\n4 | 5 | 6", "|", "一、\n二、\n三、", "行政许可\n5"])
  func noReport(_ text: String) throws {
    let thrown = #expect(throws: Diagnostic.self) { try Self.read(Array(text.utf8)) }
    #expect(thrown?.kind == .importNothingRecognised)
  }

  @Test func invalidBytesAreTold() throws {
    let bytes = Array(try text("2021", seed: 1).utf8.prefix(300)) + [0xFF, 0xFF, 0x0A]
    let thrown = #expect(throws: Diagnostic.self) { try Self.read(bytes) }
    #expect(thrown?.kind == .textEncodingUnknown)
    #expect(thrown?.place.line ?? 0 > 1)
  }

  @Test func aParagraphBeyondTheLimitIsRefused() throws {
    let long = String(repeating: "长", count: TextRule.maximumLength + 1)
    let item = try ImportedText.item("示例局2023年政府信息公开工作年度报告\n一、总体情况\n" + long)
    #expect(item.report == nil)
    #expect(item.count(.textTooLong) == 1)
    #expect(item.findings.first?.place.line == 3)
  }

  /// Many rows and many labels stay linear: a text of a hundred thousand lines is read at all.
  @Test func manyLines() throws {
    let rows = String(repeating: "规章 | 1 | 2 | 3 |\n3.危机三安全一稳定 | 0 |\n", count: 20_000)
    let item = try ImportedText.item(
      "示例局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项 |\n"
        + "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n" + rows)
    #expect(item.report != nil)
  }
}
