internal import ReportModel
internal import ReportSyntax

extension CSVWriter {
  /// Writes a record of ``CellsColumn`` for each cell of which something is known, in the order of
  /// the form.
  ///
  /// - Returns: how many records there are.
  @discardableResult
  mutating func cells(of report: Report) -> Int {
    var count = 0
    for table in report.form.tables {
      for block in table.blocks {
        for row in block.rows where !row.isHeading {
          for (index, column) in block.columns.enumerated() {
            let ordinal = row.firstCell + index
            if report.cells[ordinal].isAbsent { continue }
            cell(of: report, table.code, row.code, column.code, at: ordinal)
            count += 1
          }
        }
      }
    }
    return count
  }

  private mutating func cell(
    of report: Report, _ table: String, _ row: String, _ column: String, at ordinal: Int
  ) {
    let value = report.cells[ordinal]
    field(report.id.description)
    field(report.edition)
    if let year = report.year { decimal(mantissa: Int64(year)) } else { field("") }
    field(report.agency.name)
    field(table)
    field(row)
    field(column)
    if let number = value.number {
      decimal(mantissa: number.mantissa, scale: number.scale)
    } else {
      field(value.lexicalForm)
    }
    field(Self.unit(of: value, report.form.cells[ordinal]))
    endRecord()
  }

  private static func unit(of value: CellValue, _ cell: FormCell) -> String {
    switch value {
    case .amountOfUnknownUnit: UnitWord.unknown
    case .number where cell.kind == .amount: UnitWord.standard
    default: ""
    }
  }
}
