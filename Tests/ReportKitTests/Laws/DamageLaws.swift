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
  func damageNeverCrashes(_ tested: TestedFormat, edition: String) {
    var generator = ReportGenerator(seed: 21, options: .init(density: 0.3))
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    let documents = FormatExercise.documents(generator.reports(4, of: form), as: tested.format)
    for (index, document) in documents.enumerated() {
      var random = SeededGenerator(seed: UInt64(index))
      for round in 0..<100 {
        let damaged =
          round % 2 == 0 ? random.damageOnePercent(document) : random.damage(document)
        check(damaged, as: tested.format, "\(edition) \(index) \(round)")
      }
    }
  }

  /// Bytes of one format in the hands of another's reader.
  @Test(arguments: TestedFormat.written, TestedFormat.written)
  func foreignDocumentsGiveNoReport(_ tested: TestedFormat, _ other: TestedFormat) {
    let names = Set([tested.format.name, other.format.name])
    if names.count == 1 || names == ["json", "ndjson"] { return }
    for document in FormatExercise.documents(
      LawMaterial.reports(3, of: "2021", seed: 22), as: other.format)
    {
      let items = try? FormatExercise.items(document, as: tested.format, LawMaterial.forms)
      #expect(items?.contains { $0.report != nil } != true)
    }
  }

  /// Fixtures of every format, those that are only imported among them.
  @Test(arguments: fixtures) func damagedFixtures(path: String) throws {
    let document = try PackageFiles.bytes(path)
    let format = try FormatRegistry.standard.recognise(
      prefix: Array(document.prefix(Format.prefixLength)), name: path)
    var random = SeededGenerator(seed: 26)
    check(document, as: format, path)
    for round in 0..<40 {
      let damaged = round % 2 == 0 ? random.damageOnePercent(document) : random.damage(document)
      check(damaged, as: format, "\(path) \(round)")
    }
    for length in stride(from: 0, to: document.count, by: 500) {
      check(Array(document.prefix(length)), as: format, "\(path) cut at \(length)")
    }
  }

  static let fixtures = ((try? PackageFiles.files(in: "Fixtures")) ?? []).filter {
    !$0.hasPrefix("Fixtures/expected/")
  }

  @Test(arguments: TestedFormat.all) func noise(_ tested: TestedFormat) {
    var random = SeededGenerator(seed: 23)
    for length in [0, 1, 2, 3, 10, 1000, 100_000] {
      for _ in 0..<5 {
        let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        check(noise, as: tested.format, "noise")
      }
    }
  }

  /// A document that is cut gives no report that is another than the one it was made of.
  @Test(arguments: TestedFormat.exact) func everyCut(_ tested: TestedFormat) {
    let reports = LawMaterial.reports(4, seed: 24)
    for document in FormatExercise.documents(reports, as: tested.format) {
      for length in stride(from: 0, to: document.count - 1, by: 100) {
        let cut = Array(document.prefix(length))
        let outcome = Outcome(of: cut, as: tested.format)
        for report in outcome.reports {
          #expect(reports.contains(report), "\(tested.format.name) cut at \(length)")
        }
        let isTold =
          outcome.failure != nil || outcome.hasRefusals || tested.format.name == "ndjson"
          || length == 0
        #expect(isTold, "\(tested.format.name) cut at \(length)")
      }
    }
  }

  @Test func cellsCutAnywhereDoNotCrash() {
    let document = FormatExercise.write(LawMaterial.reports(8, seed: 25), as: .cells)
    for length in stride(from: 0, to: document.count, by: 100) {
      check(Array(document.prefix(length)), as: .cells, "cut at \(length)")
    }
  }

  /// What became of a document.
  private struct Outcome {
    var reports: [Report] = []
    var hasRefusals = false
    var failure: Diagnostic?

    init(of bytes: [UInt8], as format: Format) {
      do {
        let reader = try format.makeReader(
          .init(bytes: bytes, name: "damaged"),
          ReadOptions(
            forms: LawMaterial.forms, sourceName: "damaged", cache: LawMaterial.cache))
        while let item = try reader.next() {
          if let report = item.report { reports.append(report) }
          if case .refused = item.outcome {
            hasRefusals = true
            #expect(item.findings.contains { $0.severity == .error }, "refused without a reason")
          }
        }
      } catch {
        failure = error
      }
    }
  }

  private func check(_ bytes: [UInt8], as format: Format, _ what: String) {
    let outcome = Outcome(of: bytes, as: format)
    for report in outcome.reports {
      for ordinal in report.form.cells.indices
      where !report.form.admits(report.cells[ordinal], at: ordinal) {
        Issue.record("\(format.name) \(what): \(report.form.path(at: ordinal)) holds too much")
      }
      let document = FormatExercise.write([report], as: .xml)
      let back = try? FormatExercise.items(
        document, as: .xml, LawMaterial.forms, cache: LawMaterial.cache)
      let isSame = back?.count == 1 && back?[0].report == report
      #expect(isSame, "\(format.name) \(what): \(report.id) cannot be written and read")
    }
  }
}
