internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportSyntax

/// Reads the tidy CSV of cells back: the records of a report stand together and agree in edition,
/// year and agency.
final class CellsReader: ReportReader {
  let holdsMany = true
  private let options: ReadOptions
  private var records: CSVRecordSource
  private var isStarted = false
  private var current: CellsReport?

  init(_ source: ByteSource, _ options: ReadOptions) throws(Diagnostic) {
    self.options = options
    records = try CSVRecordSource(source)
  }

  func next() throws(Diagnostic) -> ReadItem? {
    if !isStarted {
      isStarted = true
      guard try records.next() else { return nil }
      try checkHeader()
    }
    while try records.next() {
      let record = records.record
      if record.fields.count == 1, record.fields[0].range.isEmpty { continue }
      if let finished = current, !finished.holds(record) {
        let following = begin(record)
        current = following
        following.add(record)
        return finished.item()
      }
      let report = current ?? begin(record)
      current = report
      report.add(record)
    }
    defer { current = nil }
    return current?.item()
  }

  private func checkHeader() throws(Diagnostic) {
    let record = records.record
    var repairs = TextRepairs()
    var names: [String] = []
    for index in record.fields.indices {
      names.append(try record.string(index, repairs: &repairs))
    }
    guard names == CellsColumn.allCases.map(\.rawValue) else {
      throw Diagnostic(
        .cellsHeaderInvalid, at: record.place(ofField: 0),
        [
          "found": names.joined(separator: ",").prefix(200).description,
          "header": CellsColumn.header,
        ])
    }
  }

  private func begin(_ record: CSVRecord) -> CellsReport {
    CellsReport(startingWith: record, keepsPlaces: options.keepsPlaces) { edition in
      options.forms[edition].map(options.cache.names)
    }
  }
}

/// A report in the making, from the records that carry its id.
private final class CellsReport {
  private let idBytes: [UInt8]
  private let place: Place
  private let names: FormNames?
  private let edition: String
  private let year: String
  private let agency: String
  private var report: Report?
  private var findings: [Diagnostic] = []
  private var repairs = TextRepairs()
  private var expectedRow = 0
  private let keepsPlaces: Bool
  /// Where the cells stand; nil if nobody asks.
  private var places: ReportPlaces?

  private static let findingLimit = 100

  init(startingWith record: CSVRecord, keepsPlaces: Bool, names: (String) -> FormNames?) {
    self.keepsPlaces = keepsPlaces
    place = record.place(ofField: 0)
    idBytes = Self.bytes(record, .report)
    var repairs = TextRepairs()
    func text(_ column: CellsColumn) -> String {
      (try? record.string(column.index, repairs: &repairs)) ?? ""
    }
    guard record.fields.count == CellsColumn.allCases.count else {
      (edition, year, agency) = ("", "", "")
      self.names = nil
      return
    }
    (edition, year, agency) = (text(.edition), text(.year), text(.agency))
    self.names = names(edition)
    self.repairs = repairs
    start(record)
  }

  /// Whether `record` carries the id of this report.
  func holds(_ record: CSVRecord) -> Bool { Self.bytes(record, .report) == idBytes }

  /// The report, or why it is refused.
  func item() -> ReadItem {
    let id = String(decoding: idBytes, as: UTF8.self)
    let all = findings + repairs.diagnostics { Place(line: $0) }
    let isRefused = findings.contains { $0.severity == .error }
    if let report, !isRefused {
      return ReadItem(
        outcome: .report(report), id: id, place: place, findings: all, places: places)
    }
    return ReadItem(outcome: .refused, id: id, place: place, findings: all)
  }

  /// Takes over what the first record says of the whole report.
  private func start(_ record: CSVRecord) {
    let idText = String(decoding: idBytes, as: UTF8.self)
    guard let id = ReportID(idText) else {
      return fail(.reportIdInvalid, record, .report, ["id": idText])
    }
    guard let names else {
      return fail(.reportEditionUnknown, record, .edition, ["edition": edition])
    }
    var report = Report(id: id, form: names.form)
    if !year.isEmpty {
      guard year.utf8.count == 4, let number = Int(year), Report.years.contains(number) else {
        return fail(.reportYearInvalid, record, .year, ["year": year])
      }
      report.year = number
    }
    if agency.unicodeScalars.count > TextRule.maximumLength {
      return fail(
        .textTooLong, record, .agency,
        ["name": "agency", "count": "\(agency.unicodeScalars.count)"])
    }
    report.agency.name = agency
    self.report = report
    if keepsPlaces { places = ReportPlaces(cellCount: names.form.cells.count) }
  }

