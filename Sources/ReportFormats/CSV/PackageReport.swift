internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// A report in the making, from its row in `reports.csv` and its rows in the other resources.
struct PackageReport {
  /// The id as it stands in the files.
  let idBytes: [UInt8]
  /// The id; nil if it is none.
  let id: ReportID?
  var narrative = NarrativeRows()
  var publication: [PublicationField] = []
  var extras: [Extra] = []
  private(set) var names: FormNames?
  private var report: Report?
  /// Whether there is a report that rows can be read into.
  private var isReadable = false
  private var cells: CellRecords?
  private let cellColumns: Int
  private let place: Place
  /// Where its parts stand, but for the cells; nil if nobody asks.
  var places: ReportPlaces?
  private var findings: [Diagnostic] = []
  private var repairs = TextRepairs()
  /// The row that is being read: its resource, and the file.
  private(set) var resource = PackageResource.reports
  private var sourceName: String
  /// The resources that are not read any further, since a row of theirs is wrong.
  private var broken: Set<PackageResource> = []
  private var statedRows: Int?
  private var rows = 0
  private var textBytes = 0

  /// How many bytes of text a report may have: as many as a JSON document.
  static let textLimit = 256 << 20
  /// Of an empty row: what it costs to keep it.
  private static let rowCost = 64

  /// Begins with a row of `reports.csv`.
  ///
  /// - Parameter cellColumns: how many columns `cells.csv` has.
  init(
    _ record: CSVRecord, _ sourceName: String, cellColumns: Int, keepsPlaces: Bool = false,
    names: (String) -> FormNames?
  ) {
    self.cellColumns = cellColumns
    idBytes = record.fieldBytes(0)
    id = ReportID(record.excerpt(0))
    place = record.place(ofField: 0).in(sourceName)
    self.sourceName = sourceName
    if keepsPlaces { places = ReportPlaces(cellCount: 0) }
    guard record.fields.count == ReportsColumn.inOrder.count else {
      refuse(record.ragged(expected: ReportsColumn.inOrder.count))
      return
    }
    start(record, names)
  }

  /// Whether the row in `reports.csv` says how many others there are.
  var countsRows: Bool { statedRows != nil }

  mutating func refuseDoubled(_ record: CSVRecord) {
    refuse(.reportIdDoubled, record, 0, ["id": record.excerpt(0)])
  }

  /// Takes a row of another resource.
  mutating func add(_ record: CSVRecord, of resource: PackageResource, _ sourceName: String) {
    rows += 1
    self.resource = resource
    self.sourceName = sourceName
    guard isReadable, !broken.contains(resource),
      findings.count < CellRecords.findingLimit
    else { return }
    if resource == .cells {
      cells?.places?.cellSource = sourceName
      do throws(Diagnostic) { try cells?.add(record) } catch { refuse(error) }
      return
    }
    let fieldCount = resource.columnCount
    guard record.fields.count == fieldCount else {
      return refuse(record.ragged(expected: fieldCount))
    }
    textBytes += record.fields.reduce(Self.rowCost) { $0 + $1.range.count }
    guard textBytes <= Self.textLimit else {
      broken = Set(PackageResource.ofReport)
      return refuse(.packageReportTooLarge, record, 0, ["limit": "\(Self.textLimit)"])
    }
    do throws(Diagnostic) {
      try addRow(record)
    } catch {
      // Rows that follow would only be told to follow a row that is missing.
      broken.insert(resource)
      if let dependent = resource.dependent { broken.insert(dependent) }
      refuse(error)
    }
  }

  /// The report, or why it is refused.
  ///
  /// - Parameter sourceName: the path of the file of a resource, by its index.
  consuming func item(sourceName: (Int) -> String) -> ReadItem {
    finish()
    if let cells { repairs.merge(cells.repairs) }
    let all =
      findings
      + repairs.diagnostics { mark in
        Place(
          source: sourceName(mark >> Self.resourceShift),
          line: mark & ((1 << Self.resourceShift) - 1))
      }
    let idText = id?.description ?? String(decoding: idBytes.prefix(64), as: UTF8.self)
    guard var report, !findings.contains(where: { $0.severity == .error }) else {
      return ReadItem(outcome: .refused, id: idText, place: place, findings: all)
    }
    if let cells { report.cells = cells.cells }
    report.narrative = narrative.sections
    report.publication = publication
    report.extras = extras
    return ReadItem(
      outcome: .report(report), id: idText, place: place, findings: all,
      places: places.map { places in
        var all = cells?.places ?? places
        (all.parts, all.sections) = (places.parts, places.sections)
        return all
      })
  }

  private mutating func finish() {
    sourceName = place.source
    if let statedRows, statedRows != rows {
      refuse(
        Diagnostic(
          .packageRowsDiffer, at: place, ["stated": "\(statedRows)", "found": "\(rows)"]))
    }
    guard !broken.contains(.narrative), !broken.contains(.narrativeTables) else { return }
    if let (section, block) = narrative.finish() {
      refuse(
        Diagnostic(
          .packageTableEmpty, at: place, ["section": "\(section)", "block": "\(block)"]))
    }
  }

  // MARK: - The row of reports.csv

