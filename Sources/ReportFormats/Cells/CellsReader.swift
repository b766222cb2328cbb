internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// Reads the tidy CSV of cells back: the records of a report stand together and agree in edition,
/// year and agency.
final class CellsReader: ReportReader {
  let holdsMany = true
  private let options: ReadOptions
  private var records: CSVRecordSource
  private var isStarted = false
  /// How many columns the header names.
  private var columnCount = 0
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
      if record.isBlank { continue }
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
    columnCount = names.count
    guard [CellsColumn.names, CellsColumn.requiredNames].contains(names) else {
      throw Diagnostic(
        .cellsHeaderInvalid, at: record.place(ofField: 0),
        [
          "found": names.joined(separator: ",").prefix(200).description,
          "header": CellsColumn.names.joined(separator: ","),
        ])
    }
  }

  private func begin(_ record: CSVRecord) -> CellsReport {
    CellsReport(
      startingWith: record, columnCount: columnCount, keepsPlaces: options.keepsPlaces
    ) { edition in options.forms[edition].map(options.cache.names) }
  }
}

/// A report in the making, from the records that carry its id.
private final class CellsReport {
  private let columnCount: Int
  private let idBytes: [UInt8]
  private let place: Place
  private let edition: String
  private let year: String
  private let agency: String
  private var report: Report?
  private var cells: CellRecords?
  private var findings: [Diagnostic] = []
  private var repairs = TextRepairs()
  private let keepsPlaces: Bool

  init(
    startingWith record: CSVRecord, columnCount: Int, keepsPlaces: Bool,
    names: (String) -> FormNames?
  ) {
    self.columnCount = columnCount
    self.keepsPlaces = keepsPlaces
    place = record.place(ofField: 0)
    idBytes = record.fieldBytes(CellsColumn.report.index)
    var repairs = TextRepairs()
    func text(_ column: CellsColumn) -> String {
      (try? record.string(column.index, repairs: &repairs)) ?? ""
    }
    guard record.fields.count == columnCount else {
      (edition, year, agency) = ("", "", "")
      return
    }
    (edition, year, agency) = (text(.edition), text(.year), text(.agency))
    self.repairs = repairs
    start(record, names(edition))
  }

  /// Whether `record` carries the id of this report.
  func holds(_ record: CSVRecord) -> Bool {
    record.field(CellsColumn.report.index, isBytes: idBytes)
  }

  /// The report, or why it is refused.
  func item() -> ReadItem {
    let id = String(decoding: idBytes, as: UTF8.self)
    let isRefused = findings.contains { $0.severity == .error }
    if let cells { repairs.merge(cells.repairs) }
    let all = findings + repairs.diagnostics { Place(line: $0) }
    if var report, let cells, !isRefused {
      report.cells = cells.cells
      return ReadItem(
        outcome: .report(report), id: id, place: place, findings: all, places: cells.places)
    }
    return ReadItem(outcome: .refused, id: id, place: place, findings: all)
  }

  /// Takes over what the first record says of the whole report.
  private func start(_ record: CSVRecord, _ names: FormNames?) {
    let idText = String(decoding: idBytes, as: UTF8.self)
    guard let id = ReportID(idText) else {
      return fail(.reportIdInvalid, record, .report, ["id": idText])
    }
    guard let names else {
      return fail(.reportEditionUnknown, record, .edition, ["edition": edition])
    }
    var report = Report(id: id, form: names.form)
    if !year.isEmpty {
      guard let number = Report.year(lexicalForm: year) else {
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
    cells = CellRecords(
      names, columnCount: columnCount, edition: edition, year: year, agency: agency,
      keepsPlaces: keepsPlaces)
  }

  func add(_ record: CSVRecord) {
    guard findings.count < CellRecords.findingLimit else { return }
    if cells != nil {
      do throws(Diagnostic) { try cells?.add(record) } catch { findings.append(error) }
    } else if record.fields.count != columnCount {
      findings.append(record.ragged(expected: columnCount))
    }
  }

  private func fail(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ column: CellsColumn,
    _ arguments: [String: String]
  ) {
    findings.append(Diagnostic(kind, at: record.place(ofField: column.index), arguments))
  }
}
