internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes the cells of reports as one tidy CSV: a record for each cell of which something is known,
/// in the order of the form.
final class CellsWriter: ReportWriter {
  private var csv: CSVWriter
  private let spellings = CellSpellings { .csv($0) }
  private var hasHeader = false
  private var hasToldLoss = false

  init(isForExcel: Bool = false) { csv = CSVWriter(byteOrderMark: isForExcel) }

  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic] {
    if !hasHeader {
      hasHeader = true
      csv.record(CellsColumn.allCases.map(\.rawValue))
      bytes += csv.bytes
    }
    // The writer works in the caller's buffer, which spares a copy.
    swap(&csv.bytes, &bytes)
    let count = csv.cells(of: report, spellings[report.form])
    swap(&csv.bytes, &bytes)
    return findings(report, isEmpty: count == 0)
  }

  func finish(into bytes: inout [UInt8]) {}

  private func findings(_ report: Report, isEmpty: Bool) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if isEmpty { findings.append(Diagnostic(.cellsReportWithoutCells)) }
    if !hasToldLoss, Self.holdsMoreThanCells(report) {
      hasToldLoss = true
      findings.append(Diagnostic(.cellsLeavesOut))
    }
    return findings
  }

  private static func holdsMoreThanCells(_ report: Report) -> Bool {
    !report.narrative.isEmpty || !report.extras.isEmpty || !report.title.isEmpty
      || report.issueDate != nil || !report.publication.isEmpty || !report.source.isEmpty
      || report.agency != Agency(name: report.agency.name)
  }
}
