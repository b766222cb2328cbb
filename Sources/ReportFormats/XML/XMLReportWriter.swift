public import ReportModel
internal import ReportDiagnostics
internal import ReportSyntax
internal import Synchronization

/// Puts reports together as XML: one report is the root itself; several, or any header, make a
/// `batch`.
struct XMLBatchSerializer: ReportSerializer {
  typealias Encoder = XMLReportEncoder

  private let encoder: XMLReportEncoder
  private let header: BatchHeader
  private var xml = XMLWriter()
  /// The first report, as long as it may be the only one.
  private var waiting: Report?
  private var count: Int64 = 0
  private var hasBegun = false

  init(_ encoder: XMLReportEncoder, _ header: BatchHeader) {
    self.encoder = encoder
    self.header = header
  }

  mutating func append(
    _ report: EncodedReport<XMLReportEncoder.Content>, to bytes: inout [UInt8]
  ) -> [Diagnostic] {
    count += 1
    switch report.content {
    case .report(let report):
      if count == 1 {
        waiting = report
        return []
      }
      beginBatch(&bytes)
      bytes += encoder.documents.element(of: report)
    case .element(let element):
      beginBatch(&bytes)
      bytes += element
    }
    return report.findings
  }

  mutating func finish(_ bytes: inout [UInt8]) {
    if let waiting {
      bytes += encoder.documents.document(of: waiting)
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
  private mutating func beginBatch(_ bytes: inout [UInt8]) {
    guard !hasBegun else { return }
    hasBegun = true
    encoder.encodeForBatch()
    xml.declaration()
    xml.start("batch", namespace: XMLVocabulary.batchNamespace)
    xml.start("header")
    for (name, text) in [
      ("sender", header.sender), ("receiver", header.receiver), ("created", header.created),
    ] where !text.isEmpty {
      xml.element(name, text: text)
    }
    xml.end()
    bytes += xml.bytes
    xml.bytes = []
    if let waiting { bytes += encoder.documents.element(of: waiting) }
    waiting = nil
  }
}

/// Puts reports into elements of a batch, once it is known that there is one: a report that stays
/// alone is the root, and laid out as such.
final class XMLReportEncoder: ReportEncoder {
  /// A report, or its element in a batch.
  enum Content: Sendable {
    /// A report that waits for its serializer, as it may be the only one.
    indirect case report(Report)
    case element([UInt8])
  }

  fileprivate let documents = XMLReportDocuments()
  private let isForBatch: Atomic<Bool>

  init(isForBatch: Bool) { self.isForBatch = Atomic(isForBatch) }

  /// Encodes what comes from now on as elements of a batch. Reports that were encoded before wait for
  /// the serializer: so the bytes are the same, whenever a thread learns of it.
  func encodeForBatch() { isForBatch.store(true, ordering: .relaxed) }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<Content> {
    let isForBatch = isForBatch.load(ordering: .relaxed)
    return EncodedReport(
      report, isForBatch ? .element(documents.element(of: report)) : .report(report))
  }
}

/// Writes XML documents of one report each.
public final class XMLReportDocuments: Sendable {
  private let spellings = CellSpellings { .xml($0) }

  /// Makes a writer; what it makes of the forms is shared by all its documents.
  public init() {}

  /// The document of `report` alone, as the format `xml` writes it.
  public func document(of report: Report) -> [UInt8] {
    var xml = XMLWriter()
    xml.bytes.reserveCapacity(XMLReportEncoder.usualSize)
    xml.declaration()
    xml.write(report, spellings[report.form])
    return xml.bytes
  }

  /// The element of `report` in a batch, with the line end before it.
  func element(of report: Report) -> [UInt8] {
    var xml = XMLWriter(besideElementsAt: 1)
    xml.bytes.reserveCapacity(XMLReportEncoder.usualSize)
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
