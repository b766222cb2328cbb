internal import ReportDiagnostics
internal import ReportModel
internal import ReportContainers
internal import ReportSyntax

/// Writes a Data Package: all resources side by side, one report after the other, and at the end
/// `datapackage.json`, which knows sizes and hashes.
final class CSVPackageOutput: ReportOutput {
  let encoder = CSVPackageEncoder()
  private let path: String
  private let options: CSVOptions
  private var package: OpenPackage?

  private static var bufferSize: Int { 1 << 17 }

  /// The package in the making.
  private struct OpenPackage {
    let output: PackageOutput
    var files: [PackageFile] = []
    /// The records of each resource that are not in its file yet.
    var pending: [[UInt8]] = []
    /// The forms of the reports.
    var forms: [Form] = []

    mutating func flush(_ index: Int) throws(Diagnostic) {
      try files[index].write(pending[index])
      pending[index].removeAll(keepingCapacity: true)
    }
  }

  /// Makes an output for a package at `path`: a folder, or a ZIP container by its extension.
  init(path: String, _ options: CSVOptions) {
    self.path = path
    self.options = options
  }

  private func open() throws(Diagnostic) -> OpenPackage {
    var package = OpenPackage(output: try PackageOutput(path: path))
    do throws(Diagnostic) {
      for resource in PackageResource.allCases {
        package.files.append(try package.output.begin(resource.table.fileName))
        package.pending.append(header(of: resource.table))
      }
    } catch {
      package.output.cancel()
      throw error
    }
    return package
  }

  private func header(of table: PackageTable) -> [UInt8] {
    var csv = CSVWriter(byteOrderMark: options.writesByteOrderMark)
    csv.record(table.fields.map(\.name))
    return csv.bytes
  }

  func write(
    _ report: EncodedReport<CSVPackageEncoder.Content>
  ) throws(Diagnostic) -> [Diagnostic] {
    if package == nil { package = try open() }
    let content = report.content
    if package?.forms.contains(where: { $0 === content.form }) == false {
      package?.forms.append(content.form)
    }
    var start = 0
    for (index, end) in zip(CSVPackageEncoder.order, content.ends + [content.bytes.count]) {
      package?.pending[index] += content.bytes[start..<end]
      start = end
    }
    for index in PackageResource.allCases.indices
    where package?.pending[index].count ?? 0 >= Self.bufferSize {
      try package?.flush(index)
    }
    return report.findings
  }

  func commit() throws(Diagnostic) -> [Diagnostic] {
    guard var package else { return [] }
    do throws(Diagnostic) {
      var written: [PackageDescriptor.Written] = []
      for (index, resource) in PackageResource.allCases.enumerated() {
        try package.flush(index)
        written.append(
          .init(
            table: resource.table, bytes: package.files[index].count,
            sha256: try package.files[index].finishDigest()))
      }
      let labels = try package.output.begin(PackageTable.labels.fileName)
      try labels.write(header(of: .labels) + PackageTable.labels(of: package.forms).bytes)
      written.append(
        .init(table: .labels, bytes: labels.count, sha256: try labels.finishDigest()))
      let encoding = options.writesByteOrderMark ? "utf-8-sig" : "utf-8"
      try package.output.begin(PackageDescriptor.fileName)
        .write(PackageDescriptor.document(written, encoding: encoding))
    } catch {
      cancel()
      throw error
    }
    try package.output.commit(first: PackageDescriptor.fileName)
    return []
  }

  func cancel() { package?.output.cancel() }
}

/// Puts a report into the records of every resource.
struct CSVPackageEncoder: ReportEncoder {
  private let spellings = CellSpellings { .csv($0) }

  /// The records of a report, a part for each resource.
  struct Content: Sendable {
    /// The form of the report.
    let form: Form
    /// All parts one behind the other, in ``CSVPackageEncoder/order``.
    let bytes: [UInt8]
    /// Where each part but the last ends.
    let ends: [Int]
  }

  /// The resources in the order of the parts: that of the reports is last, for its record says how
  /// many others there are.
  static let order = Array(PackageResource.allCases.indices.dropFirst()) + [0]

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<Content> {
    let spelling = spellings[report.form]
    var csv = CSVWriter()
    csv.bytes.reserveCapacity(2 * Self.usualSize)
    var ends: [Int] = []
    var rows = 0
    for index in Self.order.dropLast() {
      rows += csv.rows(of: report, in: PackageResource.allCases[index], spelling)
      ends.append(csv.bytes.count)
    }
    csv.reportRow(of: report, rows: rows)
    return EncodedReport(report, Content(form: report.form, bytes: csv.bytes, ends: ends))
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