  func add(_ record: CSVRecord) {
    guard findings.count < Self.findingLimit else { return }
    guard record.fields.count == CellsColumn.allCases.count else {
      return fail(
        .csvRecordRagged, record, .report,
        ["found": "\(record.fields.count)", "expected": "\(CellsColumn.allCases.count)"])
    }
    do {
      try checkAgreement(record)
    } catch {
      findings.append(error)
      return
    }
    if report != nil { addCell(record) }
  }

  private func checkAgreement(_ record: CSVRecord) throws(Diagnostic) {
    for (column, expected) in [(CellsColumn.edition, edition), (.year, year), (.agency, agency)] {
      // The usual case compares bytes and makes no string.
      if Self.areEqual(record, column, expected) { continue }
      let found = try record.string(column.index, repairs: &repairs)
      guard found == expected else {
        throw Diagnostic(
          .cellsRowsDisagree, at: record.place(ofField: column.index),
          ["column": column.rawValue, "found": found, "expected": expected])
      }
    }
  }

  private func addCell(_ record: CSVRecord) {
    guard let names else { return }
    let bytes = record.bytes.span
    func range(_ column: CellsColumn) -> Range<Int> { record.fields[column.index].range }
    guard let table = names.tables.index(of: bytes.extracting(range(.table))) else {
      return unknownCell(record)
    }
    guard
      let row = names.rows[table].index(of: bytes.extracting(range(.row)), expecting: expectedRow),
      let place = names.place(table: table, row: row),
      let column = names.columns[table][place.block].index(of: bytes.extracting(range(.column)))
    else { return unknownCell(record) }
    expectedRow = row
    let ordinal = place.firstCell + column
    let cell = names.form.cells[ordinal]
    guard let value = CellValue(lexicalForm: bytes.extracting(range(.value)), kind: cell.kind)
    else {
      return fail(
        .cellValueInvalid(cell.kind), record, .value, ["value": excerpt(record, .value)],
        cell: ordinal)
    }
    guard report?.cells[ordinal].isAbsent == true else {
      return fail(.cellDoubled, record, .report, [:], cell: ordinal)
    }
    if places != nil {
      places?[cell: ordinal] = record.place(ofField: CellsColumn.value.index)
    }
    setUnit(record, value, ordinal, cell)
  }

  private func setUnit(
    _ record: CSVRecord, _ value: CellValue, _ ordinal: Int, _ cell: FormCell
  ) {
    if record.fields[CellsColumn.unit.index].range.isEmpty
      || (cell.kind == .amount && Self.areEqual(record, .unit, UnitWord.standard))
    {
      report?.cells[ordinal] = value
    } else if Self.areEqual(record, .unit, UnitWord.unknown), cell.isUnitOpen,
      case .number(let number) = value
    {
      report?.cells[ordinal] = .amountOfUnknownUnit(number)
    } else {
      fail(.cellUnitInvalid, record, .unit, ["unit": excerpt(record, .unit)], cell: ordinal)
    }
  }

  private func unknownCell(_ record: CSVRecord) {
    let path = [CellsColumn.table, .row, .column].map { excerpt(record, $0) }
    fail(
      .cellUnknown, record, .table, ["cell": path.joined(separator: "/"), "edition": edition])
  }

  private func fail(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ column: CellsColumn,
    _ arguments: [String: String], cell: Int? = nil
  ) {
    let index = min(column.index, record.fields.count - 1)
    findings.append(
      Diagnostic(
        kind, at: record.place(ofField: index),
        cell: cell.flatMap { ordinal in names?.form.path(at: ordinal) } ?? "", arguments))
  }

  private func excerpt(_ record: CSVRecord, _ column: CellsColumn) -> String {
    String(String(decoding: Self.bytes(record, column), as: UTF8.self).prefix(64))
  }

  private static func bytes(_ record: CSVRecord, _ column: CellsColumn) -> [UInt8] {
    guard column.index < record.fields.count else { return [] }
    return Array(record.bytes[record.fields[column.index].range])
  }

  private static func areEqual(_ record: CSVRecord, _ column: CellsColumn, _ text: String) -> Bool {
    let range = record.fields[column.index].range
    guard range.count == text.utf8.count else { return false }
    return record.bytes[range].elementsEqual(text.utf8)
  }
}
