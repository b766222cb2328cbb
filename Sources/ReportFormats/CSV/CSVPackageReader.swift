internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportContainers
internal import ReportIO

/// Reads a Data Package: all resources side by side, in the order of `reports.csv`, in the memory of
/// one report and some 20 bytes an id.
///
/// Rows that stand where no report takes them break the package off: reports before may lack them.
/// What `datapackage.json` states of bytes and hashes is checked on the way; what does not agree is an
/// error at the end, and the reports stay, as with the count of a batch.
final class CSVPackageReader: ReportReader {
  let holdsMany = true
  private let options: ReadOptions
  private let reports: ResourceStream
  /// The resources that belong to reports, in order.
  private var parts: [ResourceStream] = []
  /// How many columns `cells.csv` has.
  private var cellColumns = 0
  /// What was found about the package as a whole and is not told yet.
  private var remarks: [Diagnostic] = []
  private var identifiers = FingerprintSet()
  /// Why reading ends, once what was read before is handed out.
  private var failure: Diagnostic?
  private var isFinished = false

  /// Opens the package at `path`, a folder or a ZIP container.
  init(path: String, _ options: ReadOptions) throws(Diagnostic) {
    self.options = options
    let input = try PackageInput(path: path, limits: options.archiveLimits)
    let name = PackageDescriptor.fileName
    guard let base = input.base(of: name), let source = try input.open(base + name) else {
      throw Diagnostic(.packageDescriptorMissing, at: Place(source: path))
    }
    var opening = PackageOpening(input, base: base)
    do throws(Diagnostic) {
      let bytes = try source.readAll(limit: PackageDescriptor.sizeLimit)
      opening.described = try PackageDescriptor.resources(in: bytes)
      try opening.checkNames()
      reports = try opening.open(.reports)
      for resource in PackageResource.ofReport { parts.append(try opening.open(resource)) }
      cellColumns = parts.first { $0.resource == .cells }?.columnCount ?? 0
      try opening.checkLabels()
    } catch {
      throw error.inSource(source.path)
    }
    remarks = opening.findings.map { $0.inSource(source.path) }
  }

  var position: ReadPosition? {
    // Files with holes in them have any size: it is for showing only.
    ReadPosition(
      bytesTaken: parts.reduce(reports.bytesTaken) { $0 + $1.bytesTaken },
      size: parts.reduce(reports.size) { $0 &+ $1.size })
  }

  func next() throws(Diagnostic) -> ReadItem? {
    if !remarks.isEmpty {
      defer { remarks = [] }
      return ReadItem(outcome: .remark, place: Place(), findings: remarks)
    }
    if let failure { throw failure }
    if isFinished { return nil }
    guard reports.hasRecord else { return try finish() }
    return try readReport()
  }

  private func readReport() throws(Diagnostic) -> ReadItem {
    var report = PackageReport(
      reports.record, reports.sourceName, cellColumns: cellColumns,
      keepsPlaces: options.keepsPlaces
    ) { edition in options.forms[edition].map(options.cache.names) }
    if let id = report.id, !identifiers.insert(KeyedHash128(id)) {
      report.refuseDoubled(reports.record)
    }
    try reports.advance()
    for part in parts {
      while part.hasRecord, part.record.field(0, isBytes: report.idBytes) {
        report.add(part.record, of: part.resource, part.sourceName)
        try part.advance()
      }
    }
    do throws(Diagnostic) {
      for part in parts { try checkOrder(of: part) }
    } catch {
      // A report that does not count its rows may lack some that stand behind those.
      guard report.countsRows else { throw error }
      failure = error
    }
    return report.item { index in index == 0 ? reports.sourceName : parts[index - 1].sourceName }
  }

  /// Sees to it that the next record of `part` belongs to a report that is still to come.
  private func checkOrder(of part: ResourceStream) throws(Diagnostic) {
    guard part.hasRecord, !part.isHeld else { return }
    part.isHeld = true
    guard let id = ReportID(part.record.excerpt(0)), identifiers.contains(KeyedHash128(id)) else {
      return
    }
    throw misplaced(.packageRowsOutOfOrder, part)
  }

  private func misplaced(_ kind: DiagnosticKind, _ part: ResourceStream) -> Diagnostic {
    Diagnostic(kind, at: part.record.place(ofField: 0), ["id": part.record.excerpt(0)])
      .inSource(part.sourceName)
  }

