internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// The cells of one report in the making, from records of ``CellsColumn`` that carry its id and must
/// agree with it in edition, year and agency.
struct CellRecords {
  /// What was read.
  private(set) var cells: CellGrid
  /// Where the cells stand; nil if nobody asks.
  var places: ReportPlaces?
  /// What had to be changed in texts; the marks are lines, moved by ``markBase``.
  private(set) var repairs = TextRepairs()
  private let columnCount: Int
  private let names: FormNames
  private let edition: String
  private let year: String
  private let agency: String
  private let markBase: Int
  /// Where the cell should stand that comes next: records follow the form nearly always.
  private var expected = (table: 0, row: 0, column: 0)

  /// How many findings about one report are collected.
  static let findingLimit = 100

  /// - Parameter columnCount: how many columns the header of the file names; optional ones may be
  ///   missing.
  init(
    _ names: FormNames, columnCount: Int, edition: String, year: String, agency: String,
    markBase: Int = 0, keepsPlaces: Bool = false
  ) {
    self.columnCount = columnCount
    self.markBase = markBase
    self.names = names
    self.edition = edition
    self.year = year
    self.agency = agency
    cells = CellGrid(count: names.form.cells.count)
    if keepsPlaces { places = ReportPlaces(cellCount: names.form.cells.count) }
  }

  /// Takes a record.
  ///
  /// - Throws: what is wrong with it.
  mutating func add(_ record: CSVRecord) throws(Diagnostic) {
    guard record.fields.count == columnCount else {
      throw record.ragged(expected: columnCount)
    }
    try checkAgreement(record, .edition, edition)
    try checkAgreement(record, .year, year)
    try checkAgreement(record, .agency, agency)
    try addCell(record)
  }

  private mutating func checkAgreement(
    _ record: CSVRecord, _ column: CellsColumn, _ expected: String
  ) throws(Diagnostic) {
    // The usual case compares bytes and makes no string.
    if record.field(column.index, is: expected) { return }
    let found = try record.string(column.index, markBase: markBase, repairs: &repairs)
    guard found == expected else {
      throw Diagnostic(
        .cellsRowsDisagree, at: record.place(ofField: column.index),
        [
          "column": column.rawValue, "found": String(found.prefix(64)),
          "expected": String(expected.prefix(64)),
        ])
    }
  }

  private mutating func addCell(_ record: CSVRecord) throws(Diagnostic) {
    let bytes = record.bytes.span
    func range(_ column: CellsColumn) -> Range<Int> { record.fields[column.index].range }
    guard
      let table = names.tables.index(
        of: bytes.extracting(range(.table)), expecting: expected.table),
      let row = names.rows[table].index(
        of: bytes.extracting(range(.row)), expecting: expected.row),
      let place = names.place(table: table, row: row),
      let column = names.columns[table][place.block].index(
        of: bytes.extracting(range(.column)), expecting: expected.column)
    else {
      let path = [CellsColumn.table, .row, .column].map { record.excerpt($0.index) }
      throw Diagnostic(
        .cellUnknown, at: record.place(ofField: CellsColumn.table.index),
        ["cell": path.joined(separator: "/"), "edition": edition])
    }
    let isLast = column + 1 == names.columns[table][place.block].names.count
    expected = (table, isLast ? row + 1 : row, isLast ? 0 : column + 1)
    let ordinal = place.firstCell + column
    let kind = names.form.cells[ordinal].kind
    guard let value = CellValue(lexicalForm: bytes.extracting(range(.value)), kind: kind)
    else {
      throw refusal(
        kind.invalidText, record, .value,
        ["value": record.excerpt(CellsColumn.value.index)], ordinal)
    }
    guard cells[ordinal].isAbsent else {
      throw refusal(.cellDoubled, record, .report, [:], ordinal)
    }
    try set(value, at: ordinal, record)
    try checkState(of: value, at: ordinal, record)
    if places != nil {
      places?[cell: ordinal] = record.place(ofField: CellsColumn.value.index)
    }
  }

  private mutating func set(
    _ value: CellValue, at ordinal: Int, _ record: CSVRecord
  ) throws(Diagnostic) {
    let unit = CellsColumn.unit.index
    if record.fields[unit].range.isEmpty {
      cells[ordinal] = value
      return
    }
    let cell = names.form.cells[ordinal]
    if cell.kind.hasUnit && record.field(unit, is: UnitWord.standard) {
      cells[ordinal] = value
    } else if record.field(unit, is: UnitWord.unknown), cell.isUnitOpen,
      case .number(let number) = value
    {
      cells[ordinal] = .amountOfUnknownUnit(number)
    } else {
      throw refusal(.cellUnitInvalid, record, .unit, ["unit": record.excerpt(unit)], ordinal)
    }
  }

  /// The column `state` repeats what the value says, for tools; it is never a source of it.
  private func checkState(
    of value: CellValue, at ordinal: Int, _ record: CSVRecord
  ) throws(Diagnostic) {
    let state = CellsColumn.state.index
    guard state < columnCount, let expected = StateWord(of: value)?.rawValue,
      !record.field(state, is: expected)
    else { return }
    throw refusal(
      .cellStateInvalid, record, .state,
      [
        "state": record.excerpt(state), "value": record.excerpt(CellsColumn.value.index),
        "expected": expected,
      ], ordinal)
  }

  private func refusal(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ column: CellsColumn,
    _ arguments: [String: String], _ ordinal: Int
  ) -> Diagnostic {
    Diagnostic(
      kind, at: record.place(ofField: column.index), cell: names.form.path(at: ordinal), arguments)
  }
}
