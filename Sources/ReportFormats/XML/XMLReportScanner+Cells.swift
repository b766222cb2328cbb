internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

// The cells of a report.
extension XMLReportScanner {
  /// Reads the tables.
  mutating func readTables(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    var last = -1
    while let table = try xml.child(of: names.tables, after: last) {
      last = table
      try readRows(of: table)
    }
    try xml.end(Part.table, index)
  }

  private mutating func readRows(of table: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    let rows = names.rows[table]
    var last = -1
    while let row = try xml.child(of: rows, after: last) {
      last = row
      guard let place = names.place(table: table, row: row) else { throw XMLScanner.Declined() }
      if try xml.opens() {
        try readCells(names.columns[table][place.block], from: place.firstCell)
        try xml.end(rows, row)
      }
    }
    try xml.end(names.tables, table)
  }

  private mutating func readCells(
    _ columns: NameTable, from firstCell: Int
  ) throws(XMLScanner.Declined) {
    var last = -1
    while let column = try xml.child(of: columns, after: last) {
      last = column
      let ordinal = firstCell + column
      if places != nil {
        let place = place
        places?[cell: ordinal] = place
      }
      let unit = try xml.attribute(" unit=\"")
      let text = try xml.text(columns, column)
      let kind = names.form.cells[ordinal].kind
      guard let value = CellValue(lexicalForm: xml.bytes(text.range).span, kind: kind) else {
        throw XMLScanner.Declined()
      }
      if let unit {
        report.cells[ordinal] = try amount(value, unit, ordinal)
      } else {
        report.cells[ordinal] = value
      }
    }
  }

  /// The amount that an attribute marks as one of unknown unit.
  private func amount(
    _ value: CellValue, _ unit: Range<Int>, _ ordinal: Int
  ) throws(XMLScanner.Declined) -> CellValue {
    guard case .number(let number) = value,
      xml.bytes(unit).elementsEqual(UnitWord.unknown.utf8),
      names.form.admits(.amountOfUnknownUnit(number), at: ordinal)
    else { throw XMLScanner.Declined() }
    return .amountOfUnknownUnit(number)
  }
}
