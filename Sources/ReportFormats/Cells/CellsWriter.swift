internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes the cells of reports as one tidy CSV: a record for each cell of which something is known,
/// in the order of the form.
final class CellsWriter: ReportWriter {
  private var csv = CSVWriter()
  private var hasHeader = false
  private var hasToldLoss = false

  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic] {
    if !hasHeader {
      hasHeader = true
      csv.record(CellsColumn.allCases.map(\.rawValue))
    }
    let rowsBefore = csv.bytes.count
    for table in report.form.tables {
      for block in table.blocks {
        for row in block.rows where !row.isHeading {
          for (index, column) in block.columns.enumerated() {
            write(report, table.code, row.code, column.code, at: row.firstCell + index)
          }
        }
      }
    }
    let isEmpty = csv.bytes.count == rowsBefore
    bytes += csv.bytes
    csv.bytes.removeAll(keepingCapacity: true)
    return findings(report, isEmpty: isEmpty)
  }

  func finish(into bytes: inout [UInt8]) {}

  private func write(
    _ report: Report, _ table: String, _ row: String, _ column: String, at ordinal: Int
  ) {
    let value = report.cells[ordinal]
    guard !value.isAbsent else { return }
    csv.field(report.id.description)
    csv.field(report.edition)
    if let year = report.year { csv.decimal(mantissa: Int64(year)) } else { csv.field("") }
    csv.field(report.agency.name)
    csv.field(table)
    csv.field(row)
    csv.field(column)
    if let number = value.number {
      csv.decimal(mantissa: number.mantissa, scale: number.scale)
    } else {
      csv.field(value.lexicalForm)
    }
    csv.field(unit(of: value, report.form.cells[ordinal]))
    csv.endRecord()
  }

  private func unit(of value: CellValue, _ cell: FormCell) -> String {
    switch value {
    case .amountOfUnknownUnit: UnitWord.unknown
    case .number where cell.kind == .amount: UnitWord.standard
    default: ""
    }
  }

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