  /// At the end of `reports.csv` all others must have ended, too.
  private func finish() throws(Diagnostic) -> ReadItem? {
    isFinished = true
    for part in parts where part.hasRecord { throw misplaced(.packageReportUnknown, part) }
    let findings = reports.verdict() + parts.flatMap { $0.verdict() }
    guard !findings.isEmpty else { return nil }
    return ReadItem(outcome: .remark, place: Place(), findings: findings)
  }
}

/// Finds the resources of a package and opens them.
private struct PackageOpening {
  private let input: PackageInput
  private let base: String
  var described: [PackageDescriptor.Resource] = []
  private(set) var findings: [Diagnostic] = []

  init(_ input: PackageInput, base: String) {
    self.input = input
    self.base = base
  }

  /// Refuses a name that is there twice, and notes those that are no resources of ours.
  mutating func checkNames() throws(Diagnostic) {
    var seen: Set<String> = []
    for resource in described {
      guard let name = resource.name, seen.insert(name).inserted else {
        throw Diagnostic(
          .packageDescriptorInvalid, at: resource.place,
          [
            "zh": "资源没有名称，或与另一个同名",
            "en": "a resource has no name, or the name of another",
          ])
      }
      if PackageResource(rawValue: name) == nil, name != PackageTable.labels.name {
        findings.append(
          Diagnostic(
            .packageResourceUnknown, at: resource.place, ["name": String(name.prefix(64))]))
      }
    }
  }

  mutating func open(_ resource: PackageResource) throws(Diagnostic) -> ResourceStream {
    let table = resource.table
    let found = described.first { $0.name == table.name }
    guard let found, let path = found.path, let source = try open(path, found) else {
      throw Diagnostic(
        .packageResourceMissing, at: found?.place ?? Place(),
        ["name": table.name, "path": String((found?.path ?? table.fileName).prefix(256))])
    }
    let stream = try ResourceStream(resource, source, as: found)
    compareSchema(table, stream.columnCount, found)
    return stream
  }

  /// Checks `labels.csv` if it is described: it must be there, with the bytes and the hash that are
  /// stated, as any resource. It is for people, and no value is ever taken from it, so that what is
  /// wrong with it is a finding and the reports stay.
  mutating func checkLabels() throws(Diagnostic) {
    let table = PackageTable.labels
    guard let found = described.first(where: { $0.name == table.name }) else { return }
    guard let path = found.path, let source = try open(path, found) else {
      findings.append(
        Diagnostic(
          .packageResourceMissing, at: found.place,
          ["name": table.name, "path": String((found.path ?? table.fileName).prefix(256))]))
      return
    }
    let digested = found.digested(source)
    let content = digested.makeSource()
    while try content.nextChunk() != nil {}
    findings += found.verdict(on: digested, named: source.path)
  }

  private func open(
    _ path: String, _ found: PackageDescriptor.Resource
  ) throws(Diagnostic) -> ByteSource? {
    guard PackageInput.isSafe(path) else { throw unsafe(path, found) }
    do throws(Diagnostic) {
      return try input.open(base + path)
    } catch {
      throw error.kind == .packagePathUnsafe ? unsafe(path, found) : error
    }
  }

  /// The path is told where it is written.
  private func unsafe(_ path: String, _ found: PackageDescriptor.Resource) -> Diagnostic {
    Diagnostic(.packagePathUnsafe, at: found.place, ["name": String(path.prefix(256))])
  }

  /// The header of the file is what counts; a schema that says otherwise is worth a warning.
  private mutating func compareSchema(
    _ table: PackageTable, _ columnCount: Int, _ found: PackageDescriptor.Resource
  ) {
    guard !found.fields.isEmpty else { return }
    for index in 0..<max(columnCount, found.fields.count) {
      let field = index < columnCount ? table.fields[index] : nil
      let stated = index < found.fields.count ? found.fields[index] : ("", "")
      guard field?.name != stated.0 || field?.type.rawValue != stated.1 else { continue }
      guard findings.count < CellRecords.findingLimit else { return }
      findings.append(
        Diagnostic(
          .packageSchemaDiffers, at: found.place,
          [
            "name": table.name, "field": "\(index + 1)",
            "found": "\(stated.0.prefix(64)) (\(stated.1.prefix(64)))",
            "expected": field.map { "\($0.name) (\($0.type.rawValue))" } ?? "–",
          ]))
    }
  }
}
