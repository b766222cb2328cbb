import ReportDiagnostics
import ReportModel
import ReportRules
import ReportTestSupport
import Testing

/// 上年结转 of a year is 结转下年度 of the year before, column by column.
@Suite struct ContinuityTests {
  /// A report and the one of the year before, of the editions given, that fit.
  private static func pair(
    _ edition: String, after previousEdition: String
  ) throws -> (now: Report, before: Report) {
    var now = RuleMaterial.soundReport(of: try RuleMaterial.form(edition), seed: 1)
    var before = RuleMaterial.soundReport(of: try RuleMaterial.form(previousEdition), seed: 2)
    now.year = now.form.reportYears.map { $0.first + (edition == previousEdition ? 1 : 0) }
    before.year = (now.year ?? 0) - 1
    for column in try columns(of: now.form) {
      let opening = try #require(
        now.form.ordinal(table: "applications", row: "carriedOver", column: column))
      let closing = try #require(
        before.form.ordinal(table: "applications", row: "carriedForward", column: column))
      before.cells[closing] = now.cells[opening]
    }
    return (now, before)
  }

  private static func columns(of form: Form) throws -> [String] {
    let table = try #require(form.tables.first { $0.code == "applications" })
    return table.blocks[0].columns.map(\.code)
  }

  private static func findings(_ now: Report, _ previous: [Report]) -> [Diagnostic] {
    var reports = PreviousReports()
    for report in previous { reports.add(report) }
    return RuleSet(forms: RuleMaterial.library, previous: reports).findings(now)
  }

  /// Each edition that has the rows, after itself and after the one before: the rows are the same, so
  /// that the rule holds across the change of form.
  static let editions: [(String, String)] = {
    let names = EmbeddedForms.editions(
      withTable: "applications", row: "carriedOver", column: "total")
    return atLeast(3, names.map { ($0, $0) } + zip(names.dropFirst(), names), "pairs of editions")
  }()

  @Test(arguments: editions) func whatFitsHasNoFinding(_ editions: (String, String)) throws {
    let (now, before) = try Self.pair(editions.0, after: editions.1)
    #expect(Self.findings(now, [before]) == [])
  }

  @Test(arguments: editions) func everyColumnIsCompared(_ editions: (String, String)) throws {
    let (now, before) = try Self.pair(editions.0, after: editions.1)
    for column in try Self.columns(of: now.form) {
      let closing = try #require(
        before.form.ordinal(table: "applications", row: "carriedForward", column: column))
      let opening = try #require(
        now.form.ordinal(table: "applications", row: "carriedOver", column: column))
      let found = Self.findings(now, [before.changed(by: 3, at: closing)])
      #expect(found.map(\.kind) == [.carriedOverMismatch])
      #expect(found[0].severity == .warning)
      #expect(found[0].cell == now.form.path(at: opening))
      let here = now.cells[opening].lexicalForm
      let there = "\(RuleMaterial.whole(now.cells[opening]) + 3)"
      let (zh, en) = (found[0].message(in: .chinese), found[0].message(in: .english))
      #expect(en.contains("column \(column): carriedOver is \(here), carriedForward of the year"))
      #expect(en.contains("before was \(there), a difference of 3"), "\(en)")
      #expect(zh.contains("为 \(here)，上一年") && zh.contains("为 \(there)，相差 3"), "\(zh)")

      // What is no number on one side is not compared.
      for value in [CellValue.absent, .blank, .notApplicable] {
        let open = Self.findings(now, [before.with(value, at: closing)])
        #expect(open.map(\.kind) == [.carriedOverNotAssessable])
        #expect(open[0].arguments["count"] == "1")
        #expect(open[0].cell == now.form.path(at: opening))
        let turned = Self.findings(now.with(value, at: opening), [before])
        #expect(turned.contains { $0.kind == .carriedOverNotAssessable })
        #expect(!turned.contains { $0.kind == .carriedOverMismatch })
      }
    }
  }

  /// By the credit code if both have one, else by the name; of the year before.
  @Test func theAgencyIsFound() throws {
    let (now, fitting) = try Self.pair("2021", after: "2021")
    var other = fitting
    for ordinal in other.cells.indices { other.cells[ordinal] = RuleMaterial.number(9_999) }

    var byCode = fitting
    byCode.agency.name = "另一个名称"
    other.agency.creditCode = "11341702486344515H"
    #expect(Self.findings(now, [other, byCode]) == [])
    var byName = fitting
    byName.agency.creditCode = ""
    #expect(Self.findings(now, [other, byName]) == [])

    var stranger = fitting
    stranger.agency = Agency(name: "外单位", creditCode: "11341702486344515H")
    #expect(Self.findings(now, [stranger]).map(\.kind) == [.previousReportMissing])
    #expect(Self.findings(now, []).map(\.kind) == [.previousReportMissing])
    // The same name and another code: not the same agency.
    #expect(Self.findings(now, [other]).map(\.kind) == [.previousReportMissing])

    var earlier = other
    earlier.agency = fitting.agency
    earlier.year = (now.year ?? 0) - 2
    #expect(Self.findings(now, [earlier, fitting]) == [])
    #expect(Self.findings(now, [earlier]).map(\.kind) == [.previousReportMissing])

    let twice = Self.findings(now, [fitting, fitting])
    #expect(twice.map(\.kind) == [.previousReportAmbiguous])
    #expect(twice[0].arguments["count"] == "2" && twice[0].severity == .note)
  }

  /// A form without such rows is compared with nothing.
  @Test func othersAreNotCompared() throws {
    let report = RuleMaterial.soundReport(of: try RuleMaterial.form("2014"), seed: 1)
    #expect(Self.findings(report, []) == [])
  }
}

extension CellGrid {
  fileprivate var indices: Range<Int> { 0..<count }
}
