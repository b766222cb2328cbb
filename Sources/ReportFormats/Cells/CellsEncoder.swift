internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Puts the cells of a report into records of one tidy CSV: a record for each cell of which something
/// is known, in the order of the form.
struct CellsEncoder: ReportEncoder {
  private let spellings = CellSpellings { .csv($0) }

  /// The header of the file.
  static func header(_ options: CSVOptions) -> [UInt8] {
    var csv = CSVWriter(byteOrderMark: options.writesByteOrderMark)
    csv.record(CellsColumn.names)
    return csv.bytes
  }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<[UInt8]> {
    var csv = CSVWriter()
    csv.bytes.reserveCapacity(Self.usualSize)
    let count = csv.cells(of: report, spellings[report.form])
    var findings: [Diagnostic] = []
    if count == 0 { findings.append(Diagnostic(.cellsReportWithoutCells)) }
    if Self.holdsMoreThanCells(report) { findings.append(Diagnostic(.cellsLeavesOut)) }
    return EncodedReport(report, csv.bytes, findings: findings)
  }

  private static func holdsMoreThanCells(_ report: Report) -> Bool {
    !report.narrative.isEmpty || !report.extras.isEmpty || !report.title.isEmpty
      || report.issueDate != nil || !report.publication.isEmpty || !report.source.isEmpty
      || report.agency != Agency(name: report.agency.name)
  }
}
