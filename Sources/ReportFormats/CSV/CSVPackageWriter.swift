internal import ReportDiagnostics
internal import ReportModel
internal import ReportContainers
internal import ReportSyntax

/// Writes a Data Package: all resources side by side, one report after the other, and at the end
/// `datapackage.json`, which knows sizes and hashes.
final class CSVPackageWriter: EncodedPackageWriter {
  let encoder: any ReportEncoder = CSVPackageEncoder()
  private let output: PackageOutput
  private let isForExcel: Bool
  private var files: [PackageFile] = []
  /// The records of each resource that are not in its file yet.
  private var pending: [[UInt8]] = []
  /// The forms of the reports.
  private var forms: [Form] = []

  private static let bufferSize = 1 << 17

  /// Begins a package at `path`: a folder, or a ZIP container by its extension.
  init(path: String, _ options: WriteOptions) throws(Diagnostic) {
    output = try PackageOutput(path: path)
    isForExcel = options.isForExcel
    do throws(Diagnostic) {
      for resource in PackageResource.allCases {
        files.append(try output.begin(resource.table.fileName))
        pending.append(header(of: resource.table))
      }
    } catch {
      output.cancel()
      throw error
    }
  }

  private func header(of table: PackageTable) -> [UInt8] {
    var csv = CSVWriter(byteOrderMark: isForExcel)
    csv.record(table.fields.map(\.name))
    return csv.bytes
  }

  func write(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic] {
    if let form = report.form, !forms.contains(where: { $0 === form }) { forms.append(form) }
    var start = 0
    for (index, end) in zip(CSVPackageEncoder.order, report.ends + [report.bytes.count]) {
      pending[index] += report.bytes[start..<end]
      start = end
    }
    for index in pending.indices where pending[index].count >= Self.bufferSize {
      try flush(index)
    }
    return report.findings
  }

  func commit() throws(Diagnostic) -> [Diagnostic] {
    do throws(Diagnostic) {
      var written: [PackageDescriptor.Written] = []
      for (index, resource) in PackageResource.allCases.enumerated() {
        try flush(index)
        written.append(
          .init(
            table: resource.table, bytes: files[index].count,
            sha256: try files[index].finishDigest()))
      }
      let labels = try output.begin(PackageTable.labels.fileName)
      try labels.write(header(of: .labels) + PackageTable.labels(of: forms).bytes)
      written.append(
        .init(table: .labels, bytes: labels.count, sha256: try labels.finishDigest()))
      let descriptor = try output.begin(PackageDescriptor.fileName)
      try descriptor.write(
        PackageDescriptor.document(written, encoding: isForExcel ? "utf-8-sig" : "utf-8"))
    } catch {
      output.cancel()
      throw error
    }
    try output.commit(first: PackageDescriptor.fileName)
    return []
  }

  func cancel() { output.cancel() }

  private func flush(_ index: Int) throws(Diagnostic) {
    try files[index].write(pending[index])
    pending[index].removeAll(keepingCapacity: true)
  }
}

/// Puts a report into the records of every resource, a part each.
struct CSVPackageEncoder: ReportEncoder {
  private let spellings = CellSpellings { .csv($0) }

  /// The resources in the order of the parts: that of the reports is last, for its record says how
  /// many others there are.
  static let order = Array(PackageResource.allCases.indices.dropFirst()) + [0]

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport {
    let spelling = spellings[report.form]
    var csv = CSVWriter()
    csv.bytes.reserveCapacity(2 * EncodedReport.usualSize)
    var ends: [Int] = []
    var rows = 0
    for index in Self.order.dropLast() {
      rows += csv.rows(of: report, in: PackageResource.allCases[index], spelling)
      ends.append(csv.bytes.count)
    }
    csv.reportRow(of: report, rows: rows)
    var encoded = EncodedReport(report, bytes: csv.bytes)
    encoded.ends = ends
    encoded.form = report.form
    return encoded
  }
}

