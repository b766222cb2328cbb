internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes the cells of reports as one tidy CSV: a record for each cell of which something is known,
/// in the order of the form.
final class CellsWriter: ReportWriter {
  let encoder: any ReportEncoder = CellsEncoder()
  private let isForExcel: Bool
  private var hasHeader = false
  private var hasToldLoss = false

  init(isForExcel: Bool = false) { self.isForExcel = isForExcel }

  func write(_ report: EncodedReport, into bytes: inout [UInt8]) -> [Diagnostic] {
    if !hasHeader {
      hasHeader = true
      var csv = CSVWriter(byteOrderMark: isForExcel)
      csv.record(CellsColumn.names)
      bytes += csv.bytes
    }
    bytes += report.bytes
    // Once is enough.
    var findings = report.findings
    if hasToldLoss { findings.removeAll { $0.kind == .cellsLeavesOut } }
    hasToldLoss = hasToldLoss || findings.contains { $0.kind == .cellsLeavesOut }
    return findings
  }

  func finish(into bytes: inout [UInt8]) {}
}

/// Puts the cells of a report into records.
private struct CellsEncoder: ReportEncoder {
  private let spellings = CellSpellings { .csv($0) }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport {
    var csv = CSVWriter()
    csv.bytes.reserveCapacity(EncodedReport.usualSize)
    let count = csv.cells(of: report, spellings[report.form])
    var encoded = EncodedReport(report, bytes: csv.bytes)
    if count == 0 { encoded.findings.append(Diagnostic(.cellsReportWithoutCells)) }
    if Self.holdsMoreThanCells(report) { encoded.findings.append(Diagnostic(.cellsLeavesOut)) }
    return encoded
  }

  private static func holdsMoreThanCells(_ report: Report) -> Bool {
    !report.narrative.isEmpty || !report.extras.isEmpty || !report.title.isEmpty
      || report.issueDate != nil || !report.publication.isEmpty || !report.source.isEmpty
      || report.agency != Agency(name: report.agency.name)
  }
}