  private mutating func start(_ record: CSVRecord, _ namesOf: (String) -> FormNames?) {
    guard let id else {
      return refuse(.reportIdInvalid, record, 0, ["id": record.excerpt(0)])
    }
    let edition = record.excerpt(ReportsColumn.inOrder.index(of: .edition))
    guard let names = namesOf(edition) else {
      return refuse(
        .reportEditionUnknown, record, ReportsColumn.inOrder.index(of: .edition),
        ["edition": edition])
    }
    self.names = names
    var report = Report(id: id, form: names.form)
    for (index, column) in ReportsColumn.inOrder.enumerated() {
      do throws(Diagnostic) {
        try read(column, index, record, into: &report)
      } catch {
        refuse(error)
      }
    }
    // Its other rows would only be told to disagree with what could not be read here.
    guard findings.isEmpty else { return }
    self.report = report
    isReadable = true
    cells = makeCells(report)
  }

  private mutating func read(
    _ column: ReportsColumn, _ index: Int, _ record: CSVRecord, into report: inout Report
  ) throws(Diagnostic) {
    let text = try text(record, index)
    if places != nil, let part = ReportPlaces.Part(rawValue: column.rawValue) {
      let place = placeInFile(record, index)
      places?.parts[part] = place
    }
    switch column {
    case .report, .edition: break
    case .agency: report.agency.name = text
    case .creditCode: report.agency.creditCode = text
    case .divisionCode: report.agency.divisionCode = text
    case .level: report.agency.level = text
    case .parent: report.agency.parent = text
    case .title: report.title = text
    case .sourceName: report.source.name = text
    case .sourceReader: report.source.reader = text
    case .sourceDigest:
      guard Source.admitsDigest(text) else {
        throw resource.invalid(record, index, expected: "sha256:…, sm3:…")
      }
      report.source.digest = text
    case .year:
      if !text.isEmpty { report.year = try year(text, record, index) }
    case .issueDate:
      if !text.isEmpty { report.issueDate = try date(text, record, index) }
    case .rows:
      if !text.isEmpty { statedRows = try rowCount(record, index) }
    }
  }

  private func year(
    _ text: String, _ record: CSVRecord, _ index: Int
  ) throws(Diagnostic) -> Int {
    guard let year = Report.year(lexicalForm: text) else {
      throw Diagnostic(
        .reportYearInvalid, at: record.place(ofField: index), ["year": record.excerpt(index)])
    }
    return year
  }

  private func date(
    _ text: String, _ record: CSVRecord, _ index: Int
  ) throws(Diagnostic) -> CalendarDate {
    guard let date = CalendarDate(text) else {
      throw Diagnostic(
        .reportDateInvalid, at: record.place(ofField: index), ["date": record.excerpt(index)])
    }
    return date
  }

  private func rowCount(_ record: CSVRecord, _ index: Int) throws(Diagnostic) -> Int {
    guard let rows = record.number(index) else {
      throw resource.invalid(record, index, expected: "0, 1, 2 …")
    }
    return rows
  }

  private func makeCells(_ report: Report) -> CellRecords {
    CellRecords(
      names ?? FormNames(report.form), columnCount: cellColumns, edition: report.edition,
      year: report.year.map { "\($0)" } ?? "", agency: report.agency.name,
      markBase: PackageResource.cells.index << Self.resourceShift, keepsPlaces: places != nil)
  }

  // MARK: - What every row has

  private static let resourceShift = 40

  /// The free text of a field.
  mutating func text(_ record: CSVRecord, _ index: Int) throws(Diagnostic) -> String {
    let text = try record.string(
      index, markBase: resource.index << Self.resourceShift, repairs: &repairs)
    // As many bytes are never more characters.
    if text.utf8.count > TextRule.maximumLength {
      let length = text.unicodeScalars.count
      if length > TextRule.maximumLength {
        throw Diagnostic(
          .textTooLong, at: record.place(ofField: index),
          ["name": resource.table.fields[index].name, "count": "\(length)"])
      }
    }
    return text
  }

  /// The place of a field, with its file.
  func placeInFile(_ record: CSVRecord, _ index: Int) -> Place {
    record.place(ofField: index).in(sourceName)
  }

  private mutating func refuse(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ field: Int, _ arguments: [String: String]
  ) {
    refuse(Diagnostic(kind, at: record.place(ofField: field), arguments))
  }

  private mutating func refuse(_ finding: Diagnostic) {
    findings.append(finding.inSource(sourceName))
  }
}

extension PackageResource {
  /// The resource whose rows say more of rows of this one.
  fileprivate var dependent: PackageResource? {
    switch self {
    case .narrative: .narrativeTables
    case .extras: .extraTexts
    case .reports, .cells, .narrativeTables, .publication, .extraTexts: nil
    }
  }

  /// Its place among the resources.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// How many columns it has.
  var columnCount: Int {
    switch self {
    case .reports: ReportsColumn.inOrder.count
    case .cells: CellsColumn.inOrder.count
    case .narrative: NarrativeColumn.inOrder.count
    case .narrativeTables: TextTableColumn.inOrder.count
    case .publication: PublicationColumn.inOrder.count
    case .extras: ExtrasColumn.inOrder.count
    case .extraTexts: ExtraTextsColumn.inOrder.count
    }
  }
}

extension Array where Element: Equatable {
  /// The index of an element that is known to be there.
  fileprivate func index(of element: Element) -> Int { firstIndex(of: element) ?? 0 }
}

extension Place {
  /// The same place in the file at `source`.
  fileprivate func `in`(_ source: String) -> Place {
    var copy = self
    copy.source = source
    return copy
  }
}
