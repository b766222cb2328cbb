internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax
internal import Synchronization

/// Writes reports as XML: one report is the root itself; several, or any header, make a `batch`.
final class XMLReportWriter: ReportWriter {
  var encoder: any ReportEncoder { elements }
  private let elements: XMLReportEncoder
  private var xml = XMLWriter()
  private let envelope: Envelope
  /// The first report, as long as it may be the only one.
  private var held: Report?
  private var count: Int64 = 0
  private var hasBegun = false

  init(_ options: WriteOptions) {
    envelope = options.envelope
    elements = XMLReportEncoder(options.cache.xml, isForBatch: !options.envelope.isEmpty)
  }

  func write(_ report: EncodedReport, into bytes: inout [UInt8]) -> [Diagnostic] {
    count += 1
    if count == 1, let waiting = report.waiting {
      held = waiting
      return []
    }
    beginBatch(&bytes)
    if let waiting = report.waiting {
      bytes += elements.element(waiting)
    } else {
      bytes += report.bytes
    }
    return report.findings
  }

  func finish(into bytes: inout [UInt8]) {
    if let held {
      bytes += elements.document(held)
      return
    }
    beginBatch(&bytes)
    xml.start("trailer", inline: true)
    xml.element("count", integer: count)
    xml.end()
    xml.end()
    bytes += xml.bytes
  }

  /// Begins the batch, with the report that was held back, unless that is done.
  private func beginBatch(_ bytes: inout [UInt8]) {
    guard !hasBegun else { return }
    hasBegun = true
    elements.encodeForBatch()
    xml.declaration()
    xml.start("batch", namespace: XMLVocabulary.batchNamespace)
    xml.start("header")
    for (name, text) in [
      ("sender", envelope.sender), ("receiver", envelope.receiver), ("created", envelope.created),
    ] where !text.isEmpty {
      xml.element(name, text: text)
    }
    xml.end()
    bytes += xml.bytes
    xml.bytes = []
    if let held { bytes += elements.element(held) }
    held = nil
  }
}

/// Puts reports into elements of a batch, once it is known that there is one: a report that stays
/// alone is the root, and laid out as such.
private final class XMLReportEncoder: ReportEncoder {
  private let spellings: CellSpellings
  private let isForBatch: Atomic<Bool>

  init(_ spellings: CellSpellings, isForBatch: Bool) {
    self.spellings = spellings
    self.isForBatch = Atomic(isForBatch)
  }

  /// Encodes what comes from now on as elements of a batch. Reports that were encoded before wait for
  /// the writer: so the bytes are the same, whenever a thread learns of it.
  func encodeForBatch() { isForBatch.store(true, ordering: .relaxed) }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport {
    guard isForBatch.load(ordering: .relaxed) else { return EncodedReport(waiting: report) }
    return EncodedReport(report, bytes: element(report))
  }

  /// The element of `report` in a batch, with the line end before it.
  func element(_ report: Report) -> [UInt8] {
    var xml = XMLWriter(besideElementsAt: 1)
    xml.bytes.reserveCapacity(EncodedReport.usualSize)
    xml.write(report, spellings[report.form])
    return xml.bytes
  }

  /// The document of `report` alone.
  func document(_ report: Report) -> [UInt8] {
    var xml = XMLWriter()
    xml.bytes.reserveCapacity(EncodedReport.usualSize)
    xml.declaration()
    xml.write(report, spellings[report.form])
    return xml.bytes
  }
}

extension XMLWriter {
  /// Writes a report as an element in the namespace of its edition.
  fileprivate mutating func write(_ report: Report, _ spelling: CellSpelling) {
    start("report", namespace: XMLVocabulary.namespace(edition: report.edition))
    attribute("id", report.id.description)
    if let year = report.year { element("year", integer: Int64(year)) }
    write(report.agency)
    optional("title", report.title)
    if let date = report.issueDate { element("issueDate", text: date.description) }
    write(publication: report.publication)
    write(narrative: report.narrative)
    writeTables(report, spelling)
    write(extras: report.extras)
    write(report.source)
    end()
  }

  private mutating func optional(_ name: String, _ text: String) {
    if !text.isEmpty { element(name, text: text) }
  }

  private mutating func write(_ agency: Agency) {
    guard !agency.isEmpty else { return }
    start("agency")
    for part in Agency.Part.allCases { optional(part.rawValue, agency[part]) }
    end()
  }

  private mutating func write(publication: [PublicationField]) {
    guard !publication.isEmpty else { return }
    start("publication")
    for field in publication {
      start("field", inline: true)
      element("label", text: field.label)
      element("value", text: field.value)
      end()
    }
    end()
  }

  private mutating func write(narrative: [NarrativeSection]) {
    guard !narrative.isEmpty else { return }
    start("narrative")
    for section in narrative {
      start("section")
      if !section.code.isEmpty { attribute("code", section.code) }
      optional("title", section.title)
      for block in section.blocks { write(block) }
      end()
    }
    end()
  }

  private mutating func write(_ block: NarrativeBlock) {
    switch block {
    case .heading(let text, let level):
      start("heading")
      attribute("level", "\(level)")
      self.text(text)
      end()
    case .paragraph(let text): element("paragraph", text: text)
    case .table(let rows):
      start("table")
      for row in rows {
        start("row", inline: true)
        for cell in row { element("cell", text: cell) }
        end()
      }
      end()
    }
  }

  private mutating func writeTables(_ report: Report, _ spelling: CellSpelling) {
    guard !report.cells.areAbsent(in: report.form.cells.indices) else { return }
    start("tables")
    let rows = spelling.rows
    for table in spelling.tables where !report.cells.areAbsent(in: table.cells) {
      start(table.code)
      for index in table.rows {
        if report.cells.areAbsent(in: rows[index].cells) { continue }
        element { spelling.append(rows[index], of: report.cells, to: &$0) }
      }
      end()
    }
    end()
  }

  private mutating func write(extras: [Extra]) {
    guard !extras.isEmpty else { return }
    start("extras")
    for extra in extras {
      start("item")
      attribute("kind", extra.kind.rawValue)
      for part in Extra.Part.allCases { optional(part.rawValue, extra[part]) }
      for text in extra.texts { element("text", text: text) }
      end()
    }
    end()
  }

  private mutating func write(_ source: Source) {
    guard !source.isEmpty else { return }
    start("source")
    for part in Source.Part.allCases { optional(part.rawValue, source[part]) }
    end()
  }
}

extension CellSpelling {
  /// The rows of `form` as elements.
  static func xml(_ form: Form) -> CellSpelling {
    CellSpelling(
      form,
      Rules(
        row: { _, row in ("<\(row.code)>", "</\(row.code)>") },
        cell: { _, _, column, _ in
          let name = column.code
          return Cell(
            number: ("<\(name)>", "</\(name)>"),
            openAmount: ("<\(name) unit=\"\(UnitWord.unknown)\">", "</\(name)>"),
            blank: "<\(name)/>", notApplicable: "<\(name)>/</\(name)>")
        }))
  }
}
