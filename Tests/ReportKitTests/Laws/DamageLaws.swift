import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

/// Whatever is done to a document, its reader does not crash, and what it still gives is a report
/// that obeys every rule.
@Suite struct DamageLaws {
  @Test(arguments: TestedFormat.written, LawMaterial.editions)
  func damageNeverCrashes(_ tested: TestedFormat, edition: String) throws {
    var generator = ReportGenerator(seed: 21, options: .init(density: 0.3))
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    let documents = try FormatExercise.documents(generator.reports(4, of: form), as: tested.format)
    for (index, document) in documents.enumerated() {
      var random = SeededGenerator(seed: UInt64(index))
      for round in 0..<100 {
        var damaged = document
        let file = random.number(0...document.files.count - 1)
        let bytes = document.files[file].bytes
        damaged.files[file].bytes =
          round % 2 == 0 ? random.damageOnePercent(bytes) : random.damage(bytes)
        try check(damaged, as: tested.format, "\(edition) \(index) \(round)")
      }
    }
  }

  /// Pairs of formats of which neither reads the other.
  static let foreigners = atLeast(
    16,
    TestedFormat.written.flatMap { tested in
      TestedFormat.written.map { (tested, $0) }.filter { pair in
        let names = Set([pair.0.format.name, pair.1.format.name])
        // A package of CSV holds a table of the columns of cells.
        return names.count == 2 && names != ["json", "ndjson"] && names != ["csv", "cells"]
      }
    }, "pairs of formats")

  /// Bytes of one format in the hands of another's reader.
  @Test(arguments: foreigners)
  func foreignDocumentsGiveNoReport(_ tested: TestedFormat, _ other: TestedFormat) throws {
    for document in try FormatExercise.documents(
      LawMaterial.reports(3, of: "2021", seed: 22), as: other.format)
    {
      #expect(try Outcome(of: document, as: tested.format).reports.isEmpty)
    }
  }

  /// Fixtures of every format, those that are only imported among them.
  @Test(arguments: fixtures) func damagedFixtures(path: String) throws {
    let document = try PackageFiles.bytes(path)
    let format = try FormatRegistry.standard.recognise(
      prefix: Array(document.prefix(Format.prefixLength)), name: path)
    var random = SeededGenerator(seed: 26)
    try check(WrittenDocument(document), as: format, path)
    for round in 0..<40 {
      let damaged = round % 2 == 0 ? random.damageOnePercent(document) : random.damage(document)
      try check(WrittenDocument(damaged), as: format, "\(path) \(round)")
    }
    for length in stride(from: 0, to: document.count, by: 500) {
      try check(
        WrittenDocument(Array(document.prefix(length))), as: format, "\(path) cut at \(length)")
    }
  }

  /// A package is damaged file by file, by the law above.
  static let fixtures = atLeast(
    16, Fixtures.all.filter { !$0.hasPrefix("Fixtures/csv/") }, "fixtures")

  @Test(arguments: TestedFormat.all) func noise(_ tested: TestedFormat) throws {
    var random = SeededGenerator(seed: 23)
    for length in [0, 1, 2, 3, 10, 1000, 100_000] {
      for _ in 0..<5 {
        let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        try check(WrittenDocument(noise), as: tested.format, "noise")
      }
    }
  }

  /// A document that is cut gives no report that is another than the one it was made of.
  @Test(arguments: TestedFormat.exact) func everyCut(_ tested: TestedFormat) throws {
    let reports = LawMaterial.reports(4, seed: 24)
    for document in try FormatExercise.documents(reports, as: tested.format) {
      for (file, length) in Self.cuts(of: document) {
        var cut = document
        cut.files[file].bytes.removeSubrange(length...)
        let outcome = try Outcome(of: cut, as: tested.format)
        for report in outcome.reports {
          #expect(reports.contains(report), "\(tested.format.name) cut at \(length)")
        }
        let isTold =
          outcome.failure != nil || outcome.hasErrors || tested.format.name == "ndjson"
          || length == 0
        #expect(isTold, "\(tested.format.name) cut at \(length)")
      }
    }
  }

  /// Every hundredth length to which a file of `document` can be cut, so that a package is cut as
  /// often as a single file.
  private static func cuts(of document: WrittenDocument) -> [(file: Int, length: Int)] {
    document.files.enumerated().flatMap { file, content in
      stride(from: 0, to: content.bytes.count - 1, by: 100).map { (file, $0) }
    }
  }

  @Test func cellsCutAnywhereDoNotCrash() throws {
    let document = try FormatExercise.write(LawMaterial.reports(8, seed: 25), as: .cells)
    for length in stride(from: 0, to: document.count, by: 100) {
      try check(WrittenDocument(Array(document.prefix(length))), as: .cells, "cut at \(length)")
    }
  }

  /// What became of a document.
  private struct Outcome {
    var reports: [Report] = []
    var hasErrors = false
    var failure: Diagnostic?

    init(of document: WrittenDocument, as format: Format) throws {
      do {
        try FormatExercise.read(document, as: format, LawMaterial.forms, cache: LawMaterial.cache) {
          take($0)
        }
      } catch let error as Diagnostic {
        failure = error
      }
    }

    private mutating func take(_ item: ReadItem) {
      if let report = item.report { reports.append(report) }
      let isError = item.findings.contains { $0.severity == .error }
      if isError { hasErrors = true }
      if case .refused = item.outcome { #expect(isError, "refused without a reason") }
    }
  }

  private func check(_ document: WrittenDocument, as format: Format, _ what: String) throws {
    let outcome = try Outcome(of: document, as: format)
    for report in outcome.reports {
      for ordinal in report.form.cells.indices
      where !report.form.admits(report.cells[ordinal], at: ordinal) {
        Issue.record("\(format.name) \(what): \(report.form.path(at: ordinal)) holds too much")
      }
      let document = try FormatExercise.write([report], as: .xml)
      let back = try? FormatExercise.items(
        document, as: .xml, LawMaterial.forms, cache: LawMaterial.cache)
      let isSame = back?.count == 1 && back?[0].report == report
      #expect(isSame, "\(format.name) \(what): \(report.id) cannot be written and read")
    }
  }
}
