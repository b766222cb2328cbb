import ReportDiagnostics
import ReportFormats
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// Numbers beyond all measure in place of those of a document: what is read of it all the same comes
/// back when it is written, and the rest is refused with a place; nothing traps.
@Suite struct ExtremeNumberLaws {
  /// A report with a little of everything.
  private static let report: Report = {
    var generator = ReportGenerator(
      seed: 31, options: .init(density: 0.05, narrativeBytes: 400, isPlain: true))
    var report = generator.report(of: LawMaterial.forms.forms[1])
    report.year = 2023
    report.issueDate = CalendarDate(year: 2024, month: 1, day: 28)
    report.narrative = [
      NarrativeSection(
        title: "一",
        blocks: [.heading("二", level: 3), .table([["4", "5"], ["6"]]), .paragraph("7")])
    ]
    report.extras = [Extra(kind: .row, table: "x", label: "8", texts: ["9"])]
    return report
  }()

  /// The runs of digits in `bytes`, as many as are tried.
  private static func numbers(in bytes: [UInt8], most: Int) -> [Range<Int>] {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    var runs: [Range<Int>] = []
    for index in bytes.indices where isDigit(bytes[index]) {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    let step = max(1, runs.count / most)
    return stride(from: 0, to: runs.count, by: step).map { runs[$0] }
  }

  @Test(arguments: ["json", "ndjson", "xml", "cells", "csv"]) func everyNumber(_ name: String)
    throws
  {
    let format = try #require(FormatRegistry.standard.format(named: name))
    let document = try FormatExercise.document([Self.report], as: format)
    var accepted = 0
    var refused = 0
    for file in document.files.indices {
      let numbers = Self.numbers(
        in: document.files[file].bytes, most: document.files.count > 1 ? 5 : 24)
      for (place, run) in numbers.enumerated() {
        // A quarter of the numbers at each place, so that all come by at every fourth.
        for (index, text) in ExtremeNumbers.texts.enumerated() where (index + place) % 4 == 0 {
          var changed = document
          changed.files[file].bytes.replaceSubrange(run, with: Array(text.utf8))
          if try isAccepted(changed, format, "\(changed.files[file].name) \(run): \(text)") {
            accepted += 1
          } else {
            refused += 1
          }
        }
      }
    }
    #expect(accepted > 10 && refused > 10 && accepted + refused > 100)
  }

  private func isAccepted(
    _ document: WrittenDocument, _ format: Format, _ comment: String
  ) throws -> Bool {
    var items: [ReadItem] = []
    do {
      try FormatExercise.read(document, as: format, LawMaterial.forms) { items.append($0) }
    } catch let error as Diagnostic {
      #expect(!error.message(in: .chinese).isEmpty)
      return false
    }
    for finding in items.flatMap(\.findings) { #expect(!finding.message(in: .english).isEmpty) }
    let reports = items.compactMap(\.report)
    guard format.fidelity == .exact, !reports.isEmpty else { return !reports.isEmpty }
    let again = try FormatExercise.items(
      FormatExercise.document(reports, as: format), as: format, LawMaterial.forms)
    #expect(again.compactMap(\.report) == reports, "\(comment)")
    return true
  }

  /// The numbers of an envelope.
  @Test(arguments: ExtremeNumbers.texts) func countsOfBatches(_ number: String) throws {
    let options = WriteOptions(BatchHeader(sender: "甲", created: "2024-02-02"))
    let bytes = try FormatExercise.write([Self.report, Self.report], as: .xml, options)
    let text = String(decoding: bytes, as: UTF8.self)
    for (old, new) in [
      ("<count>2</count>", "<count>\(number)</count>"),
      ("2024-02-02", "\(number)-\(number)-\(number)"), ("2024-02-02", "2024-02-02T\(number):0:0Z"),
    ] {
      let changed = WrittenDocument(Array(text.replacing(old, with: new).utf8))
      var reports = 0
      try? FormatExercise.read(changed, as: .xml, LawMaterial.forms) {
        if $0.report != nil { reports += 1 }
      }
      #expect(reports == 2, "\(new)")
    }
  }
}
