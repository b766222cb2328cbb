import ReportDiagnostics
import Testing

@testable import ReportKit

/// What became of reports and inputs is counted once each, by the first reason.
@Suite struct OutcomeTableTests {
  @Test func nothingIsNothing() {
    let table = OutcomeTable()
    #expect(table.accepted == 0 && table.acceptedWithFindings == 0)
    #expect(table.refused.isEmpty && table.failedInputs.isEmpty)
  }

  @Test func eachIsCountedWhereItBelongs() {
    var table = OutcomeTable()
    table.count(.accepted, times: 5)
    table.count(.accepted)
    table.count(.acceptedWithFindings, times: 2)
    for _ in 0..<3 { table.count(.refused(.jsonTruncated)) }
    table.count(.refused(.jsonKeyUnknown))
    table.count(.failedInput(.jsonTruncated), times: 4)
    #expect(table.accepted == 6 && table.acceptedWithFindings == 2)
    #expect(table.refused == [.jsonTruncated: 3, .jsonKeyUnknown: 1])
    #expect(table.failedInputs == [.jsonTruncated: 4])
  }

  /// The most frequent reason first, those as frequent by their names.
  @Test func reasonsInOrder() {
    let sorted = OutcomeTable.sorted([
      .jsonTruncated: 1, .jsonKeyUnknown: 7, .jsonKeyDuplicate: 1, .jsonSyntax: 1,
    ])
    #expect(
      sorted.map(\.reason) == [.jsonKeyUnknown, .jsonKeyDuplicate, .jsonSyntax, .jsonTruncated])
    #expect(sorted.map(\.count) == [7, 1, 1, 1])
    #expect(OutcomeTable.sorted([:]).isEmpty)
  }

  @Test func tallies() {
    var error = Diagnostic(.jsonTruncated)
    var tally = Tally(of: [error, error])
    error.severity = .warning
    tally.count(error)
    error.severity = .note
    tally.add(Tally(of: [error, error, error]))
    #expect((tally.errors, tally.warnings, tally.notes) == (2, 1, 3))
  }

  @Test func exitCodes() {
    var summary = Summary()
    #expect(summary.exitCode(isStrict: true) == 0)
    var warning = Diagnostic(.jsonTruncated)
    warning.severity = .warning
    summary.count([warning])
    #expect(summary.exitCode(isStrict: false) == 0 && summary.exitCode(isStrict: true) == 1)
    summary.count(.refused)
    #expect(summary.exitCode(isStrict: false) == 1)
    summary.failedInputs = 1
    #expect(summary.exitCode(isStrict: false) == 2)
  }
}
