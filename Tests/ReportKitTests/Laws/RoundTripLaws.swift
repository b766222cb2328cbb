import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// read(write(report)) is the report, for every exact format and every chain of two.
@Suite struct RoundTripLaws {
  @Test(arguments: TestedFormat.exact, LawMaterial.editions)
  func readGivesWhatWasWritten(_ tested: TestedFormat, edition: String) throws {
    let format = tested.format
    let reports = LawMaterial.reports(150, of: edition, seed: 1)
    var found: [Report] = []
    for document in try FormatExercise.documents(reports, as: format) {
      found += try LawMaterial.read(document, as: format)
    }
    try LawMaterial.expectSame(found, reports, "\(format.name) \(edition)")
  }

  /// One report alone may be written in another shape than one of many.
  @Test(arguments: TestedFormat.exact)
  func oneReportAlone(_ tested: TestedFormat) throws {
    for report in LawMaterial.reports(40, seed: 2) {
      let document = try FormatExercise.document([report], as: tested.format)
      try LawMaterial.expectSame(
        try LawMaterial.read(document, as: tested.format), [report], tested.format.name)
    }
  }

  @Test(arguments: TestedFormat.exact, TestedFormat.exact)
  func everyChainOfTwo(_ first: TestedFormat, _ second: TestedFormat) throws {
    let reports = LawMaterial.reports(80, seed: 3)
    var between: [Report] = []
    for document in try FormatExercise.documents(reports, as: first.format) {
      between += try LawMaterial.read(document, as: first.format)
    }
    let documents = try FormatExercise.documents(between, as: second.format)
    let areSame = try documents == FormatExercise.documents(reports, as: second.format)
    #expect(areSame, "\(second.format.name) after \(first.format.name) has other bytes")
    var found: [Report] = []
    for document in documents { found += try LawMaterial.read(document, as: second.format) }
    try LawMaterial.expectSame(found, reports, "\(first.format.name), \(second.format.name)")
  }

  @Test(arguments: TestedFormat.exact)
  func longTexts(_ tested: TestedFormat) throws {
    var generator = ReportGenerator(seed: 4, options: .init(hasLongParagraphs: true))
    let reports = generator.reports(24, of: LawMaterial.forms.forms)
    for document in try FormatExercise.documents(reports, as: tested.format) {
      let found = try LawMaterial.read(document, as: tested.format)
      let ids = Set(found.map(\.id))
      try LawMaterial.expectSame(found, reports.filter { ids.contains($0.id) }, tested.format.name)
    }
    #expect(reports.contains { $0.narrative.contains { !$0.blocks.isEmpty } })
  }

  /// For a projection: the report of that id, edition, year, agency name and those cells.
  @Test(arguments: LawMaterial.editions) func cellsComeBackFromCells(edition: String) throws {
    let reports = LawMaterial.reports(150, of: edition, seed: 5)
    let document = try FormatExercise.write(reports, as: .cells)
    let expected: [Report] = reports.compactMap { report in
      guard !report.cells.areAbsent(in: report.form.cells.indices) else { return nil }
      var projected = Report(id: report.id, form: report.form)
      projected.year = report.year
      projected.agency.name = report.agency.name
      projected.cells = report.cells
      return projected
    }
    #expect(edition == "none" ? expected.isEmpty : expected.count > 50)
    try LawMaterial.expectSame(try LawMaterial.read(document, as: .cells), expected, "cells")
  }

  /// The cells of a report are the same whatever it went through.
  @Test(arguments: TestedFormat.exact) func cellsAfter(_ tested: TestedFormat) throws {
    let reports = LawMaterial.reports(80, seed: 6)
    var found: [Report] = []
    for document in try FormatExercise.documents(reports, as: tested.format) {
      found += try LawMaterial.read(document, as: tested.format)
    }
    let areSame =
      try FormatExercise.write(found, as: .cells) == FormatExercise.write(reports, as: .cells)
    #expect(areSame, "\(tested.format.name)")
  }
}
