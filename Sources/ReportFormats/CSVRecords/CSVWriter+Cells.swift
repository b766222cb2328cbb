internal import ReportModel
internal import ReportSyntax

extension CSVWriter {
  /// Writes a record of ``CellsColumn`` for each cell of which something is known, in the order of
  /// the form.
  ///
  /// - Parameter spelling: ``CellSpelling/csv(_:)`` of the form of the report.
  /// - Returns: how many records there are.
  @discardableResult
  mutating func cells(of report: Report, _ spelling: CellSpelling) -> Int {
    var lead = CSVWriter()
    lead.field(report.id.description)
    lead.field(report.edition)
    if let year = report.year { lead.decimal(mantissa: Int64(year)) } else { lead.field("") }
    lead.field(report.agency.name)
    lead.bytes.append(UInt8(ascii: ","))
    var count = 0
    records { bytes in
      for row in spelling.rows where !report.cells.areAbsent(in: row.cells) {
        count += spelling.append(row, of: report.cells, after: lead.bytes, to: &bytes)
      }
    }
    return count
  }
}

extension CellSpelling {
  /// The cells of `form` as records of ``CellsColumn``, behind what they have of their report.
  static func csv(_ form: Form) -> CellSpelling {
    CellSpelling(
      form,
      Rules(
        row: { _, _ in ("", "") },
        cell: { table, row, column, cell in
          // Codes are plain ASCII names.
          let codes = "\(table.code),\(row.code),\(column.code),"
          let unit = cell.kind.hasUnit ? UnitWord.standard : ""
          func end(_ unit: String, _ state: StateWord) -> String { ",\(unit),\(state)\r\n" }
          return Cell(
            number: (codes, end(unit, .number)),
            openAmount: (codes, end(UnitWord.unknown, .number)),
            blank: codes + end("", .blank), notApplicable: codes + "/" + end("", .notApplicable))
        }))
  }
}

/// How CSV is written.
public struct CSVOptions: WriteOption {
  /// Whether it begins with the byte order mark without which Excel does not read Chinese.
  public var writesByteOrderMark: Bool

  /// Makes options without the mark.
  public init() { writesByteOrderMark = false }
}
