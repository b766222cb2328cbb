import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// A format as an argument of a test: printed by its name.
struct TestedFormat: Sendable, CustomTestStringConvertible {
  let format: Format
  var testDescription: String { format.name }

  /// Every format.
  static let all = FormatRegistry.standard.formats.map { TestedFormat(format: $0) }

  /// Every format that is written; one that is added to the registry is tested from then on.
  static let written = FormatRegistry.standard.formats.filter { $0.writing != nil }.map {
    TestedFormat(format: $0)
  }

  /// Every format that carries all of a report.
  static let exact = written.filter { $0.format.fidelity == .exact }
}

/// Generated reports, and what laws compare.
enum LawMaterial {
  static let forms = EmbeddedForms.library

  static let editions = EmbeddedForms.editions

  static let cache = ReaderCache()

  /// `count` reports of `edition`, or of all in turn.
  static func reports(_ count: Int, of edition: String? = nil, seed: UInt64) -> [Report] {
    var generator = ReportGenerator(seed: seed)
    return generator.reports(
      count, of: forms.forms.filter { edition == nil || $0.edition == edition })
  }

  /// What `format` reads from `bytes`; records an issue for every report that is refused, and for
  /// every finding: our own documents give none.
  static func read(_ document: WrittenDocument, as format: Format) throws -> [Report] {
    let items = try FormatExercise.items(document, as: format, forms, cache: cache)
    var reports: [Report] = []
    for item in items {
      for finding in item.findings {
        Issue.record("\(format.name), \(item.id): \(finding.message(in: .english))")
      }
      if let report = item.report {
        reports.append(report)
      } else if case .refused = item.outcome {
        Issue.record("\(format.name): \(item.id) is refused")
      }
    }
    return reports
  }

  /// What `format` reads from the bytes of a document that is one stream.
  static func read(_ bytes: [UInt8], as format: Format) throws -> [Report] {
    try read(WrittenDocument(bytes), as: format)
  }

  /// Expects the same reports, scalar for scalar. Swift takes e + U+0301 for é and a model must not,
  /// so that documents are compared, too.
  static func expectSame(_ found: [Report], _ expected: [Report], _ what: String) throws {
    guard found.count == expected.count else {
      Issue.record("\(what): \(found.count) reports, expected \(expected.count)")
      return
    }
    for (found, expected) in zip(found, expected) where found != expected {
      Issue.record("\(what): \(expected.id) is another: \(firstDifference(found, expected))")
    }
    let areSame =
      try FormatExercise.write(found, as: .ndjson) == FormatExercise.write(expected, as: .ndjson)
    #expect(areSame, "\(what): a text is spelt in other characters")
  }

  private static func firstDifference(_ left: Report, _ right: Report) -> String {
    if left.id != right.id { return "id" }
    if left.edition != right.edition { return "edition" }
    if left.year != right.year { return "year" }
    if left.agency != right.agency { return "agency \(left.agency) \(right.agency)" }
    if left.title != right.title { return "title \(left.title) \(right.title)" }
    if left.issueDate != right.issueDate { return "date" }
    if left.publication != right.publication { return "publication" }
    if left.narrative != right.narrative { return "narrative" }
    if left.extras != right.extras { return "extras" }
    if left.source != right.source { return "source" }
    for ordinal in left.form.cells.indices where left.cells[ordinal] != right.cells[ordinal] {
      let values = "\(left.cells[ordinal]) for \(right.cells[ordinal])"
      return "\(left.form.path(at: ordinal)) holds \(values)"
    }
    return "nothing is"
  }
}
