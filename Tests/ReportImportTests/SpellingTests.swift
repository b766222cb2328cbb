import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Reports that are spelt in other ways, in every layout of text and page, are read whole.
@Suite struct SpellingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let edition: String
    let spelling: Spelling
    var testDescription: String { "\(edition), \(spelling.rawValue)" }
  }

  static let cases = ImportedText.editions.flatMap { edition in
    Spelling.allCases.map { Case(edition: edition, spelling: $0) }
  }

  /// Where spaces stand between the cells of a row, spaces inside them tell something else.
  private static func isUnambiguous(_ layout: PrintedReport.Layout, _ spelling: Spelling) -> Bool {
    layout != .spacedLines || (spelling != .spaced && spelling != .counters)
  }

  @Test(arguments: cases) func everyCellIsRead(_ test: Case) throws {
    let form = try #require(ImportedText.forms[test.edition])
    for seed in UInt64(1)...6 {
      var random = SeededGenerator(seed: seed &* 31)
      let printed = test.spelling.applied(to: PrintedReport(form, &random), &random)
      let change = { (rows: [[PrintedCell]]) in
        test.spelling.applied(to: rows, of: form, &random)
      }
      for layout in PrintedReport.Layout.allCases {
        let text = test.spelling.applied(to: printed.text(layout, change: change))
        let report = try ImportedText.report(text)
        try check(
          report, printed, test.spelling, "\(layout.rawValue), seed \(seed)",
          isWhole: Self.isUnambiguous(layout, test.spelling))
      }
      for style in PrintedReport.PageStyle.allCases {
        let page = test.spelling.applied(to: printed.page(style, change: change))
        let report = try ImportedText.report(page, as: .html)
        try check(report, printed, test.spelling, "\(style.rawValue), seed \(seed)", isWhole: true)
      }
    }
  }

  private func check(
    _ report: Report, _ printed: PrintedReport, _ spelling: Spelling, _ what: String,
    isWhole: Bool
  ) throws {
    guard report.edition == printed.form.edition else {
      Issue.record("\(what): edition \(report.edition)")
      return
    }
    var wrong = 0
    var missed = 0
    var first = ""
    for ordinal in printed.cells.indices {
      let value = report.cells[ordinal]
      if value == spelling.expected(ordinal, of: printed) { continue }
      if value == .absent { missed += 1 } else { wrong += 1 }
      if first.isEmpty {
        first = "\(printed.form.path(at: ordinal)) \(value), printed \(printed.shown[ordinal])"
      }
    }
    if wrong > 0 || (isWhole && missed > 0) {
      Issue.record("\(what): \(wrong) wrong, \(missed) missed, first \(first)")
    }
  }
}