extension CSVWriter {
  fileprivate mutating func reportRow(of report: Report, rows: Int) {
    for column in ReportsColumn.inOrder {
      switch column {
      case .report: field(report.id.description)
      case .edition: field(report.edition)
      case .year: field(report.year.map { "\($0)" } ?? "")
      case .agency: field(report.agency.name)
      case .creditCode: field(report.agency.creditCode)
      case .divisionCode: field(report.agency.divisionCode)
      case .level: field(report.agency.level)
      case .parent: field(report.agency.parent)
      case .title: field(report.title)
      case .issueDate: field(report.issueDate?.description ?? "")
      case .sourceName: field(report.source.name)
      case .sourceDigest: field(report.source.digest)
      case .sourceReader: field(report.source.reader)
      case .rows: decimal(mantissa: Int64(rows))
      }
    }
    endRecord()
  }

  /// Writes the rows of a report in `resource`; gives their number.
  fileprivate mutating func rows(
    of report: Report, in resource: PackageResource, _ spelling: CellSpelling
  ) -> Int {
    switch resource {
    case .reports: 0
    case .cells: cells(of: report, spelling)
    case .narrative: narrative(of: report)
    case .narrativeTables: narrativeTables(of: report)
    case .publication: publication(of: report)
    case .extras: extras(of: report)
    case .extraTexts: extraTexts(of: report)
    }
  }

  private mutating func narrative(of report: Report) -> Int {
    var rows = 0
    var id = CSVWriter()
    id.field(report.id.description)
    for (number, section) in report.narrative.enumerated() {
      var lead = id
      lead.decimal(mantissa: Int64(number + 1))
      func row(_ block: Int, _ sort: CSVWriter, _ text: String) {
        fields(of: lead)
        decimal(mantissa: Int64(block))
        fields(of: sort)
        field(text)
        endRecord()
        rows += 1
      }
      func sort(_ kind: NarrativeColumn.Kind, level: Int? = nil) -> CSVWriter {
        var sort = CSVWriter()
        sort.field(kind.rawValue)
        sort.field(section.code)
        if let level { sort.decimal(mantissa: Int64(level)) } else { sort.field("") }
        return sort
      }
      row(0, sort(.section), section.title)
      let paragraph = sort(.paragraph)
      for (index, block) in section.blocks.enumerated() {
        switch block {
        case .heading(let text, let level): row(index + 1, sort(.heading, level: level), text)
        case .paragraph(let text): row(index + 1, paragraph, text)
        case .table: row(index + 1, sort(.table), "")
        }
      }
    }
    return rows
  }

  private mutating func narrativeTables(of report: Report) -> Int {
    var count = 0
    for (section, content) in report.narrative.enumerated() {
      for (block, content) in content.blocks.enumerated() {
        guard case .table(let rows) = content else { continue }
        for (row, texts) in rows.enumerated() {
          for (column, text) in texts.enumerated() {
            let numbers = [section, block, row, column].map { "\($0 + 1)" }
            record([report.id.description] + numbers + [text])
            count += 1
          }
        }
      }
    }
    return count
  }

  private mutating func publication(of report: Report) -> Int {
    for (index, item) in report.publication.enumerated() {
      record([report.id.description, "\(index + 1)", item.label, item.value])
    }
    return report.publication.count
  }

  private mutating func extras(of report: Report) -> Int {
    for (index, extra) in report.extras.enumerated() {
      record(
        ExtrasColumn.inOrder.map { column in
          if let part = column.part { return extra[part] }
          switch column {
          case .report: return report.id.description
          case .position: return "\(index + 1)"
          default: return extra.kind.rawValue
          }
        })
    }
    return report.extras.count
  }

  private mutating func extraTexts(of report: Report) -> Int {
    var count = 0
    for (index, extra) in report.extras.enumerated() {
      for (position, text) in extra.texts.enumerated() {
        record([report.id.description, "\(index + 1)", "\(position + 1)", text])
        count += 1
      }
    }
    return count
  }
}
